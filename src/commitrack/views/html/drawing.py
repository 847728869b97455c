"""The chart of a promise as an SVG file that stands alone, with its own styles, for slides and other pages."""

from textwrap import wrap

from commitrack.ledger.model import About
from commitrack.progress.judgement import Judgement
from commitrack.views.html.canvas import Chart
from commitrack.views.html.cards import period_of, status_badge
from commitrack.views.html.chart import draw
from commitrack.views.html.rendering import rendered
from commitrack.words.report import figure_of

WIDTH = 720
_PLOT = 632
_LETTERS, _LINES = 62, 2


def drawing(about: About, judgement: Judgement) -> str | None:
    """Draw a promise's chart below its words and its figure; None where there is nothing to draw."""
    return framed(draw(judgement), about, judgement)


def framed(chart: Chart | None, about: About, judgement: Judgement) -> str | None:
    """Put a promise's chart below its words and its figure."""
    if chart is None or judgement.measured is None:
        return None
    lines = wrap(judgement.commitment.title, _LETTERS)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]
    return rendered(
        "chart.svg.j2",
        chart=chart,
        lines=lines,
        badge=status_badge(judgement),
        figure=figure_of(judgement.measured, judgement.commitment),
        period=period_of(judgement),
        about=about,
        as_of=judgement.as_of,
        width=WIDTH,
        plot=_PLOT,
    )
