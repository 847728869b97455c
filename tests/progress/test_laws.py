"""What the judgement promises of every ledger, whatever was pledged and reported.

Hundreds of ledgers in every run; ``pytest tests/progress/test_laws.py --hypothesis-profile=long`` tries 20,000 of each.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import (
    AnyCommitment,
    Joint,
    Ledger,
    Level,
    Measured,
    Periodic,
    Standing,
    Step,
    Total,
    Update,
)
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.progress.log import chronicle
from commitrack.progress.periods import every, is_short
from commitrack.progress.states import worst
from tests.strategies.commitments import AMOUNTS, ledgers, tiles, turning_dates

replace = msgspec.structs.replace

DECIDED = {"missed", "fulfilled", "fulfilled-late"}
AS_DECLARED = {"fulfilled": "fulfilled", "broken": "missed", "withdrawn": "missed"}
MEASURED = ("total", "periodic", "level")


def changed(ledger: Ledger, change: Callable[[AnyCommitment], AnyCommitment]) -> Ledger:
    """The ledger with every commitment changed."""
    return replace(ledger, commitments={key: change(one) for key, one in ledger.commitments.items()})


def with_updates(ledger: Ledger, keep: Callable[[Update], bool]) -> Ledger:
    """The ledger with some of its updates."""
    return changed(ledger, lambda one: replace(one, updates=tuple(filter(keep, one.updates))))


def by_one_publisher(commitment: AnyCommitment) -> AnyCommitment:
    """The commitment with all its updates by nobody in particular."""
    return replace(commitment, updates=tuple(replace(one, publisher=None, by=None) for one in commitment.updates))


def is_open_ended(ledger: Ledger) -> bool:
    """Whether something has to stand as long as it stands, so that time alone may undo it."""
    return any(isinstance(one, Standing) for one in ledger.commitments.values())


def numbers(judgement: Judgement) -> list[object]:
    """All that is judged of a commitment, apart from its updates and what was revised when."""
    state = judgement.original_state or judgement.state
    parts = [(key, numbers(part)) for key, part in judgement.parts]
    current = judgement.agreement.current
    return [judgement.state, state, judgement.status, judgement.measured, judgement.periods, parts, current]


@given(ledgers(), st.data())
def test_what_was_decided_stays_so_while_nothing_is_reported(ledger: Ledger, data: st.DataObject) -> None:
    """Missed, fulfilled or fulfilled late, a commitment stays so however much time goes by; so does each period.

    Only a figure, a correction, a verdict on a part without a number, or a revision can change it.
    """
    day = data.draw(turning_dates(ledger))
    ledger = with_updates(
        ledger, lambda one: one.date <= day or (one.claim in ("checked", "forecast") and not one.replaces)
    )
    before, after = judge(ledger, "c", day), judge(ledger, "c", data.draw(turning_dates(ledger)))
    assume(after.as_of >= day)
    if before.state in DECIDED and not is_open_ended(ledger):
        assert after.state == before.state
    later = {one.period.start: one.state for one in after.periods}
    for one in before.periods:
        assert one.state not in DECIDED or later[one.period.start] == one.state


@given(ledgers("total"), st.data())
def test_a_total_that_is_met_stays_met(ledger: Ledger, data: st.DataObject) -> None:
    """Whatever figures of one publisher follow, a target that was reached has been reached, in time or late.

    A more independent one may say later that it never was.
    """
    day = data.draw(turning_dates(ledger))
    ledger = changed(ledger, by_one_publisher)
    ledger = with_updates(ledger, lambda one: one.date <= day or (one.replaces is None and one.claim != "revision"))
    before, after = judge(ledger, "c", day), judge(ledger, "c", date.max)
    assert before.measured is not None
    assert after.measured is not None
    for old, new in zip(before.measured.outcomes, after.measured.outcomes, strict=True):
        if old.limit.side == "at-least" and old.state in ("fulfilled", "fulfilled-late"):
            assert new == old


@given(ledgers(*MEASURED), st.data())
def test_a_range_is_both_of_its_halves(ledger: Ledger, data: st.DataObject) -> None:
    """A range is as well kept as the worse of "at least" and "at most" alone; in each period, where there are some."""
    commitment = ledger.commitments["c"]
    assert isinstance(commitment, Measured)
    assume(commitment.target is not None and commitment.at_most is not None)
    day = data.draw(turning_dates(ledger))
    whole = judge(ledger, "c", day)
    halves = [judge(changed(ledger, partial(half, side=side)), "c", day) for side in ("target", "at_most")]
    if whole.periods:
        for one, *two in zip(whole.periods, *(judged.periods for judged in halves), strict=True):
            assert one.state == worst(side.state for side in two)
    else:
        assert whole.state == worst(judged.state for judged in halves)


def half(commitment: AnyCommitment, side: str) -> AnyCommitment:
    """The commitment with one side of its goal, as announced, in its steps and in its revisions."""
    other = {"target": "at_most", "at_most": "target"}[side]
    updates = tuple(
        replace(one, **{other: None}, checked=None if getattr(one, side) is not None or one.due else True)
        if getattr(one, other) is not None
        else one
        for one in commitment.updates
    )
    steps = {"steps": tuple(replace(one, **{other: None}) for one in getattr(commitment, "steps", ()))}
    return replace(commitment, updates=updates, **{other: None}, **(steps if hasattr(commitment, "steps") else {}))


@given(ledgers("level"), st.data())
def test_a_level_at_its_goal_by_every_figure_is_never_behind(ledger: Ledger, data: st.DataObject) -> None:
    """A level that meets every goal there ever was, by every figure that counts, is not behind, lapsed or missed."""
    level = ledger.commitments["c"]
    assert isinstance(level, Level)
    judgement = judge(ledger, "c", data.draw(turning_dates(ledger)))
    revisions = [one for one in level.updates if one.claim == "revision"]
    sides: list[Level | Step | Update] = [level, *level.steps, *revisions]
    low = max((one.target for one in sides if one.target is not None), default=None)
    high = min((one.at_most for one in sides if one.at_most is not None), default=None)
    fitting = [one for one in (low, high) if one is not None]
    assume(low is None or high is None or low <= high)
    at_goal = tuple(
        one if one.level is None else replace(one, level=data.draw(st.sampled_from(fitting))) for one in level.updates
    )
    ledger = replace(ledger, commitments={"c": replace(level, updates=at_goal)})
    judgement = judge(ledger, "c", judgement.as_of)
    off = {"behind", "lapsed", "missed"}
    assert judgement.state not in off
    assert not off & {one.state for one in judgement.periods}


@given(ledgers(), AMOUNTS, st.data())
def test_a_revision_after_the_end_changes_nothing(ledger: Ledger, amount: Decimal, data: st.DataObject) -> None:
    """A revision dated after the end then in force is recorded, and no state and no number is another for it."""
    commitment = ledger.commitments["c"]
    day = data.draw(turning_dates(ledger))
    before = judge(ledger, "c", day)
    assume(before.due is not None and before.due < day)
    assert before.due is not None
    # Before the last revision, another end may have been in force.
    first = max(
        before.due + timedelta(days=1), *(one.date for one in commitment.updates if one.claim == "revision"), date.min
    )
    assume(first <= day)
    field = data.draw(st.sampled_from(commitment.revises))
    terms: dict[str, Any] = {"target": amount, "at_most": amount, "due": day + timedelta(days=min(9, left(day)))}
    late = Update(
        id="late",
        date=data.draw(st.dates(first, day)),
        **{field: terms.get(field, ())},
    )
    revised = replace(commitment, updates=(*commitment.updates, late))
    after = judge(replace(ledger, commitments={**ledger.commitments, "c": revised}), "c", day)
    assert numbers(after) == numbers(before)
    assert after.differs_from_original == before.differs_from_original
    records = [(one.update, one.actual, one.goal) for one in chronicle([("c", commitment)], day)]
    then = [(one.update, one.actual, one.goal) for one in chronicle([("c", revised)], day) if one.update is not late]
    assert then == records


def left(day: date) -> int:
    """The dates that there are after one."""
    return (date.max - day).days


@given(ledgers("joint"), st.data())
def test_a_joint_commitment_is_the_worst_of_its_parts(ledger: Ledger, data: st.DataObject) -> None:
    """It is as far as the worst of its parts, each judged by itself; one without a number counts as declared.

    So is its first state, by which none of its parts was revised.
    """
    joint, day = ledger.commitments["c"], data.draw(turning_dates(ledger))
    assert isinstance(joint, Joint)
    parts = [judge(ledger, part, day) for part in joint.parts]
    states = [
        AS_DECLARED.get(part.status, part.state) if part.measured is None and part.verdict else part.state
        for part in parts
    ]
    judgement = judge(ledger, "c", day)
    assert judgement.state == worst(states)  # type: ignore[arg-type]  # they are states
    assert [part for _, part in judgement.parts] == parts


@given(ledgers("periodic", "level"), st.data())
def test_periods_tile_the_time(ledger: Ledger, data: st.DataObject) -> None:
    """Every date from start to due is in one period, and none but the last one is short.

    Without a last date they go on to the one that holds the date of the judgement.
    """
    commitment = ledger.commitments["c"]
    judgement = judge(ledger, "c", data.draw(turning_dates(ledger)))
    assume(judgement.periods)
    assert isinstance(commitment, Periodic | Level)
    spans, length = [one.period for one in judgement.periods], every(commitment.every or "")
    assert spans[0].start == commitment.start
    assert spans[-1].end == judgement.due if judgement.due else judgement.as_of <= spans[-1].end
    assert tiles(spans)
    assert not [one for one in spans[:-1] if is_short(one, length)]


@given(ledgers(), st.randoms(use_true_random=False), st.data())
def test_the_order_of_the_file_does_not_matter(ledger: Ledger, random: Any, data: st.DataObject) -> None:
    """Updates of different dates may stand in any order, as long as a correction stands below what it corrects."""
    commitment, day = ledger.commitments["c"], data.draw(turning_dates(ledger))
    updates = list({one.date: one for one in commitment.updates}.values())
    updates = [one for one in updates if one.replaces is None or one.replaces in {above.id for above in updates}]
    shuffled = list(updates)
    random.shuffle(shuffled)
    positions = {one.id: position for position, one in enumerate(shuffled)}
    assume(all(positions.get(one.replaces, -1) < positions[one.id] for one in shuffled))
    judged = [
        judge(
            replace(ledger, commitments={**ledger.commitments, "c": replace(commitment, updates=tuple(order))}),
            "c",
            day,
        )
        for order in (updates, shuffled)
    ]
    assert numbers(judged[0]) == numbers(judged[1])
    assert judged[0].history == judged[1].history


@given(ledgers(), st.data())
def test_only_figures_and_revisions_are_judged(ledger: Ledger, data: st.DataObject) -> None:
    """Forecasts, checks and verdicts change no state and no number of a commitment that has one."""
    day = data.draw(turning_dates(ledger))
    assume(judge(ledger, "c", day).measured)
    bare = with_updates(ledger, lambda one: one.replaces is not None or CLAIMS[one.claim].is_figure or is_revision(one))
    before, after = judge(ledger, "c", day), judge(bare, "c", day)
    assert (before.state, before.original_state, before.measured) == (after.state, after.original_state, after.measured)
    assert before.periods == after.periods


def is_revision(update: Update) -> bool:
    return update.claim == "revision"


@given(ledgers(), st.data())
def test_the_original_state_is_that_of_the_first_terms(ledger: Ledger, data: st.DataObject) -> None:
    """It is the state that the same commitment would have, had nothing ever been revised: nor any of its parts."""
    day = data.draw(turning_dates(ledger))
    judgement = judge(ledger, "c", day)
    standing = {entry.update.id for one in (judgement, *(part for _, part in judgement.parts)) for entry in one.history
                if entry.fate == "stands"}  # fmt: skip
    never = judge(with_updates(ledger, lambda one: one.id in standing and not is_revision(one)), "c", day)
    assert (judgement.original_state or judgement.state) == never.state


@given(ledgers("level"), st.data())
def test_a_level_is_judged_alike_in_both_directions(ledger: Ledger, data: st.DataObject) -> None:
    """At most 5, turned upside down, is at least -5: no direction is favoured, and no sign."""
    day = data.draw(turning_dates(ledger))
    before, after = judge(ledger, "c", day), judge(changed(ledger, mirrored), "c", day)
    assert (before.state, before.original_state) == (after.state, after.original_state)
    assert [one.state for one in before.periods] == [one.state for one in after.periods]
    assert before.percent == after.percent


def mirrored(commitment: AnyCommitment) -> AnyCommitment:
    """The level with every amount on the other side of zero."""
    assert isinstance(commitment, Level)
    return replace(
        commitment,
        **turned(commitment),
        baseline=opposite(commitment.baseline),
        milestones=tuple(replace(one, target=-one.target) for one in commitment.milestones),
        steps=tuple(replace(one, **turned(one)) for one in commitment.steps),
        updates=tuple(
            replace(
                one,
                **turned(one),
                level=opposite(one.level),
                bound={"at-least": "at-most", "at-most": "at-least"}.get(one.bound or "", one.bound),
                milestones=one.milestones and tuple(replace(by, target=-by.target) for by in one.milestones),
            )
            for one in commitment.updates
        ),
    )


def turned(goal: Any) -> dict[str, Decimal | None]:
    return {"target": opposite(goal.at_most), "at_most": opposite(goal.target)}


def opposite(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else -amount


@given(ledgers("total", "periodic"), st.data())
def test_additions_and_running_counts_say_the_same(ledger: Ledger, data: st.DataObject) -> None:
    """What was added and what there is so far are one figure: written the other way, nothing is judged otherwise.

    As long as one reporter says both, since the count of another may be lower.
    """
    day = data.draw(turning_dates(ledger))
    ledger = with_updates(ledger, lambda one: one.replaces is None)
    ledger = changed(ledger, lambda one: replace(one, updates=tuple(map(unsigned, one.updates))))
    said = {one.update.id: one.actual for one in chronicle(ledger.commitments.items(), date.max)}
    totals = changed(
        ledger,
        lambda commitment: replace(
            commitment,
            updates=tuple(
                one if one.add is None or said[one.id] is None else replace(one, add=None, total=said[one.id])
                for one in commitment.updates
            ),
        ),
    )
    before, after = judge(ledger, "c", day), judge(totals, "c", day)
    assert (before.state, before.original_state, before.actual) == (after.state, after.original_state, after.actual)
    assert [(one.state, one.actual) for one in before.periods] == [(one.state, one.actual) for one in after.periods]


def unsigned(update: Update) -> Update:
    """The update, exactly, of nobody."""
    return replace(update, publisher=None, by=None, bound=None)


@given(ledgers("total"), st.data())
def test_a_single_period_is_a_total(ledger: Ledger, data: st.DataObject) -> None:
    """What is to be reached in the one period that there is, is to be reached by its end: the state is the same.

    A total may be fulfilled late, have milestones, or fall below a figure from before its start; a period may not.
    """
    total = ledger.commitments["c"]
    assert isinstance(total, Total)
    start = total.start or date(2020, 1, 1)
    updates = tuple(
        one
        for one in total.updates
        if one.date >= start and (one.due is None or one.due >= start) and one.milestones is None
    )
    due = total.due or start + timedelta(days=min(5, left(start)))
    assume(start <= due)
    total = replace(total, start=start, due=due, baseline=Decimal(0), milestones=(), updates=updates)
    fields = {name: getattr(total, name) for name in Periodic.__struct_fields__ if hasattr(total, name)}
    period = Periodic(**{**fields, "every": "999 years"})
    day = data.draw(turning_dates(ledger))
    whole = judge(replace(ledger, commitments={"c": total}), "c", day)
    assume(all(one.date <= whole.due for one in whole.figures if whole.due))
    assert judge(replace(ledger, commitments={"c": period}), "c", day).state == whole.state
