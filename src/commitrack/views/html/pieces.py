"""Texts of a ledger cut into pieces: addresses, which alone become links, what stays on one line, and the rest."""

import re
from itertools import cycle
from typing import NamedTuple

from commitrack.views.addresses import href
from commitrack.views.clean import clean

_ADDRESS = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"“”]+", re.IGNORECASE)
_MAIL = re.compile(r"(?<!mailto:)(?<![\w.+/@=&-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
WHOLE = re.compile(r"(\b\d{4}-\d\d(?:-\d\d)?\b|(?<![\w.,])[−-]?\d[\d,]*(?:\.\d+)? %)")
"""What stays on one line: a date, and a number with its per cent sign."""
_STOPS = ".,;:!?'’”»"


_LEFT = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_LEFT_LETTER = re.compile(_LEFT)
_LETTERS = re.compile(r"[^\W\d_]")
_LEFTWARD = re.compile(rf"{_LEFT}(?:[^\w<>]*{_LEFT})*")
"""Words of a script that runs from right to left: between them no letter or digit of another."""


class Piece(NamedTuple):
    """A part of a text: where it leads if it is an address, and what it is if it must be kept together.

    A date stays on one line, and so does a percentage. Words that run from right to left stand apart in a text that
    does not, so that they move no figure beside them.
    """

    text: str
    href: str | None = None
    is_whole: bool = False
    is_leftward: bool = False


def pieces(text: str, *, is_own: bool = False) -> tuple[Piece, ...]:
    """Cut a text into the addresses, dates and percentages in it, and what is between them.

    ``is_own`` where all of it is somebody's own, and not a sentence of ours with their words in it: then it may run
    from right to left as a whole.
    """
    text = clean(text)
    is_mixed = not text.isascii() and not (is_own and _is_leftward(text))
    if not may_link(text):
        return tuple(_wholes(text, is_mixed=is_mixed))
    cut: list[Piece] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        address = _without_stops(found[0])
        if href(address):
            cut += [*_wholes(text[end : found.start()], is_mixed=is_mixed), Piece(address, address)]
            end = found.start() + len(address)
    return (*cut, *_wholes(text[end:], is_mixed=is_mixed))


def with_mail(text: str) -> str:
    """Let every address of mail in a text say that it is one, as those in a ledger need not."""
    return _MAIL.sub(r"mailto:\g<0>", text)


def may_link(text: str) -> bool:
    """Say whether there may be an address in a text: in most there is none."""
    return ":" in text and ("://" in text or "mailto:" in text.lower())


def has_whole(text: str) -> bool:
    """Say whether anything in a text must stay on one line: in most there is nothing that looks like it."""
    return ("-" in text or "%" in text) and WHOLE.search(text) is not None


def may_run_leftward(text: str) -> bool:
    """Say whether any of a text runs from right to left: of most nothing does."""
    return not text.isascii() and _LEFT_LETTER.search(text) is not None


def _is_leftward(text: str) -> bool:
    """Say whether a text runs from right to left as a whole: its first letter does, and most, its addresses aside."""
    letters = _LETTERS.findall(_ADDRESS.sub("", text))
    return bool(letters) and _is_left(letters[0]) and sum(map(_is_left, letters)) * 2 > len(letters)


def _is_left(letter: str) -> bool:
    return _LEFT_LETTER.match(letter) is not None


def _wholes(text: str, *, is_mixed: bool) -> list[Piece]:
    if not has_whole(text):
        return _runs(text, is_mixed=is_mixed)
    cut = []
    for part, odd in zip(WHOLE.split(text), cycle((0, 1))):
        if odd:
            cut.append(Piece(part, is_whole=True))
        elif part:
            cut += _runs(part, is_mixed=is_mixed)
    return cut


def _runs(text: str, *, is_mixed: bool) -> list[Piece]:
    """Cut a text into what runs from right to left, and the rest; one that does so as a whole stays whole."""
    if not is_mixed:
        return [Piece(text)] if text else []
    cut, end = [], 0
    for found in _LEFTWARD.finditer(text):
        cut += [Piece(text[end : found.start()]), Piece(found[0], is_leftward=True)]
        end = found.end()
    return [piece for piece in (*cut, Piece(text[end:])) if piece.text]


def _without_stops(address: str) -> str:
    """Leave the sentence's own punctuation out of an address that ends it: stops, and brackets opened before it."""
    unopened = {closing: address.count(closing) - address.count(opening) for opening, closing in ("()", "[]")}
    end = len(address)
    while address[end - 1] in _STOPS or unopened.get(address[end - 1], 0) > 0:
        end -= 1
        if address[end] in unopened:
            unopened[address[end]] -= 1
    return address[:end]
