"""Sentences on revisions: the date, the old terms and the new ones."""

from collections.abc import Iterator
from itertools import pairwise

from commitrack.ledger.model import AnyCommitment
from commitrack.progress.goal import Goal, Terms
from commitrack.progress.judgement import Judgement
from commitrack.words.format import amount, capitalised, on
from commitrack.words.phrases import goal_words, with_unit


def revision(judgement: Judgement) -> str:
    """Write every revision: ``Lowered from 30 to 20 million trees on 30 June 2023``; empty where there is none."""
    told: list[str] = []
    agreement, commitment = judgement.agreement, judgement.commitment
    terms = [agreement.first, *(one.terms for one in agreement.revisions)]
    for one, (before, after) in zip(agreement.revisions, pairwise(terms), strict=True):
        day = on(one.update.date)
        if one.counts:
            told += _changes(before, after, commitment, day)
        else:
            told.append(f"the revision of {day} came after the end, and changes nothing")
    return capitalised("; ".join(told))


def _changes(before: Terms, after: Terms, commitment: AnyCommitment, day: str) -> Iterator[str]:
    if before.goal is not None and after.goal is not None and before.goal != after.goal:
        yield _goals(before.goal, after.goal, commitment, day)
    if before.due is None and after.due:
        yield f"ended {on(after.due)} on {day}"
    elif before.due and after.due and before.due != after.due:
        yield f"last date moved from {on(before.due)} to {on(after.due)} on {day}"
    if before.milestones and after.milestones and before.milestones != after.milestones:
        yield f"milestones changed on {day}"
    elif before.milestones != after.milestones:
        yield f"milestones added on {day}" if after.milestones else f"milestones dropped on {day}"


def _goals(before: Goal, after: Goal, commitment: AnyCommitment, day: str) -> str:
    old, new = before.limits, after.limits
    if len(old) == len(new) == 1 and old[0].side == new[0].side:
        was, becomes = amount(old[0].amount), with_unit(amount(new[0].amount), commitment)
        is_raised = new[0].amount > old[0].amount
        return f"raised from {was} to {becomes} on {day}" if is_raised else f"lowered from {was} to {becomes} on {day}"
    return f"changed from {goal_words(before, commitment)} to {goal_words(after, commitment)} on {day}"
