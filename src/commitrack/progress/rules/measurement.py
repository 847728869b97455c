"""Figures measured against a goal, and the numbers that explain how they stand. Each number is defined here once."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cached_property

import msgspec

from commitrack.ledger.model import Bound, Flag
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal, Limit
from commitrack.progress.periods import ExpectedPath, Period
from commitrack.progress.states import WORST_FIRST, State

_WIDE = Context(prec=60)
_HUNDRED = Decimal(100)
_UNDER_WAY: frozenset[State] = frozenset({"in-progress", "on-track", "behind"})


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """The pace: the last figure against the expected path on its date. Rates are per day."""

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
    """The rate that meets the goal on the last date, from the last figure on; None from that date on."""
    projected: Fraction | None
    """The amount that the average rate so far reaches by the last date."""

    @property
    def gap(self) -> Fraction:
        """The shortfall against the expected amount; negative is ahead."""
        return self.limit.lacking(self.actual, self.expected)


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The course towards one side of a goal, and where on it an amount is."""

    limit: Limit
    path: ExpectedPath
    start: date | None
    baseline: Decimal | None
    """The amount at the start; None where nobody says."""
    end: date | None
    date: date
    actual: Decimal
    """The amount on the date."""

    @property
    def pace(self) -> Pace | None:
        """The amount against the path; None before the path begins."""
        expected = self.path.at(self.date)
        if expected is None:
            return None
        amount = Fraction(self.actual)
        so_far = None
        if self.start is not None and self.baseline is not None and self.date > self.start:
            so_far = (amount - Fraction(self.baseline)) / (self.date - self.start).days
        left = (self.end - self.date).days if self.end else 0
        return Pace(
            limit=self.limit,
            path=self.path,
            actual=amount,
            expected=expected,
            days_ahead=self.path.days_ahead(self.date, amount),
            rate_so_far=so_far,
            rate_needed=(Fraction(self.limit.amount) - amount) / left if left > 0 else None,
            projected=amount + so_far * left if so_far is not None and left > 0 else None,
        )


class Outcome(msgspec.Struct, frozen=True):
    """The state of one side of a goal, and what decides it."""

    state: State
    limit: Limit
    decided_by: Figure | None = None
    """The figure that met it or missed it for good; None while it is open."""
    since: date | None = None
    """The date from which it has been off its goal, where it has lapsed."""
    met_late: date | None = None
    """The date on which it was first met, if that was late."""

    @property
    def decided_on(self) -> date:
        """The date of the figure that decides it; the first date there is, while it is open."""
        return self.decided_by.date if self.decided_by else date.min


class Measurement(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The figures of one stretch of time, whole or a period, and how they stand against its goal."""

    goal: Goal
    """The goal that the figure to show first is held against."""
    decided_under: Goal | None = None
    """The goal that decided, where a revision has since put another one in force."""
    baseline: Decimal | None
    """The amount at which the way to the goal begins; None where nobody says."""
    figures: tuple[Figure, ...] = ()
    """Those that count, up to the date of the judgement."""
    prior: tuple[Figure, ...] = ()
    """Those from before the start: evidence of where one began."""
    shown: Figure | None = None
    """The figure to show first: the last one, or the one that settled it, where the last one says otherwise.

    What comes later changes nothing then.
    """
    actual: Decimal | None = None
    """Its amount, or the mean of the figures up to the end where the mean must meet the goal."""
    bound: Bound | None = None
    """The exactness of that, if it is not exact."""
    flag: Flag | None = None
    """The finality of that, if it is not final; of a mean, its figures say."""
    averaged: int = 0
    """The number of figures, the first ones, that it is the mean of; 0 where it is the last one."""
    outcomes: tuple[Outcome, ...]
    """One for each side of the goal, of which there is at least one."""
    path: ExpectedPath | None = None
    agreed: tuple[ExpectedPath, ...] = ()
    """The path as it was agreed through time: that of each terms, for as long as they were in force."""
    course: Course | None = None
    """The course of the figure that is shown first; None without a path or a figure."""
    reached: date | None = None
    """The date from which the figures show the goal met, while they do."""

    @cached_property
    def pace(self) -> Pace | None:
        """The pace of that figure, worked out where it is asked for: of most periods it never is."""
        return self.course.pace if self.course else None

    @property
    def judged_pace(self) -> Pace | None:
        """The pace where the state is judged by it.

        That is no longer so once the goal is met or missed for good, or the last date has passed; nor where the figure
        is too inexact to tell.
        """
        return self.pace if self.state in ("on-track", "behind") else None

    @property
    def revised_since(self) -> date | None:
        """The date on which a revision set the path, where the figure of the pace is from before it."""
        if self.course is None or not self.agreed:
            return None
        begins, _ = self.agreed[-1].points[0]
        return begins if begins > self.course.date else None

    @property
    def last(self) -> Figure | None:
        """The last figure that counts."""
        return self.figures[-1] if self.figures else None

    @property
    def outcome(self) -> Outcome:
        """The worse of the outcomes, which decides the state.

        Of two that are alike it is the one decided last, or else that of the side that there is a way to.
        """
        way = self.way

        def rank(one: Outcome) -> tuple[int, int, bool]:
            return WORST_FIRST.index(one.state), -one.decided_on.toordinal(), one.limit != way

        return min(self.outcomes, key=rank) if len(self.outcomes) > 1 else self.outcomes[0]

    @property
    def state(self) -> State:
        """The state that the figures give."""
        return self.outcome.state

    @cached_property
    def percent(self) -> Decimal | None:
        """The part of the way from baseline to goal, in per cent, rounded down: 100 means reached.

        None where there is no way to show: nobody says where it begins, it begins at the goal, or leads through it.
        """
        if self.actual is None or self.baseline is None or self.way is None:
            return None
        done, whole = (_WIDE.subtract(amount, self.baseline) for amount in (self.actual, self.way.amount))
        if self.way.met_by(self.actual) and not self.goal.met_by(self.actual):
            return None
        return _cut_off(_WIDE.divide(_WIDE.multiply(done, _HUNDRED), whole), 2, ROUND_FLOOR)

    def expected_on(self, day: date) -> Fraction | None:
        """Return the amount expected on a date; None once the goal is settled or due, and where nothing says."""
        return self.path.at(day) if self.path and self.state in _UNDER_WAY else None

    def expected_part_on(self, day: date) -> Fraction | None:
        """Return the part of the way, from 0 to 1, that is expected on a date; None where nothing says."""
        expected = self.expected_on(day)
        if expected is None or self.baseline is None or self.way is None:
            return None
        whole = _WIDE.subtract(self.way.amount, self.baseline)
        return (expected - Fraction(self.baseline)) / Fraction(whole)

    @cached_property
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


def headline_of(judged: Sequence[PeriodJudgement], as_of: date) -> PeriodJudgement | None:
    """Return the period whose figure is shown first: the one under way, else the last one that has a figure."""
    begun = [one for one in judged if one.period.start <= as_of]
    if not begun:
        return next(iter(judged), None)
    return next((one for one in reversed(begun) if one.actual is not None), begun[-1])


def rounded(amount: Fraction, places: int = 2, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Round to some places at most. Judgements compare exact amounts; only what is shown is rounded."""
    return _cut_off(_WIDE.divide(Decimal(amount.numerator), Decimal(amount.denominator)), places, rounding)


def _cut_off(exact: Decimal, places: int, rounding: str) -> Decimal:
    text = f"{exact.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_WIDE):f}"
    return Decimal(text.rstrip("0").rstrip(".") if places else text)
