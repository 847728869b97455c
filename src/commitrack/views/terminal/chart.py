"""A small chart of figures against the expected path, in plain characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from commitrack.progress.history import Figure
from commitrack.progress.periods import Path
from commitrack.words.phrases import about

_HEIGHT = 8
_EXPECTED, _FIGURE = "·", "●"


@dataclass(frozen=True, slots=True)
class Sketch:
    """The lines of a chart in characters, and what its marks mean."""

    lines: tuple[str, ...]
    legend: str


def sketch(figures: Sequence[Figure], path: Path, width: int) -> Sketch | None:
    """Draw figures and path into ``width`` columns; None where there is too little to see or no room."""
    first, last = path.points[0][0], max(path.points[-1][0], figures[-1].date) if figures else path.points[-1][0]
    amounts = [Fraction(figure.amount) for figure in figures]
    values = [amount for _, amount in path.points] + amounts
    low, high = min(values), max(values)
    labels = [about(high), about(low)]
    margin = max(map(len, labels))
    columns = width - margin - 2
    if not figures or len(path.points) < 2 or columns < 20 or high == low or last == first:
        return None
    grid = [[" "] * columns for _ in range(_HEIGHT)]
    days = (last - first).days

    def row(amount: Fraction) -> int:
        return _HEIGHT - 1 - round((amount - low) / (high - low) * (_HEIGHT - 1))

    for column in range(columns):
        expected = path.at(first + timedelta(days=days * column // (columns - 1)))
        if expected is not None:
            grid[row(expected)][column] = _EXPECTED
    for figure, amount in zip(figures, amounts, strict=True):
        column = max((figure.date - first).days, 0) * (columns - 1) // days
        grid[row(amount)][column] = _FIGURE
    sides = [labels[0], *[""] * (_HEIGHT - 2), labels[1]]
    lines = [f"{side:>{margin}} │{''.join(cells).rstrip()}".rstrip() for side, cells in zip(sides, grid, strict=True)]
    lines.append(" " * (margin + 1) + "└" + "─" * columns)
    lines.append(" " * (margin + 2) + f"{first}{f'{last}':>{columns - len(str(first))}}")
    return Sketch(tuple(lines), f"{_FIGURE} figures   {_EXPECTED} expected")
