"""Sources as links, named by their publisher or host, with what is known of them."""

from collections.abc import Sequence

from commitrack.ledger.model import Update
from commitrack.views.addresses import host, href
from commitrack.views.html.markup import Html, link, linked
from commitrack.words.page import LABELS, REPORTED_BY


def citation(sources: Sequence[str], archives: Sequence[str] = ()) -> Html | None:
    """Cite sources that have nothing beside them but archived copies; None where there are none."""
    if not sources and not archives:
        return None
    return Html(_with_copies(_cited(sources), archives))


def citation_of(update: Update) -> str:
    """Cite the sources of an update, in HTML; empty where nothing is known of them."""
    sources, publisher = update.sources, update.publisher
    cited = _cited(sources, publisher) if sources else ""
    if details := _details(update, is_named=bool(publisher and sources and href(sources[0]))):
        cited = f"{cited}, {linked(details)}" if cited else linked(details)
    return _with_copies(cited, update.archives) if update.archive else cited


def _details(update: Update, *, is_named: bool) -> str:
    """Say publisher, date and who reports, as far as the link does not say it."""
    details = []
    if update.publisher and not is_named:
        details.append(update.publisher)
    if update.published:
        details.append(LABELS["published"].format(date=update.published))
    if update.by:
        details.append(REPORTED_BY[update.by])
    return ", ".join(details)


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
    copies = [link(LABELS["copy"], address) if (address := href(one)) else linked(one) for one in archives]
    return f"{cited}<br>{', '.join(copies)}"
