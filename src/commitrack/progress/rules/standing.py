"""Judging members in force."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from operator import itemgetter

import msgspec

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import Bound, Standing
from commitrack.progress.goal import Limit, Terms
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import Count, counts, memberships
from commitrack.progress.periods import ExpectedPath
from commitrack.progress.rules.case import Case
from commitrack.progress.rules.holding import paced, tells
from commitrack.progress.rules.measure import agreed, since
from commitrack.progress.rules.measurement import Course, Measurement, Outcome
from commitrack.progress.states import State


def judge_standing(case: Case, commitment: Standing) -> Judgement:
    """Judge how many members are in force: now, and since when there have been enough."""
    terms = case.agreement.current
    assert terms.goal is not None
    limit = _limit(terms)
    members = memberships(commitment, case.updates, case.as_of)
    changes = counts(commitment, case.updates, case.as_of)
    claims = [update.date for update in case.updates if CLAIMS[update.claim].is_figure]
    last = changes[-1] if changes else Count(case.as_of, 0)
    actual = Decimal(last.number) if claims else None
    paths = [(_path(commitment.start, one), until) for one, until in case.agreement.in_force]
    course = _course(case, limit, paths[-1][0], changes, actual)
    met = [(one.date, tells(limit, Decimal(one.number), one.bound)) for one in changes]
    outcome = _outcome(case, limit, met, claims[-1] if claims else None, course, last.bound)
    ends = [one.until for one in members if one.in_force and one.counts and one.until]
    measured = Measurement(
        goal=terms.goal,
        baseline=Decimal(0),
        actual=actual,
        bound=last.bound,
        flag=last.flag,
        outcomes=(outcome,),
        path=course.path if course else None,
        agreed=agreed(paths),
        course=course,
        reached=since((day, bool(enough)) for day, enough in reversed(met)),
    )
    return msgspec.structs.replace(
        case.judgement(outcome.state), measured=measured, members=members, expires=min(ends, default=None)
    )


def _outcome(
    case: Case,
    limit: Limit,
    met: list[tuple[date, bool | None]],
    last_claim: date | None,
    course: Course | None,
    bound: Bound | None,
) -> Outcome:
    start, due = case.commitment.start, case.due
    first_met = next((day for day, enough in met if enough), None)
    if start and case.as_of < start:
        return Outcome("upcoming", limit)
    if first_met is not None:
        met_late = first_met if due and first_met > due else None
        if met[-1][1] is False:
            off = since((day, enough is False) for day, enough in reversed(met))
            return Outcome("lapsed", limit, since=off, met_late=met_late)
        return Outcome("fulfilled-late" if met_late else "fulfilled", limit, met_late=met_late)
    if due and case.as_of > due:
        settled = last_claim is not None and last_claim >= due and (not met or met[-1][1] is False)
        return Outcome("missed" if settled else _unsettled(case, due), limit)
    if last_claim is None:
        return Outcome("no-data", limit)
    pace = course.pace if course else None
    if pace is None:
        return Outcome("in-progress", limit)
    return Outcome(paced(limit, bound, is_ahead=pace.gap <= 0), limit)


class Stage(msgspec.Struct, frozen=True):
    """A stretch of time in which nothing changed: how many members were in force, and the state that this was then."""

    start: date
    end: date
    number: int
    state: State


def stages(judgement: Judgement, changes: Sequence[Count]) -> Iterator[Stage]:
    """Yield the stages up to the date of the judgement: what was promised may change, and end, between two changes."""
    start, agreement = judgement.commitment.start, judgement.agreement
    ends = (terms.due + timedelta(days=1) for terms, _ in agreement.in_force if terms.due and terms.due < date.max)
    cuts = sorted({day for day in (start, *ends, *(until for _, until in agreement.in_force)) if day})
    limits = {limit: _first_met(limit, changes) for limit in (_limit(terms) for terms, _ in agreement.in_force)}
    before = [one for one in changes if one.date < judgement.as_of]
    for one, end in zip(before, [*(one.date for one in before[1:]), judgement.as_of], strict=False):
        days = (one.date, *(day for day in cuts if one.date < day < end), end)
        known = [(_state_then(judgement, limits, one, begin), begin, until) for begin, until in pairwise(days)]
        for state, run in groupby(known, key=itemgetter(0)):
            alike = [*run]
            yield Stage(alike[0][1], alike[-1][2], one.number, state)


def _limit(terms: Terms) -> Limit:
    assert terms.goal is not None
    assert terms.goal.target is not None
    return Limit("at-least", terms.goal.target)


def _first_met(limit: Limit, changes: Sequence[Count]) -> date | None:
    return next((one.date for one in changes if tells(limit, Decimal(one.number), one.bound)), None)


def _state_then(judgement: Judgement, limits: Mapping[Limit, date | None], one: Count, day: date) -> State:
    """Return the state on a date by the terms of then. Once enough were in force, pace says no more."""
    start, terms = judgement.commitment.start, judgement.agreement.on(day)
    limit = _limit(terms)
    first_met = limits[limit]
    if first_met and first_met <= one.date:
        return "lapsed" if tells(limit, Decimal(one.number), one.bound) is False else "fulfilled"
    if start and day < start:
        return "upcoming"
    if terms.due and day > terms.due:
        return "awaited" if judgement.state == "awaited" else "missed"
    path = _path(start, terms)
    expected = path.at(one.date) if path else None
    return "in-progress" if expected is None else paced(limit, one.bound, is_ahead=one.number >= expected)


def _unsettled(case: Case, due: date) -> State:
    return "awaited" if (case.as_of - due).days <= case.reported_within else "overdue"


def _path(start: date | None, terms: Terms) -> ExpectedPath | None:
    """Return the straight line to the goal, where both ends of the time are known."""
    due, goal = terms.due, terms.goal
    if start is None or due is None or start == due or goal is None or goal.target is None:
        return None
    return ExpectedPath(((start, Fraction(0)), (due, Fraction(goal.target))))


def _course(
    case: Case, limit: Limit, path: ExpectedPath | None, changes: list[Count], actual: Decimal | None
) -> Course | None:
    """Return the course on the date of the last change."""
    if path is None or actual is None or not changes:
        return None
    return Course(
        limit=limit,
        path=path,
        start=case.commitment.start,
        baseline=Decimal(0),
        end=case.due,
        date=changes[-1].date,
        actual=actual,
    )
