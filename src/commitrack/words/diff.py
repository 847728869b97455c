"""A change in words, with the numbers in it."""

from decimal import Decimal
from typing import assert_never

from commitrack.ledger.model import AnyCommitment, Level, Periodic
from commitrack.ledger.scale import Scale
from commitrack.progress.changes import Change, Comparison, Moved, Side
from commitrack.progress.goal import Goal
from commitrack.progress.history import recorded_on
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.words.facts import fate, replacing
from commitrack.words.format import amount_or_dash, called, count, moved, on
from commitrack.words.phrases import (
    claim_made,
    declared,
    figure,
    goal_sign,
    measured,
    out_of,
    period_name,
    unit,
    value_words,
)


def tell(change: Change) -> str:
    """Say what changed, as far as the kind of change does not: ``120 → 240 of 300 delegates a year``."""
    earlier, later = change.earlier, change.later
    if earlier is None or later is None:
        return _tell_commitment(change.judgement)
    match change.kind:
        case "status":
            return moved(declared(earlier), declared(later))
        case "state":
            figures = "" if later.measured is None else "by the figures "
            return f"{figures}{_tell_move(change)}"
        case "verdict":
            return _tell_verdict(later, earlier)
        case "original":
            by_first = called(str(change.after), later.scale) if change.after else "the same as by its terms now"
            return f"by its first terms {by_first}"
        case "goal":
            return f"{_tell_move(change)} {unit(later.commitment)}"
        case "milestones":
            return value_words(later.agreement.current.milestones) or "none"
        case "due":
            return _tell_move(change)
        case "figure":
            return _tell_figure(change, later)
        case "concluded" | "period":
            return _tell_period(change, later)
        case "edited":
            return ", ".join(change.keys)
        case "granted" | "extended" | "shortened" | "withdrawn" | "expired" | "removed":
            return _tell_members(change)
        case "rewritten" | "erased" | "corrected" | "restated" | "beside" | "counts" | "update" | "late":
            return _tell_update(change, later)
        case "new" | "gone":
            return _tell_commitment(change.judgement)
        case _:
            assert_never(change.kind)


def scope(comparison: Comparison) -> str:
    """Say what is compared, and the date of the judgement where that does not say it."""
    earlier, later = comparison.earlier, comparison.later
    if earlier.known_on != later.known_on:
        return f"from {_known(earlier)} to {_known(later)} · as of {on(later.as_of)}"
    known = f" · as known on {on(later.known_on)}" if later.known_on else ""
    day = "" if later.name == str(later.as_of) else f" · as of {on(later.as_of)}"
    return f"from {_named(earlier)} to {_named(later)}{day}{known}"


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
    shifts = ", ".join(f"{said} {before} → {after}" for said, (before, after) in counted.items() if before != after)
    return f"{comparison.changed} of {total} changed{f': {shifts}' if shifts else ''}"


def _tell_move(change: Change) -> str:
    commitment = change.judgement.commitment
    return moved(*(_written(one, commitment, change.judgement.scale) for one in (change.before, change.after)))


def _written(value: Moved, commitment: AnyCommitment, scale: Scale) -> str:
    match value:
        case Goal():
            return goal_sign(value, commitment)
        case Decimal() | None:
            return amount_or_dash(value)
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
    if verdict is None:
        return f"no longer {declared(earlier)}"
    return f"{declared(later)} on {verdict.date}: {verdict.note}"


def _tell_figure(change: Change, later: Judgement) -> str:
    commitment, period = later.commitment, change.period
    goal = period.goal if period else later.goal
    where = ""
    if period and isinstance(commitment, Periodic | Level) and commitment.every:
        where = f" in {period_name(period.period, every(commitment.every))}"
    goals = goal_sign(goal, commitment) if goal else "–"
    return f"{measured(_tell_move(change), goals, later)}{where}"


def _tell_period(change: Change, later: Judgement) -> str:
    commitment, period = later.commitment, change.period
    assert isinstance(commitment, Periodic | Level)
    assert commitment.every is not None
    assert period is not None
    name = period_name(period.period, every(commitment.every))
    if change.kind == "period":
        return f"{name}: {_tell_move(change)}"
    state = called(period.state, later.scale)
    return f"{name}: {state}, {out_of(period.actual, period.goal, commitment)} {commitment.unit}"


def _tell_members(change: Change) -> str:
    first = change.members[0]
    names = ", ".join(member.name for member in change.members)
    uncounted = "" if first.counts else "; not among the members that count"
    match change.kind:
        case "removed":
            return f"{names}: no grant of it stands{uncounted}"
        case "extended" | "shortened":
            return f"{names}: until {moved(_last_date(change.before), _last_date(change.after))}{uncounted}"
        case "granted":
            until = f" until {first.until}" if first.until else ""
            return f"{names}: since {first.since}{until}{uncounted}"
        case _:
            return f"{names}: in force from {first.since} until {first.until}{uncounted}"


def _last_date(value: Moved) -> str:
    return "further notice" if value is None else str(value)


def _tell_update(change: Change, later: Judgement) -> str:
    entry = change.entry
    assert entry is not None
    update = entry.update
    match change.kind:
        case "rewritten":
            remarks = [f"edited: {', '.join(change.keys)}"]
        case "corrected" | "restated":
            remarks = [fate(entry) or "stands again"]
        case "beside":
            remarks = ["another figure counts now"]
        case "counts":
            remarks = ["beside another figure until then"]
        case "late":
            counts = "so it counts on both dates" if entry.fate == "stands" else fate(entry)
            remarks = [f"recorded on {recorded_on(update)}, {counts}"]
        case "erased":
            remarks = []
        case _:
            remarks = [replacing(update), fate(entry)]
    said = f"{update.date} · {claim_made(update, later.commitment, later.scale)}"
    return "; ".join((said, *filter(None, remarks)))
