"""The judgement: a commitment's state at a date, and the numbers that explain it.

Every number is defined here once, for every view.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import AnyCommitment, Bound, Flag, Level, Periodic, Update
from commitrack.ledger.scale import NEUTRAL, Scale
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Agreement, Goal, goal_of_period
from commitrack.progress.history import Entry
from commitrack.progress.members import Membership
from commitrack.progress.rules.measurement import Measurement, Pace, PeriodJudgement, headline_of
from commitrack.progress.rules.rival import Rival
from commitrack.progress.states import AS_DECLARED, CLOSING, MET, STATES, Origin, State


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment at a date. Amounts are in its unit; what the updates do not say is None, never zero."""

    commitment: AnyCommitment
    as_of: date
    state: State
    history: tuple[Entry, ...]
    agreement: Agreement
    reported_within: int = 0
    """Days after an end within which its figure is awaited."""
    scale: Scale = NEUTRAL
    """Its ledger's words for the statuses."""
    verdict: Update | None = None
    """The last one of the keepers, or of somebody independent: it is the status."""
    other_verdicts: tuple[Update, ...] = ()
    """The last one of everybody else who declares something, in order."""
    rivals: tuple["Rival", ...] = ()
    """Those whose figures contradict the ones that are shown first."""
    original: "Judgement | None" = None
    """The judgement by the first terms; None where the commitment was never revised."""
    measured: Measurement | None = None
    """The figures: of the headline period, where there are periods. None for a commitment without a number."""
    periods: tuple[PeriodJudgement, ...] = ()
    expires: date | None = None
    """The next date on which a member in force runs out."""
    members: tuple[Membership, ...] = ()
    parts: tuple[tuple[str, "Judgement"], ...] = ()
    """The judgements of a joint commitment's parts, by id."""

    @property
    def party_verdict(self) -> Update | None:
        """The last of them: that of a party or the media, where no verdict is the status."""
        return self.other_verdicts[-1] if self.other_verdicts else None

    @property
    def status(self) -> str:
        """The status shown: the verdict if there is one, else the state.

        Without a number, a party's verdict is all there is.
        """
        shown = self.verdict or (None if self.has_number else self.party_verdict)
        return shown.status if shown and shown.status else self.state

    @property
    def counted_status(self) -> str:
        """The status to count and to colour by: a party's verdict is what that party says, and no state.

        The verdict "fulfilled" says that a promise is kept, and not when: it is counted as late where it came late, or
        the figures do.
        """
        if self.verdict is None or self.verdict.status is None:
            return self.state
        is_late = self.days_late is not None or self.state == "fulfilled-late"
        return "fulfilled-late" if self.verdict.status == "fulfilled" and is_late else self.verdict.status

    @property
    def counts_as(self) -> State:
        """The state that it has as a part of a joint commitment: what has no number counts as it was declared."""
        declared = AS_DECLARED.get(self.counted_status) if self.verdict and not self.has_number else None
        return declared or self.state

    @property
    def origin(self) -> Origin:
        """The origin of the status shown."""
        if self.verdict:
            return "declared"
        return "computed" if self.has_number or self.party_verdict is None else "said"

    def has_status(self, wanted: str) -> bool:
        """Say whether its status is one that is asked for: ``fulfilled``, ``declared``, ``declared-fulfilled``.

        What was declared fulfilled late is found by that, and by how it is counted.
        """
        named = {self.status, self.counted_status} if self.verdict else {self.status}
        return wanted == self.origin or any(wanted in (one, f"{self.origin}-{one}") for one in named)

    @property
    def has_number(self) -> bool:
        """Whether figures can settle it, its own or those of its parts."""
        return self.measured is not None or bool(self.parts)

    @property
    def by_the_figures(self) -> State | None:
        """The state by the figures, where a verdict says otherwise."""
        verdict = self.verdict
        return self.state if verdict and self.has_number and verdict.status != self.state else None

    @property
    def days_late(self) -> int | None:
        """The days from the last date to the verdict "fulfilled"; None where there is none, or it was in time.

        What shows it may come as late as a figure of the end: until then a verdict is in time. Where the figures show
        that the goal was met, they say when, and whoever says so later does not make it late.
        """
        if self.verdict is None or self.verdict.status != "fulfilled" or self.due is None:
            return None
        if self.state in MET:
            return None
        late = (self.verdict.date - self.due).days
        return late if late > self.reported_within else None

    @property
    def original_days_late(self) -> int | None:
        """The same by the first terms; None where the commitment was never revised."""
        return self.original.days_late if self.original and self.state not in MET else None

    @property
    def original_state(self) -> State | None:
        """The state by the first terms; None where the commitment was never revised."""
        return self.original.state if self.original else None

    def expected_by(self, end: date) -> date:
        """Return the date by which the figure of an end is expected; at most the last date that there is."""
        return end + timedelta(days=min(self.reported_within, (date.max - end).days))

    @property
    def differs_from_original(self) -> bool:
        """Whether the first terms would give another state.

        What has no number is closed by a verdict, whatever the terms: they say only how late.
        """
        if self.verdict and not self.has_number and self.verdict.status in CLOSING:
            return False
        return self.original_state not in (None, self.state)

    @property
    def figure_late(self) -> int | None:
        """The days from the last date to the figure that met the goal late; None where none did."""
        met = self.measured.outcome.met_late if self.measured else None
        return (met - self.due).days if met and self.due else None

    @property
    def original_figure_late(self) -> int | None:
        """The same by the first terms; None where the commitment was never revised."""
        return self.original.figure_late if self.original else None

    @property
    def figures_differ_in_lateness(self) -> bool:
        """Whether the figures give the same state by the first terms, but so late otherwise."""
        late = self.original_figure_late
        return late is not None and self.original_state == self.state and late != self.figure_late

    @property
    def verdict_differs_in_lateness(self) -> bool:
        """Whether a verdict is so late by the last date, and otherwise by the first one.

        Where the figures show that the goal was met, by whichever terms, they say when.
        """
        if self.agreement.first.due in (None, self.due) or not MET.isdisjoint((self.state, self.original_state)):
            return False
        return self.days_late != self.original_days_late

    @property
    def due(self) -> date | None:
        """The last date, as revised."""
        return self.agreement.current.due

    @property
    def goal(self) -> Goal | None:
        """The goal: of the headline period, where there are periods."""
        return self.measured.goal if self.measured else None

    @property
    def original_goal(self) -> Goal | None:
        """The goal by the first terms: of the headline period, where there are periods."""
        first, headline = self.agreement.first, self.headline
        if headline is None or not isinstance(self.commitment, Periodic | Level):
            return first.goal
        return goal_of_period(self.commitment, Agreement(first), headline.period.start, headline.period.end)

    @property
    def baseline(self) -> Decimal | None:
        """The amount at which the way to the goal begins."""
        return self.measured.baseline if self.measured else None

    @property
    def actual(self) -> Decimal | None:
        """The figure that is shown first."""
        return self.measured.actual if self.measured else None

    @property
    def bound(self) -> Bound | None:
        """The exactness of that figure, if it is not exact."""
        return self.measured.bound if self.measured else None

    @property
    def flag(self) -> Flag | None:
        """The finality of that figure, if it is not final."""
        return self.measured.flag if self.measured else None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures behind it."""
        return self.measured.figures if self.measured else ()

    @property
    def pace(self) -> Pace | None:
        """The pace: the figure that is shown first against what was expected on its date."""
        return self.measured.pace if self.measured else None

    @property
    def percent(self) -> Decimal | None:
        """The part of the way that is done, in per cent."""
        return self.measured.percent if self.measured else None

    @property
    def reached(self) -> date | None:
        """The date from which the figures show the goal met, while they do."""
        return self.measured.reached if self.measured else None

    @property
    def running(self) -> PeriodJudgement | None:
        """The period under way: the first one before the start, the last one once all have ended."""
        begun = [one for one in self.periods if one.period.start <= self.as_of]
        return begun[-1] if begun else next(iter(self.periods), None)

    @property
    def headline(self) -> PeriodJudgement | None:
        """The period whose figure is shown first."""
        return headline_of(self.periods, self.as_of)

    @property
    def concluded(self) -> tuple[PeriodJudgement, ...]:
        """The periods that have ended, and those that are missed before their end."""
        return tuple(one for one in self.periods if one.period.end < self.as_of or one.state == "missed")

    @property
    def record(self) -> Mapping[State, int]:
        """The number of concluded periods that have each state."""
        counted = Counter(one.state for one in self.concluded)
        return {state: counted[state] for state in STATES if counted[state]}

    def period_of(self, day: date) -> PeriodJudgement | None:
        """Return the period that holds a date; None for a commitment without periods, and outside of them."""
        later = bisect_right(self.periods, day, key=lambda one: one.period.start)
        held = self.periods[later - 1] if later else None
        return held if held and day in held.period else None

    @property
    def forecasts(self) -> tuple[Update, ...]:
        """The forecasts that stand, in order."""
        return tuple(one.update for one in self.history if one.update.forecast is not None and one.is_kept)

    @property
    def last_figure(self) -> date | None:
        """The date of the last figure that counts, grant or withdrawal, in any period."""
        return next((update.date for update in self._newest if CLAIMS[update.claim].is_figure), None)

    @property
    def was_reported(self) -> bool:
        """Whether anybody ever gave a figure, even one that does not count."""
        return any(CLAIMS[entry.update.claim].is_figure for entry in self.history)

    @property
    def last_evidence(self) -> date | None:
        """The date on which somebody last looked: a figure, grant, withdrawal or check, or a verdict with a source.

        A figure beside those that count is none: it makes those no newer, and nobody has looked for them.
        """
        newest = self.newest_evidence
        return newest.date if newest else None

    @property
    def newest_evidence(self) -> Update | None:
        """The update of that date."""
        return next((update for update in self._newest if _is_evidence(update)), None)

    @property
    def age(self) -> int | None:
        """Days since the last evidence."""
        last = self.last_evidence
        return (self.as_of - last).days if last else None

    @property
    def _newest(self) -> Iterable[Update]:
        return (entry.update for entry in reversed(self.history) if entry.fate == "stands")


def _is_evidence(update: Update) -> bool:
    return CLAIMS[update.claim].is_evidence or (update.claim == "status" and update.source is not None)
