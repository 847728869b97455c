"""``commitrack chart``: the chart of one commitment, as a file."""

from typing import Annotated

from commitrack.actions.open import choose, load, spare_ledger
from commitrack.cli.declare import argument
from commitrack.cli.options import AsOfOption, KnownOnOption, LedgerOption, OutputOption, judged_on
from commitrack.cli.streams import print_written, write_document
from commitrack.errors import UsageError


def chart(
    commitment_id: Annotated[
        str, argument(metavar="ID", help="The commitment's id, as 'commitrack list --wide' shows it.")
    ],
    output: OutputOption = None,
    as_of: AsOfOption = None,
    known_on: KnownOnOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Draw one commitment's chart as SVG.

    The picture stands alone: it has its own styles, loads nothing, and can be scaled for a slide or a page. It is the
    chart that the report shows.
    """
    from commitrack.progress.judge import judge
    from commitrack.views.html.drawing import drawing

    spare_ledger(output, [ledger] if ledger else None)
    read = load(ledger, known_on)
    choose(read, commitment_id)
    drawn = drawing(read.about, judge(read, commitment_id, judged_on(as_of, known_on)))
    if drawn is None:
        raise UsageError(f"{commitment_id}: there is nothing to draw yet; a chart needs a figure, and time on its axis")
    write_document(drawn, output)
    print_written(output, f"the chart of {commitment_id}", drawn)
