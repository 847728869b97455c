"""All date arithmetic: periods, and the expected path between dates."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor

import msgspec

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_WEEK = 7
_SHORTEST_MONTH = 28
_LEAP = 2
"""Days by which the end of February moves: a rest as short as this is no period of its own."""


class Every(msgspec.Struct, frozen=True):
    """The length of a period: so many weeks, months, quarters, half-years or years."""

    number: int
    word: str

    @property
    def months(self) -> int | None:
        """Its length in months; None for weeks."""
        return self.number * _MONTHS[self.word] if self.word in _MONTHS else None

    def after(self, start: date, periods: int) -> date | None:
        """Return the date so many periods after a start; None beyond the year 9999.

        That is the start's day of the month, or the month's last day where it has no such day, so that a start on the
        31st does not drift.
        """
        if self.months is not None:
            return add_months(start, periods * self.months)
        try:
            return start + timedelta(days=periods * self.number * _WEEK)
        except OverflowError:
            return None


def every(written: str) -> Every:
    """Read the length of a period as a ledger has it: ``year``, ``4 years``."""
    number, _, word = written.rpartition(" ")
    return Every(int(number or 1), word if not number else word.removesuffix("s"))


class Period(msgspec.Struct, frozen=True):
    """A span of dates, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def periods(start: date, due: date | None, length: Every, as_of: date) -> Iterator[Period]:
    """Cut the time from ``start`` to ``due`` into periods, the last one ending on ``due`` at the latest.

    Without ``due`` they go on to the one that holds ``as_of``. A rest of one or two days, by which February moves,
    belongs to the period before.
    """
    begin, number = start, 0
    until = due or max(as_of, start)
    while begin <= until:
        number += 1
        following = length.after(start, number)
        if following is None:
            yield Period(begin, due or date.max)
            return
        end = following - timedelta(days=1)
        rest = (due - end).days if due else None
        if due and rest is not None and (rest <= 0 or (length.months and rest <= _LEAP)):
            yield Period(begin, due)
            return
        yield Period(begin, end)
        begin = following


def is_short(period: Period, length: Every) -> bool:
    """Say whether a period ends before its time."""
    following = length.after(period.start, 1)
    return following is not None and period.end < following - timedelta(days=1 + _LEAP)


def period_holding(day: date, spans: Sequence[Period]) -> Period | None:
    """Return the one of consecutive periods that holds a date."""
    index = bisect_right(spans, day, key=lambda period: period.start) - 1
    return spans[index] if index >= 0 and day in spans[index] else None


def add_months(day: date, months: int) -> date | None:
    """Move a date by whole months, to the month's last day where it is shorter; None beyond the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return None
    if day.day <= _SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    from calendar import monthrange  # which takes long to import

    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class ExpectedPath(msgspec.Struct, frozen=True):
    """The expected amount on each date: straight lines between points, in the order of their dates."""

    points: tuple[tuple[date, Fraction], ...]

    def at(self, day: date) -> Fraction | None:
        """Return the amount expected on a date; the last point's after the end, None before the beginning."""
        if not self.points or day < self.points[0][0]:
            return None
        for (start, low), (end, high) in pairwise(self.points):
            if day < end:
                return low + (high - low) * Fraction((day - start).days, (end - start).days)
        return self.points[-1][1]

    def between(self, start: date | None, end: date | None) -> "ExpectedPath":
        """Return the part of the path from one date to another; of a path that does not reach so far, what there is."""
        since = max(start, self.points[0][0]) if start else self.points[0][0]
        until = min(end, self.points[-1][0]) if end else self.points[-1][0]
        inner = (point for point in self.points if since < point[0] < until)
        ends = [(day, expected) for day in (since, until) if (expected := self.at(day)) is not None]
        return ExpectedPath((ends[0], *inner, ends[1]) if since < until else ())

    def days_ahead(self, day: date, amount: Fraction) -> int | None:
        """Return how many whole days before the path an amount was reached on ``day``; negative is behind.

        The path's date for the amount is the first on which at least so much is expected. None where the path has one
        point only, or is level, so that no date belongs to an amount.
        """
        if len(self.points) < 2 or self.points[-1][1] == self.points[0][1]:
            return None
        rising = self.points[-1][1] > self.points[0][1]
        for (start, low), (end, high) in pairwise(self.points):
            if (low <= amount <= high or low >= amount >= high) and low != high:
                offset = (amount - low) / (high - low) * (end - start).days
                return floor((start - day).days + offset)
        beyond = amount > self.points[-1][1] if rising else amount < self.points[-1][1]
        return (self.points[-1 if beyond else 0][0] - day).days
