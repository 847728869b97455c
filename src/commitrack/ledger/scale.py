"""The verdicts, and a tracker's own scale: the words that a ledger has for verdicts and states."""

import re
from typing import Annotated, Literal, get_args

import msgspec

from commitrack.ledger.fields import says

Verdict = Literal[
    "in-progress", "fulfilled", "partially-fulfilled", "stalled", "broken", "withdrawn", "superseded", "disputed"
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

_Word = Annotated[str | None, says("What the ledger's readers call it.")]


def _written(field: str) -> str:
    return field.replace("_", "-")


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename=_written):
    """The ``[verdicts]`` table: the house's own words for verdicts and states.

    They stand in everything that people read. Files and formats for programs keep the neutral words.
    """

    upcoming: _Word = None
    no_data: _Word = None
    in_progress: _Word = None
    on_track: _Word = None
    behind: _Word = None
    fulfilled: _Word = None
    fulfilled_late: _Word = None
    awaited: _Word = None
    overdue: _Word = None
    missed: _Word = None
    lapsed: _Word = None
    partially_fulfilled: _Word = None
    stalled: _Word = None
    broken: _Word = None
    withdrawn: _Word = None
    superseded: _Word = None
    disputed: _Word = None

    def own(self, status: str) -> str | None:
        """Return the house's word for a status; None where it has none of its own."""
        word: str | None = getattr(self, status.replace("-", "_"))
        return word

    @property
    def words(self) -> dict[str, str]:
        """The house's words by status."""
        return {_written(field): word for field in self.__struct_fields__ if (word := getattr(self, field)) is not None}

    def meant(self, text: str) -> tuple[str, ...]:
        """Return the statuses that a text is the house's word for; none where it is no word of the house's."""
        wanted = plainly(text)
        return tuple(status for status, word in self.words.items() if plainly(word) == wanted)

    def verdict(self, text: str) -> Verdict | None:
        """Return the verdict that a text is the neutral or the house's word for; None where it is neither."""
        names = (plainly(text), *self.meant(text))
        return next((verdict for verdict in VERDICTS if verdict in names), None)


NEUTRAL = Scale()
"""No word of a house's own."""


def plainly(text: str) -> str:
    """Return a word as it is compared: however its letters are written, and whatever stands between its parts."""
    return re.sub(r"[\s_-]+", "-", text.strip()).casefold()
