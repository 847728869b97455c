"""The commands that make or show pages and pictures for readers."""
