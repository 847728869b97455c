"""What is wrong with a ledger that reads: named checks, each one function."""
