"""A change in words, with the numbers in it."""

from typing import assert_never

from commitrack.ledger.model import AnyCommitment, Level, Periodic
from commitrack.ledger.scale import Scale
from commitrack.progress.changes import Change, Comparison, Moved, Side
from commitrack.progress.diff import Step, goals_of
from commitrack.progress.goal import Goal
from commitrack.progress.history import recorded_on
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.progress.rules.measurement import Measurement, PeriodJudgement
from commitrack.words.facts import fate, replacing
from commitrack.words.format import called, count, enumerated, moved, on
from commitrack.words.phrases import (
    actual_in_brief,
    claim_made,
    figure,
    figure_out_of,
    goal_sign,
    measured,
    of_uncounted,
    period_name,
    unit,
    value_words,
)
from commitrack.words.revisions import goals_through_time
from commitrack.words.verdicts import declared


def tell(change: Change) -> str:
    """Say what changed, as far as the kind of change does not: ``120 → 240 of 300 delegates a year``."""
    earlier, later = change.earlier, change.later
    if earlier is None or later is None:
        return _tell_commitment(change.judgement)
    match change.kind:
        case "status":
            return moved(declared(earlier), declared(later))
        case "state":
            return _tell_move(change) if later.measured is None else f"by the figures {_tell_move(change)}"
        case "verdict":
            return _tell_verdict(later, earlier)
        case "original":
            if change.after is None:
                return "by its first terms the same as by its terms now"
            return f"by its first terms {called(str(change.after), later.scale)}"
        case "goal":
            return _tell_goals(change, earlier, later)
        case "milestones":
            return value_words(later.agreement.current.milestones) or "none"
        case "due":
            return _tell_move(change)
        case "figure":
            return _tell_figure(change, later)
        case "concluded" | "period":
            return _tell_period(change, later)
        case "edited":
            return enumerated(change.keys)
        case "granted" | "extended" | "shortened" | "withdrawn" | "expired" | "removed":
            return _tell_members(change)
        case "rewritten" | "erased" | "corrected" | "restated" | "beside" | "counts" | "update" | "late":
            return _tell_update(change, later)
        case "new" | "gone":
            return _tell_commitment(change.judgement)
        case _:
            assert_never(change.kind)


def tell_step(step: Step) -> str:
    """Say from which status to which a commitment went on one day."""
    return moved(_counted(step.before), _counted(step.after))


def _counted(judgement: Judgement) -> str:
    return declared(judgement) if judgement.verdict else called(judgement.state, judgement.scale)


def scope(comparison: Comparison) -> str:
    """Say what is compared, and the date of the judgement where that does not say it."""
    earlier, later = comparison.earlier, comparison.later
    if earlier.known_on != later.known_on:
        return f"from {_known(earlier)} to {_known(later)} · as of {on(later.as_of)}"
    parts = [
        f"from {_named(earlier)} to {_named(later)}",
        *([] if later.name == str(later.as_of) else [f"as of {on(later.as_of)}"]),
        *([f"as known on {on(later.known_on)}"] if later.known_on else []),
    ]
    return " · ".join(parts)


def _known(side: Side) -> str:
    return f"what was known on {on(side.known_on)}" if side.known_on else "all that is recorded"


def _named(side: Side) -> str:
    """Name a side: its date in words, where a date is its name."""
    return on(side.as_of) if side.name == str(side.as_of) else side.name


def outcome(comparison: Comparison) -> str:
    """Say how many commitments changed, and how the statuses shifted."""
    total = count(comparison.total, "commitment")
    if not comparison.changes:
        return f"Nothing changed in {total}."
    scale = comparison.later.ledger.scale
    counted: dict[str, tuple[int, int]] = {}
    for status, (before, after) in comparison.tally.items():
        said = called(status, scale)  # a house may have one word for several
        known = counted.get(said, (0, 0))
        counted[said] = known[0] + before, known[1] + after
    shifts = enumerated(f"{said} {before} → {after}" for said, (before, after) in counted.items() if before != after)
    changed = comparison.changed
    return f"{changed} of {total} changed: {shifts}" if shifts else f"{changed} of {total} changed"


def _tell_move(change: Change) -> str:
    commitment = change.judgement.commitment
    return moved(*(_written(one, commitment, change.judgement.scale) for one in (change.before, change.after)))


def _tell_goals(change: Change, earlier: Judgement, later: Judgement) -> str:
    """Tell how the goal was revised; with the steps that were or are to come, where there are any."""
    goals = goals_of(earlier, later)
    if all(len(side) < 2 for side in goals):
        return f"{_tell_move(change)} {unit(later.commitment)}"
    before, after = (
        goals_through_time(of, side.commitment) if of else "–" for of, side in zip(goals, (earlier, later), strict=True)
    )
    return moved(before, after)


def _written(value: Moved, commitment: AnyCommitment, scale: Scale) -> str:
    match value:
        case Goal():
            return goal_sign(value, commitment)
        case None:
            return "–"
        case str():
            return called(value, scale)
        case _:
            return str(value)


def _tell_commitment(judgement: Judgement) -> str:
    if judgement.measured is None:
        return declared(judgement)
    return f"{declared(judgement)}, {figure(judgement)} {unit(judgement.commitment)}"


def _tell_verdict(later: Judgement, earlier: Judgement) -> str:
    verdict = later.verdict
    if verdict is None or verdict.status is None:
        return f"no longer {declared(earlier)}"
    status = called(verdict.status, later.scale)
    if later.days_late:
        return f"declared {status} on {verdict.date}, {count(later.days_late, 'day')} late: {verdict.note}"
    return f"declared {status} on {verdict.date}: {verdict.note}"


def _tell_figure(change: Change, later: Judgement) -> str:
    commitment, period = later.commitment, change.period
    goal = period.goal if period else later.goal
    figures = moved(*(actual_in_brief(_measured(one, period)) or "–" for one in (change.earlier, change.later)))
    moves = measured(figures, goal_sign(goal, commitment) if goal else "–", later)
    if period and isinstance(commitment, Periodic | Level) and commitment.every:
        return f"{moves} in {period_name(period.period, every(commitment.every))}"
    return moves


def _measured(judgement: Judgement | None, period: PeriodJudgement | None) -> Measurement | None:
    """Return the figures of a commitment at one of two dates, or of a period of it."""
    if judgement is None or period is None:
        return judgement.measured if judgement else None
    return next((one.measured for one in judgement.periods if one.period.start == period.period.start), None)


def _tell_period(change: Change, later: Judgement) -> str:
    commitment, period = later.commitment, change.period
    assert isinstance(commitment, Periodic | Level)
    assert commitment.every is not None
    assert period is not None
    name = period_name(period.period, every(commitment.every))
    if change.kind == "period":
        return f"{name}: {_tell_move(change)}"
    state = called(period.state, later.scale)
    return f"{name}: {state}, {figure_out_of(period.measured, commitment)} {commitment.unit}"


def _tell_members(change: Change) -> str:
    first = change.members[0]
    names = enumerated(member.name for member in change.members)
    match change.kind:
        case "removed":
            told = f"{names}: no grant of it stands"
        case "extended" | "shortened":
            told = f"{names}: until {moved(_last_date(change.before), _last_date(change.after))}"
        case "granted" if first.until:
            told = f"{names}: since {first.since} until {first.until}"
        case "granted":
            told = f"{names}: since {first.since}"
        case _:
            told = f"{names}: in force from {first.since} until {first.until}"
    return told if first.counts else of_uncounted(told)


def _last_date(value: Moved) -> str:
    return "further notice" if value is None else str(value)


def _tell_update(change: Change, later: Judgement) -> str:
    entry = change.entry
    assert entry is not None
    update = entry.update
    match change.kind:
        case "rewritten":
            remarks = [f"edited: {enumerated(change.keys)}"]
        case "corrected" | "restated":
            remarks = [fate(entry) or "stands again"]
        case "beside":
            remarks = ["another figure counts now"]
        case "counts":
            remarks = ["beside another figure until then"]
        case "late":
            day, became = recorded_on(update), fate(entry)
            remarks = [f"recorded on {day}, {became}" if became else f"recorded on {day}, so it counts on both dates"]
        case "erased":
            remarks = []
        case _:
            remarks = [replacing(update), fate(entry)]
    said = f"{update.date} · {claim_made(update, later.commitment, later.scale)}"
    return "; ".join((said, *filter(None, remarks)))
