"""The ledger on disk: the stored model, reading it, and adding to it without changing another byte."""
