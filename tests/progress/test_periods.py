"""Laws of periods and paths."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commitrack.progress.periods import ExpectedPath, add_months, every, periods

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "2 years": 24, "5 months": 5}
EVERY = st.sampled_from([*MONTHS, "week", "3 weeks"])


@given(DAYS, st.integers(0, 3000), EVERY)
def test_periods_cover_every_date_once_without_a_gap(start: date, length: int, written: str) -> None:
    due = start + timedelta(days=length)
    cut = list(periods(start, due, every(written), due))
    assert cut[0].start == start
    assert cut[-1].end == due
    assert all(left.end + timedelta(days=1) == right.start for left, right in pairwise(cut))
    assert all(period.start <= period.end for period in cut)


@given(DAYS, st.integers(0, 3000), st.sampled_from([*MONTHS]))
def test_every_period_but_the_last_is_whole(start: date, length: int, written: str) -> None:
    months, due = MONTHS[written], start + timedelta(days=length)
    cut = list(periods(start, due, every(written), due))
    assert [period.start for period in cut] == [add_months(start, months * number) for number in range(len(cut))]


def test_a_start_on_the_31st_does_not_drift() -> None:
    starts = [period.start for period in periods(date(2023, 10, 31), date(2024, 5, 20), every("month"), date.max)]
    assert starts == [date(2023, 10, 31), date(2023, 11, 30), date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29),
                      date(2024, 3, 31), date(2024, 4, 30)]  # fmt: skip


@given(DAYS, st.integers(0, 3000), EVERY)
def test_without_an_end_they_go_on_to_the_one_that_holds_the_date(start: date, length: int, written: str) -> None:
    as_of = start + timedelta(days=length)
    cut = list(periods(start, None, every(written), as_of))
    assert as_of in cut[-1]
    assert all(left.end + timedelta(days=1) == right.start for left, right in pairwise(cut))


def test_a_rest_of_two_days_is_no_period() -> None:
    due = date(2028, 2, 29)
    assert [period.end for period in periods(date(2026, 2, 28), due, every("year"), due)] == [date(2027, 2, 27), due]


def test_periods_end_with_the_calendar() -> None:
    cut = periods(date(9998, 6, 1), date.max, every("year"), date.max)
    assert [period.end for period in cut] == [date(9999, 5, 31), date.max]


POINTS = st.lists(
    st.tuples(DAYS, st.integers(-1000, 1000).map(Fraction)), min_size=2, max_size=5, unique_by=lambda point: point[0]
).map(lambda points: ExpectedPath(tuple(sorted(points))))


@given(POINTS)
def test_a_path_passes_through_its_points(path: ExpectedPath) -> None:
    assert [path.at(day) for day, _ in path.points] == [amount for _, amount in path.points]


@given(POINTS, DAYS)
def test_a_path_stays_between_its_points(path: ExpectedPath, day: date) -> None:
    expected = path.at(day)
    if day < path.points[0][0]:
        assert expected is None
    else:
        amounts = [amount for _, amount in path.points]
        assert expected is not None
        assert min(amounts) <= expected <= max(amounts)


@given(st.integers(1, 2000), st.integers(1, 100_000), st.data())
def test_days_ahead_agree_with_the_straight_line(length: int, target: int, data: st.DataObject) -> None:
    start = date(2020, 1, 1)
    path = ExpectedPath(((start, Fraction(0)), (start + timedelta(days=length), Fraction(target))))
    day = start + timedelta(days=data.draw(st.integers(0, length)))
    amount = Fraction(data.draw(st.integers(0, target)))
    ahead, expected = path.days_ahead(day, amount), path.at(day)
    assert ahead is not None
    assert expected is not None
    assert (ahead >= 0) == (amount >= expected)
    reached = path.at(day + timedelta(days=ahead))
    assert reached is not None
    assert reached <= amount < reached + Fraction(target, length)
