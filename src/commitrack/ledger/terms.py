"""What the rules look at of a commitment, as far as it was understood."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from commitrack.ledger.model import AnyCommitment, Day, Every

NOTHING: frozenset[str] = frozenset()
"""No key is unread: the table is well formed."""


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
