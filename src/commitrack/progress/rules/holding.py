"""The holding of a goal: the state of one side of it over one stretch of time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import assert_never

import msgspec

from commitrack.ledger.model import Bound, Holds
from commitrack.progress.figures import Figure, joined
from commitrack.progress.goal import Limit
from commitrack.progress.periods import ExpectedPath
from commitrack.progress.rules.measurement import Outcome
from commitrack.progress.states import MET, State


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time, and the figures in it and after it, as known at a date."""

    start: date | None
    end: date | None
    """The last date, included; None where it goes on."""
    as_of: date
    figures: tuple[Figure, ...]
    """Those from the start on, in the order of their dates."""
    baseline: Decimal | None = None
    """The amount at which the figures began; None where nobody says."""
    accumulates: bool = False
    """Whether the figures are a running count, which never comes back below a cap."""
    settled_within: int = 0
    """Days beside the end within which a figure counts as that of the end."""
    reported_within: int = 0
    """Days after the end within which its figure is not yet missing."""

    @property
    def has_ended(self) -> bool:
        """Whether its last date has passed."""
        return self.end is not None and self.as_of > self.end

    @property
    def inside(self) -> tuple[Figure, ...]:
        """The figures up to the end."""
        return tuple(one for one in self.figures if self.end is None or one.date <= self.end)

    @property
    def figure_of_end(self) -> Figure | None:
        """The figure that counts as that of the end: the one nearest to it within bounds, else the first after it."""
        if self.end is None:
            return None
        end, tolerance = self.end, timedelta(days=self.settled_within)
        near = [one for one in self.figures if abs(one.date - end) <= tolerance]
        if near:
            return min(reversed(near), key=lambda one: abs(one.date - end))
        return next((one for one in self.figures if one.date > end), None)

    def is_timely(self, figure: Figure) -> bool:
        """Say whether a figure is from no later than the end."""
        return self.end is None or (figure.date - self.end).days <= self.settled_within

    @property
    def unreported(self) -> State:
        """The state once the end has passed without a figure that settles it."""
        assert self.end is not None
        return "awaited" if (self.as_of - self.end).days <= self.reported_within else "overdue"


def decide(
    stretch: Stretch,
    limit: Limit,
    holds: Holds,
    path: ExpectedPath | None,
    in_force: Callable[[date], Limit | None],
) -> Outcome:
    """Decide the state of one side of a goal.

    ``in_force`` gives that side as it was agreed on a date: what was missed then is not unmissed by later terms.
    """
    if stretch.start is not None and stretch.as_of < stretch.start:
        return Outcome("upcoming", limit)
    match holds:
        case "once":
            return _decide_once(stretch, limit, path)
        case "throughout":
            return _decide_throughout(stretch, limit, path, in_force)
        case "at-end":
            return _decide_at_end(stretch, limit, path)
        case "from-end":
            return _decide_from_end(stretch, limit, path)
        case "on-average":
            return _decide_on_average(stretch, limit)
        case _:
            assert_never(holds)


def mean(figures: Sequence[Figure]) -> Fraction | None:
    """Return the mean of some figures; None where there are none."""
    return sum((Fraction(one.amount) for one in figures), Fraction(0)) / len(figures) if figures else None


def mean_bound(figures: Iterable[Figure]) -> Bound | None:
    """Return how exact the mean of some figures is."""
    return reduce(joined, (one.bound for one in figures), None)


def shows(limit: Limit, figure: Figure) -> bool | None:
    """Say whether a figure shows one side of a goal met; None where it is too inexact to tell.

    "Over 52,000" shows that at least 50,000 were reached, and nothing about 60,000.
    """
    return limit.met_by(figure.amount) if figure.bound is None else tells(limit, figure.amount, figure.bound)


def tells(limit: Limit, amount: Decimal | Fraction, bound: Bound | None) -> bool | None:
    """Say whether an amount that is so exact shows one side of a goal met; None where it is too inexact to tell."""
    met = limit.met_by(amount)
    match bound:
        case "at-least":
            return _if(met == (limit.side == "at-least"), met)
        case "at-most":
            return _if(met == (limit.side == "at-most"), met)
        case "about" | None:
            return met
        case _:
            assert_never(bound)


def _if(is_shown: bool, met: bool) -> bool | None:
    return met if is_shown else None


def _decide_once(stretch: Stretch, limit: Limit, path: ExpectedPath | None) -> Outcome:
    met = next((one for one in stretch.figures if shows(limit, one)), None)
    if met is not None:
        return Outcome("fulfilled", limit, met) if stretch.is_timely(met) else _met_late(limit, met)
    if not stretch.has_ended:
        return Outcome(_under_way(stretch, limit, path), limit)
    last = stretch.figure_of_end
    if last is None or shows(limit, last) is None or _is_open(stretch, limit):
        return Outcome(stretch.unreported, limit)
    return Outcome("missed", limit, last)


def _decide_throughout(
    stretch: Stretch, limit: Limit, path: ExpectedPath | None, in_force: Callable[[date], Limit | None]
) -> Outcome:
    then = ((one, in_force(one.date)) for one in stretch.inside)
    off = [(one, goal) for one, goal in then if goal is not None and shows(goal, one) is False]
    if off and (stretch.end is not None or stretch.accumulates):
        first, missed = off[0]
        return Outcome("missed", missed, first)
    if stretch.accumulates:
        # A cap may be lowered below a running count, which never comes back under it.
        above = next((one for one in stretch.inside if shows(limit, one) is False), None)
        if above is not None:
            return Outcome("missed", limit, above)
    if stretch.has_ended:
        outcome = _by_figure_of_end(stretch, limit)
        is_open = outcome.state == "fulfilled" and _is_open(stretch, limit)
        return Outcome(stretch.unreported, limit) if is_open else outcome
    if off and off[-1][0] is stretch.figures[-1] and shows(limit, stretch.figures[-1]) is False:
        since = _off_since(stretch.figures, limit)
        met_before = any(one.date < since for one in stretch.figures) or _began_met(stretch, limit)
        return Outcome("lapsed" if met_before else "behind", limit, since=since)
    return Outcome(_paced(stretch, limit, path if stretch.accumulates else None), limit)


def _decide_at_end(stretch: Stretch, limit: Limit, path: ExpectedPath | None) -> Outcome:
    if not stretch.has_ended:
        return Outcome(_under_way(stretch, limit, path), limit)
    outcome = _by_figure_of_end(stretch, limit)
    last = outcome.decided_by
    if last is not None and outcome.state == "fulfilled" and _came_late(stretch, limit, last):
        return _met_late(limit, last)
    if outcome.state != "missed" or last is None:
        return outcome
    late = next((one for one in stretch.figures if one.date > last.date and shows(limit, one)), None)
    return _met_late(limit, late) if late else outcome


def _met_late(limit: Limit, figure: Figure) -> Outcome:
    return Outcome("fulfilled-late", limit, figure, met_late=figure.date)


def _came_late(stretch: Stretch, limit: Limit, last: Figure) -> bool:
    """Say whether the figure that stands in for that of the end is the first to show the goal met.

    The last figure before the end was off the goal then, so nothing shows it met in time.
    """
    before = stretch.inside
    return bool(before) and not stretch.is_timely(last) and shows(limit, before[-1]) is False


def _is_open(stretch: Stretch, limit: Limit) -> bool:
    """Say whether a figure up to the end is too inexact to tell; of a running count the last one tells it all."""
    return not stretch.accumulates and any(shows(limit, one) is None for one in stretch.inside)


def _by_figure_of_end(stretch: Stretch, limit: Limit) -> Outcome:
    last = stretch.figure_of_end
    met = None if last is None else shows(limit, last)
    if met is None:
        return Outcome(stretch.unreported, limit)
    return Outcome("fulfilled" if met else "missed", limit, last)


def _decide_from_end(stretch: Stretch, limit: Limit, path: ExpectedPath | None) -> Outcome:
    outcome = _decide_at_end(stretch, limit, path)
    met, newest = outcome.decided_by, stretch.figures[-1] if stretch.figures else None
    if outcome.state in MET and met and newest and shows(limit, newest) is False:
        return Outcome("lapsed", limit, met, since=_off_since(stretch.figures, limit), met_late=outcome.met_late)
    return outcome


def _decide_on_average(stretch: Stretch, limit: Limit) -> Outcome:
    inside = stretch.inside
    average = mean(inside)
    if average is None:
        return Outcome(stretch.unreported if stretch.has_ended else "no-data", limit)
    met = tells(limit, average, mean_bound(inside))
    if not stretch.has_ended:
        return Outcome("in-progress" if met is None else "on-track" if met else "behind", limit)
    if stretch.figure_of_end is None or met is None:
        return Outcome(stretch.unreported, limit)
    return Outcome("fulfilled" if met else "missed", limit, inside[-1])


def _under_way(stretch: Stretch, limit: Limit, path: ExpectedPath | None) -> State:
    """Judge the pace of what is to be met at an end: at its goal it is never behind."""
    if stretch.figures and shows(limit, stretch.figures[-1]):
        return "on-track"
    return _paced(stretch, limit, path)


def _paced(stretch: Stretch, limit: Limit, path: ExpectedPath | None) -> State:
    """Judge the pace on the date of the last figure; one that is too inexact to tell leaves it open."""
    if not stretch.figures:
        return "no-data"
    last = stretch.figures[-1]
    expected = path.at(last.date) if path else None
    if expected is None:
        return "on-track" if shows(limit, last) else "in-progress"
    is_ahead = limit.lacking(Fraction(last.amount), expected) <= 0
    return paced(limit, last.bound, is_ahead=is_ahead)


def paced(limit: Limit, bound: Bound | None, *, is_ahead: bool) -> State:
    """Return the state by the pace; an amount that is too inexact to tell leaves it open."""
    if bound in ("at-least", "at-most") and is_ahead != (bound == limit.side):
        return "in-progress"
    return "on-track" if is_ahead else "behind"


def _began_met(stretch: Stretch, limit: Limit) -> bool:
    return stretch.baseline is not None and limit.met_by(stretch.baseline)


def _off_since(figures: Sequence[Figure], limit: Limit) -> date:
    """Return the date of the first of the last figures that are off the goal without a break."""
    since = figures[-1].date
    for one in reversed(figures):
        if shows(limit, one) is not False:
            break
        since = one.date
    return since
