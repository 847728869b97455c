"""``commitrack diff``: what changed between two days."""

from datetime import date
from typing import Annotated

import typer

from commitrack.cli.ledgers import load
from commitrack.cli.parameters import LedgerOption, parse_day
from commitrack.progress.compare import compare
from commitrack.progress.comparison import Side
from commitrack.progress.judge import judge


def diff(
    start: Annotated[date, typer.Argument(metavar="FROM", parser=parse_day, help="The earlier day.")],
    end: Annotated[
        date | None, typer.Argument(metavar="[TO]", parser=parse_day, show_default=False, help="Default: today.")
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Tell what changed between two days."""
    from commitrack.views.terminal.comparison import print_comparison

    read = load(ledger)
    sides = [
        Side(str(day), read, day, {key: judge(commitment, day) for key, commitment in read.commitments.items()})
        for day in (start, end or date.today())
    ]
    print_comparison(compare(*sides))
