"""What a judgement says: a commitment's state at a day, and the numbers that explain it.

Every number is defined here once, for every view.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Literal, get_args

from commitrack.ledger.model import VERDICTS, AnyCommitment, Qualitative, Total, Update
from commitrack.progress.history import EVIDENCE, FIGURES, Entry, Figure, Membership, standing_updates
from commitrack.progress.periods import Path, Period, path_of

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
STATUSES: tuple[str, ...] = tuple(dict.fromkeys((*STATES, *VERDICTS)))
"""What may be shown: the states, then the verdicts that are not states too."""

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
    def percent(self) -> Decimal | None:
        """The part of the target that is reached, in per cent, rounded down: 100 means reached."""
        return _percent(self.actual, Decimal(0), self.target)

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
        return running_period(self.periods, self.as_of)

    def period_of(self, day: date) -> PeriodJudgement | None:
        """Return the period that holds a day; None for a commitment without periods, and outside of them."""
        return next((one for one in self.periods if day in one.period), None)

    @property
    def percent(self) -> Decimal | None:
        """The part of the way from baseline to target, in per cent, rounded down: 100 means reached."""
        if self.target is None or self.baseline is None:
            return None
        return _percent(self.actual, self.baseline, self.target)

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
        return self._last(FIGURES)

    @property
    def last_evidence(self) -> date | None:
        """The day on which somebody last looked: a figure, grant, withdrawal or check."""
        return self._last(EVIDENCE)

    @property
    def age(self) -> int | None:
        """Days since the last evidence."""
        return (self.as_of - self.last_evidence).days if self.last_evidence else None

    def _last(self, claims: Collection[str]) -> date | None:
        days = [update.date for update in standing_updates(self.history) if update.claim in claims]
        return days[-1] if days else None


def tally(judgements: Iterable[Judgement]) -> Mapping[str, int]:
    """Count the commitments of each status that occurs."""
    counted = Counter(judgement.status for judgement in judgements)
    return {status: counted[status] for status in STATUSES if counted[status]}


def rounded(amount: Fraction, places: int = 2, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Round to some places at most. Judgements compare exact amounts; only what is shown is rounded."""
    exact = _WIDE.divide(Decimal(amount.numerator), Decimal(amount.denominator))
    text = f"{exact.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_WIDE):f}"
    return Decimal(text.rstrip("0").rstrip(".") if places else text)


def expected_path(judgement: Judgement) -> Path | None:
    """Return the path that the figures are held against: of the running period, for a periodic commitment."""
    commitment, running = judgement.commitment, judgement.running
    if isinstance(commitment, Total) and judgement.target is not None:
        return path_of(commitment, Fraction(judgement.target), judgement.due)
    return running.path if running else None


def running_period(judged: Sequence[PeriodJudgement], as_of: date) -> PeriodJudgement | None:
    """Return the period under way: the first one before the start, the last one once all have ended."""
    begun = [one for one in judged if one.period.start <= as_of]
    return begun[-1] if begun else next(iter(judged), None)


def _percent(actual: Decimal | None, baseline: Decimal, target: Decimal) -> Decimal | None:
    if actual is None or target == baseline:
        return None
    way = Fraction(target) - Fraction(baseline)
    return rounded((Fraction(actual) - Fraction(baseline)) / way * 100, rounding=ROUND_DOWN)
