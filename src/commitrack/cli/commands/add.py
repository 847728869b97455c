"""``commitrack add``: a new commitment."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from commitrack.actions.open import locate
from commitrack.cli.amounts import RoundOption, keepable
from commitrack.cli.declare import argument
from commitrack.cli.fields import Field, with_fields
from commitrack.cli.options import LedgerOption, kind_option, text_option
from commitrack.cli.streams import print_message
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out, is_conversation
from commitrack.errors import UsageError
from commitrack.files.lock import DEFAULT_WAIT
from commitrack.ledger.blocks import COMMITMENT_KEYS
from commitrack.ledger.fields import keys_of, meaning
from commitrack.ledger.model import KINDS
from commitrack.ledger.rules.mistakes import option

_METAVARS = {"members": "NAME", "parts": "ID", "programme": "ID"}


def _fields() -> Mapping[str, Field]:
    """Return an option for each key of a commitment; those of some kinds only name them."""
    known = {kind: keys_of(struct) for kind, struct in KINDS.items()}
    fields = {}
    for key in COMMITMENT_KEYS:
        kinds = [kind for kind, keys in known.items() if key in keys]
        if key != "kind" and kinds:
            info = known[kinds[0]][key]
            only = "" if len(kinds) == len(KINDS) else f"For {', '.join(kinds)}. "
            fields[key] = Field(
                key,
                info,
                option(key).removeprefix("--"),
                f"{only}{meaning(info.type)}",
                metavar=_METAVARS.get(key, ""),
            )
    return fields


FIELDS = _fields()


@with_fields(FIELDS)
def add(
    said: dict[str, Any],
    commitment_id: Annotated[str | None, argument(metavar="ID", help="Its id, such as 'party-delegates'.")] = None,
    kind: Annotated[str | None, kind_option("How the promise is counted.")] = None,
    programme_title: Annotated[
        str | None, text_option("--programme-title", "The title of a programme that is new.")
    ] = None,
    rounds: RoundOption = False,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    r"""Add a commitment to the ledger.

    On a terminal, without options, it asks step by step. The new table goes below the last commitment of its
    programme; no other byte of the ledger changes.

    \b
    --kind says how the promise is counted:
      total        a running count, to a number by a date or under a cap
      periodic     the same again in every week, month or year
      level        a measurement that rises and falls, such as a rate
      standing     members in force, such as countries without visas
      joint        several commitments that must all be met
      qualitative  something that has no number

    --target N promises at least N, --at-most N at most N, and both together a range. A step is written 2027-01-01=40
    for at least 40 from then on, and '2027-01-01<=40' for at most.
    """
    path = locate(ledger)
    if not said and kind is None and is_conversation():
        from commitrack.cli.guides.add import guide

        guide(path, commitment_id, wait=wait, dry_run=dry_run)
        return
    if commitment_id is None or "title" not in said or kind is None:
        raise UsageError("give at least an ID, --title and --kind; on a terminal 'commitrack add' alone asks for each")
    if programme_title is not None and "programme" not in said:
        raise UsageError("--programme-title names a new programme; give its id with --programme")
    from commitrack.actions import add as adding

    draft = adding.Draft(commitment_id, keepable(said, FIELDS, rounds=rounds) | {"kind": kind}, programme_title)
    added = carry_out(path, lambda text: adding.add(text, path, draft, date.today()), wait=wait, dry_run=dry_run)
    for doubt in added.doubts:
        print_message(f"{commitment_id}: {doubt}")
