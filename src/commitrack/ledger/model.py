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
    """What the commitments have in common, such as the meeting they were announced at."""
    pledger: str | None = None
    """Who promised."""
    recipient: str | None = None
    """To whom."""
    announced: Day | None = None
    """The day of the announcement."""
    source: str | None = None
    """An address or citation of the announcement."""
    description: str | None = None
    note: str | None = None
    require_source: bool = False
    """An update without a source is refused."""
    stale_after: int | None = None
    """Days without evidence after which a commitment counts as stale."""


class Programme(Stored, frozen=True, kw_only=True):
    """A group of commitments."""

    title: str
    """Its name, as a heading above its commitments."""
    description: str | None = None
    source: str | None = None
    """An address or citation of where it was announced."""
    note: str | None = None


class Milestone(Stored, frozen=True, kw_only=True):
    """A point of the expected path: ``target`` is due ``by`` that day."""

    by: Day
    """The day."""
    target: Decimal
    """What is to be reached by then, in the commitment's unit."""


class Update(Stored, frozen=True, kw_only=True):
    """One dated entry in a commitment's history; it makes exactly one claim.

    ``date`` is the day the claim is true for, not the day it was typed in or published.
    """

    id: str | None = None
    """A name that corrections can use: eight hexadecimal digits where a command wrote it."""
    date: Day
    """The day it is true for."""
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
    """An address or citation of the evidence."""
    archive: str | None = None
    """The address of an archived copy of the source."""
    quote: str | None = None
    """What the source says, word for word."""
    publisher: str | None = None
    """Who published the source."""
    published: Day | None = None
    """The day it was published."""
    by: Reporter | None = None
    """Who reports it: one of the parties, somebody independent, or the media."""
    note: str | None = None
    """A remark; for a verdict or a retraction, the reason."""
    recorded: datetime | None = None
    """When a command wrote it, in UTC."""

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
    """What is promised, in a few words."""
    programme: str | None = None
    """The id of its programme."""
    description: str | None = None
    pledger: str | None = None
    """Who promised, if not the ledger's pledger."""
    recipient: str | None = None
    """To whom, if not the ledger's recipient."""
    start: Day | None = None
    """The first day."""
    due: Day | None = None
    """The last day, included."""
    assumed: tuple[Literal["start", "due"], ...] = ()
    """The bounds that the announcement does not state."""
    source: str | None = None
    """An address or citation of the announcement."""
    quote: str | None = None
    """The announcement, word for word."""
    means_of_verification: str | None = None
    """What evidence would settle it, such as a named statistic."""
    tags: tuple[str, ...] = ()
    """Words to find it by."""
    note: str | None = None
    updates: tuple[Update, ...] = ()
    """Its history."""


class Total(Commitment, frozen=True, kw_only=True, tag="total"):
    """Reach ``target`` by ``due``. A target below the baseline means lower is better."""

    kind = "total"
    takes = ("add", "total", "checked", "status", "revision", "retraction")
    target: Decimal
    """The amount to be reached."""
    unit: str
    """What is counted."""
    baseline: Decimal = Decimal(0)
    """Where the way to the target begins."""
    milestones: tuple[Milestone, ...] = ()
    """Points that replace the straight line from (start, baseline) to (due, target)."""


class Periodic(Commitment, frozen=True, kw_only=True, tag="periodic"):
    """Reach ``target`` again in every period, counted from ``start``."""

    kind = "periodic"
    takes = ("add", "total", "checked", "status", "revision", "retraction")
    start: Day
    """The first day of the first period."""
    due: Day
    """The last day, included."""
    target: Decimal
    """The amount to be reached in each period."""
    unit: str
    """What is counted."""
    every: Every
    """How long a period is."""


class Standing(Commitment, frozen=True, kw_only=True, tag="standing"):
    """Keep ``target`` named members in force."""

    kind = "standing"
    takes = ("grant", "withdraw", "checked", "status", "revision", "retraction")
    target: Decimal
    """How many members are to be in force."""
    unit: str
    """What the members are, such as countries."""
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
