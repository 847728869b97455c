"""Statuses in words and colour, and bars of progress and of many commitments."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from commitrack.views.html.canvas import percent
from commitrack.views.tone import FROM_GOOD_TO_UNKNOWN, Tone, tone
from commitrack.words.format import label


@dataclass(frozen=True, slots=True)
class Badge:
    """A status in words, with the tone of its colour."""

    status: str
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """The share of the way that is done; ``width`` is None where nobody knows, which is not a zero."""

    width: str | None
    tone: Tone


@dataclass(frozen=True, slots=True)
class Segment:
    """A status's part of a bar of many commitments, as wide as its number of them."""

    badge: Badge
    number: int
    x: str
    width: str


def badge(status: str) -> Badge:
    """Write a state or verdict."""
    return Badge(status, label(status), tone(status))


def bar(done: Decimal | None, status: str) -> Bar:
    """Draw how many per cent are done, never beyond either end."""
    width = None if done is None else percent(min(max(Fraction(done) / 100, Fraction(0)), Fraction(1)))
    return Bar(width, tone(status))


def stack(tallied: Mapping[str, int]) -> tuple[Segment, ...]:
    """Lay the statuses side by side, from good to bad to unknown."""
    total = sum(tallied.values())
    segments, before = [], 0
    for status in sorted(tallied, key=FROM_GOOD_TO_UNKNOWN.index):
        number = tallied[status]
        x, width = percent(Fraction(before, total)), percent(Fraction(number, total))
        segments.append(Segment(badge(status), number, x, width))
        before += number
    return tuple(segments)
