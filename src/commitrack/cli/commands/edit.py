"""``commitrack edit``: the ledger in an editor, checked before it is saved."""

from typing import Annotated

import typer

from commitrack.actions.open import locate
from commitrack.cli.options import LedgerOption
from commitrack.cli.writing import DryRunOption, WaitOption
from commitrack.files.lock import DEFAULT_WAIT


def edit(
    commitment_id: Annotated[
        str | None, typer.Argument(metavar="ID", show_default=False, help="The commitment to begin at.")
    ] = None,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Open the ledger in an editor.

    The editor that VISUAL or EDITOR names gets a copy. If the copy is valid when it is saved, it replaces the ledger;
    if not, it is kept beside the ledger, and the ledger stays as it is.
    """
    from commitrack.cli.editing import edit_ledger

    edit_ledger(locate(ledger), commitment_id, wait=wait, dry_run=dry_run)
