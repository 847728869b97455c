"""The chart agrees with the sentence: a figure that is behind lies below the line, one that is ahead above it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commitrack.ledger.model import Level, Total, Update
from commitrack.progress.judge import judge_alone
from commitrack.views.terminal.chart import Plot, plot

START, DUE = date(2020, 1, 1), date(2029, 12, 31)


def drawn(day: date, amount: int, *, width: int = 72, fine: bool = True, as_of: date | None = None) -> Plot:
    """A chart of one figure on the way from 0 to 1,000."""
    commitment = Total(
        title="Homes",
        target=Decimal(1_000),
        unit="homes",
        start=START,
        due=DUE,
        updates=(Update(date=day, total=Decimal(amount)),),
    )
    as_of = as_of or day
    measured = judge_alone(commitment, as_of).measured
    assert measured is not None
    chart = plot(measured, START, DUE, as_of, width, fine=fine)
    assert chart is not None
    return chart


def is_line(mark: str) -> bool:
    return mark == "·" or "\u2800" < mark <= "\u28ff"


@given(st.integers(0, (DUE - START).days), st.integers(0, 1_200), st.integers(32, 72), st.booleans())
def test_a_figure_never_lies_on_the_line_where_something_else_was_expected(
    days: int, amount: int, width: int, fine: bool
) -> None:
    day = START + timedelta(days=days)
    lines = drawn(day, amount, width=width, fine=fine).lines
    row, column = next((row, line.index("●")) for row, line in enumerate(lines) if "●" in line)
    expected = 1_000 * days / (DUE - START).days
    assume(expected != amount)
    path = [number for number, line in enumerate(lines[:-2]) if len(line) > column and is_line(line[column])]
    assert all(number < row for number in path) if amount < expected else all(number > row for number in path)
    assert max(map(len, lines)) <= width


def test_the_start_the_target_and_the_date_of_the_judgement_are_marked() -> None:
    chart = drawn(date(2022, 1, 1), 100, as_of=date(2025, 1, 1))
    assert chart.lines[0].startswith("1,000 ┤")
    assert any(line.startswith("    0 ┤") for line in chart.lines)
    now = chart.lines[-2].index("┴")
    assert "┊" in {line[now] for line in chart.lines[1:-2] if len(line) > now}
    assert chart.lines[-1].split() == ["2020-01-01", "2025-01-01", "2029-12-31"]
    assert chart.legend == ("● figures", "⠒ expected", "─ goal", "┊ 1 Jan 2025")


def test_a_goal_and_a_baseline_are_named_as_they_were_written() -> None:
    commitment = Level(
        title="Cases",
        at_most=Decimal("62.25"),
        unit="cases",
        baseline=Decimal("120.75"),
        start=START,
        due=DUE,
        updates=(Update(date=date(2022, 1, 1), level=Decimal(100)),),
    )
    measured = judge_alone(commitment, date(2022, 1, 1)).measured
    assert measured is not None
    chart = plot(measured, START, DUE, date(2022, 1, 1), 72, fine=False)
    assert chart is not None
    assert [line.split()[0] for line in chart.lines if "┤" in line] == ["120.75", "62.25"]


def test_without_braille_the_line_is_of_dots() -> None:
    chart = drawn(date(2022, 1, 1), 100, fine=False)
    assert "· expected" in chart.legend
    assert not any("\u2800" < mark <= "\u28ff" for line in chart.lines for mark in line)


@pytest.mark.parametrize("width", [10, 25])
def test_where_there_is_no_room_there_is_no_chart(width: int) -> None:
    commitment = Total(title="T", target=Decimal(5), unit="u", start=START, due=DUE)
    commitment = Total(title="T", target=Decimal(5), unit="u", start=START, due=DUE,
                       updates=(Update(date=date(2021, 1, 1), total=Decimal(1)),))  # fmt: skip
    measured = judge_alone(commitment, date(2022, 1, 1)).measured
    assert measured is not None
    assert (plot(measured, START, DUE, date(2022, 1, 1), width, fine=True) is None) == (width < 23)


def marks_of(*updates: Update) -> tuple[str, tuple[str, ...]]:
    commitment = Total(title="T", target=Decimal(100), unit="u", start=START, due=DUE, updates=updates)
    judged = judge_alone(commitment, DUE)
    assert judged.measured is not None
    chart = plot(judged.measured, START, DUE, DUE, 72, fine=False, forecasts=judged.forecasts)
    assert chart is not None
    return "".join(mark for mark in "".join(chart.lines) if mark in "●○◦◌"), chart.legend


def test_figures_that_are_not_firm_are_hollow_and_forecasts_dotted() -> None:
    marks, legend = marks_of(
        Update(date=date(2019, 12, 1), total=Decimal(5)),
        Update(date=date(2021, 3, 1), total=Decimal(20)),
        Update(date=date(2023, 6, 1), total=Decimal(50), flag="provisional"),
        Update(date=date(2026, 9, 1), total=Decimal(90), bound="about"),
        Update(date=date(2026, 9, 1), forecast=Decimal(60), for_date=date(2029, 6, 30)),
    )
    assert sorted(marks) == sorted("◦●○○◌")
    assert legend[:4] == ("● figures", "○ provisional or not exact", "◦ before the start", "◌ forecast")


def test_what_is_not_drawn_is_not_explained() -> None:
    marks, legend = marks_of(Update(date=date(2021, 3, 1), total=Decimal(20)))
    assert marks == "●"
    assert legend[:2] == ("● figures", "· expected")


def test_a_goal_that_was_lowered_hides_no_delay_from_before() -> None:
    commitment = Total(
        title="Homes",
        target=Decimal(300),
        unit="homes",
        start=date(2020, 1, 1),
        due=date(2024, 12, 31),
        updates=(
            Update(date=date(2021, 12, 31), total=Decimal(80)),
            Update(date=date(2023, 6, 30), target=Decimal(150), due=date(2026, 12, 31)),
            Update(date=date(2025, 12, 31), total=Decimal(140)),
        ),
    )
    judged = judge_alone(commitment, date(2026, 6, 30))
    assert judged.measured is not None
    former = [(terms.goal, until) for terms, until in judged.agreement.in_force if terms.goal and until]
    chart = plot(judged.measured, commitment.start, judged.due, judged.as_of, 48, fine=False, former=former)
    assert chart is not None
    assert chart.lines == (
        "300 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌                 ┊",
        "    │                                      ┊",
        "    │                    ·                 ┊",
        "150 ┤                ····────────────────●──────",
        "    │           ·····               ············",
        "    │       ····●         ··········       ┊",
        "    │   ····                               ┊",
        "  0 ┤···                                   ┊",
        "    └──────────────────────────────────────┴────",
        "     2020-01-01                       2026-12-31",
    )
    assert chart.legend == ("● figures", "· expected", "─ goal", "╌ goal before", "┊ 30 Jun 2026")


def test_a_mean_is_drawn_across_its_figures_and_off_the_goal_where_it_misses_that() -> None:
    commitment = Level(
        title="Waiting time",
        at_most=Decimal(10),
        unit="days",
        holds="on-average",
        start=date(2023, 1, 1),
        due=date(2025, 12, 31),
        updates=(
            Update(date=date(2023, 12, 31), level=Decimal(9)),
            Update(date=date(2024, 12, 31), level=Decimal("9.4")),
            Update(date=date(2025, 12, 31), level=Decimal(12)),
        ),
    )
    measured = judge_alone(commitment, date(2026, 7, 1)).measured
    assert measured is not None
    chart = plot(measured, commitment.start, commitment.due, date(2026, 7, 1), 36, fine=False)
    assert chart is not None
    assert chart.lines == (
        "12 ┤                               ●",
        "   │",
        "   │",
        "   │",
        "   │          ══════════════════════",
        "10 ┤────────────────────────────────",
        "   │                    ●",
        " 9 ┤          ●",
        "   └────────────────────────────────",
        "    2023-01-01            2025-12-31",
    )
    assert chart.legend == ("● figures", "─ goal", "═ mean 10.13")
