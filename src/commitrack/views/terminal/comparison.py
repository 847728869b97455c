"""The comparison: each commitment that changed, with a line for everything about it that did."""

from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commitrack.progress.comparison import CHANGES, Change, Comparison
from commitrack.progress.telling import outcome, scope, tell
from commitrack.views.terminal.console import available_width, console, plain, status

_INDENT = 2
_KIND_WIDTH = max(map(len, CHANGES))


def print_comparison(comparison: Comparison) -> None:
    """Print what changed, by commitment, and below how the statuses shifted."""
    with console(available_width()) as out:
        out.print(plain(comparison.later.ledger.about.title, "bold"))
        out.print(plain(scope(comparison), "dim"))
        out.print()
        for commitment_id, changes in groupby(comparison.changes, key=lambda change: change.commitment_id):
            _print_commitment(out, commitment_id, list(changes))
        out.print(outcome(comparison))


def _print_commitment(out: Console, commitment_id: str, changes: list[Change]) -> None:
    out.print(Text.assemble(plain(changes[0].judgement.commitment.title, "bold"), plain(f" · {commitment_id}", "dim")))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", width=_KIND_WIDTH)
    table.add_column(overflow="fold")
    for change in changes:
        table.add_row(change.kind, _told(change))
    out.print(Padding(table, (0, 0, 0, _INDENT)))
    out.print()


def _told(change: Change) -> Text:
    if change.kind == "status" and change.earlier and change.later:
        return Text.assemble(status(change.earlier), " → ", status(change.later))
    told = plain(tell(change))
    source = change.entry.update.source if change.entry else None
    return Text.assemble(told, "\n", plain(source, "dim")) if source else told
