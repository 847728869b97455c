"""The report as a site: an index, a page for each promise, its chart and a card to embed, and what machines read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from commitrack.ledger.model import Ledger
from commitrack.progress.changes import Comparison
from commitrack.progress.history import Entry
from commitrack.progress.judgement import Judgement, banded
from commitrack.progress.log import chronicle
from commitrack.views import json, tabular
from commitrack.views.edition import Edition
from commitrack.views.html.bars import bands_of
from commitrack.views.html.cards import card
from commitrack.views.html.drawing import framed
from commitrack.views.html.rendering import rendered
from commitrack.views.html.report import Page, overview
from commitrack.views.rows.export import EXPORT, exported
from commitrack.words.diff import tell
from commitrack.words.phrases import claim_made, declared

FILES = ("figures.csv", "commitments.json", "datapackage.json", "feed.xml")
"""What the pages link to for other programs."""

_IN_FEED = 50


@dataclass(frozen=True, slots=True)
class News:
    """An entry of the feed."""

    id: str
    title: str
    said: str
    date: str
    address: str


def site(
    ledger: Ledger,
    judgements: Mapping[str, Judgement],
    edition: Edition,
    since: Comparison | None = None,
    base: str = "",
) -> Iterator[tuple[str, str]]:
    """Write each file of the site, after its name. ``base`` is the address that the site will have, with a slash."""
    page = overview(ledger, judgements, edition, since, _page_of)
    yield "index.html", rendered("page.html.j2", page=page, sections=(), files=FILES, address=base)
    for key, judgement in judgements.items():
        yield from _promise(ledger, key, judgement, page, base)
    records = chronicle(((key, one.commitment) for key, one in judgements.items()), edition.as_of)
    yield "figures.csv", tabular.separated(EXPORT, exported(reversed(records)), "csv")
    yield "commitments.json", json.listing(ledger.about, judgements, edition.as_of, edition.known_on)
    yield "datapackage.json", json.package(ledger.about, edition.generated_at)
    news = _news(judgements, since, base)
    yield "feed.xml", rendered("feed.xml.j2", page=page, news=news, id=_name(ledger.about.title), base=base)
    if base:
        addresses = [base, *(f"{base}{_page_of(key)}" for key in judgements)]
        yield "sitemap.xml", rendered("sitemap.xml.j2", addresses=addresses, date=edition.as_of)


def _promise(ledger: Ledger, key: str, judgement: Judgement, page: Page, base: str) -> Iterator[tuple[str, str]]:
    shown = card(ledger.about, key, judgement)
    drawn = framed(shown.chart, ledger.about, judgement)
    values = {
        "page": page,
        "card": shown,
        "sections": (),
        "files": FILES,
        "bands": bands_of(banded([judgement])),
        "status": declared(judgement),
        "base": base,
        "address": f"{base}{_page_of(key)}" if base else "",
        "picture": f"chart/{key}.svg" if drawn else "",
    }
    yield _page_of(key), rendered("promise.html.j2", **values)
    yield f"embed/{key}.html", rendered("embed.html.j2", **values)
    if drawn:
        yield f"chart/{key}.svg", drawn


def _page_of(commitment_id: str) -> str:
    return f"promise/{commitment_id}.html"


def _news(judgements: Mapping[str, Judgement], since: Comparison | None, base: str) -> list[News]:
    """Tell changes of status and what was said last of the promises, the newest first."""
    news = [
        News(
            id=_name(one.commitment_id, since.earlier.as_of, since.later.as_of, tell(one)),
            title=one.judgement.commitment.title,
            said=tell(one),
            date=str(since.later.as_of),
            address=f"{base}{_page_of(one.commitment_id)}",
        )
        for one in (since.changes if since else ())
        if since and one.kind == "status"
    ]
    told = [
        (key, one, entry) for key, one in judgements.items() for entry in one.history[-_IN_FEED:] if _is_news(entry)
    ]
    told.sort(key=lambda it: it[2].update.date, reverse=True)
    for key, one, entry in told[: _IN_FEED - len(news)]:
        said = claim_made(entry.update, one.commitment, one.scale)
        news.append(
            News(
                id=_name(key, entry.update.id or entry.update.date, said),
                title=one.commitment.title,
                said=said,
                date=str(entry.update.date),
                address=f"{base}{_page_of(key)}",
            )
        )
    return news


def _is_news(entry: Entry) -> bool:
    return entry.fate == "stands" and entry.update.claimed


def _name(*parts: object) -> str:
    """Name something for good by what it is made of, as an Atom feed needs."""
    return uuid5(NAMESPACE_URL, "\n".join(map(str, parts))).urn
