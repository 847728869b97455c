"""The judgement of a running count, in a sentence."""

from collections.abc import Mapping
from datetime import date

from commitrack.ledger.model import Level, Total
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Side
from commitrack.progress.judgement import Judgement
from commitrack.progress.rules.holding import shows
from commitrack.progress.rules.measurement import Measurement
from commitrack.words.format import amount, capitalised, count, flagged, on, paragraph, reported
from commitrack.words.phrases import figure_words, goal_in_short, goal_words, with_unit
from commitrack.words.reasons.pace import against, outlook, too_inexact
from commitrack.words.units import be, was


def explain_total(judgement: Judgement, commitment: Total, measured: Measurement) -> str:
    """Say where a running count stands to its goal, or to its cap."""
    due, last, shown = judgement.due, measured.last, measured.shown
    if last is None or shown is None:
        return explain_absence(judgement, goal_words(measured.goal, commitment))
    counted, flag = _counted(measured, shown, commitment), shown.update.flag
    stands = flagged(f"{counted} on {on(shown.date)}", flag)
    outcome = measured.outcome
    decided = outcome.decided_by
    now = stands if decided and decided.date != shown.date else flagged(counted, flag)
    fell = "" if shown is last else since_then(judgement, measured, shown, commitment)
    match judgement.state:
        case "fulfilled" if decided and measured.goal.at_most is not None:
            kept = _capped(judgement, figure_words(decided, commitment), decided, measured, commitment)
            return paragraph(kept, since_then(judgement, measured, decided, commitment))
        case "fulfilled" if decided:
            revised = by_revision(judgement, decided, stands, commitment)
            due_then = judgement.agreement.on(decided.date).due
            return paragraph(revised or _met_in_time(decided.date, due_then, now), fell)
        case "fulfilled-late" if decided and due:
            late = count((decided.date - due).days, "day")
            told = f"The target was met on {on(decided.date)}, {late} after it was due ({on(due)}): {now}."
            return paragraph(told, perhaps_in_time(measured, commitment, due), fell)
        case "overdue" | "awaited" if due:
            return paragraph(_unsettled(stands, measured, last, commitment, due), awaited(judgement))
        case "missed" if decided and outcome.limit.side == "at-most":
            broken = _capped(judgement, figure_words(decided, commitment), decided, measured, commitment)
            return paragraph(broken, since_then(judgement, measured, decided, commitment))
        case "missed" if due:
            reached = flagged(f"{counted} on that date", flag) if last.date == due else stands
            return f"It was due on {on(due)} and not met: {reached}, {shortfall(measured, last)}."
        case "on-track" if measured.pace is None:
            return _capped(judgement, stands, last, measured, commitment)
        case _ if measured.pace is None:
            return _pathless(stands, judgement, measured)
        case "in-progress":
            return too_inexact(stands)
        case _:
            pace, unit = measured.pace, commitment.unit
            return paragraph(against(stands, pace, measured, unit), outlook(pace, measured, unit))


def _met_in_time(day: date, due: date | None, now: str) -> str:
    """Say when a target was met, and how long before the last date, if it was by then."""
    if due is None or day > due:
        return f"The target was met on {on(day)}: {now}."
    if day == due:
        return f"The target was met on {on(day)}, the date it was due: {now}."
    early = count((due - day).days, "day")
    return f"The target was met on {on(day)}, {early} before it was due ({on(due)}): {now}."


def by_revision(judgement: Judgement, decided: Figure, stands: str, commitment: Total | Level) -> str:
    """Say of what only a later revision of the goal made met, or missed, that it did; else nothing."""
    agreement, is_met = judgement.agreement, judgement.state != "missed"
    then = agreement.on(decided.date).goal
    if then is None or then.met_by(decided.amount) == is_met:
        return ""
    for one in agreement.revisions:
        goal = one.terms.goal
        if one.counts and one.update.date > decided.date and goal and goal.met_by(decided.amount) == is_met:
            revised, day = goal_words(goal, commitment), on(one.update.date)
            return _BY_REVISION[is_met].format(goal=revised, day=day, stands=stands)
    return ""


_BY_REVISION: Mapping[bool, str] = {
    True: "The goal was revised to {goal} on {day}, and so met: {stands}.",
    False: "The goal was revised to {goal} on {day}, and so missed: {stands}.",
}
"""By whether it was met."""


def perhaps_in_time(measured: Measurement, commitment: Total | Level, due: date) -> str:
    """Say of a goal that is first shown met late which figure leaves open that it was met in time, if one does.

    Of a running count that is the last one, of a level any.
    """
    inside = [one for one in measured.figures if one.date <= due]
    inside = inside[-1:] if isinstance(commitment, Total) else inside
    for one in reversed(inside):
        if any(shows(limit, one) is None for limit in measured.goal.limits):
            figure = with_unit(reported(one.amount, one.bound), commitment)
            return f"It may have been met in time: the figure of {on(one.date)} says only {figure}."
    return ""


def _unsettled(stands: str, measured: Measurement, last: Figure, commitment: Total, due: date) -> str:
    """Say that the last date has passed, and that nothing settles whether the goal was met."""
    off = shortfall(measured, last)
    if measured.goal.at_most is None:
        return (
            f"It was due on {on(due)}, and no figure of that date or later settles it: the last one is {stands}, {off}."
        )
    goal, were = capitalised(goal_words(measured.goal, commitment)), was(measured.goal.at_most, commitment.unit)
    return (
        f"{goal} {were} promised until {on(due)}, and no figure of that date or later settles it: the last one is "
        f"{stands}, {off}."
    )


def since_then(judgement: Judgement, measured: Measurement, decided: Figure, commitment: Total | Level) -> str:
    """Tell the last figure, where it came after the one that decided: it changes nothing."""
    last, goal = measured.last, judgement.agreement.current.goal
    if last is None or last is decided or measured.averaged or goal is None:
        return ""
    figure = figure_words(last, commitment)
    if last.bound in ("at-least", "at-most"):
        return f"Since then {figure}."
    off = next((limit for limit in goal.limits if not limit.met_by(last.amount)), None)
    side = off.side if off else None
    if measured.decided_under:
        return _SINCE_THEN_REVISED[side].format(figure=figure, goal=goal_in_short(goal, commitment))
    has_met = goal.met_by(decided.amount)
    between = [one for one in measured.figures if decided.date < one.date < last.date and not goal.met_by(one.amount)]
    if side is None and has_met and between:
        return _MET_AGAIN.format(off=figure_words(between[-1], commitment), figure=figure)
    return _SINCE_THEN[side, has_met].format(figure=figure)


_SINCE_THEN: Mapping[tuple[Side | None, bool], str] = {
    (None, True): "Since then {figure}, which still meets the goal.",
    (None, False): "Since then {figure}, which meets the goal.",
    ("at-least", True): "Since then {figure}, below the goal again.",
    ("at-least", False): "Since then {figure}, still below the goal.",
    ("at-most", True): "Since then {figure}, above the goal again.",
    ("at-most", False): "Since then {figure}, still above the goal.",
}
"""By the side of the goal that the last figure is off, and whether the one that decided met it."""
_MET_AGAIN = "Since then {off}, off the goal, and {figure}, which meets it again."
_SINCE_THEN_REVISED: Mapping[Side | None, str] = {
    None: "Since then {figure}, which meets the revised goal, {goal}.",
    "at-least": "Since then {figure}, below the revised goal, {goal}.",
    "at-most": "Since then {figure}, above the revised goal, {goal}.",
}
"""The same where another goal decided than the one in force."""


def lapsed(judgement: Judgement, stands: str, since: date | None) -> str:
    """Say that a goal was met once, how late if it was, and that it is no longer, or has not been ``since`` a date."""
    late = count(judgement.figure_late, "day") if judgement.figure_late else ""
    return _LAPSED[bool(late), since is not None].format(late=late, since=on(since) if since else "", stands=stands)


_LAPSED: Mapping[tuple[bool, bool], str] = {
    (False, False): "It was met once, but is no longer: {stands}.",
    (False, True): "It was met once, but has not been since {since}: {stands}.",
    (True, False): "It was met once, {late} late, but is no longer: {stands}.",
    (True, True): "It was met once, {late} late, but has not been since {since}: {stands}.",
}
"""By whether it was met late, and whether more than the last figure shows it lost."""


def explain_absence(judgement: Judgement, goal: str) -> str:
    """Say that there is no figure, and what is promised."""
    due, measured = judgement.due, judgement.measured
    is_cap = measured is not None and measured.goal.at_most is not None
    if due is None:
        return paragraph(no_figure(judgement), f"The goal is {goal}, without a last date.")
    end = on(due)
    if judgement.state not in ("overdue", "awaited"):
        return paragraph(
            no_figure(judgement), f"The goal is {goal} until {end}." if is_cap else f"The goal is {goal} by {end}."
        )
    if measured and measured.prior:
        was_promised = f"The promise was {goal} until {end}." if is_cap else f"The promise was {goal} by {end}."
        return paragraph(was_promised, no_figure(judgement), awaited(judgement))
    unmet = f"The promise was {goal} by {end}, and no figure has been recorded."
    if is_cap:
        unmet = f"The promise was {goal} until {end}, and no figure has been recorded."
    return paragraph(unmet, _last_checked(judgement), awaited(judgement))


def no_figure(judgement: Judgement) -> str:
    """Say that no figure counts, whether there are some from before the start, and when somebody last looked."""
    prior = judgement.measured.prior[-1:] if judgement.measured else ()
    start, due = judgement.commitment.start, judgement.due
    is_over = due is not None and judgement.as_of > due
    if not prior or start is None:
        absent = "No figure has been recorded." if is_over else "No figure has been recorded yet."
    elif is_over:
        before = figure_words(prior[-1], judgement.commitment)
        absent = f"No figure since {on(start)} has been recorded, and the last one before is {before}."
    else:
        before = figure_words(prior[-1], judgement.commitment)
        absent = f"No figure since {on(start)} has been recorded yet, and the last one before is {before}."
    return paragraph(absent, _last_checked(judgement))


def _last_checked(judgement: Judgement) -> str:
    """Say when somebody last looked, where that is not the date of a figure before the start."""
    looked, prior = judgement.last_evidence, judgement.measured.prior[-1:] if judgement.measured else ()
    if looked is None or any(one.date == looked for one in prior):
        return ""
    return f"It was last checked on {on(looked)}."


def awaited(judgement: Judgement) -> str:
    """Say by when the figure of the end is expected, while it is not yet missing."""
    if judgement.state != "awaited" or judgement.due is None:
        return ""
    return f"The figure is expected by {on(judgement.expected_by(judgement.due))}."


def shortfall(measured: Measurement, figure: Figure) -> str:
    """Say by how much a figure is off the goal: ``25 short``; of one that is too inexact nobody knows."""
    if any(shows(limit, figure) is None for limit in measured.goal.limits):
        return "which is too inexact"
    side = next((limit for limit in measured.goal.limits if not limit.met_by(figure.amount)), None)
    if side is None:
        return "within the goal"
    off = reported(abs(side.amount - figure.amount), figure.bound if figure.bound in ("about", None) else "at-least")
    return f"{off} short" if side.side == "at-least" else f"{off} too many"


def _counted(measured: Measurement, figure: Figure, commitment: Total) -> str:
    """Write how much of a target is reached; with a cap, the amount alone."""
    goal, counted = measured.goal, reported(figure.amount, figure.bound)
    if goal.target is None or goal.at_most is not None:
        return f"{counted} {commitment.unit}"
    return f"{counted} of {amount(goal.target)} {commitment.unit}"


def _capped(judgement: Judgement, stands: str, figure: Figure, measured: Measurement, commitment: Total) -> str:
    """Say how a count stands, and within which bounds it was to stay."""
    due = judgement.due
    if revised := by_revision(judgement, figure, stands, commitment):
        return revised
    if measured.decided_under:
        then = goal_in_short(measured.decided_under, commitment)
        return f"{stands}: {then} {was(measured.decided_under.at_most, commitment.unit)} promised then."
    goal, limit = goal_in_short(measured.goal, commitment), measured.goal.at_most
    if due is None:
        return f"{stands}: {goal} {be(limit, commitment.unit)} promised."
    were = was(limit, commitment.unit)
    if figure.date == due:
        return f"{stands}: {goal} {were} promised until that date."
    return f"{stands}: {goal} {were} promised until {on(due)}."


def _pathless(stands: str, judgement: Judgement, measured: Measurement) -> str:
    """Say how a count stands, and why nothing says how much to expect."""
    first = measured.path.points[0][0] if measured.path else None
    if first is None or judgement.commitment.start:
        return f"{stands}; no start and due date say how much to expect by then."
    return f"{stands}; without a start date nothing says how much to expect before {on(first)}."
