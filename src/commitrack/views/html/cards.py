"""The contents of a commitment's card, as plain rows: the template puts them on the page and computes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commitrack.ledger.model import About, AnyCommitment, Level, Periodic, Update
from commitrack.progress.goal import Goal
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import Record, chronicle
from commitrack.progress.periods import every
from commitrack.progress.rules.measurement import Measurement
from commitrack.progress.states import State
from commitrack.views.addresses import host, href
from commitrack.views.html.bars import Badge, Bar, badge, bar
from commitrack.views.html.canvas import Chart
from commitrack.views.html.chart import draw
from commitrack.views.html.pieces import Piece, pieces
from commitrack.views.tone import tone
from commitrack.words.explanation import explain
from commitrack.words.facts import commitment_facts, update_facts
from commitrack.words.format import ago, amount
from commitrack.words.periods import Shown, shown_periods
from commitrack.words.phrases import claim_made, declared, out_of, period_name, spell, unit

_REPORTERS = {
    "pledger": "said by the pledger",
    "recipient": "said by the recipient",
    "independent": "an independent source",
    "media": "a media report",
}

_PLACED = frozenset({"corrects", "restates", "source", "archive", "published", "by", "quote", "note"})
"""The facts of an update that have a place of their own in its row."""

_IN_FORCE = Badge("in-force", "in force", "good")
_NOT_IN_FORCE = Badge("not-in-force", "not in force", "bad")


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: a link named by publisher or host, or the text of a citation."""

    pieces: tuple[Piece, ...]
    details: tuple[Piece, ...]
    """Publisher, date and who reports, as far as the link does not say it."""
    archive: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """A period of a periodic commitment."""

    name: tuple[Piece, ...]
    bar: Bar | None
    figure: str
    badge: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A member of a standing commitment."""

    name: str
    badge: Badge
    spell: tuple[Piece, ...]


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
    citation: Citation
    quote: str | None
    facts: tuple[tuple[str, tuple[Piece, ...]], ...]
    note: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a report says of one commitment."""

    id: str
    programme_id: str | None
    title: str
    kind: str
    badge: Badge
    by_the_figures: Badge | None
    """The state, where a verdict says otherwise."""
    bar: Bar | None
    figure: str
    unit: str
    period: tuple[Piece, ...]
    """The period of the figure; empty unless the commitment is periodic."""
    percent: str
    explanation: tuple[Piece, ...]
    evidence_of: tuple[Piece, ...]
    chart: Chart | None
    quote: str | None
    source: Citation | None
    facts: tuple[tuple[str, tuple[Piece, ...]], ...]
    periods: tuple[PeriodRow, ...]
    other_periods: tuple[str, ...]
    """What is said of the periods that have no room on a page."""
    members: tuple[MemberRow, ...]
    evidence: tuple[EvidenceRow, ...]


def card(about: About, commitment_id: str, judgement: Judgement) -> Card:
    """Say all that is known of one commitment."""
    commitment, verdict = judgement.commitment, judgement.verdict
    status, shown = judgement.counted_status, shown_periods(judgement)
    has_figures = judgement.measured is not None or bool(judgement.parts)
    differs = has_figures and verdict is not None and verdict.status != judgement.state
    return Card(
        id=commitment_id,
        programme_id=commitment.programme,
        title=commitment.title,
        kind=commitment.kind,
        badge=Badge(status, declared(judgement), tone(status)),
        by_the_figures=badge(judgement.state) if differs else None,
        bar=_way(judgement.measured, judgement.status),
        figure=_figure(judgement.actual, judgement.goal, judgement.commitment, judgement.state),
        unit=unit(commitment),
        period=_running_period(judgement),
        percent="" if judgement.percent is None else f"{amount(judgement.percent)}%",
        explanation=pieces(explain(judgement)),
        evidence_of=pieces(f"{judgement.last_evidence} ({ago(judgement.age)})") if judgement.last_evidence else (),
        chart=draw(judgement),
        quote=commitment.quote,
        source=citation(commitment.sources, commitment.archives),
        facts=tuple(_facts(about, judgement)),
        periods=tuple(_periods(judgement, shown)),
        other_periods=tuple(words for words in (shown.earlier, shown.later) if words),
        members=tuple(
            MemberRow(
                name=member.name, badge=_IN_FORCE if member.in_force else _NOT_IN_FORCE, spell=pieces(spell(member))
            )
            for member in judgement.members
        ),
        evidence=_evidence(commitment_id, commitment, judgement.as_of),
    )


def update_anchor(commitment_id: str, update_id: str) -> str:
    """Name an update on the page: no id of a ledger has a slash, so that this is nothing else's name."""
    return f"{commitment_id}/{update_id}"


def _figure(actual: Decimal | None, goal: Goal | None, commitment: AnyCommitment, state: State) -> str:
    """Write actual and goal; nobody misses the data of what has not begun."""
    return out_of(actual, goal, commitment, absent="–" if state == "upcoming" else "no data") if goal else ""


def _way(measured: Measurement | None, status: str) -> Bar | None:
    """Draw the way from baseline to goal; None where there are figures but no way to show."""
    if measured is None or (measured.actual is not None and measured.percent is None):
        return None
    return bar(measured.percent, status)


def _running_period(judgement: Judgement) -> tuple[Piece, ...]:
    commitment, shown = judgement.commitment, judgement.headline
    if shown is None or not isinstance(commitment, Periodic | Level) or not commitment.every:
        return ()
    return pieces(period_name(shown.period, every(commitment.every)))


def _facts(about: About, judgement: Judgement) -> list[tuple[str, tuple[Piece, ...]]]:
    """Return the facts that have no place of their own on the card."""
    commitment = judgement.commitment
    placed = {"quote", "source", "archive", "owner"}  # whoever keeps the ledger is none of its readers' business
    if not (commitment.pledger or commitment.recipient):
        placed.add("parties")
    facts = [(fact.label, pieces(fact.text)) for fact in commitment_facts(about, judgement) if fact.key not in placed]
    if commitment.assumed:
        facts.append(("Assumed", pieces("the announcement does not state the dates marked so")))
    return facts


def _periods(judgement: Judgement, shown: Shown) -> list[PeriodRow]:
    commitment = judgement.commitment
    if not isinstance(commitment, Periodic | Level) or not commitment.every:
        return []
    return [
        PeriodRow(
            name=pieces(period_name(one.period, every(commitment.every))),
            bar=_way(one.measured, one.state),
            figure=_figure(one.actual, one.goal, commitment, one.state),
            badge=badge(one.state),
        )
        for one in shown.periods
    ]


def _evidence(commitment_id: str, commitment: AnyCommitment, as_of: date) -> tuple[EvidenceRow, ...]:
    return tuple(_evidence_row(record) for record in chronicle([(commitment_id, commitment)], as_of))


def _evidence_row(record: Record) -> EvidenceRow:
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
        claim=pieces(claim_made(update, record.commitment)),
        stands=stands,
        correction=correction,
        figure=out_of(record.actual, record.goal, record.commitment) if stands and record.goal else "–",
        citation=_citation_of(update),
        quote=update.quote,
        facts=tuple((fact.label, pieces(fact.text)) for fact in update_facts(update) if fact.key not in _PLACED),
        note=pieces(update.note or ""),
    )


def _named(commitment_id: str, update_id: str | None) -> tuple[str | None, str]:
    return (update_anchor(commitment_id, update_id), update_id) if update_id else (None, "a later update")


def _citation_of(update: Update) -> Citation:
    linked = update.sources and href(update.sources[0])
    details = [
        "" if linked else update.publisher,
        f"published {update.published}" if update.published else "",
        _REPORTERS[update.by] if update.by else "",
    ]
    return Citation(
        pieces=_cited(update.sources, update.publisher),
        details=pieces(", ".join(part for part in details if part)),
        archive=_copies(update.archives),
    )


def citation(sources: Sequence[str], archives: Sequence[str] = ()) -> Citation | None:
    """Cite sources that have nothing beside them but archived copies; None where there are none."""
    return Citation(_cited(sources), (), _copies(archives)) if sources or archives else None


def _cited(sources: Sequence[str], publisher: str | None = None) -> tuple[Piece, ...]:
    """Link each source, the first by the name of its publisher, or say it where it is no address."""
    cited = []
    for number, source in enumerate(sources):
        address, name = href(source), "" if number else publisher
        cited.append((Piece(name or host(address), address),) if address else pieces(source))
    return _joined(cited)


def _copies(archives: Sequence[str]) -> tuple[Piece, ...]:
    """Link each archived copy, or say where it is."""
    addresses = [href(archive) for archive in archives]
    return _joined(
        (Piece("archived copy", address),) if address else pieces(archive)
        for address, archive in zip(addresses, archives, strict=True)
    )


def _joined(cited: Iterable[tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """Put a comma between citations."""
    return tuple(piece for one in cited for piece in (Piece(", "), *one))[1:]
