"""Tables for other programs: CSV and TSV."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from commitrack.views.clean import clean
from commitrack.views.rows.column import Column, Of
from commitrack.words.format import plain_amount

if TYPE_CHECKING:
    from commitrack.views.rows.tables import Table

DELIMITERS: Mapping[str, str] = {"csv": ",", "tsv": "\t"}

_QUOTED = re.compile(r'[,;\t"]')
"""Characters that put a cell in quotes: some spreadsheets take another delimiter than the file has."""

_QUOTED_EXACTLY = re.compile(r'[,;\t"\r\n\0]|^\s|\s$')

_AFTER_DELIMITER = re.compile(r"(?<=[,;])")
_FORMULA = tuple("=+-@＝＋－＠")


def separated(columns: Sequence[Column[Of]], things: Iterable[Of], form: str) -> str:
    """Write one line for each thing as ``csv`` or ``tsv``, below a line of the columns' names.

    It is as RFC 4180 has it but for plain line feeds.
    """
    delimiter = DELIMITERS[form]
    lines = [delimiter.join(column.name for column in columns)]
    lines += [delimiter.join(_quoted(_cell(column.cell(thing))) for column in columns) for thing in things]
    return "".join(f"{line}\n" for line in lines)


def table(content: "Table", form: str) -> str:
    """Write a table of the ledger as ``csv`` or ``tsv``, so that it can be read back: every text stands as it is.

    Only an apostrophe is put before what looks like a formula. Reading takes it off again.
    """
    from commitrack.ledger.tables.cells import guarded

    delimiter = DELIMITERS[form]
    lines = [delimiter.join(column.name for column in content.columns)]
    for values in content.rows:
        cells = (_exact(guarded(column.text(values.get(column.name)))) for column in content.columns)
        lines.append(delimiter.join(cells))
    return "".join(f"{line}\n" for line in lines)


def _exact(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED_EXACTLY.search(cell) else cell


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED.search(cell) else cell


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_amount(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return _inert(clean("; ".join(value) if isinstance(value, tuple) else str(value)))


def _inert(text: str) -> str:
    """Write text that a spreadsheet shows and never runs: an apostrophe stands before what looks like a formula.

    So it does after what another spreadsheet may take for the delimiter, where quotes do not help.
    """
    parts = _AFTER_DELIMITER.split(text)
    inert = "".join(f"'{part}" if part.lstrip(' "').startswith(_FORMULA) else part for part in parts)
    return text if inert == text or _is_number(text) else inert


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False
