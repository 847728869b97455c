"""Texts of a ledger cut into pieces: addresses of the web and of mail, which alone become links, days, and the rest."""

import re
from dataclasses import dataclass
from itertools import cycle

from commitrack.views.addresses import href
from commitrack.views.clean import clean

_ADDRESS = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"“”]+", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")
_STOPS = ".,;:!?'’”»"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, where it leads if it is an address, and whether it is a date, which stays on one line."""

    text: str
    href: str | None = None
    is_day: bool = False


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text into the addresses and days in it, and what is between them."""
    text = clean(text)
    cut: list[Piece] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        address = _without_stops(found[0])
        if href(address):
            cut += [*_days(text[end : found.start()]), Piece(address, address)]
            end = found.start() + len(address)
    return (*cut, *_days(text[end:]))


def _days(text: str) -> list[Piece]:
    return [Piece(part, is_day=bool(odd)) for part, odd in zip(_DAY.split(text), cycle((0, 1))) if part]


def _without_stops(address: str) -> str:
    """Leave the sentence's own punctuation out of an address that ends it: stops, and brackets opened before it."""
    unopened = {closing: address.count(closing) - address.count(opening) for opening, closing in ("()", "[]")}
    end = len(address)
    while address[end - 1] in _STOPS or unopened.get(address[end - 1], 0) > 0:
        end -= 1
        if address[end] in unopened:
            unopened[address[end]] -= 1
    return address[:end]
