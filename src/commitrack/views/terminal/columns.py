"""The list where nothing limits its width: every column, and nothing shortened."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from commitrack.progress.grouping import Group
from commitrack.progress.judgement import Judgement
from commitrack.views.terminal.console import closed, columns, marked_status, plain, progress_bar, styled
from commitrack.words.format import ago, called
from commitrack.words.list import figures
from commitrack.words.revisions import revision

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
    write_row(out, headings, widths, _GAP)
    for title, those in held:
        if title:
            out.print()
            out.print(plain(title, "bold"))
        for row in those:
            write_row(out, row, widths, _GAP)


def write_row(out: "Console", cells: Sequence[Text], widths: Sequence[int], gap: int) -> None:
    """Write a row whose cells fit their columns; in a pipe without styles, which is many times as fast."""
    if out.is_terminal:
        line = Text()
        for cell, width in zip(cells, widths, strict=True):
            line.append_text(cell).append(" " * (width - columns(cell.plain) + gap))
        line.rstrip()
        out.print(line, no_wrap=True, overflow="ignore", crop=False)
        return
    filled = (
        f"{cell.plain}{' ' * (width - columns(cell.plain) + gap)}" for cell, width in zip(cells, widths, strict=True)
    )
    out.file.write(f"{''.join(filled).rstrip(' ')}\n")


def _row(key: str, judgement: Judgement) -> list[Text]:
    measured = judgement.measured
    return [
        marked_status(judgement),
        styled(key, "quiet"),
        plain(judgement.commitment.title),
        progress_bar(measured, judgement.status, judgement.as_of, _BAR_WIDTH) if measured else Text(),
        plain(figures(judgement)[0]),
        Text(str(judgement.due or "–")),
        Text(ago(judgement.age)),
        Text(closed(", ".join(_remarks(judgement)))),
    ]


def _remarks(judgement: Judgement) -> Iterator[str]:
    if judgement.expires:
        yield f"expires {judgement.expires}"
    if judgement.differs_from_original and judgement.original_state:
        yield f"by its first terms {called(judgement.original_state, judgement.scale)}"
    elif revision(judgement):
        yield "revised"
