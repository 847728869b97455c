"""Somebody else's table, read through a map: the rows of a ledger's own tables that it stands for."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, get_origin

import msgspec

from commitrack.actions.importing.mapping import Origin, TableMap, as_date, slug
from commitrack.actions.importing.rows import Entry, Problem, Rows, said_in
from commitrack.errors import TableUnreadable
from commitrack.files.tables.grid import Grid, Row, Sheet, headed
from commitrack.ledger.claims import MAKERS
from commitrack.ledger.fields import ID_PATTERN, bare, may_be_several
from commitrack.ledger.scale import VERDICTS, Scale
from commitrack.ledger.suggest import did_you_mean
from commitrack.ledger.tables.cells import Cell, is_number
from commitrack.ledger.tables.columns import COLUMNS, TableName
from commitrack.ledger.tables.numbers import with_point

_TYPES = {table: {column.key: column.type for column in columns} for table, columns in COLUMNS.items()}
_CLAIMING = frozenset(key for key, _ in MAKERS) | {"corrects", "restates"}
_NUMBERS = ("Decimal", "int")


class Reading(msgspec.Struct):
    """The part of a table that has been read so far."""

    scale: Scale
    entries: list[Entry] = msgspec.field(default_factory=list)
    problems: list[Problem] = msgspec.field(default_factory=list)
    unread: set[str] = msgspec.field(default_factory=set)
    ids: Counter[str] = msgspec.field(default_factory=Counter)
    """The number of rows with each id."""
    strange: dict[str, list[int]] = msgspec.field(default_factory=dict)
    """The words that are no verdict, with their rows."""


def mapped_rows(grids: Sequence[Grid], table_map: TableMap, scale: Scale) -> Rows:
    """Return the rows that a table stands for; ``scale`` is what the ledger calls the verdicts.

    Raises :class:`~commitrack.errors.TableUnreadable`.
    """
    sheet = headed(_sheet(grids, table_map), table_map.heading)
    _check_columns(sheet, table_map)
    reading = Reading(scale)
    faulty: dict[int, list[str]] = {}
    used = {name for fields in table_map.fields.values() for origin in fields.values() for name in origin.columns}
    for fault in sheet.faults:
        if fault.column in used or "merged" in fault.sentence:
            faulty.setdefault(fault.number, []).append(f"{fault.column}: {fault.sentence}".removeprefix(": "))
    for row in sheet.rows:
        if _is_skipped(row, table_map):
            continue
        if found := faulty.get(row.number):
            place = f"{sheet.place}:{row.number}"
            reading.problems += [Problem((0, row.number), f"{place}: {sentence}") for sentence in found]
            continue
        _read(sheet, row, table_map, reading)
    reading.problems += _strange(sheet, table_map, reading.strange)
    passed_over = tuple(column for column in sheet.columns if column not in used and column not in table_map.skip)
    entries = sorted(reading.entries, key=lambda entry: entry.table)
    return Rows(tuple(entries), tuple(reading.problems), (), frozenset(reading.unread), passed_over)


def _sheet(grids: Sequence[Grid], table_map: TableMap) -> Grid:
    if table_map.sheet is None:
        return next((grid for grid in grids if any(any(cells) for _, cells in grid.rows)), grids[0])
    for grid in grids:
        if grid.name == table_map.sheet:
            return grid
    names = ", ".join(grid.name for grid in grids)
    raise TableUnreadable(
        f"{table_map.file}: sheet: there is no “{table_map.sheet}”; the file has {names or 'no sheets'}"
    )


def _check_columns(sheet: Sheet, table_map: TableMap) -> None:
    named = [
        (f"{table}.{key}", column)
        for table, fields in table_map.fields.items()
        for key, origin in fields.items()
        for column in origin.columns
    ]
    for where, column in (*named, *((f"skip.{column}", column) for column in table_map.skip)):
        if column not in sheet.columns:
            known = f"the table has {', '.join(sheet.columns)}"
            advice = did_you_mean(column, sheet.columns, known)
            raise TableUnreadable(f"{table_map.file}: {where}: {sheet.place} has no column “{column}”; {advice}")


def _is_skipped(row: Row, table_map: TableMap) -> bool:
    return any(str(row.cells.get(column, "")).strip() in words for column, words in table_map.skip.items())


def _read(sheet: Sheet, row: Row, table_map: TableMap, reading: Reading) -> None:
    place, order = f"{sheet.place}:{row.number}", (0, row.number)
    fields = table_map.fields
    commitment_id: str | None = None
    sentences: list[str] = []
    made: list[Entry] = []
    if "commitments" in fields:
        cells = _cells("commitments", row, table_map, reading)
        _name_programme(cells)
        commitment_id = _id_of(cells, reading)
        cells["id"] = commitment_id
        said, found = said_in("commitments", cells)
        sentences += found
        columns = frozenset({"id", *fields["commitments"]})
        made.append(Entry("commitments", place, order, said, columns))
    if "updates" in fields:
        cells = _cells("updates", row, table_map, reading)
        if "commitment" not in cells and commitment_id is not None:
            cells["commitment"] = commitment_id
        if _CLAIMING & cells.keys():
            said, found = said_in("updates", cells)
            sentences += found
            made.append(Entry("updates", place, order, said, frozenset({"commitment", *fields["updates"]})))
    if sentences:
        reading.problems += [Problem(order, f"{place}: {sentence}") for sentence in dict.fromkeys(sentences)]
        reading.unread.add(commitment_id or "")
    else:
        reading.entries += made


def _cells(table: TableName, row: Row, table_map: TableMap, reading: Reading) -> dict[str, Any]:
    """Return the cells that a row stands for, by key, without the empty ones."""
    cells: dict[str, Any] = {}
    for key, origin in table_map.fields[table].items():
        expected = _TYPES[table][key]
        values = [value for value in _values(row, origin, table_map, expected) if value not in ("", None)]
        if key == "status":
            _note_strange(values, origin, row, reading)
        if len(values) > 1:
            is_list = may_be_several(expected) or get_origin(bare(expected)) is tuple
            cells[key] = list(dict.fromkeys(map(str, values))) if is_list else "; ".join(map(str, values))
        elif values:
            cells[key] = values[0]
    return cells


def _values(row: Row, origin: Origin, table_map: TableMap, expected: Any) -> Iterator[Any]:
    if not origin.columns:
        yield from origin.constant if isinstance(origin.constant, list) else [origin.constant]
        return
    found = False
    for column in origin.columns:
        cell = row.cells.get(column)
        parts = cell if isinstance(cell, list) else [cell]
        if origin.split and isinstance(cell, str):
            parts = [part.strip() for part in cell.split(origin.split)] if origin.split.strip() else cell.split()
        for part in parts:
            if part is not None and part != "":
                found = True
                yield _written(part, origin, table_map, expected)
    if not found:
        yield origin.otherwise


def _written(cell: Any, origin: Origin, table_map: TableMap, expected: Any) -> Any:
    """Return a cell as a ledger's own table has it: words, dates and numbers written in its way."""
    if isinstance(cell, str):
        text = cell.strip()
        word = next((said for known, said in origin.words.items() if known.casefold() == text.casefold()), None)
        if word is not None:
            return word
        plain = bare(expected)
        if plain is date and table_map.dates:
            return as_date(text, table_map.dates) or text
        if table_map.has_decimal_commas and getattr(plain, "__name__", "") in _NUMBERS and is_number(with_point(text)):
            return with_point(text)
    return cell


def _note_strange(values: list[Any], origin: Origin, row: Row, reading: Reading) -> None:
    """Take out the words that are no verdict, to be told all at once."""
    for value in list(values):
        if origin.columns and not reading.scale.verdict(str(value)):
            reading.strange.setdefault(str(value).strip(), []).append(row.number)
            values.remove(value)


def _strange(sheet: Sheet, table_map: TableMap, strange: Mapping[str, Sequence[int]]) -> Iterator[Problem]:
    for word, rows in strange.items():
        many = f"in {len(rows):,} rows" if len(rows) > 1 else f"in row {rows[0]}"
        yield Problem(
            (0, rows[0]),
            f"{sheet.place}: “{word}” ({many}) is no verdict; say in [verdicts] of {table_map.file} what it means, as "
            f'"{word}" = "fulfilled", or "" for none: {", ".join(VERDICTS)}',
        )


def _name_programme(cells: dict[str, Cell]) -> None:
    """Make an id of a programme's title, where a table has no more than that."""
    programme, title = cells.get("programme"), cells.get("programme_title")
    if programme is None and title is not None:
        cells["programme"] = slug(str(title))
    elif programme is not None and not re.fullmatch(ID_PATTERN, str(programme)):
        cells["programme"] = slug(str(programme))
        cells.setdefault("programme_title", str(programme))


def _id_of(cells: Mapping[str, Cell], reading: Reading) -> str:
    """Return the id of a row: that of its column, else one made of its title; the second of a kind gets a number."""
    said = str(cells.get("id", cells.get("title", "")))
    name = said if "id" in cells and re.fullmatch(ID_PATTERN, said) else slug(said)
    reading.ids[name] += 1
    return name if reading.ids[name] == 1 or "id" in cells else f"{name}-{reading.ids[name]}"
