"""A chart is where its numbers are: nothing stands outside of it, and what nobody knows is not drawn as a figure."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import Level, Milestone, Periodic, Qualitative, Reporter, Standing, Total, Update
from commitrack.progress.judge import judge_alone
from commitrack.progress.states import band
from commitrack.views.html.canvas import Chart
from commitrack.views.html.chart import draw
from commitrack.views.html.marks import axis
from commitrack.views.html.plot.scales import ticks
from commitrack.words.explanation import explain
from commitrack.words.report.chart import tick_amount

START, DUE = date(2024, 1, 1), date(2024, 12, 31)
HALFWAY = date(2024, 7, 1)


def total(*updates: Update, **fields: Any) -> Total:
    said: dict[str, Any] = {"title": "Places", "target": Decimal(100), "unit": "places", "start": START, "due": DUE}
    return Total(**{**said, **fields}, updates=updates)


def drawn(commitment: Total | Level | Periodic | Standing, as_of: date) -> Chart:
    chart = draw(judge_alone(commitment, as_of))
    assert chart is not None
    return chart


def paths(chart: Chart, role: str) -> str:
    return "".join(path.d for path in chart.paths if path.role == role)


def words(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


def test_a_total_is_held_against_its_line() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(25))), date(2024, 9, 1))
    top, bottom, middle = "40", "192", "154"
    assert [(tick.y, tick.text) for tick in chart.ticks] == [("192", "0"), ("116", "50"), ("40", "100")]
    assert paths(chart, "expected") == f"M0 {bottom}L1000 {top}"
    assert paths(chart, "goal") == f"M0 {top}L1000 {top}"
    assert paths(chart, "dot") == f"M498.6 {middle}h0"
    assert paths(chart, "silence") == f"M498.6 {middle}L668.5 {middle}"
    assert (paths(chart, "due")[:6], paths(chart, "as-of")[:7]) == ("M1000 ", "M668.5 ")
    assert words(chart) == [
        "due 2024-12-31", "2024-01-01", "as of 2024-09-01", "goal 100", "25", "25 behind", "50 at this pace",
        "expected",
    ]  # fmt: skip
    assert chart.description == (
        "1 figure, the last one 25 places on 2024-07-01, against 100 places. The line of what is expected reaches 100. "
        "The date of judgement is 2024-09-01."
    )


def test_words_stand_in_a_narrow_chart_too_where_nothing_crosses_them_there() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(25))), date(2024, 9, 1))
    needs = {label.text: label.need for label in chart.labels}
    assert {text: needs[text] for text in ("goal 100", "25", "25 behind", "50 at this pace", "expected")} == {
        "goal 100": 0, "25": 0, "25 behind": 0, "50 at this pace": 4, "expected": 0,
    }  # fmt: skip


def test_words_that_lines_would_cross_are_left_to_those_below_the_chart() -> None:
    updates = [Update(date=START + timedelta(days=day), total=Decimal(day % 7 * 16)) for day in range(0, 366, 3)]
    chart = drawn(total(*updates, Update(date=DUE, forecast=Decimal(99), for_date=DUE + timedelta(days=9))), DUE)
    assert "expected" not in words(chart)
    assert ("expected", "expected") in chart.keys


def test_a_goal_that_was_short_is_not_named_where_its_line_is_shorter_than_its_words() -> None:
    updates = (Update(date=date(2024, 2, 1), target=Decimal(90)), Update(date=HALFWAY, total=Decimal(50)))
    chart = drawn(total(*updates), DUE)
    assert not [said for said in words(chart) if said.startswith("goal until")]
    assert ("former", "as promised before") in chart.keys


def test_the_goal_is_named_on_its_own_line() -> None:
    updates = (Update(date=HALFWAY, target=Decimal(90)), Update(date=HALFWAY, total=Decimal(50)))
    goal = next(label for label in drawn(total(*updates), DUE).labels if label.role == "goal")
    assert (goal.anchor, goal.dx, round(goal.x, 3)) == ("start", 0, 0.499)
    late = (Update(date=date(2024, 11, 1), target=Decimal(90)), Update(date=HALFWAY, total=Decimal(50)))
    goal = next(label for label in drawn(total(*late), DUE).labels if label.role == "goal")
    assert (goal.anchor, goal.dx, goal.x) == ("end", 0, 1)


def test_figures_hold_until_the_next_one() -> None:
    updates = (Update(date=START + timedelta(days=73), add=Decimal(20)), Update(date=DUE, add=Decimal(30)))
    chart = drawn(total(*updates), DUE)
    assert paths(chart, "step") == "M200 161.6L1000 161.6 1000 116"


def test_less_is_drawn_downwards() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(60)), baseline=Decimal(100), target=Decimal(20)), DUE)
    assert [tick.text for tick in chart.ticks] == ["0", "50", "100"]
    assert paths(chart, "expected") == "M0 40L1000 161.6"


@pytest.mark.parametrize(("days", "is_drawn"), [(0, True), (90, True), (120, False), (3650, False)])
def test_a_chart_is_of_what_happened_and_not_of_the_time_since(days: int, is_drawn: bool) -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(50))), DUE + timedelta(days=days))
    assert bool(paths(chart, "as-of")) == is_drawn
    assert (f"judged on {DUE + timedelta(days=days)} →" in words(chart)) != is_drawn
    due = paths(chart, "due")
    assert float(due[1:].split()[0]) > 750


def test_the_key_has_no_silence_that_a_chart_does_not_reach() -> None:
    late = Update(date=DUE + timedelta(days=5), total=Decimal(90))
    assert ("silence", "no newer figure") in drawn(total(late), DUE + timedelta(days=50)).keys
    assert "silence" not in dict(drawn(total(late), DUE + timedelta(days=500)).keys)


def test_many_figures_are_a_line_that_their_dots_do_not_hide() -> None:
    updates = [Update(date=START + timedelta(days=day), total=Decimal(day)) for day in range(300)]
    chart = drawn(total(*updates, target=Decimal(400)), DUE)
    assert paths(chart, "dot").count("M") == 1
    assert paths(chart, "step").count(" ") > 300
    few = drawn(total(*updates[:40], target=Decimal(400)), DUE)
    assert paths(few, "dot").count("M") == 40


def test_what_is_not_final_is_hollow() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(50), flag="provisional")), DUE)
    assert paths(chart, "hollow").count("M") == 1
    assert paths(chart, "dot") == ""
    assert ("hollow", "provisional") in chart.keys


def test_the_key_has_no_mark_that_a_chart_of_very_many_figures_leaves_out() -> None:
    days = [START + timedelta(days=day) for day in range(90)]
    early = [Update(date=day, total=Decimal(place), flag="provisional") for place, day in enumerate(days)]
    chart = drawn(total(*early, Update(date=DUE, total=Decimal(99))), DUE)
    assert (paths(chart, "hollow"), paths(chart, "dot").count("M")) == ("", 1)
    assert "hollow" not in dict(chart.keys)


def test_an_older_goal_is_drawn_while_it_was_in_force() -> None:
    updates = (Update(date=HALFWAY, target=Decimal(200)), Update(date=HALFWAY, total=Decimal(50)))
    chart = drawn(total(*updates), DUE)
    assert paths(chart, "former") == "M0 116L498.6 116"
    assert paths(chart, "goal") == "M498.6 40L1000 40"
    assert "goal until 2024-07-01: 100" in words(chart)


def test_each_expected_line_is_drawn_from_the_date_it_was_agreed() -> None:
    """A figure that was behind the first terms stands below the line, whatever was agreed later."""
    start, revised, due = date(2020, 1, 1), date(2022, 12, 31), date(2027, 12, 31)
    behind = Update(date=date(2021, 12, 31), total=Decimal(80))
    updates = (behind, Update(date=revised, target=Decimal(150), due=due), Update(date=due, total=Decimal(140)))
    chart = drawn(total(*updates, start=start, due=date(2024, 12, 31), target=Decimal(300)), due)
    assert [tick.text for tick in chart.ticks] == ["0", "100", "200", "300"]
    on = 1000 * (revised - start).days / (due - start).days
    first, now = 192 - 152 * (revised - start).days / 1826, 192 - 76 * (revised - start).days / 2921
    assert paths(chart, "expected") == f"M0 192L{on:.1f} {first:.1f}M{on:.1f} {now:.1f}L1000 116"
    assert paths(chart, "former") == f"M0 40L{on:.1f} 40M625.1 18V196"
    assert ("former", "as promised before") in chart.keys


def test_a_line_that_was_left_behind_keeps_its_kinks() -> None:
    milestones = (Milestone(by=date(2024, 3, 31), target=Decimal(10)), Milestone(by=DUE, target=Decimal(90)))
    new = (Milestone(by=date(2024, 2, 1), target=Decimal(50)), Milestone(by=date(2024, 10, 1), target=Decimal(60)))
    updates = (Update(date=HALFWAY, total=Decimal(25)), Update(date=HALFWAY, milestones=new))
    chart = drawn(total(*updates, milestones=milestones), DUE)
    before, after = paths(chart, "expected").split("M")[1:]
    assert before.split("L")[1].split()[:2] == ["246.6", "176.8"]
    assert after.split("L")[1].split() == ["750.7", "100.8", "1000", "40"]
    assert paths(chart, "milestone") == "M246.6 176.8h0M750.7 100.8h0"


def test_a_revision_that_comes_too_late_draws_nothing_else() -> None:
    late = Update(date=DUE + timedelta(days=30), target=Decimal(50), due=DUE + timedelta(days=365))
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(25)), late), DUE + timedelta(days=40))
    assert paths(chart, "expected").count("M") == 1
    assert paths(chart, "former") == ""
    assert "former" not in dict(chart.keys)


def test_what_only_moves_the_date_is_drawn_and_explained() -> None:
    updates = (Update(date=HALFWAY, total=Decimal(20)), Update(date=HALFWAY, due=date(2025, 12, 31)))
    chart = drawn(total(*updates), DUE)
    assert paths(chart, "former") == "M500 18V196"
    assert paths(chart, "expected").count("M") == 2
    assert paths(chart, "goal") == "M0 40L1000 40"
    assert ("former", "as promised before") in chart.keys


def test_the_line_of_a_period_is_drawn_as_it_was_agreed_while_that_ran() -> None:
    commitment = Periodic(
        title="Homes",
        target=Decimal(100),
        unit="homes",
        every="year",
        start=START,
        due=date(2025, 12, 31),
        updates=(Update(date=date(2024, 6, 1), total=Decimal(5)), Update(date=HALFWAY, target=Decimal(10))),
    )
    chart = drawn(commitment, date(2024, 9, 1))
    assert paths(chart, "expected") == "M0 192L249.3 65.7M249.3 179.4L500 166.7"


def embassies(*updates: Update) -> Standing:
    return Standing(title="Embassies", target=Decimal(4), unit="embassies", start=START, due=DUE, updates=updates)


def test_members_are_held_against_what_was_expected_by_then() -> None:
    chart = drawn(embassies(Update(date=date(2024, 3, 1), grant=("Peru",))), HALFWAY)
    assert paths(chart, "expected") == "M0 192L1000 40"
    assert chart.keys == ((("on-the-way",), "embassies in force"), ("expected", "expected"))
    assert chart.description == (
        "How many embassies were in force from 2024-03-01 to 2024-07-01, against the goal of 4 and the line of what is "
        "expected: 1 at the end."
    )


def test_members_too_are_held_against_what_was_agreed_at_the_time() -> None:
    chart = drawn(
        embassies(Update(date=date(2024, 3, 1), grant=("Peru", "Chile")), Update(date=HALFWAY, target=Decimal(2))), DUE
    )
    assert paths(chart, "expected") == "M0 192L498.6 116.2M498.6 154.1L1000 116"
    assert paths(chart, "former") == "M0 40L498.6 40"
    assert paths(chart, "goal") == "M498.6 116L1000 116"
    assert [(block.band, block.x) for block in chart.blocks] == [("on-the-way", "16.44%"), ("kept", "49.86%")]
    assert ("former", "as promised before") in chart.keys


def countries(*updates: Update, **fields: Any) -> Standing:
    """Three countries from the start to the end of 2024."""
    said: dict[str, Any] = {"title": "Visa-free", "target": Decimal(3), "unit": "countries", "start": START, "due": DUE}
    return Standing(**{**said, **fields}, updates=updates)


def coloured(commitment: Standing, as_of: date) -> list[tuple[str, str]]:
    """The date on which each stretch of a chart begins, and its colour."""
    chart = drawn(commitment, as_of)
    days = (chart.last - chart.first).days
    return [
        (str(chart.first + timedelta(days=round(float(one.x[:-1]) * days / 100))), one.band) for one in chart.blocks
    ]


def granted(day: date, *names: str, until: date | None = None) -> Update:
    return Update(date=day, grant=names, until=until)


def test_each_stretch_of_members_in_force_has_the_colour_of_what_was_true_then() -> None:
    """Months that were on the way are not broken because it has lapsed since."""
    two = granted(date(2024, 6, 1), "A", "B", until=date(2025, 5, 31))
    assert coloured(countries(two, granted(date(2024, 11, 1), "C")), date(2025, 7, 1)) == [
        ("2024-06-01", "on-the-way"), ("2024-11-01", "kept"), ("2025-06-01", "broken"),
    ]  # fmt: skip


def test_members_in_force_are_too_few_after_the_last_date_and_not_before() -> None:
    few = granted(date(2024, 6, 1), "A")
    gone = Update(date=date(2025, 2, 1), withdraw=("A",))
    expected = [("2024-06-01", "behind"), ("2025-01-01", "broken"), ("2025-02-01", "broken")]
    assert coloured(countries(few, gone), date(2025, 7, 1)) == expected
    late = granted(date(2025, 2, 1), "B", "C")
    expected = [("2024-06-01", "behind"), ("2025-01-01", "broken"), ("2025-02-01", "kept")]
    assert coloured(countries(few, late), date(2025, 7, 1)) == expected


def test_members_in_force_are_broken_before_the_last_date_once_there_were_enough() -> None:
    enough = granted(date(2024, 2, 1), "A", "B", "C", until=date(2024, 4, 30))
    assert coloured(countries(enough, granted(date(2024, 8, 1), "D", "E", "F")), date(2024, 12, 1)) == [
        ("2024-02-01", "kept"), ("2024-05-01", "broken"), ("2024-08-01", "kept"),
    ]  # fmt: skip


def test_members_in_force_without_a_last_date_are_on_the_way_until_there_are_enough() -> None:
    updates = granted(date(2024, 2, 1), "A"), granted(date(2024, 5, 1), "B", "C", until=date(2024, 6, 30))
    expected = [("2024-02-01", "on-the-way"), ("2024-05-01", "kept"), ("2024-07-01", "broken")]
    assert coloured(countries(*updates, due=None), date(2024, 9, 1)) == expected


def test_members_in_force_are_not_known_to_be_too_few_while_the_last_figure_is_awaited() -> None:
    ledger = countries(granted(date(2024, 11, 1), "A", "B", "D", "E"), target=Decimal(5), reported_within=90)
    assert coloured(ledger, date(2025, 2, 1)) == [("2024-11-01", "behind"), ("2025-01-01", "unknown")]
    assert coloured(ledger, date(2025, 6, 1)) == [("2024-11-01", "behind"), ("2025-01-01", "broken")]


def test_members_that_only_later_terms_ask_for_break_nothing_that_was_met_before() -> None:
    updates = granted(date(2024, 2, 1), "A", "B", "C"), Update(date=date(2024, 9, 1), target=Decimal(4))
    assert coloured(countries(*updates), date(2024, 12, 1)) == [("2024-02-01", "kept"), ("2024-09-01", "on-the-way")]


@given(st.lists(st.tuples(st.dates(START, date(2025, 6, 30)), st.integers(0, 4), st.booleans()), max_size=6))
def test_the_last_stretch_of_members_in_force_has_the_colour_of_the_state(
    changes: list[tuple[date, int, bool]],
) -> None:
    updates = [
        Update(date=day, count=number, bound="at-least" if is_inexact else None)
        for day, number, is_inexact in sorted(changes)
    ]
    commitment, as_of = countries(*updates), date(2025, 7, 1)
    for day in (as_of, date(2024, 10, 1)):
        chart = draw(judge_alone(commitment, day))
        if chart and chart.blocks:
            assert chart.blocks[-1].band == band(judge_alone(commitment, day).state)


def test_a_chart_of_the_last_periods_says_since_when_the_promise_is_one() -> None:
    commitment = Periodic(
        title="Appointments",
        target=Decimal(100),
        unit="appointments",
        every="week",
        start=START,
        updates=(Update(date=date(2026, 6, 1), total=Decimal(90)),),
    )
    chart = drawn(commitment, date(2026, 6, 30))
    assert "← since 2024-01-01" in words(chart)
    few = msgspec.structs.replace(commitment, start=date(2026, 5, 4))
    assert "2026-05-04" in words(drawn(few, date(2026, 6, 30)))


def test_what_is_settled_has_no_pace_and_names_the_figure_that_settled_it() -> None:
    commitment = Level(
        title="Tests",
        target=Decimal(100),
        unit="tests a day",
        baseline=Decimal(10),
        holds="once",
        start=START,
        due=date(2025, 12, 31),
        updates=(
            Update(date=date(2024, 4, 30), level=Decimal(122)),
            Update(date=HALFWAY, level=Decimal(20), flag="provisional"),
        ),
    )
    chart = drawn(commitment, DUE)
    assert {"122", "20"} <= set(words(chart))
    assert not [said for said in words(chart) if "behind" in said or "ahead" in said or "pace" in said]
    assert (paths(chart, "gap"), paths(chart, "projection")) == ("", "")
    assert "projection" not in dict(chart.keys)
    assert paths(chart, "expected") != ""
    assert chart.description == (
        "2 figures, the last one 20 tests a day on 2024-07-01, against at least 100 tests a day. The line of what is "
        "expected reaches 100. The date of judgement is 2024-12-31. What decided it is 122 tests a day on 2024-04-30."
    )


def test_a_cap_that_is_broken_is_no_pace() -> None:
    cap: dict[str, Any] = {"target": None, "at_most": Decimal(200)}
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(402)), **cap), DUE)
    assert "402" in words(chart)
    assert paths(chart, "gap") == ""
    assert not [said for said in words(chart) if "behind" in said or "above" in said]


@pytest.mark.parametrize(("figure", "said"), [(150, "50 above"), (50, "50 below")])
def test_what_must_stay_under_a_line_is_above_or_below_it(figure: int, said: str) -> None:
    cap: dict[str, Any] = {"target": None, "at_most": Decimal(200)}
    assert said in words(drawn(total(Update(date=HALFWAY, total=Decimal(figure)), **cap), HALFWAY))


def test_a_promise_whose_end_has_passed_is_neither_ahead_nor_behind() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(90))), DUE + timedelta(days=30))
    assert "90" in words(chart)
    assert paths(chart, "gap") == ""
    assert not [said for said in words(chart) if "ahead" in said]


def measurement(*updates: Update, **fields: Any) -> Level:
    """A level from the start of 2024 to the end of 2026."""
    said: dict[str, Any] = {"title": "Share", "start": START, "due": date(2026, 12, 31)}
    return Level(**{**said, **fields}, updates=updates)


def averaged(*updates: tuple[date, str], **fields: Any) -> Level:
    said: dict[str, Any] = {"unit": "days", "at_most": Decimal(10), "holds": "on-average"}
    return measurement(*(Update(date=day, level=Decimal(level)) for day, level in updates), **{**said, **fields})


def test_the_mean_that_must_meet_the_goal_is_drawn_across_the_figures_that_it_is_of() -> None:
    figures = (START, "16"), (date(2024, 12, 31), "12"), (date(2025, 12, 31), "7")
    after = (date(2026, 2, 1), "3")
    chart = drawn(averaged(*figures, after, due=date(2025, 12, 31)), date(2026, 2, 1))
    assert [tick.text for tick in chart.ticks] == ["0", "10", "20"]
    height, end = 192 - 152 * 11.67 / 20, 1000 * 730 / 762
    assert paths(chart, "mean") == f"M0 {height:.1f}L{end:.0f} {height:.1f}"
    assert {"mean 11.67", "3"} <= set(words(chart))
    assert ("mean", "mean of 3 figures") in chart.keys
    assert chart.description.endswith(
        "The date of judgement is 2026-02-01. The mean of 3 figures up to 2025-12-31 is 11.67 days."
    )


def test_the_mean_of_one_figure_is_that_figure() -> None:
    chart = drawn(averaged((IN_2025, "11"), (date(2026, 12, 31), "9"), due=IN_2025), date(2026, 12, 31))
    assert paths(chart, "mean") == ""
    assert "mean" not in dict(chart.keys)


def test_the_mean_of_inexact_figures_is_said_to_be_inexact() -> None:
    about = [Update(date=day, level=Decimal(9), bound="about") for day in (HALFWAY, IN_2025)]
    chart = drawn(measurement(*about, unit="days", at_most=Decimal(10), holds="on-average"), date(2026, 2, 1))
    assert "mean ≈ 9" in words(chart)


def test_columns_of_means_have_them_as_they_are_shown() -> None:
    figures = (START, "9"), (HALFWAY, "9.4"), (DUE, "10.8"), (IN_2025, "11")
    chart = drawn(averaged(*figures, every="year"), date(2026, 2, 1))
    assert {"9.73", "11"} <= set(words(chart))


IN_2025 = date(2025, 12, 31)
"""Two thirds of the way."""


@pytest.mark.parametrize(
    ("unit", "baseline", "goal", "figure", "is_drawn"),
    [
        ("children", 40, {"at_most": Decimal(5)}, 7, False),
        ("% of children", 40, {"at_most": Decimal(5)}, 7, False),
        ("% of households", 20, {"target": Decimal(95)}, 75, False),
        ("households", 20, {"target": Decimal(95)}, 75, True),
        ("% of the stock of 2020", 20, {"target": Decimal(105)}, 75, True),
        ("points", 40, {"at_most": Decimal(-5)}, 7, True),
        ("degrees", -1, {"at_most": Decimal(-5)}, -3, True),
    ],
)
def test_an_average_that_leads_to_less_than_nothing_or_more_than_all_is_not_drawn(
    unit: str, baseline: int, goal: dict[str, Any], figure: int, is_drawn: bool
) -> None:
    update = Update(date=IN_2025, level=Decimal(figure))
    chart = drawn(measurement(update, unit=unit, baseline=Decimal(baseline), **goal), date(2026, 2, 1))
    assert bool(paths(chart, "projection")) == is_drawn
    assert any("at this pace" in said for said in words(chart)) == is_drawn
    assert ("projection" in dict(chart.keys)) == is_drawn
    low, high = chart.ticks[0].text, chart.ticks[-1].text
    assert is_drawn or (low, high) in [("0", "40"), ("0", "100")]


def test_the_numbers_of_a_chart_are_those_of_its_sentence() -> None:
    commitment = Total(
        title="Clinics",
        target=Decimal(60),
        unit="clinics",
        start=date(2024, 1, 1),
        due=date(2028, 12, 31),
        updates=(Update(date=date(2025, 12, 31), total=Decimal(23)),),
    )
    judgement = judge_alone(commitment, date(2026, 3, 1))
    assert "where 24 were expected: one, or 31 days, behind." in explain(judgement)
    assert "reaches 58 clinics." in explain(judgement)
    chart = drawn(commitment, date(2026, 3, 1))
    assert {"1 behind", "58 at this pace"} <= set(words(chart))


def test_a_chart_of_tiny_amounts_has_them_on_its_axis_as_they_are() -> None:
    chart = drawn(
        measurement(
            Update(date=HALFWAY, level=Decimal("0.000000012")),
            unit="g per litre",
            baseline=Decimal("0.000000013"),
            at_most=Decimal("0.00000001"),
        ),
        date(2025, 1, 1),
    )
    assert [tick.text for tick in chart.ticks] == ["0.00000001", "0.000000011", "0.000000012", "0.000000013"]
    assert re.findall(r'textLength="([.\d]+)"', axis(chart)) == ["44.5", "49", "49", "49"]
    assert "textLength" not in axis(drawn(total(Update(date=HALFWAY, total=Decimal(25)), target=Decimal(10**7)), DUE))


def test_a_figure_too_inexact_to_judge_by_has_no_gap() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(30), bound="at-least")), DUE)
    assert paths(chart, "gap") == paths(chart, "projection") == ""


def test_a_figure_from_before_a_revision_has_no_gap_to_the_line_of_the_new_terms() -> None:
    updates = (Update(date=date(2024, 3, 1), total=Decimal(20)), Update(date=HALFWAY, target=Decimal(50)))
    assert paths(drawn(total(*updates), HALFWAY), "gap") == ""


def test_a_forecast_and_milestones_are_drawn_as_such() -> None:
    updates = (
        Update(date=HALFWAY, total=Decimal(25)),
        Update(date=HALFWAY, forecast=Decimal(90), for_date=DUE),
    )
    chart = drawn(total(*updates, milestones=(Milestone(by=HALFWAY, target=Decimal(30)),)), HALFWAY)
    assert paths(chart, "forecast") == "M498.6 154L1000 55.2"
    assert paths(chart, "foreseen") == "M1000 55.2h0"
    assert paths(chart, "milestone") == "M498.6 146.4h0"
    assert "forecast 90" in words(chart)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 100, ["0", "50", "100"]),
        (0, 3500, ["0", "2,000", "4,000"]),
        (-12, 5, ["−20", "−10", "0", "10"]),
        (0, 66 * 10**9, ["0", "25 bn", "50 bn", "75 bn"]),
        (Decimal("0.01"), Decimal("0.02"), ["0.01", "0.015", "0.02"]),
        (0, Decimal("0.000000005"), ["0", "0.000000002", "0.000000004", "0.000000006"]),
        (Decimal("0.000000012"), Decimal("0.000000013"), ["0.000000012", "0.0000000125", "0.000000013"]),
        (Decimal("1234567.1"), Decimal("1234567.3"), ["1.2345671 m", "1.2345672 m", "1.2345673 m"]),
    ],
)
def test_an_axis_has_a_few_round_amounts(low: Decimal, high: Decimal, texts: list[str]) -> None:
    assert [tick_amount(one) for one in ticks(Decimal(low), Decimal(high))] == texts


def test_the_numbers_of_columns_are_shown_for_all_or_none() -> None:
    commitment = Periodic(
        title="Homes",
        target=Decimal(100),
        unit="homes",
        every="year",
        start=date(2015, 1, 1),
        due=date(2024, 12, 31),
        updates=tuple(Update(date=date(year, 12, 31), total=Decimal(year)) for year in range(2015, 2025)),
    )
    chart = drawn(commitment, DUE)
    needs = {label.text: label.need for label in chart.labels if label.role == "figure"}
    assert len(needs) == 10
    assert needs["2,024"] == needs["2,016"] == 0
    assert {needs[text] for text in ("2,023", "2,021", "2,019", "2,017", "2,015")} == {5}


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
    assert [(block.band, block.is_absent, block.height) for block in chart.blocks] == [
        ("broken", False, "76"),
        ("broken", False, "0"),
        ("unknown", True, "152"),
    ]
    assert words(chart) == ["0", "50", "no figure", "2023", "2022", "2021", "2020", "due 2023-12-31", "2020-01-01",
                            "as of 2022-06-01"]  # fmt: skip
    assert ("absent", "no figure") in chart.keys
    assert "2 of them with a figure" in chart.description


def test_no_words_stand_far_over_a_higher_column_than_their_own() -> None:
    figures = (1_111_100, 9_999_900, 1_111_200, 9_999_800, 1_111_300)
    commitment = Periodic(
        title="Homes",
        target=Decimal(5_000_000),
        unit="homes",
        every="year",
        start=date(2020, 1, 1),
        due=date(2024, 12, 31),
        updates=tuple(Update(date=date(2020 + place, 12, 31), total=Decimal(it)) for place, it in enumerate(figures)),
    )
    needs = {label.text: label.need for label in drawn(commitment, date(2025, 1, 1)).labels if label.role == "figure"}
    assert needs == {"1,111,300": 3, "9,999,800": 4, "1,111,200": 3, "9,999,900": 4, "1,111,100": 3}


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
    assert [(block.x, block.band, block.height) for block in chart.blocks] == [
        ("0%", "kept", "152"),
        ("16.44%", "broken", "76"),
    ]
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


def said_by(publisher: str, day: date, amount: int, by: Reporter) -> Update:
    return Update(date=day, total=Decimal(amount), publisher=publisher, by=by)


def test_figures_of_other_publishers_are_drawn_beside_those_that_count() -> None:
    updates = (said_by("Ministry", HALFWAY, 80, "pledger"), said_by("Audit Office", HALFWAY, 50, "independent"))
    chart = drawn(total(*updates), DUE)
    assert paths(chart, "dot") == "M498.6 116h0"
    assert paths(chart, "rival") == "M498.6 70.4h0"
    assert ("rival", "figure of another publisher") in chart.keys
    assert chart.description.endswith(" Other publishers have 1 other figure.")
    assert ("rival", "figure of another publisher") not in drawn(total(updates[1]), DUE).keys


def test_other_publishers_stand_in_the_column_of_their_period() -> None:
    year = date(2023, 12, 31)
    updates = (said_by("Ministry", year, 90, "pledger"), said_by("Audit Office", year, 60, "independent"))
    commitment = Periodic(
        title="Homes",
        target=Decimal(100),
        unit="homes",
        every="year",
        start=date(2023, 1, 1),
        due=DUE,
        updates=(*updates, Update(date=DUE, total=Decimal(100))),
    )
    chart = drawn(commitment, DUE)
    place = float(paths(chart, "rival").removeprefix("M").split()[0])
    assert 250 < place < 500
    assert ("rival", "figure of another publisher") in chart.keys


def test_a_chart_of_very_many_figures_of_others_shows_some_from_all_of_its_time() -> None:
    days = [START + timedelta(days=day) for day in range(300)]
    theirs = [said_by("Ministry", day, 100 + place, "pledger") for place, day in enumerate(days)]
    ours = [said_by("Audit Office", day, place, "independent") for place, day in enumerate(days)]
    pairs = [one for pair in zip(theirs, ours, strict=True) for one in pair]
    chart = drawn(total(*pairs, target=Decimal(500)), DUE)
    places = [float(part.split()[0]) for part in paths(chart, "rival").split("M")[1:]]
    assert 30 <= len(places) <= 60
    assert places[0] == 0
    assert places[-1] > 800


def test_more_periods_than_a_chart_has_are_named_and_not_drawn_outside_of_it() -> None:
    commitment = Periodic(
        title="Places",
        target=Decimal(100),
        unit="places",
        every="month",
        start=date(2016, 1, 1),
        due=date(2035, 12, 31),
        updates=(Update(date=date(2024, 5, 31), total=Decimal(90)),),
    )
    chart = drawn(commitment, HALFWAY)
    assert paths(chart, "due") == ""
    assert "due 2035-12-31 →" in words(chart)


def test_long_amounts_are_short_in_a_chart() -> None:
    chart = drawn(total(Update(date=HALFWAY, total=Decimal(345_678_901_234)), target=Decimal(10**12)), DUE)
    assert "345 bn" in words(chart)
    assert "152 bn behind" in words(chart)


def is_within(chart: Chart) -> bool:
    spots = [
        spot for path in chart.paths for spot in re.findall(r"[ML ]?(-?[\d.]+) (-?[\d.]+)", path.d.replace("V", " 0 "))
    ]
    return all(0 <= float(x) <= 1000 and 0 <= float(y) <= chart.height for x, y in spots)


def test_terms_from_before_a_chart_begins_are_not_drawn_outside_of_it() -> None:
    early = Update(date=date(2020, 4, 8), target=Decimal(249))
    figures = (Update(date=HALFWAY, total=Decimal(60)), Update(date=DUE, total=Decimal(66)))
    chart = drawn(total(early, *figures, start=None, due=None), DUE)
    assert is_within(chart)
    assert paths(chart, "goal") != ""


def test_the_figures_of_a_running_period_have_room() -> None:
    commitment = Level(
        title="Cases",
        at_most=Decimal(10),
        unit="cases",
        every="year",
        start=START,
        updates=(Update(date=date(2024, 3, 1), level=Decimal(90)), Update(date=HALFWAY, level=Decimal(5))),
    )
    assert is_within(drawn(commitment, DUE))


def test_members_granted_on_the_date_of_judgement_have_no_column_yet() -> None:
    chart = drawn(embassies(Update(date=HALFWAY, grant=("Peru",))), HALFWAY)
    assert chart.blocks == ()
    assert [meaning for _, meaning in chart.keys] == ["expected"]


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
    assert is_within(chart)
    assert all(0 <= label.x <= 1 for label in chart.labels)
    assert all(0 <= label.y <= chart.height for label in chart.labels)
