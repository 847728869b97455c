"""The changes between two judged ledgers, for every view."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

import msgspec

from commitrack.ledger.model import Ledger
from commitrack.ledger.scale import VERDICTS
from commitrack.progress.goal import Goal
from commitrack.progress.history import Entry
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import Membership
from commitrack.progress.rules.measurement import PeriodJudgement
from commitrack.progress.states import STATES

ChangeKind = Literal[
    "new",
    "gone",
    "status",
    "state",
    "verdict",
    "original",
    "goal",
    "due",
    "milestones",
    "figure",
    "concluded",
    "period",
    "granted",
    "extended",
    "shortened",
    "withdrawn",
    "expired",
    "removed",
    "edited",
    "rewritten",
    "erased",
    "corrected",
    "restated",
    "beside",
    "counts",
    "update",
    "late",
]
CHANGES: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""The kinds of change, the most important first."""


Moved = str | Decimal | Goal | date | None
"""The kinds of values that can change: a status, an amount, a goal, a date."""


class Side(msgspec.Struct, frozen=True):
    """One of two ledgers that are compared, judged at a date. ``name`` tells it from the other."""

    name: str
    ledger: Ledger
    as_of: date
    judgements: Mapping[str, Judgement]
    known_on: date | None = None
    """The date by whose end its updates had been recorded; None for all of them."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing about a commitment that is not as it was.

    ``before`` and ``after`` are what moved: a status, state or verdict, an amount, a goal, a date, or an update's fate.
    """

    commitment_id: str
    kind: ChangeKind
    earlier: Judgement | None
    """None for a new commitment."""
    later: Judgement | None
    """None for one that is gone."""
    before: Moved = None
    after: Moved = None
    period: PeriodJudgement | None = None
    """The period it is about, as last judged."""
    members: tuple[Membership, ...] = ()
    """The members it is about, all with one spell, as last known."""
    keys: tuple[str, ...] = ()
    """The keys of the commitment or update that say something else."""
    entry: Entry | None = None
    """The update it is about."""

    @property
    def judgement(self) -> Judgement:
        """The commitment as it stands, or stood before it was gone."""
        judgement = self.later or self.earlier
        assert judgement is not None
        return judgement


class Comparison(msgspec.Struct, frozen=True):
    """Two judged ledgers and what changed between them, by commitment in the later ledger's order, the gone ones last.

    Of one commitment, the most important change comes first.
    """

    earlier: Side
    later: Side
    changes: tuple[Change, ...]

    @property
    def total(self) -> int:
        """The number of commitments on each side."""
        return len(self.earlier.judgements.keys() | self.later.judgements.keys())

    @property
    def changed(self) -> int:
        """The number of commitments that changed."""
        return len({change.commitment_id for change in self.changes})

    @property
    def tally(self) -> dict[str, tuple[int, int]]:
        """The number of commitments that had and have each status."""
        before, after = (
            Counter(judgement.counted_status for judgement in side.judgements.values())
            for side in (self.earlier, self.later)
        )
        known = dict.fromkeys((*STATES, *VERDICTS))
        return {name: (before[name], after[name]) for name in known if before[name] or after[name]}
