"""The judgement of a commitment at a date, computed from its updates."""
