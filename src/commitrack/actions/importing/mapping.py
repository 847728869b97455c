"""A map: what the columns of somebody else's table mean, as a file says it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from commitrack.errors import TableUnreadable
from commitrack.files.tables.open import read_bytes
from commitrack.ledger.scale import VERDICTS
from commitrack.ledger.store import text_of
from commitrack.ledger.suggest import did_you_mean
from commitrack.ledger.tables.columns import COLUMNS, TABLES, TableName
from commitrack.ledger.toml import load_toml

_KEYS = ("sheet", "heading", "decimal", "dates", "skip", "verdicts", *TABLES)
_LONGEST_ID = 40
_PARTS = ("column", "columns", "otherwise", "split", "words")


class Origin(msgspec.Struct, frozen=True):
    """The column, or the fixed text, that the value of a field comes from."""

    columns: tuple[str, ...] = ()
    constant: Any = None
    """The same value for every row, where there are no columns."""
    otherwise: Any = None
    """The value of a row whose cells are empty."""
    split: str = ""
    """The text between several values in one cell."""
    words: Mapping[str, str] = {}
    """The value for each word of the table; nothing where a word says nothing."""


class TableMap(msgspec.Struct, frozen=True):
    """The meaning of the columns of a table, and the way that its values are written."""

    file: str
    sheet: str | None
    heading: int | None
    has_decimal_commas: bool
    dates: tuple[str, ...]
    """The forms of its dates, as strptime has them."""
    skip: Mapping[str, frozenset[str]]
    """By column, the words of rows that are left out."""
    fields: Mapping[TableName, Mapping[str, Origin]]


def read_map(path: Path) -> TableMap:
    """Read a map from a TOML file.

    Raises :class:`~commitrack.errors.TableUnreadable`, or :class:`~commitrack.errors.LedgerInvalid` if it is not TOML.
    """
    return map_of(load_toml(text_of(read_bytes(path), path), str(path)), str(path))


def map_of(data: Mapping[str, Any], file: str) -> TableMap:
    """Return the map that decoded TOML says. Raises :class:`~commitrack.errors.TableUnreadable`."""
    _check_keys(data, _KEYS, file, "the map")
    verdicts = {key: _text(value, f"{file}: verdicts.{key}") for key, value in _table(data, "verdicts", file).items()}
    for word, verdict in verdicts.items():
        if verdict and verdict not in VERDICTS:
            advice = did_you_mean(verdict, VERDICTS, f"write one of {', '.join(VERDICTS)}")
            raise TableUnreadable(f"{file}: verdicts: “{word}” cannot mean “{verdict}”; {advice}")
    fields: dict[TableName, dict[str, Origin]] = {}
    for table in TABLES:
        if table in data:
            known = [column.key for column in COLUMNS[table]]
            said = _table(data, table, file)
            _check_keys(said, known, file, table)
            fields[table] = {key: _origin(value, f"{file}: {table}.{key}") for key, value in said.items()}
    if not fields:
        raise TableUnreadable(f"{file}: says of no column what it means; write [commitments] or [updates] with fields")
    if "status" in fields.get("updates", {}):
        origin = fields["updates"]["status"]
        fields["updates"]["status"] = msgspec.structs.replace(origin, words={**verdicts, **origin.words})
    _check_what_is_needed(fields, file)
    heading = data.get("heading")
    if heading is not None and (type(heading) is not int or heading < 1):
        raise TableUnreadable(f"{file}: heading: is not the number of a row; write it as heading = 3")
    if data.get("decimal", ".") not in (".", ","):
        raise TableUnreadable(f'{file}: decimal: is neither a point nor a comma; write decimal = ","')
    return TableMap(
        file=file,
        sheet=None if "sheet" not in data else _text(data["sheet"], f"{file}: sheet"),
        heading=heading,
        has_decimal_commas=data.get("decimal") == ",",
        dates=_texts(data.get("dates", ()), f"{file}: dates"),
        skip={
            key: frozenset(_texts(value, f"{file}: skip.{key}")) for key, value in _table(data, "skip", file).items()
        },
        fields=fields,
    )


def _check_keys(said: Iterable[str], known: Sequence[str], file: str, where: str) -> None:
    for key in said:
        if key not in known:
            advice = did_you_mean(key, known, f"write one of {', '.join(known)}")
            raise TableUnreadable(f"{file}: {where}: there is no “{key}”; {advice}")


def _check_what_is_needed(fields: Mapping[TableName, Mapping[str, Origin]], file: str) -> None:
    """Make sure that nothing has to be invented: a title, a kind, a date, and the reason of a verdict."""
    commitments, updates = fields.get("commitments"), fields.get("updates")
    advice = {
        "title": 'title = {column = "…"}',
        "kind": 'kind = "qualitative", or another kind, or a column',
        "date": 'date = 2026-03-01, or {column = "…"}',
        "note": 'note = "as the tracker had it on 2026-03-01", or {column = "…"}: a verdict needs a reason',
        "commitment": 'commitment = {column = "…"}: its id or its title',
    }
    needed = []
    if commitments is not None:
        needed += [("commitments", key) for key in ("title", "kind") if key not in commitments]
    if updates is not None:
        needed += [("updates", "date")] if "date" not in updates else []
        needed += [("updates", "note")] if "status" in updates and "note" not in updates else []
        needed += [("updates", "commitment")] if commitments is None and "commitment" not in updates else []
    for table, key in needed:
        raise TableUnreadable(f"{file}: [{table}] does not say where {key} comes from; write {advice[key]}")


def _table(data: Mapping[str, Any], key: str, file: str) -> Mapping[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise TableUnreadable(f"{file}: {key}: is not a table; write [{key}] on a line of its own")
    return table


def _origin(value: Any, where: str) -> Origin:
    if not isinstance(value, dict):
        return Origin(constant=value)
    _check_keys(value, _PARTS, where.partition(": ")[0], where.partition(": ")[2])
    columns = _texts(value.get("columns", value.get("column", ())), where)
    if not columns:
        raise TableUnreadable(f'{where}: names no column; write {{column = "…"}}, or the value itself')
    words = value.get("words", {})
    if not isinstance(words, dict):
        raise TableUnreadable(f'{where}: words is not a table; write words = {{"Yes" = "true"}}')
    return Origin(
        columns=columns,
        otherwise=value.get("otherwise"),
        split=_text(value.get("split", ""), where),
        words={key: _text(word, where) for key, word in words.items()},
    )


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise TableUnreadable(f"{where}: is not a text; put it in quotes")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    return (
        (value,)
        if isinstance(value, str)
        else tuple(_text(one, where) for one in (value if isinstance(value, list | tuple) else [value]))
    )


def map_text(data: Mapping[str, Any]) -> str:
    """Write a map as people write one: a field on each line."""
    lines = ["# What the columns mean; docs/import.md explains it."]
    tables = [(key, value) for key, value in data.items() if isinstance(value, dict)]
    lines += [f"{key} = {_value(value)}" for key, value in data.items() if not isinstance(value, dict)]
    for name, table in tables:
        lines += ["", f"[{name}]"]
        lines += [f"{_value(key) if name == 'verdicts' else key} = {_value(value)}" for key, value in table.items()]
    return "\n".join([*lines, ""])


def _value(value: Any) -> str:
    import tomli_w

    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + "}"
    return tomli_w.dumps({"value": value}).removeprefix("value = ").removesuffix("\n")


def slug(text: str) -> str:
    """Return an id that is made of a text: its words, as many as there is room for."""
    from commitrack.progress.names import unaccented

    words = re.findall(r"[a-z0-9]+", unaccented(text))
    made = words[0][:_LONGEST_ID] if words else "row"
    for word in words[1:]:
        if len(made) + len(word) >= _LONGEST_ID:
            break
        made += f"-{word}"
    return made if made[0].isalpha() else f"n-{made}"


def as_date(text: str, forms: Sequence[str]) -> date | None:
    """Read a date of one of some forms; None for what has none of them."""
    from datetime import datetime

    for form in forms:
        try:
            return datetime.strptime(text.strip(), form).date()  # a date has no zone
        except ValueError:
            continue
    return None
