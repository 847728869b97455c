"""``commitrack retract``: withdraw an update that was wrong."""

from datetime import UTC, datetime
from typing import Annotated, Any

from commitrack.actions.open import locate
from commitrack.cli.commands.update import FIELDS
from commitrack.cli.declare import argument
from commitrack.cli.fields import with_fields
from commitrack.cli.options import LedgerOption, text_option
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out
from commitrack.errors import UsageError
from commitrack.files.lock import DEFAULT_WAIT


@with_fields({name: FIELDS[name] for name in ("source", "by")})
def retract(
    note: Annotated[str, text_option("--note", "Why it was wrong.")],
    said: dict[str, Any],
    update_id: Annotated[
        str | None,
        argument(metavar="UPDATE-ID", help="The update's id, as 'commitrack log' lists it."),
    ] = None,
    batch: Annotated[
        str | None,
        text_option("--batch", "Withdraw all updates of this batch instead: what one import added.", "ID"),
    ] = None,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Withdraw an update that was wrong, or all that one import added.

    The history keeps it, marked as withdrawn, with the reason. Use 'commitrack update ID --corrects UPDATE-ID' instead
    to put the right figure in its place.
    """
    if (update_id is None) == (batch is None):
        raise UsageError("give the id of an update, or --batch with that of an import; 'commitrack log' lists both")
    path, now = locate(ledger), datetime.now(UTC)
    if batch is not None:
        from commitrack.actions.retract import retract_batch

        carry_out(
            path, lambda text: retract_batch(text, path, batch, {**said, "note": note}, now), wait=wait, dry_run=dry_run
        )
        return
    from commitrack.actions.update import Draft, record

    draft = Draft(None, {"corrects": update_id, **said, "note": note}, None, now)
    carry_out(path, lambda text: record(text, path, draft), wait=wait, dry_run=dry_run)
