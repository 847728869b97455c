"""The rules: from a commitment's updates to its state at a date.

The state is computed from the updates alone; a verdict, where a person declared one, stands beside it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import inf
from typing import assert_never

import msgspec

from commitrack.ledger.model import (
    AnyCommitment,
    Joint,
    Ledger,
    Level,
    Periodic,
    Qualitative,
    Standing,
    Total,
    Update,
)
from commitrack.ledger.scale import NEUTRAL, Scale
from commitrack.progress.figures import Figure, fold, levels, parted, settle_in_periods, spans
from commitrack.progress.goal import Agreement, Terms, agree, goal_of_period
from commitrack.progress.history import history, set_beside, standing_updates
from commitrack.progress.judgement import Judgement, Rival, headline_of
from commitrack.progress.periods import Period, period_holding
from commitrack.progress.rivals import by_reporter, reporter, reporter_name
from commitrack.progress.rules.case import Case
from commitrack.progress.rules.holding import Stretch
from commitrack.progress.rules.measure import Earlier, Series, measure
from commitrack.progress.rules.measurement import PeriodJudgement
from commitrack.progress.rules.standing import judge_standing
from commitrack.progress.states import State, worst

_AS_DECLARED: Mapping[str, State] = {"fulfilled": "fulfilled", "broken": "missed", "withdrawn": "missed"}
"""The state that a verdict gives a part without a number."""


def judge(ledger: Ledger, commitment_id: str, as_of: date) -> Judgement:
    """Judge a commitment as it stands at the end of the date ``as_of``; updates dated later do not exist."""
    commitment = ledger.commitments[commitment_id]
    within = ledger.about.reported_within or 0
    parts = commitment.parts if isinstance(commitment, Joint) else ()
    judged = tuple((part, judge_alone(ledger.commitments[part], as_of, within, scale=ledger.scale)) for part in parts)
    return judge_alone(commitment, as_of, within, judged, ledger.scale)


def judge_all(ledger: Ledger, as_of: date) -> dict[str, Judgement]:
    """Judge every commitment of a ledger, in its order."""
    return {key: judge(ledger, key, as_of) for key in ledger.commitments}


def judge_alone(
    commitment: AnyCommitment,
    as_of: date,
    reported_within: int = 0,
    parts: tuple[tuple[str, Judgement], ...] = (),
    scale: Scale = NEUTRAL,
) -> Judgement:
    """Judge a commitment by itself, given the judgements of its parts if it is joint.

    ``reported_within`` is the ledger's, for a commitment that has none of its own; ``scale`` is what it calls the
    statuses.
    """
    entries = history(commitment.updates, as_of)
    updates = standing_updates(entries)
    agreement = agree(commitment, updates)
    settled = settle_in_periods(commitment, updates, spans(commitment, updates, agreement.current.due, as_of))
    case = Case(
        commitment=commitment,
        as_of=as_of,
        entries=set_beside(entries, settled.aside),
        updates=settled.counted,
        agreement=agreement,
        reported_within=reported_within if commitment.reported_within is None else commitment.reported_within,
        scale=scale,
    )
    judgement = msgspec.structs.replace(_judge(case, parts), rivals=_rivals(case, updates, settled.aside))
    if not case.agreement.revisions and not any(part.original_state for _, part in parts):
        return judgement
    first = msgspec.structs.replace(case, agreement=Agreement(case.agreement.first))
    original = _judge(first, tuple((key, _by_first_terms(part)) for key, part in parts))
    decided = original.measured.outcome.decided_by if original.measured else None
    met = decided.date if decided and original.state in ("fulfilled", "fulfilled-late") else None
    return msgspec.structs.replace(judgement, original_state=original.state, original_met=met)


def _by_first_terms(part: Judgement) -> Judgement:
    return msgspec.structs.replace(part, state=part.original_state or part.state)


def _rivals(case: Case, updates: Sequence[Update], aside: Sequence[Update]) -> tuple[Rival, ...]:
    """Return the reporters whose figures stand beside those that count, each with the state by its own figures."""
    if not aside:
        return ()
    beside: defaultdict[str, list[Update]] = defaultdict(list)
    for update in aside:
        beside[reporter(update)].append(update)
    rivals = []
    figures_of = by_reporter(updates)
    for key, those in beside.items():
        update = those[-1]
        own = msgspec.structs.replace(case, updates=figures_of(key))
        judged = _judge(own, ())
        period = judged.period_of(update.date)
        state = judged.state if period is None else period.state
        others = map(judged.period_of, (one.date for one in those))
        elsewhere = tuple(dict.fromkeys(one.period for one in others if one is not None and one is not period))
        rivals.append(Rival(reporter_name(update), update, state, _figure_of(update, judged), elsewhere))
    return tuple(rivals)


def _figure_of(update: Update, judged: Judgement) -> Figure | None:
    """Return the figure after an update, of whichever period it is; None where it does not count."""
    measured = (*(one.measured for one in judged.periods), *((judged.measured,) if judged.measured else ()))
    figures = (figure for one in measured for figure in (*one.figures, *one.prior))
    return next((figure for figure in figures if figure.update is update), None)


def _judge(case: Case, parts: tuple[tuple[str, Judgement], ...]) -> Judgement:
    match case.commitment:
        case Total() as total:
            return _judge_total(case, total)
        case Periodic() as periodic:
            return _judge_periods(case, periodic)
        case Level() as level if level.every:
            return _judge_periods(case, level)
        case Level() as level:
            return _judge_level(case, level)
        case Standing() as standing:
            return judge_standing(case, standing)
        case Joint():
            return msgspec.structs.replace(case.judgement(_state_of_parts(parts)), parts=parts)
        case Qualitative():
            return case.judgement(_state_without_number(case))
        case _:
            assert_never(case.commitment)


def _judge_total(case: Case, commitment: Total) -> Judgement:
    """Judge a running count: at least so much by one figure, at most so much by every one."""
    before, counted = parted(case.updates, commitment.start)

    def series(terms: Terms) -> Series:
        assert terms.goal is not None
        return Series(
            goal=terms.goal,
            goal_on=lambda day: case.agreement.on(day).goal,
            holds={"at-least": "once", "at-most": "throughout"},
            baseline=commitment.baseline,
            milestones=terms.milestones,
        )

    measured = measure(
        series(case.agreement.current),
        Stretch(
            start=commitment.start,
            end=case.due,
            as_of=case.as_of,
            figures=fold(counted, commitment.baseline),
            baseline=commitment.baseline,
            accumulates=True,
            settled_within=commitment.settled_within,
            reported_within=case.reported_within,
        ),
        prior=fold(before, Decimal(0)),
        earlier=_earlier(case.agreement, series),
    )
    return msgspec.structs.replace(case.judgement(measured.state), measured=measured)


def _judge_level(case: Case, commitment: Level) -> Judgement:
    """Judge a measured value against its goal, met when ``holds`` says."""
    before, counted = map(levels, parted(case.updates, commitment.start))
    began = [one for one in (*before, *counted) if commitment.start and one.date <= commitment.start]
    baseline = began[-1].amount if commitment.baseline is None and began else commitment.baseline

    def series(terms: Terms) -> Series:
        assert terms.goal is not None
        holds = commitment.holds or ("at-end" if terms.due else "throughout")
        return Series(
            goal=terms.goal,
            goal_on=lambda day: case.agreement.on(day).goal,
            holds={"at-least": holds, "at-most": holds},
            baseline=baseline,
            milestones=terms.milestones,
        )

    measured = measure(
        series(case.agreement.current),
        Stretch(
            start=commitment.start,
            end=case.due,
            as_of=case.as_of,
            figures=counted,
            baseline=baseline,
            settled_within=commitment.settled_within,
            reported_within=case.reported_within,
        ),
        prior=before,
        earlier=_earlier(case.agreement, series),
    )
    return msgspec.structs.replace(case.judgement(measured.state), measured=measured)


def _earlier(agreement: Agreement, series: Callable[[Terms], Series]) -> list[Earlier]:
    return [Earlier(series=series(terms), end=terms.due, until=until) for terms, until in agreement.in_force if until]


def _judge_periods(case: Case, commitment: Periodic | Level) -> Judgement:
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
    if not isinstance(commitment, Level) or not commitment.settled_within:
        return grouped
    measured = [update for update in case.updates if update.level is not None]
    for end, start in ((period.end, period.start) for period in known):
        later = bisect_right(measured, end, key=lambda update: update.date)
        after = (measured[later].date - end).days if later < len(measured) else inf
        before = (end - measured[later - 1].date).days if later else inf
        if after <= commitment.settled_within and after < before:
            grouped.setdefault(start, []).append(measured[later])
    return grouped


def _judge_period(
    case: Case, commitment: Periodic | Level, period: Period, grouped: Mapping[date, Sequence[Update]]
) -> PeriodJudgement:
    goal = goal_of_period(commitment, case.agreement, period.start, period.end)
    updates = grouped.get(period.start, ())
    is_level = isinstance(commitment, Level)
    holds = (commitment.holds or "at-end") if isinstance(commitment, Level) else None
    measured = measure(
        Series(
            goal=goal,
            goal_on=lambda day: goal_of_period(commitment, case.agreement, period.start, min(day, period.end)),
            holds={"at-least": holds or "once", "at-most": holds or "throughout"},
            baseline=None if is_level else Decimal(0),
            is_due_at_once=is_level,
        ),
        Stretch(
            start=period.start,
            end=period.end,
            as_of=case.as_of,
            figures=levels(updates) if is_level else fold(updates, Decimal(0)),
            accumulates=not is_level,
            settled_within=commitment.settled_within,
            reported_within=case.reported_within,
        ),
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


def _state_of_parts(parts: Sequence[tuple[str, Judgement]]) -> State:
    """Return the worst state of a joint commitment's parts; what has no number counts as it was declared."""
    states = []
    for _, part in parts:
        declared = _AS_DECLARED.get(part.status) if part.verdict and part.measured is None else None
        states.append(declared or part.state)
    return worst(states)


def _state_without_number(case: Case) -> State:
    start, due = case.commitment.start, case.due
    if start and case.as_of < start:
        return "upcoming"
    if due and case.as_of > due:
        return "awaited" if (case.as_of - due).days <= case.reported_within else "overdue"
    return "no-data"
