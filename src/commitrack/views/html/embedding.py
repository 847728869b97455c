"""The card of a promise on another page: the height that its frame needs there, which has to be known beforehand."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from textwrap import wrap
from typing import NamedTuple

from commitrack.views.html.cards import Card
from commitrack.views.html.pieces import Piece
from commitrack.words.report.labels import LABELS


class _Type(NamedTuple):
    """Letters of one size, as in embed.css: how high a line is in pixels, and how many letters one has at least."""

    line: float
    letters: int


_TITLE, _WORDS, _FIGURE, _SOURCE = _Type(24, 24), _Type(25, 26), _Type(30, 20), _Type(22.5, 33)
"""On a phone of 320 pixels; a wider page has fewer lines."""
_AROUND = 32 + 8 + 14 + 8
"""The card's padding, and what is between its parts."""
_BAR = 26
_TO_SPARE = _WORDS.line
"""Room for letters that are wider than most."""


def height_of(card: Card, title: str, as_of: date) -> int:
    """Return the height in pixels that holds a card on a phone, with the line that says where it is from."""
    source = f"{title} · {LABELS['as_of'].format(date=as_of)}"
    figure = " ".join(filter(None, (card.figure, _text(card.period))))
    beside = " · ".join(filter(None, (card.declared_by, *card.caveats)))
    parts = (
        *((_TITLE, card.title), (_WORDS, f"xxx{card.badge.words}"), (_WORDS, beside)),
        *((_FIGURE, figure), (_SOURCE, source)),
    )
    return round(_AROUND + _BAR * bool(card.bullet) + _TO_SPARE + sum(_height(*part) for part in parts))


def _height(kind: _Type, text: str) -> float:
    wide = "".join(letter * (1 + (unicodedata.east_asian_width(letter) in "WF")) for letter in text)
    return kind.line * len(wrap(wide, kind.letters))


def _text(cut: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in cut)
