"""The words of the report: whole messages with named fields, so that each can stand in another language."""
