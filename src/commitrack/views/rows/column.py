"""A column of a table, with the cell that it has of each thing, and the columns that each format takes."""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from operator import attrgetter, is_
from typing import Any, Generic, Literal, TypeVar, cast

import msgspec
from msgspec.structs import astuple

Of = TypeVar("Of")
Whole = TypeVar("Whole")

Type = Literal["string", "number", "integer", "boolean", "date", "datetime", "list", "array"]

Steps = tuple[Callable[[Any], Any] | str, ...]


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
    steps: Steps = ()
    """The steps from a whole to a cell, part by part; none where ``cell`` is the only step.

    One may be the name of a field of a struct, all of whose fields are then read at once.
    """

    def of(self, part: Callable[[Whole], Of] | str) -> "Column[Whole]":
        """Return this column for the things that have such a ``part``, or a field of that name."""
        cell, steps = self.cell, (part, *(self.steps or (self.cell,)))
        reach = attrgetter(part) if isinstance(part, str) else part
        return msgspec.structs.replace(cast(Column[Any], self), cell=lambda whole: cell(reach(whole)), steps=steps)

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


def of_part(columns: Iterable[Column[Of]], part: Callable[[Whole], Of] | str) -> list[Column[Whole]]:
    """Return columns for the things that have such a ``part``, or a field of that name."""
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
    reached = _Reached({(): things})
    return [reached[column.steps or (column.cell,)] for column in columns]


class _Reached(dict[Steps, Sequence[Any]]):
    """What steps lead to from many things, found when it is asked for."""

    def __missing__(self, steps: Steps) -> Sequence[Any]:
        """Take the last step from where those before it lead to."""
        before, last = steps[:-1], steps[-1]
        values = self[before]
        if isinstance(last, str):
            names = zip(values[0].__struct_fields__)
            self.update(zip(map(before.__add__, names), zip(*map(astuple, values), strict=True), strict=True))
        else:
            self[steps] = for_each(last, values)
        return self[steps]


def for_each(step: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    """Take a step for each value; once where all of them are the same thing."""
    return [step(values[0])] * len(values) if are_one(values) else list(map(step, values))


def are_one(values: Sequence[Any]) -> bool:
    """Say whether all values are the same thing, as a commitment is in the rows of its updates, or the same text."""
    if not values or values[0] is not values[-1]:
        return False
    if values[0] is None or isinstance(values[0], str):
        return values.count(values[0]) == len(values)
    return all(map(is_, values, repeat(values[0])))
