"""``commitrack retract``: withdraw an update that was wrong."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from commitrack.actions.open import locate
from commitrack.cli.options import LedgerOption, Reporter, text_option
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out
from commitrack.files.lock import DEFAULT_WAIT


def retract(
    update_id: Annotated[
        str, typer.Argument(metavar="UPDATE-ID", help="The update's id, as 'commitrack log' lists it.")
    ],
    note: Annotated[str, text_option("--note", "Why it was wrong.")],
    source: Annotated[str | None, text_option("--source", "Where that is published.")] = None,
    by: Annotated[Reporter | None, typer.Option("--by", show_default=False, help="Who says so.")] = None,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Withdraw an update that was wrong.

    The history keeps it, marked as withdrawn, beside the reason. To replace a figure by the right one, use
    'commitrack update ID --corrects UPDATE-ID'.
    """
    from commitrack.actions.update import Recording

    said = {"corrects": update_id, "source": source, "by": by and by.value, "note": note}
    said = {key: value for key, value in said.items() if value is not None}
    recording = Recording(locate(ledger), None, said, None, datetime.now(UTC))
    carry_out(recording, wait=wait, dry_run=dry_run)
