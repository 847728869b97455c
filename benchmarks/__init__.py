"""What commands cost, beside those of other programs that keep records as text: ``python -m benchmarks``."""
