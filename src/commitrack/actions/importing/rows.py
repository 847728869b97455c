"""The rows of a ledger's own tables as a spreadsheet has them: what each says, and every cell that says nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from commitrack.errors import TableUnreadable
from commitrack.files.tables.grid import Fault, Grid, Row, Sheet, headed
from commitrack.ledger.suggest import did_you_mean
from commitrack.ledger.tables.columns import COLUMNS, NOTES, TABLES, TableName, readers

_ERROR = re.compile(r"#(?:REF|DIV/0|NAME|VALUE|NUM|NULL|N/A|SPILL|CALC)[!?]?|Err:\d{3}")
"""The texts that spreadsheets write in place of a value that they could not compute."""


_LONGEST = 400
"""Characters of a sentence about a cell."""


class Entry(msgspec.Struct, frozen=True, eq=False):
    """A row: where it stands, and what it says by the keys of its table."""

    table: TableName
    place: str
    """The file, the sheet and the row: what a message about it begins with."""
    order: tuple[int, int]
    """The sheet's position and the row's number."""
    said: Mapping[str, Any]
    """Its values, as a ledger's data has them, without what is empty."""
    columns: frozenset[str]
    """The keys that the table has a column for: what is not among them, the row says nothing of."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """A sentence about a row that cannot be taken."""

    order: tuple[int, int]
    sentence: str


class Rows(msgspec.Struct, frozen=True):
    """The rows of all tables of a file, and what is wrong with others."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    passed_over: tuple[str, ...]
    """The sheets that are no table of a ledger."""
    unread: frozenset[str] = frozenset()
    """The ids of commitments and updates in rows that have a problem."""
    left_out: tuple[str, ...] = ()
    """The columns that a map says nothing of."""


def rows_of(grids: Sequence[Grid]) -> Rows:
    """Read the tables of a file. Raises :class:`~commitrack.errors.TableUnreadable` where none is a ledger's."""
    sheets, passed_over = _tables(grids)
    entries: list[Entry] = []
    problems: list[Problem] = []
    unread: set[str] = set()
    for position, (table, sheet) in enumerate(sheets):
        for one in _read(table, sheet, position):
            if isinstance(one, Entry):
                entries.append(one)
            elif isinstance(one, Problem):
                problems.append(one)
            else:
                unread.add(one)
    return Rows(tuple(entries), tuple(problems), tuple(passed_over), frozenset(unread))


def is_of_a_ledger(grids: Sequence[Grid]) -> bool:
    """Say whether a file has a table of commitments or updates, good or bad."""
    for grid in grids:
        with suppress(TableUnreadable):
            if _table_of(headed(grid)):
                return True
    return False


def _tables(grids: Sequence[Grid]) -> tuple[list[tuple[TableName, Sheet]], list[str]]:
    """Return the sheets that are tables of a ledger, commitments first, and the names of the others."""
    found: list[tuple[TableName, Sheet]] = []
    others: list[str] = []
    refused: list[TableUnreadable] = []
    for grid in grids:
        try:
            sheet = headed(grid)
        except TableUnreadable as error:
            if len(grids) == 1 or grid.name.strip().lower() in TABLES:
                raise
            refused.append(error)
            continue
        table = _table_of(sheet)
        if table is None:
            others += [grid.name] if grid.name != NOTES else []
        else:
            found.append((table, _with_keys(table, sheet)))
    if not found:
        raise refused[0] if refused and not others else TableUnreadable(_stranger(headed(grids[0])))
    for table in TABLES:
        if sum(one == table for one, _ in found) > 1:
            places = " and ".join(sheet.name for one, sheet in found if one == table)
            raise TableUnreadable(f"{grids[0].place}: the sheets {places} are both tables of {table}; keep one of them")
    return sorted(found, key=lambda one: TABLES.index(one[0])), others


def _table_of(sheet: Sheet) -> TableName | None:
    """Say which table a sheet is: by its name, else by its columns."""
    keys = {_key(column) for column in sheet.columns}
    for table in TABLES:
        if sheet.name.strip().lower() == table:
            return table
    if "commitment" in keys:
        return "updates"
    return "commitments" if "kind" in keys or {"id", "title"} <= keys else None


def _stranger(sheet: Sheet) -> str:
    named = ", ".join(f"“{column}”" for column in sheet.columns[:20])
    return (
        f"{sheet.place}: is no table of commitments or updates: its columns are {named}; a table of updates has a "
        "column commitment, one of commitments has id and kind; what other columns mean, a map says: --map mapping.toml"
    )


def _key(column: str) -> str:
    return re.sub(r"[ -]+", "_", column.strip().lower())


def _with_keys(table: TableName, sheet: Sheet) -> Sheet:
    """Return a sheet whose columns are named by their keys."""
    known = {column.key: column for column in COLUMNS[table]}
    names = {column: _key(column) for column in sheet.columns}
    strange = [column for column, key in names.items() if key not in known]
    if strange:
        told = [f"“{column}”{_meant(names[column], known)}" for column in strange[:20]]
        raise TableUnreadable(
            f"{sheet.place}:{sheet.heading}: {'this column is' if len(told) == 1 else 'these columns are'} not among "
            f"those of {table}: {', '.join(told)}; name it after a field, delete it, or say what it means in a map, "
            "with --map mapping.toml"
        )
    twice = {key for key in names.values() if list(names.values()).count(key) > 1}
    if twice:
        raise TableUnreadable(
            f"{sheet.place}:{sheet.heading}: the heading “{min(twice)}” stands in two columns; keep one"
        )
    rows = tuple(Row(row.number, {names[column]: cell for column, cell in row.cells.items()}) for row in sheet.rows)
    faults = tuple(Fault(fault.number, names.get(fault.column, ""), fault.sentence) for fault in sheet.faults)
    return Sheet(sheet.place, sheet.name, sheet.heading, tuple(names.values()), rows, faults)


def _meant(key: str, known: Iterable[str]) -> str:
    advice = did_you_mean(key, tuple(known), "")
    return f" ({advice.removesuffix('?')}?)" if advice else ""


def _read(table: TableName, sheet: Sheet, position: int) -> Iterable[Entry | Problem | str]:
    """Yield the rows of a table, what is wrong with the others, and the ids that those have."""
    columns = frozenset(sheet.columns)
    faulty: dict[int, list[Fault]] = {}
    for fault in sheet.faults:
        faulty.setdefault(fault.number, []).append(fault)
    seen = set()
    for row in sheet.rows:
        seen.add(row.number)
        place, order = f"{sheet.place}:{row.number}", (position, row.number)
        said, sentences = said_in(table, row.cells)
        found = [f"{fault.column}: {fault.sentence}".removeprefix(": ") for fault in faulty.get(row.number, [])]
        if not found and not sentences:
            yield Entry(table, place, order, said, columns)
            continue
        yield from (Problem(order, f"{place}: {sentence}") for sentence in (*found, *sentences))
        yield str(row.cells.get("id", ""))
    for number in faulty.keys() - seen:
        for fault in faulty[number]:
            where = f"{fault.column}: " if fault.column else ""
            yield Problem((position, number), f"{sheet.place}:{number}: {where}{fault.sentence}")


def said_in(table: TableName, cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return what cells say by key, and a sentence for each one that cannot be read."""
    reading = readers(table)
    said: dict[str, Any] = {}
    sentences = []
    for key, cell in cells.items():
        try:
            if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
                raise ValueError(f"holds {cell.strip()} in place of a value; correct the formula, or clear the cell")
            value = reading[key](cell)
        except ValueError as error:
            sentences.append(f"{key}: {_shortened(str(error))}")
            continue
        if value is not None:
            said[key] = value
    return said, sentences


def _shortened(sentence: str) -> str:
    """Leave out the middle of a sentence that a cell has made longer than anybody reads."""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:80]}…{sentence[-_LONGEST + 80 :]}"
