"""Texts of a ledger as HTML: the one place beside the templates that escapes them."""

from collections.abc import Iterable

from commitrack.views.clean import clean, is_clean
from commitrack.views.html.pieces import WHOLE, Piece, has_whole, may_link, may_run_leftward, pieces


class Html(str):
    """Text that is HTML already: a template puts it on a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Say so to templates."""
        return self


def escaped(text: str) -> str:
    """Write a text as HTML, with nothing in it that controls or hides."""
    return _with_entities(text if text.isprintable() else clean(text))


def all_escaped(texts: list[str]) -> list[str]:
    """Write many texts as HTML: all as they stand where nothing in any needs a closer look, or else as one."""
    whole = " ".join(texts)
    return _as_one(texts, whole) if is_clean(whole) else list(map(escaped, texts))


def _as_one(texts: list[str], whole: str) -> list[str]:
    if not any(mark in whole for mark, _ in _ENTITIES):
        return texts
    return _with_entities("\n".join(texts)).split("\n")


def _with_entities(text: str) -> str:
    for mark, entity in _ENTITIES:
        if mark in text:  # which takes a tenth of the time in a long text
            text = text.replace(mark, entity)
    return text


_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;"))


def together(cut: Iterable[Piece]) -> str:
    """Write a text as HTML that was cut into pieces."""
    return "".join(map(_piece, cut))


def linked(text: str, *, is_own: bool = False) -> str:
    """Write a text as HTML, with its addresses as links; ``is_own`` where all of it is somebody's own."""
    if may_link(text) or may_run_leftward(text):
        return together(pieces(text, is_own=is_own))
    return _with_whole(escaped(text))


def all_linked(texts: list[str], *, is_own: bool = False) -> list[str]:
    """Write many texts as HTML, with their addresses as links: as one where they have none."""
    whole = " ".join(texts)
    if may_link(whole) or may_run_leftward(whole) or not is_clean(whole):
        return [linked(text, is_own=is_own) for text in texts]
    html = _as_one(texts, whole)
    return _with_whole("\n".join(html)).split("\n") if has_whole(whole) else html


def _with_whole(html: str) -> str:
    return WHOLE.sub(lambda found: _kept_together(found[0]), html) if has_whole(html) else html


def link(text: str, address: str) -> str:
    """Write a text as a link to an address."""
    return linking(address, escaped(text))


def linking(address: str, html: str) -> str:
    """Let HTML lead to an address."""
    return f'<a href="{escaped(address)}">{html}</a>'


def all_links(texts: list[str], addresses: list[str]) -> list[str]:
    """Write many texts as links, each to its own address."""
    return [
        f'<a href="{address}">{html}</a>'
        for address, html in zip(all_escaped(addresses), all_escaped(texts), strict=True)
    ]


def _piece(piece: Piece) -> str:
    if piece.href:  # it says where it leads, so that this need not be said beside it in print
        return f'<a class="bare" href="{escaped(piece.href)}">{escaped(piece.text.removeprefix("mailto:"))}</a>'
    text = escaped(piece.text)
    if piece.is_leftward:
        return f"<bdi>{text}</bdi>"
    return _kept_together(text) if piece.is_whole else text


def _kept_together(text: str) -> str:
    return f'<span class="whole">{text}</span>'
