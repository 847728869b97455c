"""What a judgement says: a commitment's state at a date, and the numbers that explain it.

Every number is defined here once, for every view.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Literal, get_args

import msgspec

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import VERDICTS, AnyCommitment, Update
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Agreement, Goal, Limit
from commitrack.progress.history import Entry, standing_updates
from commitrack.progress.members import Membership
from commitrack.progress.periods import ExpectedPath, Period

State = Literal[
    "upcoming",
    "no-data",
    "in-progress",
    "on-track",
    "behind",
    "fulfilled",
    "fulfilled-late",
    "awaited",
    "overdue",
    "missed",
    "lapsed",
]
STATES: tuple[State, ...] = get_args(State)
STATUSES: tuple[str, ...] = tuple(dict.fromkeys((*STATES, *VERDICTS)))
"""What may be shown: the states, then the verdicts that are not states too."""

_WORST_FIRST: tuple[State, ...] = (
    "missed",
    "lapsed",
    "overdue",
    "behind",
    "awaited",
    "no-data",
    "in-progress",
    "upcoming",
    "on-track",
    "fulfilled-late",
    "fulfilled",
)
_WIDE = Context(prec=60)


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How the last figure stands against the expected path on its date. Rates are per day."""

    limit: Limit
    """The side of the goal that the path leads to."""
    path: ExpectedPath
    actual: Fraction
    expected: Fraction
    days_ahead: int | None
    """Whole days ahead of the path; negative is behind."""
    rate_so_far: Fraction | None
    """The average since the start; None on the start date itself, and where nothing says where the way began."""
    rate_needed: Fraction | None
    """What meets the goal on the last date, from the last figure on; None from that date on."""
    projected: Fraction | None
    """What the average rate so far reaches by the last date."""

    @property
    def gap(self) -> Fraction:
        """What is missing against the expected amount; negative is ahead."""
        return self.limit.lacking(self.actual, self.expected)


class Outcome(msgspec.Struct, frozen=True):
    """The state of one side of a goal, and what decides it."""

    state: State
    limit: Limit
    decided_by: Figure | None = None
    """The figure that met it or missed it for good; None while it is open."""
    since: date | None = None
    """The date from which it has been off its goal, where it has lapsed."""


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one stretch of time, whole or a period, and how they stand against its goal."""

    goal: Goal
    baseline: Decimal | None
    """Where the way to the goal begins; None where nobody says."""
    figures: tuple[Figure, ...] = ()
    """Those that count, up to the date of the judgement."""
    prior: tuple[Figure, ...] = ()
    """Those from before the start: evidence of where one began."""
    actual: Decimal | None = None
    """The last figure, or the mean of all where the mean must meet the goal."""
    outcomes: tuple[Outcome, ...]
    """One for each side of the goal, of which there is at least one."""
    path: ExpectedPath | None = None
    pace: Pace | None = None
    reached: date | None = None
    """The date from which the figures show the goal met, while they do."""

    @property
    def last(self) -> Figure | None:
        """The last figure that counts."""
        return self.figures[-1] if self.figures else None

    @property
    def outcome(self) -> Outcome:
        """The worse of the outcomes, which decides the state."""
        return min(self.outcomes, key=lambda one: _WORST_FIRST.index(one.state))

    @property
    def state(self) -> State:
        """The state that the figures give."""
        return self.outcome.state

    @property
    def percent(self) -> Decimal | None:
        """The part of the way from baseline to goal, in per cent, rounded down: 100 means reached.

        None where there is no way to show: nobody says where it begins, or it begins at the goal.
        """
        limit = self.way
        if limit is None or self.actual is None or self.baseline is None:
            return None
        way = Fraction(limit.amount) - Fraction(self.baseline)
        return rounded((Fraction(self.actual) - Fraction(self.baseline)) / way * 100, rounding=ROUND_FLOOR)

    @property
    def way(self) -> Limit | None:
        """The side of the goal that there is a way to, from a baseline on its other side."""
        if self.baseline is None:
            return None
        return next((limit for limit in self.goal.limits if not limit.met_by(self.baseline)), None)


class PeriodJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """One period, judged by itself."""

    period: Period
    state: State
    measured: Measurement

    @property
    def actual(self) -> Decimal | None:
        """Its figure; None where nobody has one."""
        return self.measured.actual

    @property
    def goal(self) -> Goal:
        """Its goal."""
        return self.measured.goal


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment at a date. Amounts are in its unit; what the updates do not say is None, never zero."""

    commitment: AnyCommitment
    as_of: date
    state: State
    history: tuple[Entry, ...]
    agreement: Agreement
    reported_within: int = 0
    """Days after an end within which its figure is awaited."""
    verdict: Update | None = None
    original_state: State | None = None
    """The state by the first terms; None where the commitment was never revised."""
    original_met: date | None = None
    """The date of the figure that met the first goal; None where none did, or the commitment was never revised."""
    measured: Measurement | None = None
    """The figures: of the headline period, where there are periods. None for a commitment without a number."""
    periods: tuple[PeriodJudgement, ...] = ()
    expires: date | None = None
    """The next date on which a member in force runs out."""
    members: tuple[Membership, ...] = ()
    parts: tuple[tuple[str, "Judgement"], ...] = ()
    """The judgements of a joint commitment's parts, by id."""

    @property
    def status(self) -> str:
        """What is shown: the verdict if there is one, else the state."""
        return self.verdict.status if self.verdict and self.verdict.status else self.state

    @property
    def differs_from_original(self) -> bool:
        """Whether the first terms would give another state."""
        return self.original_state not in (None, self.state)

    @property
    def due(self) -> date | None:
        """The last date, as revised."""
        return self.agreement.current.due

    @property
    def goal(self) -> Goal | None:
        """The goal: of the headline period, where there are periods."""
        return self.measured.goal if self.measured else None

    @property
    def baseline(self) -> Decimal | None:
        """Where the way to the goal begins."""
        return self.measured.baseline if self.measured else None

    @property
    def actual(self) -> Decimal | None:
        """The figure that is shown first."""
        return self.measured.actual if self.measured else None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures behind it."""
        return self.measured.figures if self.measured else ()

    @property
    def pace(self) -> Pace | None:
        """How the last figure stands against what was expected."""
        return self.measured.pace if self.measured else None

    @property
    def percent(self) -> Decimal | None:
        """The part of the way that is done, in per cent."""
        return self.measured.percent if self.measured else None

    @property
    def reached(self) -> date | None:
        """The date from which the figures show the goal met, while they do."""
        return self.measured.reached if self.measured else None

    @property
    def running(self) -> PeriodJudgement | None:
        """The period under way: the first one before the start, the last one once all have ended."""
        begun = [one for one in self.periods if one.period.start <= self.as_of]
        return begun[-1] if begun else next(iter(self.periods), None)

    @property
    def headline(self) -> PeriodJudgement | None:
        """The period whose figure is shown first."""
        return headline_of(self.periods, self.as_of)

    @property
    def concluded(self) -> tuple[PeriodJudgement, ...]:
        """The periods that have ended, and those that are missed before their end."""
        return tuple(one for one in self.periods if one.period.end < self.as_of or one.state == "missed")

    @property
    def record(self) -> Mapping[State, int]:
        """How many concluded periods have each state."""
        counted = Counter(one.state for one in self.concluded)
        return {state: counted[state] for state in STATES if counted[state]}

    def period_of(self, day: date) -> PeriodJudgement | None:
        """Return the period that holds a date; None for a commitment without periods, and outside of them."""
        return next((one for one in self.periods if day in one.period), None)

    @property
    def forecasts(self) -> tuple[Update, ...]:
        """The forecasts that stand, in order."""
        return tuple(update for update in standing_updates(self.history) if update.claim == "forecast")

    @property
    def last_figure(self) -> date | None:
        """The date of the last figure, grant or withdrawal, in any period."""
        return next((update.date for update in self._newest if CLAIMS[update.claim].is_figure), None)

    @property
    def last_evidence(self) -> date | None:
        """The date on which somebody last looked: a figure, grant, withdrawal or check."""
        return next((update.date for update in self._newest if CLAIMS[update.claim].is_evidence), None)

    @property
    def age(self) -> int | None:
        """Days since the last evidence."""
        last = self.last_evidence
        return (self.as_of - last).days if last else None

    @property
    def _newest(self) -> Iterable[Update]:
        return (entry.update for entry in reversed(self.history) if entry.fate == "stands")


def worst(states: Iterable[State]) -> State:
    """Return the worst of some states, of which there is at least one."""
    return min(states, key=_WORST_FIRST.index)


def headline_of(judged: Sequence[PeriodJudgement], as_of: date) -> PeriodJudgement | None:
    """Return the period whose figure is shown first: the one under way, else the last one that has a figure."""
    begun = [one for one in judged if one.period.start <= as_of]
    if not begun:
        return next(iter(judged), None)
    return next((one for one in reversed(begun) if one.actual is not None), begun[-1])


def tally(judgements: Iterable[Judgement]) -> Mapping[str, int]:
    """Count the commitments of each status that occurs."""
    counted = Counter(judgement.status for judgement in judgements)
    return {status: counted[status] for status in STATUSES if counted[status]}


def rounded(amount: Fraction, places: int = 2, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Round to some places at most. Judgements compare exact amounts; only what is shown is rounded."""
    exact = _WIDE.divide(Decimal(amount.numerator), Decimal(amount.denominator))
    text = f"{exact.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_WIDE):f}"
    return Decimal(text.rstrip("0").rstrip(".") if places else text)
