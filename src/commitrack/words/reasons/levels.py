"""The judgement of a measured value, in a sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from commitrack.ledger.model import Level
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal
from commitrack.progress.judgement import Judgement
from commitrack.progress.rules.holding import shows, tells
from commitrack.progress.rules.measurement import Measurement
from commitrack.words.format import amount, capitalised, count, flagged, on, paragraph, reported, shown_actual
from commitrack.words.phrases import figure_words, goal_in_short, goal_words
from commitrack.words.reasons.pace import against, outlook_of_level, too_inexact
from commitrack.words.reasons.totals import awaited, by_revision, lapsed, no_figure, perhaps_in_time, since_then
from commitrack.words.units import be, is_percentage, was


def explain_level(judgement: Judgement, commitment: Level, measured: Measurement) -> str:
    """Say where a measured value stands to its goal, and what was promised for when."""
    due, last = judgement.due, measured.last
    promise = f"{capitalised(_promise_now(judgement, commitment, measured))}."
    if last is None:
        return paragraph(no_figure(judgement), promise, awaited(judgement))
    stands = _stands(measured, last, commitment)
    decided, since = measured.outcome.decided_by, measured.outcome.since
    match judgement.state:
        case "fulfilled" | "fulfilled-late" | "missed" if decided:
            after = since_then(judgement, measured, decided, commitment)
            return paragraph(_decided(judgement, commitment, measured, decided), after)
        case "lapsed" if since:
            return paragraph(lapsed(judgement, stands, None if since == last.date else since), promise)
        case "overdue" | "awaited" if due:
            return paragraph(promise, _unsettled(commitment, measured, last, due), awaited(judgement))
        case "on-track" | "behind" if measured.pace and not measured.goal.met_by(last.amount):
            pace, unit, milestone = measured.pace, commitment.unit, _milestone(judgement)
            expected = against(stands, pace, measured, unit)
            return paragraph(expected, promise, outlook_of_level(pace, measured, unit), milestone)
        case "in-progress" if _is_open(measured, last):
            inexact = f"{stands}, which is too inexact to judge by."
            return paragraph(too_inexact(stands) if measured.pace else inexact, promise, _milestone(judgement))
        case _ if measured.goal.met_by(_counted(measured, last)):
            meets = by_revision(judgement, last, stands, commitment) or f"{stands}, which meets the goal."
            return paragraph(meets, promise, _milestone(judgement), _off_before(judgement, measured, commitment))
        case _:
            return paragraph(f"{stands}.", promise, _milestone(judgement))


def _decided(judgement: Judgement, commitment: Level, measured: Measurement, decided: Figure) -> str:
    """Tell the figure that decided, and what was promised."""
    stands, due = _stands(measured, decided, commitment), judgement.due
    if then := measured.decided_under:
        goal = goal_in_short(then, commitment)
        return f"{stands}, off the goal: {goal} {was(_number(then), commitment.unit)} promised then."
    if judgement.state == "fulfilled" and (revised := by_revision(judgement, decided, stands, commitment)):
        return revised
    promise = _promise_then(judgement, commitment, measured, decided)
    if judgement.state == "missed":
        return f"{stands}, off the goal: {promise}."
    if judgement.state == "fulfilled-late" and due:
        late = count((decided.date - due).days, "day")
        in_time = perhaps_in_time(measured, commitment, due) if commitment.holds == "once" else ""
        return paragraph(f"{stands}: {promise}, so the goal was met {late} late.", in_time)
    return f"{stands}: {promise}."


def _unsettled(commitment: Level, measured: Measurement, last: Figure, due: date) -> str:
    """Say why no figure settles whether the goal was met, though the last date has passed."""
    stands, is_open = _stands(measured, last, commitment), _is_open(measured, last)
    if measured.averaged and is_open and (due - last.date).days <= commitment.settled_within:
        return f"{capitalised(stands)} is too inexact to settle it."
    if measured.averaged:
        return f"No figure of that date or later ends the mean: {stands}."
    if one := _open_before(measured, commitment, due):
        return f"{capitalised(figure_words(one, commitment))} is too inexact to settle it."
    if is_open:
        return f"No figure of that date or later settles it: the last one is {stands}, which is too inexact."
    return f"No figure of that date or later settles it: the last one is {stands}."


def _off_before(judgement: Judgement, measured: Measurement, commitment: Level) -> str:
    """Say of a goal without an end how many figures were off it: nothing else tells, once it is met again."""
    off = [one for one in measured.figures if one is not measured.last and _was_off(judgement, one)]
    if judgement.due or measured.averaged or not off:
        return ""
    last = figure_words(off[-1], commitment)
    if len(off) == 1:
        return f"One of its {len(measured.figures)} figures was off the goal: {last}."
    return f"{len(off)} of its {len(measured.figures)} figures were off the goal, the last one {last}."


def _was_off(judgement: Judgement, one: Figure) -> bool:
    goal = judgement.agreement.on(one.date).goal
    return goal is not None and any(shows(limit, one) is False for limit in goal.limits)


def _stands(measured: Measurement, one: Figure, commitment: Level) -> str:
    """Write a figure, or the mean of all where that is what must meet the goal."""
    if not measured.averaged:
        return figure_words(one, commitment)
    averaged = measured.figures[: measured.averaged]
    mean, figures = reported(_counted(measured, one), measured.bound), count(measured.averaged, "figure")
    end = on(averaged[-1].date)
    return flagged(f"{mean} {commitment.unit} on average of {figures} up to {end}", _flags(averaged))


def _flags(figures: Sequence[Figure]) -> str:
    """Say how many of some figures are not final; empty where all are."""
    flags = [one.update.flag for one in figures if one.update.flag]
    if not flags:
        return ""
    flag = flags[0] if len(set(flags)) == 1 else "not final"
    return flag if len(flags) == len(figures) else f"{len(flags)} of them {flag}"


def _open_before(measured: Measurement, commitment: Level, due: date) -> Figure | None:
    """Return the figure that leaves open what every one, or any one, has to show, where that of the end does not."""
    last = measured.last
    if commitment.holds not in ("once", "throughout") or last is None or _is_open(measured, last):
        return None
    if (due - last.date).days > commitment.settled_within:
        return None
    inside = (one for one in reversed(measured.figures) if one.date <= due)
    return next((one for one in inside if any(shows(limit, one) is None for limit in measured.goal.limits)), None)


def _is_open(measured: Measurement, last: Figure) -> bool:
    """Say whether the figure that counts, or the mean, is too inexact to tell whether it meets the goal."""
    return any(tells(limit, _counted(measured, last), measured.bound) is None for limit in measured.goal.limits)


def _counted(measured: Measurement, last: Figure) -> Decimal:
    """Return the figure that counts, or the mean, as it is written."""
    shown = shown_actual(measured)
    return last.amount if shown is None else shown


def _promise_now(judgement: Judgement, commitment: Level, measured: Measurement) -> str:
    """Say what is promised, or was until the end that has passed."""
    goal, due = measured.goal, judgement.due
    is_over = due is not None and judgement.as_of > due
    are = (was if is_over else be)(_number(goal), commitment.unit)
    return _promise(goal_words(goal, commitment), are, judgement, commitment, on(due) if due else None)


def _promise_then(judgement: Judgement, commitment: Level, measured: Measurement, decided: Figure) -> str:
    """Say what was promised, after the figure that decided, whose unit and date are not said again."""
    goal, due = measured.goal, judgement.due
    end = "that date" if decided.date == due else on(due) if due else None
    return _promise(goal_in_short(goal, commitment), was(_number(goal), commitment.unit), judgement, commitment, end)


def _number(goal: Goal) -> Decimal | None:
    return goal.target if goal.at_most is None else goal.at_most


def _promise(goal: str, are: str, judgement: Judgement, commitment: Level, end: str | None) -> str:
    """Say for when a goal is promised, as ``holds`` has it; one that was revised, from the date of that on."""
    since = max((day for day in (judgement.agreement.goal_since, commitment.start) if day), default=None)
    start = on(since) if since else None
    match commitment.holds:
        case "once":
            return f"{goal} {are} promised at some time by {end}" if end else f"{goal} {are} promised at some time"
        case "throughout" if start and end:
            return f"{goal} {are} promised throughout, from {start} until {end}"
        case "throughout" if end:
            return f"{goal} {are} promised throughout, until {end}"
        case "throughout":
            return f"{goal} {are} promised throughout from {start}" if start else f"{goal} {are} promised throughout"
        case "on-average":
            return f"{goal} {are} promised on average until {end}" if end else f"{goal} {are} promised on average"
        case "from-end":
            return f"{goal} {are} promised from {end} on" if end else f"{goal} {are} promised"
        case "at-end" | None:
            return f"{goal} {are} promised for {end}" if end else f"{goal} {are} promised at all times"


def _milestone(judgement: Judgement) -> str:
    """Tell the milestone that is nearest: the last one that has passed, or else the next."""
    points = judgement.agreement.current.milestones
    if not points:
        return ""
    passed = [one for one in points if one.by <= judgement.as_of]
    one = passed[-1] if passed else points[0]
    is_share = is_percentage(getattr(judgement.commitment, "unit", ""))
    target = f"{amount(one.target)} %" if is_share else amount(one.target)
    if passed:
        return f"The milestone for {on(one.by)} was {target}."
    return f"The milestone for {on(one.by)} is {target}."
