"""Rules for amounts: finite, within the limit, and not more precise than sums can keep."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from commitrack.ledger.fields import AMOUNT_LIMIT, AMOUNT_PLACES
from commitrack.ledger.rules.mistakes import Mistake

_WIDE = Context(prec=60)
_MOST_ZEROS = 100
"""Digits after the point that may all be zeros. A fraction of very many takes the square of their number to make."""

MOST_DAYS = 36_500
"""A hundred years: nobody waits longer for a figure, and dates beyond it overflow."""


_WHOLE = Decimal("1")
_USUAL = (_WHOLE, Decimal("0.1"), Decimal("0.01"))
"""Amounts as precise as nearly all are, which is far quicker to see than to count digits."""


def amount_mistakes(name: str, amount: Decimal) -> Iterator[Mistake]:
    """Find what is wrong with an amount under a key of this name."""
    if problem := amount_problem(amount):
        yield Mistake((name,), "bad-amount", problem)


def amount_problem(amount: Decimal) -> str | None:
    """Say why an amount is refused: not a number, beyond the limit, or with too many digits."""
    if problem := size_problem(amount):
        return problem
    if not amount.same_quantum(_WHOLE) and is_too_precise(amount):
        return f"more than {AMOUNT_PLACES} digits after the point; round it, or use a smaller unit"
    return None


def size_problem(amount: Decimal) -> str | None:
    """Say why an amount is refused however it is rounded: not a number, or beyond the limit."""
    if not amount.is_finite():
        return "not a finite number; write digits"
    if amount.copy_abs() > AMOUNT_LIMIT:  # abs() would round, and overflow
        return "beyond 1,000,000,000,000,000,000 (10^18); check the figure, or use a larger unit"
    return None


def is_too_precise(amount: Decimal) -> bool:
    """Say whether a finite amount has more digits after the point than sums can keep; zeros at its end are none."""
    if any(map(amount.same_quantum, _USUAL)):
        return False
    written = places(amount)
    return written > _MOST_ZEROS or (written > AMOUNT_PLACES and places(without_zeros(amount)) > AMOUNT_PLACES)


def without_zeros(amount: Decimal) -> Decimal:
    """Return a finite amount without the zeros at its end: 1.5 for 1.500."""
    sign, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int)
    written = "".join(map(str, digits))
    zeros = min(len(written) - len(written.rstrip("0")), places(amount))
    return Decimal((sign, digits[: len(digits) - zeros], exponent + zeros)) if amount else Decimal(0)


def rounded(amount: Decimal) -> Decimal:
    """Return a finite amount with no more digits after the point than sums can keep; half is rounded away from zero."""
    place = Decimal(1).scaleb(-AMOUNT_PLACES)
    return without_zeros(amount.quantize(place, ROUND_HALF_UP, _WIDE)) if is_too_precise(amount) else amount


def places(amount: Decimal) -> int:
    """Return how many digits a finite amount has after the point."""
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def day_count_mistakes(key: str, number: int | None, least: int) -> Iterator[Mistake]:
    """Find whether a number of days is out of range."""
    if number is None or least <= number <= MOST_DAYS:
        return
    wrong = f"below {least}" if number < least else f"above {MOST_DAYS:,}"
    yield Mistake((key,), "bad-amount", f"{wrong}; write the number of days, such as 180")


def is_sound(amount: Decimal | None) -> bool:
    """Say whether an amount is there and can be compared; what cannot has been reported."""
    return amount is not None and amount_problem(amount) is None
