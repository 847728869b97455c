"""Sources as links, named by their publisher or host, with what is known of them."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from commitrack.ledger.model import Reporter, Update
from commitrack.views.addresses import host, href, plain_hosts
from commitrack.views.html.markup import Html, all_links, escaped, link, linked, linking
from commitrack.words.report.labels import LABELS, REPORTED_BY

_COPY = escaped(LABELS["copy"])


def citation(sources: Sequence[str], archives: Sequence[str] = ()) -> Html | None:
    """Cite sources that have nothing beside them but archived copies; None where there are none."""
    if not sources and not archives:
        return None
    return Html(_with_copies(_cited(sources), archives))


def citations_of(updates: Sequence[Update]) -> list[str]:
    """Cite the sources of each update, in HTML; empty where nothing is known of them."""
    alone = [one.source if isinstance(one.source, str) else "" for one in updates]
    hosts = plain_hosts(alone)
    links = all_links([one.publisher or host for one, host in zip(updates, hosts, strict=True)], alone)
    cited = [
        plain if host else _cited(one.sources, one.publisher)
        for one, host, plain in zip(updates, hosts, links, strict=True)
    ]
    return [
        _with_details(one, sources) if one.publisher or one.published or one.by or one.archive else sources
        for one, sources in zip(updates, cited, strict=True)
    ]


def _with_details(update: Update, cited: str) -> str:
    """Say behind the sources of an update what else is known of them."""
    sources, publisher = update.sources, update.publisher
    unsaid = None if sources and publisher and href(sources[0]) else publisher  # by the link to the source
    if details := _details(unsaid, update.published, update.by):
        cited = f"{cited}, {details}" if cited else details
    return _with_copies(cited, update.archives)


@lru_cache(maxsize=4096)
def _details(publisher: str | None, published: date | None, by: Reporter | None) -> str:
    """Say publisher, date and who reports, in HTML; much of a history is said alike."""
    details = []
    if publisher:
        details.append(publisher)
    if published:
        details.append(LABELS["published"].format(date=published))
    if by:
        details.append(REPORTED_BY[by])
    return linked(", ".join(details))


def _cited(sources: Sequence[str], publisher: str | None = None) -> str:
    """Link each source, the first by the name of its publisher, or say it where it is no address."""
    cited = []
    for number, source in enumerate(sources):
        address, name = href(source), "" if number else publisher
        cited.append(link(name or host(address), address) if address else linked(source))
    return ", ".join(cited)


def _with_copies(cited: str, archives: Sequence[str]) -> str:
    """Link each archived copy below what is cited, or say where it is."""
    if not archives:
        return cited
    copies = [linking(address, _COPY) if (address := href(one)) else linked(one) for one in archives]
    return f"{cited}<br>{', '.join(copies)}"
