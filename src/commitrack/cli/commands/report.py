"""``commitrack report``: a page to publish."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, assert_never

import typer

from commitrack import __version__
from commitrack.actions.open import check_programme, join_all, open_all, spare_ledger
from commitrack.cli.options import AsOfOption, KnownOnOption, LedgersOption, OutputOption, judged_on
from commitrack.cli.readers import parse_moment
from commitrack.cli.streams import print_written, write_document
from commitrack.errors import UsageError
from commitrack.ledger.model import Ledger
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.views.edition import Edition
from commitrack.views.terminal.working import working
from commitrack.words.format import count


class ReportFormat(StrEnum):
    """The formats of a report."""

    HTML = "html"
    MARKDOWN = "markdown"


def report(
    output: OutputOption = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="A page for a website, or text for notes or a README.")
    ] = ReportFormat.HTML,
    programme: Annotated[
        list[str] | None,
        typer.Option(
            "--programme",
            "--program",
            metavar="ID",
            show_default=False,
            help="Only the commitments of this programme. Repeatable.",
        ),
    ] = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    generated_at: Annotated[
        datetime | None,
        typer.Option(
            "--generated-at",
            metavar="TIME",
            envvar="SOURCE_DATE_EPOCH",
            parser=parse_moment,
            show_default=False,
            help="When the report was made, for its footer, such as 2026-03-01T09:30Z. Default: now.",
        ),
    ] = None,
    ledger: LedgersOption = None,
) -> None:
    """Write a report to publish.

    It is one page with everything in it: it loads nothing from the network, works without scripts, and can be printed.
    The same ledger, date and time give the same bytes.
    """
    from hashlib import sha256

    if form is ReportFormat.HTML and output is None and sys.stdout.isatty():
        raise UsageError(
            "the report is a page of HTML, for a browser; write it to a file with '-o report.html', or read it here "
            "with '--format markdown'"
        )
    spare_ledger(output, ledger)
    with working("Making the report"):
        opened = open_all(ledger, known_on)
        read = join_all(opened)
        for name in programme or ():
            check_programme(read, name)
        day = judged_on(as_of, known_on)
        judgements = {
            key: judge(read, key, day)
            for key, commitment in read.commitments.items()
            if not programme or commitment.programme in programme
        }
        edition = Edition(
            as_of=day,
            known_on=known_on,
            generated_at=generated_at or datetime.now(UTC),
            digest=", ".join(sha256(one.content).hexdigest() for one in opened),
            version=__version__,
        )
        text = _written(form, read, judgements, edition)
    write_document(text, output)
    print_written(output, count(len(judgements), "promise"), text)


def _written(form: ReportFormat, ledger: Ledger, judgements: dict[str, Judgement], edition: Edition) -> str:
    match form:
        case ReportFormat.HTML:
            from commitrack.views.html import report as html

            return html.report(ledger, judgements, edition)
        case ReportFormat.MARKDOWN:
            from commitrack.views import markdown

            return markdown.report(ledger, judgements, edition)
        case _:
            assert_never(form)
