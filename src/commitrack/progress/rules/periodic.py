"""Judging a commitment with periods: each by itself, and the whole by them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from commitrack.ledger.model import Level, Periodic, Update
from commitrack.progress.figures import fold, levels, parted, settling_later, spans
from commitrack.progress.goal import Goal, goal_of_period
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import Period, period_holding
from commitrack.progress.rules.case import Case
from commitrack.progress.rules.holding import Stretch
from commitrack.progress.rules.measure import Earlier, Series, measure
from commitrack.progress.rules.measurement import PeriodJudgement, headline_of
from commitrack.progress.states import State


def judge_periods(case: Case, commitment: Periodic | Level) -> Judgement:
    """Judge each period by itself, then the whole: a miss in one is never made up in another."""
    known = spans(commitment, case.updates, case.due, case.as_of)
    grouped = _by_period(case, commitment, known)
    judged = tuple(_judge_period(case, commitment, period, grouped) for period in known)
    headline = headline_of(judged, case.as_of)
    assert headline is not None, "start is not after due, so there is a period"
    state = _state_of_periods(judged, case)
    before, _ = parted(case.updates, commitment.start)
    prior = levels(before) if isinstance(commitment, Level) else fold(before, Decimal(0))
    measured = msgspec.structs.replace(headline.measured, prior=prior)
    return msgspec.structs.replace(case.judgement(state), measured=measured, periods=judged)


def _by_period(case: Case, commitment: Periodic | Level, known: Sequence[Period]) -> Mapping[date, Sequence[Update]]:
    """Return the updates of each period, by its start.

    A level that was measured beside the end of a period, and nearer to it than any before, counts for that end too.
    """
    grouped: dict[date, list[Update]] = {}
    for update in case.updates:
        if period := period_holding(update.date, known):
            grouped.setdefault(period.start, []).append(update)
    for period, update in settling_later(commitment, case.updates, known):
        grouped.setdefault(period.start, []).append(update)
    return grouped


def _judge_period(
    case: Case, commitment: Periodic | Level, period: Period, grouped: Mapping[date, Sequence[Update]]
) -> PeriodJudgement:
    updates = grouped.get(period.start, ())
    is_level = isinstance(commitment, Level)
    holds = (commitment.holds or "at-end") if isinstance(commitment, Level) else None

    def goal_on(day: date) -> Goal:
        return goal_of_period(commitment, case.agreement, period.start, min(day, period.end))

    def series(day: date) -> Series:
        return Series(
            goal=goal_on(day),
            goal_on=goal_on,
            holds={"at-least": holds or "once", "at-most": holds or "throughout"},
            baseline=None if is_level else Decimal(0),
            is_due_at_once=is_level,
        )

    measured = measure(
        series(period.end),
        Stretch(
            start=period.start,
            end=period.end,
            as_of=case.as_of,
            figures=levels(updates) if is_level else fold(updates, Decimal(0)),
            accumulates=not is_level,
            settled_within=commitment.settled_within,
            reported_within=case.reported_within,
        ),
        earlier=[
            Earlier(series=series(until - timedelta(days=1)), end=period.end, until=until)
            for until in case.agreement.revised_within(period.start, period.end)
        ],
    )
    return PeriodJudgement(period=period, state=measured.state, measured=measured)


def _state_of_periods(judged: Sequence[PeriodJudgement], case: Case) -> State:
    """Return the state of the whole from those of its periods.

    Until its last date, a commitment that nobody has ever reported on is without data, rather than overdue. A period
    that is kept before the last one keeps the whole on track; it does not fulfil it.
    """
    ended = [one.state for one in judged if one.period.end < case.as_of]
    running = next((one for one in judged if case.as_of in one.period), None)
    reported = any(one.actual is not None for one in judged)
    if any(one.state == "missed" for one in judged):
        return "missed"
    if "overdue" in ended and (reported or running is None):
        return "overdue"
    if "awaited" in ended:
        return "awaited"
    if running is None:
        return "fulfilled" if ended else "upcoming"
    if running.actual is None:
        return "on-track" if ended and reported else running.state
    is_last = running is judged[-1] and case.due is not None
    return running.state if running.state != "fulfilled" or is_last else "on-track"
