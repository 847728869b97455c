"""The goal, and the terms in force on a date as revisions left them."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, assert_never

import msgspec

from commitrack.ledger.model import (
    AnyCommitment,
    Level,
    Measured,
    Milestone,
    Numberless,
    Periodic,
    Standing,
    Step,
    Total,
    Update,
)
from commitrack.progress.periods import Period

Side = Literal["at-least", "at-most"]


class Limit(msgspec.Struct, frozen=True):
    """One side of a goal."""

    side: Side
    amount: Decimal

    def met_by(self, amount: Decimal | Fraction) -> bool:
        """Say whether an amount is on the right side of it, or on it."""
        limit = self.amount if type(amount) is Decimal else Fraction(self.amount)
        return amount >= limit if self.side == "at-least" else amount <= limit

    def lacking(self, amount: Fraction, expected: Fraction) -> Fraction:
        """Return by how much an amount is on the wrong side of what is expected; negative is ahead."""
        return expected - amount if self.side == "at-least" else amount - expected


class Goal(msgspec.Struct, frozen=True):
    """At least ``target``, at most ``at_most``, or a range of both."""

    target: Decimal | None = None
    at_most: Decimal | None = None

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The sides of the goal that were promised."""
        both = (self.limit("at-least"), self.limit("at-most"))
        return tuple(limit for limit in both if limit is not None)

    def limit(self, side: Side) -> Limit | None:
        """Return one side of the goal; None where nothing is promised on that side."""
        amount = self.target if side == "at-least" else self.at_most
        return None if amount is None else Limit(side, amount)

    def met_by(self, amount: Decimal) -> bool:
        """Say whether an amount meets the goal."""
        return all(limit.met_by(amount) for limit in self.limits)

    def revised(self, terms: "Update | Step | Goal") -> "Goal":
        """Return the goal with the sides that newer terms name."""
        return Goal(
            self.target if terms.target is None else terms.target,
            self.at_most if terms.at_most is None else terms.at_most,
        )


class Terms(msgspec.Struct, frozen=True):
    """The promise, as far as it can be revised. ``goal`` is None for a commitment without a number."""

    goal: Goal | None
    due: date | None
    milestones: tuple[Milestone, ...]


class Revision(msgspec.Struct, frozen=True):
    """A revision, and the terms after it.

    One that is dated after the last date then in force comes too late to count: it changes nothing.
    """

    update: Update
    counts: bool
    terms: Terms
    sides: Goal
    """The sides of the goal that were revised up to then, and only those."""


class Agreement(msgspec.Struct, frozen=True):
    """The terms of a commitment through time."""

    first: Terms
    revisions: tuple[Revision, ...] = ()

    @property
    def current(self) -> Terms:
        """The terms after the last revision that counts."""
        return self.revisions[-1].terms if self.revisions else self.first

    @property
    def in_force(self) -> tuple[tuple[Terms, date | None], ...]:
        """The terms through time, each with the date on which a revision that counts replaced them."""
        counted = [one for one in self.revisions if one.counts]
        terms = (self.first, *(one.terms for one in counted))
        return tuple(zip(terms, (*(one.update.date for one in counted), None), strict=True))

    @property
    def goal_revisions(self) -> list[Revision]:
        """The revisions of the goal that count."""
        goals = ((one.update.target, one.update.at_most) for one in self.revisions)
        return [one for one, goal in zip(self.revisions, goals, strict=True) if one.counts and goal != (None, None)]

    @property
    def goal_since(self) -> date | None:
        """The date of the revision that set the goal in force; None where it is the first one."""
        changed = (
            before_until for (before, before_until), (after, _) in pairwise(self.in_force) if before.goal != after.goal
        )
        return max((day for day in changed if day), default=None)

    def on(self, day: date) -> Terms:
        """Return the terms in force at the end of a date."""
        if not self.revisions:  # as nearly always
            return self.first
        known = self._known_on(day)
        return self.revisions[known - 1].terms if known else self.first

    def sides_revised_by(self, day: date) -> Goal:
        """Return the sides of the goal that revisions up to a date name, and only those."""
        known = self._known_on(day)
        return self.revisions[known - 1].sides if known else Goal()

    def revised_within(self, start: date, end: date) -> list[date]:
        """Return the dates after a first one, up to a last one, on which a revision that counts replaced the terms."""
        if not self.revisions:  # as nearly always
            return []
        return [one.update.date for one in self.revisions[self._known_on(start) : self._known_on(end)] if one.counts]

    def _known_on(self, day: date) -> int:
        return bisect_right(self.revisions, day, key=lambda one: one.update.date)


def agree(commitment: AnyCommitment, updates: Sequence[Update]) -> Agreement:
    """Fold the revisions among updates, in the order of their dates, into the terms that follow from each."""
    milestones = commitment.milestones if isinstance(commitment, Total | Level) else ()
    terms = first = Terms(first_goal(commitment), commitment.due, milestones)
    sides = Goal()
    revisions = []
    for update in updates:
        if update.claim != "revision":
            continue
        counts = terms.due is None or update.date <= terms.due
        if counts:
            sides = sides.revised(update)
            terms = Terms(
                terms.goal.revised(update) if terms.goal else None,
                update.due or terms.due,
                terms.milestones if update.milestones is None else update.milestones,
            )
        revisions.append(Revision(update, counts, terms, sides))
    return Agreement(first, tuple(revisions))


def first_goal(commitment: AnyCommitment) -> Goal | None:
    """Return the goal as announced; None for a commitment without a number."""
    match commitment:
        case Measured():
            return Goal(commitment.target, commitment.at_most)
        case Standing():
            return Goal(commitment.target)
        case Numberless():
            return None
        case _:
            assert_never(commitment)


def goal_of_period(commitment: Periodic | Level, agreement: Agreement, start: date, end: date) -> Goal:
    """Return the goal of a period, each side as revised up to its end, else as its step says, else as announced."""
    goal = Goal(commitment.target, commitment.at_most)
    for step in commitment.steps:
        if step.from_date <= start:
            goal = goal.revised(step)
    return goal.revised(agreement.sides_revised_by(end))


def goals_from(commitment: AnyCommitment, agreement: Agreement, period: Period | None) -> list[tuple[date, Goal]]:
    """Return the goals from a period on, each with the date that it holds from: a step's, where that changes it.

    There is only one where the commitment has no steps, and none where it has no number.
    """
    if not isinstance(commitment, Periodic | Level) or not commitment.steps or period is None:
        goal = agreement.current.goal
        return [(period.start if period else date.min, goal)] if goal else []
    goals = [(period.start, goal_of_period(commitment, agreement, period.start, period.end))]
    for step in commitment.steps:
        goal = goal_of_period(commitment, agreement, step.from_date, max(step.from_date, period.end))
        if step.from_date > period.start and goal != goals[-1][1]:
            goals.append((step.from_date, goal))
    return goals
