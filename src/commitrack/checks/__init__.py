"""The checks: named warnings about a ledger that reads, each one function."""
