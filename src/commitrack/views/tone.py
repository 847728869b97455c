"""The tone and the sign of a status: what its colour means in every view, and what stands beside its words."""

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

_GLYPHS = {
    "fulfilled": "✔",
    "fulfilled-late": "✓",
    "partially-fulfilled": "◐",
    "on-track": "▸",
    "in-progress": "▹",
    "behind": "◂",
    "stalled": "=",
    "disputed": "≠",
    "awaited": "…",
    "overdue": "!",
    "missed": "✘",
    "broken": "✘",
    "lapsed": "▾",
    "upcoming": "·",
    "no-data": "?",
    "withdrawn": "–",
    "superseded": "»",
}


def tone(status: str) -> Tone:
    """Return the tone of a state or verdict."""
    return _TONES[status]


def glyph(status: str) -> str:
    """Return the sign of a state or verdict, of one column: it tells it apart where there is no colour."""
    return _GLYPHS[status]
