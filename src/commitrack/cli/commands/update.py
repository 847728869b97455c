"""``commitrack update``: record what happened to a commitment."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

import typer

from commitrack.actions.open import locate
from commitrack.cli.options import (
    LedgerOption,
    Reporter,
    amount_option,
    day_option,
    parse_amount,
    parse_verdict,
    text_option,
)
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out, is_conversation
from commitrack.errors import UsageError
from commitrack.files.lock import DEFAULT_WAIT

_CLAIMS = "--add, --total, --grant, --withdraw, --status, --checked, --target, --due or --corrects"


def update(
    context: typer.Context,
    commitment_id: Annotated[
        str | None, typer.Argument(metavar="ID", show_default=False, help="The commitment's id, as 'list' shows it.")
    ] = None,
    add: Annotated[Decimal | None, amount_option("--add", "So many more since the last figure.")] = None,
    total: Annotated[Decimal | None, amount_option("--total", "The figure so far, of the period if periodic.")] = None,
    grant: Annotated[
        list[str] | None, text_option("--grant", "A member in force from then on. Repeatable.", "NAME")
    ] = None,
    until: Annotated[date | None, day_option("--until", "With --grant: the last day in force.")] = None,
    withdraw: Annotated[
        list[str] | None, text_option("--withdraw", "A member no longer in force. Repeatable.", "NAME")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            parser=parse_verdict,
            show_default=False,
            help="Declare a verdict; --note says why.",
        ),
    ] = None,
    checked: Annotated[bool, typer.Option("--checked", help="Looked, and found nothing new.")] = False,
    target: Annotated[Decimal | None, amount_option("--target", "The commitment was revised to this target.")] = None,
    due: Annotated[date | None, day_option("--due", "The commitment was revised to this last day.")] = None,
    corrects: Annotated[
        str | None,
        text_option("--corrects", "Replace this update, or withdraw it if nothing is said instead.", "UPDATE-ID"),
    ] = None,
    on: Annotated[
        date | None,
        day_option("--date", "The day it is true for. Default: today; for a replacement, the day of what it replaces."),
    ] = None,
    source: Annotated[str | None, text_option("--source", "Where it is published: an address or citation.")] = None,
    archive: Annotated[str | None, text_option("--archive", "The address of an archived copy.")] = None,
    quote: Annotated[str | None, text_option("--quote", "What the source says, word for word.")] = None,
    publisher: Annotated[str | None, text_option("--publisher", "Who published it.")] = None,
    published: Annotated[date | None, day_option("--published", "When it was published.")] = None,
    by: Annotated[Reporter | None, typer.Option("--by", show_default=False, help="Who reports it.")] = None,
    note: Annotated[str | None, text_option("--note", "A remark; for --status, the reason.")] = None,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Record what happened to a commitment.

    One dated entry is added to the ledger; not another byte of it changes. On a terminal, without arguments, it asks
    for one thing after the other.
    """
    claim = {
        "add": add,
        "total": total,
        "grant": tuple(grant) if grant else None,
        "withdraw": tuple(withdraw) if withdraw else None,
        "checked": checked or None,
        "status": status,
        "target": target,
        "due": due,
        "corrects": corrects,
    }
    circumstances = {
        "until": until,
        "source": source,
        "archive": archive,
        "quote": quote,
        "publisher": publisher,
        "published": published,
        "by": by.value if by else None,
        "note": note,
    }
    said = {name: value for name, value in (claim | circumstances).items() if value is not None}
    if not said and not context.args and is_conversation():
        from commitrack.cli.commands.update_guide import guide

        guide(locate(ledger), commitment_id, wait=wait, dry_run=dry_run)
        return
    if commitment_id is None:
        raise UsageError("say which commitment, by its id; on a terminal 'commitrack update' alone asks for each")
    _refuse_bare_words(context.args, any(name in said for name in claim))
    if not any(name in said for name in claim):
        raise UsageError(f"say what happened to {commitment_id}, with one of {_CLAIMS}")
    from commitrack.actions.update import Recording

    recording = Recording(locate(ledger), commitment_id, said, on, datetime.now(UTC))
    carry_out(recording, wait=wait, dry_run=dry_run)


def _refuse_bare_words(words: list[str], claimed: bool) -> None:
    """Ask what a bare figure means, more since the last one or the figure so far; and for quotes around words."""
    if not words:
        return
    if claimed or len(words) > 1 or not words[0].strip()[:1].isdigit():
        instead = "put quotes around text of several words" if claimed else f"say what happened with one of {_CLAIMS}"
        raise UsageError(f"unexpected {' '.join(words)!r}; {instead}")
    figure = f"{parse_amount(words[0]):f}"
    raise UsageError(
        f"{figure} more, or {figure} so far? Write --add {figure} if it came on top of the last figure, "
        f"and --total {figure} if it is the figure so far"
    )
