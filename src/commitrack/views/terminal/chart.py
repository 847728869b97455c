"""A small chart of figures against their goal and the expected path, in plain characters."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from commitrack.progress.figures import Figure
from commitrack.progress.rules.measurement import Measurement
from commitrack.words.format import about

_HEIGHT = 8
_NARROWEST = 20
_GOAL, _EXPECTED, _PRIOR, _FIGURE = "─", "·", "○", "●"
_MEANINGS = {_FIGURE: "figures", _PRIOR: "before the start", _EXPECTED: "expected", _GOAL: "goal"}


class Plot(msgspec.Struct, frozen=True):
    """The lines of a chart, and what its marks mean."""

    lines: tuple[str, ...]
    legend: str


class _Frame(msgspec.Struct, frozen=True):
    """The dates and amounts that a chart reaches over, and its size in characters."""

    first: date
    last: date
    low: Fraction
    high: Fraction
    columns: int

    def row(self, amount: Fraction) -> int:
        return _HEIGHT - 1 - round((amount - self.low) / (self.high - self.low) * (_HEIGHT - 1))

    def column(self, day: date) -> int:
        return (day - self.first).days * (self.columns - 1) // (self.last - self.first).days

    def date_at(self, column: int) -> date:
        return self.first + timedelta(days=(self.last - self.first).days * column // (self.columns - 1))


def plot(measured: Measurement, start: date | None, end: date | None, width: int) -> Plot | None:
    """Draw figures, goal and path into ``width`` columns; None where there is too little to see or no room."""
    figures = (*measured.prior, *measured.figures)
    points = measured.path.points if measured.path else ()
    dates = [day for day in (start, end, *(one.date for one in figures), *(day for day, _ in points)) if day]
    goals = [Fraction(limit.amount) for limit in measured.goal.limits]
    amounts = [*goals, *(Fraction(one.amount) for one in figures), *(amount for _, amount in points)]
    if not figures or min(dates) == max(dates) or min(amounts) == max(amounts):
        return None
    labels = about(max(amounts)), about(min(amounts))
    margin = max(map(len, labels))
    frame = _Frame(min(dates), max(dates), min(amounts), max(amounts), width - margin - 2)
    if frame.columns < _NARROWEST:
        return None
    grid = [[" "] * frame.columns for _ in range(_HEIGHT)]
    for mark, column, amount in _marks(measured, frame, goals):
        grid[frame.row(amount)][column] = mark
    sides = [labels[0], *[""] * (_HEIGHT - 2), labels[1]]
    lines = [f"{side:>{margin}} │{''.join(cells).rstrip()}".rstrip() for side, cells in zip(sides, grid, strict=True)]
    lines.append(" " * (margin + 1) + "└" + "─" * frame.columns)
    lines.append(" " * (margin + 2) + f"{frame.first}{f'{frame.last}':>{frame.columns - len(str(frame.first))}}")
    drawn = {mark for row in grid for mark in row}
    legend = "   ".join(f"{mark} {words}" for mark, words in _MEANINGS.items() if mark in drawn)
    return Plot(tuple(lines), legend)


def _marks(measured: Measurement, frame: _Frame, goals: list[Fraction]) -> Iterator[tuple[str, int, Fraction]]:
    """Yield the marks of a chart, those that cover others last."""
    for goal in goals:
        yield from ((_GOAL, column, goal) for column in range(frame.columns))
    for column in range(frame.columns):
        expected = measured.path.at(frame.date_at(column)) if measured.path else None
        if expected is not None:
            yield _EXPECTED, column, expected
    yield from _figures(measured.prior, frame, _PRIOR)
    yield from _figures(measured.figures, frame, _FIGURE)


def _figures(figures: tuple[Figure, ...], frame: _Frame, mark: str) -> Iterator[tuple[str, int, Fraction]]:
    return ((mark, frame.column(one.date), Fraction(one.amount)) for one in figures)
