"""A chart is where its numbers are: nothing stands outside of it, and what nobody knows is not drawn as a figure."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import Periodic, Qualitative, Standing, Total, Update
from commitrack.progress.judge import judge_alone
from commitrack.views.html.canvas import Chart, Dot, Label
from commitrack.views.html.chart import draw

START, DUE = date(2024, 1, 1), date(2024, 12, 31)
HALFWAY = date(2024, 7, 1)


def total(*updates: Update, **fields: Any) -> Total:
    said: dict[str, Any] = {"title": "Places", "target": Decimal(100), "unit": "places", "start": START, "due": DUE}
    return Total(**{**said, **fields}, updates=updates)


def drawn(commitment: Total | Periodic | Standing, as_of: date) -> Chart:
    chart = draw(judge_alone(commitment, as_of))
    assert chart is not None
    return chart


def lines(chart: Chart, role: str) -> list[tuple[str, str, str, str]]:
    return [(line.x1, line.y1, line.x2, line.y2) for line in chart.lines if line.role == role]


def words(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


def test_a_total_is_held_against_its_line() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(50))), date(2024, 9, 1))
    top, bottom, middle = "46", "166", "106"
    assert lines(chart, "expected") == [("0%", bottom, "100%", top)]
    assert lines(chart, "target") == [("0%", top, "100%", top)]
    [dot] = chart.dots
    assert (dot.x, dot.y) == ("49.86%", middle)
    assert lines(chart, "silence") == [("49.86%", middle, "66.85%", middle)]
    assert [line[0] for line in (*lines(chart, "due"), *lines(chart, "as-of"))] == ["100%", "66.85%"]
    assert words(chart) == ["target 100", "50", "2024-01-01", "due 2024-12-31", "as of 2024-09-01"]
    assert chart.description == (
        "1 figure, the last one 50 places on 2024-07-01, against 100 places. The line of what is expected reaches 100. "
        "The date of judgement, 2024-09-01, is marked."
    )


def test_figures_hold_until_the_next_one() -> None:
    updates = (Update(date=START + timedelta(days=73), add=Decimal(20)), Update(date=DUE, add=Decimal(30)))
    chart = drawn(total(*updates), DUE)
    assert lines(chart, "step") == [("20%", "142", "100%", "142"), ("100%", "142", "100%", "106")]


def test_less_is_drawn_downwards() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(60)), baseline=Decimal(100), target=Decimal(20)), DUE)
    assert lines(chart, "expected") == [("0%", "46", "100%", "166")]
    assert [dot.y for dot in chart.dots] == ["106"]


def test_the_chart_goes_on_to_the_day_of_judgement() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(50))), DUE + timedelta(days=365))
    assert [line[0] for line in lines(chart, "due")] == ["50%"]
    assert [line[0] for line in lines(chart, "as-of")] == ["100%"]


@pytest.mark.parametrize(("years", "start"), [(0, ["2024-01-01"]), (1, []), (9, [])])
def test_the_first_day_makes_room_for_the_last_one(years: int, start: list[str]) -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(50))), DUE + timedelta(days=365 * years))
    assert [word for word in words(chart) if word == "2024-01-01"] == start
    assert "due 2024-12-31" in words(chart)


def test_of_a_single_date_there_is_nothing_to_draw() -> None:
    commitment = Periodic(
        title="Homes",
        target=Decimal(100),
        unit="homes",
        every="month",
        start=START,
        due=START,
        updates=(Update(date=START, total=Decimal(50)),),
    )
    assert draw(judge_alone(commitment, START)) is None
    assert drawn(commitment, START + timedelta(days=1)).blocks != ()


def test_a_period_without_a_figure_is_no_column_of_nothing() -> None:
    commitment = Periodic(
        title="Homes",
        target=Decimal(100),
        unit="homes",
        every="year",
        start=date(2020, 1, 1),
        due=date(2023, 12, 31),
        updates=(Update(date=date(2020, 12, 31), total=Decimal(50)), Update(date=date(2021, 6, 1), total=Decimal(0))),
    )
    chart = drawn(commitment, date(2022, 6, 1))
    assert [(block.role, block.height) for block in chart.blocks] == [
        ("figure", "60"),
        ("figure", "0"),
        ("absent", "120"),
    ]
    assert words(chart) == ["50", "2020", "0", "2021", "no data", "2022", "2023", "2020-01-01", "due 2023-12-31",
                            "as of 2022-06-01"]  # fmt: skip
    assert ("absent", "no data") in chart.keys
    assert "2 of them with a figure" in chart.description


def test_members_are_counted_from_day_to_day() -> None:
    commitment = Standing(
        title="Visa-free",
        target=Decimal(2),
        unit="countries",
        updates=(
            Update(date=date(2024, 1, 1), grant=("Peru", "Chile"), until=date(2024, 12, 31)),
            Update(date=date(2024, 3, 1), withdraw=("Chile",)),
        ),
    )
    chart = drawn(commitment, date(2024, 6, 30))
    assert [(block.x, block.height) for block in chart.blocks] == [("0%", "120"), ("16.44%", "60")]
    assert "next expiry 2024-12-31" in words(chart)


@pytest.mark.parametrize(
    "commitment",
    [
        total(),
        total(Update(date=HALFWAY, checked=True)),
        Periodic(title="Homes", target=Decimal(1), unit="homes", every="year", start=START, due=DUE),
        Standing(title="Visa-free", target=Decimal(2), unit="countries"),
        Standing(title="Visa-free", target=Decimal(2), unit="countries",
                 updates=(Update(date=DUE, grant=("Peru",)),)),  # only one day
        Qualitative(title="Friendship"),
    ],
)  # fmt: skip
def test_without_a_figure_there_is_no_chart(commitment: Total | Periodic | Standing | Qualitative) -> None:
    assert draw(judge_alone(commitment, DUE)) is None


DAYS = st.dates(START, DUE + timedelta(days=400))
AMOUNTS = st.decimals(-(10**18), 10**18, places=3)


@given(st.lists(st.tuples(DAYS, AMOUNTS), min_size=1, max_size=6), AMOUNTS, AMOUNTS, DAYS)
def test_nothing_stands_outside_of_the_chart(
    figures: list[tuple[date, Decimal]], target: Decimal, baseline: Decimal, as_of: date
) -> None:
    if target == baseline:
        return
    updates = (Update(date=day, total=amount) for day, amount in sorted(figures))
    chart = draw(judge_alone(total(*updates, target=target, baseline=baseline), as_of))
    if chart is None:
        return
    marks: list[Dot | Label] = [*chart.dots, *chart.labels]
    across = [x for line in chart.lines for x in (line.x1, line.x2)] + [mark.x for mark in marks]
    down = [y for line in chart.lines for y in (line.y1, line.y2)] + [mark.y for mark in marks]
    assert all(0 <= float(x.removesuffix("%")) <= 100 for x in across)
    assert all(0 <= float(y) <= chart.height for y in down)


def test_a_figure_that_is_not_firm_is_hollow() -> None:
    updates = (
        Update(date=HALFWAY, total=Decimal(40)),
        Update(date=HALFWAY + timedelta(days=30), total=Decimal(50), bound="at-least"),
        Update(date=HALFWAY + timedelta(days=60), total=Decimal(60), flag="estimated"),
        Update(date=HALFWAY + timedelta(days=90), total=Decimal(70), flag="provisional"),
    )
    for number, meaning in ((1, None), (2, "not exact"), (3, "estimated or not exact")):
        chart = drawn(total(*updates[:number]), DUE)
        assert [dot.role for dot in chart.dots] == ["figure", "hollow", "hollow"][:number]
        assert dict(chart.keys).get("hollow") == meaning
    firm = drawn(total(updates[0], updates[3]), DUE)
    assert dict(firm.keys)["hollow"] == "provisional"
    assert [dot.role for dot in firm.dots] == ["figure", "hollow"]


def test_a_forecast_is_drawn_for_its_date() -> None:
    updates = (
        Update(date=HALFWAY, total=Decimal(40)),
        Update(date=HALFWAY, forecast=Decimal(70), for_date=DUE + timedelta(days=365)),
    )
    chart = drawn(total(*updates), DUE)
    assert [(dot.role, dot.x, dot.y) for dot in chart.dots] == [("figure", "24.93%", "118"), ("forecast", "100%", "82")]
    assert dict(chart.keys)["forecast"] == "forecast"
    assert "forecast" not in dict(drawn(total(updates[0]), DUE).keys)


def test_a_forecast_for_a_period_stands_in_it() -> None:
    commitment = Periodic(
        title="T",
        target=Decimal(10),
        unit="u",
        every="year",
        start=START,
        due=date(2025, 12, 31),
        updates=(
            Update(date=HALFWAY, add=Decimal(4)),
            Update(date=HALFWAY, forecast=Decimal(8), for_date=date(2025, 12, 31)),
            Update(date=HALFWAY, forecast=Decimal(9), for_date=date(2030, 12, 31)),
        ),
    )
    assert [(dot.role, dot.x) for dot in drawn(commitment, HALFWAY).dots] == [
        ("figure", "24.93%"),
        ("forecast", "100%"),
    ]
