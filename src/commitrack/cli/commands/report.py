"""``commitrack report``: a page to publish."""

import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, assert_never

import typer

from commitrack import __version__
from commitrack.actions.open import check_programme, join_all, open_all, spare_ledger
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
from commitrack.cli.streams import print_written, write_document, write_folder
from commitrack.errors import UsageError
from commitrack.ledger.model import Ledger
from commitrack.progress.changes import Comparison, Side
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
    programme: ProgrammesOption = None,
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
    since: Annotated[
        date | None, date_option("--since", "Tell first what changed since this date, such as that of the last report.")
    ] = None,
    site: Annotated[
        Path | None,
        typer.Option(
            "--site",
            metavar="FOLDER",
            show_default=False,
            help="Write a site instead: an index, a page for each promise, its chart, and files for other programs.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            parser=parse_base,
            show_default=False,
            help="The address that the site will have, for its feed, its sitemap and the cards that others embed.",
        ),
    ] = None,
    ledger: LedgersOption = None,
) -> None:
    """Write a report to publish.

    It is one page with everything in it: it loads nothing from the network, works without scripts, and can be printed.
    With --site it is a folder to put on a web server, which takes the place of an older one as a whole. The same
    ledger, date and time give the same bytes.
    """
    from hashlib import sha256

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
        read = join_all(opened)
        for name in programme or ():
            check_programme(read, name)
        day = judged_on(as_of, known_on)
        if since is not None and since > day:
            raise UsageError(f"--since {since} is after {day}, the date of the report; name an earlier date")
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
        changes = _changes(read, judgements, since, edition) if since else None
        if site is not None:
            from commitrack.views.html.site import site as pages

            write_folder(pages(read, judgements, edition, changes, base_url or ""), site, "datapackage.json")
            return
        text = _written(form, read, judgements, edition, changes)
    write_document(text, output)
    print_written(output, count(len(judgements), "promise"), text)


def _changes(ledger: Ledger, judgements: dict[str, Judgement], since: date, edition: Edition) -> Comparison:
    """Compare the promises with themselves on an earlier date."""
    from commitrack.progress.diff import compare

    earlier = {key: judge(ledger, key, since) for key in judgements}
    return compare(
        Side(str(since), ledger, since, earlier, edition.known_on),
        Side(str(edition.as_of), ledger, edition.as_of, judgements, edition.known_on),
    )


def _written(
    form: ReportFormat,
    ledger: Ledger,
    judgements: dict[str, Judgement],
    edition: Edition,
    changes: Comparison | None,
) -> str:
    match form:
        case ReportFormat.HTML:
            from commitrack.views.html import report as html

            return html.report(ledger, judgements, edition, changes)
        case ReportFormat.MARKDOWN:
            from commitrack.views import markdown

            return markdown.report(ledger, judgements, edition)
        case _:
            assert_never(form)
