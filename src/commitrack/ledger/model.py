"""The stored model: what a ledger file may say, and nothing that is computed from it.

Names follow the results standard of the International Aid Transparency Initiative (IATI): target, actual,
baseline, period, unit. Amounts are exact decimals in the commitment's unit; dates are days.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal, get_args

import msgspec

Day = date
"""Everywhere a date is a whole day, without a time zone."""

Verdict = Literal[
    "in-progress",
    "fulfilled",
    "partially-fulfilled",
    "stalled",
    "broken",
    "withdrawn",
    "superseded",
    "disputed",
]
Every = Literal["year", "quarter", "month"]
Reporter = Literal["pledger", "recipient", "independent", "media"]
ClaimKind = Literal["add", "total", "grant", "withdraw", "checked", "status", "revision", "retraction"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
REPORTERS: tuple[Reporter, ...] = get_args(Reporter)

ID_PATTERN = r"[a-z0-9][a-z0-9-]*"

AMOUNT_LIMIT = Decimal(10) ** 18
"""Amounts beyond this are refused: no public pledge is larger, and a slip of the finger is."""

AMOUNT_PLACES = 9
"""Most digits after the point; with AMOUNT_LIMIT, sums stay exact at the precision used."""


class Stored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something read from a ledger: immutable, and without any key that the format does not know."""


class About(Stored, frozen=True, kw_only=True):
    """The ``[ledger]`` table: what the whole ledger is about."""

    title: str
    pledger: str | None = None
    recipient: str | None = None
    announced: Day | None = None
    source: str | None = None
    description: str | None = None
    note: str | None = None
    require_source: bool = False
    """An update without a source is refused."""
    stale_after: int | None = None
    """Days without evidence after which a commitment counts as stale."""


class Programme(Stored, frozen=True, kw_only=True):
    """A group of commitments."""

    title: str
    description: str | None = None
    source: str | None = None
    note: str | None = None


class Milestone(Stored, frozen=True, kw_only=True):
    """A point of the expected path: ``target`` is due ``by`` that day."""

    by: Day
    target: Decimal


class Update(Stored, frozen=True, kw_only=True):
    """One dated entry in a commitment's history; it makes exactly one claim.

    ``date`` is the day the claim is true for, not the day it was typed in or published.
    """

    id: str | None = None
    date: Day
    add: Decimal | None = None
    """So much more since the last figure (in this period, for a periodic commitment)."""
    total: Decimal | None = None
    """The cumulative figure on ``date`` (for the period that holds it, for a periodic commitment)."""
    grant: tuple[str, ...] | None = None
    """Members in force from ``date``."""
    until: Day | None = None
    """The last day the granted members are in force."""
    withdraw: tuple[str, ...] | None = None
    """Members no longer in force from ``date``."""
    checked: bool | None = None
    """Looked, and found nothing new: not a zero."""
    status: Verdict | None = None
    """A verdict; ``note`` gives the reason."""
    target: Decimal | None = None
    """The commitment was revised to this target."""
    due: Day | None = None
    """The commitment was revised to this last day."""
    corrects: str | None = None
    """The update that this one replaces, or withdraws when it makes no claim."""
    source: str | None = None
    archive: str | None = None
    quote: str | None = None
    publisher: str | None = None
    published: Day | None = None
    by: Reporter | None = None
    note: str | None = None
    recorded: datetime | None = None

    @property
    def claims(self) -> tuple[ClaimKind, ...]:
        """The kinds of claim it makes; a well-formed update makes exactly one."""
        made: list[ClaimKind] = []
        for kind in ("add", "total", "grant", "withdraw", "checked", "status"):
            if getattr(self, kind) is not None:
                made.append(kind)
        if self.target is not None or self.due is not None:
            made.append("revision")
        if not made and self.corrects is not None:
            made.append("retraction")
        return tuple(made)

    @property
    def claim(self) -> ClaimKind:
        """The one kind of claim it makes."""
        return self.claims[0]

    @property
    def claimed(self) -> bool:
        """Whether it says something itself, beyond withdrawing the update it corrects."""
        return self.claim != "retraction"


class Commitment(Stored, frozen=True, kw_only=True, tag_field="kind"):
    """What every kind of commitment may say. The kinds below add their own fields."""

    kind: ClassVar[str]
    takes: ClassVar[tuple[ClaimKind, ...]]
    """The kinds of claim that fit this kind of commitment."""
    title: str
    programme: str | None = None
    description: str | None = None
    pledger: str | None = None
    recipient: str | None = None
    start: Day | None = None
    due: Day | None = None
    """The last day, included."""
    assumed: tuple[Literal["start", "due"], ...] = ()
    """The bounds that the announcement does not state."""
    source: str | None = None
    quote: str | None = None
    means_of_verification: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    updates: tuple[Update, ...] = ()


class Total(Commitment, frozen=True, kw_only=True, tag="total"):
    """Reach ``target`` by ``due``. A target below the baseline means lower is better."""

    kind = "total"
    takes = ("add", "total", "checked", "status", "revision", "retraction")
    target: Decimal
    unit: str
    baseline: Decimal = Decimal(0)
    milestones: tuple[Milestone, ...] = ()
    """Points that replace the straight line from (start, baseline) to (due, target)."""


class Periodic(Commitment, frozen=True, kw_only=True, tag="periodic"):
    """Reach ``target`` again in every period, counted from ``start``."""

    kind = "periodic"
    takes = ("add", "total", "checked", "status", "revision", "retraction")
    start: Day
    due: Day
    target: Decimal
    unit: str
    every: Every


class Standing(Commitment, frozen=True, kw_only=True, tag="standing"):
    """Keep ``target`` named members in force."""

    kind = "standing"
    takes = ("grant", "withdraw", "checked", "status", "revision", "retraction")
    target: Decimal
    unit: str
    members: tuple[str, ...] = ()
    """The names that count; empty where any name does."""


class Qualitative(Commitment, frozen=True, kw_only=True, tag="qualitative"):
    """A commitment without a number."""

    kind = "qualitative"
    takes = ("checked", "status", "revision", "retraction")


AnyCommitment = Total | Periodic | Standing | Qualitative
Quantified = Total | Periodic | Standing
KINDS: Mapping[str, type[AnyCommitment]] = {
    "total": Total,
    "periodic": Periodic,
    "standing": Standing,
    "qualitative": Qualitative,
}


class Ledger(Stored, frozen=True, kw_only=True):
    """The content of one ledger file. Commitments and programmes stand by id, in the order of the file."""

    about: About
    programmes: dict[str, Programme]
    commitments: dict[str, AnyCommitment]

    def updates(self) -> Iterator[tuple[str, Update]]:
        """Yield every update with the id of its commitment, in the order of the file's commitments."""
        for commitment_id, commitment in self.commitments.items():
            for update in commitment.updates:
                yield commitment_id, update
