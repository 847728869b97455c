"""The stored model: every field, claim and kind of a ledger file, declared once; nothing here is computed.

Names follow the results standard of the International Aid Transparency Initiative (IATI): target, actual, baseline,
period, unit. Amounts are exact decimals in the commitment's unit. A field's meaning stands beside its type: the
schema, ``--help``, the questions and the documentation all read it there.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import compress
from operator import attrgetter
from typing import Annotated, ClassVar, Literal, get_args

import msgspec

from commitrack.ledger.claims import MAKERS, ClaimKind
from commitrack.ledger.fields import Language, Length, says
from commitrack.ledger.scale import NEUTRAL, Scale, Verdict
from commitrack.ledger.sources import Archived, Sourced, Texts

Holds = Literal["at-end", "from-end", "throughout", "once", "on-average"]
Reporter = Literal["pledger", "recipient", "independent", "media"]
Bound = Literal["at-least", "at-most", "about"]
Flag = Literal["provisional", "estimated"]
End = Literal["start", "due"]
Direction = Literal["ltr", "rtl"]

HOLDS: tuple[Holds, ...] = get_args(Holds)
REPORTERS: tuple[Reporter, ...] = get_args(Reporter)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
FLAGS: tuple[Flag, ...] = get_args(Flag)

_claiming = attrgetter(*(field for field, _ in MAKERS))
_CLAIMED = tuple(claim for _, claim in MAKERS)

MOST_PERIODS = 3_000
"""More periods than anybody reports on: fifty years of weeks are fewer."""


class Stored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something read from a ledger: immutable, and without any key that the format does not know."""


class About(Sourced, Stored, frozen=True, kw_only=True):
    """The ``[ledger]`` table: what the whole ledger is about."""

    title: Annotated[str, says("What the commitments have in common, such as a summit or a manifesto.")]
    pledger: Annotated[str | None, says("Who promised.")] = None
    recipient: Annotated[str | None, says("To whom.")] = None
    announced: Annotated[dt.date | None, says("The date of the announcement.")] = None
    source: Annotated[Texts | None, says("An address or citation of the announcement.")] = None
    description: Annotated[str | None, says("More about it.")] = None
    note: Annotated[str | None, says("A remark.")] = None
    require_source: Annotated[bool, says("Refuse an update without a source.")] = False
    stale_after: Annotated[int | None, says("Days without evidence after which a commitment counts as stale.")] = None
    reported_within: Annotated[
        int | None, says("Days after a last date in which its figure is awaited, not yet overdue. Default: 0.")
    ] = None
    keeper: Annotated[str | None, says("Who keeps the ledger, such as a newsroom or a unit.")] = None
    contact: Annotated[str | None, says("Where to report an error: an address of the web or of mail.")] = None
    licence: Annotated[str | None, says("What others may do with the figures, such as CC BY 4.0.")] = None
    language: Annotated[Language | None, says("The language that the promises are written in. Default: en.")] = None
    direction: Annotated[Direction | None, says("Where its lines begin. Default: ltr, at the left.")] = None


class Programme(Sourced, Stored, frozen=True, kw_only=True):
    """A group of commitments."""

    title: Annotated[str, says("Its name, as a heading above its commitments.")]
    description: Annotated[str | None, says("More about it.")] = None
    source: Annotated[Texts | None, says("An address or citation of where it was announced.")] = None
    note: Annotated[str | None, says("A remark.")] = None


class Milestone(Stored, frozen=True, kw_only=True):
    """A point of the expected path."""

    by: Annotated[dt.date, says("The date.")]
    target: Annotated[Decimal, says("The amount expected by then.")]


class Step(Stored, frozen=True, kw_only=True, rename={"from_date": "from"}):
    """Another goal from a period on. Not a revision: it was promised so from the beginning."""

    from_date: Annotated[dt.date, says("The first date of the period that it holds from.")]
    target: Annotated[Decimal | None, says("At least this much from then on.")] = None
    at_most: Annotated[Decimal | None, says("At most this much from then on.")] = None


class Update(Archived, Stored, frozen=True, kw_only=True, rename={"for_date": "for"}):
    """One dated entry in a commitment's history; it makes exactly one claim.

    ``date`` is the date the claim is true for, not when it was typed in or published.
    """

    id: Annotated[str | None, says("Its name, by which a correction refers to it.")] = None
    date: Annotated[dt.date, says("The date it is true for.")]
    add: Annotated[Decimal | None, says("Amount added since the last figure (in this period, if periodic).")] = None
    total: Annotated[Decimal | None, says("Running count on the date (of this period, if periodic).")] = None
    level: Annotated[Decimal | None, says("Value measured on the date.")] = None
    grant: Annotated[tuple[str, ...] | None, says("Members in force from the date.")] = None
    until: Annotated[dt.date | None, says("Last date on which the granted members are in force.")] = None
    withdraw: Annotated[tuple[str, ...] | None, says("Members no longer in force from the date.")] = None
    count: Annotated[int | None, says("Number of members in force from the date, where no names are published.")] = None
    forecast: Annotated[
        Decimal | None, says("Amount that somebody expects for a later date. It never counts as a figure.")
    ] = None
    for_date: Annotated[dt.date | None, says("The date that the forecast is for.")] = None
    checked: Annotated[bool | None, says("Looked, and found nothing new. Not a zero.")] = None
    status: Annotated[Verdict | None, says("A verdict; the note gives the reason.")] = None
    target: Annotated[Decimal | None, says("The goal was revised: at least this much.")] = None
    at_most: Annotated[Decimal | None, says("The goal was revised: at most this much.")] = None
    due: Annotated[dt.date | None, says("The last date was revised.")] = None
    milestones: Annotated[tuple[Milestone, ...] | None, says("The milestones were revised to these.")] = None
    corrects: Annotated[str | None, says("The update that this one replaces, or withdraws if it makes no claim.")] = (
        None
    )
    restates: Annotated[
        str | None, says("The update that this one replaces because its publisher released a newer figure.")
    ] = None
    flag: Annotated[Flag | None, says("How final the figure is, if it is not.")] = None
    bound: Annotated[Bound | None, says('How exact the figure is, if it is not: "over 52,000" is at-least.')] = None
    source: Annotated[Texts | None, says("Where it is published: an address or citation.")] = None
    archive: Annotated[Texts | None, says("The address of an archived copy of the source.")] = None
    quote: Annotated[str | None, says("What the source says, word for word.")] = None
    publisher: Annotated[str | None, says("Who published the source.")] = None
    published: Annotated[dt.date | None, says("The date it was published.")] = None
    by: Annotated[Reporter | None, says("Who reports it: a party, somebody independent, or the media.")] = None
    note: Annotated[str | None, says("A remark; for a verdict or a retraction, the reason.")] = None
    batch: Annotated[str | None, says("The import that it came with, all of which can be retracted together.")] = None
    recorded: Annotated[dt.datetime | None, says("When a command wrote it, in UTC.")] = None

    @property
    def claims(self) -> tuple[ClaimKind, ...]:
        """The kinds of claim it makes; a well-formed update makes exactly one."""
        made = [value is not None for value in _claiming(self)]
        if made.count(True) == 1:  # as nearly always
            return (_CLAIMED[made.index(True)],)
        return tuple(dict.fromkeys(compress(_CLAIMED, made))) or (("retraction",) if self.corrects is not None else ())

    @property
    def claim(self) -> ClaimKind:
        """The one kind of claim it makes."""
        for field, name in MAKERS:
            if getattr(self, field) is not None:
                return name
        return "retraction"

    @property
    def replaces(self) -> str | None:
        """The id of the update that it takes the place of, because that was wrong or has been restated."""
        return self.corrects or self.restates

    @property
    def claimed(self) -> bool:
        """Whether it says something itself, beyond withdrawing the update it corrects."""
        return self.claim != "retraction"


class Commitment(Archived, Stored, frozen=True, kw_only=True, tag_field="kind"):
    """The fields of every kind of commitment. The kinds below add their own."""

    kind: ClassVar[str]
    promise: ClassVar[str]
    """The promise, to complete "The promise is to …"."""
    choice: ClassVar[str]
    """The answer that stands for it to "What is promised?"."""
    takes: ClassVar[tuple[ClaimKind, ...]]
    """The kinds of claim that fit this kind of commitment."""
    revises: ClassVar[tuple[str, ...]] = ("due",)
    """The fields that a revision may change."""
    title: Annotated[str, says("What is promised, in a few words.")]
    programme: Annotated[str | None, says("The id of its programme.")] = None
    description: Annotated[str | None, says("More about it.")] = None
    pledger: Annotated[str | None, says("Who promised, if not the ledger's pledger.")] = None
    recipient: Annotated[str | None, says("To whom, if not the ledger's recipient.")] = None
    start: Annotated[dt.date | None, says("The first date.")] = None
    due: Annotated[dt.date | None, says("The last date, included.")] = None
    assumed: Annotated[tuple[End, ...], says("The dates that the announcement does not state.")] = ()
    reported_within: Annotated[
        int | None, says("Days after a last date in which its figure is awaited. Default: as in [ledger], or 0.")
    ] = None
    source: Annotated[Texts | None, says("Where it was announced: an address or citation.")] = None
    archive: Annotated[Texts | None, says("The address of an archived copy of the source.")] = None
    quote: Annotated[str | None, says("The announcement, word for word.")] = None
    means_of_verification: Annotated[str | None, says("What evidence would settle it, such as a named statistic.")] = (
        None
    )
    owner: Annotated[str | None, says("Who keeps it up to date. Not shown in a report.")] = None
    tags: Annotated[tuple[str, ...], says("Words to find it by.")] = ()
    note: Annotated[str | None, says("A remark.")] = None
    updates: Annotated[tuple[Update, ...], says("Its history.")] = ()


_DECIDED: tuple[ClaimKind, ...] = ("checked", "status", "revision", "retraction")


class Numbered(Commitment, frozen=True, kw_only=True):
    """The fields of commitments with a number to meet."""

    unit: Annotated[str, says("What is counted or measured.")]


class Measured(Numbered, frozen=True, kw_only=True):
    """The fields of commitments with an amount to meet: at least one of ``target`` and ``at_most``."""

    accumulates: ClassVar[bool]
    """Whether its figures are a running count, which never falls, rather than measurements."""
    target: Annotated[Decimal | None, says("At least this much.")] = None
    at_most: Annotated[Decimal | None, says("At most this much; with target, a range.")] = None
    measured_by: Annotated[str | None, says("The publisher whose figures count; those of others stand beside.")] = None
    settled_within: Annotated[
        int, says("Days before or after a last date on which a figure still counts as that date's.")
    ] = 0


class Total(Measured, frozen=True, kw_only=True, tag="total"):
    """Bring a running count to the target by ``due``, or keep it under a cap until then."""

    kind = "total"
    promise = "bring a running count to a number by a date, or keep it under a cap"
    choice = "a number that adds up by a date, or a cap on it, such as 3,500 scholarships"
    accumulates = True
    takes = ("add", "total", "forecast", *_DECIDED)
    revises = ("target", "at_most", "due", "milestones")
    baseline: Annotated[Decimal, says("The amount it begins with.")] = Decimal(0)
    milestones: Annotated[
        tuple[Milestone, ...], says("Points of the expected path, in place of the straight line.")
    ] = ()


class Periodic(Measured, frozen=True, kw_only=True, tag="periodic"):
    """Meet the goal again in every period, each counted from zero."""

    kind = "periodic"
    promise = "reach a number, or stay under a cap, again in every period"
    choice = "a number that adds up again in every period, such as 300 delegates a year"
    accumulates = True
    takes = ("add", "total", "forecast", *_DECIDED)
    revises = ("target", "at_most", "due")
    start: Annotated[dt.date, says("The first date of the first period.")]
    every: Annotated[Length, says("How long a period is: week, month, quarter, half-year, year, or a number of them.")]
    steps: Annotated[tuple[Step, ...], says("Other goals from later periods on.")] = ()


class Level(Measured, frozen=True, kw_only=True, tag="level"):
    """Bring or keep a measured value, which rises and falls, at its goal."""

    kind = "level"
    promise = "bring or keep a measured value, which rises and falls, at its goal"
    choice = "a measurement that rises and falls, such as a rate, a share or a stock"
    accumulates = False
    takes = ("level", "forecast", *_DECIDED)
    revises = ("target", "at_most", "due", "milestones")
    holds: Annotated[
        Holds | None, says("When the goal must be met. Default: at-end; without due and every, throughout.")
    ] = None
    baseline: Annotated[Decimal | None, says("The amount it begins with.")] = None
    milestones: Annotated[
        tuple[Milestone, ...], says("Points of the expected path, in place of the straight line.")
    ] = ()
    every: Annotated[Length | None, says("How long a period is, if the goal is to be met in each.")] = None
    steps: Annotated[tuple[Step, ...], says("Other goals from later periods on.")] = ()


class Standing(Numbered, frozen=True, kw_only=True, tag="standing"):
    """Keep ``target`` members in force."""

    kind = "standing"
    promise = "keep a number of members in force"
    choice = "members in force, such as visa-free access for five countries"
    takes = ("grant", "withdraw", "count", "forecast", *_DECIDED)
    revises = ("target", "due")
    target: Annotated[Decimal, says("How many members are to be in force, at least.")]
    members: Annotated[tuple[str, ...], says("The names that count; leave it out if any name counts.")] = ()


class Numberless(Commitment, frozen=True, kw_only=True):
    """Commitments without a number of their own: no goal, no unit and no figures."""


class Joint(Numberless, frozen=True, kw_only=True, tag="joint"):
    """Meet all of several commitments."""

    kind = "joint"
    promise = "meet all of several commitments"
    choice = "several commitments that must all be met"
    takes = _DECIDED
    parts: Annotated[tuple[str, ...], says("The ids of the commitments that must all be met.")]


class Qualitative(Numberless, frozen=True, kw_only=True, tag="qualitative"):
    """A commitment without a number."""

    kind = "qualitative"
    promise = "do something that has no number"
    choice = "something that has no number"
    takes = _DECIDED


AnyCommitment = Total | Periodic | Level | Standing | Joint | Qualitative
KINDS: Mapping[str, type[AnyCommitment]] = {kind.kind: kind for kind in get_args(AnyCommitment)}


class Ledger(Stored, frozen=True, kw_only=True):
    """The content of one ledger file. Commitments and programmes stand by id, in the order of the file."""

    about: About
    programmes: dict[str, Programme]
    commitments: dict[str, AnyCommitment]
    scale: Scale = NEUTRAL

    def updates(self) -> Iterator[tuple[str, Update]]:
        """Yield every update with the id of its commitment, in the order of the file's commitments."""
        for commitment_id, commitment in self.commitments.items():
            for update in commitment.updates:
                yield commitment_id, update
