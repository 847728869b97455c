"""Commitments of every kind with their histories: legal ones, crowded around the dates on which a judgement turns."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import assume
from hypothesis import strategies as st

from commitrack.ledger.model import (
    HOLDS,
    KINDS,
    REPORTERS,
    VERDICTS,
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
from commitrack.ledger.suggest import Suggester
from commitrack.progress.periods import every, periods

QUANTIFIED = ("total", "periodic", "level", "standing")
ALONE = (*QUANTIFIED, "qualitative")

_STARTS = (date(2020, 1, 1), date(2019, 8, 31), date(2020, 2, 29), date(2023, 3, 30))
_ENDS_OF_TIME = (date(1, 1, 1), date(1, 1, 2), date(9996, 2, 29), date(9999, 12, 31))
_OFFSETS = (0, 0, 0, 1, -1, 2, 7, 30, -30, 60, 90, 180, 365, 365, -365, 730, 1000)
_EVERY = ("year", "year", "quarter", "month", "week", "half-year", "2 weeks", "18 months", "4 years", "999 years")
_SMALL = st.integers(-3, 24).map(Decimal)
_EXTREMES = ("0", "0.000000001", "-0.5", "1000000000000000000", "-1000000000000000000", "33.333333333")
AMOUNTS = st.one_of(_SMALL, _SMALL, _SMALL, st.sampled_from(_EXTREMES).map(Decimal))
_NAMES = st.lists(st.sampled_from(("Peru", "Chile", "Cuba", "Brazil")), min_size=1, max_size=3, unique=True).map(tuple)
_DAYS_LATE = st.sampled_from((0, 0, 1, 30, 400, 36_500))
_REPORTED = st.fixed_dictionaries(
    {"publisher": st.sampled_from((None, "ONS", "The Times")), "by": st.sampled_from((None, *REPORTERS))}
)
_INEXACT = st.fixed_dictionaries(
    {
        "bound": st.sampled_from((None, "at-least", "at-most", "about")),
        "flag": st.sampled_from((None, "provisional", "estimated")),
    }
)


@st.composite
def ledgers(draw: st.DrawFn, *kinds: str) -> Ledger:
    """Draw a ledger of a commitment ``c`` of one of some kinds, or of any; if it is joint, with its parts."""
    kind = draw(st.sampled_from(kinds or tuple(KINDS)))
    commitments: dict[str, AnyCommitment] = {}
    if kind == "joint":
        parts = ("a", "b", "d")[: draw(st.integers(2, 3))]
        commitments = {part: draw(histories(draw(st.sampled_from(ALONE)))) for part in parts}
    within = draw(st.sampled_from((None, None, 0, 45)))
    ledger = Ledger(
        about=About(title="L", reported_within=within),
        programmes={},
        commitments={"c": draw(histories(kind, parts=tuple(commitments))), **commitments},
    )
    return legal(ledger)


def turning_dates(ledger: Ledger) -> st.SearchStrategy[date]:
    """Draw a date on which a judgement may be asked for, most of them near one on which it turns."""
    anchors = sorted({day for commitment in ledger.commitments.values() for day in _anchors(commitment)})
    anchors = anchors or [_STARTS[0]]
    return near(anchors) | near(anchors[len(anchors) // 2 :])


@st.composite
def near(draw: st.DrawFn, anchors: Sequence[date]) -> date:
    """Draw a date that is one of some, or near one."""
    anchor, offset = draw(st.sampled_from(anchors)), draw(st.sampled_from(_OFFSETS))
    return date.fromordinal(min(max(anchor.toordinal() + offset, 1), date.max.toordinal()))


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


@st.composite
def histories(draw: st.DrawFn, kind: str, parts: tuple[str, ...] = ()) -> AnyCommitment:
    """Draw a commitment with its updates."""
    commitment = draw(pledges(kind, parts))
    number = draw(st.integers(2, 9) | st.integers(0, 2))
    anchors = _anchors(commitment) or [date(2020, 6, 1)]
    claims = [claim for claim in commitment.takes if claim != "retraction"]
    figures = [claim for claim in claims if claim not in ("checked", "status", "revision", "forecast")]
    prefix = draw(st.sampled_from("uvwxyz")) + str(draw(st.integers(0, 10**9)))
    are_many, is_inexact = draw(st.integers(0, 2)) == 2, draw(st.integers(0, 2)) == 2
    updates: list[Update] = []
    for position in range(number):
        claim = draw(st.sampled_from((*claims, *figures, *figures, *figures)))
        day = draw(near(anchors))
        said = draw(_claims(commitment, claim, day))
        open_ones = {one.id for one in updates} - {one.replaces for one in updates}
        replaces = draw(st.sampled_from((None, None, None, *sorted(name for name in open_ones if name))))
        if replaces:
            key = draw(st.sampled_from(("corrects", "restates")))
            said = {key: replaces, **({} if key == "corrects" and draw(st.booleans()) else said)}
        if are_many and claim in (*figures, "status"):
            said |= draw(_REPORTED)
        if is_inexact and claim in ("add", "total", "level", "count"):
            said |= draw(_INEXACT)
        updates.append(Update(id=f"{prefix}-{position}", date=day, **said))
    return msgspec.structs.replace(commitment, updates=tuple(one for one in updates if one.claims))


@st.composite
def pledges(draw: st.DrawFn, kind: str, parts: tuple[str, ...] = ()) -> AnyCommitment:
    """Draw a commitment without updates."""
    start = draw(st.sampled_from((None, *_STARTS, *_STARTS, *_STARTS, *_ENDS_OF_TIME)))
    due = draw(near([start or _STARTS[0]]) | st.none())
    within = draw(st.none() | _DAYS_LATE)
    common: dict[str, Any] = {"title": "T", "start": start, "due": due, "reported_within": within}
    if start and due and due < start:
        common |= {"start": due, "due": start}
    match kind:
        case "total":
            baseline = draw(st.just(Decimal(0)) | AMOUNTS)
            common |= {"milestones": draw(_milestones(common)), "baseline": baseline}
            made: AnyCommitment = Total(**common, **draw(_measured(baseline)))
        case "periodic":
            steps = draw(_periods(common, must=True))
            made = Periodic(**common, **draw(_measured(Decimal(0))), **steps)
        case "level":
            steps = draw(_periods(common, must=False))
            holds = draw(st.sampled_from((None, *HOLDS)))
            path: dict[str, Any] = {} if steps else {"milestones": draw(_milestones(common))}
            level_at_start = draw(st.none() | AMOUNTS)
            made = Level(**common, **draw(_measured(None)), **steps, **path, holds=holds, baseline=level_at_start)
        case "standing":
            target, members = Decimal(draw(st.integers(1, 3))), draw(st.just(()) | _NAMES)
            made = Standing(**common, target=target, unit="u", members=members)
        case "joint":
            made = Joint(**common, parts=parts)
        case _:
            made = Qualitative(**common)
    return made


@st.composite
def _measured(draw: st.DrawFn, least: Decimal | None) -> dict[str, Any]:
    """Draw a goal with its unit: at least, at most, or a range; above the least that it can be."""
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    if least is not None:
        low, high = max(low, least + 1), max(high, least)
        high = max(low, high)
    goals = ({"target": low}, {"at_most": high}, {"target": low, "at_most": high})
    within = draw(st.just(0) | _DAYS_LATE)
    by = draw(st.sampled_from((None, None, None, "ONS")))
    return {"unit": "u", "settled_within": within, "measured_by": by, **draw(st.sampled_from(goals))}


@st.composite
def _periods(draw: st.DrawFn, common: dict[str, Any], *, must: bool) -> dict[str, Any]:
    """Draw the length of periods and steps that begin with one; nothing, where there need be none."""
    start, due = common["start"], common["due"]
    if not must and (start is None or draw(st.booleans())):
        return {}
    common["start"] = start = start if start and start.year > 1 else _STARTS[0]
    common["due"] = due = due if due is None or due >= start else None
    length = draw(st.sampled_from(_EVERY))
    begins = [one.start for one in periods(start, due, every(length), max(start, _STARTS[-1]))][1:]
    chosen = sorted(draw(st.lists(st.sampled_from(begins), max_size=2, unique=True))) if begins else []
    goals = st.sampled_from(("target", "at_most")).flatmap(lambda side: st.fixed_dictionaries({side: AMOUNTS}))
    return {"every": length, "steps": tuple(Step(from_date=day, **draw(goals)) for day in chosen)}


@st.composite
def _milestones(draw: st.DrawFn, common: dict[str, Any]) -> tuple[Milestone, ...]:
    begin = common["start"] or _STARTS[0]
    days = sorted(draw(st.lists(near([begin, common["due"] or begin]), max_size=2, unique=True)))
    days = [day for day in days if day > begin and (common["due"] is None or day < common["due"])]
    return tuple(Milestone(by=day, target=draw(AMOUNTS)) for day in days)


@st.composite
def _claims(draw: st.DrawFn, commitment: AnyCommitment, claim: str, day: date) -> dict[str, Any]:
    """Draw what an update says."""
    match claim:
        case "add":
            return {"add": draw(AMOUNTS.filter(lambda amount: amount > 0))}
        case "total" | "level":
            return {claim: draw(AMOUNTS)}
        case "grant":
            return {"grant": draw(_NAMES), "until": draw(st.none() | near([day]))}
        case "withdraw":
            return {"withdraw": draw(_NAMES)}
        case "count":
            return {"count": draw(st.integers(0, 5))}
        case "forecast":
            return {"forecast": draw(AMOUNTS), "for_date": draw(near([day]))}
        case "checked":
            return {"checked": True}
        case "status":
            return {"status": draw(st.sampled_from(VERDICTS)), "note": "Why."}
        case _:
            field = draw(st.sampled_from(commitment.revises))
            ends = [one for one in (commitment.start, commitment.due, day) if one]
            revised = {
                "target": AMOUNTS,
                "at_most": AMOUNTS,
                "due": near(ends),
                "milestones": _milestones({"start": commitment.start, "due": commitment.due}),
            }
            return {field: draw(revised[field])}


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


def tiles(spans: Sequence[Any]) -> bool:
    """Say whether spans of dates follow on each other without gap or overlap."""
    return all(left.end + timedelta(days=1) == right.start for left, right in pairwise(spans))
