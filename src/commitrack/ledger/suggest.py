"""What was probably meant by a name that nobody knows: found soon, however many and however long the names are."""

from collections.abc import Collection

_LONGEST = 200
"""Characters. Comparing takes the square of them, and nobody slips in a name that long."""

_PATIENCE = 250_000
"""Comparisons for one ledger, which take a second or two. Whoever errs more often needs no guess, but an end."""

_MEMORABLE = 100


class _Speller:
    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._patience = _PATIENCE
        self._remembered: dict[tuple[str, float, tuple[str, ...]], str | None] = {}

    def closest(self, name: str, known: Collection[str], cutoff: float) -> str | None:
        if self._patience <= 0 or len(name) > _LONGEST:
            return None
        if len(known) > _MEMORABLE:
            return self._compared(name, known, cutoff)
        slip = (name, cutoff, tuple(known))
        if slip not in self._remembered:
            self._remembered[slip] = self._compared(name, known, cutoff)
        return self._remembered[slip]

    def _compared(self, name: str, known: Collection[str], cutoff: float) -> str | None:
        from difflib import get_close_matches  # most ledgers have nothing to guess

        self._patience -= len(known)
        return next(iter(get_close_matches(name, known, n=1, cutoff=cutoff)), None)


_speller = _Speller()


def closest(name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
    """Return the known name that is most like this one, if one is at least so much like it.

    ``cutoff`` is from 0 (anything) to 1 (the same). After many names that nobody knows, none is guessed at any more,
    until :func:`begin`.
    """
    return _speller.closest(name, known, cutoff)


def begin() -> None:
    """Have all patience again: another ledger is read."""
    _speller.begin()
