"""The comparison: one case for each change, and the laws that tie it to the judgements that it compares."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.convert import convert
from commitrack.ledger.model import (
    About,
    AnyCommitment,
    Ledger,
    Periodic,
    Qualitative,
    Standing,
    Total,
    Update,
)
from commitrack.progress.changes import CHANGES, Change, Side
from commitrack.progress.diff import compare, last_steps
from commitrack.progress.judge import judge, judge_all, judge_alone
from commitrack.progress.judgement import Judgement
from commitrack.views.rows.column import row
from commitrack.views.rows.list import LIST, Judged
from commitrack.words.diff import tell
from tests.strategies.commitments import ledgers, turning_dates

CASES: list[dict[str, Any]] = tomli.loads(
    Path(__file__).with_name("diff.toml").read_text("utf-8"), parse_float=Decimal
)["case"]


def side_of(commitments: dict[str, AnyCommitment], day: date) -> Side:
    ledger = Ledger(about=About(title="x"), programmes={}, commitments=commitments)
    return Side(str(day), ledger, day, {key: judge_alone(commitment, day) for key, commitment in commitments.items()})


def side_of_tables(table: dict[str, Any] | None, day: date) -> Side:
    tables = {} if table is None else {"c": {"title": "C", **table}}
    ledger, shaping = convert({"ledger": {"title": "x"}, "commitments": tables})
    assert shaping.mistakes == []
    return side_of(ledger.commitments, day)


def sides_of(case: dict[str, Any]) -> tuple[Side, Side]:
    tables = {"updates": case.get("updates", [])}
    earlier = {**tables, **case["commitment"]} if case["commitment"] else None
    later = {**(earlier or tables), **case.get("later", {})} if case.get("later") is not False else None
    return side_of_tables(earlier, case["from"]), side_of_tables(later, case.get("to", case["from"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_rule(case: dict[str, Any]) -> None:
    assert [f"{change.kind}: {tell(change)}" for change in compare(*sides_of(case)).changes] == case["expect"]


def test_every_change_has_a_case() -> None:
    assert {line.partition(":")[0] for case in CASES for line in case["expect"]} == set(CHANGES)


START = date(2024, 1, 1)
DAYS = st.integers(0, 450).map(lambda days: START + timedelta(days=days))
AMOUNTS = st.integers(1, 120).map(Decimal)
NAMES = st.sets(st.sampled_from("AB"), min_size=1).map(lambda names: tuple(sorted(names)))
FIGURES = (st.builds(Update, date=DAYS, add=AMOUNTS), st.builds(Update, date=DAYS, total=AMOUNTS))
GRANTS = (
    st.builds(Update, date=DAYS, grant=NAMES),
    st.builds(
        lambda day, names, days: Update(date=day, grant=names, until=day + timedelta(days=days)),
        DAYS,
        NAMES,
        st.integers(0, 300),
    ),
    st.builds(Update, date=DAYS, withdraw=NAMES),
)
DECISIONS = (
    st.builds(Update, date=DAYS, checked=st.just(True)),
    st.builds(Update, date=DAYS, status=st.sampled_from(["stalled", "fulfilled"]), note=st.sampled_from("nm")),
    st.builds(Update, date=DAYS, due=DAYS),
)
TARGETS = (st.builds(Update, date=DAYS, target=AMOUNTS),)
RECORDED = st.none() | DAYS.map(lambda day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@st.composite
def histories(draw: st.DrawFn, *claims: st.SearchStrategy[Update]) -> tuple[Update, ...]:
    """Updates with and without ids, some of which correct one above them."""
    updates: list[Update] = []
    for number in range(draw(st.integers(0, 5))):
        name = draw(st.sampled_from([None, f"u{number}"]))
        update = msgspec.structs.replace(draw(st.one_of(*claims)), id=name, recorded=draw(RECORDED))
        taken = {other.corrects for other in updates}
        free = [other.id for other in updates if other.id is not None and other.id not in taken]
        if draw(st.booleans()) and free:
            corrected = draw(st.sampled_from(free))
            replacing = draw(st.booleans())
            update = (
                msgspec.structs.replace(update, corrects=corrected)
                if replacing
                else Update(id=name, date=update.date, corrects=corrected)
            )
        updates.append(update)
    return tuple(updates)


DUE = START + timedelta(days=400)
KINDS: dict[str, st.SearchStrategy[AnyCommitment]] = {
    "total": st.builds(
        Total,
        title=st.sampled_from("xy"),
        target=AMOUNTS,
        unit=st.just("u"),
        start=st.none() | st.just(START),
        due=st.none() | st.just(DUE),
        updates=histories(*FIGURES, *DECISIONS, *TARGETS),
    ),
    "periodic": st.builds(
        Periodic,
        title=st.just("x"),
        target=AMOUNTS,
        unit=st.just("u"),
        start=st.just(START),
        due=st.sampled_from([DUE, DUE + timedelta(days=100)]),
        every=st.sampled_from(["year", "quarter", "month"]),
        updates=histories(*FIGURES, *DECISIONS, *TARGETS),
    ),
    "standing": st.builds(
        Standing,
        title=st.just("x"),
        target=st.integers(1, 2).map(Decimal),
        unit=st.just("u"),
        members=st.sampled_from([(), ("A",)]),
        due=st.none() | st.just(DUE),
        updates=histories(*GRANTS),
    ),
    "qualitative": st.builds(
        Qualitative, title=st.just("x"), due=st.none() | st.just(DUE), updates=histories(*DECISIONS)
    ),
}
COMMITMENTS = st.one_of(*KINDS.values())
LEDGERS = st.dictionaries(st.sampled_from("abc"), COMMITMENTS, max_size=3)
TWO_DAYS = st.tuples(DAYS, DAYS).map(sorted)


def moves(changes: list[Change], kind: str) -> list[tuple[object, object]]:
    return [(change.before, change.after) for change in changes if change.kind == kind]


def move(before: object, after: object) -> list[tuple[object, object]]:
    return [] if before == after else [(before, after)]


def in_force(judgement: Judgement) -> dict[str, date | None]:
    return {member.name: member.until for member in judgement.members if member.in_force}


def assert_agrees(changes: list[Change], earlier: Judgement, later: Judgement) -> None:
    """What is told is what differs between the judgements, and what differs is told."""
    assert moves(changes, "status") == move(earlier.status, later.status)
    if earlier.verdict or later.verdict:
        assert moves(changes, "state") == move(earlier.state, later.state)
    assert moves(changes, "goal") == move(earlier.agreement.current.goal, later.agreement.current.goal)
    assert moves(changes, "due") == move(earlier.due, later.due)
    if not earlier.periods and not later.periods:
        assert moves(changes, "figure") == move(earlier.actual, later.actual)

    members = in_force(earlier)
    for change in changes:
        for member in change.members:
            if change.kind in ("granted", "extended", "shortened"):
                members[member.name] = member.until
            else:
                members.pop(member.name, None)
    assert members == in_force(later)

    before = Counter(entry.update for entry in earlier.history)
    for change in changes:
        if change.entry and change.kind in ("update", "erased"):
            before[change.entry.update] += 1 if change.kind == "update" else -1
    rewritten = sum(change.kind == "rewritten" for change in changes)
    after = Counter(entry.update for entry in later.history)
    assert (before - after).total() == (after - before).total() == rewritten

    if not changes:
        rows = [row(LIST.columns, Judged("c", one)) for one in (earlier, later)]
        assert {**rows[0], "explanation": ""} == {**rows[1], "explanation": ""}


def assert_lawful(earlier: Side, later: Side) -> None:
    comparison = compare(earlier, later)
    keys = list(dict.fromkeys((*later.judgements, *earlier.judgements)))
    places = [(keys.index(change.commitment_id), CHANGES.index(change.kind)) for change in comparison.changes]
    assert places == sorted(places)
    statuses: Counter[object] = Counter(judgement.status for judgement in earlier.judgements.values())
    for change in comparison.changes:
        assert tell(change)
        if change.kind in ("new", "gone", "status"):
            statuses[change.before] -= 1
            statuses[change.after] += 1
    del statuses[None]
    assert +statuses == Counter(judgement.status for judgement in later.judgements.values())
    for key in keys:
        changes = [change for change in comparison.changes if change.commitment_id == key]
        if key in earlier.judgements and key in later.judgements:
            assert_agrees(changes, earlier.judgements[key], later.judgements[key])
        else:
            assert [change.kind for change in changes] == ["new" if key in later.judgements else "gone"]


@given(LEDGERS, DAYS)
def test_a_ledger_and_itself_on_one_day_do_not_differ(commitments: dict[str, AnyCommitment], day: date) -> None:
    assert compare(side_of(commitments, day), side_of(commitments, day)).changes == ()


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_two_days_of_a_commitment(kind: str, data: st.DataObject) -> None:
    commitments = {"a": data.draw(KINDS[kind])}
    first, last = data.draw(TWO_DAYS)
    earlier, later = side_of(commitments, first), side_of(commitments, last)
    assert_lawful(earlier, later)
    kinds = {change.kind for change in compare(earlier, later).changes}
    assert kinds & {"new", "gone", "edited", "rewritten", "erased"} == set()


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_two_histories_of_a_commitment(kind: str, data: st.DataObject) -> None:
    old, new, day = data.draw(KINDS[kind]), data.draw(KINDS[kind]), data.draw(DAYS)
    assert_lawful(side_of({"a": old}, day), side_of({"a": new}, day))


@given(LEDGERS, LEDGERS, TWO_DAYS)
def test_two_ledgers(old: dict[str, AnyCommitment], new: dict[str, AnyCommitment], days: list[date]) -> None:
    assert_lawful(side_of(old, days[0]), side_of(new, days[1]))


@given(ledgers(), st.data())
def test_a_status_has_been_what_it_is_since_the_date_that_is_said(ledger: Ledger, data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.lists(turning_dates(ledger), min_size=2, max_size=2, unique=True)))
    sides = [Side(str(day), ledger, day, judge_all(ledger, day)) for day in (one, other)]
    comparison = compare(*sides)
    steps = last_steps(comparison)
    assert [step.date for step in steps] == sorted((step.date for step in steps), reverse=True)
    assert {step.commitment_id for step in steps} == {
        key for key, now in sides[1].judgements.items() if sides[0].judgements[key].counted_status != now.counted_status
    }
    for step in steps:
        assert one < step.date <= other
        assert step.after.counted_status == sides[1].judgements[step.commitment_id].counted_status
        assert step.before.counted_status != step.after.counted_status
        assert step.before == judge(ledger, step.commitment_id, step.date - timedelta(days=1))
        assert step.after == judge(ledger, step.commitment_id, step.date)
