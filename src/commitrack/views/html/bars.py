"""Statuses as words with a sign, and bars: of one promise against its goal, and of many by how they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction

from commitrack.ledger.scale import Scale
from commitrack.progress.rules.measurement import Measurement
from commitrack.progress.states import BANDS, Band, band
from commitrack.views.html.plot.scales import percent
from commitrack.words.format import called

_NONE, _ALL = Decimal(0), Decimal(1)
"""The least and the most of its way that a bar shows."""
_MOST = Decimal("0.9999")
"""The most that is shown of less than all."""
_WIDE = Context(prec=60)  # no amount of a ledger has so many digits


@dataclass(frozen=True, slots=True)
class Badge:
    """A status in words. Its sign is its own; its colour and texture are those of its band."""

    status: str
    words: str
    band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """The figure of a promise against its goal.

    ``fill`` ends at the figure, ``tick`` is what is expected by now, and ``goal`` is where the goal stands. Without a
    figure ``fill`` is None, which is not a zero.
    """

    band: Band
    fill: str | None
    tick: str | None = None
    goal: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A band's part of a bar of many promises, as wide as its number of them."""

    words: str
    band: Band
    number: int
    x: str
    width: str


def badge(status: str, scale: Scale) -> Badge:
    """Write a state or verdict."""
    return Badge(status, called(status, scale), band(status))


def bullet(measured: Measurement, status: str, as_of: date) -> Bullet | None:
    """Draw a figure against its goal, never beyond either end; None where nothing says how long the way is."""
    if measured.actual is None:
        return Bullet(band=band(status), fill=None)
    scale = _scale(measured)
    if scale is None:
        return None
    start, end, goal = scale
    way = _WIDE.subtract(end, start)
    across = {
        name: _part(_WIDE.divide(_WIDE.subtract(value, start), way))
        for name, value in (("fill", measured.actual), ("tick", _expected(measured, as_of)), ("goal", goal))
        if value is not None
    }
    tick = across.get("tick")
    if tick == across["goal"]:
        tick = None
    return Bullet(band=band(status), fill=across["fill"], tick=tick, goal=across["goal"])


def _part(across: Decimal) -> str:
    """Write a part of the way, which is all of it only where nothing is missing."""
    return percent(_ALL) if across >= _ALL else percent(min(max(across, _NONE), _MOST))


def _expected(measured: Measurement, as_of: date) -> Decimal | None:
    expected = measured.expected_on(as_of)
    if expected is None:
        return None
    return _WIDE.divide(Decimal(expected.numerator), Decimal(expected.denominator))


def _scale(measured: Measurement) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return what the bar begins with, what it ends with, and where the goal is."""
    if measured.way is not None and measured.baseline is not None and measured.percent is not None:
        return measured.baseline, measured.way.amount, measured.way.amount
    limits, actual = measured.goal.limits, measured.actual or _NONE
    goal = limits[0].amount
    if len(limits) > 1 or actual < 0 or goal <= 0:
        return None
    return _NONE, max(actual, goal), goal


def bands_of(counted: Mapping[Band, int], names: Mapping[Band, str]) -> tuple[Segment, ...]:
    """Lay the bands side by side, all five of them, from kept to unknown."""
    total = sum(counted.values()) or 1
    segments, before = [], 0
    for name in BANDS:
        number = counted.get(name, 0)
        x, width = percent(Fraction(before, total)), percent(Fraction(number, total))
        segments.append(Segment(names[name], name, number, x, width))
        before += number
    return tuple(segments)
