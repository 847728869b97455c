"""The rules: from a commitment's updates to its state at a date.

The state is computed from the updates alone; a verdict, where a person declared one, stands beside it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
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
from commitrack.progress.goal import Agreement, Terms, agree
from commitrack.progress.history import history, set_beside, standing_updates
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import Period
from commitrack.progress.rivals import by_reporter, contradicting, reporter, reporter_name
from commitrack.progress.rules.case import Case
from commitrack.progress.rules.holding import Stretch
from commitrack.progress.rules.measure import Earlier, Series, measure
from commitrack.progress.rules.periodic import judge_periods
from commitrack.progress.rules.rival import Rival
from commitrack.progress.rules.standing import judge_standing
from commitrack.progress.states import State, worst


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
    judgement = _judge(case, parts)
    judgement = msgspec.structs.replace(judgement, rivals=_rivals(case, judgement, updates, settled.aside))
    if not case.agreement.revisions and not any(part.original for _, part in parts):
        return judgement
    first = msgspec.structs.replace(case, agreement=Agreement(case.agreement.first))
    original = _judge(first, tuple((key, part.original or part) for key, part in parts))
    return msgspec.structs.replace(judgement, original=original)


def _rivals(case: Case, judgement: Judgement, updates: Sequence[Update], aside: Sequence[Update]) -> tuple[Rival, ...]:
    """Return the reporters whose figures stand beside those that count, each with the state by its own figures."""
    if not aside:
        return ()
    told: defaultdict[str, list[Update]] = defaultdict(list)
    for one in aside:
        for update in _told_of(one, judgement, case.updates):
            told[reporter(update)].append(update)
    rivals = []
    figures_of = by_reporter(updates)
    for key, those in told.items():
        judged = _judge(msgspec.structs.replace(case, updates=figures_of(key)), ())
        states = [(_state_at(one, judged), _state_at(one, judgement)) for one in those]
        known = zip(those, states, strict=True)
        # What would change the judgement is told first, whatever came after it.
        update, (state, counted) = max(known, key=lambda it: (it[1][0] != it[1][1], it[0].date))
        period = judged.period_of(update.date)
        others = map(judged.period_of, (one.date for one in those))
        elsewhere = tuple(dict.fromkeys(one.period for one in others if one is not None and one is not period))
        figure = _figure_of(update, judged)
        rivals.append(Rival(reporter_name(update), update, state, state != counted, figure, elsewhere))
    return tuple(rivals)


def _state_at(update: Update, judged: Judgement) -> State:
    """Return the state that a figure bears on: that of its period, where there are periods."""
    period = judged.period_of(update.date)
    return judged.state if period is None else period.state


def _told_of(aside: Update, judgement: Judgement, counted: Sequence[Update]) -> Iterable[Update]:
    """Return what to tell of a figure that stands beside: itself, or what counts against it.

    Where its reporter's own figure is the one that is shown first, a reader has yet to learn of the other reporter.
    """
    judged = judgement.period_of(aside.date) if judgement.periods else judgement
    measured = judged.measured if judged else None
    shown = measured.shown if measured and not measured.averaged else None
    if shown is None or shown.update.add is not None or reporter(shown.update) != reporter(aside):
        return [aside]
    return contradicting(aside, counted, lambda update: _period_of(update, judgement))


def _period_of(update: Update, judgement: Judgement) -> Period | None:
    judged = judgement.period_of(update.date)
    return judged.period if judged else None


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
            return judge_periods(case, periodic)
        case Level() as level if level.every:
            return judge_periods(case, level)
        case Level() as level:
            return _judge_level(case, level)
        case Standing() as standing:
            return judge_standing(case, standing)
        case Joint():
            return msgspec.structs.replace(case.judgement(worst(part.counts_as for _, part in parts)), parts=parts)
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


def _state_without_number(case: Case) -> State:
    start, due = case.commitment.start, case.due
    if start and case.as_of < start:
        return "upcoming"
    if due and case.as_of > due:
        return "awaited" if (case.as_of - due).days <= case.reported_within else "overdue"
    return "no-data"
