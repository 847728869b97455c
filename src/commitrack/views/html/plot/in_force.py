"""The goals and last dates of a promise in a chart: those in force, and before them those that were revised."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from commitrack.ledger.model import AnyCommitment
from commitrack.progress.goal import Agreement, Goal, Limit
from commitrack.progress.judgement import Judgement
from commitrack.views.html.canvas import Canvas
from commitrack.words.phrases import goal_sign
from commitrack.words.report.chart import CHART


class GoalInForce(NamedTuple):
    """A goal, and from when until when it was in force."""

    start: date | None
    end: date | None
    goal: Goal


class InForce(NamedTuple):
    """What was promised through time."""

    commitment: AnyCommitment
    goals: Sequence[GoalInForce]
    """The last one is in force."""
    formerly_due: Sequence[date]
    """The last dates that revisions have moved."""

    @classmethod
    def of(cls, judgement: Judgement) -> "InForce":
        """Return what a promise's revisions made of it."""
        agreement = judgement.agreement
        dues = dict.fromkeys(terms.due for terms, _ in agreement.in_force)
        moved = [day for day in dues if day and day != agreement.current.due]
        return cls(judgement.commitment, _goals(agreement), moved)

    @property
    def limits(self) -> list[Limit]:
        """Every side of every goal."""
        return [limit for one in self.goals for limit in one.goal.limits]

    @property
    def since(self) -> date | None:
        """The date of the revision that set the goal in force; None where none did."""
        return self.goals[-1].start

    def are_revised(self, canvas: Canvas) -> bool:
        """Say whether a chart shows anything that is no longer in force."""
        return bool(self._former(canvas)) or any(canvas.holds(day) for day in self.formerly_due)

    def draw(self, canvas: Canvas) -> None:
        """Draw the goals while they were in force, and the last dates."""
        for start, end, goal in self.goals:
            for limit in goal.limits:
                canvas.level("former" if end else "goal", limit.amount, start, end)
        for day in filter(canvas.holds, self.formerly_due):
            canvas.upright("former", day)

    def write_goal(self, canvas: Canvas) -> None:
        """Name the goal in force on its line."""
        start, end, goal = self.goals[-1]
        for limit in goal.limits:
            said = CHART["goal"].format(goal=self._sign(limit))
            canvas.words("goal", said, canvas.on_level(limit.amount, start, end))

    def write_former(self, canvas: Canvas) -> None:
        """Name the goals and last dates as promised before, where there is room."""
        for start, end, goal in self._former(canvas):
            for limit in goal.limits:
                said = CHART["former"].format(goal=self._sign(limit), date=end)
                spots, need = canvas.on_level(limit.amount, start, end), canvas.width(said, start, end)
                canvas.optional_words("former", said, spots, need=need)
        for day in filter(canvas.holds, self.formerly_due):
            canvas.optional_words("former", CHART["formerly_due"].format(date=day), canvas.at_upright(day))

    def _former(self, canvas: Canvas) -> list[GoalInForce]:
        """Return the goals before, but for those that ended before the chart begins."""
        return [one for one in self.goals[:-1] if one.end and one.end > canvas.first]

    def _sign(self, limit: Limit) -> str:
        side = "target" if limit.side == "at-least" else "at_most"
        return goal_sign(Goal(**{side: limit.amount}), self.commitment)


def _goals(agreement: Agreement) -> list[GoalInForce]:
    goals: list[GoalInForce] = []
    since = None
    for terms, until in agreement.in_force:
        if terms.goal is None:
            continue
        if goals and goals[-1].goal == terms.goal:
            since = goals.pop().start
        goals.append(GoalInForce(since, until, terms.goal))
        since = until
    return goals
