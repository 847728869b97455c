"""The log: a row per update, newest first, with the running figure after it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from commitrack.ledger.model import Update
from commitrack.progress.log import Record
from commitrack.views.terminal.columns import write_rows
from commitrack.views.terminal.console import available_width, console, plain
from commitrack.views.terminal.text import Text
from commitrack.words.facts import fate, replacing
from commitrack.words.phrases import claim_made, later, out_of
from commitrack.words.update import batches, summary

if TYPE_CHECKING:
    from rich.console import Console

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
    beside: Sequence[str] = (),
    *,
    whose: bool,
) -> None:
    """Print updates as rows, with their commitments if ``whose``, and below how many of ``total`` they are.

    Below them is what is said of figures ``beside`` those that count. Those ``waiting`` for their day, each after its
    commitment's id, are only named.
    """
    width = available_width()
    with console(width) as out:
        if records:
            rows = [_cells(record) for record in records]
            _print_rows(out, rows, width, whose=whose)
            out.print()
        if total or not waiting:
            out.print(summary([one.update for one in records], total, known_on))
        for said in beside:
            out.print(plain(said))
        for batch in islice(batches(record.update for record in records), _MOST_BATCHES):
            out.print(plain(batch, "quiet"))
        if waiting:
            out.print(plain(later(waiting, whose=whose)))


def _cells(record: Record) -> dict[str, Text]:
    update, entry = record.update, record.entry
    claim = plain(claim_made(update, record.commitment, record.scale), "" if entry.is_kept else "struck")
    became = [fate(entry)] if not entry.is_kept else [replacing(update), fate(entry)]
    for remark in filter(None, became):
        claim += plain(f"  {remark}", "remark")
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
    return Text(out_of(record))


def _print_rows(out: "Console", rows: Sequence[Mapping[str, Text]], room: int | None, *, whose: bool) -> None:
    known = [name for name in _HEADINGS if whose or name != "commitment"]
    whole = {name: max(len(_HEADINGS[name]), *(row[name].cell_len for row in rows)) for name in known}
    columns = _columns(whole, room)
    dropped = [name for name in known if name not in columns]
    widths = _fitted({name: whole[name] for name in columns}, room)
    headings = [Text(_HEADINGS[name], style="quiet") for name in columns]

    def lines() -> Iterator[Sequence[Text]]:
        yield headings
        for row in rows:
            cells = [_merged(row, dropped) if name == "claim" else row[name] for name in columns]
            yield from _lines(cells, list(widths.values()))

    write_rows(out, lines(), list(widths.values()), _GAP)


def _columns(widths: Mapping[str, int], room: int | None) -> Sequence[str]:
    """Return the columns that fit, of those that have a width; at the least, the last choice."""
    least = {**widths, "claim": min(widths["claim"], _LEAST_CLAIM), "source": min(widths["source"], _LEAST_SOURCE)}
    choices = [[name for name in choice if name in widths] for choice in _CHOICES]
    for columns in choices:
        if room is None or sum(least[name] for name in columns) + _GAP * (len(columns) - 1) <= room:
            return columns
    return choices[-1]


def _fitted(widths: Mapping[str, int], room: int | None) -> Mapping[str, int]:
    """Return the widths of columns that have room: claims and sources, which go on below themselves, share the rest."""
    folding = [name for name in ("claim", "source") if name in widths]
    rest = 0 if room is None else room - sum(widths.values()) - _GAP * (len(widths) - 1)
    if rest >= 0:
        return widths
    shared = sum(widths[name] for name in folding) + rest
    narrow = min(min(widths[name] for name in folding), shared // len(folding))
    wide = shared - narrow * (len(folding) - 1)
    first = max(folding, key=lambda name: widths[name])
    return {**widths, **dict.fromkeys(folding, narrow), first: wide}


def _lines(cells: Sequence[Text], widths: Sequence[int]) -> Iterator[Sequence[Text]]:
    """Yield the lines of a row: a cell that is too long for its column, or has several lines, goes on below itself."""
    if all(cell.cell_len <= width and "\n" not in cell.plain for cell, width in zip(cells, widths, strict=True)):
        yield cells
        return
    folded = [cell.wrap(width) for cell, width in zip(cells, widths, strict=True)]
    yield from zip_longest(*folded, fillvalue=Text())


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
