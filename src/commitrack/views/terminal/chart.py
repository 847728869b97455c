"""A small chart of figures against their goal and the expected path, which agrees with what is said of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.ledger.model import Update
from commitrack.progress.figures import Figure, expectations
from commitrack.progress.goal import Goal
from commitrack.progress.rules.measurement import Measurement, rounded
from commitrack.words.format import about, amount_in_chart, short_on, shown_actual
from commitrack.words.meanings import hollow_meaning
from commitrack.words.phrases import actual_in_brief

_HEIGHT = 8
_NARROWEST = 20
_GOAL, _FORMER, _MEAN, _PRIOR, _FIGURE, _NOW = "─", "╌", "═", "◦", "●", "┊"
_HOLLOW, _FORECAST = "○", "◌"
_BRAILLE, _DOT = 0x2800, "·"
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The dots of a braille cell, from above, in its left and its right column."""
_ACROSS, _DOWN = len(_DOTS), len(_DOTS[0])


class Plot(msgspec.Struct, frozen=True):
    """The lines of a chart, and what its marks mean."""

    lines: tuple[str, ...]
    legend: tuple[str, ...]


class _Frame(msgspec.Struct, frozen=True):
    """The dates and amounts that a chart reaches over, and its columns.

    A row above and one below are left for figures that would else lie on the line.
    """

    first: date
    last: date
    low: Fraction
    high: Fraction
    columns: int

    def height(self, amount: Fraction) -> Fraction:
        """Return how many rows from the top an amount is, between them."""
        return 1 + (self.high - amount) / (self.high - self.low) * (_HEIGHT - 1)

    def row(self, amount: Fraction) -> int:
        return round(self.height(amount))

    def column(self, day: date) -> int:
        return (day - self.first).days * (self.columns - 1) // (self.last - self.first).days

    def date_at(self, place: Fraction) -> date:
        return self.first + timedelta(days=int((self.last - self.first).days * place / (self.columns - 1)))


def plot(
    measured: Measurement,
    start: date | None,
    end: date | None,
    as_of: date,
    width: int,
    *,
    fine: bool,
    forecasts: Iterable[Update] = (),
    former: Sequence[tuple[Goal, date]] = (),
) -> Plot | None:
    """Draw figures, goal and path into ``width`` columns; None where there is too little to see or no room.

    ``fine`` draws the path in braille. ``former`` are the goals that were revised, each with the date of that.
    """
    figures = (*measured.prior, *measured.figures)
    points = [point for path in measured.agreed for point in path.points]
    expected = expectations(forecasts)
    dates = [
        day for day in (start, end, *(one.date for one in figures), *(day for day, _ in (*points, *expected))) if day
    ]
    goals = [Fraction(limit.amount) for goal in (measured.goal, *(goal for goal, _ in former)) for limit in goal.limits]
    amounts = [*goals, *(Fraction(one.amount) for one in figures), *(amount for _, amount in (*points, *expected))]
    if not figures or min(dates) == max(dates) or min(amounts) == max(amounts):
        return None
    named = {amount: _name(amount) for amount in (min(amounts), max(amounts), *goals)}
    margin = max(map(len, named.values()))
    frame = _Frame(min(dates), max(dates), min(amounts), max(amounts), width - margin - 2)
    if frame.columns < _NARROWEST:
        return None
    now = frame.column(as_of) if frame.first <= as_of <= frame.last else None
    grid = _drawn(measured, frame, former, now, fine=fine)
    for day, amount in expected:
        if grid[frame.row(amount)][frame.column(day)] not in (_FIGURE, _HOLLOW):
            grid[frame.row(amount)][frame.column(day)] = _FORECAST
    sides = {frame.row(amount): name for amount, name in named.items()}
    rows = [row for row in range(_HEIGHT + 2) if row in sides or set(grid[row]) - {" ", _NOW}]
    lines = [
        f"{sides.get(row, ''):>{margin}} {'┤' if row in sides else '│'}{''.join(grid[row])}".rstrip()
        for row in range(rows[0], rows[-1] + 1)
    ]
    axis = ["─"] * frame.columns
    if now is not None:
        axis[now] = "┴"
    lines.append(" " * (margin + 1) + "└" + "".join(axis))
    lines.append(" " * (margin + 2) + _dates(frame, as_of, now))
    drawn = {mark for row in grid for mark in row}
    return Plot(tuple(lines), _legend(drawn, measured, as_of))


def _name(amount: Fraction) -> str:
    """Write an amount beside the chart: exactly where somebody wrote it, as a goal or a figure."""
    written = rounded(amount, AMOUNT_PLACES)
    return amount_in_chart(written) if Fraction(written) == amount else about(amount)


def _drawn(
    measured: Measurement, frame: _Frame, former: Sequence[tuple[Goal, date]], now: int | None, *, fine: bool
) -> list[list[str]]:
    """Fill the cells, those that cover others last."""
    grid = [[" "] * frame.columns for _ in range(_HEIGHT + 2)]
    for cells in grid:
        if now is not None:
            cells[now] = _NOW
    since = 0
    for goal, until in (*former, (measured.goal, frame.last)):
        end = frame.column(min(max(until, frame.first), frame.last))
        for limit in goal.limits:
            mark = _GOAL if goal == measured.goal else _FORMER
            grid[frame.row(Fraction(limit.amount))][since : end + 1] = [mark] * (end + 1 - since)
        since = end
    _draw_mean(grid, measured, frame)
    path = dict(_path(measured, frame, fine=fine))
    for (row, column), mark in path.items():
        grid[row][column] = mark
    for one in measured.prior:
        grid[frame.row(Fraction(one.amount))][frame.column(one.date)] = _PRIOR
    for one in measured.figures:
        column = frame.column(one.date)
        on_path = [row for row, other in path if other == column]
        grid[_row_of(one, measured, frame, on_path)][column] = _FIGURE if one.is_firm else _HOLLOW
    return grid


def _draw_mean(grid: list[list[str]], measured: Measurement, frame: _Frame) -> None:
    """Draw the mean across its figures: never on the line of a goal that it is not at."""
    figures, shown = measured.figures[: measured.averaged], shown_actual(measured)
    if len(figures) < 2 or shown is None:
        return
    row, start, end = frame.row(Fraction(shown)), frame.column(figures[0].date), frame.column(figures[-1].date)
    for limit in measured.goal.limits:
        if row == frame.row(Fraction(limit.amount)) and shown != limit.amount:
            row += -1 if shown > limit.amount else 1
    grid[row][start : end + 1] = [_MEAN] * (end + 1 - start)


def _path(measured: Measurement, frame: _Frame, *, fine: bool) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells of the expected path."""
    for column in range(frame.columns):
        dots: dict[int, int] = {}
        for across in range(_ACROSS):
            day = frame.date_at(min(Fraction(column) + Fraction(across, _ACROSS), Fraction(frame.columns - 1)))
            expected = _expected(measured, day)
            if expected is None:
                continue
            dot = round((frame.height(expected) + Fraction(1, 2)) * _DOWN - Fraction(1, 2))
            row, down = divmod(min(max(dot, 0), (_HEIGHT + 2) * _DOWN - 1), _DOWN)
            dots[row] = dots.get(row, 0) | _DOTS[across][down]
        yield from (((row, column), chr(_BRAILLE + mask)) for row, mask in dots.items() if fine)
        yield from (((row, column), _DOT) for row in list(dots)[:1] if not fine)


def _expected(measured: Measurement, day: date) -> Fraction | None:
    """Return what was expected on a date by the terms that were in force then."""
    begun = (path for path in reversed(measured.agreed) if path.points[0][0] <= day)
    path = next(begun, None)
    return path.at(day) if path else None


def _row_of(one: Figure, measured: Measurement, frame: _Frame, on_path: list[int]) -> int:
    """Return the row of a figure: where more or less was expected it never lies on the line."""
    row = frame.row(Fraction(one.amount))
    expected = _expected(measured, one.date)
    if expected is None or not on_path or expected == one.amount:
        return row
    return max(row, max(on_path) + 1) if one.amount < expected else min(row, min(on_path) - 1)


def _dates(frame: _Frame, as_of: date, now: int | None) -> str:
    """Write the first and the last date below the axis, and that of the judgement where it has room."""
    first, last, middle = str(frame.first), str(frame.last), str(as_of)
    line = f"{first}{last:>{frame.columns - len(first)}}"
    if now is None:
        return line
    at = max(now - len(middle) // 2, 0)
    gap = line[len(first) : frame.columns - len(last)]
    if len(first) + 1 <= at <= len(first) + len(gap) - len(middle) - 1:
        return f"{line[:at]}{middle}{line[at + len(middle) :]}"
    return line


def _legend(drawn: set[str], measured: Measurement, as_of: date) -> tuple[str, ...]:
    is_fine = any(_BRAILLE < ord(mark) <= _BRAILLE + 0xFF for mark in drawn)
    meanings = {
        _FIGURE: "figures",
        _HOLLOW: hollow_meaning(measured.figures),
        _PRIOR: "before the start",
        _FORECAST: "forecast",
        _DOT: "expected",
        "⠒": "expected" if is_fine else "",
        _GOAL: "goal",
        _FORMER: "goal before",
        _MEAN: f"mean {actual_in_brief(measured)}",
        _NOW: short_on(as_of),
    }
    marks = drawn | {"⠒"} if is_fine else drawn
    return tuple(f"{mark} {words}" for mark, words in meanings.items() if mark in marks and words)
