"""The comparison: each commitment that changed, with a line for everything about it that did."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from commitrack.progress.changes import CHANGES, Change, Comparison
from commitrack.views.terminal.console import available_width, closed, console, plain, status
from commitrack.views.terminal.facts import print_facts
from commitrack.views.terminal.text import Text
from commitrack.words.diff import outcome, scope, tell

if TYPE_CHECKING:
    from rich.console import Console

_INDENT = 2
_KIND_WIDTH = max(map(len, CHANGES))


def print_comparison(comparison: Comparison) -> None:
    """Print what changed, by commitment, and below how the statuses shifted."""
    with console(available_width()) as out:
        out.print(plain(comparison.later.ledger.about.title, "bold"))
        out.print(plain(scope(comparison), "quiet"))
        out.print()
        for commitment_id, changes in groupby(comparison.changes, key=lambda change: change.commitment_id):
            _print_commitment(out, commitment_id, list(changes))
        out.print(closed(outcome(comparison)))


def _print_commitment(out: "Console", commitment_id: str, changes: list[Change]) -> None:
    out.print(plain(changes[0].judgement.commitment.title, "bold") + plain(f" · {commitment_id}", "quiet"))
    for change in changes:
        print_facts(out, _facts(change), indent=_INDENT, label_width=_KIND_WIDTH)
    out.print()


def _facts(change: Change) -> Iterator[tuple[str, Text]]:
    yield change.kind, _told(change)
    for source in change.entry.update.sources if change.entry else ():
        yield "", plain(source, "quiet")


def _told(change: Change) -> Text:
    if change.kind == "status" and change.earlier and change.later:
        return status(change.earlier) + Text(" → ") + status(change.later)
    return plain(tell(change))
