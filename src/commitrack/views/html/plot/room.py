"""The room that words have in a chart: beside its points, its lines and other words.

Places across are parts of the chart's width, and heights are pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
Line = tuple[float, float, float, float]
"""Across and down of its left end, and of its right."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

LETTER = 7.25
OVERHANG = 8
"""The pixels that the words of a column may go beyond the chart, or over another column."""
NARROWEST = 198
"""The pixels that a chart has on a small phone: what fits there is always shown."""
_USUAL = 560
"""The pixels that it has on most screens."""
_RISE, _FALL, _DOT, _GAP = 10, 4, 5, 4
"""How far letters go above and below their line, half of a point with what keeps words off it, and a space."""


_WIDEST = 7
"""The most that words may need, in hundreds of pixels: what a page has for a chart."""


class Spot(NamedTuple):
    """Where words may stand: held by an ``anchor`` at a place, and shifted by ``dx`` pixels."""

    x: float
    y: float
    dx: int
    anchor: Anchor


class Label(NamedTuple):
    """Words in a chart, ``anchor``-ed at a point and shifted by ``dx`` pixels.

    ``need`` is how many pixels wide a chart must be to have room for them, in hundreds; 0 for any.
    """

    role: str
    x: float
    y: float
    dx: int
    anchor: Anchor
    text: str
    need: int


@dataclass(frozen=True, slots=True)
class Room:
    """What stands in a chart so far."""

    labels: list[Label] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)

    def line(self, places: Sequence[Point]) -> None:
        """Take note of a line through places."""
        self._lines.extend((*one, *other) if one[0] <= other[0] else (*other, *one) for one, other in pairwise(places))

    def best(self, labels: Iterable[Label]) -> Label:
        """Return the first place where words meet neither a point nor other words, of those that fewest lines cross.

        Where all of them do, it is the first one.
        """
        best, fewest = None, 0
        first = None
        for label in labels:
            first = first or label
            if self._is_free(label):
                crossings = self._crossings(label, NARROWEST)
                if not crossings:
                    return label
                crossings += self._crossings(label, _USUAL)
                if best is None or crossings < fewest:
                    best, fewest = label, crossings
        assert first is not None, "words have a place"
        return best or first

    def clear(self, labels: Iterable[Label]) -> Label | None:
        """Return the first place where words meet nothing at all, in the narrowest chart that has one.

        What is clear in a chart is clear in any wider one, where the same words take less of the width.
        """
        crossed = []
        for label in labels:
            if label.need > _WIDEST:
                return None
            if self._is_clear(label):
                return label
            crossed.append(label)
        wide = [widest for label in crossed if self._is_clear(widest := label._replace(need=_WIDEST))]
        for need in range(max(crossed[0].need + 1, 3), _WIDEST) if wide else ():
            for label in wide:
                if self._is_clear(narrower := label._replace(need=need)):
                    return narrower
        return wide[0] if wide else None

    def over(self, down: float, left: float, right: float) -> float:
        """Return how far down words stand between two places, above the points and the level lines in their way."""
        points = [y - _RISE for x, y in self.points if left < x < right and down - 16 < y < down + 7]
        levels = [y - 6 for x, y, end, foot in self._lines if y == foot and x < right and left < end]
        return min([down, *points, *(y for y in levels if down - 20 < y < down)])

    def _is_free(self, label: Label) -> bool:
        """Whether nothing else is in the way, in the narrowest chart that shows the words, nor its edge."""
        width = max(label.need * 100, NARROWEST)
        left, top, right, bottom = _box(label, width)
        if not 0 <= left < right <= width:
            return False
        for x, y in self.points:
            if left - _DOT < x * width < right + _DOT and top - _DOT < y < bottom + _DOT:
                return False
        for other in self.labels:
            if top < other.y + _FALL and other.y - _RISE < bottom and too_near(label, other):
                return False
        return True

    def _is_clear(self, label: Label) -> bool:
        return self._is_free(label) and not self._crossings(label, max(label.need * 100, NARROWEST))

    def _crossings(self, label: Label, width: int) -> int:
        left, top, right, bottom = _box(label, width)
        box = left, top, right, bottom = left / width, top, right / width, bottom
        near = [
            (x, y, end, foot)
            for x, y, end, foot in self._lines
            if x < right and end > left and (y > top or foot > top) and (y < bottom or foot < bottom)
        ]
        return sum([_crosses(line, box) for line in near]) if near else 0


def hundreds(pixels: float) -> int:
    """Return the width that is needed, in hundreds of pixels; 0 for what fits on a phone."""
    return 0 if pixels <= NARROWEST else -(-int(pixels) // 100)


def anchor_at(across: float) -> Anchor:
    """Return by which end words are held that stand at a place, so that they stay within the chart."""
    if across < 0.3:
        return "start"
    return "end" if across > 0.7 else "middle"


def _box(label: Label, width: int) -> Box:
    """Return where words stand in a chart of a width, in pixels."""
    _, across, down, dx, anchor, text, _ = label
    long, left = len(text) * LETTER, across * width + dx
    if anchor != "start":
        left -= long if anchor == "end" else long / 2
    return left, down - _RISE, left + long, down + _FALL


def too_near(one: Label, other: Label) -> bool:
    """Say whether words that are level with others come too near them, in the narrowest chart that shows both."""
    width = max(one.need * 100, other.need * 100, NARROWEST)
    (left, _, right, _), (x, _, end, _) = _box(one, width), _box(other, width)
    return left < end + _GAP and x < right + _GAP


def is_over_higher(label: Label, top: float, columns: Iterable[tuple[float, float, float]]) -> bool:
    """Say whether words above the top of a column reach far over a higher one; each has a left, a right and a top."""
    width = max(label.need * 100, NARROWEST)
    left, _, right, _ = _box(label, width)
    higher = (column for column in columns if column[2] < top - _GAP)
    return sum(max(min(end * width, right) - max(x * width, left), 0) for x, end, _ in higher) > OVERHANG


def _crosses(line: Line, box: Box) -> bool:
    """Whether a line goes through a box that it is neither wholly beside nor above nor below."""
    (x, y, end, foot), (left, top, right, bottom) = line, box
    rise = (foot - y) / (end - x) if end > x else 0
    begins, ends = y + (max(x, left) - x) * rise, y + (min(end, right) - x) * rise if end > x else foot
    return min(begins, ends) < bottom and top < max(begins, ends)
