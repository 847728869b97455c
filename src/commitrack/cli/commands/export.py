"""``commitrack export``: every figure for other people's programs, and the whole ledger as tables."""

import sys
from datetime import date
from enum import StrEnum
from typing import Annotated, assert_never

from commitrack.actions.open import check_programme, choose, load_all, spare_ledger
from commitrack.cli.declare import argument, option
from commitrack.cli.options import AsOfOption, KnownOnOption, LedgersOption, OutputOption, ProgrammeOption, judged_on
from commitrack.cli.streams import print_source, print_written, write_document
from commitrack.errors import UsageError
from commitrack.ledger.model import AnyCommitment, Ledger
from commitrack.views.terminal.working import working
from commitrack.words.format import count

_BOM = "\ufeff"


class ExportFormat(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    XLSX = "xlsx"


class ExportTable(StrEnum):
    """The tables of a ledger."""

    COMMITMENTS = "commitments"
    UPDATES = "updates"


def export(
    commitment_ids: Annotated[
        list[str] | None,
        argument(metavar="[ID]...", help="The commitments' ids. Default: all."),
    ] = None,
    programme: ProgrammeOption = None,
    form: Annotated[
        ExportFormat,
        option(
            "--format",
            help="CSV, TSV, JSON Lines (an object on each line), or a workbook of both tables, which -o names.",
        ),
    ] = ExportFormat.CSV,
    table: Annotated[
        ExportTable | None,
        option(
            "--table",
            help="Write this table of the ledger instead, with a column for each field; 'import' reads it again.",
        ),
    ] = None,
    output: OutputOption = None,
    bom: Annotated[
        bool, option("--bom", help="Begin CSV or TSV with a byte-order mark, which old versions of Excel need.")
    ] = False,
    schema: Annotated[
        bool, option("--schema", help="Write the meaning of the columns instead, as a Frictionless Table Schema.")
    ] = False,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgersOption = None,
) -> None:
    """Write every figure with its source, or the ledger as tables.

    The oldest figures come first. Each row is one figure: an amount, or a member that is in force from then on or no
    longer is. Corrected figures stay, marked with what corrected them. --table and --format xlsx write all that the
    ledger holds instead, for a spreadsheet whose new rows 'commitrack import' adds.
    """
    spare_ledger(output, ledger)
    is_whole = table is not None or form is ExportFormat.XLSX
    if bom and form not in (ExportFormat.CSV, ExportFormat.TSV):
        raise UsageError("--bom is for CSV and TSV; leave it out")
    if schema:
        if is_whole:
            raise UsageError("--schema tells of the figures' columns; leave --table and --format xlsx out")
        from commitrack.views import json

        write_document(json.export_schema(), output)
        return
    if is_whole and as_of is not None:
        raise UsageError("the tables have every update, whatever its date; leave --as-of out, or use --known-on")
    if form is ExportFormat.XLSX and table is not None:
        raise UsageError("a workbook has both tables; leave --table out")
    if form is ExportFormat.XLSX and output is None and sys.stdout.isatty():
        raise UsageError("a workbook is not for the terminal; name a file with -o FILE")
    with working("Exporting"):
        read = load_all(ledger, known_on)
        check_programme(read, programme)
        chosen = {key: choose(read, key) for key in commitment_ids or read.commitments}
        if programme is not None:
            chosen = {key: commitment for key, commitment in chosen.items() if commitment.programme == programme}
        content: str | bytes
        if form is ExportFormat.XLSX:
            content = _workbook(read, chosen)
        else:
            content = (_BOM if bom else "") + (
                _table(read, chosen, table, form) if table else _figures(chosen, judged_on(as_of, known_on), form)
            )
    if table and output is None and isinstance(content, str):
        print_source(content)
    else:
        write_document(content, output)
    print_written(output, count(len(chosen), "commitment"), content)


def _workbook(ledger: Ledger, chosen: dict[str, AnyCommitment]) -> bytes:
    from commitrack.views.rows.tables import table
    from commitrack.views.workbook import workbook

    return workbook([table(name.value, chosen.items(), ledger.programmes) for name in ExportTable])


def _table(ledger: Ledger, chosen: dict[str, AnyCommitment], name: ExportTable, form: ExportFormat) -> str:
    from commitrack.views import json, tabular
    from commitrack.views.rows.tables import table

    content = table(name.value, chosen.items(), ledger.programmes)
    return json.table_lines(content) if form is ExportFormat.JSONL else tabular.table(content, form.value)


def _figures(chosen: dict[str, AnyCommitment], day: date, form: ExportFormat) -> str:
    from commitrack.progress.log import chronicle
    from commitrack.views import json, tabular
    from commitrack.views.rows.export import EXPORT, exported

    figures = exported(reversed(chronicle(chosen.items(), day)))
    match form:
        case ExportFormat.JSONL:
            return json.export_lines(figures)
        case ExportFormat.CSV | ExportFormat.TSV:
            return tabular.separated(EXPORT, figures, form.value)
        case ExportFormat.XLSX:
            raise AssertionError("a workbook has tables")
        case _:
            assert_never(form)
