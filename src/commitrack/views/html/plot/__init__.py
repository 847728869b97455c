"""What charts are made of: their frame and columns, the room for their words, and their numbers."""
