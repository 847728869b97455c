"""The log: a row per update, newest first, with the running figure after it."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from rich.console import Console
from rich.table import Table
from rich.text import Text

from commitrack.ledger.model import Update
from commitrack.progress.log import Record
from commitrack.views.terminal.columns import write_row
from commitrack.views.terminal.console import available_width, console, plain
from commitrack.words.format import count, on
from commitrack.words.phrases import claim_made, fate, later, out_of
from commitrack.words.update import batches

_GAP = 2
_MOST_BATCHES = 10
_LEAST_CLAIM = 26
_LEAST_SOURCE = 40
_HEADINGS = {
    "date": "Date",
    "commitment": "Commitment",
    "claim": "Update",
    "running": "So far / target",
    "id": "Id",
    "source": "Source",
}
_CHOICES = (
    ("date", "commitment", "claim", "running", "id", "source"),
    ("date", "commitment", "claim", "running", "id"),
    ("date", "claim", "running", "id"),
    ("date", "claim", "id"),
    ("date", "claim"),
)
"""The columns, by how much room there is: what goes is told with the claim, but for the source."""


def print_log(
    records: Sequence[Record],
    total: int,
    waiting: Sequence[tuple[str, Update]],
    known_on: date | None,
    *,
    whose: bool,
) -> None:
    """Print updates as rows, with their commitments if ``whose``, and below how many of ``total`` they are.

    Those ``waiting`` for their day, each after its commitment's id, are only named.
    """
    width = available_width()
    with console(width) as out:
        if records:
            rows = [_cells(record) for record in records]
            _print_rows(out, rows, width, whose=whose)
            out.print()
        if total or not waiting:
            out.print(_summary(records, total, known_on))
        for batch in islice(batches(record.update for record in records), _MOST_BATCHES):
            out.print(plain(batch, "quiet"))
        if waiting:
            out.print(plain(later(waiting, whose=whose)))


def _cells(record: Record) -> dict[str, Text]:
    update, entry = record.update, record.entry
    became = fate(entry)
    claim = plain(claim_made(update, record.commitment, record.scale), "struck" if became else "")
    if became:
        claim += Text(f"  {became}", style="remark")
    elif update.corrects:
        claim += plain(f"  corrects {update.corrects}", "remark")
    elif update.restates:
        claim += plain(f"  restates {update.restates}", "remark")
    return {
        "date": Text(str(update.date)),
        "commitment": plain(record.commitment_id),
        "claim": claim,
        "running": _running(record),
        "id": plain(update.id or "–", "quiet"),
        "source": plain(" · ".join(update.sources) or "–", "quiet"),
    }


def _running(record: Record) -> Text:
    if record.goal is None or record.entry.fate != "stands":
        return Text("–", style="quiet")
    return Text(out_of(record.actual, record.goal, record.commitment))


def _print_rows(out: Console, rows: Sequence[Mapping[str, Text]], room: int | None, *, whose: bool) -> None:
    known = [name for name in _HEADINGS if whose or name != "commitment"]
    widths = {name: max(len(_HEADINGS[name]), *(row[name].cell_len for row in rows)) for name in known}
    columns = _columns(widths, room)
    headings = [Text(_HEADINGS[name], style="quiet") for name in columns]
    dropped = [name for name in known if name not in columns]
    lines = [[_merged(row, dropped) if name == "claim" else row[name] for name in columns] for row in rows]
    if room is None and not out.is_terminal:
        for cells in [headings, *lines]:
            write_row(out, cells, [widths[name] for name in columns], _GAP)
    else:
        out.print(_table([headings, *lines], {name: widths[name] for name in columns}, folds=room is not None))


def _columns(widths: Mapping[str, int], room: int | None) -> Sequence[str]:
    """Return the columns that fit, of those that have a width; at the least, the last choice."""
    least = {**widths, "claim": min(widths["claim"], _LEAST_CLAIM), "source": min(widths["source"], _LEAST_SOURCE)}
    choices = [[name for name in choice if name in widths] for choice in _CHOICES]
    for columns in choices:
        if room is None or sum(least[name] for name in columns) + _GAP * (len(columns) - 1) <= room:
            return columns
    return choices[-1]


def _table(lines: Sequence[Sequence[Text]], widths: Mapping[str, int], *, folds: bool) -> Table:
    """Lay lines out in columns; where it ``folds``, claims and sources go on below themselves."""
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for name, width in widths.items():
        if folds and name in ("claim", "source"):
            table.add_column(overflow="fold", ratio=1)
        else:
            table.add_column(overflow="fold", min_width=width)
    for cells in lines:
        table.add_row(*cells)
    return table


def _merged(row: Mapping[str, Text], dropped: Sequence[str]) -> Text:
    """Write a claim with what has no column of its own: whose it is, the figure after it, and its id."""
    claim = row["claim"]
    if "commitment" in dropped:
        claim = row["commitment"] + Text(": ") + claim
    if "running" in dropped:
        claim = claim + Text("\n→ ") + row["running"]
    if "id" in dropped:
        claim = claim + Text("\n") + row["id"]
    return claim


def _summary(records: Sequence[Record], total: int, known_on: date | None) -> str:
    known = f", as known on {on(known_on)}" if known_on else ""
    if not total:
        return f"No update has been recorded{known}."
    if not records:
        return f"No update matches{known}."
    shown = "" if len(records) == total else f"{len(records):,} of "
    newest, oldest = records[0].update.date, records[-1].update.date
    return f"{shown}{count(total, 'update')}, from {on(oldest)} to {on(newest)}{known}"
