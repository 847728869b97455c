"""Suggesting the closest known name: soon, however many and however long the names are."""

from collections.abc import Collection

_LONGEST = 200
"""Characters. Comparing takes the square of them, and nobody slips in a name that long."""

_COMPARISONS = 250_000
"""For one ledger, which take a second or two. Whoever errs more often needs no suggestion, but an end."""

_MEMORABLE = 100


class Suggester:
    """Suggests the closest known name, until it has made as many comparisons as one ledger is worth."""

    def __init__(self) -> None:
        self._left = _COMPARISONS
        self._remembered: dict[tuple[str, float, tuple[str, ...]], str | None] = {}

    def closest(self, name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
        """Return the known name that is most like this one; None where none is like enough.

        ``cutoff`` is from 0 (anything) to 1 (the same).
        """
        if self._left <= 0 or len(name) > _LONGEST:
            return None
        if name in known:
            return name
        if len(known) > _MEMORABLE:
            return self._compared(name, known, cutoff)
        slip = (name, cutoff, tuple(known))
        if slip not in self._remembered:
            self._remembered[slip] = self._compared(name, known, cutoff)
        return self._remembered[slip]

    def did_you_mean(self, name: str, known: Collection[str], otherwise: str, cutoff: float = 0.6) -> str:
        """Ask whether the closest known name was meant; say something else where none is close."""
        close = self.closest(name, known, cutoff)
        return f'did you mean "{close}"?' if close else otherwise

    def _compared(self, name: str, known: Collection[str], cutoff: float) -> str | None:
        from difflib import get_close_matches  # most ledgers have nothing to suggest

        self._left -= len(known)
        return next(iter(get_close_matches(name, known, n=1, cutoff=cutoff)), None)


def did_you_mean(name: str, known: Collection[str], otherwise: str, cutoff: float = 0.5) -> str:
    """Ask whether the closest of some known names was meant, as :meth:`Suggester.did_you_mean` does."""
    return Suggester().did_you_mean(name, known, otherwise, cutoff)


def is_slip(name: str, known: str) -> bool:
    """Say whether a name is a known one with a slip or two of the finger: fewer in a short one."""
    if name == known:
        return True
    allowed = 1 if len(known) <= 5 else 2 if len(known) <= 12 else 3
    return abs(len(name) - len(known)) <= allowed and _slips(name, known) <= allowed


def _slips(one: str, other: str) -> int:
    """Count the letters that are missing, too many, wrong, or exchanged with the next one."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, wanted in enumerate(other, start=1):
            least = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 < column and letter == other[column - 2] and wanted == one[row - 2]:
                least = min(least, before[column - 2] + 1)
            current.append(least)
        before, last = last, current
    return last[-1]
