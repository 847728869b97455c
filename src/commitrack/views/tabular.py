"""Tables for other programs: CSV and TSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from commitrack.views.clean import clean
from commitrack.views.rows.column import Column, Of
from commitrack.words.format import plain_amount

DELIMITERS: Mapping[str, str] = {"csv": ",", "tsv": "\t"}

_FORMULA = ("=", "+", "-", "@")


def separated(columns: Sequence[Column[Of]], things: Iterable[Of], form: str) -> str:
    """Write one line for each thing as ``csv`` or ``tsv``, below a line of the columns' names.

    It is as RFC 4180 has it but for plain line feeds.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=DELIMITERS[form], lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for thing in things:
        writer.writerow([_cell(column.cell(thing)) for column in columns])
    return file.getvalue()


def _cell(value: object) -> str:
    """Write a cell that a spreadsheet shows and never runs: an apostrophe stands before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_amount(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    text = clean("; ".join(value) if isinstance(value, tuple) else str(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False
