"""What the rules look at of a commitment, as far as it was understood."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from commitrack.ledger.model import AnyCommitment, Day, Every
from commitrack.ledger.rules.mistakes import Mistake

NOTHING: frozenset[str] = frozenset()
"""No key is unread: the table is well formed."""


_PERIOD_LIMIT = 1200
_MONTHS = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Terms:
    """A commitment's terms. None is what is absent or was not understood, and has been reported."""

    kind: str | None
    start: Day | None
    due: Day | None
    every: Every | None
    target: Decimal | None
    baseline: Decimal | None


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
        target=read("target"),
        baseline=read("baseline") if kind else None,
    )


def period_mistakes(terms: Terms, due: Day | None) -> Iterator[Mistake]:
    """Find whether a last day, the first one or a later one, would cut the commitment into too many periods."""
    if terms.start is None or terms.every is None or due is None:
        return
    months = (due.year - terms.start.year) * 12 + due.month - terms.start.month
    if months / _MONTHS[terms.every] > _PERIOD_LIMIT:
        yield Mistake(
            ("due",),
            "too-many-periods",
            f"more than {_PERIOD_LIMIT:,} periods; correct start or due, or write a longer every",
        )
