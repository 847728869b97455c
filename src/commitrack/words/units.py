"""Units: with a verb, in short, and of a difference."""

import re
from decimal import Decimal

from commitrack.words.format import amount, points

_PERCENTAGES = ("%", "per cent", "percent", "pct")
_REST = (
    r"\s+(?:a|an|the|of|on|in|per|at|for|to|by|from|with|without|who|that|above|below|over|under|more|fewer|less|than|"
    r"every|each)\s.*"
)
"""Words that follow the thing counted: ``tests a day``, ``people on treatment``."""
_COMPARISON = r"\s+(?:(?:more|fewer|less|higher|lower) than|above|below)\s.*"
"""The whole that amounts are compared with. A difference of two of them is not compared with it."""
_SCALES = frozenset({"thousand", "million", "billion", "trillion"})
_PLURALS = frozenset({"people", "men", "women", "children"})


def is_percentage(unit: str) -> bool:
    """Say whether a unit is a share of a hundred: ``%``, ``% of GDP``, ``per cent below 1990``."""
    return any(unit == words or unit.startswith(f"{words} ") for words in _PERCENTAGES)


def be(number: Decimal | None, unit: str) -> str:
    """Return the verb that goes with an amount: 92 % is, 175 GW is, 1 home is, 2 homes are."""
    return "are" if is_plural(number, unit) else "is"


def was(number: Decimal | None, unit: str) -> str:
    """Return the verb of the past that goes with an amount."""
    return "were" if is_plural(number, unit) else "was"


def is_plural(number: Decimal | None, unit: str) -> bool:
    """Say whether an amount is of several things. A unit such as ``GW`` or ``% of people`` is none to count."""
    thing = unit if unit.isalpha() else re.sub(_REST, "", unit).rpartition(" ")[2]
    return number != 1 and (thing in _PLURALS or (thing.endswith("s") and not thing.endswith("ss")))


def in_short(written: str, unit: str) -> str:
    """Write an amount where its unit is said the second time: ``92 %``, ``175 GW``, ``66 billion``.

    Nothing of a unit of several words is said again.
    """
    first, _, rest = unit.partition(" ")
    if is_percentage(unit):
        return f"{written} %"
    return f"{written} {first}" if not rest or first in _SCALES else written


def difference(number: Decimal, unit: str) -> str:
    """Write a difference of amounts: ``25 places``, ``one``; of percentages ``1.2 percentage points``."""
    shown = amount(number)
    if is_percentage(unit):
        return points(shown)
    of_two = re.sub(_COMPARISON, "", unit)
    # A singular cannot be made of a plural without a dictionary.
    return "one" if number == 1 and is_plural(None, of_two) else f"{shown} {of_two}"
