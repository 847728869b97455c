"""The judgement in a sentence, with the numbers in it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

from commitrack.ledger.model import AnyCommitment, Joint, Level, Periodic, Qualitative, Standing, Total, Update
from commitrack.progress.history import standing_updates
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import Count, counts
from commitrack.progress.periods import every
from commitrack.progress.rivals import PARTIES, last_of_each
from commitrack.progress.rules.holding import tells
from commitrack.progress.rules.measurement import Measurement
from commitrack.progress.rules.rival import Rival
from commitrack.progress.states import WORST_FIRST
from commitrack.words.format import (
    amount,
    amount_or_dash,
    called,
    capitalised,
    count,
    flagged,
    listed,
    on,
    paragraph,
    reported,
    sentence,
)
from commitrack.words.periods import explain_periods, listed_periods
from commitrack.words.phrases import goal_words, period_name, with_unit
from commitrack.words.reasons.levels import explain_level
from commitrack.words.reasons.pace import against, too_inexact
from commitrack.words.reasons.totals import explain_absence, explain_total, lapsed
from commitrack.words.revisions import first_terms
from commitrack.words.units import is_plural
from commitrack.words.verdicts import declared, declarer, record_at_first, who


def explain(judgement: Judgement) -> str:
    """Say why the commitment has its state, and, where a verdict differs from it, who says otherwise."""
    return paragraph(*told(judgement))


def told(judgement: Judgement) -> tuple[str, ...]:
    """Return what is said of the state, what a declared status and the figures say first, then what stands beside."""
    parts = [
        *_declared(judgement),
        capitalised(_explain_state(judgement)),
        *_by_first_terms(judgement),
        *(tell_rival(rival, judgement) for rival in judgement.rivals),
        *(_tell_claim(said, judgement) for said in judgement.other_verdicts),
        *_forecasts(judgement),
    ]
    return tuple(part for part in parts if part)


def _declared(judgement: Judgement) -> list[str]:
    verdict = judgement.verdict
    if verdict is None or verdict.status is None:
        return []
    status, state = (called(one, judgement.scale) for one in (verdict.status, judgement.state))
    day, note = on(verdict.date), sentence(verdict.note or "")
    declared_so = f"Declared {status} by {declarer(verdict)} on {day}" if verdict.by else f"Declared {status} on {day}"
    late = count(judgement.days_late, "day") if judgement.days_late else ""
    said = f"{declared_so}, {late} late: {note}" if late else f"{declared_so}: {note}"
    if judgement.measured is None and not judgement.parts:
        return [said]
    if verdict.status == judgement.state:
        return [said, "The figures agree."]
    return [said, "By the figures there is no data." if state == "no data" else f"By the figures it is {state}."]


def _explain_state(judgement: Judgement) -> str:
    start = judgement.commitment.start
    if judgement.state == "upcoming" and start and start > judgement.as_of:
        return f"It begins on {on(start)}, {count((start - judgement.as_of).days, 'day')} from {on(judgement.as_of)}."
    match judgement.commitment:
        case Qualitative():
            return "" if judgement.verdict else _explain_qualitative(judgement)
        case Joint():
            return _explain_joint(judgement)
        case Standing() as standing:
            return _explain_standing(judgement, standing, _measured(judgement))
        case Periodic() as periodic:
            return explain_periods(judgement, periodic, _measured(judgement))
        case Level() as level if level.every:
            return explain_periods(judgement, level, _measured(judgement))
        case Level() as level:
            return explain_level(judgement, level, _measured(judgement))
        case Total() as total:
            return explain_total(judgement, total, _measured(judgement))
        case _:
            assert_never(judgement.commitment)


def _measured(judgement: Judgement) -> Measurement:
    assert judgement.measured is not None, "a commitment with a number is measured"
    return judgement.measured


def _by_first_terms(judgement: Judgement) -> list[str]:
    return [*_state_at_first(judgement), *_lateness_at_first(judgement)]


def _lateness_at_first(judgement: Judgement) -> list[str]:
    """Say how late a verdict is by the first date, where that was moved."""
    due, verdict, late = judgement.agreement.first.due, judgement.verdict, judgement.original_days_late
    if not judgement.verdict_differs_in_lateness or due is None or verdict is None or verdict.status is None:
        return []
    status = called(verdict.status, judgement.scale)
    if late is None:
        return [f"By its first terms it was due on {on(due)}, and declared {status} in time."]
    return [f"By its first terms it was due on {on(due)}, and declared {status} {count(late, 'day')} late."]


def _state_at_first(judgement: Judgement) -> list[str]:
    """Say what the first terms give, where that is another state, or the same and later."""
    days, is_later = judgement.original_figure_late, judgement.figures_differ_in_lateness
    first = first_terms(judgement.agreement.first, judgement.commitment)
    if record := record_at_first(judgement):
        return [f"By its first terms, {first}, {record}."]
    if judgement.original_state is None or not (judgement.differs_from_original or is_later):
        return []
    if is_later and judgement.original_state == "lapsed":
        return [f"By its first terms, {first}, it was met {count(days or 0, 'day')} late."]
    state = called(judgement.original_state, judgement.scale)
    if days and judgement.original_state == "fulfilled-late":
        state = f"{called('fulfilled', judgement.scale)}, {count(days, 'day')} late"
    if judgement.parts:
        return [f"By the first terms of its parts it is {state}."]
    return [f"By its first terms, {first}, it is {state}." if first else f"By its first terms it is {state}."]


def tell_rival(rival: Rival, judgement: Judgement) -> str:
    """Tell a figure that stands beside the ones that count, and what it would mean."""
    commitment, update, name = judgement.commitment, rival.update, capitalised(rival.name)
    figure = flagged(f"{with_unit(reported_by(rival), commitment)} for {on(update.date)}", update.flag)
    state, period = called(rival.state, judgement.scale), judgement.period_of(update.date)
    if period is None or not isinstance(commitment, Periodic | Level) or commitment.every is None:
        return f"{name} reports {figure}: by its figures {state}."
    length = every(commitment.every)
    told = f"{name} reports {figure}: by its figures {state} in {period_name(period.period, length)}."
    if not rival.elsewhere:
        return told
    return paragraph(told, f"{name} reports other figures for {listed_periods(rival.elsewhere, length)} too.")


def reported_by(rival: Rival) -> str:
    """Write the figure that a reporter has beside the one that counts, as exactly as it is reported."""
    return "–" if rival.actual is None else reported(rival.actual, rival.bound)


def _tell_claim(said: Update, judgement: Judgement) -> str:
    """Tell a verdict that is not the status: that of a party settles nothing where there is a number."""
    name, status = capitalised(declarer(said)), called(said.status or "", judgement.scale)
    return f"{name} declared it {status} on {on(said.date)}: {sentence(said.note or '')}"


def _forecasts(judgement: Judgement) -> list[str]:
    """Tell the last forecast of each who expects something of a date that is still to come."""
    coming = [one for one in judgement.forecasts if one.for_date and one.for_date >= judgement.as_of]
    return [_tell_forecast(one, judgement.commitment) for one in last_of_each(coming)]


def _tell_forecast(forecast: Update, commitment: AnyCommitment) -> str:
    day, end = on(forecast.date), on(forecast.for_date or forecast.date)
    expected = with_unit(amount_or_dash(forecast.forecast), commitment)
    if forecast.publisher or forecast.by:
        return f"On {day}, {who(forecast)} expected {expected} by {end}."
    return f"On {day}, a forecast expected {expected} by {end}."


def _explain_qualitative(judgement: Judgement) -> str:
    due = judgement.due if judgement.state in ("overdue", "awaited") else None
    if judgement.other_verdicts:
        said_by = {one.by for one in judgement.other_verdicts}
        return _SAID_ONLY[len(said_by & PARTIES), "media" in said_by].format(due=on(due)) if due else ""
    return paragraph(
        f"It was due on {on(due)}." if due else "",
        "No number was promised: only a verdict can settle it.",
        f"It was last checked on {on(judgement.last_evidence)}." if judgement.last_evidence else "",
    )


_SAID_ONLY: Mapping[tuple[int, bool], str] = {
    (1, False): "It was due on {due}, and only a party has said whether it was met.",
    (2, False): "It was due on {due}, and only the parties have said whether it was met.",
    (0, True): "It was due on {due}, and only the media have said whether it was met.",
    (1, True): "It was due on {due}, and only a party and the media have said whether it was met.",
    (2, True): "It was due on {due}, and only the parties and the media have said whether it was met.",
}
"""By how many parties have said so, and whether the media have."""


def _explain_joint(judgement: Judgement) -> str:
    """Name the parts of each state, the worst first, by their titles: an id means nothing to a reader."""
    titles: dict[str, list[str]] = {}
    for _, part in sorted(judgement.parts, key=lambda named: WORST_FIRST.index(named[1].counts_as)):
        titles.setdefault(_counted_part(part), []).append(f"“{part.commitment.title}”")
    said = [f"{capitalised(status)}: {listed(named)}." for status, named in titles.items()]
    return paragraph(f"All {len(judgement.parts)} must be met.", *said)


def _counted_part(part: Judgement) -> str:
    """Write what a part counts as, and what somebody says of it where that is something else."""
    if part.verdict and not part.has_number:
        return called(part.counted_status, part.scale)
    state, said = called(part.state, part.scale), declared(part)
    return state if part.status == part.state else f"{state} ({said})"


def _explain_standing(judgement: Judgement, commitment: Standing, measured: Measurement) -> str:
    goal = measured.goal
    if measured.actual is None or goal.target is None:
        return explain_absence(judgement, goal_words(goal, commitment))
    expiry = f"The next expiry is on {on(judgement.expires)}." if judgement.expires else ""
    return paragraph(_explain_in_force(judgement, commitment, measured, goal.target), expiry)


def _in_force(measured: Measurement, target: Decimal, unit: str) -> str:
    """Write how many are in force: ``2 of 3 ratifications are in force``, ``0 of 1 country is in force``."""
    number = reported(measured.actual or Decimal(0), measured.bound)
    of_target = f"{number} of {amount(target)} {unit}"
    is_one = _is_one(measured.actual or Decimal(0), target, unit)
    return flagged(f"{of_target} is in force" if is_one else f"{of_target} are in force", measured.flag)


def _is_one(number: Decimal, target: Decimal, unit: str) -> bool:
    """Say whether so many of a target are one thing in a sentence: ``1 of 3 countries``, ``0 of 1 country``."""
    return number == 1 or (number <= target == 1 and not is_plural(None, unit))


def _then_and_now(judgement: Judgement, commitment: Standing, measured: Measurement, target: Decimal, due: date) -> str:
    """Write how many were in force on the last date, and how many are now; once where that is the same."""
    known = counts(commitment, standing_updates(judgement.history), due)
    then = known[-1] if known else Count(due, 0)
    before, now, unit = Decimal(then.number), measured.actual or Decimal(0), commitment.unit
    if (before, then.bound) == (now, measured.bound):
        return _in_force(measured, target, unit)
    of_then = f"{reported(before, then.bound)} of {amount(target)} {unit}"
    of_then = f"{of_then} was in force then" if _is_one(before, target, unit) else f"{of_then} were in force then"
    of_now = f"{reported(now, measured.bound)} of {amount(target)}"
    of_now = f"{of_now} is now" if _is_one(now, target, unit) else f"{of_now} are now"
    return f"{flagged(of_then, then.flag)}, and {flagged(of_now, measured.flag)}"


def _explain_in_force(judgement: Judgement, commitment: Standing, measured: Measurement, target: Decimal) -> str:
    due, since, reached = judgement.due, measured.outcome.since, measured.reached
    in_force = _in_force(measured, target, commitment.unit)
    is_open = any(tells(limit, measured.actual or Decimal(0), measured.bound) is None for limit in measured.goal.limits)
    match judgement.state:
        case "lapsed" if since:
            return lapsed(judgement, in_force, since)
        case "fulfilled" if reached and _is_one(measured.actual or Decimal(0), target, commitment.unit):
            return f"{capitalised(in_force)}, and has been since {on(reached)}."
        case "fulfilled" if reached:
            return f"{capitalised(in_force)}, and have been since {on(reached)}."
        case "fulfilled-late" if reached and due:
            return f"{capitalised(in_force)}, since {on(reached)} and so after the last date, {on(due)}."
        case "fulfilled" | "fulfilled-late":
            return f"It was met once. Now {in_force}, which is too inexact to show whether it still is met."
        case "missed" if due:
            in_force = _then_and_now(judgement, commitment, measured, target, due)
            return f"It was due on {on(due)} and not met: {in_force}."
        case "overdue" | "awaited" if due and is_open:
            return (
                f"It was due on {on(due)}, and no figure of that date or later settles it: {in_force}, which is too "
                "inexact."
            )
        case "overdue" | "awaited" if due:
            in_force = _then_and_now(judgement, commitment, measured, target, due)
            return (
                f"It was due on {on(due)}, and nothing has been reported for that date or later. By what was reported "
                f"before, {in_force}."
            )
        case "in-progress" if measured.pace:
            return too_inexact(capitalised(in_force))
        case _ if measured.pace:
            return against(capitalised(in_force), measured.pace, measured, commitment.unit)
        case _:
            return f"{capitalised(in_force)}."
