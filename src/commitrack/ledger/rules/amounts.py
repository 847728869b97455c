"""What an amount must be to be judged: finite, within the limit, and not more precise than sums can keep."""

from collections.abc import Iterator
from decimal import Decimal

from commitrack.ledger.model import AMOUNT_LIMIT, AMOUNT_PLACES
from commitrack.ledger.rules.mistakes import Mistake

MOST_DAYS = 36_500
"""A hundred years: nobody waits longer for a figure, and dates beyond it overflow."""


def amount_mistakes(name: str, amount: Decimal) -> Iterator[Mistake]:
    """Find what is wrong with an amount under a key of this name."""
    if problem := amount_problem(amount):
        yield Mistake((name,), "bad-amount", problem)


def amount_problem(amount: Decimal) -> str | None:
    """Say why an amount is refused: not a number, beyond the limit, or with too many digits."""
    if not amount.is_finite():
        return "not a finite number; write digits"
    if amount.copy_abs() > AMOUNT_LIMIT:  # abs() would round, and overflow
        return "beyond 1,000,000,000,000,000,000 (10^18); check the figure, or use a larger unit"
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -AMOUNT_PLACES:
        return f"more than {AMOUNT_PLACES} digits after the point; round it, or use a smaller unit"
    return None


def day_count_mistakes(key: str, number: int | None, least: int) -> Iterator[Mistake]:
    """Find whether a number of days is out of range."""
    if number is None or least <= number <= MOST_DAYS:
        return
    wrong = f"below {least}" if number < least else f"above {MOST_DAYS:,}"
    yield Mistake((key,), "bad-amount", f"{wrong}; write the number of days, such as 180")


def is_sound(amount: Decimal | None) -> bool:
    """Say whether an amount is there and can be compared; what cannot has been reported."""
    return amount is not None and amount_problem(amount) is None
