"""``commitrack agenda``: what needs whoever looks after the commitments."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, assert_never

from commitrack.actions.open import join_all, open_all, spare_ledger
from commitrack.cli.declare import option
from commitrack.cli.options import AsOfOption, LedgersOption, OutputOption, ProgrammesOption
from commitrack.cli.readers import parse_days, parse_text
from commitrack.cli.streams import print_written, write_document
from commitrack.errors import UsageError


class AgendaFormat(StrEnum):
    """The formats of an agenda."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    ICS = "ics"


def agenda(
    owner: Annotated[
        list[str] | None,
        option(
            "--owner",
            metavar="NAME",
            parser=parse_text,
            help="Only the commitments of this owner. Repeatable.",
        ),
    ] = None,
    programme: ProgrammesOption = None,
    within: Annotated[
        int | None,
        option(
            "--within",
            metavar="TIME",
            parser=parse_days,
            help="How far ahead to look: 90d, 12w or 6m. Default: 90 days.",
        ),
    ] = None,
    form: Annotated[
        AgendaFormat, option("--format", help="The format; ics is a calendar, for calendar programs.")
    ] = AgendaFormat.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    ledger: LedgersOption = None,
) -> None:
    """List what needs somebody, most urgent first.

    Each line has the command that settles it. On the agenda is what is overdue, figures that contradict each other, the
    dates of the next 90 days (figures that are awaited, members that run out, ends and milestones), and what nobody has
    looked at for longer than the ledger's stale_after.
    """
    from commitrack.actions import agenda as asking
    from commitrack.progress.agenda import WITHIN

    if form is AgendaFormat.TABLE and output is not None:
        raise UsageError("--output writes a document; choose its --format: json, csv, tsv, markdown or ics")
    spare_ledger(output, ledger)
    opened = open_all(ledger)
    read = join_all(opened)
    day = as_of or date.today()
    wanted = asking.Wanted(owners=owner or (), programmes=programme or (), within=WITHIN if within is None else within)
    items = asking.agenda([(str(one.path) if ledger else "", one.ledger) for one in opened], wanted, day)
    if form is AgendaFormat.TABLE:
        from commitrack.views.terminal.agenda import Agenda, print_agenda

        print_agenda(read, Agenda(items, day, wanted.within, wanted.sought))
        return
    from commitrack.views.rows.agenda import AGENDA

    match form:
        case AgendaFormat.JSON:
            from commitrack.views import json

            until = day + timedelta(days=min(wanted.within, (date.max - day).days))
            text = json.agenda(read.about, items, day, until)
        case AgendaFormat.MARKDOWN:
            from commitrack.views import markdown

            text = markdown.table(AGENDA.on_page, items)
        case AgendaFormat.CSV | AgendaFormat.TSV:
            from commitrack.views import tabular

            text = tabular.separated(AGENDA.in_cells, items, form.value)
        case AgendaFormat.ICS:
            from commitrack.views import calendar

            text = calendar.calendar(read.about.title, items, day)
        case _:
            assert_never(form)
    write_document(text, output)
    print_written(output, f"{len(items):,} to look after", text)
