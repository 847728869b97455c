"""Numbers as people write them, with a sentence for each habit that could be read in two ways."""

import re
from decimal import Decimal, InvalidOperation

from commitrack.ledger.rules.amounts import size_problem, without_zeros

_THOUSANDS_OR_DECIMALS = r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}"
_GROUPED = r"[+-]?[1-9][0-9]{0,2}(([,' ])[0-9]{3})(\2[0-9]{3})*(\.[0-9]+)?"
_COMMA_BEFORE_DECIMALS = r"[+-]?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+),[0-9]+"


def read_number(text: str) -> Decimal:
    """Read an amount: digits, and a point before decimals. It may have more of them than a ledger keeps.

    Raises :class:`ValueError` with a sentence that says what to write instead.
    """
    if re.fullmatch(_THOUSANDS_OR_DECIMALS, text):
        joined, small = re.sub(r"[.,]", "", text), f"{Decimal(text.replace(',', '.')).normalize():f}"
        clear = f"{small}0" if re.fullmatch(_THOUSANDS_OR_DECIMALS, small) else small
        raise ValueError(f"{text!r} is {joined} in some countries and {small} in others; write {joined}, or {clear}")
    try:
        amount = Decimal(text if text.isascii() else "")
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number; write it {_plainly(text)}") from None
    if problem := size_problem(amount):
        raise ValueError(f"{text!r} is {problem}")
    return without_zeros(amount)


def with_point(text: str) -> str:
    """Return a number that has a comma before its decimals as one that has a point there, and no separators."""
    return re.sub(r"[.'\s]", "", text).replace(",", ".")


def _plainly(text: str) -> str:
    """Say how to write what is not a number as one, without guessing at another figure."""
    if grouped := re.fullmatch(_GROUPED, text):
        return f"without separators: {re.sub(grouped[2], '', text)}"
    if re.fullmatch(_COMMA_BEFORE_DECIMALS, text):
        return f"with a point before the decimals: {re.sub('[.]', '', text).replace(',', '.')}"
    return "as digits, such as 1200"
