"""The sheet that a chart is drawn on: its shapes, and the scales from days and amounts to places.

Across, lines and dots are in thousandths of the chart and the rest in per cent, so that it fits any column while its
words keep their size; heights are in pixels. Words that have no room in a narrow chart say how wide one they need.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import dropwhile, pairwise
from typing import Literal

from commitrack.progress.states import BANDS, Band
from commitrack.views.html.plot.room import (
    LETTER,
    NARROWEST,
    OVERHANG,
    Anchor,
    Label,
    Room,
    Spot,
    anchor_at,
    hundreds,
    is_over_higher,
    too_near,
)
from commitrack.views.html.plot.scales import Amount, percent, pixels, place, tenths, thousandths, ticks
from commitrack.words.report.chart import tick_amount

HEIGHT = 240
_TOP, _BOTTOM = 40, 192
_NAMES, _BOUNDS, _OVER = 209, 230, 12
_WIDEST = 9
"""The most that words may need, in hundreds of pixels."""
_COARSE = 14
"""The parts of a line of many figures, of each of which words are kept off its reach."""
_ALONG: tuple[tuple[int, Anchor], ...] = ((6, "end"), (-15, "start"), (6, "start"), (-15, "end"))
"""How far above a line words stand, and by which end they are held: those first that a rising line does not cross."""
_STRIDES = (1, 2, 4, 8, 16, 32)

Role = Literal[
    "goal", "former", "expected", "step", "mean", "silence", "gap", "projection", "forecast", "due", "as-of", "zero",
    "dot", "hollow", "milestone", "foreseen", "rival",
]  # fmt: skip
"""The kinds of lines, and of points: those of figures, of milestones, of forecasts and of other publishers."""
Point = tuple[date, Amount]
Mark = str | tuple[Band, ...]
"""What the words below a chart explain: a line or point by its role, or columns by their bands."""


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
    keys: tuple[tuple[Mark, str], ...]
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

    def holds(self, day: date) -> bool:
        """Say whether a date is in the chart."""
        return self.first <= day <= self.last

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
            first, *others = map(place, spots)
            self._paths.setdefault(role, []).append(f"M{first}L{' '.join(others)}")
            self._room.line(spots)

    def steps(self, role: Role, points: Sequence[tuple[date, Decimal]]) -> None:
        """Draw a line through values, each of which holds until the next."""
        first, low, scale = self.first.toordinal(), self._floor, self._scale
        across = [(day.toordinal() - first) / self._days for day, _ in points]
        down = [_BOTTOM - (float(value) - low) * scale for _, value in points]
        if len(points) > 1:
            xs, ys = tenths([round(x * 10_000) for x in across]), tenths([round(y * 10) for y in down])
            corners = [f"{x} {held} {x} {y}" for x, y, held in zip(xs[1:], ys[1:], ys, strict=False)]
            self._paths.setdefault(role, []).append(f"M{xs[0]} {ys[0]}L{' '.join(corners)}")
            size = -(-len(points) // _COARSE)
            for end in range(len(points) - 1, 0, -size):
                begin = max(end - size, 0)
                held, left, right = down[begin : end + 1], across[begin], across[end]
                self._room.line([(left, held[0]), (right, held[0])])
                self._room.line([(right, min(held)), (right, max(held))])

    def level(self, role: Role, value: Amount, start: date | None = None, end: date | None = None) -> None:
        """Draw a level line, across the whole chart unless it is said from when until when."""
        begin, until = max(start or self.first, self.first), min(end or self.last, self.last)
        if begin < until:
            self.line(role, [(begin, value), (until, value)])

    def dot(self, role: Role, day: date, value: Amount) -> None:
        """Mark a point."""
        spot = self._spot(day, value)
        self._room.points.append(spot)
        self._paths.setdefault(role, []).append(f"M{place(spot)}h0")

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
        self._paths.setdefault(role, []).append(f"M{thousandths(across)} {_OVER + 6}V{_BOTTOM + 4}")

    def between(self, role: Role, day: date, one: Amount, other: Amount) -> None:
        """Draw a line from one value to another on a date."""
        self.line(role, [(day, one), (day, other)])

    def words(self, role: str, text: str, spots: Iterable[Spot]) -> None:
        """Write words at the first of some spots where they meet nothing, or where least crosses them."""
        best = self._room.best(Label(role, *spot, text, 0) for spot in spots)
        self._room.labels.append(best)

    def optional_words(self, role: str, text: str, spots: Iterable[Spot], *, need: int = 0) -> bool:
        """Write words where nothing crosses them, in a chart that is wide enough; say whether there is such a spot.

        ``need`` is the least width to try, in hundreds of pixels.
        """
        found = self._room.clear(Label(role, *spot, text, need) for spot in spots)
        if found:
            self._room.labels.append(found)
        return found is not None

    def around(self, day: date, value: Amount, heights: Sequence[int]) -> Iterator[Spot]:
        """Yield the spots so many pixels above a point: over it, and at its sides."""
        across = self.across(day)
        yield from self._spots(across, self.down(value), heights, [(anchor_at(across), 0), ("start", 8), ("end", -8)])

    def beside(self, day: date, value: Amount, heights: Sequence[int]) -> Iterator[Spot]:
        """Yield the spots at the sides of a point, so many pixels above it, those with more room first."""
        across = self.across(day)
        sides: list[tuple[Anchor, int]] = [("start", 8), ("end", -8)]
        yield from self._spots(across, self.down(value), heights, sides[::-1] if across > 0.6 else sides)

    def along(self, points: Sequence[Point], parts: Sequence[float]) -> Iterator[Spot]:
        """Yield the spots above and below a line, so far on its way across."""
        spots = [self._spot(day, value) for day, value in points]
        for part in parts:
            x = spots[0][0] + (spots[-1][0] - spots[0][0]) * part
            (left, high), (right, low) = next(pair for pair in pairwise(spots) if x <= pair[1][0])
            y = high + (low - high) * (x - left) / ((right - left) or 1)
            for shift, anchor in _ALONG:
                yield from self._spots(x, y, [shift], [(anchor, 0)])

    def on_level(self, value: Amount, start: date | None, end: date | None) -> Iterator[Spot]:
        """Yield the spots at both ends of a level line, above and below it."""
        sides: list[tuple[float, Anchor]] = [
            (self.across(max(start or self.first, self.first)), "start"),
            (self.across(min(end or self.last, self.last)), "end"),
        ]
        for shift in (7, -14):
            for across, anchor in sides:
                yield from self._spots(across, self.down(value), [shift], [(anchor, 0)])

    def at_upright(self, day: date) -> Iterator[Spot]:
        """Yield the spots at the sides of a line from top to bottom, the lowest first."""
        sides: list[tuple[Anchor, int]] = [("start", 5), ("end", -5)]
        yield from self._spots(self.across(day), _BOTTOM, (6, 24, 60, 96, 132), sides)

    def width(self, text: str, start: date | None, end: date | None) -> int:
        """Return how wide a chart must be for words to be no longer than a line, in hundreds of pixels."""
        part = self.across(min(end or self.last, self.last)) - self.across(max(start or self.first, self.first))
        return hundreds(len(text) * LETTER / max(part, 0.01))

    def _spots(
        self, across: float, point: float, heights: Sequence[int], sides: Sequence[tuple[Anchor, int]]
    ) -> Iterator[Spot]:
        downs = [max(down, _OVER + 2) for shift in heights if (down := point - shift) < _NAMES]
        return (Spot(across, down, dx, anchor) for anchor, dx in sides for down in downs)

    def over(self, text: str, day: date) -> None:
        """Write words on top, where a line is drawn from top to bottom."""
        across = self.across(day)
        self._label("as-of", across, anchor_at(across), _OVER, text)

    def below(self, text: str, day: date, *, beside: str = "", until: date | None = None) -> None:
        """Write words below the axis, where there is room for them and those ``beside`` them, which end at a date."""
        need = hundreds((len(text) + len(beside) + 1) * LETTER / (self.across(until) or 0.001)) if until else 0
        if need <= _WIDEST:
            across = self.across(day)
            self._label("bound", across, anchor_at(across), _BOUNDS, text, need=need)

    def column_words(self, role: str, texts: Sequence[tuple[str, date, date, Amount | None]]) -> None:
        """Write words above columns, or below the axis where no value is given: above all of them, or every nth.

        As many as a chart has room for at its width, and not over a higher column, which they would seem to be of; a
        column may have none.
        """
        longest = max(len(text) for text, *_ in texts) + 1
        narrowest = min(self.across(end) - self.across(start) for _, start, end, _ in texts) or 0.001
        needs = {stride: hundreds(longest * LETTER / narrowest / stride) for stride in _STRIDES}
        backwards = list(dropwhile(lambda it: not it[0], reversed(texts)))
        tops = [(self.across(start), self.across(end), self.down(value or 0)) for _, start, end, value in texts]
        last: Label | None = None
        for number, (text, start, end, value) in enumerate(backwards):
            need = min(needs[stride] for stride in _STRIDES if number % stride == 0)
            down = _NAMES if value is None else self._over(self.down(value) - 6, start, end)
            for wide in (need, *range(max(need + 1, 3), _WIDEST + 1)) if text and need <= _WIDEST else ():
                across, anchor = self._within(start, end, text, wide)
                label = Label(role, across, down, 0, anchor, text, wide)
                if value is not None and is_over_higher(label, self.down(value), tops):
                    continue
                if last is None or not too_near(last, label):  # the last one may stand aside, to end within the chart
                    self._room.labels.append(label)
                    last = last or label
                    break

    def finish(self, description: str, *, columns: str | None = None, **keys: str | None) -> Chart:
        """Make the chart, given what its marks mean by their roles."""
        drawn = {block.band for block in self._blocks if not block.is_absent}
        bands = tuple(band for band in BANDS if band in drawn)
        meant: list[tuple[Mark, str | None]] = [(bands, columns if bands else None), *keys.items()]
        return Chart(
            first=self.first,
            last=self.last,
            height=HEIGHT,
            ticks=tuple(Tick(pixels(self.down(value)), tick_amount(value)) for value in self._ticks),
            paths=tuple(Path(role, "".join(parts)) for role, parts in self._paths.items()),
            blocks=tuple(self._blocks),
            labels=tuple(self._room.labels),
            keys=tuple((mark, words) for mark, words in meant if words),
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
        middle, half = (left + right) / 2, (len(text) * LETTER / 2 - OVERHANG) / max(need * 100, NARROWEST)
        if middle < half:
            return left, "start"
        return (right, "end") if middle + half > 1 else (middle, "middle")
