"""The console that everything is printed on, and the looks that lists and dossiers share."""

import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from shutil import get_terminal_size

from rich.console import Console
from rich.text import Text

from commitrack.progress.judgement import Judgement
from commitrack.progress.rules.measurement import Measurement
from commitrack.views.clean import clean
from commitrack.views.terminal.width import said_columns
from commitrack.views.tone import Tone, tone
from commitrack.words.format import label
from commitrack.words.phrases import declared

_UNLIMITED = 10_000
_DOT = Text(" · ", style="dim")
_LONGEST = 10_000
"""Characters of one text. Rich takes the square of them to lay a text out."""

_FILLING = re.compile(r"(?<! ) ++((?:\x1b\[[0-9;]*m)*+)$", re.MULTILINE)

_STYLES: dict[Tone, str] = {"good": "green", "mixed": "yellow", "open": "cyan", "bad": "red", "unknown": "dim"}


def available_width() -> int | None:
    """Return the columns to stay within; None where nothing limits them, as in a pipe.

    COLUMNS, where it is set, holds everywhere.
    """
    said = said_columns()
    if said is None and not sys.stdout.isatty():
        return None
    return max(said or get_terminal_size().columns, 20)


@contextmanager
def console(width: int | None) -> Iterator[Console]:
    """Give a console that takes data as plain text, without markup, emoji codes or highlighting.

    What is printed on it goes to standard output at the end, without the spaces that fill up lines.
    """
    written = io.StringIO()
    yield Console(
        file=written,
        width=width or _UNLIMITED,
        height=25,  # without it Rich asks the terminal, and forgets the width under TERM=dumb
        force_terminal=True if sys.stdout.isatty() else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    sys.stdout.write(_FILLING.sub(r"\1", written.getvalue()))


def plain(text: str, style: str = "") -> Text:
    """Make data printable: never markup, never a control sequence, and never longer than anybody reads."""
    rest = len(text) - _LONGEST
    return styled(clean(text if rest <= 0 else f"{text[:_LONGEST]}… ({rest:,} more characters)"), style)


def styled(text: str, style: str) -> Text:
    """Give text a style that ends with it; Text's own style goes on in whatever is appended."""
    return Text().append(text, style)


def flow(parts: Iterable[Text], width: int, *, between: Text = _DOT) -> Text:
    """Join parts; one that does not fit on a line any more begins the next line instead, and is never broken."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + between.cell_len + part.cell_len <= width:
            lines[-1] = lines[-1] + between + part
        else:
            lines.append(part)
    return Text("\n").join(lines)


def write_columns(out: Console, rows: Iterable[Sequence[Text]], widths: Sequence[int], gap: int) -> None:
    """Write rows whose cells fit their columns, without styles: many times as fast as a table is drawn."""
    for cells in rows:
        padded = (
            f"{cell.plain}{' ' * (width - cell.cell_len + gap)}" for cell, width in zip(cells, widths, strict=True)
        )
        out.file.write(f"{''.join(padded).rstrip(' ')}\n")


def status(judgement: Judgement) -> Text:
    """Write a status in words and colour; a verdict says that somebody declared it."""
    return styled(declared(judgement), _STYLES[tone(judgement.status)])


def state(name: str) -> Text:
    """Write a state in words and colour."""
    return styled(label(name), _STYLES[tone(name)])


def bar(percent: Decimal | None, status_name: str, width: int) -> Text:
    """Draw how much of the way is done; dots where nobody knows, and full only when all of it is."""
    if percent is None:
        return styled("·" * width, "dim")
    filled = int(min(max(Fraction(percent) / 100, Fraction(0)), Fraction(1)) * width)
    return styled("█" * filled, _STYLES[tone(status_name)]).append("░" * (width - filled), style="dim")


def progress_bar(measured: Measurement, status_name: str, width: int) -> Text:
    """Draw the way from baseline to goal; nothing where there are figures but no way to show."""
    if measured.actual is not None and measured.percent is None:
        return Text()
    return bar(measured.percent, status_name, width)
