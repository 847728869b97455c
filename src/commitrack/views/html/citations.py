"""Sources as links, named by their publisher or host, with what is known of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commitrack.ledger.model import Update
from commitrack.views.addresses import host, href
from commitrack.views.html.pieces import Piece, pieces
from commitrack.words.page import LABELS, REPORTED_BY


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: a link named by publisher or host, or the text of a citation."""

    pieces: tuple[Piece, ...]
    details: tuple[Piece, ...]
    """Publisher, date and who reports, as far as the link does not say it."""
    archive: tuple[Piece, ...]


def citation(sources: Sequence[str], archives: Sequence[str] = ()) -> Citation | None:
    """Cite sources that have nothing beside them but archived copies; None where there are none."""
    return Citation(_cited(sources), (), _copies(archives)) if sources or archives else None


def citation_of(update: Update) -> Citation | None:
    """Cite the sources of an update; None where nothing is known of them."""
    linked = update.sources and href(update.sources[0])
    details = [
        "" if linked else update.publisher,
        LABELS["published"].format(date=update.published) if update.published else "",
        REPORTED_BY[update.by] if update.by else "",
    ]
    cited = Citation(
        pieces=_cited(update.sources, update.publisher),
        details=pieces(", ".join(part for part in details if part)),
        archive=_copies(update.archives),
    )
    return cited if cited.pieces or cited.details or cited.archive else None


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
        (Piece(LABELS["copy"], address),) if address else pieces(archive)
        for address, archive in zip(addresses, archives, strict=True)
    )


def _joined(cited: Iterable[tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """Put a comma between citations."""
    return tuple(piece for one in cited for piece in (Piece(", "), *one))[1:]
