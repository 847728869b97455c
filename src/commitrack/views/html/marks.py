"""What a chart draws, as SVG. It is written here rather than by a template, which would take four times as long.

Places across are parts of the width of what it is put in.
"""

from collections.abc import Iterator

from commitrack.views.html.canvas import Block, Chart, Path, percent, pixels
from commitrack.views.html.markup import Html, escaped
from commitrack.views.html.room import Label

_POINTS = ("dot", "hollow", "milestone", "foreseen", "rival")
_OPEN = ("hollow", "foreseen", "rival")
"""The points with a hole in them."""


def axis(chart: Chart) -> Html:
    """Write the amounts beside a chart."""
    return Html(
        "".join(
            f'<text class="label-tick" x="50" y="{tick.y}" dy="4" text-anchor="end">{escaped(tick.text)}</text>\n'
            for tick in chart.ticks
        )
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
                *(line for path in chart.paths for line in _path(path)),
                "</svg>\n",
                *map(_label, shown),
            ]
        )
    )


def _block(block: Block) -> str:
    look = "absent" if block.is_absent else f"column band-{block.band}"
    return f'<rect class="{look}" x="{block.x}" y="{block.y}" width="{block.width}" height="{block.height}"/>\n'


def _path(path: Path) -> Iterator[str]:
    if path.role not in _POINTS:
        yield f'<path class="line-{path.role}" d="{path.d}"/>\n'
        return
    yield f'<path class="point-{path.role}" d="{path.d}"/>\n'
    if path.role in _OPEN:
        yield f'<path class="point-{path.role} within" d="{path.d}"/>\n'


def _label(label: Label) -> str:
    need = f" need-{label.need}" if label.need else ""
    shift = f' dx="{label.dx}"' if label.dx else ""
    place = f'x="{percent(label.x)}" y="{pixels(label.y)}"{shift} text-anchor="{label.anchor}"'
    return f'<text class="label-{label.role}{need}" {place}>{escaped(label.text)}</text>\n'
