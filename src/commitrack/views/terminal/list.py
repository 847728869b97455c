"""The list: a line per commitment where there is room, else a title with its numbers below."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commitrack.ledger.model import Ledger
from commitrack.progress.grouping import Group, by_programme
from commitrack.progress.judgement import Judgement
from commitrack.views.terminal.console import (
    available_width,
    console,
    flow,
    plain,
    progress_bar,
    status,
    styled,
    write_columns,
)
from commitrack.words.format import ago, count, label
from commitrack.words.phrases import figure, headings, revision, short_unit, summary

_GAP = 2
_INDENT = 2
_BAR_WIDTH = 8
_HEADINGS = {
    "id": "Id",
    "title": "Commitment",
    "progress": "Progress",
    "figure": "Actual / target",
    "due": "Due",
    "status": "Status",
    "evidence": "Evidence",
}
_ONE_LINE = tuple(_HEADINGS)
_BELOW_TITLE = (
    ("id", "progress", "figure", "due", "status", "evidence"),
    ("id", "progress", "figure", "due", "status"),
    ("id", "figure", "due", "status"),
    ("id", "figure", "status"),
    ("figure", "status"),
)
"""The columns below a title, for less and less room: the least important column goes first."""
_FIGURE_ALONE = ("figure",)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: dict[str, Text]
    least_figure: int
    """The columns that the figure takes at least: its unit may go on below it, but nothing is split."""
    notes: tuple[str, ...]
    """Words beside the status."""
    remarks: Mapping[str, str]
    """Words that replace a column of that name where it is dropped."""


@dataclass(frozen=True, slots=True)
class _Layout:
    columns: Sequence[str]
    widths: Mapping[str, int]
    indent: int
    """Columns before the numbers below a title; 0 where title and numbers share a line."""

    @property
    def width(self) -> int:
        """The columns that a line takes."""
        return self.indent + _total(self.widths, self.columns)

    def print_headings(self, out: Console) -> None:
        """Print the columns' names."""
        self._print_lines(out, [{name: Text(heading, style="dim") for name, heading in _HEADINGS.items()}])
        if "status" not in self.columns:
            out.print(self._indented(Text(_HEADINGS["status"])), style="dim")

    def print_rows(self, out: Console, rows: Sequence[_Row]) -> None:
        """Print commitments, each on one line or below its title."""
        if self.indent == 0:
            self._print_lines(out, [row.cells | {"status": _status_with_notes(row)} for row in rows])
            return
        for row in rows:
            self._print_card(out, row)

    def _print_lines(self, out: Console, rows: Sequence[Mapping[str, Text]]) -> None:
        if self.indent or out.is_terminal:
            out.print(self._table(rows))
        else:
            lines = ([cells[name] for name in self.columns] for cells in rows)
            write_columns(out, lines, [self.widths[name] for name in self.columns], _GAP)

    def _print_card(self, out: Console, row: _Row) -> None:
        out.print(row.cells["title"], overflow="fold")
        if "id" not in self.columns:
            out.print(Text(" " * self.indent) + row.cells["id"], style="dim", soft_wrap=True)
        out.print(self._table([row.cells]))
        dropped = [remark for name, remark in row.remarks.items() if name not in self.columns]
        told = [styled(remark, "dim") for remark in (*row.notes, *dropped) if remark]
        if "status" not in self.columns:
            told.insert(0, row.cells["status"])
        if told:
            out.print(self._indented(flow(told, out.width - self.indent)))

    def _indented(self, text: Text) -> Padding:
        return Padding(text, (0, 0, 0, self.indent))

    def _table(self, rows: Iterable[Mapping[str, Text]]) -> Table:
        table = Table.grid(padding=(0, _GAP, 0, 0))
        margin = [Text()] if self.indent else []
        for _ in margin:
            table.add_column(width=self.indent - _GAP)
        for name in self.columns:
            table.add_column(width=self.widths[name], overflow="fold", style="dim" if name == "id" else "")
        for cells in rows:
            table.add_row(*margin, *(cells[name] for name in self.columns))
        return table


def _status_with_notes(row: _Row) -> Text:
    return row.cells["status"] + Text("".join(f", {note}" for note in row.notes), style="dim")


def print_list(
    ledger: Ledger,
    judgements: Mapping[str, Judgement],
    as_of: date,
    known_on: date | None,
    *,
    grouped: bool,
    total: int,
) -> None:
    """Print the judged commitments, by programme when ``grouped``, and a summary of ``total`` commitments below."""
    width = available_width()
    with console(width) as out:
        out.print(plain(ledger.about.title, "bold"))
        out.print(flow((plain(part, "dim") for part in headings(ledger.about, as_of, known_on)), out.width))
        out.print()
        if judgements:
            groups = by_programme(ledger, judgements) if grouped else [Group("", None, None, judgements)]
            _print_groups(out, groups, {key: _row(key, one) for key, one in judgements.items()}, width)
        _print_summary(out, judgements, total)


def _print_groups(out: Console, groups: Iterable[Group], rows: Mapping[str, _Row], width: int | None) -> None:
    layout = _layout(list(rows.values()), width)
    layout.print_headings(out)
    for group in groups:
        out.print()
        if group.title:
            out.print(_rule(group.title, layout.width))
        layout.print_rows(out, [rows[key] for key in group.judgements])
    out.print()


def _rule(heading: str, width: int) -> Text:
    """Write a programme's title with a line after it, so that it stands out without colour too."""
    title = plain(heading, "bold")
    return title + Text(f" {'─' * (width - title.cell_len - 1)}", style="dim") if title.cell_len < width - 2 else title


def _print_summary(out: Console, judgements: Mapping[str, Judgement], total: int) -> None:
    if not total:
        out.print("The ledger holds no commitments yet.")
        return
    if not judgements:
        out.print(f"None of the {count(total, 'commitment')} matches.")
        return
    out.print(summary(judgements.values(), total))


def _row(key: str, judgement: Judgement) -> _Row:
    commitment = judgement.commitment
    parts = f"all of {len(judgement.parts)}" if judgement.parts else "no number"
    numbers = Text(parts, style="dim")
    least = numbers.cell_len
    bar = Text()
    if judgement.measured is not None:
        bar = progress_bar(judgement.measured, judgement.status, _BAR_WIDTH)
        numbers = Text(figure(judgement))
        counted = plain(short_unit(commitment))
        least = max(map(cell_len, (numbers.plain, *counted.plain.split())))
        numbers = numbers + Text(" ") + counted
    return _Row(
        cells={
            "id": plain(key),
            "title": plain(commitment.title),
            "progress": bar,
            "figure": numbers,
            "due": Text(str(judgement.due or "–")),
            "status": status(judgement),
            "evidence": Text(ago(judgement.age)),
        },
        least_figure=least,
        notes=tuple(_notes(judgement)),
        remarks={
            "due": f"due {judgement.due}" if judgement.due else "",
            "evidence": f"evidence {ago(judgement.age)}" if judgement.age is not None else "",
        },
    )


def _notes(judgement: Judgement) -> Iterator[str]:
    if judgement.expires:
        yield f"expires {judgement.expires}"
    if judgement.differs_from_original and judgement.original_state:
        yield f"by its first terms {label(judgement.original_state)}"
    elif revision(judgement):
        yield "revised"


def _layout(rows: Sequence[_Row], width: int | None) -> _Layout:
    """Choose the columns that fit; without a limit, all of them on one line."""
    natural = {
        name: max(cell_len(heading), *(row.cells[name].cell_len for row in rows)) for name, heading in _HEADINGS.items()
    }
    one_line = natural | {"status": max(natural["status"], *(_status_with_notes(row).cell_len for row in rows))}
    if width is None or _total(one_line, _ONE_LINE) <= width:
        return _Layout(_ONE_LINE, one_line, indent=0)
    for columns in _BELOW_TITLE:
        if _INDENT + _total(natural, columns) <= width:
            return _Layout(columns, natural, indent=_INDENT)
    beside_status = width - _INDENT - _GAP - natural["status"]
    if beside_status >= max(cell_len(_HEADINGS["figure"]), *(row.least_figure for row in rows)):
        return _Layout(_BELOW_TITLE[-1], natural | {"figure": beside_status}, indent=_INDENT)
    return _Layout(_FIGURE_ALONE, {"figure": width - _INDENT}, indent=_INDENT)


def _total(widths: Mapping[str, int], columns: Sequence[str]) -> int:
    return sum(widths[name] for name in columns) + _GAP * (len(columns) - 1)
