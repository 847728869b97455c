"""``commitrack add``: a new commitment."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from commitrack.actions.open import locate
from commitrack.cli.options import (
    Kind,
    LedgerOption,
    amount_option,
    day_option,
    parse_milestone,
    text_option,
)
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out, is_conversation
from commitrack.errors import UsageError
from commitrack.files.lock import DEFAULT_WAIT


class Every(StrEnum):
    """How often a periodic target comes round."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


class Bound(StrEnum):
    """The ends of a commitment's time."""

    START = "start"
    DUE = "due"


def add(
    commitment_id: Annotated[
        str | None, typer.Argument(metavar="ID", show_default=False, help="Its id, such as 'party-delegates'.")
    ] = None,
    title: Annotated[str | None, text_option("--title", "What is promised, in a few words.")] = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", show_default=False, help="How it is counted; the README explains each.")
    ] = None,
    target: Annotated[Decimal | None, amount_option("--target", "The number to be reached.")] = None,
    unit: Annotated[str | None, text_option("--unit", "What is counted, such as 'scholarships'.")] = None,
    every: Annotated[
        Every | None, typer.Option("--every", show_default=False, help="If periodic: how often it comes round.")
    ] = None,
    baseline: Annotated[Decimal | None, amount_option("--baseline", "If total: where it begins. Default: 0.")] = None,
    member: Annotated[
        list[str] | None, text_option("--member", "If standing: a name that counts. Repeatable.", "NAME")
    ] = None,
    milestone: Annotated[
        list[Any] | None,
        typer.Option(
            "--milestone",
            metavar="DATE=N",
            parser=parse_milestone,
            show_default=False,
            help="If total: what is due by then. Repeatable.",
        ),
    ] = None,
    programme: Annotated[str | None, text_option("--programme", "The programme it belongs to.", "ID")] = None,
    programme_title: Annotated[
        str | None, text_option("--programme-title", "The title of a programme that is new.")
    ] = None,
    start: Annotated[date | None, day_option("--start", "The first day.")] = None,
    due: Annotated[date | None, day_option("--due", "The last day, included.")] = None,
    assumed: Annotated[
        list[Bound] | None,
        typer.Option("--assumed", show_default=False, help="The announcement does not state it. Repeatable."),
    ] = None,
    quote: Annotated[str | None, text_option("--quote", "The announcement, word for word.")] = None,
    source: Annotated[str | None, text_option("--source", "Where it is published: an address or citation.")] = None,
    pledger: Annotated[str | None, text_option("--pledger", "Who promises, if not the ledger's pledger.")] = None,
    recipient: Annotated[str | None, text_option("--recipient", "To whom, if not the ledger's recipient.")] = None,
    description: Annotated[str | None, text_option("--description", "More about it.")] = None,
    means_of_verification: Annotated[
        str | None, text_option("--means-of-verification", "What evidence would settle it.")
    ] = None,
    tag: Annotated[list[str] | None, text_option("--tag", "A word to find it by. Repeatable.")] = None,
    note: Annotated[str | None, text_option("--note", "A remark.")] = None,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Add a commitment to the ledger.

    It becomes a table below the last commitment of its programme; not another byte changes. On a terminal, without
    options, it asks for one thing after the other.
    """
    from commitrack.actions.add import Addition

    said = {
        "title": title,
        "programme": programme,
        "kind": kind and kind.value,
        "target": target,
        "unit": unit,
        "every": every and every.value,
        "baseline": baseline,
        "members": member or None,
        "milestones": milestone or None,
        "start": start,
        "due": due,
        "assumed": [bound.value for bound in assumed] if assumed else None,
        "pledger": pledger,
        "recipient": recipient,
        "description": description,
        "quote": quote,
        "source": source,
        "means_of_verification": means_of_verification,
        "tags": tag or None,
        "note": note,
    }
    said = {key: value for key, value in said.items() if value is not None}
    path = locate(ledger)
    if not said and is_conversation():
        from commitrack.cli.commands.add_guide import guide

        guide(path, commitment_id, wait=wait, dry_run=dry_run)
        return
    if commitment_id is None or title is None or kind is None:
        raise UsageError("say at least an ID, --title and --kind; on a terminal 'commitrack add' alone asks for each")
    if programme_title is not None and programme is None:
        raise UsageError("--programme-title names a new programme; say its id with --programme")
    addition = Addition(path, commitment_id, said, programme_title, date.today())
    carry_out(addition, wait=wait, dry_run=dry_run)
