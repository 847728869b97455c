"""``commitrack update``: record what happened to a commitment."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

import typer

from commitrack.cli.ledgers import locate
from commitrack.cli.parameters import LedgerOption, Reporter, parse_amount, parse_day, parse_text, parse_verdict
from commitrack.cli.writing import DryRunOption, WaitOption, carry_out
from commitrack.errors import UsageError
from commitrack.ledger.lock import DEFAULT_WAIT

_CLAIMS = "--add, --total, --grant, --withdraw, --status, --checked, --target, --due or --corrects"


def _day(flag: str, text: str) -> Any:
    return typer.Option(flag, metavar="DATE", parser=parse_day, show_default=False, help=text)


def _amount(flag: str, text: str) -> Any:
    return typer.Option(flag, metavar="N", parser=parse_amount, show_default=False, help=text)


def _text(flag: str, text: str, metavar: str = "TEXT") -> Any:
    return typer.Option(flag, metavar=metavar, parser=parse_text, show_default=False, help=text)


def update(
    context: typer.Context,
    commitment_id: Annotated[str, typer.Argument(metavar="ID", help="The commitment's id, as 'list' shows it.")],
    add: Annotated[Decimal | None, _amount("--add", "So many more since the last figure.")] = None,
    total: Annotated[Decimal | None, _amount("--total", "The figure so far (of the period, if periodic).")] = None,
    grant: Annotated[list[str] | None, _text("--grant", "A member in force from DATE. Repeatable.", "NAME")] = None,
    until: Annotated[date | None, _day("--until", "With --grant: the last day in force.")] = None,
    withdraw: Annotated[
        list[str] | None, _text("--withdraw", "A member no longer in force from DATE. Repeatable.", "NAME")
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
    target: Annotated[Decimal | None, _amount("--target", "The commitment was revised to this target.")] = None,
    due: Annotated[date | None, _day("--due", "The commitment was revised to this last day.")] = None,
    corrects: Annotated[
        str | None, _text("--corrects", "Replace this update, or withdraw it if nothing else is said.", "UPDATE-ID")
    ] = None,
    on: Annotated[
        date | None,
        _day("--date", "The day it is true for. Default: today; for a replacement, the day of what it replaces."),
    ] = None,
    source: Annotated[str | None, _text("--source", "Where it is published: an address or citation.")] = None,
    archive: Annotated[str | None, _text("--archive", "The address of an archived copy.")] = None,
    quote: Annotated[str | None, _text("--quote", "What the source says, word for word.")] = None,
    publisher: Annotated[str | None, _text("--publisher", "Who published it.")] = None,
    published: Annotated[date | None, _day("--published", "When it was published.")] = None,
    by: Annotated[Reporter | None, typer.Option("--by", show_default=False, help="Who reports it.")] = None,
    note: Annotated[str | None, _text("--note", "A remark; for --status, the reason.")] = None,
    dry_run: DryRunOption = False,
    wait: WaitOption = DEFAULT_WAIT,
    ledger: LedgerOption = None,
) -> None:
    """Record what happened to a commitment.

    One dated entry is added to the ledger; not another byte of it changes.
    """
    from commitrack.cli.recording import Recording

    _refuse_bare_figures(context.args, commitment_id)
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
    if all(value is None for value in claim.values()):
        raise UsageError(f"say what happened to {commitment_id}, with one of {_CLAIMS}")
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
    recording = Recording(locate(ledger), commitment_id, said, on, datetime.now(UTC))
    carry_out(recording, wait=wait, dry_run=dry_run)


def _refuse_bare_figures(words: list[str], commitment_id: str) -> None:
    """Ask what a bare figure means: more since the last one, or the figure so far."""
    if not words:
        return
    figure = re.sub(r"[,_' ]", "", words[0])
    if len(words) > 1 or not re.fullmatch(r"\d+(\.\d+)?", figure):
        raise UsageError(f"unexpected {' '.join(words)!r}; say what happened with one of {_CLAIMS}")
    raise UsageError(
        f"{figure} more, or {figure} so far? If it came on top of the last figure, write\n"
        f"  commitrack update {commitment_id} --add {figure}\n"
        f"and if it is the figure so far, write\n"
        f"  commitrack update {commitment_id} --total {figure}"
    )
