"""What was promised, and sentences on revisions of that: the date, the old terms and the new ones."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise

from commitrack.ledger.model import AnyCommitment, Level, Periodic
from commitrack.progress.goal import Agreement, Goal, Terms, goals_from
from commitrack.progress.judgement import Judgement
from commitrack.words.format import amount, capitalised, on
from commitrack.words.phrases import bounds, goal_sign, unit


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


def revision(judgement: Judgement) -> str:
    """Write every revision: ``Lowered from 30 to 20 million trees on 30 June 2023``; empty where there is none."""
    told: list[str] = []
    agreement = judgement.agreement
    terms = [agreement.first, *(one.terms for one in agreement.revisions)]
    for number, (one, (before, after)) in enumerate(zip(agreement.revisions, pairwise(terms), strict=True)):
        day = on(one.update.date)
        if one.counts:
            old, new = (_goals(judgement, known, one.update.date) for known in (number, number + 1))
            told += [*_change_of_goals(old, new, judgement.commitment, day), *_changes(before, after, day)]
        else:
            told.append(f"the revision of {day} came after the end, and changes nothing")
    return capitalised("; ".join(told))


def steps_left(judgement: Judgement) -> Sequence[tuple[date, Goal]]:
    """Return the steps that the last revision of the goal has left, each with its date."""
    agreement = judgement.agreement
    last = agreement.goal_revisions[-1]
    return _goals(judgement, len(agreement.revisions), last.update.date)[1:]


def _goals(judgement: Judgement, known: int, day: date) -> Sequence[tuple[date, Goal]]:
    """Return the goals from a date on, by so many revisions, each with the date that it holds from."""
    commitment, agreement = judgement.commitment, judgement.agreement
    by_then = Agreement(agreement.first, agreement.revisions[:known])
    period = judgement.period_of(day) or next(iter(judgement.periods), None)
    return goals_from(commitment, by_then, period.period if period else None)


def _change_of_goals(
    before: Sequence[tuple[date, Goal]], after: Sequence[tuple[date, Goal]], commitment: AnyCommitment, day: str
) -> Iterator[str]:
    if before == after:
        return
    if len(before) > 1 or len(after) > 1:
        was, becomes = (goals_through_time(goals, commitment) for goals in (before, after))
        yield f"changed from {was}, to {becomes} on {day}"
        return
    old, new = before[0][1], after[0][1]
    is_side = len(old.limits) == len(new.limits) == 1 and old.limits[0].side == new.limits[0].side
    if is_side:
        was, becomes = amount(old.limits[0].amount), promised(new, commitment, amount(new.limits[0].amount))
        is_raised = new.limits[0].amount > old.limits[0].amount
        yield f"raised from {was} to {becomes} on {day}" if is_raised else f"lowered from {was} to {becomes} on {day}"
    elif len(old.limits) == len(new.limits):
        was, becomes = goal_sign(old, commitment), promised(new, commitment, goal_sign(new, commitment))
        yield f"changed from {was} to {becomes} on {day}"
    else:
        yield f"changed from {promised(old, commitment)} to {promised(new, commitment)} on {day}"


def _changes(before: Terms, after: Terms, day: str) -> Iterator[str]:
    if before.due is None and after.due:
        yield f"ended {on(after.due)} on {day}"
    elif before.due and after.due and before.due != after.due:
        yield f"last date moved from {on(before.due)} to {on(after.due)} on {day}"
    if before.milestones and after.milestones and before.milestones != after.milestones:
        yield f"milestones changed on {day}"
    elif before.milestones != after.milestones:
        yield f"milestones added on {day}" if after.milestones else f"milestones dropped on {day}"
