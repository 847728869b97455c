"""The report as a site: an index, a page for each promise, its chart and a card to embed, and what machines read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import nlargest
from operator import attrgetter, itemgetter
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from commitrack.ledger.fields import ID_PATTERN
from commitrack.ledger.model import Ledger, Update
from commitrack.progress.changes import Comparison
from commitrack.progress.diff import last_steps
from commitrack.progress.history import known_since
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import Record, chronicle_of
from commitrack.views import json, tabular
from commitrack.views.edition import Edition
from commitrack.views.html.cards import card
from commitrack.views.html.drawing import framed
from commitrack.views.html.embedding import height_of
from commitrack.views.html.markup import Html
from commitrack.views.html.rendering import policy, rendered
from commitrack.views.html.report import Page, citation_of, imprint, overview
from commitrack.views.rows.export import EXPORT, exported
from commitrack.views.rows.list import Judged
from commitrack.words.diff import tell_step
from commitrack.words.phrases import claim_made
from commitrack.words.report.labels import DATED
from commitrack.words.verdicts import declared

FILES = ("figures.csv", "commitments.json", "datapackage.json", "feed.xml")
"""The files for other programs that the pages link to."""

ALWAYS = ("index.html", *FILES)
"""The files that every site has."""

_ID = re.compile(ID_PATTERN)
_IN_FEED = 50

_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
}
_PICTURE, _DATA = "default-src 'none'; style-src 'unsafe-inline'", "default-src 'none'"


def type_of(name: str) -> str:
    """Name the media type of a file of a site."""
    return "application/atom+xml" if name == "feed.xml" else _TYPES[name.rpartition(".")[2]]


def policy_of(name: str) -> str:
    """Return what a file of a site may load: pages and pictures their own styles, and all others nothing."""
    ending = name.rpartition(".")[2]
    page = policy("embed_policy" if name.startswith("embed/") else "policy")
    known = page if ending == "html" else _PICTURE if ending == "svg" else _DATA
    return f"{known}; frame-ancestors 'self'"


def belongs(name: str) -> bool:
    """Say whether a site may have a file of that name, or a folder: the name of one ends in a slash."""
    folder, within, file = name.partition("/")
    if not within:
        return name in (*ALWAYS, "sitemap.xml")
    key, _, ending = file.partition(".")
    return folder in _OF_A_PROMISE and (
        not file or (ending == _OF_A_PROMISE[folder][1] and _ID.fullmatch(key) is not None)
    )


@dataclass(frozen=True, slots=True)
class News:
    """An entry of the feed."""

    id: str
    title: str
    said: str
    date: str
    """The date from which it is known."""
    address: str


class Site:
    """The files of a site by their names, each written when it is asked for.

    ``base`` is the address that the site will have, with a slash; ``since`` tells what changed up to now.
    """

    def __init__(
        self,
        ledger: Ledger,
        judgements: Mapping[str, Judgement],
        edition: Edition,
        since: Comparison | None = None,
        base: str = "",
    ) -> None:
        self._ledger, self._judgements, self._edition = ledger, judgements, edition
        self._since, self._base = since, base
        self._judged = {key: Judged(key, one) for key, one in judgements.items()}
        self._shared: Mapping[str, Callable[[], str]] = {
            "index.html": self._index,
            "figures.csv": self._figures,
            "commitments.json": self._listing,
            "datapackage.json": lambda: json.package(ledger.about, edition.generated_at),
            "feed.xml": self._feed,
            **({"sitemap.xml": self._map} if base else {}),
        }

    def files(self) -> Iterator[tuple[str, str]]:
        """Write every file, after its name. What is told of a promise is worked out once for all of them."""
        figures: list[_Line] = []
        for key in self._judged:
            records = self._records(key)
            figures += _lines(records)
            values = self._promise(key, records)
            for folder, (template, ending) in _OF_A_PROMISE.items():
                if (text := _written(template, values)) is not None:
                    yield f"{folder}/{key}.{ending}", text
        for name, write in self._shared.items():
            yield name, _in_order(figures) if name == "figures.csv" else write()

    def file(self, name: str, problems: Sequence[str] = ()) -> str | None:
        """Write one file; None where the site has none of that name.

        ``problems`` are said on its pages: why the ledger cannot be read as it is now.
        """
        if name in self._shared:
            return self._index(problems) if name == "index.html" else self._shared[name]()
        folder, _, file = name.partition("/")
        key, _, ending = file.partition(".")
        template, known = _OF_A_PROMISE.get(folder, ("", ""))
        if ending != known or key not in self._judged:
            return None
        return _written(template, {**self._promise(key, self._records(key)), "problems": problems})

    @cached_property
    def _page(self) -> Page:
        return overview(self._ledger, self._judgements, self._edition, self._since, _page_of)

    @cached_property
    def _imprint(self) -> Html:
        """Write the foot of a promise's page below its citation, which is the same on each."""
        return imprint(self._page, FILES, up="../")

    def _index(self, problems: Sequence[str] = ()) -> str:
        cited = citation_of(self._ledger.about, self._edition, self._base, number=len(self._judged))
        values = {"page": self._page, "files": FILES, "address": self._base, "cited": cited, "problems": problems}
        return rendered("page.html.j2", sections=(), imprint=imprint(self._page, FILES), **values)

    def _figures(self) -> str:
        return _in_order(line for key in self._judged for line in _lines(self._records(key)))

    def _listing(self) -> str:
        edition = self._edition
        return json.listing(self._ledger.about, list(self._judged.values()), edition.as_of, edition.known_on)

    def _feed(self) -> str:
        news = _news(self._judgements, self._since, self._base)
        return rendered("feed.xml.j2", page=self._page, news=news, id=_name(self._ledger.about.title), base=self._base)

    def _map(self) -> str:
        addresses = [self._base, *(f"{self._base}{_page_of(key)}" for key in self._judgements)]
        return rendered("sitemap.xml.j2", addresses=addresses, date=self._edition.as_of)

    def _records(self, key: str) -> list[Record]:
        """List the updates of a promise, newest first."""
        return chronicle_of(key, self._judgements[key])

    def _promise(self, key: str, records: Sequence[Record]) -> dict[str, object]:
        """Gather what the files of a promise say."""
        judgement, base = self._judgements[key], self._base
        title, address = judgement.commitment.title, f"{base}{_page_of(key)}" if base else ""
        shown = card(self._ledger.about, self._judged[key], records)
        drawn = framed(shown.chart, self._ledger.about, judgement)
        return {
            "page": self._page,
            "card": shown,
            "files": FILES,
            "imprint": self._imprint,
            "status": declared(judgement),
            "base": base,
            "address": address,
            "cited": citation_of(self._ledger.about, self._edition, address, promise=title),
            "picture": f"chart/{key}.svg" if drawn else "",
            "drawn": drawn,
            "height": height_of(shown, self._ledger.about.title, self._edition.as_of) if base else 0,
            "problems": (),
        }


_OF_A_PROMISE: Mapping[str, tuple[str, str]] = {
    "promise": ("promise.html.j2", "html"),
    "embed": ("embed.html.j2", "html"),
    "chart": ("", "svg"),
}
"""The template and the ending of each file that a promise has, by its folder; its chart is drawn already."""


_Line = tuple[date, str]
"""A line of figures.csv, with the date of its figure."""


def _lines(records: Sequence[Record]) -> list[_Line]:
    """Write the figures of a promise: its lines, which are much alike, take less time than those of many at once."""
    figures = list(exported(reversed(records)))
    dates = [one.record.entry.update.date for one in figures]
    return list(zip(dates, tabular.lines(EXPORT, figures, "csv"), strict=True))


def _in_order(lines: Iterable[_Line]) -> str:
    """Write the figures of all promises, the oldest first."""
    ordered = (line for _, line in sorted(lines, key=itemgetter(0)))
    return "\n".join([tabular.header(EXPORT, "csv"), *ordered, ""])


def _written(template: str, values: Mapping[str, Any]) -> str | None:
    return rendered(template, **values) if template else values["drawn"]


def _page_of(commitment_id: str) -> str:
    return f"promise/{commitment_id}.html"


def _news(judgements: Mapping[str, Judgement], since: Comparison | None, base: str) -> list[News]:
    """Tell changes of status and what was said last of the promises, the newest first."""
    news = [
        News(
            id=_name(step.commitment_id, step.date, step.after.counted_status),
            title=step.after.commitment.title,
            said=tell_step(step),
            date=str(step.date),
            address=f"{base}{_page_of(step.commitment_id)}",
        )
        for step in (last_steps(since) if since else ())
    ]
    told = (
        (key, one, entry.update)
        for key, one in judgements.items()
        for entry in one.history
        if entry.is_kept and entry.update.claimed
    )
    for key, one, update in nlargest(max(_IN_FEED - len(news), 0), told, key=lambda it: _entered_on(it[2])):
        said = claim_made(update, one.commitment, one.scale)
        news.append(
            News(
                id=_name(key, update.id or update.date, said),
                title=one.commitment.title,
                said=DATED.format(date=update.date, said=said),
                date=str(_entered_on(update)),
                address=f"{base}{_page_of(key)}",
            )
        )
    return sorted(news, key=attrgetter("date"), reverse=True)


def _entered_on(update: Update) -> date:
    """Return the date from which something is known: a figure may be of a date long ago."""
    return known_since(update) or update.date


def _name(*parts: object) -> str:
    """Name something for good by what it is made of, as an Atom feed needs."""
    return uuid5(NAMESPACE_URL, "\n".join(map(str, parts))).urn
