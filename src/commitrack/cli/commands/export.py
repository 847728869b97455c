"""``commitrack export``: every figure, for other people's programs."""

from enum import StrEnum
from typing import Annotated, assert_never

import typer

from commitrack.actions.open import check_programme, choose, load, spare_ledger
from commitrack.cli.options import AsOfOption, KnownOnOption, LedgerOption, OutputOption, ProgrammeOption, judged_on
from commitrack.cli.streams import write_document


class FiguresFormat(StrEnum):
    """The formats of figures."""

    CSV = "csv"
    JSONL = "jsonl"


def export(
    commitment_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", show_default=False, help="The commitments' ids. Default: all."),
    ] = None,
    programme: ProgrammeOption = None,
    form: Annotated[
        FiguresFormat, typer.Option("--format", help="CSV, or JSON Lines: an object on each line.")
    ] = FiguresFormat.CSV,
    output: OutputOption = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Write the meaning of the columns instead, as a Frictionless Table Schema.")
    ] = False,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write every figure with its unit, period and source.

    The oldest come first. Each row is one figure: an amount, or a member that is in force from then on or no longer
    is. Corrected figures stay, marked with what corrected them.
    """
    from commitrack.progress.log import chronicle
    from commitrack.views import json, tabular
    from commitrack.views.rows.export import EXPORT, exported

    spare_ledger(output, ledger)

    if schema:
        write_document(json.export_schema(), output)
        return
    read = load(ledger, known_on)
    check_programme(read, programme)
    chosen = {key: choose(read, key) for key in commitment_ids or read.commitments}
    if programme is not None:
        chosen = {key: commitment for key, commitment in chosen.items() if commitment.programme == programme}
    figures = exported(reversed(chronicle(chosen.items(), judged_on(as_of, known_on))))
    match form:
        case FiguresFormat.JSONL:
            write_document(json.export_lines(figures), output)
        case FiguresFormat.CSV:
            write_document(tabular.separated(EXPORT, figures, form.value), output)
        case _:
            assert_never(form)
