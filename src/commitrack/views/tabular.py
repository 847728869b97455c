"""Tables for other programs: CSV, TSV and Markdown, made from the rows of the JSON contract."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from commitrack.views.clean import clean
from commitrack.words.phrases import amount, label, plain_amount


@dataclass(frozen=True, slots=True)
class Layout:
    """Which keys of a row of the JSON contract a table shows, in its order."""

    columns: Sequence[str]
    """In CSV and TSV: the keys that fit into a cell. Lists are joined by semicolons."""
    headings: Mapping[str, str]
    """In Markdown: key and heading of what fits on a page."""


LISTING = Layout(
    columns=(
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
    ),
    headings={
        "title": "Commitment",
        "actual": "Actual",
        "target": "Target",
        "unit": "Unit",
        "due": "Due",
        "status": "Status",
        "last_evidence": "Last evidence",
    },
)

LOG = Layout(
    columns=(
        "date",
        "commitment",
        "title",
        "programme",
        "kind",
        "unit",
        "id",
        "claim",
        "add",
        "total",
        "grant",
        "until",
        "withdraw",
        "status",
        "target",
        "due",
        "corrects",
        "running",
        "running_target",
        "period_start",
        "period_end",
        "fate",
        "corrected_by",
        "source",
        "archive",
        "quote",
        "publisher",
        "published",
        "by",
        "note",
        "recorded",
    ),
    headings={
        "date": "Date",
        "commitment": "Commitment",
        "said": "Update",
        "fate": "Fate",
        "running": "Figure so far",
        "running_target": "Target",
        "unit": "Unit",
        "source": "Source",
    },
)

_NUMBERS = frozenset({"actual", "target", "running", "running_target"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(layout: Layout, rows: Iterable[Mapping[str, Any]], form: str) -> str:
    """Write rows as ``csv``, ``tsv`` or ``markdown``."""
    if form == "markdown":
        return markdown(layout, rows)
    return separated(layout, rows, "," if form == "csv" else "\t")


def separated(layout: Layout, rows: Iterable[Mapping[str, Any]], delimiter: str) -> str:
    """Write one line per row, with a header line, as RFC 4180 has it but for plain line feeds."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(layout.columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in layout.columns])
    return file.getvalue()


def markdown(layout: Layout, rows: Iterable[Mapping[str, Any]]) -> str:
    """Write a table as GitHub-flavoured Markdown has it, for a story's notes or a forge's README."""
    lines = [_markdown_row(list(layout.headings.values()))]
    lines.append("|" + "|".join(" ---: " if name in _NUMBERS else " --- " for name in layout.headings) + "|")
    lines += [_markdown_row([_markdown_cell(row, name) for name in layout.headings]) for row in rows]
    return "\n".join(lines) + "\n"


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


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _markdown_cell(cells: Mapping[str, Any], name: str) -> str:
    value = cells[name]
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return amount(value)
    return escape_markdown(label(value) if name == "status" else str(value))


def escape_markdown(text: str) -> str:
    """Write text that Markdown shows as it is, on one line and within its table cell."""
    text = clean(text)
    for character in "\\`*_[]<>|~#&":
        text = text.replace(character, f"\\{character}")
    return text
