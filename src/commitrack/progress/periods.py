"""All date arithmetic: periods, expected paths, and the spans between days."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor

from commitrack.ledger.model import Every, Total

_MONTHS: dict[Every, int] = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def periods(start: date, due: date, every: Every) -> Iterator[Period]:
    """Cut the span from ``start`` to ``due`` into periods, the last one ending on ``due`` at the latest.

    Each begins a whole number of months after ``start``, on its day of the month or on the month's last day where
    it has no such day, so a start on the 31st does not drift.
    """
    begin, count = start, 0
    while begin <= due:
        count += 1
        following = add_months(start, count * _MONTHS[every])
        end = due if following is None else min(following - timedelta(days=1), due)
        yield Period(begin, end)
        if following is None:
            return
        begin = following


def period_holding(day: date, spans: Sequence[Period]) -> Period | None:
    """Return the one of consecutive periods that holds a day."""
    index = bisect_right(spans, day, key=lambda period: period.start) - 1
    return spans[index] if index >= 0 and day in spans[index] else None


def add_months(day: date, months: int) -> date | None:
    """Move a day by whole months, to the month's last day where it is shorter; None beyond the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Path:
    """The expected amount on each day: straight lines between points, in the order of their days."""

    points: tuple[tuple[date, Fraction], ...]

    def at(self, day: date) -> Fraction | None:
        """Return the amount expected on ``day``; the last point's after the end, None before the beginning."""
        if not self.points or day < self.points[0][0]:
            return None
        for (start, low), (end, high) in pairwise(self.points):
            if day < end:
                return low + (high - low) * Fraction((day - start).days, (end - start).days)
        return self.points[-1][1]

    def days_ahead(self, day: date, amount: Fraction) -> int | None:
        """Return how many whole days before the path an amount was reached on ``day``; negative is behind.

        The path's day for the amount is the first on which at least so much is expected. None where the path
        is a single day.
        """
        if len(self.points) < 2:
            return None
        rising = self.points[-1][1] > self.points[0][1]
        for (start, low), (end, high) in pairwise(self.points):
            if (low <= amount <= high or low >= amount >= high) and low != high:
                offset = (amount - low) / (high - low) * (end - start).days
                return floor((start - day).days + offset)
        beyond = amount > self.points[-1][1] if rising else amount < self.points[-1][1]
        if beyond:
            return (self.points[-1][0] - day).days
        return (self.points[0][0] - day).days


def path_of(commitment: Total, target: Fraction, due: date | None) -> Path | None:
    """Build the expected path of a total: the straight line, or its milestones joined by straight lines.

    None where nothing says when: there are neither milestones nor a due day.
    """
    baseline = Fraction(commitment.baseline)
    later = [(m.by, Fraction(m.target)) for m in commitment.milestones if due is None or m.by < due]
    if due is not None:
        later.append((due, target))
    if not later:
        return None
    return Path(((commitment.start, baseline), *later) if commitment.start else tuple(later))
