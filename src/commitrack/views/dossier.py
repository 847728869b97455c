"""A dossier as Markdown: what is known of one commitment, for a story or a forge."""

from collections.abc import Iterator
from datetime import date

from commitrack.ledger.model import Ledger
from commitrack.progress.history import Entry
from commitrack.progress.judgement import Judgement
from commitrack.views.addresses import href
from commitrack.views.markdown import address_or_citation, escape, paragraph
from commitrack.words.explanation import explain
from commitrack.words.facts import Fact, commitment_facts, fate, update_facts
from commitrack.words.phrases import claim_made, figure, judged_when, unit
from commitrack.words.verdicts import declared


def markdown(ledger: Ledger, commitment_id: str, judgement: Judgement, known_on: date | None) -> str:
    """Write a heading, the judgement, the facts and every update, newest first."""
    return "\n\n".join(_blocks(ledger, commitment_id, judgement, known_on)) + "\n"


def _blocks(ledger: Ledger, commitment_id: str, judgement: Judgement, known_on: date | None) -> Iterator[str]:
    commitment = judgement.commitment
    yield f"# {escape(commitment.title)}"
    when = ", ".join(judged_when(judgement.as_of, known_on))
    stands = f": {escape(figure(judgement))} {escape(unit(commitment))}" if judgement.measured else ""
    yield f"**{escape(declared(judgement))}**{stands}, {when} ({escape(commitment_id)})"
    if commitment.quote:
        yield f"> {paragraph(commitment.quote)}"
    yield paragraph(explain(judgement))
    facts = [fact for fact in commitment_facts(ledger.about, judgement) if fact.key != "quote"]
    if facts:
        yield "\n".join(_items(facts, ""))
    if judgement.history:
        yield "## Updates"
        yield "\n".join(line for entry in reversed(judgement.history) for line in _update(entry, judgement))


def _update(entry: Entry, judgement: Judgement) -> Iterator[str]:
    update, became = entry.update, fate(entry)
    named = f" ({escape(update.id)})" if update.id else ""
    said = escape(claim_made(update, judgement.commitment, judgement.scale))
    told = said if entry.is_kept else f"~~{said}~~"
    yield f"- {update.date}{named}: {' '.join(filter(None, (told, escape(became))))}"
    yield from _items(update_facts(update), "  ")


def _items(facts: "list[Fact] | tuple[Fact, ...]", indent: str) -> Iterator[str]:
    label = ""
    for fact in facts:
        label = fact.label or label
        yield f"{indent}- {label}: {address_or_citation(fact.text) if href(fact.text) else escape(fact.text)}"
