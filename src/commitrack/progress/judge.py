"""The rules: from a commitment's updates to its state at a day.

The state is computed from the updates alone; a verdict, where a person declared one, stands beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from commitrack.ledger.model import AnyCommitment, Periodic, Qualitative, Quantified, Standing, Total, Update
from commitrack.progress.history import (
    Entry,
    Figure,
    Membership,
    counts,
    due_of,
    figures,
    history,
    memberships,
    standing_updates,
    target_of,
)
from commitrack.progress.judgement import Judgement, Pace, PeriodJudgement, State, running_period
from commitrack.progress.periods import Path, Period, path_of, periods


def judge(commitment: AnyCommitment, as_of: date) -> Judgement:
    """Judge a commitment as it stands at the end of the day ``as_of``; updates dated later do not exist."""
    entries = history(commitment.updates, as_of)
    updates = standing_updates(entries)
    verdict = next((update for update in reversed(updates) if update.claim == "status"), None)
    due = due_of(commitment, updates)
    case = _Case(commitment, as_of, entries, tuple(updates), verdict, due)
    match commitment:
        case Total():
            return _judge_total(case, commitment)
        case Periodic():
            return _judge_periodic(case, commitment)
        case Standing():
            return _judge_standing(case, commitment)
        case Qualitative():
            return case.judgement(state=_state(case, met=None, last_figure=None))


@dataclass(frozen=True, slots=True)
class _Case:
    """What every kind is judged on."""

    commitment: AnyCommitment
    as_of: date
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    verdict: Update | None
    due: date | None

    def target(self, commitment: Quantified, on: date) -> Decimal:
        """Return the target after the revisions made up to a day."""
        return target_of(commitment, [update for update in self.updates if update.date <= on])

    def judgement(
        self,
        *,
        state: State,
        target: Decimal | None = None,
        baseline: Decimal | None = None,
        actual: Decimal | None = None,
        pace: Pace | None = None,
        figures: tuple[Figure, ...] = (),
        reached: date | None = None,
        expires: date | None = None,
        lapsed: date | None = None,
        periods: tuple[PeriodJudgement, ...] = (),
        members: tuple[Membership, ...] = (),
    ) -> Judgement:
        return Judgement(
            commitment=self.commitment,
            as_of=self.as_of,
            history=self.entries,
            verdict=self.verdict,
            due=self.due,
            state=state,
            target=target,
            baseline=baseline,
            actual=actual,
            pace=pace,
            figures=figures,
            reached=reached,
            expires=expires,
            lapsed=lapsed,
            periods=periods,
            members=members,
        )


def _state(
    case: _Case,
    *,
    met: date | None,
    last_figure: date | None,
    on_pace: bool | None = None,
    due: date | None = None,
) -> State:
    """Decide the state from the day the target was reached, the day of the last figure, and the pace."""
    due = due or case.due
    if case.commitment.start and case.as_of < case.commitment.start:
        return "upcoming"
    if met is not None:
        return "fulfilled-late" if due and met > due else "fulfilled"
    if due and case.as_of > due:
        return "missed" if last_figure and last_figure >= due else "overdue"
    if last_figure is None:
        return "no-data"
    if on_pace is None:
        return "in-progress"
    return "on-track" if on_pace else "behind"


def _judge_total(case: _Case, commitment: Total) -> Judgement:
    target = case.target(commitment, case.as_of)
    folded = figures(case.updates, commitment.baseline)
    met = _reached(folded, commitment.baseline, target)
    path = path_of(commitment, Fraction(target), case.due)
    pace = _pace(folded, path, commitment.start, case.due, commitment.baseline, target)
    last = folded[-1] if folded else None
    return case.judgement(
        state=_state(
            case,
            met=met,
            last_figure=last.date if last else None,
            on_pace=_on_pace(last, pace, lower=target < commitment.baseline),
        ),
        target=target,
        baseline=commitment.baseline,
        actual=last.amount if last else None,
        pace=pace,
        figures=folded,
        reached=met,
    )


def _judge_periodic(case: _Case, commitment: Periodic) -> Judgement:
    """Judge each period by itself, then the whole: a miss in one is never made up in another.

    Until its last day, a commitment that nobody has ever reported on is without data, rather than overdue.
    """
    due = case.due or commitment.due
    judged = tuple(
        _judge_period(case, commitment, period) for period in periods(commitment.start, due, commitment.every)
    )
    running = running_period(judged, case.as_of)
    assert running is not None, "start is not after due, so there is a period"
    ended = [one.state for one in judged if one.period.end < case.as_of]
    reported = any(one.figures for one in judged)
    state: State = running.state
    if "missed" in ended:
        state = "missed"
    elif "overdue" in ended and (reported or case.as_of > due):
        state = "overdue"
    return case.judgement(
        state=state,
        target=running.target,
        baseline=Decimal(0),
        actual=running.actual,
        pace=running.pace,
        figures=running.figures,
        reached=_reached(running.figures, Decimal(0), running.target),
        periods=judged,
    )


def _judge_period(case: _Case, commitment: Periodic, period: Period) -> PeriodJudgement:
    target = case.target(commitment, period.end)
    folded = figures((update for update in case.updates if update.date in period), Decimal(0))
    path = Path(((period.start, Fraction(0)), (period.end, Fraction(target))))
    pace = _pace(folded, path, period.start, period.end, Decimal(0), target)
    last = folded[-1] if folded else None
    state: State = "upcoming"
    if case.as_of >= period.start:
        state = _state(
            case,
            met=_reached(folded, Decimal(0), target),
            last_figure=last.date if last else None,
            on_pace=_on_pace(last, pace, lower=False),
            due=period.end,
        )
    return PeriodJudgement(
        period=period,
        target=target,
        actual=last.amount if last else None,
        state=state,
        figures=folded,
        pace=pace,
    )


def _judge_standing(case: _Case, commitment: Standing) -> Judgement:
    target = case.target(commitment, case.as_of)
    members = memberships(commitment, case.updates, case.as_of)
    claims = [update.date for update in case.updates if update.claim in ("grant", "withdraw")]
    actual = Decimal(sum(member.in_force and member.counts for member in members)) if claims else None
    changes = counts(commitment, case.updates, case.as_of)
    first_met = next((day for day, count in changes if count >= target), None)
    met = actual is not None and actual >= target
    state = _state(case, met=first_met if met else None, last_figure=claims[-1] if claims else None)
    lapsed = None
    if first_met is not None and not met and state != "upcoming":
        state = "lapsed"
        lapsed = _since((day, count < target) for day, count in changes)
    ends = [member.until for member in members if member.in_force and member.counts and member.until]
    return case.judgement(
        state=state,
        target=target,
        baseline=Decimal(0),
        actual=actual,
        reached=_since((day, count >= target) for day, count in changes) if met else None,
        expires=min(ends, default=None),
        lapsed=lapsed,
        members=members,
    )


def _reached(folded: Sequence[Figure], baseline: Decimal, target: Decimal) -> date | None:
    """Return the day from which the figures, up to the last one, show the target met."""
    lower = target < baseline
    return _since((one.date, one.amount <= target if lower else one.amount >= target) for one in folded)


def _since(days: Iterable[tuple[date, bool]]) -> date | None:
    """Return the first of the days from which something holds on every one, up to the last."""
    first = None
    for day, holds in days:
        first = (first or day) if holds else None
    return first


def _on_pace(last: Figure | None, pace: Pace | None, *, lower: bool) -> bool | None:
    if last is None or pace is None:
        return None
    amount = Fraction(last.amount)
    return amount <= pace.expected if lower else amount >= pace.expected


def _pace(
    folded: Sequence[Figure],
    path: Path | None,
    start: date | None,
    due: date | None,
    baseline: Decimal,
    target: Decimal,
) -> Pace | None:
    if not folded or path is None:
        return None
    last = folded[-1]
    expected = path.at(last.date)
    if expected is None:
        return None
    amount, base = Fraction(last.amount), Fraction(baseline)
    so_far = (amount - base) / (last.date - start).days if start and last.date > start else None
    left = (due - last.date).days if due else 0
    return Pace(
        expected=expected,
        days_ahead=path.days_ahead(last.date, amount),
        rate_so_far=so_far,
        rate_needed=(Fraction(target) - amount) / left if left > 0 else None,
        projected=amount + so_far * left if so_far is not None and left > 0 else None,
    )
