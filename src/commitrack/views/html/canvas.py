"""The sheet that a chart is drawn on: its shapes, and the scales from days and amounts to places.

Across, lines and dots are in thousandths of the chart and the rest in per cent, so that it fits any column while its
words keep their size; heights are in pixels. Words that have no room in a narrow chart say how wide one they need.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import dropwhile
from math import ceil, floor
from typing import Literal

import msgspec

from commitrack.progress.states import Band
from commitrack.views.html.room import LETTER, NARROWEST, Anchor, Label, Room, anchor_at
from commitrack.words.report import tick_amount

HEIGHT = 240
_TOP, _BOTTOM = 40, 192
_NAMES, _BOUNDS, _OVER = 209, 230, 12
_WIDEST = 900
_COARSE = 20
"""The parts of a line of many figures that words are kept off."""
_OVERHANG = 8
"""The pixels that the words of a column may go beyond the chart."""
_BEYOND = Fraction(1, 4)
"""How far the date of judgement may stretch a chart beyond what happened, as a part of that."""
_INTERVALS = 3
_STRIDES = (1, 2, 4, 8, 16, 32)

Role = Literal[
    "goal", "former", "expected", "step", "silence", "gap", "projection", "forecast", "due", "as-of", "zero",
    "dot", "hollow", "milestone", "foreseen", "rival",
]  # fmt: skip
"""The kinds of lines, and of points: those of figures, of milestones, of forecasts and of other publishers."""
Amount = Fraction | Decimal | float
Point = tuple[date, Amount]


@dataclass(frozen=True, slots=True)
class Path:
    """All lines of one kind, or all points."""

    role: Role
    d: str


@dataclass(frozen=True, slots=True)
class Block:
    """A column: a period's figure, or where one would stand that nobody has."""

    band: Band
    is_absent: bool
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Tick:
    """An amount on the axis."""

    y: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The shapes of a chart, and what it shows in words."""

    first: date
    last: date
    height: int
    ticks: tuple[Tick, ...]
    paths: tuple[Path, ...]
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    keys: tuple[tuple[str, str], ...]
    """The meaning of each kind of mark."""
    description: str


class Canvas:
    """A chart in the making: its scales, and the shapes so far."""

    def __init__(self, days: Iterable[date | None], amounts: Iterable[float]) -> None:
        known = [day for day in days if day]
        values = list(amounts)
        self.first, self.last = min(known), max(known)
        low, high = min(values), max(values)
        self.is_flat = self.first == self.last or low == high
        """Whether there is too little to see."""
        self._ticks = [] if self.is_flat else ticks(Decimal(str(low)), Decimal(str(high)))
        if self._ticks:
            low, high = float(self._ticks[0]), float(self._ticks[-1])
        self._days, self._floor = (self.last - self.first).days or 1, low
        self._scale = (_BOTTOM - _TOP) / (high - low or 1)
        self._zero = self.down(min(max(0, low), high))
        self._paths: dict[Role, list[str]] = {}
        self._blocks: list[Block] = []
        self._room = Room()
        if low < 0 < high and not self.is_flat:
            self.level("zero", 0)

    def across(self, day: date) -> float:
        """Return where a date stands, from 0 at the left to 1."""
        return (day - self.first).days / self._days

    def down(self, value: Amount) -> float:
        """Return how many pixels from the top a value stands."""
        return _BOTTOM - (float(value) - self._floor) * self._scale

    def line(self, role: Role, points: Sequence[Point]) -> None:
        """Draw a line through values on their days."""
        if len(points) > 1:
            spots = [self._spot(day, value) for day, value in points]
            first, *others = map(_place, spots)
            self._paths.setdefault(role, []).append(f"M{first}L{' '.join(others)}")
            self._room.line(spots)

    def steps(self, role: Role, points: Sequence[tuple[date, Decimal]]) -> None:
        """Draw a line through values, each of which holds until the next."""
        first, low, scale = self.first.toordinal(), self._floor, self._scale
        across = [(day.toordinal() - first) / self._days for day, _ in points]
        down = [_BOTTOM - (float(value) - low) * scale for _, value in points]
        if len(points) > 1:
            xs, ys = _tenths([round(x * 10_000) for x in across]), _tenths([round(y * 10) for y in down])
            corners = [f"{x} {held} {x} {y}" for x, y, held in zip(xs[1:], ys[1:], ys, strict=False)]
            self._paths.setdefault(role, []).append(f"M{xs[0]} {ys[0]}L{' '.join(corners)}")
            self._room.line([(across[-2], down[-2]), (across[-1], down[-2]), (across[-1], down[-1])])
            self._room.line(list(zip(across, down, strict=True))[:: -(-len(points) // _COARSE)])

    def level(self, role: Role, value: Amount, start: date | None = None, end: date | None = None) -> None:
        """Draw a level line, across the whole chart unless it is said from when until when."""
        self.line(role, [(max(start or self.first, self.first), value), (min(end or self.last, self.last), value)])

    def dot(self, role: Role, day: date, value: Amount) -> None:
        """Mark a point."""
        spot = self._spot(day, value)
        self._room.points.append(spot)
        self._paths.setdefault(role, []).append(f"M{_place(spot)}h0")

    def dots(self, role: Role, points: Iterable[Point]) -> None:
        """Mark points."""
        for day, value in points:
            self.dot(role, day, value)

    def block(self, band: Band, start: date, end: date, value: Amount, *, is_absent: bool = False) -> None:
        """Fill the area from one date to another, from zero, or else the bottom, to a value."""
        left, right = self.across(start), self.across(end)
        top, bottom = sorted((self.down(value), self._zero))
        place = (percent(left), pixels(top), percent(right - left), pixels(bottom - top))
        self._blocks.append(Block(band, is_absent, *place))

    def upright(self, role: Role, day: date) -> None:
        """Draw a line from top to bottom."""
        across = self.across(day)
        self._room.line([(across, _OVER + 6), (across, _BOTTOM + 4)])
        self._paths.setdefault(role, []).append(f"M{_thousandths(across)} {_OVER + 6}V{_BOTTOM + 4}")

    def between(self, role: Role, day: date, one: Amount, other: Amount) -> None:
        """Draw a line from one value to another on a date."""
        self.line(role, [(day, one), (day, other)])

    def words(
        self,
        role: str,
        text: str,
        day: date,
        value: Amount,
        *,
        above: int = 7,
        instead: Sequence[int] = (),
        beside: bool = False,
        need: int = 0,
    ) -> None:
        """Write words above a point, or ``instead`` so many pixels above it where something else is in the way.

        Those ``beside`` a point stand on the side that has room, and are left out where neither has.
        """
        across = self.across(day)
        sides: Sequence[tuple[Anchor, int]] = [("start", 8), ("end", -8)]
        if beside and across > 0.6:
            sides = sides[::-1]
        elif not beside:
            sides = [(anchor_at(across), 0), *sides]
        point = self.down(value)
        heights = [max(down, _OVER + 2) for shift in (above, *instead) if (down := point - shift) < _NAMES]
        place = self._room.free(
            Label(role, across, down, dx, anchor, text, need) for anchor, dx in sides for down in heights
        )
        if place is None and not beside:
            anchor, dx = sides[0]
            place = Label(role, across, max(point - above, _OVER + 2), dx, anchor, text, need)
        if place:
            self._room.labels.append(place)

    def over(self, text: str, day: date) -> None:
        """Write words on top, where a line is drawn from top to bottom."""
        across = self.across(day)
        self._label("as-of", across, anchor_at(across), _OVER, text)

    def below(self, text: str, day: date, *, beside: str = "", until: date | None = None) -> None:
        """Write words below the axis, where there is room for them and those ``beside`` them, which end at a date."""
        across = self.across(day)
        need = _hundreds((len(text) + len(beside) + 1) * LETTER / self.across(until)) if until else 0
        self._label("bound", across, anchor_at(across), _BOUNDS, text, need=need)

    def column_words(self, role: str, texts: Sequence[tuple[str, date, date, Amount | None]]) -> None:
        """Write words above columns, or below the axis where no value is given: above all of them, or every nth.

        As many as a chart has room for at its width, and always the last one; a column may have none.
        """
        longest = max(len(text) for text, *_ in texts) + 1
        narrowest = min(self.across(end) - self.across(start) for _, start, end, _ in texts) or 0.001
        needs = {stride: _hundreds(longest * LETTER / narrowest / stride) for stride in _STRIDES}
        backwards = list(dropwhile(lambda it: not it[0], reversed(texts)))
        for number, (text, start, end, value) in enumerate(backwards):
            need = min(needs[stride] for stride in _STRIDES if number % stride == 0)
            down = _NAMES if value is None else self._over(self.down(value) - 6, start, end)
            if text and need * 100 <= _WIDEST:
                self._label(role, *self._within(start, end, text, need), down, text, need=need)

    def finish(self, description: str, **keys: str | None) -> Chart:
        """Make the chart."""
        return Chart(
            first=self.first,
            last=self.last,
            height=HEIGHT,
            ticks=tuple(Tick(pixels(self.down(value)), tick_amount(value)) for value in self._ticks),
            paths=tuple(Path(role, "".join(parts)) for role, parts in self._paths.items()),
            blocks=tuple(self._blocks),
            labels=tuple(self._room.labels),
            keys=tuple((role.replace("_", "-"), words) for role, words in keys.items() if words),
            description=description,
        )

    def _spot(self, day: date, value: Amount) -> tuple[float, float]:
        return self.across(day), self.down(value)

    def _label(self, role: str, across: float, anchor: Anchor, down: float, text: str, *, need: int = 0) -> None:
        self._room.labels.append(Label(role, across, down, 0, anchor, text, need))

    def _over(self, down: float, start: date, end: date) -> float:
        """Return where the words of a column stand, above what is in their way."""
        return self._room.over(down, self.across(start), self.across(end))

    def _within(self, start: date, end: date, text: str, need: int) -> tuple[float, Anchor]:
        """Return where words stand above a column: at its middle, or else at the side where the chart ends."""
        left, right = self.across(start), self.across(end)
        middle, half = (left + right) / 2, (len(text) * LETTER / 2 - _OVERHANG) / max(need * 100, NARROWEST)
        if middle < half:
            return left, "start"
        return (right, "end") if middle + half > 1 else (middle, "middle")


def with_judgement(days: Sequence[date | None], as_of: date) -> list[date | None]:
    """Add the date of judgement, unless the time to it since anything happened would fill the chart."""
    known = [day for day in days if day]
    beyond = (as_of - max(known)).days
    is_near = beyond <= (max(known) - min(known)).days * _BEYOND or min(known) == max(known)
    return [*known, as_of] if is_near else [*known]


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


def _hundreds(pixels: float) -> int:
    """Return the width that is needed, in hundreds of pixels; 0 for what fits on a phone."""
    return 0 if pixels <= NARROWEST else -(-int(pixels) // 100)


def percent(part: Amount) -> str:
    """Write a part of the whole width."""
    return f"{round(part * 10_000) / 100:.10g}%"


def _place(spot: tuple[float, float]) -> str:
    across, down = spot
    return f"{_thousandths(across)} {pixels(down)}"


def _thousandths(part: float) -> str:
    return f"{round(part * 10_000) / 10:g}"


def pixels(number: float) -> str:
    """Write a height, to a tenth of a pixel."""
    return f"{round(number * 10) / 10:g}"


def _tenths(numbers: Sequence[int]) -> list[str]:
    """Write many numbers of tenths, as :func:`pixels` writes one: as JSON, which takes a fifth of the time."""
    written = msgspec.json.encode([number / 10 for number in numbers]).decode()
    return written[1:-1].replace(".0,", ",").removesuffix(".0").split(",")
