"""How units are written."""

from decimal import Decimal

import pytest

from commitrack.words.units import be, difference, in_short, was


@pytest.mark.parametrize(
    ("number", "unit", "verb"),
    [
        ("92", "%", "is"),
        ("90", "% of people with HIV", "is"),
        ("5", "per cent of cars", "is"),
        ("175", "GW", "is"),
        ("500", "Mt", "is"),
        ("3000000", "people on treatment", "are"),
        ("100000", "tests a day", "are"),
        ("2", "homes", "are"),
        ("1", "homes", "is"),
        ("1.5", "million hectares", "are"),
        ("20000", "additional officers", "are"),
        ("50", "billion US dollars more than in 2004", "are"),
        ("3", "access to schools", "is"),
        ("0", "people", "are"),
    ],
)
def test_the_verb_agrees_with_the_amount(number: str, unit: str, verb: str) -> None:
    assert be(Decimal(number), unit) == verb
    assert was(Decimal(number), unit) == {"is": "was", "are": "were"}[verb]


@pytest.mark.parametrize(
    ("number", "unit", "written"),
    [
        ("1.2", "%", "1.2 percentage points"),
        ("1", "% of GDP", "1 percentage point"),
        ("1", "GW", "1 GW"),
        ("1", "ships", "one"),
        ("2", "ships", "2 ships"),
        ("1", "people a year", "one"),
        ("12000", "people a year", "12,000 people a year"),
        ("13", "billion US dollars more than in 2004", "13 billion US dollars"),
        ("4", "deaths above the average", "4 deaths"),
    ],
)
def test_a_difference_is_said_in_what_differs(number: str, unit: str, written: str) -> None:
    assert difference(Decimal(number), unit) == written


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        ("%", "92 %"),
        ("% below 1990", "92 %"),
        ("GW", "92 GW"),
        ("billion US dollars", "92 billion"),
        ("tests a day", "92"),
        ("new jobs", "92"),
    ],
)
def test_a_unit_that_was_just_said_is_said_in_short(unit: str, short: str) -> None:
    assert in_short("92", unit) == short
