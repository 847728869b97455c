"""The line about a new commitment."""

from commitrack.ledger.model import Level, Periodic
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every, is_short
from commitrack.words.format import called
from commitrack.words.phrases import goal_sign, period_name, span_of, unit


def effect(commitment_id: str, judgement: Judgement) -> str:
    """Say what is new: ``scholarships: new, 3,500 scholarships by 2028-05-12, no data``."""
    commitment = judgement.commitment
    goal, status = judgement.agreement.first.goal, called(judgement.status, judgement.scale)
    if goal is None:
        return f"{commitment_id}: new, {status}"
    promised = f"{goal_sign(goal, commitment)} {unit(commitment)}"
    if commitment.due:
        return f"{commitment_id}: new, {promised} by {commitment.due}, {status}"
    return f"{commitment_id}: new, {promised}, {status}"


def short_period(judgement: Judgement) -> str:
    """Say that the last period is shorter than the others; empty where it is not."""
    commitment = judgement.commitment
    if not isinstance(commitment, Periodic | Level) or not commitment.every or not commitment.due:
        return ""
    length = every(commitment.every)
    last = judgement.periods[-1].period
    if not is_short(last, length):
        return ""
    return (
        f"the last period, {period_name(last, length)}, is shorter than a {span_of(length)}, and the whole goal is "
        "asked of it; correct start or due if that is not meant"
    )
