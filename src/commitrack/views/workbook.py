"""The two tables of a ledger as a workbook for spreadsheets, which can be imported again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from commitrack.errors import UsageError
from commitrack.ledger.fields import bare
from commitrack.ledger.tables.cells import guarded
from commitrack.ledger.tables.columns import NOTES
from commitrack.views.rows.tables import Heading, Table

_MOST_ROWS = 1_048_576
_LONGEST = 32_767
"""Characters that a cell holds."""

_MOST_DIGITS = 15
"""Digits that a spreadsheet keeps of a number."""

_FIRST_DATE = date(1900, 3, 1)
"""The first date that every spreadsheet counts alike."""

_MADE = datetime(2000, 1, 1)  # the same for every workbook: the same ledger makes the same file
_NARROWEST, _WIDEST = 6, 50
_PICKED_ROWS = 5_000
"""Rows below the last one in which words can still be picked from a list."""

_READ_ME = (
    "This workbook holds a ledger of commitrack.",
    "",
    "The sheet “commitments” has a row for each promise, the sheet “updates” one for each dated entry in the history "
    "of one. Each heading has a note that says what the column is for.",
    "To add something, write a new row below the last one. An update needs a commitment, a date and one claim: an "
    "amount in add, total or level, a verdict in status, and so on. Leave its id empty: it gets one.",
    "Dates are dates, amounts are plain numbers, and a cell stays empty where nothing is known.",
    "Several names stand in one cell with semicolons between them; several sources stand on lines of their own.",
    "Nothing is deleted and nothing is overwritten: a row that is removed here stays in the ledger.",
    "To bring the new rows into the ledger, save this file and run",
    "    commitrack import FILE --dry-run",
    "which says what would be added; without --dry-run it is added.",
)


def workbook(tables: Sequence[Table]) -> bytes:
    """Write tables as an XLSX workbook, each on a sheet of its name, and a sheet that says how to fill them in.

    Raises :class:`~commitrack.errors.UsageError` where a sheet or a cell has no room for them.
    """
    from xlsxwriter import Workbook

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        book.set_properties({"created": _MADE})
        formats = {
            "heading": book.add_format({"bold": True, "bottom": 1}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"num_format": "@"}),
            "number": None,
            "prose": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for table in tables:
            _write_table(book.add_worksheet(table.name), table, formats)
        notes = book.add_worksheet(NOTES)
        notes.set_column(0, 0, 100, formats["prose"])
        for number, line in enumerate(_READ_ME):
            notes.write_string(number, 0, line)
    return content.getvalue()


def _write_table(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    if len(table.rows) >= _MOST_ROWS:
        raise UsageError(f"{len(table.rows):,} {table.name} are more rows than a sheet has; write --format csv")
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(table.columns):
        kind = _kind(column)
        sheet.write_string(0, index, column.name, formats["heading"])
        sheet.write_comment(0, index, _note(column), {"x_scale": 2})
        texts = (column.text(values[column.name]) for values in table.rows if column.name in values)
        sheet.set_column(index, index, _width(column.name, texts), formats[kind])
        if choices := column.declared.choices:
            picked = {"validate": "list", "source": list(choices), "error_type": "information"}
            sheet.data_validation(1, index, min(len(table.rows) + _PICKED_ROWS, _MOST_ROWS - 1), index, picked)
        for number, values in enumerate(table.rows, start=1):
            if column.name in values:
                _write(sheet, (number, index), values[column.name], column, formats)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Any, place: tuple[int, int], value: Any, column: Heading, formats: dict[str, Any]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, Decimal | int) and _is_kept(value):
        sheet.write_number(*place, value)
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DATE:
        sheet.write_datetime(*place, value, formats["date"])
    elif text := guarded(column.text(value), runs=False):
        if len(text.encode("utf-16-le")) // 2 > _LONGEST:
            raise UsageError(
                f"row {place[0] + 1}, {column.name}: has more than {_LONGEST:,} characters, which no cell holds; "
                "write --format csv"
            )
        sheet.write_string(*place, text, formats["text"])


def _is_kept(number: Decimal | int) -> bool:
    """Say whether a spreadsheet keeps every digit of a number."""
    return len(Decimal(number).normalize().as_tuple().digits) <= _MOST_DIGITS


def _kind(column: Heading) -> str:
    plain = bare(column.declared.type)
    return "date" if plain is date else "number" if plain in (Decimal, int, bool) else "text"


def _note(column: Heading) -> str:
    needed = " Needed." if column.declared.needed else ""
    return f"{column.declared.meaning}{needed}"


def _width(name: str, texts: Iterable[str]) -> int:
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(len(name) + 2, longest + 1, _NARROWEST), _WIDEST)
