"""The report as Markdown, for a story's notes or a forge's README."""

from collections.abc import Iterator, Mapping

from commitrack.ledger.model import Ledger
from commitrack.progress.grouping import by_programme
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import Record, chronicle, latest
from commitrack.views import json, tabular
from commitrack.views.edition import Edition, section_title
from commitrack.views.html.pieces import host, href
from commitrack.views.tabular import escape_markdown
from commitrack.words.phrases import claim_made, headings, out_of, summary

_LATEST = 10


def report(ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition) -> str:
    """Write a table for each programme, and a line for each of the latest updates."""
    return "\n\n".join(_blocks(ledger, judgements, edition)) + "\n"


def _blocks(ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition) -> Iterator[str]:
    yield f"# {escape_markdown(ledger.about.title)}"
    yield escape_markdown(" · ".join(headings(ledger.about, edition.as_of)))
    if judgements:
        yield f"{summary(judgements.values(), len(ledger.commitments))}."
    else:
        yield "There are no commitments to report on."
    for group in by_programme(ledger, judgements):
        yield f"## {escape_markdown(section_title(group))}"
        rows = (json.row(key, judgement) for key, judgement in group.judgements.items())
        yield tabular.markdown(tabular.LISTING, rows).rstrip("\n")
    records = chronicle(((key, one.commitment) for key, one in judgements.items()), edition.as_of)
    if news := latest(records, _LATEST):
        yield "## Latest updates"
        yield "\n".join(map(_line, news))
    yield f"{edition.imprint} SHA-256 of the ledger: `{edition.digest}`"


def _line(record: Record) -> str:
    update, commitment = record.update, record.commitment
    said = f"- {update.date} {escape_markdown(commitment.title)}: {escape_markdown(claim_made(update, commitment))}"
    if record.actual is not None and record.target is not None:
        said += f"; {out_of(record.actual, record.target)}"
    return f"{said} ({_source(update.source, update.publisher)})" if update.source else said


def _source(source: str, publisher: str | None) -> str:
    address = href(source)
    return f"[{escape_markdown(publisher or host(address))}](<{address}>)" if address else escape_markdown(source)
