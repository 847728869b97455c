"""The console that everything is printed on, and the looks that lists and dossiers share."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from shutil import get_terminal_size

from rich.console import Console
from rich.text import Text

from commitrack.progress.judgement import Judgement
from commitrack.progress.wording import declared, label
from commitrack.views.clean import clean

_UNLIMITED = 10_000
_FILLING = re.compile(r" +((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)

_STYLES = {
    "fulfilled": "green",
    "on-track": "green",
    "fulfilled-late": "yellow",
    "partially-fulfilled": "yellow",
    "behind": "yellow",
    "stalled": "yellow",
    "disputed": "yellow",
    "in-progress": "cyan",
    "missed": "red",
    "overdue": "red",
    "lapsed": "red",
    "broken": "red",
}


def available_width() -> int | None:
    """Return the columns to stay within; None where nothing limits them, as in a pipe.

    COLUMNS, where it is set, holds everywhere.
    """
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return max(get_terminal_size().columns, 20)
    return None


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
    """Make data printable: never markup, never a control sequence."""
    return styled(clean(text), style)


def styled(text: str, style: str) -> Text:
    """Give text a style that ends with it; Text's own style goes on in whatever is appended."""
    return Text().append(text, style)


def status(judgement: Judgement) -> Text:
    """Write a status in words and colour; a verdict says that somebody declared it."""
    return styled(declared(judgement), _STYLES.get(judgement.status, "dim"))


def state(name: str) -> Text:
    """Write a state in words and colour."""
    return styled(label(name), _STYLES.get(name, "dim"))


def bar(part: Fraction | None, status_name: str, width: int) -> Text:
    """Draw how much of the way is done; dots where nobody knows, and full only when all of it is."""
    if part is None:
        return styled("·" * width, "dim")
    filled = int(min(max(part, Fraction(0)), Fraction(1)) * width)
    return styled("█" * filled, _STYLES.get(status_name, "dim")).append("░" * (width - filled), style="dim")


def progress_bar(judgement: Judgement, width: int) -> Text:
    """Draw a commitment's way from baseline to target."""
    percent = judgement.percent
    part = None if percent is None else Fraction(percent) / 100
    return bar(part, judgement.status, width)
