"""The list where nothing limits its width: every column, and nothing shortened."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from commitrack.progress.grouping import Group
from commitrack.progress.judgement import Judgement
from commitrack.views.terminal.console import closed, columns, marked_status, plain, progress_bar, styled
from commitrack.views.terminal.text import Pen, Text
from commitrack.words.format import ago, enumerated
from commitrack.words.list import figures, remarks

if TYPE_CHECKING:
    from rich.console import Console

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
    """Write rows whose cells fit their columns."""
    if not out.is_terminal:
        for row in rows:
            cells = zip(row, widths, strict=True)
            filled = "".join(f"{cell.plain}{' ' * (width - columns(cell.plain) + gap)}" for cell, width in cells)
            out.file.write(f"{filled.rstrip(' ')}\n")
        return
    pen = Pen(out)
    for row in rows:
        end = max((number for number, cell in enumerate(row) if cell.plain.strip()), default=0)
        cells = zip(row[:end], widths[:end], strict=True)
        filled = "".join(f"{pen.drawn(cell)}{' ' * (width - columns(cell.plain) + gap)}" for cell, width in cells)
        out.file.write(f"{filled}{pen.drawn(row[end].rstrip())}\n")


def write_lines(out: "Console", lines: Iterable[Text]) -> None:
    """Write lines that have room."""
    pen = Pen(out)
    out.file.writelines(f"{pen.drawn(line) if out.is_terminal else line.plain}\n" for line in lines)


def _row(key: str, judgement: Judgement) -> list[Text]:
    measured = judgement.measured
    return [
        marked_status(judgement),
        styled(key, "quiet"),
        plain(judgement.commitment.title),
        progress_bar(measured, judgement.counted_status, judgement.as_of, _BAR_WIDTH) if measured else Text(),
        plain(next(figures(judgement))),
        Text(str(judgement.due or "–")),
        Text(ago(judgement.age)),
        Text(closed(enumerated(remarks(judgement)))),
    ]
