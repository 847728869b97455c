"""The terms that the rules look at, as far as they were understood."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from commitrack.ledger.model import MOST_PERIODS, AnyCommitment, Milestone, Step
from commitrack.ledger.rules.amounts import is_sound
from commitrack.ledger.rules.mistakes import Mistake

NOTHING: frozenset[str] = frozenset()
"""No key is unread: the table is well formed."""

_DAYS = {"week": 7, "month": 28, "quarter": 90, "half-year": 181, "year": 365}
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Terms(msgspec.Struct, frozen=True):
    """A commitment's terms. None is what is absent or was not understood, and has been reported."""

    kind: str | None
    start: date | None
    due: date | None
    every: str | None
    target: Decimal | None
    at_most: Decimal | None
    baseline: Decimal | None
    milestones: tuple[Milestone, ...]
    steps: tuple[Step, ...]


def terms_of(commitment: AnyCommitment, unread: frozenset[str] = NOTHING) -> Terms:
    """Return the terms of a commitment, without the keys that are unread."""

    def read(name: str) -> Any:
        return None if name in unread else getattr(commitment, name, None)

    kind = read("kind")
    return Terms(
        kind=kind,
        start=read("start"),
        due=read("due"),
        every=read("every"),
        target=_sound(read("target")),
        at_most=_sound(read("at_most")),
        baseline=_sound(read("baseline")) if kind else None,
        milestones=read("milestones") or (),
        steps=read("steps") or (),
    )


def period_mistakes(terms: Terms, due: date | None) -> Iterator[Mistake]:
    """Find whether a last date, the first one or a later one, would cut the time into too many periods."""
    if due is not None and _are_too_many(terms, due):
        advice = "correct start or due, or write a longer every"
        yield Mistake(("due",), "too-many-periods", f"more than {MOST_PERIODS:,} periods; {advice}")


def reported_mistakes(terms: Terms, day: date) -> Iterator[Mistake]:
    """Find whether a figure without a last date comes after too many periods."""
    if terms.due is None and _are_too_many(terms, day):
        advice = "correct the date or start, or write a longer every"
        yield Mistake(("date",), "too-many-periods", f"more than {MOST_PERIODS:,} periods after the start; {advice}")


def begins_period(terms: Terms, day: date) -> bool:
    """Say whether a date after the start is the first one of a period; where nobody says how long they are, it may be.

    That is the start's day of the month, or the month's last day where it has no such day.
    """
    if terms.start is None or terms.every is None:
        return True
    number, word = _length(terms.every)
    if word == "week":
        return (day - terms.start).days % (number * 7) == 0
    from calendar import monthrange

    months = (day.year - terms.start.year) * 12 + day.month - terms.start.month
    begin = min(terms.start.day, monthrange(day.year, day.month)[1])
    return months % (number * _MONTHS[word]) == 0 and day.day == begin


def _are_too_many(terms: Terms, last: date) -> bool:
    if terms.start is None or terms.every is None:
        return False
    number, word = _length(terms.every)
    return (last - terms.start).days / (number * _DAYS[word]) > MOST_PERIODS


def _length(every: str) -> tuple[int, str]:
    number, _, word = every.rpartition(" ")
    return (int(number), word.removesuffix("s")) if number else (1, word)


def _sound(amount: Decimal | None) -> Decimal | None:
    return amount if is_sound(amount) else None
