"""``commitrack report``: a page to publish."""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, assert_never

from commitrack.actions.open import open_all, spare_ledger
from commitrack.cli.declare import option
from commitrack.cli.options import (
    AsOfOption,
    KnownOnOption,
    LedgersOption,
    OutputOption,
    ProgrammesOption,
    date_option,
    judged_on,
)
from commitrack.cli.readers import parse_base, parse_moment
from commitrack.cli.reporting import Reported, Wanted, compose, since_older
from commitrack.cli.streams import print_written, write_document, write_folder
from commitrack.errors import UsageError
from commitrack.views.terminal.working import working
from commitrack.words.format import count


class ReportFormat(StrEnum):
    """The formats of a report."""

    HTML = "html"
    MARKDOWN = "markdown"


def report(
    output: OutputOption = None,
    form: Annotated[
        ReportFormat, option("--format", help="A page for a website, or text for notes or a README.")
    ] = ReportFormat.HTML,
    programme: ProgrammesOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    generated_at: Annotated[
        datetime | None,
        option(
            "--generated-at",
            metavar="TIME",
            envvar="SOURCE_DATE_EPOCH",
            parser=parse_moment,
            help="When the report was made, for its footer, such as 2026-03-01T09:30Z. Default: now.",
        ),
    ] = None,
    since: Annotated[
        date | None,
        date_option(
            "--since",
            "Tell first what changed since this date. Default: since the older page that it takes the place of.",
        ),
    ] = None,
    site: Annotated[
        Path | None,
        option(
            "--site",
            metavar="FOLDER",
            help="Write a site instead: an index, a page for each promise, its chart, and files for other programs.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        option(
            "--base-url",
            metavar="URL",
            parser=parse_base,
            help="The address that the site will have, for its feed, its sitemap and the cards that others embed.",
        ),
    ] = None,
    ledger: LedgersOption = None,
) -> None:
    """Write a report to publish.

    It is one page with everything in it: it loads nothing from the network, works without scripts, and can be printed.
    With --site it is a folder to put on a web server, which takes the place of an older one as a whole. The same
    ledger, dates and time give the same bytes.
    """
    if site is not None and (output is not None or form is not ReportFormat.HTML):
        raise UsageError("--site writes a folder of pages; leave --output and --format out")
    if base_url is not None and site is None:
        raise UsageError("--base-url is for --site; name its folder, or leave --base-url out")
    if site is None and form is ReportFormat.HTML and output is None and sys.stdout.isatty():
        raise UsageError(
            "the report is a page of HTML, for a browser; write it to a file with '-o report.html', or read it here "
            "with '--format markdown'"
        )
    spare_ledger(output, ledger)
    with working("Making the report"):
        opened = open_all(ledger, known_on)
        day = judged_on(as_of, known_on)
        older = site / "index.html" if site is not None else output if form is ReportFormat.HTML else None
        wanted = Wanted(programme or (), day, known_on, since or since_older(older, day), generated_at)
        reported = compose(opened, wanted)
        if site is not None:
            from commitrack.views.html.site import ALWAYS, Site, belongs

            write_folder(Site(*reported, base_url or "").files(), site, ALWAYS, belongs)
            return
        text = _written(form, reported)
    write_document(text, output)
    print_written(output, count(len(reported.judgements), "promise"), text)


def _written(form: ReportFormat, reported: Reported) -> str:
    match form:
        case ReportFormat.HTML:
            from commitrack.views.html import report as html

            return html.report(*reported)
        case ReportFormat.MARKDOWN:
            from commitrack.views import markdown

            return markdown.report(*reported)
        case _:
            assert_never(form)
