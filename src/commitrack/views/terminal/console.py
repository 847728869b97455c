"""The console that everything is printed on, and the looks that lists and dossiers share."""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import IO, TYPE_CHECKING, cast
from unicodedata import bidirectional, category

from rich.cells import cell_len, split_graphemes

from commitrack.ledger.scale import Scale
from commitrack.progress.judgement import Judgement
from commitrack.progress.rules.measurement import Measurement
from commitrack.views.clean import clean
from commitrack.views.terminal.text import Pipe, Text
from commitrack.views.terminal.width import said_columns
from commitrack.views.tone import Tone, glyph, tone
from commitrack.words.format import MONTHS, called
from commitrack.words.verdicts import declared

if TYPE_CHECKING:
    from rich.console import Console

_UNLIMITED = 10_000
_FORCES = {"FORCE_COLOR", "TTY_COMPATIBLE"}
"""The variables that let Rich take a pipe for a terminal."""
_DOT = Text(" · ", style="quiet")
_LONGEST = 10_000
"""Characters of one text. Rich takes the square of them to lay a text out."""

_FILLING = re.compile(r"(?<! ) ++((?:\x1b\[[0-9;]*m)*+)$", re.MULTILINE)

_STYLES: dict[Tone, str] = {
    "good": "color(29)",
    "mixed": "color(131)",
    "open": "color(63)",
    "bad": "bold color(163)",
    "unknown": "quiet",
}
"""Of the 256 colours of a terminal, these alone stand out from white and from black by 4.5 to 1."""

_QUIET = "color(243)"
_TICK = "│"
_JOIN = "\ue000"
"""A space where no line may end. It is no character that text may have once it is clean."""
_FIGURE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}\b|−?\d[\d,.]* (?:%|[^\W\d_]{{1,12}}\b)")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_SCRIPTS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
"""Letters that are written from right to left."""
_RIGHT_TO_LEFT_WORDS = re.compile(rf"{_SCRIPTS}+(?: {_SCRIPTS}+)*")
_BEFORE_A_COLUMN = re.compile(rf"(?<={_SCRIPTS})(?=(?:[^\w\s\x1b]|\x1b\[[0-9;]*m)*+ {{2}})")
"""The end of such a text that has another column beside it, if only a part of it stands on that line."""
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_LRM, _RLM = "\u200e", "\u200f"


def available_width() -> int | None:
    """Return the columns to stay within; None where nothing limits them, as in a pipe.

    COLUMNS, where it is set, holds everywhere.
    """
    said = said_columns()
    if said is None and not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return max(said or get_terminal_size().columns, 20)


@contextmanager
def console(width: int | None) -> Iterator["Console"]:
    """Give a console that takes data as plain text, without markup, emoji codes or highlighting.

    What is printed on it goes to standard output at the end, without the spaces that fill up lines.
    """
    written = io.StringIO()
    make = partial(_styled_console, written, width or _UNLIMITED)
    is_plain = not sys.stdout.isatty() and not _FORCES & os.environ.keys()
    yield cast("Console", Pipe(written, width or _UNLIMITED, make)) if is_plain else make()
    text = written.getvalue().replace(_JOIN, " ")
    if not is_plain or " \n" in text:
        text = _FILLING.sub(r"\1", text)
    sys.stdout.write(_BEFORE_A_COLUMN.sub(_LRM, text) if _RIGHT_TO_LEFT_WORDS.search(text) else text)


def _styled_console(file: IO[str], width: int) -> "Console":
    from rich.console import Console
    from rich.theme import Theme

    out = Console(
        file=file,
        width=width,
        height=25,  # without it Rich asks the terminal, and forgets the width under TERM=dumb
        force_terminal=True if sys.stdout.isatty() else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    # None of the sixteen colours can be read on white and on black alike.
    out.no_color = out.no_color or out.color_system == "standard"
    quiet = "dim" if out.no_color else _QUIET
    named = {"quiet": quiet, "struck": f"strike {quiet}", "remark": _STYLES["mixed"], "alarm": _STYLES["bad"]}
    out.push_theme(Theme(named, inherit=False))
    return out


def plain(text: str, style: str = "") -> Text:
    """Make data printable: never markup, never a control sequence, and never longer than anybody reads."""
    rest = len(text) - _LONGEST
    return styled(closed(clean(text if rest <= 0 else f"{text[:_LONGEST]}… ({rest:,} more characters)")), style)


def prose(text: str) -> Text:
    """Make a sentence printable, in which no line ends within a figure with its unit or within a date."""
    joined = _FIGURE.sub(lambda found: found[0].replace(" ", _JOIN), clean(text))
    return Text(_RIGHT_TO_LEFT_WORDS.sub(rf"{_LRM}\g<0>{_LRM}", joined))


def closed(text: str) -> str:
    """Put text that is written from right to left between marks, so that what stands beside it stays where it is."""
    if text.isascii() or not any(bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return text
    return f"{_LRM}{text}{_RLM if text.endswith('…') else ''}{_LRM}"


def columns(text: str) -> int:
    """Return how many columns a terminal takes for a text: for each spacing mark, as of Hindi, one."""
    return cell_len(text) + (0 if text.isascii() else sum(category(character) == "Mc" for character in text))


def padded(cell: Text, width: int, *, right: bool = False) -> Text:
    """Fill a cell up to so many columns, before it if it stands to the ``right``."""
    filling = Text(" " * max(width - columns(cell.plain), 0))
    return filling + cell if right else cell + filling


def shortened(text: str, width: int) -> str:
    """Cut text, made printable, to a width in columns, and end it with an ellipsis where something is left out."""
    text = clean(text[:_LONGEST])
    if columns(text) <= width:
        return text
    end, taken = 0, 0
    for start, stop, _ in split_graphemes(text)[0]:
        taken += columns(text[start:stop])
        if taken >= width:
            break
        end = stop
    flags = len(text[:end]) - len(text[:end].rstrip(_FLAG_LETTERS))
    end -= flags % 2  # two of them are one flag
    return f"{text[:end].rstrip()}…"


def styled(text: str, style: str) -> Text:
    """Give text a style that ends with it; Text's own style goes on in whatever is appended."""
    return Text(text, "", [(0, len(text), style)] if style and text else ())


def flow(parts: Iterable[Text], width: int, *, between: Text = _DOT) -> Text:
    """Join parts; one that does not fit on a line any more begins the next line instead, and is never broken."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + between.cell_len + part.cell_len <= width:
            lines[-1] = lines[-1] + between + part
        else:
            lines.append(part)
    return Text("\n").join(lines)


def fitted(texts: Iterable[str], room: int = 0) -> tuple[str, int]:
    """Return the first of some texts, made printable, that has room, else the last; and the columns that it takes."""
    for text in texts:
        printable = clean(text[:_LONGEST])
        width = columns(printable)
        if width <= room:
            break
    return printable, width


def status(judgement: Judgement) -> Text:
    """Write a status in words and colour; a verdict says that somebody declared it."""
    return styled(closed(declared(judgement)), _STYLES[tone(judgement.counted_status)])


def marked_status(judgement: Judgement, width: int = _UNLIMITED) -> Text:
    """Write a status after its sign, which says the same without colour, shortened to so many columns."""
    counted, said = judgement.counted_status, declared(judgement)
    said = said if len(said) <= width // 2 else shortened(said, width - 2)
    return styled(f"{glyph(counted)} {closed(said)}", _STYLES[tone(counted)])


def state(name: str, scale: Scale) -> Text:
    """Write a state in words and colour."""
    return toned(closed(called(name, scale)), tone(name))


def toned(text: str, meaning: Tone) -> Text:
    """Write a text in the colour of what it means."""
    return styled(text, _STYLES[meaning])


def sign(name: str) -> Text:
    """Write the sign of a state in its colour."""
    return toned(glyph(name), tone(name))


def marked_state(name: str, scale: Scale) -> Text:
    """Write a state after its sign."""
    return styled(f"{glyph(name)} {closed(called(name, scale))}", _STYLES[tone(name)])


def bar(done: Decimal | None, expected: Fraction | None, status_name: str, width: int) -> Text:
    """Draw how much of the way is done, and a tick at how much is expected; full only when all of it is done.

    Dots where nobody knows.
    """
    filled = 0 if done is None else min(max(int(done * width), 0), width)
    colour, rest = _STYLES[tone(status_name)], "·" if done is None else "░"

    def part(start: int, end: int) -> Text:
        full = min(max(filled - start, 0), end - start)
        return styled("█" * full, colour) + styled(rest * (end - start - full), "quiet")

    if done is None or expected is None or not 0 < expected < 1:
        return part(0, width)
    at = min(int(expected * width), width - 1)
    return part(0, at) + styled(_TICK, "bold") + part(at + 1, width)


def progress_bar(measured: Measurement, status_name: str, as_of: date, width: int) -> Text:
    """Draw the way from baseline to goal, up to the figure and to what is expected by now.

    Nothing is drawn where there are figures but no way to show.
    """
    percent = measured.percent
    if measured.actual is not None and percent is None:
        return Text()
    done = None if percent is None else percent.scaleb(-2)
    return bar(done, measured.expected_part_on(as_of), status_name, width)
