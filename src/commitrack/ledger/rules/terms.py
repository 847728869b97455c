"""The terms that the rules look at, as far as they were understood."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from commitrack.ledger.model import AnyCommitment, Milestone, Step
from commitrack.ledger.rules.amounts import is_sound
from commitrack.ledger.rules.mistakes import Mistake

NOTHING: frozenset[str] = frozenset()
"""No key is unread: the table is well formed."""

_PERIOD_LIMIT = 1200
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
    if terms.start is None or terms.every is None or due is None:
        return
    number, _, word = terms.every.rpartition(" ")
    length = int(number or 1) * _DAYS[word if not number else word.removesuffix("s")]
    if (due - terms.start).days / length > _PERIOD_LIMIT:
        yield Mistake(
            ("due",),
            "too-many-periods",
            f"more than {_PERIOD_LIMIT:,} periods; correct start or due, or write a longer every",
        )


def _sound(amount: Decimal | None) -> Decimal | None:
    return amount if is_sound(amount) else None
