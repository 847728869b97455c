"""The list where nothing limits its width: every column, and nothing shortened."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from commitrack.progress.grouping import Group
from commitrack.progress.judgement import Judgement
from commitrack.views.terminal.console import closed, columns, marked_status, plain, progress_bar, styled
from commitrack.views.terminal.text import Text
from commitrack.words.format import ago, enumerated
from commitrack.words.list import figures, remarks

if TYPE_CHECKING:
    from rich.console import Console

_AT_ONCE = 200
_GAP = 2
_BAR_WIDTH = 8
_HEADINGS = ("Status", "Id", "Commitment", "Progress", "Actual / target", "Due", "Evidence", "Remarks")


def print_all_columns(out: "Console", groups: Iterable[Group]) -> None:
    """Print a row for each commitment, those of a group below its title."""
    held = [(group.title, [_row(key, one) for key, one in group.judgements.items()]) for group in groups]
    rows = [row for _, those in held for row in those]
    headings = [styled(heading, "quiet") for heading in _HEADINGS]
    widths = [max(columns(cell.plain) for cell in column) for column in zip(headings, *rows, strict=True)]
    write_rows(out, [headings], widths, _GAP)
    for title, those in held:
        if title:
            out.print()
            out.print(plain(title, "bold"))
        write_rows(out, those, widths, _GAP)


def write_rows(out: "Console", rows: Iterable[Sequence[Text]], widths: Sequence[int], gap: int) -> None:
    """Write rows whose cells fit their columns; in a pipe without styles, which is many times as fast."""
    if out.is_terminal:
        write_lines(out, (_line(row, widths, gap) for row in rows))
        return
    for row in rows:
        cells = zip(row, widths, strict=True)
        filled = "".join(f"{cell.plain}{' ' * (width - columns(cell.plain) + gap)}" for cell, width in cells)
        out.file.write(f"{filled.rstrip(' ')}\n")


def write_lines(out: "Console", lines: Iterable[Text]) -> None:
    """Write lines that have room, many at once: Rich takes as long to begin to print as for several lines."""
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        out.print(Text("\n").join(some), no_wrap=True, overflow="ignore", crop=False)


def _line(cells: Sequence[Text], widths: Sequence[int], gap: int) -> Text:
    filled = (
        part
        for cell, width in zip(cells, widths, strict=True)
        for part in (cell, Text(" " * (width - columns(cell.plain) + gap)))
    )
    return Text().join(filled).rstrip()


def _row(key: str, judgement: Judgement) -> list[Text]:
    measured = judgement.measured
    return [
        marked_status(judgement),
        styled(key, "quiet"),
        plain(judgement.commitment.title),
        progress_bar(measured, judgement.status, judgement.as_of, _BAR_WIDTH) if measured else Text(),
        plain(next(figures(judgement))),
        Text(str(judgement.due or "–")),
        Text(ago(judgement.age)),
        Text(closed(enumerated(remarks(judgement)))),
    ]
