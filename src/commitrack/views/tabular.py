"""Tables for other programs: CSV, TSV and Markdown, made from the rows of the JSON contract."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from commitrack.progress.judgement import Judgement
from commitrack.progress.wording import amount, label, plain_amount
from commitrack.views.clean import clean
from commitrack.views.json import row

COLUMNS = (
    "id",
    "title",
    "programme",
    "kind",
    "unit",
    "start",
    "due",
    "target",
    "original_target",
    "original_due",
    "baseline",
    "actual",
    "percent",
    "expected",
    "gap",
    "state",
    "verdict",
    "status",
    "last_figure",
    "last_evidence",
    "updates",
    "expires",
    "assumed",
    "source",
    "explanation",
)
"""The keys of the JSON contract that fit into a cell, in its order; ``assumed`` is joined by spaces."""

_MARKDOWN_COLUMNS = {
    "title": "Commitment",
    "actual": "Actual",
    "target": "Target",
    "unit": "Unit",
    "due": "Due",
    "status": "Status",
    "last_evidence": "Last evidence",
}

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def separated(judgements: Mapping[str, Judgement], delimiter: str) -> str:
    """Write one line per commitment, with a header line, as RFC 4180 has it but for plain line feeds."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key, judgement in judgements.items():
        cells = row(key, judgement)
        writer.writerow([_cell(cells[name]) for name in COLUMNS])
    return file.getvalue()


def markdown(judgements: Mapping[str, Judgement]) -> str:
    """Write a table as GitHub-flavoured Markdown has it, for a story's notes or a forge's README."""
    rows: Iterable[dict[str, Any]] = (row(key, judgement) for key, judgement in judgements.items())
    lines = [_markdown_row(list(_MARKDOWN_COLUMNS.values()))]
    lines.append("|" + "|".join(" ---: " if n in ("actual", "target") else " --- " for n in _MARKDOWN_COLUMNS) + "|")
    lines += [_markdown_row([_markdown_cell(cells, name) for name in _MARKDOWN_COLUMNS]) for cells in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    """Write a cell that a spreadsheet shows and never runs: an apostrophe stands before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_amount(value)
    if isinstance(value, tuple):
        return " ".join(value)
    text = clean(str(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _markdown_cell(cells: Mapping[str, Any], name: str) -> str:
    value = cells[name]
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return amount(value)
    text = clean(label(value) if name == "status" else str(value))
    for character in "\\`*_[]<>|~#&":
        text = text.replace(character, f"\\{character}")
    return text
