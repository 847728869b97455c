"""The words in a chart and below it, and its description for those who do not see it."""

from collections.abc import Mapping
from decimal import Decimal

from commitrack.progress.goal import Side
from commitrack.progress.rules.measurement import Measurement, Pace
from commitrack.words.format import (
    amount,
    amount_in_chart,
    count,
)
from commitrack.words.reasons.pace import expected_by_then, gap_between

_SCALES = ((10**12, "{amount} tn"), (10**9, "{amount} bn"), (10**6, "{amount} m"))


def tick_amount(number: Decimal) -> str:
    """Write a round amount on an axis, exactly and in short: ``1,500``, ``2.5 m``, ``66 bn``, ``0.0000000025``."""
    if number == (whole := int(number)) and abs(whole) < _SCALES[-1][0]:
        return f"{whole:,}".replace("-", "−")
    size, message = next(((size, message) for size, message in _SCALES if abs(number) >= size), (1, "{amount}"))
    return message.format(amount=amount((number / size).normalize()))


_GAPS: Mapping[tuple[Side, bool], str] = {
    ("at-least", True): "{gap} behind",
    ("at-least", False): "{gap} ahead",
    ("at-most", True): "{gap} above",
    ("at-most", False): "{gap} below",
}
"""By the side of the goal, and whether the figure is on the wrong side of what was expected."""


def gap_in_chart(pace: Pace, measured: Measurement) -> str:
    """Write how far a figure is from what was expected, as its sentence does: ``334 behind``, ``12 above``."""
    gap = gap_between(expected_by_then(pace, measured), measured.actual or Decimal(0))
    return _GAPS[pace.limit.side, pace.gap > 0].format(gap=amount_in_chart(gap))


DESCRIBED: Mapping[str, str] = {
    "figures": "{figures}, the last one {amount} on {date}, against {goal}. The date of judgement is {as_of}.",
    "figures_and_line": "{figures}, the last one {amount} on {date}, against {goal}. The line of what is expected "
    "reaches {end}. The date of judgement is {as_of}.",
    "mean": "{described} The mean of {figures} up to {date} is {amount}.",
    "decided": "{described} What decided it is {amount} on {date}.",
    "columns": "A column for each of {periods}, {number:,} of them with a figure, against the goal of {goal}. The date "
    "of judgement is {as_of}.",
    "members": "How many {unit} were in force from {start} to {end}, against the goal of {goal}: {last} at the end.",
    "members_and_line": "How many {unit} were in force from {start} to {end}, against the goal of {goal} and the line "
    "of what is expected: {last} at the end.",
}
"""A chart in words, for those who do not see it."""


def and_rivals(said: str, rivals: int) -> str:
    """Describe a chart, and say how many figures of other publishers it has."""
    return f"{said} Other publishers have {count(rivals, 'other figure')}." if rivals else said


CHART: Mapping[str, str] = {
    "goal": "goal {goal}",
    "goals": "goal",
    "former": "goal until {date}: {goal}",
    "formerly_due": "formerly due {date}",
    "as_of": "as of {date}",
    "after": "judged on {date} →",
    "due": "due {date}",
    "expiry": "next expiry {date}",
    "later": "{end} →",
    "earlier": "← since {start}",
    "projection": "{amount} at this pace",
    "forecast": "forecast {amount}",
    "dot": "figure, in {unit}",
    "mean": "mean {amount}",
    "average": "mean of {figures}",
    "expected": "expected",
    "silence": "no newer figure",
    "pace": "at the average so far",
    "old": "as promised before",
    "milestones": "milestone",
    "foreseen": "forecast",
    "rival": "figure of another publisher",
    "absent": "no figure",
    "columns": "{unit}, by status",
    "running": "figure of the running period",
    "in_force": "{unit} in force",
}
"""The words in a chart and below it."""
