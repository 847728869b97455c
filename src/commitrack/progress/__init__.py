"""What it means: the judgement of a commitment at a day, computed from its updates."""
