"""The sheet that a chart is drawn on: its shapes, and the scales from days and amounts to places.

Widths are in per cent of the chart, so that it fits any column while its words keep their size; heights are in pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from commitrack.progress.figures import Figure
from commitrack.progress.rules.measurement import rounded
from commitrack.words.format import amount

_TOP, _BOTTOM, _HEIGHT = 46, 166, 204
_NAMES, _BOUNDS = 182, 200
_NARROWEST = 250
"""The pixels that a chart has on a phone: a label that does not fit its column there is left out."""
_LETTER, _LINE = Fraction(15, 2), 22
_BEFORE = {"start": Fraction(0), "middle": Fraction(1, 2), "end": Fraction(1)}
"""The share of a label before the point it is anchored at."""

LineRole = Literal["axis", "target", "expected", "step", "silence", "gap", "due", "as-of"]
LabelRole = Literal["figure", "inside", "target", "bound", "as-of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    role: LineRole
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Block:
    """A filled area: a period's figure, or the target of one that has none."""

    role: Literal["figure", "absent"]
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure on its date: hollow where it is not final or not exact, a forecast where somebody expects it."""

    role: Literal["figure", "hollow", "forecast"]
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a chart, ``anchor``-ed at a point and shifted by ``dx`` pixels."""

    role: LabelRole
    x: str
    y: str
    dx: int
    anchor: Literal["start", "middle", "end"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The shapes of a chart, and what it shows in words."""

    height: int
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    keys: tuple[tuple[str, str], ...]
    """The meaning of each kind of mark."""
    description: str


class Canvas:
    """A chart in the making: its scales, and the shapes so far."""

    def __init__(self, days: Iterable[date | None], amounts: Iterable[Fraction]) -> None:
        known = [day for day in days if day]
        values = list(amounts)
        self.first, self.last = min(known), max(known)
        self.lowest, self._high = min(values), max(values)
        self.lines: list[Line] = []
        self.blocks: list[Block] = []
        self.dots: list[Dot] = []
        self.labels: list[Label] = []

    @property
    def is_flat(self) -> bool:
        """Whether there is too little to see."""
        return self.first == self.last or self.lowest == self._high

    def across(self, day: date) -> Fraction:
        """Return where a date stands, from 0 at the left to 1."""
        return Fraction((day - self.first).days, (self.last - self.first).days)

    def down(self, value: Fraction) -> Fraction:
        """Return how many pixels from the top a value stands."""
        return _BOTTOM - (value - self.lowest) / (self._high - self.lowest) * (_BOTTOM - _TOP)

    def line(self, role: LineRole, start: tuple[date, Fraction], end: tuple[date, Fraction]) -> None:
        """Draw a line between two values on their days."""
        (day, value), (later, other) = start, end
        self.lines.append(
            Line(
                role,
                percent(self.across(day)),
                _pixels(self.down(value)),
                percent(self.across(later)),
                _pixels(self.down(other)),
            )
        )

    def level(self, role: LineRole, value: Fraction) -> None:
        """Draw a line across the whole chart."""
        self.line(role, (self.first, value), (self.last, value))

    def block(self, role: Literal["figure", "absent"], start: date, end: date, value: Fraction) -> None:
        """Fill the area from one date to another, from the bottom to a value."""
        left, right, top = self.across(start), self.across(end), self.down(value)
        self.blocks.append(Block(role, percent(left), _pixels(top), percent(right - left), _pixels(_BOTTOM - top)))

    def dot(self, figure: Figure) -> None:
        """Mark a figure."""
        self._dot("figure" if figure.is_firm else "hollow", figure.date, Fraction(figure.amount))

    def forecast(self, day: date, value: Fraction) -> None:
        """Mark what somebody expects for a date."""
        self._dot("forecast", day, value)

    def label_last(self, figure: Figure) -> None:
        """Write the last figure beside its dot, where there is room."""
        across, down = self.across(figure.date), self.down(Fraction(figure.amount))
        left = across > Fraction(3, 5)
        y = down - 9 if down > _TOP + 12 else down + 18
        self._label("figure", across, y, amount(figure.amount), "end" if left else "start", -8 if left else 8)

    def label_target(self, text: str, value: Fraction) -> None:
        """Write what the target is above its line."""
        self._label("target", Fraction(0), self.down(value) - 6, text, "start")

    def label_block(self, text: str, start: date, end: date, value: Fraction) -> None:
        """Write into the column between two days, or above it where it is too low, if the words fit on a phone."""
        top = self.down(value)
        if _BOTTOM - top >= _LINE:
            self._label_column("inside", text, start, end, top + 16)
        else:
            self._label_column("figure", text, start, end, top - 7)

    def label_gap(self, text: str, start: date, end: date) -> None:
        """Write where a column would stand, if the words fit on a phone."""
        self._label_column("figure", text, start, end, Fraction(_BOTTOM - 7))

    def name_block(self, text: str, start: date, end: date) -> None:
        """Write below the column between two days, if the words fit there on a phone."""
        self._label_column("bound", text, start, end, Fraction(_NAMES))

    def mark(self, role: Literal["due", "as-of"], day: date, text: str) -> None:
        """Mark a date by a line from top to bottom, with words above or below it."""
        across = self.across(day)
        y = Fraction(_TOP - 34) if role == "as-of" else Fraction(_BOUNDS)
        x = percent(across)
        self.lines.append(Line(role, x, _pixels(Fraction(_TOP - 28)), x, _pixels(Fraction(_BOTTOM + 4))))
        self._label("as-of" if role == "as-of" else "bound", across, y, text, _anchor(across))

    def mark_start(self, end: date | None, text: str) -> None:
        """Write the first date below the left end, unless the words below the ``end`` need the room on a phone."""
        first = str(self.first)
        if end is not None:
            across = self.across(end)
            left = across * _NARROWEST - _BEFORE[_anchor(across)] * len(text) * _LETTER
            if left < (len(first) + 1) * _LETTER:
                return
        self._label("bound", Fraction(0), Fraction(_BOUNDS), first, "start")

    def finish(self, description: str, **keys: str | None) -> Chart:
        """Make the chart."""
        bottom = _pixels(Fraction(_BOTTOM))
        axis = Line("axis", "0%", bottom, "100%", bottom)
        return Chart(
            height=_HEIGHT,
            lines=(axis, *self.lines),
            blocks=tuple(self.blocks),
            dots=tuple(self.dots),
            labels=tuple(self.labels),
            keys=tuple((role, words) for role, words in keys.items() if words),
            description=description,
        )

    def _dot(self, role: Literal["figure", "hollow", "forecast"], day: date, value: Fraction) -> None:
        self.dots.append(Dot(role, percent(self.across(day)), _pixels(self.down(value))))

    def _label_column(self, role: LabelRole, text: str, start: date, end: date, down: Fraction) -> None:
        left, right = self.across(start), self.across(end)
        if len(text) * _LETTER <= (right - left) * _NARROWEST:
            self._label(role, (left + right) / 2, down, text, "middle")

    def _label(
        self,
        role: LabelRole,
        across: Fraction,
        down: Fraction,
        text: str,
        anchor: Literal["start", "middle", "end"],
        dx: int = 0,
    ) -> None:
        self.labels.append(Label(role, percent(across), _pixels(down), dx, anchor, text))


def _anchor(across: Fraction) -> Literal["start", "middle", "end"]:
    if across < Fraction(3, 10):
        return "start"
    return "end" if across > Fraction(7, 10) else "middle"


def percent(part: Fraction) -> str:
    """Write a part of the whole width."""
    return f"{rounded(part * 100):f}%"


def _pixels(number: Fraction) -> str:
    return f"{rounded(number):f}"
