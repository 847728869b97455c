"""The log: a row per update, newest first, with the running figure after it."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from commitrack.ledger.model import Update
from commitrack.progress.log import Record
from commitrack.views.terminal.console import available_width, console, plain, write_columns
from commitrack.words.format import count
from commitrack.words.phrases import claim_made, fate, later, out_of

_GAP = 2
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


def print_log(records: Sequence[Record], total: int, waiting: Sequence[tuple[str, Update]], *, whose: bool) -> None:
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
            out.print(_summary(records, total))
        if waiting:
            out.print(plain(later(waiting, whose=whose)))


def _cells(record: Record) -> dict[str, Text]:
    update, entry = record.update, record.entry
    became = fate(entry)
    claim = plain(claim_made(update, record.commitment), "strike dim" if became else "")
    if became:
        claim += Text(f"  {became}", style="yellow")
    elif update.corrects:
        claim += plain(f"  corrects {update.corrects}", "yellow")
    return {
        "date": Text(str(update.date)),
        "commitment": plain(record.commitment_id),
        "claim": claim,
        "running": _running(record),
        "id": plain(update.id or "–", "dim"),
        "source": plain(update.source or "–", "dim"),
    }


def _running(record: Record) -> Text:
    if record.goal is None or record.entry.fate != "stands":
        return Text("–", style="dim")
    return Text(out_of(record.actual, record.goal, record.commitment))


def _print_rows(out: Console, rows: Sequence[Mapping[str, Text]], width: int | None, *, whose: bool) -> None:
    natural = {name: max(len(heading), *(row[name].cell_len for row in rows)) for name, heading in _HEADINGS.items()}
    columns = _columns(natural if whose else {**natural, "commitment": 0}, width)
    columns = [name for name in columns if whose or name != "commitment"]
    headings = [Text(_HEADINGS[name], style="dim") for name in columns]
    lines = [[_merged(row, columns, whose=whose) if name == "claim" else row[name] for name in columns] for row in rows]
    if width is None and not out.is_terminal:
        write_columns(out, [headings, *lines], [natural[name] for name in columns], _GAP)
        return
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for name in columns:
        flexible = name in ("claim", "source") and width is not None
        table.add_column(overflow="fold", min_width=None if flexible else natural[name], ratio=1 if flexible else None)
    for cells in [headings, *lines]:
        table.add_row(*cells)
    out.print(table)


def _columns(natural: Mapping[str, int], width: int | None) -> Sequence[str]:
    least = {**natural, "claim": min(natural["claim"], _LEAST_CLAIM), "source": min(natural["source"], _LEAST_SOURCE)}
    fitting = (
        columns
        for columns in _CHOICES
        if width is None or sum(least[name] for name in columns) + _GAP * (len(columns) - 1) <= width
    )
    return next(fitting, _CHOICES[-1])


def _merged(row: Mapping[str, Text], columns: Sequence[str], *, whose: bool) -> Text:
    """Write a claim with what has no column of its own: whose it is, the figure after it, and its id."""
    claim = row["claim"]
    if whose and "commitment" not in columns:
        claim = row["commitment"] + Text(": ") + claim
    if "running" not in columns:
        claim = claim + Text("\n→ ") + row["running"]
    if "id" not in columns:
        claim = claim + Text("\n") + row["id"]
    return claim


def _summary(records: Sequence[Record], total: int) -> str:
    if not total:
        return "No update has been recorded."
    if not records:
        return f"None of the {count(total, 'update')} matches."
    shown = "" if len(records) == total else f"{len(records):,} of "
    newest, oldest = records[0].update.date, records[-1].update.date
    return f"{shown}{count(total, 'update')}, from {oldest} to {newest}"
