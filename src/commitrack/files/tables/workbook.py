"""Workbooks of spreadsheets: XLSX, XLS and ODS, with whatever is in them that is no value."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from html import unescape
from math import isfinite
from typing import Any

from commitrack.errors import TableUnreadable
from commitrack.files.tables.grid import Grid, letters
from commitrack.files.tables.opendocument import faulty_cells

BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""The first bytes of an archive, as XLSX and ODS are, and of an XLS file."""

_MOST_BYTES = 256 * 2**20
_MOST_CELLS = 5_000_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>/]*>')
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>/]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_SHARED = re.compile(rb"<(?:\w+:)?si\b(?:[^>]*/>|.*?</(?:\w+:)?si>)", re.DOTALL)
_SHARING = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="s")[^>]*>\s*<(?:\w+:)?v>([0-9]{1,9})<')
"""The texts that cells share, and the cells that name one by its number."""

_ERROR_CELL = "holds an error such as #REF! in place of a value; correct the formula, or clear the cell"
_UNCOMPUTED_CELL = (
    "is a formula whose value was never computed; open the file in a spreadsheet and save it, or write the value"
)


def read(content: bytes, name: str) -> list[Grid]:
    """Read the sheets of a workbook. Raises :class:`~commitrack.errors.TableUnreadable`."""
    parts = _parts(content, name) if content.startswith(b"PK") else {}
    if _ENCRYPTED in content:
        raise _encrypted(name)
    faults = {sheet: _faults(parts[part], f"{name}:{sheet}") for sheet, part in _sheet_parts(parts).items()}
    _check_sharing(parts, name)
    if "content.xml" in parts:
        errors = faulty_cells(parts["content.xml"], name, _MOST_BYTES)
        faults |= {sheet: dict.fromkeys(places, _ERROR_CELL) for sheet, places in errors.items()}
    del parts
    try:
        return list(_grids(content, name, faults))
    except TableUnreadable:
        raise
    except Exception as error:
        if "assword" in str(error) or "ncrypt" in str(error):
            raise _encrypted(name) from None
        raise TableUnreadable(
            f"{name}: is no workbook that can be read ({str(error)[:80]}); save it as XLSX or CSV again"
        ) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader gives up on what it did not foresee
            raise
        raise TableUnreadable(f"{name}: is a damaged workbook; save it as XLSX or CSV again") from None


def _encrypted(name: str) -> TableUnreadable:
    return TableUnreadable(f"{name}: is encrypted; save it without a password")


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    """Return the files of the archive that say what its cells are; every one of its files is held to its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MOST_BYTES or len(members) > 10_000:
                raise TableUnreadable(
                    f"{name}: unpacks to more than {_MOST_BYTES // 2**20} MiB; save only the tables, as CSV"
                )
            if any(member.flag_bits & 1 for member in members):
                raise _encrypted(name)
            parts = {member.filename: archive.read(member) for member in members if _is_telling(member.filename)}
            for member in members:
                if member.filename not in parts:
                    archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError):
        raise TableUnreadable(f"{name}: is a damaged workbook or another archive; save it as XLSX again") from None
    except Exception as error:
        if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
            raise
        raise TableUnreadable(f"{name}: is a damaged workbook; save it as XLSX again") from None
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise _encrypted(name)
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & {member.filename for member in members}:
        raise TableUnreadable(f"{name}: is an archive, but no workbook; name an XLSX, XLS, ODS, CSV or TSV file")
    return parts


def _is_telling(part: str) -> bool:
    return part.startswith(("xl/worksheets/", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/")) or part in (
        "content.xml",
        "META-INF/manifest.xml",
    )


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return which file of an XLSX archive holds each sheet."""
    book, relations = (parts.get(f"xl/{part}", b"") for part in ("workbook.xml", "_rels/workbook.xml.rels"))
    targets = {}
    for found in _RELATION.finditer(relations.decode(errors="replace")):
        said = dict(_ATTRIBUTE.findall(found[1]))
        target = unescape(said.get("Target", ""))
        targets[said.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    found_parts = {}
    for found in _SHEET.finditer(book.decode(errors="replace")):
        said = dict(_ATTRIBUTE.findall(found[1]))
        part = targets.get(next((value for key, value in said.items() if key.endswith(":id")), ""), "")
        if part in parts:
            found_parts[unescape(said.get("name", ""))] = part
    return found_parts


def _faults(sheet: bytes, place: str) -> dict[tuple[int, int], str]:
    """Find the cells that hold no value, and refuse a sheet whose cells stand so far apart that none is a table."""
    cells = _CELL.findall(sheet)
    columns = max((_position(column) for column, _ in cells), default=0)
    rows = max((int(row) for _, row in cells), default=0)
    if columns * rows > _MOST_CELLS:
        raise TableUnreadable(
            f"{place}: has cells as far as column {letters(columns)} and row {rows}; delete what stands far right of "
            "the table or far below it"
        )
    faults = dict.fromkeys(((int(row), _position(column)) for column, row in _ERROR.findall(sheet)), _ERROR_CELL)
    uncomputed = ((int(row), _position(column)) for column, row in _UNCOMPUTED.findall(sheet))
    return faults | dict.fromkeys(uncomputed, _UNCOMPUTED_CELL)


def _position(column: bytes) -> int:
    position = 0
    for letter in column:
        position = position * 26 + letter - ord("A") + 1
    return position


def _check_sharing(parts: Mapping[str, bytes], name: str) -> None:
    """Refuse a workbook in which cells share texts so long that there is no room for all of them."""
    lengths = [len(text) for text in _SHARED.findall(parts.get("xl/sharedStrings.xml", b""))]
    sheets = [content for part, content in parts.items() if part.startswith("xl/worksheets/")]
    if not lengths or max(lengths) * sum(content.count(b't="s"') for content in sheets) <= _MOST_BYTES:
        return
    taken = sum(lengths[min(int(at), len(lengths) - 1)] for content in sheets for at in _SHARING.findall(content))
    if taken > _MOST_BYTES:
        raise TableUnreadable(
            f"{name}: its cells hold more than {_MOST_BYTES // 2**20} MiB of text; save only the tables, as CSV"
        )


def _grids(content: bytes, name: str, faults: Mapping[str, Mapping[tuple[int, int], str]]) -> Iterator[Grid]:
    from python_calamine import load_workbook

    book = load_workbook(io.BytesIO(content))
    for sheet_name in book.sheet_names:
        sheet = book.get_sheet_by_name(sheet_name)
        found: dict[tuple[int, int], str] = dict(faults.get(sheet_name, {}))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
            place = f"{letters(left + 1)}{top + 1}:{letters(right + 1)}{bottom + 1}"
            found[top + 1, left + 1] = (
                f"the cells {place} are merged into one; separate them, and write the value into each"
            )
        rows: list[tuple[int, list[Any]]] = []
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            rows.append((number, [_value(cell) for cell in cells]))
        yield Grid(f"{name}:{sheet_name}", sheet_name, rows, found)


def _value(cell: Any) -> Any:
    if isinstance(cell, float):
        return Decimal(f"{cell:.15g}") if isfinite(cell) else str(cell)
    if isinstance(cell, bool | date):
        return cell
    if isinstance(cell, int):
        return Decimal(cell)
    text = str(cell)
    return text if text.strip() else None
