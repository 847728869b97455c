"""Conversations at a terminal: one question after the other, for what else takes options."""
