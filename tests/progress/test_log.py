"""The log says after each update what the judgement as of its date says."""

from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import AnyCommitment, Bound, Flag, Level, Periodic, Standing, Step, Total, Update
from commitrack.progress.goal import Goal
from commitrack.progress.judge import judge_alone
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import chronicle, latest
from commitrack.progress.periods import Period
from commitrack.progress.rules.measurement import PeriodJudgement

START = date(2024, 1, 1)
DAYS = st.integers(0, 700).map(lambda days: START + timedelta(days=days))
AMOUNTS = st.integers(1, 500).map(Decimal)
NAMES = st.sets(st.sampled_from("ABCD"), min_size=1).map(lambda names: tuple(sorted(names)))
BOUNDS = st.none() | st.sampled_from(get_args(Bound))
FLAGS = st.none() | st.sampled_from(get_args(Flag))
FIGURES = st.one_of(
    st.builds(Update, date=DAYS, add=AMOUNTS, bound=BOUNDS, flag=FLAGS),
    st.builds(Update, date=DAYS, total=AMOUNTS, bound=BOUNDS, flag=FLAGS),
    st.builds(Update, date=DAYS, checked=st.just(True)),
    st.builds(Update, date=DAYS, target=AMOUNTS),
)
LEVELS = st.one_of(
    st.builds(Update, date=DAYS, level=AMOUNTS, bound=BOUNDS, flag=FLAGS),
    st.builds(Update, date=DAYS, checked=st.just(True)),
)
COUNTS = st.one_of(
    st.builds(Update, date=DAYS, count=st.integers(0, 4), bound=BOUNDS, flag=FLAGS),
    st.builds(Update, date=DAYS, checked=st.just(True)),
)
GRANTS = st.one_of(
    st.builds(Update, date=DAYS, grant=NAMES),
    st.builds(Update, date=DAYS, withdraw=NAMES),
    st.builds(Update, date=DAYS, checked=st.just(True)),
)


def last_amount(judged: Judgement | PeriodJudgement) -> Decimal | None:
    """Return the last figure, or the number of members in force; what is shown first may be an earlier one."""
    last = judged.measured.last if judged.measured else None
    return last.amount if last else judged.actual


def last_exactness(judged: Judgement | PeriodJudgement) -> tuple[Bound | None, Flag | None]:
    """Return how exact and how final that is."""
    measured = judged.measured
    if measured is None:
        return None, None
    return (measured.last.bound, measured.last.update.flag) if measured.last else (measured.bound, measured.flag)


def assert_agrees(commitment: AnyCommitment) -> None:
    """On each day, the last record of that day says what the judgement as of that day says."""
    records = chronicle([("x", commitment)], date.max)
    assert [record.update.date for record in records] == sorted((u.date for u in commitment.updates), reverse=True)
    seen = set()
    for record in records:
        day = record.update.date
        if day in seen:
            continue
        seen.add(day)
        judgement = judge_alone(commitment, day)
        shown = judgement.period_of(day) if judgement.periods else judgement
        assert record.actual == (last_amount(shown) if shown else None)
        assert (record.bound, record.flag) == (last_exactness(shown) if shown else (None, None))
        if not judgement.periods:
            assert record.goal == judgement.goal


@given(st.lists(FIGURES, max_size=12))
def test_totals(updates: list[Update]) -> None:
    due = START + timedelta(days=600)
    assert_agrees(Total(title="x", target=Decimal(900), unit="u", start=START, due=due, updates=tuple(updates)))


@given(st.lists(FIGURES, max_size=12), st.sampled_from(["year", "quarter", "month"]))
def test_periods(updates: list[Update], every: str) -> None:
    due = START + timedelta(days=730)
    commitment = Periodic(
        title="x", target=Decimal(90), unit="u", start=START, due=due, every=every, updates=tuple(updates)
    )
    assert_agrees(commitment)


@given(st.lists(LEVELS, max_size=12))
def test_levels(updates: list[Update]) -> None:
    assert_agrees(Level(title="x", target=Decimal(90), unit="u", updates=tuple(updates)))


@given(st.lists(GRANTS, max_size=12), st.sampled_from([(), ("A", "B")]))
def test_members(updates: list[Update], members: tuple[str, ...]) -> None:
    assert_agrees(Standing(title="x", target=Decimal(2), unit="u", members=members, updates=tuple(updates)))


@given(st.lists(COUNTS, max_size=12))
def test_counts(updates: list[Update]) -> None:
    assert_agrees(Standing(title="x", target=Decimal(2), unit="u", updates=tuple(updates)))


def figures_of_periods(commitment: Level) -> list[tuple[Period | None, Goal | None]]:
    """Return the period and the goal of each figure, the oldest first."""
    return [(one.period, one.goal) for one in reversed(chronicle([("x", commitment)], date.max))]


YEARS = [Period(date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2024)]
FIVE, THREE = Goal(at_most=Decimal(5)), Goal(at_most=Decimal(3))
RATE = Level(
    title="x",
    unit="u",
    every="year",
    start=date(2023, 1, 1),
    due=date(2024, 12, 31),
    at_most=Decimal(5),
    steps=(Step(from_date=date(2024, 1, 1), at_most=Decimal(3)),),
    settled_within=60,
)


def test_a_figure_of_the_end_of_the_period_before_is_of_that_period_and_against_its_goal() -> None:
    settling = Update(date=date(2024, 1, 31), level=Decimal(4))
    later = Update(date=date(2024, 2, 28), level=Decimal(2))
    rate = msgspec.structs.replace(RATE, updates=(settling, later))
    assert judge_alone(rate, date(2024, 1, 31)).periods[0].state == "fulfilled"
    assert figures_of_periods(rate) == [(YEARS[0], FIVE), (YEARS[1], THREE)]


def test_a_figure_is_of_the_period_of_its_date_where_a_nearer_one_settles_the_end_before() -> None:
    nearer = Update(date=date(2023, 12, 30), level=Decimal(4))
    rate = msgspec.structs.replace(RATE, updates=(nearer, Update(date=date(2024, 1, 31), level=Decimal(2))))
    assert figures_of_periods(rate) == [(YEARS[0], FIVE), (YEARS[1], THREE)]


def test_what_is_no_figure_is_of_the_period_of_its_date() -> None:
    day = date(2024, 1, 31)
    rate = msgspec.structs.replace(
        RATE, updates=(Update(date=day, level=Decimal(4)), Update(date=day, at_most=Decimal(2)))
    )
    assert figures_of_periods(rate) == [(YEARS[0], FIVE), (YEARS[1], Goal(at_most=Decimal(2)))]


def test_a_figure_that_settles_several_ends_is_of_the_last_of_those_periods() -> None:
    months = msgspec.structs.replace(
        RATE, every="month", steps=(), updates=(Update(date=date(2023, 3, 10), level=Decimal(4)),)
    )
    states = [one.state for one in judge_alone(months, date(2023, 3, 10)).periods[:2]]
    assert states == ["fulfilled", "fulfilled"]
    assert figures_of_periods(months) == [(Period(date(2023, 2, 1), date(2023, 2, 28)), FIVE)]


def test_the_latest_are_those_that_stand_and_say_something() -> None:
    updates = (
        Update(id="a", date=START, total=Decimal(1)),
        Update(id="b", date=START, total=Decimal(2)),
        Update(id="c", date=START + timedelta(days=1), corrects="b"),
        Update(id="d", date=START + timedelta(days=2), total=Decimal(3)),
        Update(id="e", date=START + timedelta(days=2), corrects="d", total=Decimal(4)),
        Update(id="f", date=START + timedelta(days=3), checked=True),
    )
    commitment = Total(title="x", target=Decimal(9), unit="u", updates=updates)
    records = chronicle([("x", commitment)], START + timedelta(days=9))
    assert [record.update.id for record in latest(records, 2)] == ["f", "e"]
    assert [record.update.id for record in latest(records, 9)] == ["f", "e", "a"]
