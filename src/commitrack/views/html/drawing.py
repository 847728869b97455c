"""The chart of a promise as an SVG file that stands alone, with its own styles, for slides and other pages."""

from textwrap import wrap

from commitrack.ledger.model import About
from commitrack.progress.judgement import Judgement
from commitrack.views.html.canvas import Chart
from commitrack.views.html.cards import period_of, status_badge
from commitrack.views.html.chart import draw
from commitrack.views.html.rendering import rendered
from commitrack.words.page import LABELS
from commitrack.words.report import figure_of

WIDTH = 720
_PLOT = 632
_LETTERS, _LINES = 62, 2
"""The letters that a line of the heading has, and the lines of it."""
_MIDDLING, _SMALL, _HALF = 76, 90, 42
"""The letters that a line of smaller words has, and one of small words, and half of one."""
_LINE = 20
"""The height of a line of small words."""


def drawing(about: About, judgement: Judgement) -> str | None:
    """Draw a promise's chart below its words and its figure; None where there is nothing to draw."""
    return framed(draw(judgement), about, judgement)


def framed(chart: Chart | None, about: About, judgement: Judgement) -> str | None:
    """Put a promise's chart below its words and its figure."""
    if chart is None or judgement.measured is None:
        return None
    lines = _lines(judgement.commitment.title, _LETTERS)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]
    badge, period = status_badge(judgement), period_of(judgement)
    said = f"{badge.words} · {figure_of(judgement.measured, judgement.commitment)}{f' ({period})' if period else ''}"
    keys, below = _legend(chart)
    return rendered(
        "chart.svg.j2",
        chart=chart,
        lines=lines,
        badge=badge,
        said=_lines(said, _MIDDLING),
        keys=keys,
        below=below,
        about=_lines(f"{about.title} · {LABELS['as_of'].format(date=judgement.as_of)}", _SMALL),
        width=WIDTH,
        plot=_PLOT,
    )


def _lines(text: str, letters: int) -> list[str]:
    """Break a text into lines. Most are one already, and to find that out in the usual way takes long."""
    is_one = 0 < len(text) <= letters and text.isprintable() and text == text.strip()
    return [text] if is_one else wrap(text, letters)


def _legend(chart: Chart) -> tuple[list[tuple[str, int, int, list[str]]], int]:
    """Put what the marks mean below a chart, two beside each other where all are short; return the height, too."""
    cells = [(role, _lines(words, _SMALL)) for role, words in chart.keys]
    beside = 2 if all(len(" ".join(lines)) <= _HALF for _, lines in cells) else 1
    placed, down = [], 0
    for number in range(0, len(cells), beside):
        row = cells[number : number + beside]
        placed += [(role, _PLOT // 2 * place, down, lines) for place, (role, lines) in enumerate(row)]
        down += _LINE * max(len(lines) for _, lines in row)
    return placed, down
