"""Texts of a ledger as HTML: the one place beside the templates that escapes them."""

from collections.abc import Iterable

from commitrack.views.clean import clean
from commitrack.views.html.pieces import DAY, Piece, may_link, pieces


class Html(str):
    """Text that is HTML already: a template puts it on a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Say so to templates."""
        return self


def escaped(text: str) -> str:
    """Write a text as HTML, with nothing in it that controls or hides."""
    if not text.isprintable():
        text = clean(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


def together(cut: Iterable[Piece]) -> str:
    """Write a text as HTML that was cut into pieces."""
    return "".join(map(_piece, cut))


def linked(text: str, *, is_own: bool = False) -> str:
    """Write a text as HTML, with its addresses as links; ``is_own`` where all of it is somebody's own."""
    if not text.isascii() or may_link(text):
        return together(pieces(text, is_own=is_own))
    return DAY.sub(lambda day: _kept_together(day[0]), escaped(text)) if "-" in text else escaped(text)


def link(text: str, address: str) -> str:
    """Write a text as a link to an address."""
    return linking(address, escaped(text))


def linking(address: str, html: str) -> str:
    """Let HTML lead to an address."""
    return f'<a href="{escaped(address)}">{html}</a>'


def _piece(piece: Piece) -> str:
    if piece.href:  # it says where it leads, so that this need not be said beside it in print
        return f'<a class="bare" href="{escaped(piece.href)}">{escaped(piece.text.removeprefix("mailto:"))}</a>'
    text = escaped(piece.text)
    if piece.is_leftward:
        return f"<bdi>{text}</bdi>"
    return _kept_together(text) if piece.is_day else text


def _kept_together(day: str) -> str:
    return f'<span class="day">{day}</span>'
