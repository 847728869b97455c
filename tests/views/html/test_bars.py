"""Bars tell nothing from zero, and statuses stand in one order."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from commitrack.progress.states import STATUSES
from commitrack.views.html.bars import badge, bar, stack
from commitrack.views.tone import FROM_GOOD_TO_UNKNOWN
from commitrack.words.meanings import MEANINGS


def test_no_data_is_not_a_zero() -> None:
    assert bar(None, "no-data").width is None
    assert bar(Decimal(0), "behind").width == "0%"


def test_a_bar_ends_where_it_ends() -> None:
    assert [bar(Decimal(done), "behind").width for done in ("-20", "18.37", "99.99", "100", "250")] == [
        "0%",
        "18.37%",
        "99.99%",
        "100%",
        "100%",
    ]


def test_every_status_has_words_a_place_and_a_meaning() -> None:
    assert sorted(FROM_GOOD_TO_UNKNOWN) == sorted(STATUSES) == sorted(MEANINGS)
    assert badge("on-track").words == "on track"


def test_statuses_stand_side_by_side_from_good_to_unknown() -> None:
    segments = stack({"no-data": 2, "overdue": 1, "fulfilled": 1})
    assert [(it.badge.status, it.number, it.x, it.width) for it in segments] == [
        ("fulfilled", 1, "0%", "25%"),
        ("overdue", 1, "25%", "25%"),
        ("no-data", 2, "50%", "50%"),
    ]


@given(st.dictionaries(st.sampled_from(STATUSES), st.integers(1, 5000)))
def test_a_stack_is_as_wide_as_the_page(tallied: dict[str, int]) -> None:
    segments = stack(tallied)
    assert {it.badge.status: it.number for it in segments} == tallied
    end = sum(float(it.width.removesuffix("%")) for it in segments)
    assert not segments or abs(end - 100) < 0.01 * len(segments)
