"""What a chart draws, as SVG. It is written here rather than by a template, which would take four times as long.

Places across are parts of the width of what it is put in.
"""

from collections.abc import Iterator
from functools import cache

from commitrack.views.html.canvas import Block, Chart, Mark, Tick
from commitrack.views.html.markup import Html, escaped
from commitrack.views.html.plot.room import Label
from commitrack.views.html.plot.scales import percent, pixels
from commitrack.words.report.labels import LABELS

_POINTS = ("dot", "hollow", "milestone", "foreseen", "rival")
_OPEN = ("hollow", "foreseen", "rival")
"""The points with a hole in them."""
_AXIS, _AXIS_LETTERS = 49, 7
"""The pixels that an amount has beside a chart, and the letters that have room there."""


def figure(chart: Chart, commitment_id: str, title: str) -> Html:
    """Write a chart for a page, with what its marks mean below it."""
    named, height = escaped(commitment_id), chart.height
    keys = "".join(f"<span>{key(mark)} {escaped(words)}</span> " for mark, words in chart.keys)
    return Html(
        '<figure class="chart">\n<div class="plot">\n'
        f'<svg width="56" height="{height}" aria-hidden="true">\n{axis(chart)}\n</svg>\n'
        f'<div class="drawing">\n<svg width="100%" height="{height}" role="img" '
        f'aria-labelledby="{named}.chart {named}.shown">\n'
        f'<title id="{named}.chart">{escaped(LABELS["chart"].format(title=title))}</title>\n'
        f'<desc id="{named}.shown">{escaped(chart.description)}</desc>\n{marks(chart)}\n</svg>\n</div>\n</div>\n'
        f"<figcaption>{keys}</figcaption>\n</figure>\n"
    )


@cache
def key(mark: Mark) -> Html:
    """Draw a mark by itself, to stand beside what it means."""
    if isinstance(mark, tuple):
        wide = 18 / len(mark)
        drawn = "".join(
            f'<rect class="band-{band} column" x="{2 + wide * place:g}" y=".5" width="{wide:g}" height="11"/>'
            for place, band in enumerate(mark)
        )
    elif mark == "absent":
        drawn = '<rect class="absent" x="3" y=".5" width="16" height="11"/>'
    else:
        drawn = "".join(_path(mark, "M11 6h0" if mark in _POINTS else "M0 6H22"))
    return Html(f'<svg class="key" width="22" height="12" aria-hidden="true">{drawn}</svg>')


def axis(chart: Chart) -> Html:
    """Write the amounts beside a chart; where one has no room, all of them narrower: a tiny one has many digits."""
    longest = max((len(tick.text) for tick in chart.ticks), default=0)
    return Html("".join(_tick(tick, longest) for tick in chart.ticks))


def _tick(tick: Tick, longest: int) -> str:
    fitted = ""
    if longest > _AXIS_LETTERS:
        fitted = f' textLength="{pixels(_AXIS * len(tick.text) / longest)}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text class="label-tick" x="50" y="{tick.y}" dy="4" text-anchor="end"{fitted}>{escaped(tick.text)}</text>\n'
    )


def marks(chart: Chart, width: int = 0) -> Html:
    """Write all that stands beside the axis; in a chart of a known width, only the words that have room in it."""
    height = chart.height
    shown = [label for label in chart.labels if not width or label.need * 100 <= width]
    return Html(
        "".join(
            [
                *(f'<line class="grid" x2="100%" y1="{tick.y}" y2="{tick.y}"/>\n' for tick in chart.ticks),
                *map(_block, chart.blocks),
                f'<svg aria-hidden="true" width="100%" height="{height}" viewBox="0 0 1000 {height}" '
                'preserveAspectRatio="none" overflow="visible">\n',
                *(f"{line}\n" for path in chart.paths for line in _path(path.role, path.d)),
                "</svg>\n",
                *map(_label, shown),
            ]
        )
    )


def _block(block: Block) -> str:
    look = "absent" if block.is_absent else f"column band-{block.band}"
    return f'<rect class="{look}" x="{block.x}" y="{block.y}" width="{block.width}" height="{block.height}"/>\n'


def _path(role: str, d: str) -> Iterator[str]:
    if role not in _POINTS:
        yield f'<path class="line-{role}" d="{d}"/>'
        return
    yield f'<path class="point-{role}" d="{d}"/>'
    if role in _OPEN:
        yield f'<path class="point-{role} within" d="{d}"/>'


def _label(label: Label) -> str:
    need = f" need-{label.need}" if label.need else ""
    shift = f' dx="{label.dx}"' if label.dx else ""
    place = f'x="{percent(label.x)}" y="{pixels(label.y)}"{shift} text-anchor="{label.anchor}"'
    return f'<text class="label-{label.role}{need}" {place}>{escaped(label.text)}</text>\n'
