"""The overview: one row for each promise, and what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from commitrack.ledger.model import Ledger
from commitrack.progress.changes import Comparison
from commitrack.progress.diff import last_steps
from commitrack.progress.judgement import Judgement
from commitrack.progress.states import FROM_KEPT_TO_UNKNOWN
from commitrack.views.html.bars import Badge, Bullet, bullet
from commitrack.views.html.cards import period_of, status_badge
from commitrack.views.html.pieces import Piece, pieces
from commitrack.words.caveats import caveats
from commitrack.words.diff import tell_step
from commitrack.words.format import age, plain_amount
from commitrack.words.phrases import claim_made, unit
from commitrack.words.report.figure import figure_in_short

_LATEST = 5

Address = Callable[[str], str]
"""The address where the promise with an id is told in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A promise in the table: what is shown, and by what it is sorted and found."""

    id: str
    address: str
    title: str
    badge: Badge
    remark: str
    """What belongs to the status: what else could be said, by whom and by which terms."""
    bullet: Bullet | None
    figure: str
    unit: str
    due: str
    evidence: str
    evidence_date: str
    programme: str
    pledger: str
    tags: str
    """The tags as a JSON list."""
    by_status: int
    by_progress: str


@dataclass(frozen=True, slots=True)
class News:
    """One of the latest pieces of evidence, or a change of status."""

    date: date
    address: str
    title: str
    said: tuple[Piece, ...]


def rows(ledger: Ledger, judgements: Mapping[str, Judgement], address: Address) -> tuple[Row, ...]:
    """Write a row for each promise, in the ledger's order."""
    return tuple(_row(ledger, key, one, address(key)) for key, one in judgements.items())


def _row(ledger: Ledger, key: str, judgement: Judgement, address: str) -> Row:
    commitment, measured = judgement.commitment, judgement.measured
    return Row(
        id=key,
        address=address,
        title=commitment.title,
        badge=status_badge(judgement),
        remark=" · ".join(caveats(judgement)),
        bullet=bullet(measured, judgement.counted_status, judgement.as_of) if measured else None,
        figure=figure_in_short(measured, commitment) if measured else "–",
        unit=", ".join(filter(None, (unit(commitment), period_of(judgement)))) if measured else "",
        due=str(judgement.due or "–"),
        evidence=age(judgement.age),
        evidence_date=str(judgement.last_evidence or ""),
        programme=commitment.programme or "",
        pledger=commitment.pledger or ledger.about.pledger or "",
        tags=msgspec.json.encode(commitment.tags).decode() if commitment.tags else "",
        by_status=FROM_KEPT_TO_UNKNOWN.index(judgement.counted_status),
        by_progress=plain_amount(measured.percent) if measured and measured.percent is not None else "",
    )


def latest_evidence(judgements: Mapping[str, Judgement], address: Address) -> tuple[News, ...]:
    """Tell the newest evidence of each promise, of those that have the newest."""
    newest = [(key, one, update) for key, one in judgements.items() if (update := one.newest_evidence)]
    newest.sort(key=lambda told: told[2].date)
    return tuple(
        News(update.date, address(key), one.commitment.title, pieces(claim_made(update, one.commitment, one.scale)))
        for key, one, update in newest[: -_LATEST - 1 : -1]
    )


def transitions(since: Comparison, address: Address) -> tuple[News, ...]:
    """Tell which status changed when and how, the newest change first."""
    return tuple(
        News(step.date, address(step.commitment_id), step.after.commitment.title, pieces(tell_step(step)))
        for step in last_steps(since)
    )
