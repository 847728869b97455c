"""Tables for other programs: CSV and TSV."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from commitrack.views.clean import clean, is_clean
from commitrack.views.rows.column import Column, Of, are_one, by_column
from commitrack.words.format import dates, plain_amount

if TYPE_CHECKING:
    from commitrack.views.rows.tables import Table

DELIMITERS: Mapping[str, str] = {"csv": ",", "tsv": "\t"}

_AT_ONCE = 256
"""So many lines are written column by column: what they are made of stays in the processor's own memory."""

_QUOTED_EXACTLY = r'[,;\t"\r\n\0]|^\s|\s$'

_DELIMITING = ',;\t"'
"""Characters that put a cell in quotes: some spreadsheets take another delimiter than the file has."""

_FORMULA = "=+-@＝＋－＠"
"""Each of them begins what looks like a formula: in a text, or after what may be taken for a delimiter."""

_BEGINNING = frozenset(f" {_FORMULA}")
"""A text that begins with none of them, and has nothing in it that delimits, needs no quotes and is no formula."""


def separated(columns: Sequence[Column[Of]], things: Iterable[Of], form: str) -> str:
    """Write one line for each thing as ``csv`` or ``tsv``, below a line of the columns' names.

    It is as RFC 4180 has it but for plain line feeds.
    """
    return "\n".join([header(columns, form), *lines(columns, things, form), ""])


def header(columns: Sequence[Column[Of]], form: str) -> str:
    """Write the line of the columns' names."""
    return DELIMITERS[form].join(column.name for column in columns)


def lines(columns: Sequence[Column[Of]], things: Iterable[Of], form: str) -> list[str]:
    """Write one line for each thing; those that follow each other take less time where they are much alike."""
    delimiter, written, waiting = DELIMITERS[form], list[str](), iter(things)
    while block := list(islice(waiting, _AT_ONCE)):
        cells: list[Sequence[str]] = []
        for same, found in groupby(by_column(columns, block), are_one):
            if same:
                cells.append([delimiter.join(_cell(values[0]) for values in found)] * len(block))
            else:
                cells += map(_cells, found)
        written += map(delimiter.join, zip(*cells, strict=True))
    return written


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
    return '"{}"'.format(cell.replace('"', '""')) if re.search(_QUOTED_EXACTLY, cell) else cell


def _cells(values: Sequence[Any]) -> Sequence[str]:
    """Write the cells of a column, which most often has values of one type."""
    types = set(map(type, values))
    if type(None) in types:
        written = iter(_cells([value for value in values if value is not None]))
        return ["" if value is None else next(written) for value in values]
    if types == {str}:
        return _texts(values)
    if types in ({date}, {datetime}):
        return dates(values)
    if types == {Decimal}:
        return _amounts(values)
    return list(map(_cell, values))


def _texts(texts: Sequence[str]) -> Sequence[str]:
    """Write the cells of a column of texts: all as they stand where nothing in any needs a closer look."""
    joined = " ".join(texts)
    if is_clean(joined) and not _is_quoted(joined) and not _begins_formula(joined, texts):
        return texts
    return list(map(_text, texts))


def _begins_formula(joined: str, texts: Sequence[str]) -> bool:
    """Say whether any of some texts may begin what looks like a formula."""
    return any(mark in joined for mark in _FORMULA) and not _BEGINNING.isdisjoint({text[:1] for text in texts})


def _amounts(amounts: Sequence[Decimal]) -> list[str]:
    """Write the cells of a column of amounts: a power of ten in one is rare, and written out."""
    texts = list(map(str, amounts))
    return list(map(plain_amount, amounts)) if "E" in "".join(texts) else texts


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return plain_amount(value)
    if isinstance(value, datetime):
        return _moment(value)
    return _text("; ".join(value) if isinstance(value, tuple) else str(value))


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    cell = _inert(clean(text))
    return '"{}"'.format(cell.replace('"', '""')) if _is_quoted(cell) else cell


def _is_quoted(text: str) -> bool:
    return any(mark in text for mark in _DELIMITING)


def _inert(text: str) -> str:
    """Write text that a spreadsheet shows and never runs: an apostrophe stands before what looks like a formula.

    So it does after what another spreadsheet may take for the delimiter, where quotes do not help.
    """
    if not any(mark in text for mark in _FORMULA) or _is_number(text):
        return text
    for delimiter in ",;":
        text = delimiter.join(
            f"'{part}" if part.lstrip(' "').startswith(tuple(_FORMULA)) else part for part in text.split(delimiter)
        )
    return text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False
