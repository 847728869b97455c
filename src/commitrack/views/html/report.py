"""The report as one HTML page that needs no network and no script: the only place that knows Jinja."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from commitrack.ledger.model import Ledger
from commitrack.progress.grouping import Group, by_programme
from commitrack.progress.judgement import Judgement, tally
from commitrack.progress.log import chronicle, latest
from commitrack.views.clean import clean
from commitrack.views.edition import Edition, section_title
from commitrack.views.html.bars import Badge, Segment, badge, stack
from commitrack.views.html.cards import Card, Citation, card, citation
from commitrack.views.html.pieces import Piece, pieces
from commitrack.views.tone import FROM_GOOD_TO_UNKNOWN
from commitrack.words.format import count
from commitrack.words.meanings import MEANINGS
from commitrack.words.phrases import claim_made, parties, summary

_LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A programme with its commitments."""

    anchor: str
    programme_id: str
    """Empty for the commitments that belong to none."""
    title: str
    description: tuple[Piece, ...]
    source: Citation | None
    summary: str
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class News:
    """One of the latest updates."""

    date: date
    card_id: str
    title: str
    claim: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page says beside its cards."""

    title: str
    parties: str
    announced: date | None
    description: tuple[Piece, ...]
    source: Citation | None
    note: tuple[Piece, ...]
    headline: str
    cards: int
    """The number of commitments in all sections."""
    summary: str
    segments: tuple[Segment, ...]
    sections: tuple[Section, ...]
    news: tuple[News, ...]
    glossary: tuple[tuple[Badge, str], ...]
    edition: Edition


def report(ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition) -> str:
    """Write a page of the judged commitments, by programme."""
    environment = Environment(
        loader=PackageLoader("commitrack.views.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    assets = {name: _asset(environment, f"report.{name}") for name in ("css", "js")}
    hashes = {f"{name}_hash": _hash(text) for name, text in assets.items()}
    return environment.get_template("page.html.j2").render(page=_page(ledger, judgements, edition), **assets, **hashes)


def _cleaned(value: object) -> object:
    """Let no control character or bidirectional override of a ledger reach the page."""
    return clean(value) if type(value) is str else value


def _asset(environment: Environment, name: str) -> Markup:
    """Read a style sheet or script, which stands on the page as it is."""
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])  # noqa: S704 - our own file, not data


def _hash(text: str) -> str:
    """Write the digest by which the page's own policy lets one inline style sheet or script in, and no other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _page(ledger: Ledger, judgements: Mapping[str, Judgement], edition: Edition) -> Page:
    about = ledger.about
    groups = by_programme(ledger, judgements)
    return Page(
        title=about.title,
        parties=parties(about),
        announced=about.announced,
        description=pieces(about.description or ""),
        source=citation(about.sources),
        note=pieces(about.note or ""),
        headline=_headline(ledger, groups),
        cards=len(judgements),
        summary=summary(judgements.values(), len(ledger.commitments)),
        segments=stack(tally(judgements.values())),
        sections=tuple(_section(ledger, group) for group in groups),
        news=_news(judgements, edition.as_of),
        glossary=_glossary(judgements),
        edition=edition,
    )


def _headline(ledger: Ledger, groups: Sequence[Group]) -> str:
    """Count commitments and programmes, and say when they are not all of the ledger's."""
    number, total = sum(len(group.judgements) for group in groups), len(ledger.commitments)
    commitments = count(total, "commitment") if number == total else f"{number:,} of {count(total, 'commitment')}"
    programmes = sum(group.programme is not None for group in groups)
    return f"{commitments} in {count(programmes, 'programme')}" if programmes else commitments


def _glossary(judgements: Mapping[str, Judgement]) -> tuple[tuple[Badge, str], ...]:
    """Explain every status that occurs on the page."""
    shown = {status for one in judgements.values() for status in (one.status, one.state)}
    shown |= {period.state for one in judgements.values() for period in one.periods}
    return tuple((badge(status), MEANINGS[status]) for status in FROM_GOOD_TO_UNKNOWN if status in shown)


def _section(ledger: Ledger, group: Group) -> Section:
    programme = group.programme
    return Section(
        anchor=f"programme:{group.programme_id or ''}",
        programme_id=group.programme_id or "",
        title=section_title(group),
        description=pieces((programme and programme.description) or ""),
        source=citation(programme.sources) if programme else None,
        summary=summary(group.judgements.values()),
        segments=stack(tally(group.judgements.values())),
        cards=tuple(card(ledger.about, key, judgement) for key, judgement in group.judgements.items()),
    )


def _news(judgements: Mapping[str, Judgement], as_of: date) -> tuple[News, ...]:
    records = chronicle(((key, one.commitment) for key, one in judgements.items()), as_of)
    return tuple(
        News(one.update.date, one.commitment_id, one.commitment.title, pieces(claim_made(one.update, one.commitment)))
        for one in latest(records, _LATEST)
    )
