"""Amounts with more digits than a ledger keeps: rounded where that is asked for, else refused."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from commitrack.cli.declare import option
from commitrack.cli.fields import Field
from commitrack.cli.streams import print_message
from commitrack.errors import UsageError
from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.ledger.rules.amounts import is_too_precise, places, rounded

_MOST_SHOWN = 60
"""Digits after the point. An amount with more is shown as it is written for machines, as 1E-1000."""

RoundOption = Annotated[
    bool, option("--round", help=f"Round amounts that have more than {AMOUNT_PLACES} digits after the point.")
]


def keepable(said: Mapping[str, Any], fields: Mapping[str, Field], *, rounds: bool) -> dict[str, Any]:
    """Return what was typed with amounts that a ledger keeps, and say what was rounded.

    Raises :class:`~commitrack.errors.UsageError` for an amount that is too precise, unless it ``rounds``.
    """
    flags = {field.key: field.flag for field in fields.values()}
    return {key: _keepable(value, flags.get(key, key), rounds=rounds) for key, value in said.items()}


def _keepable(value: Any, flag: str, *, rounds: bool) -> Any:
    if isinstance(value, tuple):
        return tuple(_keepable(one, flag, rounds=rounds) for one in value)
    if isinstance(value, dict):
        return {key: _keepable(one, flag, rounds=rounds) for key, one in value.items()}
    if not isinstance(value, Decimal) or not is_too_precise(value):
        return value
    if not rounds:
        raise UsageError(
            f"--{flag}: {_shown(value)} has more than {AMOUNT_PLACES} digits after the point; "
            f"add --round to write {rounded(value):f}, or use a smaller unit"
        )
    print_message(f"{_shown(value)} rounded to {rounded(value):f}")
    return rounded(value)


def _shown(amount: Decimal) -> str:
    return f"{amount:f}" if places(amount) <= _MOST_SHOWN else str(amount)
