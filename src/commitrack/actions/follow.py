"""Ledgers that are followed: what is made of them is made anew when they say something else."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from commitrack.actions.open import Opened, parse_all, read_all
from commitrack.errors import CommitrackError

Made = TypeVar("Made")


class Followed(Generic[Made]):
    """The pages last made of some ledgers, and the reason why none can be made of them as they are now."""

    def __init__(
        self,
        named: Sequence[Path] | None,
        known_on: date | None,
        make: Callable[[Sequence[Opened], date], Made],
        day: date,
    ) -> None:
        """Read the ledgers and make it for a date. Raises :class:`~commitrack.errors.CommitrackError`."""
        self._named, self._known_on, self._make = named, known_on, make
        self._lock = Lock()
        self._seen: tuple[list[tuple[Path, bytes]], date] | None = (read_all(named), day)
        self._made = self._anew(*self._seen)
        self._problems: Sequence[str] = ()

    def look(self, day: date) -> tuple[Made, Sequence[str]]:
        """Return what is made of the ledgers for a date, anew if they hold something else than when last looked at.

        While they cannot be read it is what was made last, with the sentences that say why.
        """
        with self._lock:
            seen = None
            try:
                seen = (read_all(self._named), day)
                if seen != self._seen:
                    self._made, self._problems = self._anew(*seen), ()
            except CommitrackError as error:
                self._problems = error.lines
            self._seen = seen
            return self._made, self._problems

    def _anew(self, read: list[tuple[Path, bytes]], day: date) -> Made:
        return self._make(parse_all(read, self._known_on), day)
