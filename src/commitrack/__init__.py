"""Track quantified public commitments in a plain-text ledger."""

__version__ = "0.1.0"
