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


def _are_too_many(terms: Terms, last: date) -> bool:
    if terms.start is None or terms.every is None:
        return False
    number, _, word = terms.every.rpartition(" ")
    length = int(number or 1) * _DAYS[word if not number else word.removesuffix("s")]
    return (last - terms.start).days / length > MOST_PERIODS


def _sound(amount: Decimal | None) -> Decimal | None:
    return amount if is_sound(amount) else None
