"""Inexact figures decide only what they can: whatever the exact ones were, what is decided stays so."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import AnyCommitment, Bound, Level, Standing, Total, Update
from commitrack.progress.judge import judge_alone

replace = msgspec.structs.replace

START, DUE = date(2024, 1, 1), date(2024, 12, 31)
DATES = st.sampled_from([date(2024, 6, 30), date(2024, 9, 30), DUE, DUE + timedelta(days=60)])
AMOUNTS = st.integers(0, 10)
GOALS = st.sampled_from(["target", "at_most", "both"])
BOUNDS: dict[Bound, int] = {"at-least": 1, "at-most": -1}
STILL = {
    "fulfilled": {"fulfilled"},
    "missed": {"missed"},
    "on-track": {"on-track", "fulfilled"},
    "behind": {"behind", "missed"},
}
"""What each state may be once the figures are exact. Behind a cap may turn out to be above it."""
LATE = {"fulfilled": {"fulfilled", "fulfilled-late"}, "missed": {"missed", "fulfilled-late"}}
"""The same of a level at its end: an inexact figure beside it leaves open when the goal was met."""
ON_THE_WAY = {
    "at-end": LATE,
    "once": {**LATE, "behind": {"behind", "fulfilled"}},
    "throughout": {"on-track": {"on-track", "missed"}},
    "on-average": {},
}
"""The same of a level: before the end, an inexact figure of an earlier date leaves open whether that decided."""
IN_FORCE = {
    "fulfilled": {"fulfilled", "lapsed"},
    "missed": {"missed", "lapsed", "fulfilled-late"},
    "on-track": {"on-track", "fulfilled", "lapsed"},
    "behind": {"behind", "lapsed"},
}
"""The same of members in force: an inexact figure leaves open whether they are still enough, or once were."""


def goal_of(sides: str) -> dict[str, Any]:
    target = {"target": Decimal(5)} if sides != "at_most" else {}
    at_most = {"at_most": Decimal(7 if sides == "both" else 5)} if sides != "target" else {}
    return {"title": "A", "unit": "u", "start": START, "due": DUE, **target, **at_most}


@st.composite
def reports(draw: st.DrawFn, claim: str) -> tuple[list[Update], list[Update]]:
    """Draw figures of which some are only bounds, and what they may have been exactly; sorted by their dates."""
    bound = draw(st.sampled_from(list(BOUNDS)))
    drawn = draw(st.lists(st.tuples(DATES, AMOUNTS, st.booleans(), AMOUNTS), min_size=1, max_size=4))
    if claim == "total":  # a running count does not fall
        days, amounts = (
            sorted(one[0] for one in drawn),
            sorted(one[1] + one[2] * BOUNDS[bound] * one[3] for one in drawn),
        )
        exact = [Update(date=day, total=Decimal(amount)) for day, amount in zip(days, amounts, strict=True)]
        reported = [
            Update(date=one.date, total=(one.total or 0) - Decimal(inexact * BOUNDS[bound] * off), bound=bound)
            if inexact
            else one
            for one, (_, _, inexact, off) in zip(exact, drawn, strict=True)
        ]
        return reported, exact
    drawn.sort(key=lambda one: one[0])
    kind: type = int if claim == "count" else Decimal
    reported, exact = [], []
    for day, amount, inexact, off in drawn:
        true = max(amount + inexact * BOUNDS[bound] * off, 0)
        reported.append(Update(date=day, bound=bound if inexact else None, **{claim: kind(amount)}))
        exact.append(Update(date=day, **{claim: kind(true)}))
    return reported, exact


def states(commitment: AnyCommitment, pair: tuple[list[Update], list[Update]], as_of: date) -> tuple[str, str]:
    first, second = (judge_alone(replace(commitment, updates=tuple(updates)), as_of).state for updates in pair)
    return first, second


@given(GOALS, reports("total"), DATES)
def test_a_running_count(sides: str, pair: tuple[list[Update], list[Update]], as_of: date) -> None:
    reported, exact = states(Total(**goal_of(sides)), pair, as_of)
    assert exact in {**STILL, **LATE}.get(reported, {exact})


@pytest.mark.parametrize("holds", ["at-end", "once", "throughout", "on-average"])
@given(GOALS, reports("level"), DATES)
def test_a_level(holds: Any, sides: str, pair: tuple[list[Update], list[Update]], as_of: date) -> None:
    reported, exact = states(Level(**goal_of(sides), holds=holds), pair, as_of)
    assert exact in {**STILL, **ON_THE_WAY[holds]}.get(reported, {exact})


@given(reports("count"), DATES)
def test_members_in_force(pair: tuple[list[Update], list[Update]], as_of: date) -> None:
    reported, exact = states(Standing(title="A", unit="u", target=Decimal(5), start=START, due=DUE), pair, as_of)
    assert exact in {**STILL, **IN_FORCE}.get(reported, {exact})
