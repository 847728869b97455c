"""The columns that several tables share: of a commitment beside something else, a period, a forecast and a member."""

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter

from commitrack.ledger.claims import FIGURES
from commitrack.ledger.fields import ID_PATTERN
from commitrack.ledger.model import KINDS, AnyCommitment, Numberless, Update
from commitrack.progress.goal import Goal
from commitrack.progress.members import Membership
from commitrack.progress.periods import Period
from commitrack.progress.rules.measurement import PeriodJudgement
from commitrack.progress.rules.rival import Rival
from commitrack.views.rows.column import Column, Whole, of_part


def unit(commitment: AnyCommitment) -> str | None:
    """Return what is counted; None where nothing is."""
    return None if isinstance(commitment, Numberless) else commitment.unit


def target_of(goal: Goal | None) -> Decimal | None:
    """Return how much a goal asks for at least; None where it does not."""
    return goal.target if goal else None


def at_most_of(goal: Goal | None) -> Decimal | None:
    """Return how much a goal allows at most; None where it does not say."""
    return goal.at_most if goal else None


GOAL: tuple[Column[Goal | None], ...] = (
    Column("target", target_of, "number", description="At least this much."),
    Column("at_most", at_most_of, "number", description="At most this much."),
)


_ITSELF: tuple[Column[AnyCommitment], ...] = (
    Column("title", attrgetter("title"), description="The commitment's title."),
    Column(
        "programme",
        attrgetter("programme"),
        description="The id of the programme it belongs to.",
        pattern=ID_PATTERN,
    ),
    Column(
        "kind",
        attrgetter("kind"),
        description="How the commitment is counted: docs/ledger.md explains each kind.",
        required=True,
        choices=[name for name, kind in KINDS.items() if set(kind.takes) & set(FIGURES)],
    ),
    Column("unit", unit, heading="Unit", description="What is counted."),
)

_ID: Column[str] = Column(
    "commitment",
    lambda key: key,
    heading="Commitment",
    description="The commitment's id.",
    required=True,
    pattern=ID_PATTERN,
)


def whose(key: Callable[[Whole], str] | str, commitment: Callable[[Whole], AnyCommitment] | str) -> list[Column[Whole]]:
    """Return the columns of a commitment where something else has the row: how to reach its id there, and itself."""
    return [_ID.of(key), *of_part(_ITSELF, commitment)]


BOUNDS: tuple[Column[Period | None], ...] = (
    Column(
        "period_start",
        lambda period: period.start if period else None,
        "date",
        description="The first date of the period that the figure counts for: that of its date, or the "
        "one before where it is the figure of that one's end; absent where there are no periods.",
    ),
    Column(
        "period_end", lambda period: period.end if period else None, "date", description="The last date of that period."
    ),
)

PERIOD: tuple[Column[PeriodJudgement], ...] = (
    Column("start", lambda judged: judged.period.start, "date"),
    Column("end", lambda judged: judged.period.end, "date"),
    *of_part(GOAL, lambda judged: judged.goal),
    Column("actual", lambda judged: judged.actual, "number"),
    Column("bound", lambda judged: judged.measured.bound),
    Column("flag", lambda judged: judged.measured.flag),
    Column("state", lambda judged: judged.state),
)

FORECAST: tuple[Column[Update], ...] = (
    Column("date", attrgetter("date"), "date"),
    Column("forecast", attrgetter("forecast"), "number"),
    Column("for", attrgetter("for_date"), "date"),
    Column("publisher", attrgetter("publisher")),
    Column("source", attrgetter("source")),
)

RIVAL: tuple[Column[Rival], ...] = (
    Column("name", attrgetter("name")),
    Column("by", attrgetter("update.by")),
    Column("date", attrgetter("update.date"), "date"),
    Column("actual", attrgetter("actual"), "number"),
    Column("bound", attrgetter("bound")),
    Column("flag", attrgetter("update.flag")),
    Column("state", attrgetter("state")),
    Column("id", attrgetter("update.id")),
    Column("source", attrgetter("update.source")),
)

MEMBER: tuple[Column[Membership], ...] = (
    Column("name", lambda member: member.name),
    Column("since", lambda member: member.since, "date"),
    Column("until", lambda member: member.until, "date"),
    Column("in_force", lambda member: member.in_force, "boolean"),
)
