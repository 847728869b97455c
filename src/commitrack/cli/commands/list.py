"""``commitrack list``: every commitment, judged."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, assert_never

import typer

from commitrack.actions.open import check_programme, load
from commitrack.cli.options import (
    AsOfOption,
    Format,
    KindOption,
    KnownOnOption,
    LedgerOption,
    ProgrammeOption,
    judged_on,
)
from commitrack.cli.readers import parse_status
from commitrack.cli.streams import print_document
from commitrack.ledger.model import Ledger
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.progress.names import has_words
from commitrack.progress.states import STATUSES


class Sort(StrEnum):
    """By what a list is sorted."""

    LEDGER = "ledger"
    TITLE = "title"
    DUE = "due"
    STATUS = "status"
    PROGRESS = "progress"
    EVIDENCE = "evidence"


def list_commitments(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]...",
            show_default=False,
            help="Words that the id, title, tags, quote or description must contain, all of them.",
        ),
    ] = None,
    programme: ProgrammeOption = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            parser=parse_status,
            show_default=False,
            help="Only those with this status. Repeatable.",
        ),
    ] = None,
    kind: KindOption = None,
    sort: Annotated[
        Sort, typer.Option("--sort", help="The order: as in the ledger, or in one list by title, due date and so on.")
    ] = Sort.LEDGER,
    output: Annotated[Format, typer.Option("--format", help="The format of the list.")] = Format.TABLE,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List the commitments with their progress and status."""
    read = load(ledger, known_on)
    day = judged_on(as_of, known_on)
    check_programme(read, programme)
    judgements = {
        key: judgement
        for key, commitment in read.commitments.items()
        if programme in (None, commitment.programme) and kind in (None, commitment.kind)
        if has_words(key, commitment, text or ())
        if (judgement := judge(read, key, day)) and (not status or judgement.status in status)
    }
    if sort is not Sort.LEDGER:
        judgements = dict(sorted(judgements.items(), key=lambda item: _ORDERS[sort](item[1])))
    _print(read, judgements, (day, known_on), output, grouped=sort is Sort.LEDGER)


_RANKS: dict[str, int] = {name: rank for rank, name in enumerate(STATUSES)}

_ORDERS: dict[Sort, Callable[[Judgement], tuple[bool, object]]] = {
    Sort.TITLE: lambda judgement: (False, judgement.commitment.title.casefold()),
    Sort.DUE: lambda judgement: (judgement.due is None, judgement.due),
    Sort.STATUS: lambda judgement: (False, _RANKS[judgement.status]),
    Sort.PROGRESS: lambda judgement: (judgement.percent is None, judgement.percent),
    Sort.EVIDENCE: lambda judgement: (judgement.last_evidence is None, judgement.last_evidence),
}
"""Absent values come last; of evidence and progress, the oldest and the least come first."""


def _print(
    ledger: Ledger,
    judgements: dict[str, Judgement],
    dates: tuple[date, date | None],
    output: Format,
    *,
    grouped: bool,
) -> None:
    if output is Format.TABLE:
        from commitrack.views.terminal.list import print_list

        print_list(ledger, judgements, *dates, grouped=grouped, total=len(ledger.commitments))
        return
    from commitrack.views import json, markdown, tabular
    from commitrack.views.rows.list import LIST, Judged

    judged = [Judged(*one) for one in judgements.items()]
    match output:
        case Format.JSON:
            print_document(json.listing(ledger.about, judgements, *dates))
        case Format.MARKDOWN:
            print_document(markdown.table(LIST.on_page, judged))
        case Format.CSV | Format.TSV:
            print_document(tabular.separated(LIST.in_cells, judged, output.value))
        case _:
            assert_never(output)
