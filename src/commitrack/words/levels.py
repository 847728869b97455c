"""The judgement of a measured value, in a sentence."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from commitrack.ledger.model import Level
from commitrack.progress.figures import Figure
from commitrack.progress.judgement import Judgement
from commitrack.progress.measurement import Measurement, rounded
from commitrack.words.format import amount, capitalised, count, on
from commitrack.words.pace import against, outlook
from commitrack.words.phrases import figure_words, goal_words
from commitrack.words.totals import awaited


def explain_level(judgement: Judgement, commitment: Level, measured: Measurement) -> str:
    """Say where a measured value stands to its goal, and what was promised for when."""
    goal, due, last = goal_words(measured.goal, commitment), judgement.due, measured.last
    promised = f"{capitalised(goal)} {_is_promised(judgement, commitment, due)}"
    if last is None:
        checked = f"; it was last checked on {on(judgement.last_evidence)}" if judgement.last_evidence else ""
        return f"No figure has been recorded yet{checked}. {promised}.{awaited(judgement)}"
    stands = _stands(measured, last, commitment)
    decided, since = measured.outcome.decided_by, measured.outcome.since
    match judgement.state:
        case "fulfilled" if decided:
            kept = f"{goal} {_was_promised(commitment, due)}"
            then = _since_then(measured, decided, commitment)
            return f"{_measured_on(decided, commitment, measured)}: {kept}.{then}"
        case "fulfilled-late" if decided and due:
            late = count((decided.date - due).days, "day")
            said = (
                f"{_measured_on(decided, commitment, measured)}: {goal} was promised for {on(due)}, and met {late} late"
            )
            return f"{said}.{_since_then(measured, decided, commitment)}"
        case "missed" if decided:
            return (
                f"{_measured_on(decided, commitment, measured)}, off the goal: {goal} {_was_promised(commitment, due)}."
            )
        case "lapsed" if since:
            return f"It was met once, but is met no longer since {on(since)}: {stands}. {promised}."
        case "overdue" | "awaited" if due:
            unsettled = f"{promised}, and no figure of that date or later settles it"
            return f"{unsettled}: the last one is {stands}.{awaited(judgement)}"
        case "on-track" | "behind" if measured.pace and not measured.goal.met_by(last.amount):
            pace, unit = measured.pace, commitment.unit
            expected = f"{stands}{against(pace, measured, unit)}. {promised}{_milestone(judgement, measured)}."
            return f"{expected}{outlook(pace, measured, unit)}"
        case _ if measured.goal.met_by(measured.actual if measured.actual is not None else last.amount):
            return f"{stands}, which meets the goal. {promised}{_milestone(judgement, measured)}."
        case _:
            return f"{stands}. {promised}{_milestone(judgement, measured)}."


def _stands(measured: Measurement, last: Figure, commitment: Level) -> str:
    if commitment.holds == "on-average":
        return f"{_average(measured, commitment)} up to {on(last.date)}"
    return figure_words(last, commitment)


def _average(measured: Measurement, commitment: Level) -> str:
    mean = rounded(Fraction(measured.actual or Decimal(0)))
    return f"{amount(mean)} {commitment.unit} on average of {count(len(measured.figures), 'figure')}"


def _measured_on(figure: Figure, commitment: Level, measured: Measurement) -> str:
    if commitment.holds == "on-average":
        return f"{_average(measured, commitment)} up to {on(figure.date)}"
    return figure_words(figure, commitment)


def _is_promised(judgement: Judgement, commitment: Level, due: date | None) -> str:
    is_over = due is not None and judgement.as_of > due
    return _promise("was promised" if is_over else "is promised", commitment, due)


def _was_promised(commitment: Level, due: date | None) -> str:
    return _promise("was promised", commitment, due)


def _promise(verb: str, commitment: Level, due: date | None) -> str:
    """Say for when a goal is promised, as ``holds`` has it."""
    start = f" from {on(commitment.start)}" if commitment.start else ""
    match commitment.holds:
        case "once":
            return f"{verb} at some time{f' by {on(due)}' if due else ''}"
        case "throughout":
            return f"{verb} throughout{f',{start} until {on(due)}' if due else start}"
        case "on-average":
            return f"{verb} on average{f' until {on(due)}' if due else ''}"
        case "from-end":
            return f"{verb} from {on(due)} on" if due else verb
        case "at-end" | None:
            return f"{verb} for {on(due)}" if due else f"{verb} at all times"


def _since_then(measured: Measurement, decided: Figure, commitment: Level) -> str:
    """Tell what came after the figure that decided, where it no longer meets the goal: it changes nothing."""
    last = measured.last
    if last is None or last is decided or last.date <= decided.date or measured.goal.met_by(last.amount):
        return ""
    side = next(limit for limit in measured.goal.limits if not limit.met_by(last.amount))
    where = "below" if side.side == "at-least" else "above"
    return f" Since then {figure_words(last, commitment)}, {where} the goal again."


def _milestone(judgement: Judgement, measured: Measurement) -> str:
    """Tell the milestone that is nearest: the last one that has passed, or else the next."""
    points = judgement.agreement.current.milestones
    if not points:
        return ""
    passed = [one for one in points if one.by <= judgement.as_of]
    one = passed[-1] if passed else points[0]
    unit = getattr(judgement.commitment, "unit", "")
    return f", and {amount(one.target)} {unit} {'was' if passed else 'is'} the milestone for {on(one.by)}"
