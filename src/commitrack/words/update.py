"""The line about what an update changed."""

from datetime import date

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import Level, Periodic, Update
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.words.format import amount_or_dash, label, moved, on
from commitrack.words.phrases import goal_sign, measured, period_name


def update_name(update: Update) -> str:
    """Name an update by its id and date."""
    return f"update {update.id} of {update.date}"


def effect(commitment_id: str, before: Judgement, after: Judgement, update: Update, today: date) -> str:
    """Say what changes: ``party-delegates: 120 → 240 of 300 delegates a year, behind → on track``."""
    first, last = (f"due {on(one.due)}" if one.due else "no last date" for one in (before, after))
    parts = [f"{first} → {last.removeprefix('due ')}"] if before.due != after.due else []
    parts.append(moved(label(before.status), label(after.status)))
    if after.measured is not None:
        parts.insert(0, _change_of_figure(before, after, update))
    return f"{commitment_id}: {', '.join(parts)}{_remark(after, update, today)}"


def _change_of_figure(before: Judgement, after: Judgement, update: Update) -> str:
    """Say how actual and goal moved: in the update's own period, where the commitment has periods."""
    commitment = after.commitment
    old, new, where = before.period_of(update.date), after.period_of(update.date), ""
    if isinstance(commitment, Periodic | Level) and commitment.every and new is not None and new != after.running:
        where = f" in {period_name(new.period, every(commitment.every))}"
    figures = moved(amount_or_dash((old or before).actual), amount_or_dash((new or after).actual))
    goals = [goal_sign(goal, commitment) for one in (old or before, new or after) if (goal := one.goal)]
    return f"{measured(figures, moved(goals[0], goals[-1]), after)}{where}"


def _remark(after: Judgement, update: Update, today: date) -> str:
    """Say why an update changes nothing yet, or never will."""
    if update.date > today:
        return f" (takes effect on {on(update.date)})"
    start = after.commitment.start
    if start and update.date < start and CLAIMS[update.claim].is_figure and after.measured and not after.members:
        return f" (before the start, {on(start)}: kept, not counted)"
    if any(one.update is update and not one.counts for one in after.agreement.revisions):
        return " (revised after the end: kept, and changes nothing)"
    return ""
