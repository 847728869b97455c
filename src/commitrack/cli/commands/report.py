"""``commitrack report``: a page to publish."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, assert_never

import typer

from commitrack import __version__
from commitrack.actions.open import check_programme, locate, spare_ledger
from commitrack.cli.options import AsOfOption, KnownOnOption, LedgerOption, OutputOption, date_option, judged_on
from commitrack.cli.readers import parse_base, parse_moment
from commitrack.cli.streams import write_document, write_folder
from commitrack.errors import UsageError
from commitrack.ledger import store
from commitrack.ledger.parse import parse
from commitrack.progress.changes import Side
from commitrack.progress.diff import compare
from commitrack.progress.history import known
from commitrack.progress.judge import judge


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
    ledger: LedgerOption = None,
) -> None:
    """Write a report to publish.

    It is one page with everything in it: it loads nothing from the network, works without scripts, and can be printed.
    With --site it is a folder to put on a web server, which takes the place of an older one as a whole. The same
    ledger, date and time give the same bytes.
    """
    from hashlib import sha256

    from commitrack.views.edition import Edition

    if site is not None and (output is not None or form is not ReportFormat.HTML):
        raise UsageError("--site writes a folder of pages; leave --output and --format out")
    if base_url is not None and site is None:
        raise UsageError("--base-url is for --site; name its folder, or leave --base-url out")
    spare_ledger(output, ledger)
    path = locate(ledger)
    content = store.read_bytes(path)
    read = known(parse(store.text_of(content, path), str(path)).ledger, known_on)
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
        digest=sha256(content).hexdigest(),
        version=__version__,
    )
    changes = None
    if since is not None:
        earlier = {key: judge(read, key, since) for key in judgements}
        changes = compare(
            Side(str(since), read, since, earlier, known_on), Side(str(day), read, day, judgements, known_on)
        )
    if site is not None:
        from commitrack.views.html.site import site as pages

        write_folder(pages(read, judgements, edition, changes, base_url or ""), site, "datapackage.json")
        return
    match form:
        case ReportFormat.HTML:
            from commitrack.views.html import report as html

            write_document(html.report(read, judgements, edition, changes), output)
        case ReportFormat.MARKDOWN:
            from commitrack.views import markdown

            write_document(markdown.report(read, judgements, edition), output)
        case _:
            assert_never(form)
