"""A column of a table, with the cell that it has of each thing, and the columns that each format takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import is_
from typing import Any, Generic, Literal, TypeVar, cast

import msgspec
from msgspec.structs import astuple

Of = TypeVar("Of")
Whole = TypeVar("Whole")

Type = Literal["string", "number", "integer", "boolean", "date", "datetime", "list", "array"]


class Column(msgspec.Struct, Generic[Of], frozen=True):
    """A column of a table that has a row for each thing ``Of`` one kind."""

    name: str
    cell: Callable[[Of], Any]
    """Its value for one thing; None where that is absent."""
    type: Type = "string"
    """As Frictionless Table Schema names it. An ``array`` does not fit into a cell."""
    heading: str = ""
    """Its heading on a page."""
    in_words: bool = False
    """Whether a page has its values in words: ``on track`` for ``on-track``."""
    description: str = ""
    required: bool = False
    choices: Sequence[str] = ()
    pattern: str = ""
    steps: Sequence[Callable[[Any], Any] | str] = ()
    """The steps from a whole to a cell, part by part; none where ``cell`` is the only step.

    One may be the name of a field of a struct, all of whose fields are then read at once.
    """

    def of(self, part: Callable[[Whole], Of]) -> "Column[Whole]":
        """Return this column for the things that have such a ``part``."""
        cell, steps = self.cell, (part, *(self.steps or (self.cell,)))
        return msgspec.structs.replace(cast(Column[Any], self), cell=lambda whole: cell(part(whole)), steps=steps)

    def then(self, step: Callable[[Any], Any]) -> "Column[Of]":
        """Return this column with another value for each value that it has."""
        cell, steps = self.cell, (*(self.steps or (self.cell,)), step)
        return msgspec.structs.replace(self, cell=lambda thing: step(cell(thing)), steps=steps)


class Table(msgspec.Struct, Generic[Of], frozen=True):
    """The columns of one kind of thing, in the order of each format."""

    columns: Sequence[Column[Of]]
    """Those of JSON: all that there are."""
    in_cells: Sequence[Column[Of]]
    """Those of CSV and TSV: what fits into a cell."""
    on_page: Sequence[Column[Of]]
    """Those of Markdown: what fits on a page."""


def row(columns: Iterable[Column[Of]], thing: Of) -> dict[str, Any]:
    """Return the values of a thing by the names of the columns."""
    return {column.name: column.cell(thing) for column in columns}


def of_part(columns: Iterable[Column[Of]], part: Callable[[Whole], Of]) -> list[Column[Whole]]:
    """Return columns for the things that have such a ``part``."""
    return [column.of(part) for column in columns]


def pick(columns: Iterable[Column[Of]], *names: str) -> list[Column[Of]]:
    """Return the columns of those names, in their order."""
    known = {column.name: column for column in columns}
    return [known[name] for name in names]


def by_column(columns: Sequence[Column[Of]], things: Sequence[Of]) -> list[Sequence[Any]]:
    """Return the cells that many things have, column by column.

    Each step is taken for all of them at once, and once for all columns that begin with it: thing by thing it would
    take five times as long.
    """
    reached: dict[tuple[int, Callable[[Any], Any] | str], Sequence[Any]] = {}
    cells = []
    for column in columns:
        values: Sequence[Any] = things
        for step in column.steps or (column.cell,):
            taken = id(values), step
            if taken not in reached:
                if isinstance(step, str):
                    reached |= {(id(values), name): each for name, each in _by_field(values)}
                else:
                    reached[taken] = for_each(step, values)
            values = reached[taken]
        cells.append(values)
    return cells


def _by_field(structs: Sequence[msgspec.Struct]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield each field of many structs of one type, by its name."""
    yield from zip(structs[0].__struct_fields__, zip(*map(astuple, structs), strict=True), strict=True)


def for_each(step: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """Take a step for each value; once where all of them are the same thing."""
    return [step(values[0])] * len(values) if are_one(values) else list(map(step, values))


def are_one(values: Sequence[Any]) -> bool:
    """Say whether all values are the same thing, as a commitment is in the rows of its updates."""
    if not values or values[0] is not values[-1]:
        return False
    if values[0] is None:
        return values.count(None) == len(values)
    return all(map(is_, values, repeat(values[0])))
