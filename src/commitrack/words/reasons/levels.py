"""The judgement of a measured value, in a sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from commitrack.ledger.model import Level
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Goal
from commitrack.progress.judgement import Judgement
from commitrack.progress.rules.holding import shows, tells
from commitrack.progress.rules.measurement import Measurement, rounded
from commitrack.words.format import amount, capitalised, count, on, reported
from commitrack.words.phrases import figure_words, goal_in_short, goal_words
from commitrack.words.reasons.pace import against, outlook_of_level
from commitrack.words.reasons.totals import TOO_INEXACT_FOR_PACE, awaited, no_figure, since_then
from commitrack.words.units import be, is_percentage, was


def explain_level(judgement: Judgement, commitment: Level, measured: Measurement) -> str:
    """Say where a measured value stands to its goal, and what was promised for when."""
    due, last = judgement.due, measured.last
    promised = _promise_now(judgement, commitment, measured)
    if last is None:
        return f"{capitalised(no_figure(judgement))}. {promised}.{awaited(judgement)}"
    stands = _stands(measured, last, commitment)
    decided, since = measured.outcome.decided_by, measured.outcome.since
    match judgement.state:
        case "fulfilled" if decided:
            told = f"{_stands(measured, decided, commitment)}: {_promise_then(commitment, measured, decided, due)}"
            return f"{told}.{since_then(measured, decided, commitment)}"
        case "fulfilled-late" if decided and due:
            told = f"{_stands(measured, decided, commitment)}: {_promise_then(commitment, measured, decided, due)}"
            late = count((decided.date - due).days, "day")
            return f"{told}, so the goal was met {late} late.{since_then(measured, decided, commitment)}"
        case "missed" if decided:
            told = _promise_then(commitment, measured, decided, due)
            then = since_then(measured, decided, commitment)
            return f"{_stands(measured, decided, commitment)}, off the goal: {told}.{then}"
        case "lapsed" if since:
            lapsed = "is no longer" if since == last.date else f"has not been since {on(since)}"
            return f"It was met once, but {lapsed}: {stands}. {promised}."
        case "overdue" | "awaited" if due:
            is_open = _is_open(measured, last)
            if measured.averaged and is_open and (due - last.date).days <= commitment.settled_within:
                return f"{promised}, and {stands} is too inexact to settle it.{awaited(judgement)}"
            if measured.averaged:
                return f"{promised}, and no figure of that date or later ends the mean: {stands}.{awaited(judgement)}"
            if one := _open_before(measured, commitment, due):
                inexact = f"{figure_words(one, commitment)} is too inexact to settle it"
                return f"{promised}, and {inexact}.{awaited(judgement)}"
            unsettled = f"{promised}, and no figure of that date or later settles it"
            inexact = ", which is too inexact" if is_open else ""
            return f"{unsettled}: the last one is {stands}{inexact}.{awaited(judgement)}"
        case "on-track" | "behind" if measured.pace and not measured.goal.met_by(last.amount):
            pace, unit = measured.pace, commitment.unit
            expected = f"{stands}{against(pace, measured, unit)}. {promised}{_milestone(judgement, measured)}."
            return f"{expected}{outlook_of_level(pace, measured, unit)}"
        case "in-progress" if _is_open(measured, last):
            inexact = TOO_INEXACT_FOR_PACE if measured.pace else "which is too inexact to judge by"
            return f"{capitalised(stands)}, {inexact}. {promised}{_milestone(judgement, measured)}."
        case _ if measured.goal.met_by(measured.actual if measured.actual is not None else last.amount):
            met = f"{stands}, which meets the goal. {promised}{_milestone(judgement, measured)}."
            return f"{met}{_off_before(judgement, measured, commitment)}"
        case _:
            return f"{stands}. {promised}{_milestone(judgement, measured)}."


def _off_before(judgement: Judgement, measured: Measurement, commitment: Level) -> str:
    """Say of a goal without an end how many figures were off it: nothing else tells, once it is met again."""
    off = [one for one in measured.figures if _was_off(judgement, one)]
    if judgement.due or measured.averaged or not off:
        return ""
    last = figure_words(off[-1], commitment)
    if len(off) == 1:
        return f" One of its {len(measured.figures)} figures was off the goal: {last}."
    return f" {len(off)} of its {len(measured.figures)} figures were off the goal, the last one {last}."


def _was_off(judgement: Judgement, one: Figure) -> bool:
    goal = judgement.agreement.on(one.date).goal
    return goal is not None and any(shows(limit, one) is False for limit in goal.limits)


def _stands(measured: Measurement, one: Figure, commitment: Level) -> str:
    """Write a figure, or the mean of all where that is what must meet the goal."""
    if not measured.averaged or measured.actual is None:
        return figure_words(one, commitment)
    averaged = measured.figures[: measured.averaged]
    mean, figures = reported(rounded(Fraction(measured.actual)), measured.bound), count(measured.averaged, "figure")
    return f"{mean} {commitment.unit} on average of {figures} up to {on(averaged[-1].date)}{_flags(averaged)}"


def _flags(figures: Sequence[Figure]) -> str:
    """Say how many of some figures are not final."""
    flags = [one.update.flag for one in figures if one.update.flag]
    if not flags:
        return ""
    flag = flags[0] if len(set(flags)) == 1 else "not final"
    return f" ({flag})" if len(flags) == len(figures) else f" ({len(flags)} of them {flag})"


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
    counted = last.amount if measured.actual is None else measured.actual
    return any(tells(limit, counted, measured.bound) is None for limit in measured.goal.limits)


def _promise_now(judgement: Judgement, commitment: Level, measured: Measurement) -> str:
    """Say what is promised, or was until the end that has passed."""
    goal, due = measured.goal, judgement.due
    is_over = due is not None and judgement.as_of > due
    verb = (was if is_over else be)(_number(goal), commitment.unit)
    return f"{capitalised(goal_words(goal, commitment))} {verb} promised{_when(commitment, on(due) if due else None)}"


def _promise_then(commitment: Level, measured: Measurement, decided: Figure, due: date | None) -> str:
    """Say what was promised, after the figure that decided, whose unit and date are not said again."""
    goal = measured.goal
    end = "that date" if decided.date == due else on(due) if due else None
    return f"{goal_in_short(goal, commitment)} {was(_number(goal), commitment.unit)} promised{_when(commitment, end)}"


def _number(goal: Goal) -> Decimal | None:
    return goal.target if goal.at_most is None else goal.at_most


def _when(commitment: Level, end: str | None) -> str:
    """Say for when a goal is promised, as ``holds`` has it."""
    start = f" from {on(commitment.start)}" if commitment.start else ""
    match commitment.holds:
        case "once":
            return f" at some time{f' by {end}' if end else ''}"
        case "throughout":
            return f" throughout{f',{start} until {end}' if end else start}"
        case "on-average":
            return f" on average{f' until {end}' if end else ''}"
        case "from-end":
            return f" from {end} on" if end else ""
        case "at-end" | None:
            return f" for {end}" if end else " at all times"


def _milestone(judgement: Judgement, measured: Measurement) -> str:
    """Tell the milestone that is nearest: the last one that has passed, or else the next."""
    points = judgement.agreement.current.milestones
    if not points:
        return ""
    passed = [one for one in points if one.by <= judgement.as_of]
    one = passed[-1] if passed else points[0]
    percent = " %" if is_percentage(getattr(judgement.commitment, "unit", "")) else ""
    return f", and {amount(one.target)}{percent} {'was' if passed else 'is'} the milestone for {on(one.by)}"
