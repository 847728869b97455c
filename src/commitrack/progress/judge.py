"""The judgement of a commitment at a day: its state, and the numbers that explain it.

Every number is defined here once, for every view. The state is computed from the updates; a verdict, where a person
declared one, stands beside it and never changes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Literal, get_args

from commitrack.ledger.model import AnyCommitment, Periodic, Qualitative, Quantified, Standing, Total, Update
from commitrack.progress.actuals import (
    EVIDENCE,
    Entry,
    Figure,
    Membership,
    counts,
    figures,
    first_met,
    history,
    memberships,
    standing_updates,
)
from commitrack.progress.periods import Path, Period, path_of, periods

State = Literal[
    "upcoming",
    "no-data",
    "in-progress",
    "on-track",
    "behind",
    "fulfilled",
    "fulfilled-late",
    "overdue",
    "missed",
    "lapsed",
]
STATES: tuple[State, ...] = get_args(State)

_WIDE = Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How the figures stand against the expected path, on the day of the last figure. Rates are per day."""

    expected: Fraction
    days_ahead: int | None
    """Whole days ahead of the path; negative is behind."""
    rate_so_far: Fraction | None
    """The average since the start; None on the start day itself."""
    rate_needed: Fraction | None
    """What meets the target on the last day, from the last figure on; None from that day on."""
    projected: Fraction | None
    """What the average rate so far reaches by the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodJudgement:
    """One period of a periodic commitment, judged by itself."""

    period: Period
    target: Decimal
    actual: Decimal | None
    state: State
    figures: tuple[Figure, ...]
    pace: Pace | None

    @property
    def path(self) -> Path:
        """The expected path: from nothing at the start to the target at the end."""
        return Path(((self.period.start, Fraction(0)), (self.period.end, Fraction(self.target))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A commitment at a day. Amounts are in its unit; what the updates do not say is None, never zero.

    For a periodic commitment ``target``, ``actual``, ``percent``, ``pace`` and ``figures`` speak of the running
    period: the first one before the start, the last one once all have ended.
    """

    commitment: AnyCommitment
    as_of: date
    state: State
    verdict: Update | None
    target: Decimal | None
    due: date | None
    baseline: Decimal | None
    actual: Decimal | None
    pace: Pace | None
    figures: tuple[Figure, ...]
    reached: date | None
    """The day from which the figures show the target met, while they do."""
    expires: date | None
    """The next day on which a member in force runs out."""
    lapsed: date | None
    """The day from which a standing commitment that was once met is met no longer."""
    periods: tuple[PeriodJudgement, ...]
    members: tuple[Membership, ...]
    history: tuple[Entry, ...]

    @property
    def status(self) -> str:
        """What is shown: the verdict if there is one, else the state."""
        return self.verdict.status if self.verdict and self.verdict.status else self.state

    @property
    def original_target(self) -> Decimal | None:
        """The target before any revision."""
        return None if isinstance(self.commitment, Qualitative) else self.commitment.target

    @property
    def running(self) -> PeriodJudgement | None:
        """The period that ``target`` and ``actual`` speak of."""
        return _running(self.periods, self.as_of)

    def period_of(self, day: date) -> PeriodJudgement | None:
        """Return the period that holds a day; None for a commitment without periods, and outside of them."""
        return next((one for one in self.periods if day in one.period), None)

    @property
    def percent(self) -> Decimal | None:
        """The part of the way from baseline to target, in per cent, rounded down: 100 means reached."""
        if self.actual is None or self.target is None or self.baseline is None:
            return None
        way = Fraction(self.target) - Fraction(self.baseline)
        if way == 0:
            return None
        return rounded((Fraction(self.actual) - Fraction(self.baseline)) / way * 100, ROUND_DOWN)

    @property
    def gap(self) -> Fraction | None:
        """What is missing against the expected amount on the day of the last figure; negative is ahead."""
        if self.pace is None or self.actual is None:
            return None
        missing = self.pace.expected - Fraction(self.actual)
        return -missing if self.lower_is_better else missing

    @property
    def lower_is_better(self) -> bool:
        """Whether the target lies below the baseline."""
        return self.target is not None and self.baseline is not None and self.target < self.baseline

    @property
    def last_figure(self) -> date | None:
        """The day of the last figure, grant or withdrawal, in any period."""
        return self._last(EVIDENCE - {"checked"})

    @property
    def last_evidence(self) -> date | None:
        """The day on which somebody last looked: a figure, grant, withdrawal or check."""
        return self._last(EVIDENCE)

    @property
    def age(self) -> int | None:
        """Days since the last evidence."""
        return (self.as_of - self.last_evidence).days if self.last_evidence else None

    def _last(self, claims: frozenset[str]) -> date | None:
        days = [update.date for update in standing_updates(self.history) if update.claim in claims]
        return days[-1] if days else None


def rounded(amount: Fraction, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Round to two places at most. Judgements compare exact amounts; only what is shown is rounded."""
    exact = _WIDE.divide(Decimal(amount.numerator), Decimal(amount.denominator))
    places = exact.quantize(Decimal("0.01"), rounding=rounding, context=_WIDE)
    return Decimal(f"{places:f}".rstrip("0").rstrip("."))


def expected_path(judgement: Judgement) -> Path | None:
    """Return the path that the figures are held against: of the running period, for a periodic commitment."""
    commitment, running = judgement.commitment, judgement.running
    if isinstance(commitment, Total) and judgement.target is not None:
        return path_of(commitment, Fraction(judgement.target), judgement.due)
    return running.path if running else None


def judge(commitment: AnyCommitment, as_of: date) -> Judgement:
    """Judge a commitment as it stands at the end of the day ``as_of``; updates dated later do not exist."""
    entries = history(commitment.updates, as_of)
    updates = standing_updates(entries)
    verdict = next((update for update in reversed(updates) if update.claim == "status"), None)
    due = next((update.due for update in reversed(updates) if update.due), commitment.due)
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
        revised = [update.target for update in self.updates if update.target is not None and update.date <= on]
        return revised[-1] if revised else commitment.target

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
    running = _running(judged, case.as_of)
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


def _running(judged: Sequence[PeriodJudgement], as_of: date) -> PeriodJudgement | None:
    begun = [one for one in judged if one.period.start <= as_of]
    return begun[-1] if begun else next(iter(judged), None)


def _judge_standing(case: _Case, commitment: Standing) -> Judgement:
    target = case.target(commitment, case.as_of)
    members = memberships(commitment, case.updates, case.as_of)
    claims = [update.date for update in case.updates if update.claim in ("grant", "withdraw")]
    actual = Decimal(sum(member.in_force and member.counts for member in members)) if claims else None
    met = first_met(commitment, case.updates, case.as_of, target)
    in_force = actual is not None and actual >= target
    state = _state(case, met=met if in_force else None, last_figure=claims[-1] if claims else None)
    lapsed = None
    if met is not None and not in_force and state != "upcoming":
        state = "lapsed"
        lapsed = _lapse(counts(commitment, case.updates, case.as_of), target)
    ends = [member.until for member in members if member.in_force and member.counts and member.until]
    return case.judgement(
        state=state,
        target=target,
        baseline=Decimal(0),
        actual=actual,
        reached=met if in_force else None,
        expires=min(ends, default=None),
        lapsed=lapsed,
        members=members,
    )


def _lapse(changes: Sequence[tuple[date, int]], target: Decimal) -> date | None:
    """Return the day from which the count, up to its last change, is below the target."""
    below = None
    for day, count in changes:
        below = (below or day) if count < target else None
    return below


def _reached(folded: Sequence[Figure], baseline: Decimal, target: Decimal) -> date | None:
    """Return the day from which the figures, up to the last one, show the target met."""
    met = None
    for figure in folded:
        shows = figure.amount <= target if target < baseline else figure.amount >= target
        met = (met or figure.date) if shows else None
    return met


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
