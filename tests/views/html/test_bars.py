"""Bars tell nothing from zero, and statuses stand in one order, each in one band."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import AnyCommitment, Level, Total, Update
from commitrack.ledger.scale import NEUTRAL
from commitrack.progress.judge import judge_alone
from commitrack.progress.states import BANDS, FROM_KEPT_TO_UNKNOWN, STATUSES, Band, band
from commitrack.views.html.bars import Bullet, badge, bands_of, bullet
from commitrack.words.meanings import MEANINGS
from commitrack.words.report.hero import band_names

START, HALFWAY, DUE = date(2024, 1, 1), date(2024, 7, 1), date(2024, 12, 31)


def drawn(commitment: AnyCommitment, as_of: date = HALFWAY) -> Bullet | None:
    judgement = judge_alone(commitment, as_of)
    assert judgement.measured is not None
    return bullet(judgement.measured, judgement.status, as_of)


def total(figure: str | None, **fields: Any) -> Total:
    updates = () if figure is None else (Update(date=HALFWAY, total=Decimal(figure)),)
    return Total(title="x", unit="homes", start=START, due=DUE, updates=updates, **fields)


def test_no_data_is_not_a_zero() -> None:
    nothing, zero = (drawn(total(figure, target=Decimal(100))) for figure in (None, "0"))
    assert nothing is not None
    assert nothing.fill is None
    assert zero is not None
    assert (zero.fill, zero.tick, zero.goal) == ("0%", "49.86%", "100%")


@pytest.mark.parametrize(
    ("figure", "fill"),
    [("18.37", "18.37%"), ("99.99", "99.99%"), ("99.9999", "99.99%"), ("100", "100%"), ("250", "100%")],
)
def test_a_bar_ends_where_it_ends(figure: str, fill: str) -> None:
    shown = drawn(total(figure, target=Decimal(100)))
    assert shown is not None
    assert shown.fill == fill


def test_above_a_cap_the_goal_is_within_the_bar() -> None:
    shown = drawn(total("150", at_most=Decimal(100)))
    assert shown is not None
    assert (shown.fill, shown.goal) == ("100%", "66.67%")


def test_just_above_a_cap_the_goal_is_not_at_the_end_of_the_bar() -> None:
    shown = drawn(total("3000001", at_most=Decimal(3000000)))
    assert shown is not None
    assert (shown.fill, shown.goal) == ("100%", "99.99%")


@pytest.mark.parametrize(("figure", "days"), [("90", 1), ("100", 0)])
def test_nothing_is_expected_of_what_is_over_or_settled(figure: str, days: int) -> None:
    shown = drawn(total(figure, target=Decimal(100)), DUE + timedelta(days=days))
    assert shown is not None
    assert shown.tick is None


def test_what_is_expected_is_expected_by_now_and_not_by_the_date_of_the_figure() -> None:
    shown = drawn(total("40", target=Decimal(100)), date(2024, 10, 1))
    assert shown is not None
    assert (shown.fill, shown.tick) == ("40%", "75.07%")


def test_what_is_expected_on_the_last_date_is_the_goal() -> None:
    shown = drawn(total("40", target=Decimal(100)), DUE)
    assert shown is not None
    assert (shown.tick, shown.goal) == (None, "100%")


def test_a_level_that_falls_fills_on_its_way_down() -> None:
    updates = (Update(date=HALFWAY, level=Decimal(402)),)
    shown = drawn(
        Level(
            title="x", unit="cases", at_most=Decimal(200), baseline=Decimal(600), start=START, due=DUE, updates=updates
        )
    )
    assert shown is not None
    assert (shown.fill, shown.goal) == ("49.5%", "100%")


@pytest.mark.parametrize(("target", "at_most", "figure"), [("40", "45", "42"), ("0.5", None, "-1.2"), (None, "0", "3")])
def test_without_a_length_there_is_no_bar(target: str | None, at_most: str | None, figure: str) -> None:
    limits: dict[str, Any] = {name: Decimal(text) for name, text in (("target", target), ("at_most", at_most)) if text}
    assert drawn(Level(title="x", unit="%", updates=(Update(date=HALFWAY, level=Decimal(figure)),), **limits)) is None


def test_every_status_has_words_a_place_and_a_meaning() -> None:
    assert sorted(FROM_KEPT_TO_UNKNOWN) == sorted(STATUSES) == sorted(MEANINGS)
    assert badge("on-track", NEUTRAL).words == "on track"
    in_order = [BANDS.index(band(status)) for status in FROM_KEPT_TO_UNKNOWN]
    assert in_order == sorted(in_order)


def test_all_five_bands_have_their_place() -> None:
    assert [(it.words, it.number, it.width) for it in bands_of({"kept": 1, "unknown": 3}, band_names(()))] == [
        ("kept", 1, "25%"),
        ("on the way", 0, "0%"),
        ("behind", 0, "0%"),
        ("broken or overdue", 0, "0%"),
        ("not known", 3, "75%"),
    ]


def test_what_was_kept_in_part_is_not_called_behind() -> None:
    names = [
        band_names(statuses)["behind"] for statuses in (("behind", "fulfilled"), ("behind", "partially-fulfilled"))
    ]
    assert names == ["behind", "behind or partly kept"]


@given(st.dictionaries(st.sampled_from(BANDS), st.integers(1, 5000)))
def test_the_bands_are_as_wide_as_the_page(counted: dict[Band, int]) -> None:
    segments = bands_of(counted, band_names(()))
    assert {it.band: it.number for it in segments if it.number} == counted
    end = sum(float(it.width.removesuffix("%")) for it in segments)
    assert not counted or abs(end - 100) < 0.01 * len(segments)
