"""Laws of folding updates."""

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import About, Ledger, Standing, Total, Update
from commitrack.progress.figures import fold
from commitrack.progress.history import history, known, recorded_on, standing_updates
from commitrack.progress.members import counts, memberships, running_counts

DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 31))
AMOUNTS = st.decimals(min_value=Decimal("0.001"), max_value=10**9, places=3)
ADDS = st.builds(lambda day, amount: Update(date=day, add=amount), DAYS, AMOUNTS)
TOTALS = st.builds(lambda day, amount: Update(date=day, total=amount), DAYS, AMOUNTS)
NAMES = st.lists(st.sampled_from(["Peru", "Chile", "Brazil"]), min_size=1, max_size=3, unique=True).map(tuple)
GRANTS = st.builds(
    lambda day, names, length: Update(date=day, grant=names, until=day + timedelta(length) if length else None),
    DAYS, NAMES, st.integers(0, 60),
)  # fmt: skip
WITHDRAWALS = st.builds(lambda day, names: Update(date=day, withdraw=names), DAYS, NAMES)
VISAS = Standing(title="Visas", target=Decimal(2), unit="countries")


@given(st.lists(ADDS), st.randoms())
def test_additions_sum_up_in_any_order_of_the_file(updates: list[Update], random: object) -> None:
    shuffled = list(updates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    folded = fold(standing_updates(history(shuffled, date.max)), Decimal(0))
    assert (folded[-1].amount if folded else 0) == sum(update.add or 0 for update in updates)


@given(st.lists(ADDS | TOTALS, min_size=1))
def test_the_last_figure_is_the_last_total_and_what_was_added_since(updates: list[Update]) -> None:
    ordered = sorted(updates, key=lambda update: update.date)
    expected = Decimal(0)
    for update in ordered:
        expected = update.total if update.total is not None else expected + (update.add or 0)
    assert fold(standing_updates(history(updates, date.max)), Decimal(0))[-1].amount == expected


@given(st.lists(ADDS | TOTALS), DAYS)
def test_what_is_dated_later_makes_no_difference(updates: list[Update], as_of: date) -> None:
    known = [update for update in updates if update.date <= as_of]
    assert history(updates, as_of) == history(known, as_of)


@given(st.lists(ADDS | TOTALS, min_size=1), st.data())
def test_withdrawing_an_update_is_as_if_it_had_never_been(updates: list[Update], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(updates) - 1))
    named = [Update(id=f"u{n}", date=u.date, add=u.add, total=u.total) for n, u in enumerate(updates)]
    without = named[:index] + named[index + 1 :]
    withdrawn = [*named, Update(date=named[index].date, corrects=f"u{index}")]
    claims = [u for u in standing_updates(history(withdrawn, date.max)) if u.claimed]
    assert claims == standing_updates(history(without, date.max))


@given(st.lists(ADDS, min_size=1), st.integers(1, 6))
def test_a_chain_of_corrections_counts_once(updates: list[Update], length: int) -> None:
    chain = [Update(id="c0", date=date(2024, 2, 1), add=Decimal(1))]
    chain += [
        Update(id=f"c{n}", date=date(2024, 2, 1), add=Decimal(n + 1), corrects=f"c{n - 1}") for n in range(1, length)
    ]
    folded = fold(standing_updates(history([*updates, *chain], date.max)), Decimal(0))
    assert folded[-1].amount == sum(update.add or 0 for update in updates) + length


@given(st.lists(GRANTS | WITHDRAWALS), DAYS)
def test_the_count_on_a_day_is_the_members_in_force(updates: list[Update], as_of: date) -> None:
    standing = standing_updates(history(updates, as_of))
    in_force = sum(member.in_force for member in memberships(VISAS, standing, as_of))
    changes = counts(VISAS, standing, as_of)
    assert (changes[-1].number if changes else 0) == in_force


@given(st.lists(GRANTS | WITHDRAWALS), DAYS)
def test_nobody_is_in_force_after_the_last_day_or_a_withdrawal(updates: list[Update], as_of: date) -> None:
    standing = standing_updates(history(updates, as_of))
    for member in memberships(VISAS, standing, as_of):
        if member.in_force:
            assert member.until is None or member.until >= as_of
        last = [u for u in standing if member.name in (u.grant or ()) + (u.withdraw or ())][-1]
        if last.withdraw and last.date <= as_of:
            assert not member.in_force


@given(st.lists(GRANTS | WITHDRAWALS, max_size=12), st.sampled_from([(), ("Peru", "Chile")]))
def test_after_each_update_as_many_are_in_force_as_were_known_to_be(
    updates: list[Update], members: tuple[str, ...]
) -> None:
    visas = Standing(title="Visas", target=Decimal(2), unit="countries", members=members)
    ordered = standing_updates(history(updates, date.max))
    assert list(running_counts(visas, ordered)) == [
        sum(one.in_force and one.counts for one in memberships(visas, ordered[: index + 1], update.date))
        for index, update in enumerate(ordered)
    ]


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2024, 6, 30), timezones=st.just(UTC))
EVIDENCE = st.builds(
    lambda update, recorded, published: msgspec.structs.replace(update, recorded=recorded, published=published),
    ADDS | TOTALS, st.none() | MOMENTS, st.none() | DAYS,
)  # fmt: skip


def ledger_of(updates: list[Update]) -> Ledger:
    commitment = Total(title="x", target=Decimal(1), unit="u", updates=tuple(updates))
    return Ledger(about=About(title="x"), programmes={}, commitments={"c": commitment})


@given(st.lists(EVIDENCE), st.integers(0, 400))
def test_nothing_changes_from_the_date_on_which_the_last_update_was_recorded(updates: list[Update], days: int) -> None:
    dates = [recorded_on(update) or update.published or date.min for update in updates]
    whole = ledger_of(updates)
    assert known(whole, max(dates, default=date(2024, 1, 1)) + timedelta(days)) == known(whole, None) == whole


@given(st.lists(EVIDENCE), DAYS, st.integers(0, 400))
def test_what_was_known_stays_known_in_its_order(updates: list[Update], first: date, days: int) -> None:
    earlier, later = (known(ledger_of(updates), first + timedelta(n)).commitments["c"].updates for n in (0, days))
    assert [update for update in later if update in earlier] == list(earlier)
    assert all(update in later for update in updates if update.recorded is None and update.published is None)


@pytest.mark.parametrize("moment", [datetime.min, datetime.max], ids=["first", "last"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
def test_a_moment_at_an_end_of_the_calendar_has_a_date(
    moment: datetime, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        update = Update(date=date(2024, 1, 1), checked=True, recorded=moment.replace(tzinfo=UTC))
        assert abs((recorded_on(update) or date(2024, 1, 1)) - moment.date()) <= timedelta(1)
    finally:
        monkeypatch.undo()
        time.tzset()
