"""Amounts: what is too precise, and what rounding makes of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.fields import AMOUNT_LIMIT, AMOUNT_PLACES
from commitrack.ledger.rules.amounts import amount_problem, is_too_precise, rounded, without_zeros

AMOUNTS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**18), 10**18), st.integers(0, 40)
)


@pytest.mark.parametrize(
    ("written", "short"),
    [("1.5000000000", "1.5"), ("1.50", "1.5"), ("100", "100"), ("0.00000000000", "0"), ("-0.0", "0"), ("1E+3", "1000")],
)
def test_zeros_at_the_end_are_no_digits(written: str, short: str) -> None:
    assert amount_problem(Decimal(written)) is None
    assert f"{without_zeros(Decimal(written)):f}" == short


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("5.1234567894", "5.123456789"),
        ("5.1234567895", "5.12345679"),
        ("-5.1234567895", "-5.12345679"),
        ("999999999999999999.9999999999", "1000000000000000000"),
        ("1E-5000", "0"),
        ("5.1", "5.1"),
        ("5.10", "5.10"),
    ],
)
def test_half_of_the_last_digit_is_rounded_away_from_zero(written: str, kept: str) -> None:
    assert f"{rounded(Decimal(written)):f}" == kept


@given(AMOUNTS)
def test_what_is_rounded_is_as_near_as_a_ledger_can_say(amount: Decimal) -> None:
    kept = rounded(amount)
    assert amount_problem(kept) is None
    assert abs(kept - amount) * 2 <= Decimal(1).scaleb(-AMOUNT_PLACES)
    assert kept == amount or is_too_precise(amount)
    assert abs(kept) <= AMOUNT_LIMIT


@given(AMOUNTS, st.integers(0, 30))
def test_zeros_at_the_end_make_no_difference(amount: Decimal, zeros: int) -> None:
    sign, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int)
    longer = Decimal((sign, (*digits, *[0] * zeros), exponent - zeros))
    assert is_too_precise(longer) == is_too_precise(amount)
    assert without_zeros(longer) == longer == amount
