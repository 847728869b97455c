"""A ledger as two tables, of commitments and of updates: their columns, and values as cells."""
