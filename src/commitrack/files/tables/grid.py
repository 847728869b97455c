"""A table as it stands in a file: rows of cells below a row of headings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from commitrack.errors import TableUnreadable

_MOST_TITLES = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a table that holds nothing that can be read, and a sentence about it."""

    number: int
    """The row, counted from 1."""
    column: str
    """Its heading; empty where the row as a whole is meant."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it is: its cells by row, from the first row of the file on."""

    place: str
    """The file, and the sheet in it if it has several: what a message begins with."""
    name: str
    """The sheet's name; empty for a file that is one table."""
    rows: Sequence[tuple[int, Sequence[Any]]]
    """Each row with its number, counted from 1. An empty cell is None."""
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """By row and column, both counted from 1, why a cell has no value."""
    is_keyed: bool = False
    """Whether each row names its own columns, as in JSON Lines: the first row is then made of all of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: its cells by heading, without the empty ones."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table below its headings."""

    place: str
    name: str
    heading: int
    """The number of the row of headings."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def headed(grid: Grid, heading: int | None = None) -> Sheet:
    """Return a grid's rows by their headings: those of that row, or of the first that is neither empty nor a title.

    Raises :class:`~commitrack.errors.TableUnreadable` where there are no headings, or one of them stands there twice.
    """
    filled = [(number, cells) for number, cells in grid.rows if any(cell is not None for cell in cells)]
    if heading is not None:
        filled = [(number, cells) for number, cells in filled if number >= heading]
    if not filled or (heading is not None and filled[0][0] != heading):
        where = "is empty" if heading is None else f"has nothing in row {heading}"
        raise TableUnreadable(f"{grid.place}: {where}; the first row must have the names of the columns")
    if heading is None:
        del filled[: _titles(filled)]
    number, first = filled[0]
    names = ["" if cell is None else " ".join(str(cell).split()) for cell in first]
    _check_names(grid, number, names)
    rows = tuple(
        Row(at, {name: cell for name, cell in zip(names, cells, strict=False) if name and cell is not None})
        for at, cells in filled[1:]
    )
    faults = tuple(_faults(grid, number, names, filled[1:]))
    columns = tuple(filter(None, names))
    return Sheet(grid.place, grid.name, number, columns, tuple(row for row in rows if row.cells), faults)


def _titles(filled: Sequence[tuple[int, Sequence[Any]]]) -> int:
    """Count the rows of titles: those of one cell above a row of several texts, which are the headings."""
    held = [[cell for cell in cells if cell is not None] for _, cells in filled[: _MOST_TITLES + 1]]
    above = next((at for at, cells in enumerate(held) if len(cells) > 1), 0)
    return above if len(held[above]) > 2 and all(isinstance(cell, str) for cell in held[above]) else 0


def _check_names(grid: Grid, number: int, names: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for position, name in enumerate(names, start=1):
        if name in seen and name:
            raise TableUnreadable(
                f"{grid.place}:{number}: the heading “{name}” stands in two columns, {letters(seen[name])} and "
                f"{letters(position)}; give one of them another name"
            )
        seen.setdefault(name, position)


def _faults(
    grid: Grid, heading: int, names: Sequence[str], rows: Sequence[tuple[int, Sequence[Any]]]
) -> Iterator[Fault]:
    for (number, position), sentence in grid.faults.items():
        if number >= heading:
            yield Fault(number, names[position - 1] if 0 < position <= len(names) else "", sentence)
    for number, cells in rows:
        for position, cell in enumerate(cells, start=1):
            if cell is not None and (position > len(names) or not names[position - 1]):
                yield Fault(
                    number,
                    "",
                    f"column {letters(position)} has no heading, and {str(cell)[:40]!r} in it; give the column a name, "
                    "or quote a text that has the delimiter in it",
                )
                break


def letters(position: int) -> str:
    """Return what spreadsheets call a column, counted from 1: ``AB``."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
