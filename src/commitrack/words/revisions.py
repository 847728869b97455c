"""Sentences on revisions: the date, the old terms and the new ones."""

from collections.abc import Iterator
from itertools import pairwise

from commitrack.ledger.model import AnyCommitment
from commitrack.progress.goal import Goal, Terms
from commitrack.progress.judgement import Judgement
from commitrack.words.format import amount, capitalised, on
from commitrack.words.phrases import goal_words


def revision(judgement: Judgement) -> str:
    """Write every revision: ``Lowered from 30 to 20 million trees on 30 June 2023``; empty where there is none."""
    told: list[str] = []
    agreement, commitment = judgement.agreement, judgement.commitment
    terms = [agreement.first, *(one.terms for one in agreement.revisions)]
    for one, (before, after) in zip(agreement.revisions, pairwise(terms), strict=True):
        day = on(one.update.date)
        if one.counts:
            told += [f"{said} on {day}" for said in _changes(before, after, commitment)]
        else:
            told.append(f"the revision of {day} came after the end, and changes nothing")
    return capitalised("; ".join(told))


def _changes(before: Terms, after: Terms, commitment: AnyCommitment) -> Iterator[str]:
    if before.goal is not None and after.goal is not None and before.goal != after.goal:
        yield _goals(before.goal, after.goal, commitment)
    if before.due != after.due and after.due:
        yield f"last date moved from {on(before.due)} to {on(after.due)}" if before.due else f"ended {on(after.due)}"
    if before.milestones != after.milestones:
        words = "dropped" if not after.milestones else "changed" if before.milestones else "added"
        yield f"milestones {words}"


def _goals(before: Goal, after: Goal, commitment: AnyCommitment) -> str:
    goal = goal_words(after, commitment)
    old, new = before.limits, after.limits
    if len(old) == len(new) == 1 and old[0].side == new[0].side:
        verb = "raised" if new[0].amount > old[0].amount else "lowered"
        of = goal.removeprefix("at least ").removeprefix("at most ")
        return f"{verb} from {amount(old[0].amount)} to {of}"
    return f"changed from {goal_words(before, commitment)} to {goal}"
