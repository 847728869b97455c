"""The tone of a status: the meaning of its colour in every view, beside the words."""

from typing import Literal

Tone = Literal["good", "mixed", "open", "bad", "unknown"]

_TONES: dict[str, Tone] = {
    "fulfilled": "good",
    "on-track": "good",
    "in-progress": "open",
    "awaited": "open",
    "fulfilled-late": "mixed",
    "partially-fulfilled": "mixed",
    "behind": "mixed",
    "stalled": "mixed",
    "disputed": "mixed",
    "missed": "bad",
    "overdue": "bad",
    "lapsed": "bad",
    "broken": "bad",
    "upcoming": "unknown",
    "no-data": "unknown",
    "withdrawn": "unknown",
    "superseded": "unknown",
}

FROM_GOOD_TO_UNKNOWN = tuple(_TONES)
"""The statuses in the order in which a bar has them."""


def tone(status: str) -> Tone:
    """Return the tone of a state or verdict."""
    return _TONES[status]
