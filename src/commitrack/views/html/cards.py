"""The contents of a commitment's card, as plain rows: the template puts them on the page and computes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from commitrack.ledger.model import About, Joint, Level, Periodic
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import Record
from commitrack.progress.periods import every
from commitrack.progress.rules.measurement import PeriodJudgement
from commitrack.progress.states import band
from commitrack.views.html.bars import Badge, Bullet, badge, bullet
from commitrack.views.html.canvas import Chart
from commitrack.views.html.chart import draw
from commitrack.views.html.citations import citation
from commitrack.views.html.history import history_of
from commitrack.views.html.markup import Html
from commitrack.views.html.pieces import Piece, pieces
from commitrack.views.rows.list import Judged
from commitrack.words.caveats import caveats
from commitrack.words.facts import commitment_facts
from commitrack.words.format import ago, on
from commitrack.words.periods import Shown, shown_periods
from commitrack.words.phrases import period_name, spell, unit
from commitrack.words.report.figure import figure_in_short, figure_of, share
from commitrack.words.report.labels import LABELS
from commitrack.words.verdicts import claimed, declared, declared_by

_NEWEST = 5
"""The updates that are shown at once; what is older is folded away."""

_OWN = ("description", "means_of_verification", "tags", "note")
"""The facts that are somebody's own words, and nothing of ours."""

_IN_FORCE = Badge("in-force", "in force", "kept")
_NOT_IN_FORCE = Badge("not-in-force", "not in force", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """A period of a periodic commitment."""

    name: tuple[Piece, ...]
    bullet: Bullet | None
    figure: str
    badge: Badge
    look: str
    """The look of its cell of the strip: its band's, or that of a period without a figure."""
    x: str
    """The place where its cell of the strip begins."""
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A member of a standing commitment."""

    name: str
    badge: Badge
    spell: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a report says of one commitment, in the order in which it says it."""

    id: str
    title: str
    quote: str | None
    source: Html | None
    badge: Badge
    declared_by: str
    """The side that declared the status; empty where it is computed."""
    by_the_figures: Badge | None
    """The state, where a verdict says otherwise."""
    claimed: tuple[tuple[Badge, str], ...]
    """The verdicts that are not the status."""
    caveats: tuple[str, ...]
    """What belongs to the status where that stands alone."""
    figure: str
    period: tuple[Piece, ...]
    """The period of the figure; empty unless the commitment is periodic."""
    share: str
    bullet: Bullet | None
    explanation: tuple[Piece, ...]
    besides: tuple[tuple[Piece, ...], ...]
    """The sentences beside it: by the first terms, by other reporters, by a party, and on forecasts."""
    evidence_of: tuple[Piece, ...]
    chart: Chart | None
    periods: tuple[PeriodRow, ...]
    other_periods: tuple[str, ...]
    """A sentence on the periods that have no room on a page."""
    unit: str
    members: tuple[MemberRow, ...]
    facts: tuple[tuple[str, tuple[Piece, ...]], ...]
    newest: Html
    """The rows of the newest updates."""
    older: Html
    folded: int
    """The number of older ones."""


def card(about: About, judged: Judged, records: Sequence[Record]) -> Card:
    """Say all that is known of one commitment. ``records`` are its updates, newest first."""
    judgement = judged.judgement
    commitment, measured, by_the_figures = judgement.commitment, judgement.measured, judgement.by_the_figures
    first, *besides = _paragraphs(judged)
    shown, chart, rows = shown_periods(judgement), draw(judgement), history_of(records)
    return Card(
        id=judged.id,
        title=commitment.title,
        quote=commitment.quote,
        source=citation(commitment.sources, commitment.archives),
        badge=status_badge(judgement),
        declared_by=declared_by(judgement),
        by_the_figures=badge(by_the_figures, judgement.scale) if by_the_figures else None,
        claimed=tuple(
            (badge(one.status or "", judgement.scale), claimed(one, judgement.scale))
            for one in judgement.other_verdicts
        ),
        caveats=tuple(caveats(judgement)),
        figure=figure_of(measured, commitment) if measured else "",
        period=pieces(period_of(judgement)),
        share=share(measured) if measured else "",
        bullet=bullet(measured, judgement.counted_status, judgement.as_of) if measured else None,
        explanation=pieces(first),
        besides=tuple(pieces(one) for one in besides),
        evidence_of=pieces(LABELS["evidence_of"].format(date=on(judgement.last_evidence), ago=ago(judgement.age)))
        if judgement.last_evidence
        else (),
        chart=chart,
        periods=tuple(_periods(judgement, shown, chart)),
        other_periods=tuple(words for words in (shown.earlier, shown.later) if words),
        unit=unit(commitment),
        members=tuple(
            MemberRow(
                name=member.name, badge=_IN_FORCE if member.in_force else _NOT_IN_FORCE, spell=pieces(spell(member))
            )
            for member in judgement.members
        ),
        facts=tuple(_facts(about, judgement)),
        newest=Html("".join(rows[:_NEWEST])),
        older=Html("".join(rows[_NEWEST:])),
        folded=max(len(records) - _NEWEST, 0),
    )


def status_badge(judgement: Judgement) -> Badge:
    """Write the status by which it is counted, and that it was declared if it was: what a party says stands beside."""
    shown = badge(judgement.counted_status, judgement.scale)
    return Badge(shown.status, declared(judgement), shown.band) if judgement.verdict else shown


def _paragraphs(judged: Judged) -> list[str]:
    """Return what a verdict and the figures say as one paragraph, and each other thing as one of its own."""
    said, judgement = judged.told, judged.judgement
    declared = 0 if judgement.verdict is None else 1 + (judgement.has_number and len(said) > 1)
    return [" ".join(said[: declared + 1]), *said[declared + 1 :]]


def period_of(judgement: Judgement) -> str:
    """Name the period of the figure that is shown first; empty where there are no periods."""
    commitment, shown = judgement.commitment, judgement.headline
    if shown is None or not isinstance(commitment, Periodic | Level) or not commitment.every:
        return ""
    return period_name(shown.period, every(commitment.every))


def _facts(about: About, judgement: Judgement) -> list[tuple[str, tuple[Piece, ...]]]:
    """Return the facts that have no place of their own on the card."""
    commitment = judgement.commitment
    placed = {"quote", "source", "archive", "owner"}  # whoever keeps the ledger is none of its readers' business
    if not (commitment.pledger or commitment.recipient):
        placed.add("parties")
    if isinstance(commitment, Joint):
        placed.add("goal")  # its parts, by their ids; their titles are in the explanation
    known = [fact for fact in commitment_facts(about, judgement) if fact.key not in placed]
    facts = [(fact.label, pieces(fact.text, is_own=fact.key in _OWN)) for fact in known]
    if commitment.assumed:
        facts.append((LABELS["assumed"], pieces(LABELS["assumed_dates"])))
    return facts


def _periods(judgement: Judgement, shown: Shown, chart: Chart | None) -> list[PeriodRow]:
    """Return the periods, their cells above their columns of a chart."""
    commitment = judgement.commitment
    if not isinstance(commitment, Periodic | Level) or not commitment.every or not shown.periods:
        return []
    first, last = shown.periods[0].period.start, shown.periods[-1].period.end
    if chart:
        first, last = chart.first, chart.last
    days = (last - first).days / 100 or 1
    return [
        PeriodRow(
            name=pieces(period_name(one.period, every(commitment.every))),
            bullet=bullet(one.measured, one.state, judgement.as_of),
            figure=figure_in_short(one.measured, commitment),
            badge=badge(one.state, judgement.scale),
            look=_look(one),
            x=f"{(one.period.start - first).days / days:.3f}%",
            width=f"{(one.period.end - one.period.start).days / days:.3f}%",
        )
        for one in shown.periods
    ]


def _look(one: PeriodJudgement) -> str:
    """Return the class of a period's cell: nobody knows that a period without a figure was missed."""
    if one.actual is not None:
        return f"band-{band(one.state)}"
    return "upcoming" if one.state == "upcoming" else "absent"
