"""Markdown, as GitHub has it: the tables, the report and the notes of a comparison, for a story or a forge's README."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from commitrack.ledger.model import Ledger, Update
from commitrack.progress.changes import Change, Comparison
from commitrack.progress.diff import last_steps
from commitrack.progress.grouping import by_programme
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import Record, chronicle, latest
from commitrack.views.addresses import host, href
from commitrack.views.clean import clean
from commitrack.views.edition import Edition, section_title
from commitrack.views.rows.column import Column, Of
from commitrack.views.rows.list import LIST, Judged
from commitrack.words.diff import outcome, scope, tell, tell_step
from commitrack.words.facts import fate
from commitrack.words.format import amount, label
from commitrack.words.list import summary
from commitrack.words.phrases import claim_made, headings, out_of
from commitrack.words.report.labels import LABELS

_LATEST = 10

_ENTITY = re.compile(r"&(?=#?\w+;)")
_MARKUP = re.compile(rf"[\\`*<>\[\]|~#]|(?<![^\W_])_|_(?![^\W_])|{_ENTITY.pattern}")
"""Characters that may be markup. An underscore within a word is none, nor an ampersand that begins no entity."""

_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
"""Beginnings that make a word a link by itself."""

_OPENING = re.compile(r"^(\d*)([-+=.)])")
"""Beginnings that make a line a list item or a heading."""


def table(columns: Sequence[Column[Of]], things: Iterable[Of]) -> str:
    """Write a table with a row for each thing."""
    lines = [_row([column.heading for column in columns])]
    lines.append("|" + "|".join(" ---: " if column.type == "number" else " --- " for column in columns) + "|")
    lines += [_row([_cell(column, column.cell(thing)) for column in columns]) for thing in things]
    return "\n".join(lines) + "\n"


def diff(comparison: Comparison) -> str:
    """Write a list with an item for each commitment that changed, and below it what did."""
    return "\n".join(_diff_lines(comparison)) + "\n"


def report(
    ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition, since: Comparison | None = None
) -> str:
    """Write a table for each programme, and a line for each of the latest updates.

    ``since`` tells what changed up to then from an earlier date.
    """
    return "\n\n".join(_report_blocks(ledger, judgements, edition, since)) + "\n"


def escape(text: str) -> str:
    """Write text that Markdown shows as it is, on one line and within its table cell.

    Markup is written as entities: a backslash would be part of the address in a word that is a link by itself, and
    what follows it markup again. For the same reason such a word is none where it has markup in it.
    """
    return " ".join(map(_escape_word, clean(text).strip().split(" ")))


def _escape_word(word: str) -> str:
    escaped = _MARKUP.sub(_entity, word)
    return word if escaped == word else _LINK.sub(_entity, escaped)


_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _entity(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], f"&#{ord(found[0])};")


def paragraph(text: str) -> str:
    """Write text that begins a line, and no list or heading."""
    return _OPENING.sub(lambda found: f"{found[1]}&#{ord(found[2])};", escape(text))


def link(address: str, text: str) -> str:
    """Write a link with a text of its own."""
    return f"[{escape(text)}](<{_ENTITY.sub('&amp;', address)}>)"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(column: Column[Any], value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, tuple):
        return ", ".join(map(escape, value))
    return escape(label(value) if column.in_words else str(value))


def _diff_lines(comparison: Comparison) -> Iterator[str]:
    title = comparison.later.ledger.about.title
    yield f"**{escape(title)}**, {escape(scope(comparison))}"
    yield ""
    for _, changes in groupby(comparison.changes, key=lambda change: change.commitment_id):
        first, *rest = changes
        yield f"- **{escape(first.judgement.commitment.title)}**"
        for change in (first, *rest):
            yield f"  - {change.kind}: {escape(tell(change))}{_source_of_change(change)}"
    if comparison.changes:
        yield ""
    yield escape(outcome(comparison))


def _source_of_change(change: Change) -> str:
    sources = change.entry.update.sources if change.entry else ()
    return f" ({', '.join(map(address_or_citation, sources))})" if sources else ""


def address_or_citation(source: str) -> str:
    """Write a source: a link if it is an address."""
    address = href(source)
    if address is None:
        return escape(source)
    # Renderers do not agree on whether an entity counts in an address that stands by itself.
    return link(address, address) if _ENTITY.search(address) else f"<{address}>"


def _report_blocks(
    ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition, since: Comparison | None
) -> Iterator[str]:
    yield f"# {escape(ledger.about.title)}"
    yield paragraph(" · ".join(headings(ledger.about, edition.as_of, edition.known_on)))
    if judgements:
        yield f"{summary(judgements.values(), len(ledger.commitments))}."
    else:
        yield "There are no commitments to report on."
    if since:
        yield from _changes(since)
    for group in by_programme(ledger, judgements):
        yield f"## {escape(section_title(group))}"
        yield table(LIST.on_page, (Judged(*one) for one in group.judgements.items())).rstrip("\n")
    records = chronicle(((key, one.commitment) for key, one in judgements.items()), edition.as_of)
    if news := latest(records, _LATEST):
        yield "## Latest updates"
        yield "\n".join(map(_news, news))
    yield f"{edition.imprint} SHA-256 of the ledger: `{edition.digest}`"


def _changes(since: Comparison) -> Iterator[str]:
    """Tell which status changed when and how, the newest change first."""
    day = since.earlier.as_of
    yield f"## {LABELS['changed'].format(date=day)}"
    steps = [
        f"- {step.date} {escape(step.after.commitment.title)}: {escape(tell_step(step))}" for step in last_steps(since)
    ]
    yield "\n".join(steps) or LABELS["unchanged"].format(date=day)


def _news(record: Record) -> str:
    update, commitment = record.update, record.commitment
    said = f"- {update.date} {escape(commitment.title)}: {escape(claim_made(update, commitment, record.scale))}"
    if became := fate(record.entry):
        said += f"; {became}"
    elif record.actual is not None and record.goal is not None:
        said += f"; {out_of(record)}"
    return f"{said} ({', '.join(_cited(update))})" if update.source else said


def _cited(update: Update) -> Iterator[str]:
    """Link the sources, the first by the name of its publisher."""
    for number, source in enumerate(update.sources):
        address = href(source)
        publisher = "" if number else update.publisher
        yield link(address, publisher or host(address)) if address else escape(source)
