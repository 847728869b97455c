"""Measuring figures against a goal over one stretch of time: its outcomes, the expected path and the pace."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.ledger.model import Holds, Milestone
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal, Limit, Side
from commitrack.progress.periods import ExpectedPath
from commitrack.progress.rules.holding import Stretch, decide, mean, shows
from commitrack.progress.rules.measurement import Measurement, Pace, rounded


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The goal and the path that a series of figures is measured against."""

    goal: Goal
    goal_on: Callable[[date], Goal | None]
    """The goal as it was agreed on a date."""
    holds: Mapping[Side, Holds]
    baseline: Decimal | None
    milestones: Sequence[Milestone] = ()
    is_due_at_once: bool = False
    """Whether the goal itself is what is expected on every date, as of a level in each period."""


def measure(series: Series, stretch: Stretch, prior: tuple[Figure, ...] = ()) -> Measurement:
    """Measure the figures of a stretch of time against a goal, each of its sides by itself."""
    limits = series.goal.limits
    paths = {limit.side: _path(series, stretch, limit) for limit in limits}
    outcomes = tuple(
        decide(stretch, limit, series.holds[limit.side], paths[limit.side], _side_in_force(series, limit.side))
        for limit in limits
    )
    measured = Measurement(
        goal=series.goal,
        baseline=series.baseline,
        figures=stretch.figures,
        prior=prior,
        actual=stretch.figures[-1].amount if stretch.figures else None,
        outcomes=outcomes,
        reached=since((one.date, all(shows(limit, one) for limit in limits)) for one in stretch.figures),
    )
    averaged = stretch.inside if "on-average" in series.holds.values() else ()
    if (average := mean(averaged)) is not None:
        measured = replace(measured, actual=rounded(average, AMOUNT_PLACES), averaged=len(averaged))
    limit = measured.outcome.limit
    path = paths[limit.side]
    return replace(measured, path=path, pace=_pace_of_last(series, stretch, limit, path))


class Way(msgspec.Struct, frozen=True):
    """The basis of rates: the amount at the start of a stretch, and its two ends."""

    start: date | None
    baseline: Decimal | None
    end: date | None


def pace_at(limit: Limit, path: ExpectedPath, way: Way, on: date, actual: Decimal) -> Pace | None:
    """Return how an amount on a date stands against a path; None before the path begins."""
    expected = path.at(on)
    if expected is None:
        return None
    amount = Fraction(actual)
    so_far = None
    if way.start is not None and way.baseline is not None and on > way.start:
        so_far = (amount - Fraction(way.baseline)) / (on - way.start).days
    left = (way.end - on).days if way.end else 0
    return Pace(
        limit=limit,
        path=path,
        actual=amount,
        expected=expected,
        days_ahead=path.days_ahead(on, amount),
        rate_so_far=so_far,
        rate_needed=(Fraction(limit.amount) - amount) / left if left > 0 else None,
        projected=amount + so_far * left if so_far is not None and left > 0 else None,
    )


def since(days: Iterable[tuple[date, bool]]) -> date | None:
    """Return the first of the dates from which something holds on every one, up to the last."""
    first = None
    for day, holds in days:
        first = (first or day) if holds else None
    return first


def _path(series: Series, stretch: Stretch, limit: Limit) -> ExpectedPath | None:
    """Return the expected path to one side of the goal; None where nothing says what to expect when.

    That is the straight line from where it began to the goal at the end, or the milestones joined by straight lines.
    What began at its goal is expected to stay there. A level that must hold throughout, or on average, has no path.
    """
    goal, holds = Fraction(limit.amount), series.holds[limit.side]
    start, end = stretch.start, stretch.end
    if holds == "on-average" or (holds == "throughout" and not stretch.accumulates):
        return None
    if start and end and series.is_due_at_once:
        return ExpectedPath(((start, goal), (end, goal)))
    baseline = None if series.baseline is None else Fraction(series.baseline)
    if baseline is not None and not stretch.accumulates and limit.met_by(baseline):
        baseline = goal
    later = [(one.by, Fraction(one.target)) for one in series.milestones if end is None or one.by < end]
    if end is not None:
        later.append((end, goal))
    if not later:
        return None
    return ExpectedPath(((start, baseline), *later) if start and baseline is not None else tuple(later))


def _pace_of_last(series: Series, stretch: Stretch, limit: Limit, path: ExpectedPath | None) -> Pace | None:
    if path is None or not stretch.figures:
        return None
    last = stretch.figures[-1]
    return pace_at(limit, path, Way(stretch.start, series.baseline, stretch.end), last.date, last.amount)


def _side_in_force(series: Series, side: Side) -> Callable[[date], Limit | None]:
    def in_force(day: date) -> Limit | None:
        goal = series.goal_on(day)
        return goal.limit(side) if goal else None

    return in_force
