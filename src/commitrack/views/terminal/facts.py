"""Facts beside their labels and rows beside their names, and below them where that leaves too little room.

Addresses stay whole: to be clicked, or copied in one piece.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from commitrack.views.terminal.console import columns, flow, padded, styled
from commitrack.views.terminal.text import Indented, Text

if TYPE_CHECKING:
    from rich.console import Console

_GAP = 2
_BELOW = 2
_LEAST = 8
"""Columns beside a label in which a text can still be read."""


def print_facts(out: "Console", facts: Iterable[tuple[str, Text]], *, indent: int = 0, label_width: int = 0) -> None:
    """Print each fact beside its label, the labels at least ``label_width`` columns wide.

    A fact with an address that does not fit there stands below its label, further left; an address that does not
    fit there either goes on beyond the edge, where the terminal continues it without breaking it.
    """
    facts = [(label, fact) for label, fact in facts if fact]
    label_width = max((label_width, *(len(label) for label, _ in facts)))
    beside = indent + label_width + _GAP
    for label, fact in facts:
        heading = " " * indent + label
        if max(_address_width(fact), _LEAST) <= out.width - beside:
            lines = fact.wrap(out.width - beside)
            for number, line in enumerate(lines):
                out.print(styled(("" if number else heading).ljust(beside), "quiet") + line)
            continue
        if label:
            out.print(styled(heading, "quiet"))
        below = indent + _BELOW
        for line in flow(fact.split(" "), out.width - below, between=Text(" ")).split():
            out.print(Text(" " * below) + line, soft_wrap=True)


def print_rows(out: "Console", rows: Sequence[Sequence[Text]], *, right: int | None = None) -> None:
    """Print rows in columns where they fit, that of number ``right`` to the right, else each below its first cell."""
    widths = [max(columns(cell.plain) for cell in column) for column in zip(*rows, strict=True)]
    if sum(widths) + _GAP * (len(widths) - 1) <= out.width:
        for row in rows:
            cells = (padded(cell, widths[number], right=number == right) for number, cell in enumerate(row))
            out.print(Text(" " * _GAP).join(cells), no_wrap=True, overflow="ignore", crop=False)
        return
    for name, *rest in rows:
        out.print(name)
        below = flow(rest, out.width - _BELOW, between=Text(" " * _GAP))
        out.print(Indented(below, _BELOW))


def _address_width(fact: Text) -> int:
    """Return how wide the widest address or path in a text is; other long words, as of Chinese, may go on below."""
    return max((cell_len(word) for word in fact.plain.split() if "/" in word), default=0)
