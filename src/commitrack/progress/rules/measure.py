"""Measuring figures against a goal over one stretch of time: its outcomes, the expected path and the pace."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest

import msgspec
from msgspec.structs import replace

from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.ledger.model import Holds, Milestone
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal, Limit, Side
from commitrack.progress.periods import ExpectedPath
from commitrack.progress.rules.holding import Stretch, decide, mean, mean_bound, shows
from commitrack.progress.rules.measurement import Course, Measurement, Outcome, rounded
from commitrack.progress.states import MET


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


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """Terms that were revised: what was measured against until then."""

    series: Series
    end: date | None
    until: date
    """The date of the revision."""


def measure(
    series: Series, stretch: Stretch, prior: tuple[Figure, ...] = (), earlier: Sequence[Earlier] = ()
) -> Measurement:
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
        outcomes=outcomes,
        reached=since((one.date, all(shows(limit, one) for limit in limits)) for one in reversed(stretch.figures)),
    )
    shown, decided_under = _shown(measured), _decided_under(series, measured.outcome)
    if decided_under:
        is_shown = shown is measured.outcome.decided_by
        measured = replace(measured, decided_under=decided_under, goal=decided_under if is_shown else series.goal)
    if shown:
        measured = replace(measured, shown=shown, actual=shown.amount, bound=shown.bound, flag=shown.update.flag)
    averaged = stretch.inside if "on-average" in series.holds.values() else ()
    if (average := mean(averaged)) is not None:
        mean_amount, bound = rounded(average, AMOUNT_PLACES), mean_bound(averaged)
        measured = replace(measured, actual=mean_amount, bound=bound, flag=None, averaged=len(averaged))
    limit = measured.outcome.limit
    path = paths[limit.side]
    before = [(_path_of(one, stretch, limit.side), one.until) for one in earlier]
    return replace(
        measured,
        path=path,
        agreed=agreed([*before, (path, None)]),
        course=_course(series, stretch, limit, path, shown),
    )


def agreed(paths: Sequence[tuple[ExpectedPath | None, date | None]]) -> tuple[ExpectedPath, ...]:
    """Cut paths to the time in which each was agreed, given until when. A revision may leave the path as it was."""
    if len(paths) == 1:  # as nearly always
        return tuple(path for path, _ in paths if path and len(path.points) > 1)
    lines, since = [], None
    for (path, until), following in zip_longest(paths, paths[1:]):
        if following is not None and following[0] == path:
            continue
        line = path.between(since, until) if path else None
        if line and line.points:
            lines.append(line)
        since = until
    return tuple(lines)


def _shown(measured: Measurement) -> Figure | None:
    """Return the figure to show first: the last one, or the one that settled it, where the last one says otherwise."""
    last, settling = measured.last, measured.outcome.decided_by
    if last is None or settling is None:
        return last
    met = [shows(limit, last) for limit in measured.goal.limits]
    says_otherwise = all(met) if measured.state == "missed" else measured.state in MET and False in met
    return settling if says_otherwise else last


def _decided_under(series: Series, outcome: Outcome) -> Goal | None:
    """Return the goal that decided, where it is not the one that is in force now."""
    if outcome.decided_by is None or outcome.limit in series.goal.limits:
        return None
    return series.goal_on(outcome.decided_by.date)


def since(newest_first: Iterable[tuple[date, bool]]) -> date | None:
    """Return the first of the dates from which something holds on every one, up to the last."""
    first = None
    for day, holds in newest_first:
        if not holds:
            break
        first = day
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


def _path_of(earlier: Earlier, stretch: Stretch, side: Side) -> ExpectedPath | None:
    limit = earlier.series.goal.limit(side)
    return _path(earlier.series, replace(stretch, end=earlier.end), limit) if limit else None


def _course(
    series: Series, stretch: Stretch, limit: Limit, path: ExpectedPath | None, shown: Figure | None
) -> Course | None:
    if path is None or shown is None:
        return None
    return Course(
        limit=limit,
        path=path,
        start=stretch.start,
        baseline=series.baseline,
        end=stretch.end,
        date=shown.date,
        actual=shown.amount,
    )


def _side_in_force(series: Series, side: Side) -> Callable[[date], Limit | None]:
    def in_force(day: date) -> Limit | None:
        goal = series.goal_on(day)
        return goal.limit(side) if goal else None

    return in_force
