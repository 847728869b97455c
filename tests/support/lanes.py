"""How much a run of the tests tries: what takes seconds, some cases, every case, or what takes hours too."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, TypeVar

import pytest

Case = TypeVar("Case")


class Lane(IntEnum):
    """What a run of the tests tries."""

    QUICK = 1
    """What takes seconds: no processes, no browser, and five examples of each law."""
    USUAL = 2
    """Nearly every test, with some of its cases."""
    FULL = 3
    """Every test, with all of its cases."""
    LONG = 4
    """Every test, with as many cases as the claims in docs/writing.md and docs/hostile.md need."""

    def amount(self, usual: int, full: int, long: int | None = None) -> int:
        """Return how often to do something; ``full`` in the long run too, unless that has its own number."""
        if self is Lane.LONG and long is not None:
            return long
        return full if self >= Lane.FULL else usual

    def some(self, cases: Sequence[Case], one_in: int) -> Sequence[Case]:
        """Return all cases in the full run, and else one in so many, the first among them."""
        return cases if self >= Lane.FULL else cases[::one_in]


def one_in(number: int, cases: Sequence[Any]) -> list[Any]:
    """Return the cases of a parametrized test, of which only one in so many is tried outside the full run."""
    return [
        case
        if index % number == 0
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.full)
        for index, case in enumerate(cases)
    ]
