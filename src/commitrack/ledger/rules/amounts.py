"""What an amount must be to be judged: finite, within the limit, and not more precise than sums can keep."""

from collections.abc import Iterator
from decimal import Decimal

from commitrack.ledger.model import AMOUNT_LIMIT, AMOUNT_PLACES
from commitrack.ledger.rules.mistakes import Mistake


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


def is_positive(amount: Decimal) -> bool:
    """Hold off judging what is not a number: comparing NaN raises, and it has been reported."""
    return amount.is_nan() or amount > 0


def is_whole(amount: Decimal) -> bool:
    """Hold off judging what is refused as an amount."""
    return amount_problem(amount) is not None or amount % 1 == 0
