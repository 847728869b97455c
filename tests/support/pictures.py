"""Pictures of the terminal, each below the command that it shows: on a page that people read.

The command runs on a real terminal of 80 columns, and Rich turns what it shows into SVG. A picture carries its own
background and asks for nothing from the network.
"""

import io
import re
import shlex
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.support.environment import PROJECT
from tests.support.terminals import on_terminal

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]

_PICTURE = re.compile(r"<!-- picture: (.*) -->\n!\[(.*)\]\((.*)\)")
_COLUMNS = 80
_THEME = TerminalTheme(
    (24, 28, 36),
    (214, 220, 228),
    [(24, 28, 36), (255, 123, 114), (86, 211, 100), (227, 179, 65), (121, 192, 255), (210, 168, 255), (86, 212, 221),
     (214, 220, 228)],
)  # fmt: skip
_FORMAT = """\
<svg role="img" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>NAME</title>
<style>
.{unique_id}-matrix {{
  font: {char_height}px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
  white-space: pre;
}}
rect[shape-rendering] {{ stroke: BACKGROUND; stroke-width: 2px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_TEXT = re.compile(
    r'(<text [^>]*?x=")([\d.]+)(" [^>]*?textLength=")([\d.]+)("[^>]*>)([^<]*[\u2800-\u28ff][^<]*)</text>'
)
_RUN = re.compile(r"[\u2800-\u28ff]+|[^\u2800-\u28ff]+")


class Picture(NamedTuple):
    """A picture on a page."""

    command: str
    alternative: str
    """What is said for those who do not see it."""
    path: Path


def pictures() -> list[Picture]:
    """The pictures on all pages, in their order."""
    return [
        Picture(command, alternative, page.parent / name)
        for page in PAGES
        for command, alternative, name in _PICTURE.findall(page.read_text("utf-8"))
    ]


def draw(command: str) -> str:
    """Run a command on a terminal and return the picture of it."""
    shown, status = on_terminal(*shlex.split(command)[1:], columns=_COLUMNS, cwd=PROJECT, TERM="xterm-256color")
    assert status == 0, shown
    # Bars are drawn as backgrounds, so that no font leaves gaps in them.
    shown = re.sub("█+", lambda blocks: f"\x1b[7m{' ' * len(blocks[0])}\x1b[27m", shown)
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), highlight=False, _environ={})
    typed = command if len(command) <= _COLUMNS - 2 else " \\\n    --".join(command.rsplit(" --", 1))
    console.print(Text.assemble(("$ ", "dim"), (typed, "bold")), "", Text.from_ansi(shown.rstrip("\n")), sep="\n")
    named = _FORMAT.replace("NAME", escape(command)).replace("BACKGROUND", _THEME.background_color.hex)
    svg = console.export_svg(title="", theme=_THEME, code_format=named, unique_id="terminal")
    svg = re.sub(r"<text [^>]*>\n</text>", "", svg)  # the line ends, which Rich writes as text
    svg = _TEXT.sub(_by_font, svg)
    # Glyphs are fitted to their cells, whatever the font: lines and columns stay aligned.
    svg = svg.replace(" textLength=", ' lengthAdjust="spacingAndGlyphs" textLength=')
    return re.sub(r"\s*\n\s*", "\n", svg.replace("</text>", "</text>\n"))


def _by_font(found: re.Match[str]) -> str:
    """Place dots of Braille, which come from a font of another width, apart from what stands beside them."""
    before, x, between, length, after, written = found.groups()
    cells = unescape(written)
    width, start, parts = float(length) / len(cells), float(x), []
    for run in _RUN.findall(cells):
        text = escape(run, quote=False).replace("\u00a0", "&#160;")
        parts.append(f"{before}{start:g}{between}{len(run) * width:g}{after}{text}</text>")
        start += len(run) * width
    return "".join(parts)
