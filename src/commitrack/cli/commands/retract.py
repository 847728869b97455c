"""``commitrack retract``: withdraw an update that was wrong."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from commitrack.actions.open import locate
from commitrack.cli.commands.update import FIELDS
from commitrack.cli.fields import with_fields
from commitrack.cli.options import LedgerOption, text_option
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out
from commitrack.files.lock import DEFAULT_WAIT


@with_fields({name: FIELDS[name] for name in ("source", "by")})
def retract(
    update_id: Annotated[
        str, typer.Argument(metavar="UPDATE-ID", help="The update's id, as 'commitrack log' lists it.")
    ],
    note: Annotated[str, text_option("--note", "Why it was wrong.")],
    said: dict[str, Any],
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Withdraw an update that was wrong.

    The history keeps it, marked as withdrawn, with the reason. Use 'commitrack update ID --corrects UPDATE-ID' instead
    to put the right figure in its place.
    """
    from commitrack.actions.update import Draft, record

    path = locate(ledger)
    draft = Draft(None, {"corrects": update_id, **said, "note": note}, None, datetime.now(UTC))
    carry_out(path, lambda text: record(text, path, draft), wait=wait, dry_run=dry_run)
