"""The numbers of a chart: the round amounts on its axis, and how places are written.

Across, lines and dots are in thousandths of the chart and the rest in per cent; heights are in pixels.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import msgspec

_INTERVALS = 3

Amount = Fraction | Decimal | float


def ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return three or four round amounts at equal distances that hold a range between them."""
    span = high - low
    step = Decimal(10) ** max(len(str(int(span))) - 2, 0)
    while step * 10 > span:
        step /= 10
    while True:
        for times in (1, 2, Decimal("2.5"), 5):
            size = step * times
            first, last = floor(low / size), ceil(high / size)
            if last - first <= _INTERVALS:
                return [size * number for number in range(first, last + 1)]
        step *= 10


def percent(part: Amount) -> str:
    """Write a part of the whole width."""
    return f"{round(part * 10_000) / 100:.10g}%"


def place(spot: tuple[float, float]) -> str:
    """Write a point of a line."""
    across, down = spot
    return f"{thousandths(across)} {pixels(down)}"


def thousandths(part: float) -> str:
    """Write a part of the width of lines and dots."""
    return f"{round(part * 10_000) / 10:g}"


def pixels(number: float) -> str:
    """Write a height, to a tenth of a pixel."""
    return f"{round(number * 10) / 10:g}"


def tenths(numbers: Sequence[int]) -> list[str]:
    """Write many numbers of tenths, as :func:`pixels` writes one: as JSON, which takes a fifth of the time."""
    written = msgspec.json.encode([number / 10 for number in numbers]).decode()
    return written[1:-1].replace(".0,", ",").removesuffix(".0").split(",")
