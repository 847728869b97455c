"""The judgement of a running count, in a sentence."""

from datetime import date, timedelta

from commitrack.ledger.model import Level, Total
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal
from commitrack.progress.judgement import Judgement
from commitrack.progress.rules.holding import shows
from commitrack.progress.rules.measurement import Measurement
from commitrack.words.format import amount, capitalised, count, on, reported
from commitrack.words.phrases import figure_words, goal_in_short, goal_words
from commitrack.words.reasons.pace import against, outlook
from commitrack.words.units import be, was

TOO_INEXACT_FOR_PACE = "which is too inexact to judge the pace by"


def explain_total(judgement: Judgement, commitment: Total, measured: Measurement) -> str:
    """Say where a running count stands to its goal, or to its cap."""
    goal, due, last = goal_words(measured.goal, commitment), judgement.due, measured.last
    if last is None:
        return explain_absence(judgement, goal)
    flag = f" ({last.update.flag})" if last.update.flag else ""
    counted = f"{_counted(measured, last, commitment)}"
    stands = f"{counted} on {on(last.date)}{flag}"
    outcome = measured.outcome
    decided = outcome.decided_by
    now = stands if decided and decided.date != last.date else f"{counted}{flag}"
    match judgement.state:
        case "fulfilled" if decided and measured.goal.at_most is not None:
            kept = _cap(commitment, measured, due, goal_in_short(measured.goal, commitment), decided)
            return f"{figure_words(decided, commitment)}: {kept}.{since_then(measured, decided, commitment)}"
        case "fulfilled" if decided:
            return f"The target was met on {on(decided.date)}{_before(decided.date, due)}: {now}."
        case "fulfilled-late" if decided and due:
            late = count((decided.date - due).days, "day")
            return f"The target was met on {on(decided.date)}, {late} after it was due ({on(due)}): {now}."
        case "overdue" | "awaited" if due:
            is_cap = measured.goal.at_most is not None
            was_due = capitalised(_cap(commitment, measured, due, goal)) if is_cap else f"It was due on {on(due)}"
            return (
                f"{was_due}, and no figure of that date or later settles it: the last one is {stands}, "
                f"{short(measured, last)}.{awaited(judgement)}"
            )
        case "missed" if decided and outcome.limit.side == "at-most":
            kept = _cap(commitment, measured, due, goal_in_short(measured.goal, commitment), decided)
            return f"{figure_words(decided, commitment)}: {kept}.{since_then(measured, decided, commitment)}"
        case "missed" if due:
            then = "that date" if last.date == due else on(last.date)
            reached = f"{counted} on {then}{flag}"
            return f"It was due on {on(due)} and not met: {reached}, {short(measured, last)}."
        case "on-track" if measured.pace is None:
            return f"{stands}: {_cap(commitment, measured, due, goal_in_short(measured.goal, commitment), last)}."
        case _ if measured.pace is None:
            return f"{stands}; {_pathless(judgement, measured)}."
        case "in-progress":
            return f"{stands}, {TOO_INEXACT_FOR_PACE}."
        case _:
            pace, unit = measured.pace, commitment.unit
            return f"{stands}{against(pace, measured, unit)}.{outlook(pace, measured, unit)}"


def since_then(measured: Measurement, decided: Figure, commitment: Total | Level) -> str:
    """Tell the last figure, where it came after the one that decided: it changes nothing."""
    last, goal = measured.last, measured.goal
    if last is None or last is decided or measured.averaged:
        return ""
    off = next((limit for limit in goal.limits if not limit.met_by(last.amount)), None)
    was_met = goal.met_by(decided.amount)
    if last.bound in ("at-least", "at-most"):
        stands = ""
    elif off is None:
        stands = ", which still meets the goal" if was_met else ", which meets the goal"
    else:
        where = "below" if off.side == "at-least" else "above"
        stands = f", {where} the goal again" if was_met else f", still {where} the goal"
    return f" Since then {figure_words(last, commitment)}{stands}."


def explain_absence(judgement: Judgement, goal: str) -> str:
    """Say that there is no figure, and what is promised."""
    due, measured = judgement.due, judgement.measured
    is_cap = measured is not None and measured.goal.at_most is not None
    if judgement.state in ("overdue", "awaited") and due:
        return (
            f"The promise was {goal} {'until' if is_cap else 'by'} {on(due)}, and {no_figure(judgement)}."
            f"{awaited(judgement)}"
        )
    by = f" {'until' if is_cap else 'by'} {on(due)}" if due else ", without a last date"
    return f"{capitalised(no_figure(judgement))}. The goal is {goal}{by}."


def no_figure(judgement: Judgement) -> str:
    """Say that no figure counts, whether there are some from before the start, and when somebody last looked."""
    prior = judgement.measured.prior[-1:] if judgement.measured else ()
    start, looked, due = judgement.commitment.start, judgement.last_evidence, judgement.due
    yet = "" if due and judgement.as_of > due else " yet"
    since = f" since {on(start)}" if prior and start else ""
    before = "".join(f", and the last one before is {figure_words(one, judgement.commitment)}" for one in prior)
    is_newer = looked is not None and not any(one.date == looked for one in prior)
    checked = f"; it was last checked on {on(looked)}" if looked and is_newer else ""
    return f"no figure{since} has been recorded{yet}{before}{checked}"


def awaited(judgement: Judgement) -> str:
    """Say by when the figure of the end is expected, while it is not yet missing."""
    if judgement.state != "awaited" or judgement.due is None:
        return ""
    return f" The figure is expected by {on(judgement.due + timedelta(days=judgement.reported_within))}."


def short(measured: Measurement, figure: Figure) -> str:
    """Say by how much a figure is off the goal: ``25 short``; of one that is too inexact nobody knows."""
    if any(shows(limit, figure) is None for limit in measured.goal.limits):
        return "which is too inexact"
    side = next((limit for limit in measured.goal.limits if not limit.met_by(figure.amount)), None)
    if side is None:
        return "within the goal"
    off = amount(abs(side.amount - figure.amount))
    exactly = {"about": "about ", None: ""}.get(figure.bound, "at least ")
    return f"{exactly}{off} {'short' if side.side == 'at-least' else 'too many'}"


def _counted(measured: Measurement, figure: Figure, commitment: Total) -> str:
    """Write how much of a target is reached; with a cap, the amount alone."""
    goal: Goal = measured.goal
    of = f" of {amount(goal.target)}" if goal.target is not None and goal.at_most is None else ""
    return f"{reported(figure.amount, figure.bound)}{of} {commitment.unit}"


def _cap(commitment: Total, measured: Measurement, due: date | None, goal: str, figure: Figure | None = None) -> str:
    """Say within which bounds a count was to stay; the date of the figure before it is not said again."""
    verb = (was if due else be)(measured.goal.at_most, commitment.unit)
    until = f" until {'that date' if figure and figure.date == due else on(due)}" if due else ""
    return f"{goal} {verb} promised{until}"


def _before(day: date, due: date | None) -> str:
    """Say how long before the last date something was."""
    if due is None or day > due:
        return ""
    early = (due - day).days
    return f", {count(early, 'day')} before it was due ({on(due)})" if early else ", the date it was due"


def _pathless(judgement: Judgement, measured: Measurement) -> str:
    first = measured.path.points[0][0] if measured.path else None
    if first is None or judgement.commitment.start:
        return "no start and due date say how much to expect by then"
    return f"without a start date nothing says how much to expect before {on(first)}"
