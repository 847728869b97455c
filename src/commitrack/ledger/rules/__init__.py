"""The rules a ledger has to keep to be judged."""
