"""The history of a commitment as rows of a table, newest first."""

from dataclasses import dataclass
from datetime import date

from commitrack.progress.judgement import Judgement
from commitrack.progress.log import Record, chronicle
from commitrack.views.html.citations import Citation, citation_of
from commitrack.views.html.pieces import Piece, pieces
from commitrack.words.facts import update_facts
from commitrack.words.format import amount
from commitrack.words.phrases import claim_made

_PLACED = frozenset({"corrects", "restates", "source", "archive", "published", "by", "quote", "note"})
"""The facts of an update that have a place of their own in its row."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The fate of an update, or its effect on another: ``replaced by``, ``corrects``."""

    words: str
    anchor: str | None
    """The update that it names."""
    update_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """An update in the history."""

    anchor: str | None
    id: str | None
    date: date
    claim: tuple[Piece, ...]
    stands: bool
    correction: Correction | None
    figure: str
    citation: Citation | None
    quote: str | None
    facts: tuple[tuple[str, tuple[Piece, ...]], ...]
    note: tuple[Piece, ...]


def history_of(commitment_id: str, judgement: Judgement) -> tuple[EvidenceRow, ...]:
    """Write the updates that exist on the date of the judgement, newest first."""
    records = chronicle([(commitment_id, judgement.commitment)], judgement.as_of, judgement.scale)
    return tuple(map(_row, records))


def update_anchor(commitment_id: str, update_id: str) -> str:
    """Name an update on the page: no id of a ledger has a slash, so that this is nothing else's name."""
    return f"{commitment_id}/{update_id}"


def _row(record: Record) -> EvidenceRow:
    update, entry, key = record.update, record.entry, record.commitment_id
    stands = entry.fate == "stands"
    correction = None
    if not stands:
        correction = Correction(f"{entry.fate} by" if entry.by else entry.fate, *_named(key, entry.by))
    elif update.corrects:
        correction = Correction(
            "withdraws" if update.claim == "retraction" else "corrects", *_named(key, update.corrects)
        )
    elif update.restates:
        correction = Correction("restates", *_named(key, update.restates))
    return EvidenceRow(
        anchor=update_anchor(key, update.id) if update.id else None,
        id=update.id,
        date=update.date,
        claim=pieces(claim_made(update, record.commitment, record.scale)),
        stands=stands,
        correction=correction,
        figure=amount(record.actual) if stands and record.actual is not None else "–",
        citation=citation_of(update),
        quote=update.quote,
        facts=tuple((fact.label, pieces(fact.text)) for fact in update_facts(update) if fact.key not in _PLACED),
        note=pieces(update.note or ""),
    )


def _named(commitment_id: str, update_id: str | None) -> tuple[str | None, str]:
    return (update_anchor(commitment_id, update_id), update_id) if update_id else (None, "a later update")
