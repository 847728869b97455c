"""Locking and replacing files: in one step, and without losing anything."""
