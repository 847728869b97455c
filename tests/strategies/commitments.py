"""Commitments of every kind with their histories: legal ones, crowded around the dates on which a judgement turns."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

import msgspec
from hypothesis import assume
from hypothesis import strategies as st

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import (
    HOLDS,
    KINDS,
    REPORTERS,
    About,
    AnyCommitment,
    Joint,
    Ledger,
    Level,
    Milestone,
    Periodic,
    Qualitative,
    Standing,
    Step,
    Total,
    Update,
)
from commitrack.ledger.rules.commitments import mistakes
from commitrack.ledger.scale import VERDICTS
from commitrack.ledger.suggest import Suggester
from commitrack.progress.periods import Period, every, periods

ALONE = ("total", "periodic", "level", "standing", "qualitative")

_STARTS = (date(2020, 1, 1), date(2019, 8, 31), date(2020, 2, 29), date(2023, 3, 30))
_ENDS_OF_TIME = (date(1, 1, 1), date(1, 1, 2), date(9996, 2, 29), date(9999, 12, 31))
_OFFSETS = (0, 0, 0, 1, -1, 2, 7, 30, -30, 60, 90, 180, 365, 365, -365, 730, 1000)
_EVERY = ("year", "year", "quarter", "month", "week", "half-year", "2 weeks", "18 months", "4 years", "999 years")
_EXTREMES = ("0", "0.000000001", "-0.5", "1000000000000000000", "-1000000000000000000", "33.333333333")
_NAMES = (("Peru",), ("Chile",), ("Cuba", "Peru"), ("Peru", "Chile"), ("Brazil", "Cuba", "Peru"))
_DAYS_LATE = (0, 0, 1, 30, 400, 36_500)
_BOUNDS = (None, "at-least", "at-most", "about")
_FLAGS = (None, "provisional", "estimated")

_POSITION = st.integers(0, 2**16)
_SMALL = st.integers(-3, 24).map(Decimal)
AMOUNTS = st.one_of(_SMALL, _SMALL, _SMALL, st.sampled_from(_EXTREMES).map(Decimal))

Of = TypeVar("Of")


@st.composite
def ledgers(draw: st.DrawFn, *kinds: str) -> Ledger:
    """Draw a ledger of a commitment ``c`` of one of some kinds, or of any; if it is joint, with its parts."""
    kind = _pick(draw, kinds or tuple(KINDS))
    parts = ("a", "b", "d")[: 2 + draw(_POSITION) % 2] if kind == "joint" else ()
    commitments = {part: _with_history(draw, _pledge(draw, _pick(draw, ALONE))) for part in parts}
    ledger = Ledger(
        about=About(title="L", reported_within=_pick(draw, (None, None, 0, 45))),
        programmes={},
        commitments={"c": _with_history(draw, _pledge(draw, kind, parts)), **commitments},
    )
    return legal(ledger)


@st.composite
def turning_dates(draw: st.DrawFn, ledger: Ledger) -> date:
    """Draw a date on which a judgement may be asked for, near one on which it turns, more often a late one."""
    anchors = sorted({day for commitment in ledger.commitments.values() for day in _anchors(commitment)})
    anchors = anchors or [_STARTS[0]]
    return _near(draw, anchors if draw(_POSITION) % 2 else anchors[len(anchors) // 2 :])


def legal(ledger: Ledger) -> Ledger:
    """Leave out the updates that the rules of a ledger refuse; give up where they refuse more than that."""
    while refused := {mistake.place[:4] for mistake in mistakes(ledger, {}, Suggester())}:
        assume(all(place[2:3] == ("updates",) for place in refused))
        commitments = {
            key: msgspec.structs.replace(
                one,
                updates=tuple(
                    update
                    for index, update in enumerate(one.updates)
                    if ("commitments", key, "updates", index) not in refused
                ),
            )
            for key, one in ledger.commitments.items()
        }
        ledger = msgspec.structs.replace(ledger, commitments=commitments)
    return ledger


def tiles(spans: Sequence[Period]) -> bool:
    """Say whether periods follow on each other without gap or overlap."""
    return all(left.end + timedelta(days=1) == right.start for left, right in pairwise(spans))


def _pick(draw: st.DrawFn, choices: Sequence[Of]) -> Of:
    """Draw one of some things: many times as fast as a strategy of its own for each choice."""
    return choices[draw(_POSITION) % len(choices)]


def _near(draw: st.DrawFn, anchors: Sequence[date]) -> date:
    """Draw a date that is one of some, or near one."""
    ordinal = _pick(draw, anchors).toordinal() + _pick(draw, _OFFSETS)
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _with_history(draw: st.DrawFn, commitment: AnyCommitment) -> AnyCommitment:
    """Draw a commitment's updates: most of them figures, some from several reporters, some inexact."""
    anchors = _anchors(commitment) or [date(2020, 6, 1)]
    claims = [claim for claim in commitment.takes if claim != "retraction"]
    figures = [claim for claim in claims if CLAIMS[claim].is_figure]
    are_many, are_inexact = draw(_POSITION) % 3 == 2, draw(_POSITION) % 3 == 2
    prefix = f"{_pick(draw, 'uvwxyz')}{draw(_POSITION)}"
    updates: list[Update] = []
    for position in range(draw(_POSITION) % 9):
        claim, day = _pick(draw, (*claims, *figures, *figures, *figures)), _near(draw, anchors)
        said = _claim(draw, commitment, claim, day)
        open_ones = sorted({one.id or "" for one in updates} - {one.replaces for one in updates})
        if replaces := _pick(draw, (None, None, None, *open_ones)):
            key = _pick(draw, ("corrects", "restates"))
            said = {key: replaces, **({} if key == "corrects" and draw(_POSITION) % 2 else said)}
        if are_many and claim in (*figures, "status"):
            said |= {"publisher": _pick(draw, (None, "ONS", "The Times")), "by": _pick(draw, (None, *REPORTERS))}
        if are_inexact and claim in ("add", "total", "level", "count"):
            said |= {"bound": _pick(draw, _BOUNDS), "flag": _pick(draw, _FLAGS)}
        updates.append(Update(id=f"{prefix}-{position}", date=day, **said))
    return msgspec.structs.replace(commitment, updates=tuple(one for one in updates if one.claims))


def _pledge(draw: st.DrawFn, kind: str, parts: tuple[str, ...] = ()) -> AnyCommitment:
    """Draw a commitment without updates."""
    start = _pick(draw, (None, *_STARTS, *_STARTS, *_STARTS, *_STARTS, *_ENDS_OF_TIME))
    due = _pick(draw, (None, _near(draw, [start or _STARTS[0]]), _near(draw, [start or _STARTS[0]])))
    if start and due and due < start:
        start, due = due, start
    common: dict[str, Any] = {
        "title": "T",
        "start": start,
        "due": due,
        "reported_within": _pick(draw, (None, None, *_DAYS_LATE)),
    }
    match kind:
        case "total":
            baseline = _pick(draw, (Decimal(0), draw(AMOUNTS)))
            path: dict[str, Any] = {"milestones": _milestones(draw, start, due), "baseline": baseline}
            return Total(**common, **path, **_goal(draw, baseline))
        case "periodic":
            return Periodic(**common | _periods(draw, start, due), **_goal(draw, Decimal(0)))
        case "level" if start and draw(_POSITION) % 2:
            return Level(**common | _periods(draw, start, due), **_goal(draw), holds=_pick(draw, (None, *HOLDS)))
        case "level":
            path = {
                "milestones": _milestones(draw, start, due),
                "baseline": _pick(draw, (None, draw(AMOUNTS))),
            }
            return Level(**common, **path, **_goal(draw), holds=_pick(draw, (None, *HOLDS)))
        case "standing":
            target, members = Decimal(1 + draw(_POSITION) % 3), _pick(draw, ((), *_NAMES))
            return Standing(**common, target=target, unit="u", members=members)
        case "joint":
            return Joint(**common, parts=parts)
        case _:
            return Qualitative(**common)


def _goal(draw: st.DrawFn, least: Decimal | None = None) -> dict[str, Any]:
    """Draw a goal with its unit: at least, at most, or a range; above the least that it can be."""
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    if least is not None:
        low = max(low, least + 1)
        high = max(low, high)
    goal = _pick(draw, ({"target": low}, {"at_most": high}, {"target": low, "at_most": high}))
    by, within = _pick(draw, (None, None, None, "ONS")), _pick(draw, (0, 0, *_DAYS_LATE))
    return {"unit": "u", "settled_within": within, "measured_by": by, **goal}


def _periods(draw: st.DrawFn, start: date | None, due: date | None) -> dict[str, Any]:
    """Draw the length of periods, and steps that begin with one."""
    start = start if start and start.year > 1 else _STARTS[0]
    due = due if due is None or due >= start else None
    length = _pick(draw, _EVERY)
    begins = [one.start for one in periods(start, due, every(length), max(start, _STARTS[-1]))][1:]
    chosen = sorted({_pick(draw, begins) for _ in range(draw(_POSITION) % 3)}) if begins else []
    steps = tuple(Step(from_date=day, **{_pick(draw, ("target", "at_most")): draw(AMOUNTS)}) for day in chosen)
    return {"start": start, "due": due, "every": length, "steps": steps}


def _milestones(draw: st.DrawFn, start: date | None, due: date | None) -> tuple[Milestone, ...]:
    begin = start or _STARTS[0]
    days = sorted({_near(draw, [begin, due or begin]) for _ in range(draw(_POSITION) % 3)})
    days = [day for day in days if day > begin and (due is None or day < due)]
    return tuple(Milestone(by=day, target=draw(AMOUNTS)) for day in days)


def _claim(draw: st.DrawFn, commitment: AnyCommitment, claim: str, day: date) -> dict[str, Any]:
    """Draw what an update says."""
    match claim:
        case "add":
            return {"add": abs(draw(AMOUNTS)) or Decimal(1)}
        case "total" | "level":
            return {claim: draw(AMOUNTS)}
        case "grant":
            return {"grant": _pick(draw, _NAMES), "until": _pick(draw, (None, max(day, _near(draw, [day]))))}
        case "withdraw":
            return {"withdraw": _pick(draw, _NAMES)}
        case "count":
            return {"count": draw(_POSITION) % 5}
        case "forecast":
            return {"forecast": draw(AMOUNTS), "for_date": max(day, _near(draw, [day]))}
        case "checked":
            return {"checked": True}
        case "status":
            return {"status": _pick(draw, VERDICTS), "note": "Why."}
        case _:
            field = _pick(draw, commitment.revises)
            if field == "due":
                return {"due": _near(draw, [one for one in (commitment.start, commitment.due, day) if one])}
            if field == "milestones":
                return {"milestones": _milestones(draw, commitment.start, commitment.due)}
            return {field: draw(AMOUNTS)}


def _anchors(commitment: AnyCommitment) -> list[date]:
    """Return the dates on which its judgement may turn."""
    known = [commitment.start, commitment.due]
    known += [day for one in commitment.updates for day in (one.date, one.due, one.until, one.for_date)]
    if isinstance(commitment, Periodic | Level) and commitment.every and commitment.start:
        spans = list(periods(commitment.start, commitment.due, every(commitment.every), commitment.start))
        known += [day for one in (*spans[:2], *spans[-2:]) for day in (one.start, one.end)]
    if isinstance(commitment, Total | Level):
        known += [one.by for one in commitment.milestones]
    return sorted({day for day in known if day})
