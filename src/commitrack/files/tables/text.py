"""Tables in files of text: CSV and TSV as they come from anywhere, and JSON Lines."""

import csv
import io
import json
import re
from decimal import Decimal
from typing import Any

from commitrack.errors import TableUnreadable
from commitrack.files.tables.grid import Grid

_MOST_DIGITS = 400
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(r"sep=(.)\r?\n")
_JSON = re.compile(r"\s*(?:\{|\[\s*\{)")


def read(content: bytes, name: str) -> Grid:
    """Read a table from a file of text. Raises :class:`~commitrack.errors.TableUnreadable`."""
    text = _decode(content, name)
    if "\0" in text and not text.strip("\0"):
        raise TableUnreadable(f"{name}: holds no table; name a workbook, or a CSV, TSV or JSON Lines file")
    return _json(text, name) if _JSON.match(text) else _separated(text, name)


def _decode(content: bytes, name: str) -> str:
    if content.startswith(_UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise TableUnreadable(f"{name}: begins like UTF-16, and is not; save it as UTF-8") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in content[:1024]:
            raise TableUnreadable(
                f"{name}: holds no table; name a workbook, or a CSV, TSV or JSON Lines file"
            ) from None
        line = content.count(b"\n", 0, error.start) + 1
        raise TableUnreadable(f"{name}:{line}: a byte that is not UTF-8; save the file as CSV in UTF-8") from None


def _separated(text: str, name: str) -> Grid:
    skipped = 0
    if declared := _DECLARED.match(text):
        delimiter, text, skipped = declared[1], text[declared.end() :], 1
    else:
        delimiter = _delimiter(text)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str | None]]] = []
    begun = skipped + 1
    try:
        for cells in reader:
            rows.append((begun, [cell if cell.strip() else None for cell in cells]))
            begun = skipped + reader.line_num + 1
    except csv.Error:
        raise TableUnreadable(
            f"{name}:{begun}: a text in quotes does not end as it should; close its quotes, and double those within it"
        ) from None
    return Grid(name, "", rows)


def _delimiter(text: str) -> str:
    """Return what stands most often between the headings."""
    head = re.sub(r'"[^"]*"', "", text[:100_000]).lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _json(text: str, name: str) -> Grid:
    """Read an object from each line, or all from one list. The first row is made of the names of all columns."""
    objects = _list_in(text, name)
    if objects is None:
        lines = enumerate(text.split("\n"), start=1)
        objects = [(number, _object(line, f"{name}:{number}")) for number, line in lines if line.strip()]
    columns = list(dict.fromkeys(key for _, found in objects for key in found))
    rows = [(number, [_cell(found.get(key)) for key in columns]) for number, found in objects]
    return Grid(name, "", [(0, columns), *rows], is_keyed=True)


def _list_in(text: str, name: str) -> list[tuple[int, dict[str, Any]]] | None:
    """Return the objects of the one list that a JSON document is or has, counted from 1; None for JSON Lines."""
    try:
        whole = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return None
    lists = [value for value in whole.values() if isinstance(value, list)] if isinstance(whole, dict) else [whole]
    if isinstance(whole, dict) and (len(whole) > 1 or not lists):
        return None
    if len(lists) != 1 or not all(isinstance(one, dict) for one in lists[0]):
        raise TableUnreadable(f"{name}: is JSON, but no list of objects; write an object for each row")
    return list(enumerate(lists[0], start=1))


def _object(line: str, place: str) -> dict[str, Any]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise TableUnreadable(f"{place}: a key stands there twice; keep one of the two")
        return found

    try:
        found = json.loads(line, parse_float=Decimal, parse_int=Decimal, object_pairs_hook=unique)
    except (ValueError, RecursionError, ArithmeticError):
        raise TableUnreadable(f"{place}: not a JSON object; write one on each line") from None
    if not isinstance(found, dict):
        raise TableUnreadable(f"{place}: not a JSON object; write one on each line")
    return found


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return [one if isinstance(one, str) else _cell(one) for one in value]
    if isinstance(value, float) or (isinstance(value, Decimal) and abs(value.adjusted()) > _MOST_DIGITS):
        return str(value)  # infinity, or a number whose zeros would fill the memory
    return None if isinstance(value, str) and not value.strip() else value
