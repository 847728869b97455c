"""What was promised, in words: the goal, how often it is to be met, and until when."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from commitrack.ledger.model import AnyCommitment, Level, Periodic
from commitrack.progress.goal import Goal, Terms
from commitrack.words.format import on
from commitrack.words.phrases import bounds, unit


def first_terms(terms: Terms, commitment: AnyCommitment) -> str:
    """Write what was promised at first: ``1,000 homes by 31 December 2024``, ``300 delegates a year until …``."""
    if terms.goal is None:
        return f"due on {on(terms.due)}" if terms.due else ""
    goal = promised(terms.goal, commitment)
    if isinstance(commitment, Periodic | Level) and commitment.steps:
        goals = accumulate(commitment.steps, Goal.revised, initial=terms.goal)
        dates = (commitment.start or date.min, *(step.from_date for step in commitment.steps))
        goal = goals_through_time([*zip(dates, goals, strict=True)], commitment)
    if terms.due is None:
        return goal
    return f"{goal} until {on(terms.due)}" if _lasts(terms.goal, commitment) else f"{goal} by {on(terms.due)}"


def goals_through_time(goals: Sequence[tuple[date, Goal]], commitment: AnyCommitment) -> str:
    """Write goals that follow each other, with the dates of all but the first: ``20 a year, then 30 from …``."""
    (_, first), *others = goals
    told = promised(first, commitment)
    for day, goal in others:
        told = f"{told}, then {bounds(goal, commitment)} from {on(day)}"
    return told


def promised(goal: Goal, commitment: AnyCommitment, written: str | None = None) -> str:
    """Write a goal in a sentence, with its unit, and how often it is to be met: ``300 delegates a year``.

    It may be ``written`` already, but for the unit.
    """
    return f"{written or bounds(goal, commitment)} {unit(commitment)}".rstrip()


def _lasts(goal: Goal, commitment: AnyCommitment) -> bool:
    """Say whether a goal is to be met until an end, rather than by it."""
    match commitment:
        case Periodic():
            return True
        case Level():
            return bool(commitment.every) or commitment.holds in ("throughout", "on-average")
        case _:
            return goal.at_most is not None
