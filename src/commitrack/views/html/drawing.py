"""The chart of a promise as an SVG file that stands alone, with its own styles, for slides and other pages."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from commitrack.ledger.model import About
from commitrack.progress.judgement import Judgement
from commitrack.views.html.canvas import Chart
from commitrack.views.html.cards import period_of, status_badge
from commitrack.views.html.chart import draw
from commitrack.views.html.marks import axis, key, marks
from commitrack.views.html.markup import escaped
from commitrack.views.html.rendering import part
from commitrack.words.caveats import caveats
from commitrack.words.report.figure import figure_of
from commitrack.words.report.labels import LABELS
from commitrack.words.verdicts import declared_by

WIDTH = 720
_PLOT = 632
_LETTERS, _LINES = 62, 2
"""The letters that a line of the heading has, and the lines of it."""
_MIDDLING, _SMALL, _HALF = 76, 90, 42
"""The letters that a line of smaller words has, and one of small words, and half of one."""
_HEADING, _LINE = 24, 20
"""The heights of a line of the heading, and of smaller words."""


def drawing(about: About, judgement: Judgement) -> str | None:
    """Draw a promise's chart below its words and its figure; None where there is nothing to draw."""
    return framed(draw(judgement), about, judgement)


def framed(chart: Chart | None, about: About, judgement: Judgement) -> str | None:
    """Put a promise's chart below its words and its figure."""
    if chart is None or judgement.measured is None:
        return None
    title = _lines(judgement.commitment.title, _LETTERS)
    if len(title) > _LINES:
        title = [*title[: _LINES - 1], f"{title[_LINES - 1]} …"]
    badge, period = status_badge(judgement), period_of(judgement)
    said = f"{badge.words} · {figure_of(judgement.measured, judgement.commitment)}{f' ({period})' if period else ''}"
    standing = _lines(said, _MIDDLING)
    beside = " · ".join(filter(None, (declared_by(judgement), *caveats(judgement))))
    caveated = _lines(beside, _SMALL) if beside else []
    named = _lines(f"{about.title} · {LABELS['as_of'].format(date=judgement.as_of)}", _SMALL)
    signed = _HEADING * len(title)
    explained = signed + 11 + _LINE * (len(standing) + 1)
    top = explained + _LINE * len(caveated) - 5
    keys, below = _legend(chart, top + chart.height + 8)
    height = below + _LINE * len(named) + 18
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
            'role="img" aria-labelledby="title_ shown_">',
            f'<title id="title_">{escaped(" ".join(title))}</title>',
            f'<desc id="shown_">{escaped(chart.description)}</desc>',
            part("sheet"),
            f'<rect class="sheet" width="{WIDTH}" height="{height}"/>',
            *_column(title, 16, 8 + _HEADING, _HEADING, look="heading"),
            f'<svg class="sign band-{badge.band}" x="16" y="{signed + 18}" width="16" height="16">'
            f"{part('sign', badge.status)}</svg>",
            *_column(standing, 38, signed + 11 + _LINE, look="standing"),
            *_column(caveated, 38, explained),
            f'<svg x="8" y="{top}" width="56" height="{chart.height}" overflow="visible">\n{axis(chart)}\n</svg>',
            f'<svg x="66" y="{top}" width="{_PLOT}" height="{chart.height}" overflow="visible">',
            f"{marks(chart, _PLOT)}\n</svg>",
            *keys,
            *_column(named, 16, height - 12 - _LINE * (len(named) - 1)),
            "</svg>\n",
        ]
    )


def _column(lines: Sequence[str], x: int, y: int, height: int = _LINE, *, look: str = "") -> Iterator[str]:
    """Write lines below each other, the first one at a place."""
    named = f'class="{look}" ' if look else ""
    return (
        f'<text {named}x="{x}" y="{y + height * number}">{escaped(line)}</text>' for number, line in enumerate(lines)
    )


def _lines(text: str, letters: int) -> list[str]:
    """Break a text into lines. Most are one already, and to find that out in the usual way takes long."""
    is_one = 0 < len(text) <= letters and text.isprintable() and text == text.strip()
    return [text] if is_one else wrap(text, letters)


def _legend(chart: Chart, down: int) -> tuple[list[str], int]:
    """Write what the marks mean, two beside each other where all are short; return where that ends, too."""
    cells = [(role, _lines(words, _SMALL)) for role, words in chart.keys]
    beside = 2 if all(len(" ".join(lines)) <= _HALF for _, lines in cells) else 1
    written = []
    for number in range(0, len(cells), beside):
        row = cells[number : number + beside]
        for place, (role, lines) in enumerate(row):
            words = "".join(_column(lines, 30, 10))
            written.append(f'<g transform="translate({66 + _PLOT // 2 * place} {down})">{key(role)}{words}</g>')
        down += _LINE * max(len(lines) for _, lines in row)
    return written, down
