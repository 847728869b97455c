"""The agenda: a line for each thing to look after, with the command that settles it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len

from commitrack.ledger.model import Ledger
from commitrack.progress.agenda import Disagreement, Item, Overdue
from commitrack.views.clean import clean
from commitrack.views.terminal.console import available_width, console, flow, plain, styled
from commitrack.views.terminal.text import Text
from commitrack.words.agenda import command, how_soon, ledger_option, summary, tell
from commitrack.words.phrases import headings

if TYPE_CHECKING:
    from rich.console import Console

_GAP = 2
_LEAST_TITLE = 16
_MOST_TITLE = 40
_DATE = 12
"""The columns of the date, and the space after it."""

_BELOW = "  "


class Agenda(msgspec.Struct, frozen=True):
    """The content of an agenda on a terminal."""

    items: Sequence[Item]
    as_of: date
    within: int
    sought: Sequence[str]


class _Widths(msgspec.Struct, frozen=True):
    """The columns that each part of a line takes; 0 where it is left out."""

    soon: int
    title: int
    what: int
    command: int


def print_agenda(ledger: Ledger, agenda: Agenda) -> None:
    """Print the agenda, and below it how much there is to look after."""
    width = available_width()
    with console(width) as out:
        out.print(plain(ledger.about.title, "bold"))
        out.print(flow((plain(part, "quiet") for part in headings(ledger.about, agenda.as_of, None)), out.width))
        out.print()
        shared = _shared_option(agenda.items, width)
        if agenda.items:
            _print_items(out, agenda.items, width, names_ledger=shared is None)
            out.print()
        out.print(summary(agenda.items, agenda.as_of, agenda.within, agenda.sought))
        if shared is not None:
            out.print(plain(f"Add {shared} to each command.", "quiet"), overflow="fold")


def _shared_option(items: Sequence[Item], room: int | None) -> str | None:
    """Return the option that all commands end with, if lines are too long with it: it is said once, below them."""
    options = {ledger_option(item) if item.ledger else "" for item in items}
    if room is None or len(options) != 1 or "" in options:
        return None
    longest = max(_DATE + cell_len(clean(_what(item))) + _GAP + len(command(item)) for item in items)
    return options.pop() if longest > room else None


def _print_items(out: "Console", items: Sequence[Item], room: int | None, *, names_ledger: bool) -> None:
    commands = [command(item, names_ledger=names_ledger) for item in items]
    widths = _widths(items, commands, room)
    for item, settles in zip(items, commands, strict=True):
        for line in _lines(item, settles, widths, room):
            out.print(line, overflow="fold", soft_wrap=room is None)


def _widths(items: Sequence[Item], commands: Sequence[str], room: int | None) -> _Widths:
    """Give each part its room: the title and how soon it is are left out where the rest needs theirs."""
    soon = max(len(how_soon(item)) for item in items)
    title = max(cell_len(clean(item.judgement.commitment.title)) for item in items)
    what = max(cell_len(clean(_what(item))) for item in items)
    last = max(map(len, commands))
    if room is None:
        return _Widths(soon, title, what, last)
    left = room - _DATE - what - _GAP - last
    shown = min(title, left - _GAP, _MOST_TITLE)
    shown = shown if shown >= min(title, _LEAST_TITLE) else 0
    left -= shown + _GAP if shown else 0
    return _Widths(soon if left >= soon + _GAP else 0, shown, what, last)


def _what(item: Item) -> str:
    owner = item.judgement.commitment.owner
    return f"{tell(item)} ({owner})" if owner else tell(item)


def _lines(item: Item, command: str, widths: _Widths, room: int | None) -> Iterator[Text]:
    """Yield the line of an item; where it does not fit, its command stands on a second one."""
    urgent = isinstance(item.matter, Overdue | Disagreement)
    line = styled(str(item.date), "alarm" if urgent else "")
    beside = ((plain(how_soon(item), "quiet"), widths.soon), (plain(item.judgement.commitment.title), widths.title))
    for cell, width in beside:
        if width:
            line = line + Text(" " * _GAP) + cell.filled(width)
    line = line + Text(" " * _GAP) + plain(_what(item))
    settles = plain(command, "quiet")
    start = _DATE + sum(width + _GAP for width in (widths.soon, widths.title) if width) + widths.what + _GAP
    if room is None or line.cell_len + _GAP + settles.cell_len <= room:
        start = max(line.cell_len + _GAP, start if room is None else min(start, room - widths.command))
        latest = start if room is None else room - settles.cell_len
        yield line + Text(" " * (min(start, latest) - line.cell_len)) + settles
    else:
        yield line
        yield Text(_BELOW) + settles
