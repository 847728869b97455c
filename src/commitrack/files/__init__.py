"""How files are locked and replaced: at once, and never with anything lost."""
