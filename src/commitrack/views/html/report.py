"""The report as one HTML page that needs no network and no script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commitrack.ledger.model import About, Ledger
from commitrack.ledger.scale import Scale
from commitrack.progress.changes import Comparison
from commitrack.progress.grouping import Group, banded, by_programme, tally
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import chronicle_of
from commitrack.progress.states import FROM_KEPT_TO_UNKNOWN, band
from commitrack.views.edition import Edition, section_title
from commitrack.views.html.bars import Badge, Segment, badge, bands_of
from commitrack.views.html.cards import Card, card
from commitrack.views.html.citations import citation
from commitrack.views.html.markup import Html
from commitrack.views.html.overview import Address, News, Row, latest_evidence, rows, transitions
from commitrack.views.html.pieces import Piece, pieces, with_mail
from commitrack.views.html.rendering import rendered
from commitrack.views.rows.list import Judged
from commitrack.words.format import called, count, out_of_all
from commitrack.words.meanings import MEANINGS
from commitrack.words.phrases import parties
from commitrack.words.report.hero import band_names, hero, in_bands
from commitrack.words.report.labels import CITED, CITED_ALONE, LABELS, cite

_DIGITS = 12
"""The first digits of a digest, which are enough to tell one ledger from another."""
_CHANGES = 8
"""The changes that are told at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A programme with its commitments."""

    anchor: str
    programme_id: str
    """Empty for the commitments that belong to none."""
    title: str
    description: tuple[Piece, ...]
    source: Html | None
    hero: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page says beside its cards."""

    title: str
    parties: str
    announced: date | None
    description: tuple[Piece, ...]
    source: Html | None
    note: tuple[Piece, ...]
    hero: str
    headline: str
    summary: str
    bands: tuple[Segment, ...]
    states: tuple[Badge, ...]
    """The statuses that occur, each with its number."""
    since: date | None
    """The date since which changes are told."""
    changes: tuple[News, ...]
    more_changes: tuple[News, ...]
    """The older ones, which are folded away."""
    more: str
    """How many these are."""
    news: tuple[News, ...]
    rows: tuple[Row, ...]
    programmes: tuple[tuple[str, str], ...]
    pledgers: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    glossary: tuple[tuple[Badge, str], ...]
    language: str
    direction: str
    keeper: str
    contact: tuple[Piece, ...]
    licence: tuple[Piece, ...]
    edition: Edition


def report(
    ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition, since: Comparison | None = None
) -> str:
    """Write a page of the judged commitments: the overview, then each of them by programme.

    ``since`` tells what changed up to then from an earlier date.
    """
    page = overview(ledger, judgements, edition, since, _anchor)
    groups = by_programme(ledger, judgements)
    sections = tuple(_section(ledger, group) for group in groups)
    cited = citation_of(ledger.about, edition, number=len(judgements))
    values = {"sections": sections, "files": (), "address": "", "cited": cited, "problems": ()}
    return rendered("page.html.j2", page=page, imprint=imprint(page, is_whole=bool(sections)), **values)


def imprint(page: Page, files: Sequence[str] = (), *, up: str = "", is_whole: bool = False) -> Html:
    """Write the foot of a page below its citation.

    ``files`` stand ``up`` from it; ``is_whole`` where it has every promise in full, for which it asks before it prints.
    """
    return Html(rendered("imprint.html.j2", page=page, files=files, up=up, is_whole=is_whole))


def citation_of(
    about: About, edition: Edition, address: str = "", *, promise: str = "", number: int = 0
) -> tuple[Piece, ...]:
    """Write how to cite the page of one promise, or of a number of them."""
    shared = {"title": about.title, "date": edition.as_of}
    if promise:
        cited = CITED_ALONE.format(promise=promise, **shared)
    else:
        cited = CITED.format(promises=count(number, "promise"), **shared)
    return pieces(cite(about.keeper, cited, address, edition.digest[:_DIGITS]))


def overview(
    ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition, since: Comparison | None, address: Address
) -> Page:
    """Gather what the page says beside its cards, each promise with its address."""
    about = ledger.about
    groups = by_programme(ledger, judgements)
    shown = rows(ledger, judgements, address)
    changes = transitions(since, address) if since else ()
    tallied, counted = tally(judgements.values()), banded(judgements.values())
    return Page(
        title=about.title,
        parties=parties(about),
        announced=about.announced,
        description=pieces(about.description or "", is_own=True),
        source=citation(about.sources),
        note=pieces(about.note or "", is_own=True),
        hero=hero(judgements.values()),
        headline=_headline(ledger, groups),
        summary=in_bands(counted, band_names(tallied)),
        bands=bands_of(counted, band_names(tallied)),
        states=tuple(
            Badge(status, f"{tallied[status]:,} {called(status, ledger.scale)}", band(status))
            for status in FROM_KEPT_TO_UNKNOWN
            if status in tallied
        ),
        since=since.earlier.as_of if since else None,
        changes=changes[:_CHANGES],
        more_changes=changes[_CHANGES:],
        more=count(len(changes) - _CHANGES, "more change"),
        news=latest_evidence(judgements, address),
        rows=shown,
        programmes=tuple((group.programme_id or "", section_title(group)) for group in groups),
        pledgers=_options(row.pledger for row in shown),
        tags=_options(tag for one in judgements.values() for tag in one.commitment.tags),
        glossary=_glossary(judgements, ledger.scale),
        language=about.language or "en",
        direction=about.direction or "ltr",
        keeper=about.keeper or "",
        contact=pieces(with_mail(about.contact or ""), is_own=True),
        licence=pieces(about.licence or "", is_own=True),
        edition=edition,
    )


def _options(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen from, each beside what is shown for it."""
    return tuple((value, value) for value in sorted(set(values)) if value)


def _anchor(commitment_id: str) -> str:
    return f"#{commitment_id}"


def _headline(ledger: Ledger, groups: Sequence[Group]) -> str:
    """Count promises and programmes, and say when they are not all of the ledger's."""
    number, total = sum(len(group.judgements) for group in groups), len(ledger.commitments)
    promises = out_of_all(number, total, "promise")
    programmes = sum(group.programme is not None for group in groups)
    if not programmes:
        return promises
    return LABELS["all_in_programmes"].format(promises=promises, programmes=count(programmes, "programme"))


def _glossary(judgements: Mapping[str, Judgement], scale: Scale) -> tuple[tuple[Badge, str], ...]:
    """Explain every status that occurs on the page."""
    shown = {status for one in judgements.values() for status in (one.counted_status, one.state)}
    shown |= {period.state for one in judgements.values() for period in one.periods}
    return tuple((badge(status, scale), MEANINGS[status]) for status in FROM_KEPT_TO_UNKNOWN if status in shown)


def _section(ledger: Ledger, group: Group) -> Section:
    programme = group.programme
    return Section(
        anchor=f"programme:{group.programme_id or ''}",
        programme_id=group.programme_id or "",
        title=section_title(group),
        description=pieces((programme and programme.description) or "", is_own=True),
        source=citation(programme.sources) if programme else None,
        hero=hero(group.judgements.values()),
        cards=tuple(
            card(ledger.about, Judged(key, one), chronicle_of(key, one)) for key, one in group.judgements.items()
        ),
    )
