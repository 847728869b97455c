"""The pace in words: what was expected by then, and what it takes from there."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from commitrack.progress.goal import Limit
from commitrack.progress.rules.measurement import Measurement, Pace, rounded
from commitrack.words.format import amount, capitalised, count, label, on, rate
from commitrack.words.units import be, difference, is_percentage, was


def against(stands: str, pace: Pace, measured: Measurement, unit: str) -> str:
    """Say how the last figure, as it ``stands``, compares with what was expected on its date."""
    actual = measured.actual or Decimal(0)
    if pace.gap == 0 and measured.last is not None and measured.last.date == pace.path.points[0][0]:
        return f"{stands}, where it began."
    since = measured.revised_since
    if pace.gap == 0 and since:
        return f"{stands}, exactly what would have been expected by the terms revised on {on(since)}."
    if pace.gap == 0:
        return f"{stands}, exactly the {amount(actual)} expected by then."
    side: _Side = "behind" if pace.gap > 0 else "ahead"
    expected = expected_by_then(pace, measured)
    gap = difference(gap_between(expected, actual), unit)
    if since:
        return _AGAINST_REVISED[pace.limit.side, side].format(
            stands=stands, revised=on(since), expected=amount(expected), gap=gap
        )
    days = pace.days_ahead
    has_days = days is not None and (days > 0) == (side == "ahead")
    return _AGAINST[pace.limit.side, side, has_days].format(
        stands=stands,
        expected=amount(expected),
        were=was(expected, unit),
        gap=gap,
        days=count(abs(days or 0), "day"),
    )


_Side = Literal["behind", "ahead"]
_AGAINST: Mapping[tuple[str, _Side, bool], str] = {
    ("at-least", "behind", False): "{stands}, where {expected} {were} expected: {gap} behind.",
    ("at-least", "behind", True): "{stands}, where {expected} {were} expected: {gap}, or {days}, behind.",
    ("at-least", "ahead", False): "{stands}, where {expected} {were} expected: {gap} ahead.",
    ("at-least", "ahead", True): "{stands}, where {expected} {were} expected: {gap}, or {days}, ahead.",
    ("at-most", "behind", False): "{stands}, where at most {expected} {were} expected: {gap} above that.",
    (
        "at-most",
        "behind",
        True,
    ): "{stands}, where at most {expected} {were} expected: {gap} above that, or {days} behind.",
    ("at-most", "ahead", False): "{stands}, where at most {expected} {were} expected: {gap} below that.",
    (
        "at-most",
        "ahead",
        True,
    ): "{stands}, where at most {expected} {were} expected: {gap} below that, or {days} ahead.",
}
"""By the side of the goal, and whether the pace says how many days that is."""
_AGAINST_REVISED: Mapping[tuple[str, _Side], str] = {
    ("at-least", "behind"): "{stands}; by the terms revised on {revised}, {expected} would have been expected: "
    "{gap} behind.",
    ("at-least", "ahead"): "{stands}; by the terms revised on {revised}, {expected} would have been expected: "
    "{gap} ahead.",
    ("at-most", "behind"): "{stands}; by the terms revised on {revised}, at most {expected} would have been expected: "
    "{gap} above that.",
    ("at-most", "ahead"): "{stands}; by the terms revised on {revised}, at most {expected} would have been expected: "
    "{gap} below that.",
}
"""The same of a figure from before a revision: nobody expected on its date what the newer terms expect."""


def expected_by_then(pace: Pace, measured: Measurement) -> Decimal:
    """Return what was expected on the date of the figure, rounded, and never so that it looks like the figure."""
    return computed(pace.expected, measured, apart_from=measured.actual or Decimal(0))


def gap_between(expected: Decimal, actual: Decimal) -> Decimal:
    """Return by how much two amounts differ as they are shown, exactly."""
    return rounded(abs(Fraction(expected) - Fraction(actual)), max(_places(expected), _places(actual)))


def too_inexact(stands: str) -> str:
    """Say of a figure, as it ``stands``, that nothing more can be said of its pace."""
    return f"{stands}, which is too inexact to judge the pace by."


def outlook(pace: Pace, measured: Measurement, unit: str) -> str:
    """Say what it takes to meet the goal, and what the average so far reaches; empty where nothing says."""
    end = pace.path.points[-1][0]
    last = measured.last
    if pace.rate_needed is None or pace.rate_so_far is None or pace.projected is None or last is None:
        return ""
    days, due = (end - last.date).days, on(end)
    so_far, projected = rate(pace.rate_so_far, days), projection(pace, measured, unit)
    if pace.limit.met_by(pace.actual):
        goal, are = f"{capitalised(_limit_words(pace.limit))} {unit}", be(pace.limit.amount, unit)
        if projected is None:
            return f"{goal} {are} promised until {due}; the average so far is {so_far}."
        return f"{goal} {are} promised until {due}; the average so far, {so_far}, reaches {amount(projected)} {unit}."
    needed = rate(pace.rate_needed, days)
    if projected is not None:
        return (
            f"From there it takes {needed} to meet the goal by {due}; the average so far, {so_far}, reaches "
            f"{amount(projected)} {unit}."
        )
    if _meets(pace, measured):
        return f"From there it takes {needed} to meet the goal by {due}; the average so far, {so_far}, is enough."
    return f"From there it takes {needed} to meet the goal by {due}; the average so far is {so_far}."


def outlook_of_level(pace: Pace, measured: Measurement, unit: str) -> str:
    """Say by how much a level must rise or fall to meet its goal, and where the average so far takes it."""
    end, last = pace.path.points[-1][0], measured.last
    if pace.rate_needed is None or pace.rate_so_far is None or pace.projected is None or last is None:
        return ""
    days, projected = (end - last.date).days, projection(pace, measured, unit)
    must: _Way = "rise" if pace.rate_needed > 0 else "fall"
    did: _Way = "rise" if pace.rate_so_far > 0 else "fall" if pace.rate_so_far < 0 else "stay"
    needed = rate(abs(pace.rate_needed), days, of_percentage=is_percentage(unit))
    so_far, due = rate(abs(pace.rate_so_far), days), on(end)
    if projected is None:
        said = _OUTLOOK_WITHOUT_AMOUNT[must, did, _meets(pace, measured)]
        return said.format(needed=needed, due=due, so_far=so_far)
    return _OUTLOOK_OF_LEVEL[must, did].format(
        needed=needed, due=due, so_far=so_far, projected=f"{amount(projected)} {unit}"
    )


_Way = Literal["rise", "fall", "stay"]
_OUTLOOK_OF_LEVEL: Mapping[tuple[_Way, _Way], str] = {
    ("rise", "rise"): "From there it must rise by {needed} to meet the goal by {due}; "
    "at the average so far, a rise of {so_far}, it would reach {projected}.",
    ("rise", "fall"): "From there it must rise by {needed} to meet the goal by {due}; "
    "at the average so far, a fall of {so_far}, it would reach {projected}.",
    ("rise", "stay"): "From there it must rise by {needed} to meet the goal by {due}; "
    "at the average so far it would stay at {projected}.",
    ("fall", "rise"): "From there it must fall by {needed} to meet the goal by {due}; "
    "at the average so far, a rise of {so_far}, it would reach {projected}.",
    ("fall", "fall"): "From there it must fall by {needed} to meet the goal by {due}; "
    "at the average so far, a fall of {so_far}, it would reach {projected}.",
    ("fall", "stay"): "From there it must fall by {needed} to meet the goal by {due}; "
    "at the average so far it would stay at {projected}.",
}
"""By what it must do, and what it did so far."""
_OUTLOOK_WITHOUT_AMOUNT: Mapping[tuple[_Way, _Way, bool], str] = {
    ("rise", "rise", True): "From there it must rise by {needed} to meet the goal by {due}; "
    "at the average so far, a rise of {so_far}, it would meet the goal in time.",
    ("rise", "rise", False): "From there it must rise by {needed} to meet the goal by {due}; "
    "the average so far is a rise of {so_far}.",
    ("rise", "fall", False): "From there it must rise by {needed} to meet the goal by {due}; "
    "the average so far is a fall of {so_far}.",
    ("fall", "rise", False): "From there it must fall by {needed} to meet the goal by {due}; "
    "the average so far is a rise of {so_far}.",
    ("fall", "fall", True): "From there it must fall by {needed} to meet the goal by {due}; "
    "at the average so far, a fall of {so_far}, it would meet the goal in time.",
    ("fall", "fall", False): "From there it must fall by {needed} to meet the goal by {due}; "
    "the average so far is a fall of {so_far}.",
}
"""The same where the average so far leads to no amount that there can be; and whether it meets the goal on its way."""


def projection(pace: Pace, measured: Measurement, unit: str) -> Decimal | None:
    """Return the amount that the average so far reaches by the end; None where there can be no such amount.

    What was never below zero is not taken below it, nor a share of a hundred above that.
    """
    reached = pace.projected
    if reached is None:
        return None
    known = [pace.actual, *map(Fraction, _terms(measured))]
    is_below = reached < 0 <= min(known)
    is_above = is_percentage(unit) and max(known) <= _WHOLE < reached
    return None if is_below or is_above else computed(reached, measured, apart_from=pace.limit.amount)


_WHOLE = 100


def _meets(pace: Pace, measured: Measurement) -> bool:
    """Say whether the amount that the average so far leads to is on the right side of the whole goal."""
    return pace.projected is not None and all(limit.met_by(pace.projected) for limit in measured.goal.limits)


def _limit_words(limit: Limit) -> str:
    """Write one side of a goal: ``at most 5``."""
    return f"{label(limit.side)} {amount(limit.amount)}"


def computed(number: Fraction, measured: Measurement, apart_from: Decimal) -> Decimal:
    """Round a computed amount to the places of the amounts beside it, or more until it differs from what it should."""
    beside = [one for one in (measured.actual, *_terms(measured)) if one]
    places = max((_places(one) for one in beside), default=0)
    while (shown := rounded(number, places)) == apart_from and number != Fraction(apart_from):
        places += 1
    return shown


def _terms(measured: Measurement) -> list[Decimal]:
    """Return the amounts that were agreed: of the baseline, if there is one, and of the goal."""
    return [one for one in (measured.goal.target, measured.goal.at_most, measured.baseline) if one is not None]


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
