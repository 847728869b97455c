"""Findings in words: which commitments several of them are about."""

from collections.abc import Iterable, Sequence


def named(places: Iterable[str], room: int) -> str:
    """Name the commitments of some places once each, as many as have room, and count the rest: ``a, b and 3 more``.

    At least one is named.
    """
    names = list(dict.fromkeys(map(_subject, places)))
    for number in range(len(names), 1, -1):
        if len(text := _with_rest(names, number)) <= room:
            return text
    return _with_rest(names, 1)


def _with_rest(names: Sequence[str], number: int) -> str:
    rest = len(names) - number
    return f"{', '.join(names[:number])} and {rest:,} more" if rest else ", ".join(names)


def _subject(place: str) -> str:
    """Return the id in a place such as ``commitments.homes.updates[1]``; the whole place where there is none."""
    parts = place.split(".")
    return parts[1] if len(parts) > 1 and parts[0] in ("commitments", "programmes") else place
