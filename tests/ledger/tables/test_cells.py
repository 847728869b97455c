"""A value that is written into a cell is read from it as the same value."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commitrack.ledger.blocks import update_table
from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import Level, Milestone, Step, Update
from commitrack.ledger.tables.cells import guarded, read, text_of, unguarded
from tests.strategies.toml_forms import TEXTS

UPDATE = {key: field.type for key, field in keys_of(Update).items()}
STEPS = keys_of(Level)["steps"].type


@given(TEXTS | st.text("=+-@＝'\", ;a\n5"))
@example("'=1")
@example("a;''=1")
@example("-5")
def test_an_apostrophe_that_is_put_before_a_formula_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(guarded(text, runs=False)) == text


@given(
    st.lists(TEXTS | st.sampled_from(["a; b", "a\nb", "[", '["a"]', " a ", "https://a", "x; https://b"]), min_size=1)
)
@example(["Smith 2020; page 4"])
@example(["https://a", "https://b"])
@example(["a\nb"])
@example(['["a"]'])
def test_a_list_of_texts_is_read_as_it_was_written(texts: list[str]) -> None:
    for key in ("source", "grant"):
        value = tuple(texts)
        found = read(guarded(text_of(value, UPDATE[key])), UPDATE[key])
        assert ([found] if isinstance(found, str) else found) == texts


@pytest.mark.parametrize(
    ("key", "value", "cell"),
    [
        ("source", "Smith 2020; page 4", "Smith 2020; page 4"),
        ("source", ("https://a.org", "https://b.org"), "https://a.org; https://b.org"),
        ("source", ("Smith", "https://b.org"), "Smith; https://b.org"),
        ("source", ("https://a.org", "Smith"), "https://a.org\nSmith"),
        ("source", "two\nlines", '["two\\nlines"]'),
        ("grant", ("Peru", "Chile"), "Peru; Chile"),
        ("grant", ("Peru; Chile",), '["Peru; Chile"]'),
        ("milestones", (), "[]"),
        ("milestones", (Milestone(by=date(2026, 3, 1), target=Decimal("1.5")),), "2026-03-01=1.5"),
        ("checked", True, "true"),
        ("add", Decimal("1E+3"), "1000"),
        ("count", 5, "5"),
        ("date", date(26, 1, 1), "0026-01-01"),
        ("recorded", datetime(2026, 3, 1, 9, 30, 0, 250, UTC), "2026-03-01T09:30:00.000250Z"),
        ("by", "independent", "independent"),
    ],
)
def test_a_value_of_each_type_has_its_form(key: str, value: Any, cell: str) -> None:
    assert text_of(value, UPDATE[key]) == cell
    said = {"date": date(2026, 3, 1)} | ({} if key == "date" else {key: read(cell, UPDATE[key])})
    if key == "date":
        said[key] = read(cell, UPDATE[key])
    update = msgspec.convert(said, Update, builtin_types=(date, datetime, Decimal))
    assert update_table(update) == update_table(msgspec.structs.replace(update, **{key: value}))


def test_a_step_may_have_both_sides() -> None:
    step = Step(from_date=date(2026, 1, 1), target=Decimal(20), at_most=Decimal(30))
    assert text_of((step,), STEPS) == "2026-01-01=20<=30"
    assert read("2026-01-01=20<=30; 2027-01-01 <= 5", STEPS) == [
        {"from": date(2026, 1, 1), "target": 20, "at_most": 30},
        {"from": date(2027, 1, 1), "at_most": 5},
    ]


@pytest.mark.parametrize(
    ("key", "cell", "sentence"),
    [
        ("date", "01/03/2026", "'01/03/2026' is not a date; write it as year-month-day, such as 2026-03-01"),
        ("date", "2026-02-30", "there is no 2026-02-30; check the month and the day"),
        (
            "date",
            Decimal(46082),
            "46082 is a number, not a date (2026-03-01 to a spreadsheet); "
            "write it as year-month-day, such as 2026-03-01",
        ),
        ("date", "300", "300 is a number, not a date; write it as year-month-day, such as 2026-03-01"),
        ("date", datetime(2026, 3, 1, 9, 30), "2026-03-01 09:30:00 has a time in it; write the date alone"),
        ("add", "3,500", "'3,500' is 3500 in some countries and 3.5 in others; write 3500, or 3.5"),
        ("add", "1.234,5", "'1.234,5' is not a number; write it with a point before the decimals: 1234.5"),
        ("add", "12 %", "'12 %' is not a number; write it as digits, such as 1200"),
        ("add", date(2026, 3, 1), "2026-03-01 is a date, not a number; write it as digits, such as 1200"),
        ("count", Decimal("3.5"), "3.5 is not a whole number; write how many"),
        ("count", Decimal("Infinity"), "Infinity is not a finite number; write digits"),
        ("note", ["a", "b"], "holds several values where one belongs; write one"),
        ("note", {"a": "b"}, "holds several values where one belongs; write one"),
        ("grant", ["a", ["b"]], "holds several values where one belongs; write one"),
        ("milestones", ["a"], "is not a list of tables; write each as a date, an equals sign and an amount"),
        ("checked", "perhaps", "'perhaps' is neither true nor false; write true, or leave it empty"),
        ("recorded", "yesterday", "'yesterday' is not a moment; write it as 2026-03-01T09:30:00Z"),
        ("milestones", "soon", "'soon' is not a milestone; write the date and the amount, as 2026-03-01=100"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_to_write(key: str, cell: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read(cell, UPDATE[key])
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("date", datetime(2026, 3, 1), date(2026, 3, 1)),
        ("date", "2026-03-01 00:00:00", date(2026, 3, 1)),
        ("checked", False, None),
        ("checked", "TRUE", True),
        ("checked", Decimal(1), True),
        ("by", "Independent", "independent"),
        ("status", "partially fulfilled", "partially-fulfilled"),
        ("note", Decimal(2030), "2030"),
        ("note", "  said  ", "said"),
        ("note", " ", None),
        ("note", date(2026, 3, 1), "2026-03-01"),
    ],
)
def test_a_cell_may_be_as_a_spreadsheet_has_it(key: str, cell: Any, value: Any) -> None:
    assert read(cell, UPDATE[key]) == value
