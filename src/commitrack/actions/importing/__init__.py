"""Importing a table: its rows, what is new in them, and all of that in one write."""
