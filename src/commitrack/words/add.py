"""The line about a new commitment."""

from commitrack.ledger.model import Level, Periodic
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every, is_short
from commitrack.words.format import called
from commitrack.words.phrases import goal_sign, period_name, span_of, unit


def effect(commitment_id: str, judgement: Judgement) -> str:
    """Say what is new: ``scholarships: new, 3,500 scholarships by 2028-05-12, no data``."""
    commitment = judgement.commitment
    parts = ["new"]
    first = judgement.agreement.first
    if first.goal is not None:
        by = f" by {commitment.due}" if commitment.due else ""
        parts.append(f"{goal_sign(first.goal, commitment)} {unit(commitment)}{by}")
    parts.append(called(judgement.status, judgement.scale))
    return f"{commitment_id}: {', '.join(parts)}"


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
