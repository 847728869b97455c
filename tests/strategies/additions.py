"""What is added to ledgers: updates, commitments and programmes that may say anything they are allowed to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from commitrack.ledger.claims import CLAIMS, MAKERS
from commitrack.ledger.model import (
    KINDS,
    REPORTERS,
    AnyCommitment,
    Joint,
    Level,
    Milestone,
    Periodic,
    Programme,
    Qualitative,
    Standing,
    Step,
    Total,
    Update,
)
from commitrack.ledger.scale import VERDICTS
from tests.strategies.toml_forms import NAMES, TEXTS

DAYS = st.dates(date(2025, 6, 1), date(2026, 12, 31))
AMOUNTS = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(1, 10**18), st.integers(0, 9))
NAME_LISTS = st.lists(NAMES, max_size=3, unique_by=str.strip).map(tuple)
_MAYBE = st.none() | TEXTS
_SOURCES = st.none() | NAMES | st.lists(NAMES, min_size=2, max_size=3, unique_by=str.strip).map(tuple)
_TIMES = st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
_BESIDE: dict[str, st.SearchStrategy[Any]] = {
    "source": _SOURCES,
    "archive": _SOURCES,
    "quote": _MAYBE,
    "publisher": _MAYBE,
    "published": st.none() | st.dates(),
    "by": st.none() | st.sampled_from(REPORTERS),
    "recorded": st.none() | _TIMES,
}
_CLAIMS: dict[str, st.SearchStrategy[Any]] = {
    "add": AMOUNTS,
    "total": AMOUNTS,
    "level": AMOUNTS | AMOUNTS.map(lambda amount: -amount),
    "grant": NAME_LISTS.filter(len),
    "withdraw": NAME_LISTS.filter(len),
    "count": st.integers(0, 10**18),
    "forecast": AMOUNTS,
    "checked": st.just(True),
    "status": st.sampled_from(VERDICTS),
    "target": st.sampled_from((Decimal(200), Decimal(250))),
    "at_most": st.integers(0, 9).map(lambda digit: Decimal(10**17) - Decimal(digit).scaleb(-9)),
    "due": st.dates(date(2025, 6, 1), date(2060, 12, 31)),
    "milestones": st.lists(AMOUNTS, max_size=2).map(
        lambda amounts: tuple(Milestone(by=date(2025, 1 + month, 1), target=one) for month, one in enumerate(amounts))
    ),
}
_INEXACT = {
    "flag": st.none() | st.sampled_from(("provisional", "estimated")),
    "bound": st.none() | st.sampled_from(("at-least", "at-most", "about")),
}


_BASELINES = st.none() | AMOUNTS.map(lambda amount: -amount)


@st.composite
def updates(draw: st.DrawFn, commitment: AnyCommitment, number: int = 0) -> Update:
    """Draw an update that fits the commitment; its id has the number in it."""
    fitting = [name for name in _CLAIMS if name in (*commitment.takes, *commitment.revises)]
    claim = draw(st.sampled_from([name for name in fitting if not _is_at_odds(commitment, name)]))
    said: dict[str, Any] = {claim: draw(_CLAIMS[claim])}
    if claim in ("add", "total", "level", "count"):
        said |= draw(st.fixed_dictionaries(_INEXACT))
    if claim == "forecast":
        said["for_date"] = draw(st.dates(date(2027, 1, 1)))
    replaced = {one.replaces for one in commitment.updates}
    free = [one.id for one in commitment.updates if one.id and one.id not in replaced]
    if draw(st.booleans()) and free:
        keys = ("corrects", "restates") if CLAIMS[dict(MAKERS)[claim]].is_figure else ("corrects",)
        said[draw(st.sampled_from(keys))] = draw(st.sampled_from(free))
    note = draw(NAMES if claim == "status" else _MAYBE)
    beside = draw(st.fixed_dictionaries(_BESIDE))
    return Update(id=f"{number:08x}", date=draw(DAYS), note=note, **said, **beside)


def _is_at_odds(commitment: AnyCommitment, revised: str) -> bool:
    """Say whether a revision may not fit: milestones beside periods, or one side of the goal beyond the other."""
    if revised == "milestones" and getattr(commitment, "every", None) is not None:
        return True
    other = {"target": "at_most", "at_most": "target"}.get(revised)
    return other is not None and any(getattr(one, other, None) is not None for one in (commitment, *commitment.updates))


@st.composite
def commitments(draw: st.DrawFn, programme: str | None, others: Sequence[str] = ()) -> AnyCommitment:
    """Draw a commitment of a programme, or of none; a joint one, of some others, where there are enough."""
    common: dict[str, Any] = {
        "title": draw(NAMES),
        "programme": programme,
        "source": draw(_SOURCES),
        "archive": draw(_SOURCES),
        "quote": draw(_MAYBE),
        "means_of_verification": draw(_MAYBE),
        "owner": draw(st.none() | NAMES),
        "reported_within": draw(st.none() | st.integers(0, 36_500)),
        "tags": tuple(draw(st.lists(TEXTS, max_size=12))),
        "note": draw(_MAYBE),
    }
    target, start, due = draw(AMOUNTS), date(2024, 1, 1), date(2026, 12, 31)
    goals = ({"target": target}, {"at_most": target}, {"target": target, "at_most": target})
    goal: dict[str, Any] = draw(st.sampled_from(goals))
    measured: dict[str, Any] = {
        "unit": draw(NAMES),
        "measured_by": draw(st.none() | NAMES),
        "settled_within": draw(st.integers(0, 9)),
    }
    every = draw(st.sampled_from(("year", "quarter", "month", "2 weeks", "18 months")))
    steps = tuple(Step(from_date=date(2025, 1, 1), target=target) for _ in range(draw(st.integers(0, 1))))
    milestones = tuple(Milestone(by=date(2025, month, 1), target=draw(AMOUNTS)) for month in (1, 2))
    path: dict[str, Any] = {
        "milestones": draw(st.sampled_from(((), milestones))),
        "start": draw(st.sampled_from((None, start))),
    }
    kinds = [kind for kind in KINDS if kind != "joint" or len(others) > 1]
    match draw(st.sampled_from(kinds)):
        case "total":
            baseline = draw(st.sampled_from((Decimal(0), -target)))
            return Total(**common, **goal, **measured, **path, baseline=baseline)
        case "periodic":
            steps = steps if every in ("year", "quarter", "month") else ()
            return Periodic(**common, **goal, **measured, every=every, start=start, due=due, steps=steps)
        case "level":
            path |= {"holds": draw(st.sampled_from((None, "throughout", "once"))), "baseline": draw(_BASELINES)}
            return Level(**common, **goal, **measured, **path)
        case "standing":
            members = draw(NAME_LISTS)
            return Standing(**common, target=Decimal(draw(st.integers(1, 10**18))), unit=draw(NAMES), members=members)
        case "joint":
            return Joint(**common, parts=tuple(draw(st.permutations(others)))[: draw(st.integers(2, len(others)))])
        case _:
            return Qualitative(**common)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Draw a programme."""
    return Programme(title=draw(NAMES), description=draw(_MAYBE), source=draw(_SOURCES), note=draw(_MAYBE))
