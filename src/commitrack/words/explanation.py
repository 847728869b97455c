"""The judgement in a sentence, with the numbers in it."""

from typing import assert_never

from commitrack.ledger.model import Joint, Level, Periodic, Qualitative, Standing, Total, Update
from commitrack.progress.judgement import Judgement, Rival
from commitrack.progress.periods import every
from commitrack.progress.rules.holding import tells
from commitrack.progress.rules.measurement import Measurement
from commitrack.progress.states import WORST_FIRST
from commitrack.words.format import amount, amount_or_dash, called, capitalised, count, listed, on, reported, sentence
from commitrack.words.periods import explain_periods
from commitrack.words.phrases import declared, goal_words, own_unit, period_name, terms_words, who
from commitrack.words.reasons.levels import explain_level
from commitrack.words.reasons.pace import against
from commitrack.words.reasons.totals import explain_absence, explain_total


def explain(judgement: Judgement) -> str:
    """Say why the commitment has its state, and, where a verdict differs from it, who says otherwise."""
    return " ".join(told(judgement))


def told(judgement: Judgement) -> tuple[str, ...]:
    """Return what is said of the state, what a declared status and the figures say first, then what stands beside."""
    parts = [
        *_declared(judgement),
        capitalised(_explain_state(judgement)),
        *_by_first_terms(judgement),
        *(tell_rival(rival, judgement) for rival in judgement.rivals),
        *_said_by_a_party(judgement),
        *_forecast(judgement),
    ]
    return tuple(part for part in parts if part)


def _declared(judgement: Judgement) -> list[str]:
    verdict = judgement.verdict
    if verdict is None or verdict.status is None:
        return []
    late = f", {count(judgement.days_late, 'day')} late" if judgement.days_late else ""
    status, state = (called(one, judgement.scale) for one in (verdict.status, judgement.state))
    said = f"Declared {status} on {on(verdict.date)}{late}: {sentence(verdict.note or '')}"
    if judgement.measured is None and not judgement.parts:
        return [said]
    if verdict.status == judgement.state:
        return [said, "The figures agree."]
    by_figures = "there is no data" if state == "no data" else f"it is {state}"
    return [said, f"By the figures {by_figures}."]


def _explain_state(judgement: Judgement) -> str:
    start = judgement.commitment.start
    if judgement.state == "upcoming" and start and start > judgement.as_of:
        return f"It begins on {on(start)}, {count((start - judgement.as_of).days, 'day')} from {on(judgement.as_of)}."
    match judgement.commitment:
        case Qualitative():
            return "" if judgement.verdict or judgement.party_verdict else _explain_qualitative(judgement)
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
    if not judgement.differs_from_original or judgement.original_state is None:
        return []
    terms, due, met = judgement.agreement.first, judgement.agreement.first.due, judgement.original_met
    first = terms_words(terms, judgement.commitment)
    named = "the first terms of its parts" if judgement.parts else f"its first terms{f', {first},' if first else ''}"
    late = f", {count((met - due).days, 'day')} late" if due and met and met > due else ""
    state = called("fulfilled" if late else judgement.original_state, judgement.scale)
    return [f"By {named} it is {state}{late}."]


def tell_rival(rival: Rival, judgement: Judgement) -> str:
    """Tell a figure that stands beside the ones that count, and what it would mean."""
    said = f"{reported_by(rival)}{own_unit(judgement.commitment)} for {on(rival.update.date)}"
    flag = f" ({rival.update.flag})" if rival.update.flag else ""
    by_its = f"by its figures {called(rival.state, judgement.scale)}{_in_period(rival, judgement)}"
    return f"{capitalised(rival.name)} reports {said}{flag}: {by_its}."


def _in_period(rival: Rival, judgement: Judgement) -> str:
    commitment, period = judgement.commitment, judgement.period_of(rival.update.date)
    if period is None or not isinstance(commitment, Periodic | Level) or commitment.every is None:
        return ""
    return f" in {period_name(period.period, every(commitment.every))}"


def reported_by(rival: Rival) -> str:
    """Write the figure that a reporter has beside the one that counts, as exactly as it is reported."""
    return "–" if rival.actual is None else reported(rival.actual, rival.bound)


def _said_by_a_party(judgement: Judgement) -> list[str]:
    """Tell the verdict of a party or the media: a claim, which settles nothing where there is a number."""
    party = judgement.party_verdict
    if party is None or party.status is None:
        return []
    name, status = capitalised(who(party)), called(party.status, judgement.scale)
    return [f"{name} declared it {status} on {on(party.date)}: {sentence(party.note or '')}"]


def _forecast(judgement: Judgement) -> list[str]:
    """Tell the last forecast for a date that is still to come."""
    coming = [one for one in judgement.forecasts if one.for_date and one.for_date >= judgement.as_of]
    return [
        f"On {on(one.date)}, {_forecaster(one)} expected {amount_or_dash(one.forecast)}"
        f"{own_unit(judgement.commitment)} by {on(one.for_date or one.date)}."
        for one in coming[-1:]
    ]


def _forecaster(forecast: Update) -> str:
    return who(forecast) if forecast.publisher or forecast.by else "a forecast"


def _explain_qualitative(judgement: Judgement) -> str:
    checked = f" It was last checked on {on(judgement.last_evidence)}." if judgement.last_evidence else ""
    settle = "No number was promised: only a verdict can settle it."
    if judgement.due and judgement.state in ("overdue", "awaited"):
        return f"It was due on {on(judgement.due)}. {settle}{checked}"
    return f"{settle}{checked}"


def _explain_joint(judgement: Judgement) -> str:
    """Name the parts of each state, the worst first, by their titles: an id means nothing to a reader."""
    titles: dict[str, list[str]] = {}
    for _, part in sorted(judgement.parts, key=lambda named: WORST_FIRST.index(named[1].state)):
        titles.setdefault(_counted_part(part), []).append(f"“{part.commitment.title}”")
    said = " ".join(f"{capitalised(status)}: {listed(named)}." for status, named in titles.items())
    return f"All {len(judgement.parts)} must be met. {said}"


def _counted_part(part: Judgement) -> str:
    """Write what a part counts as, and what somebody says of it where that is something else."""
    if part.verdict and not part.has_number:
        return called(part.status, part.scale)
    state, said = called(part.state, part.scale), declared(part)
    return state if part.status == part.state else f"{state} ({said})"


def _explain_standing(judgement: Judgement, commitment: Standing, measured: Measurement) -> str:
    goal, due, unit = measured.goal, judgement.due, commitment.unit
    if measured.actual is None or goal.target is None:
        return explain_absence(judgement, goal_words(goal, commitment))
    verb = "is" if measured.actual == 1 else "are"
    number, flag = reported(measured.actual, measured.bound), f" ({measured.flag})" if measured.flag else ""
    in_force = f"{number} of {amount(goal.target)} {unit} {verb} in force{flag}"
    is_open = any(tells(limit, measured.actual, measured.bound) is None for limit in goal.limits)
    expiry = f"; the next expiry is {on(judgement.expires)}" if judgement.expires else ""
    since = measured.outcome.since
    match judgement.state:
        case "lapsed" if since:
            return f"It was met once, but has not been since {on(since)}: {in_force}{expiry}."
        case "fulfilled" if measured.reached:
            have = "has" if measured.actual == 1 else "have"
            return f"{capitalised(in_force)}, and {have} been since {on(measured.reached)}{expiry}."
        case "fulfilled-late" if measured.reached and due:
            late = f"since {on(measured.reached)} and so after the last date, {on(due)}"
            return f"{capitalised(in_force)}, {late}{expiry}."
        case "fulfilled" | "fulfilled-late":
            return f"It was met once. Now {in_force}, which is too inexact to show whether it still is met{expiry}."
        case "missed" if due:
            return f"It was due on {on(due)} and not met: {in_force}{expiry}."
        case "overdue" | "awaited" if due and is_open:
            unsettled = f"It was due on {on(due)}, and no figure of that date or later settles it"
            return f"{unsettled}: {in_force}, which is too inexact{expiry}."
        case "overdue" | "awaited" if due:
            return f"It was due on {on(due)}, and nothing is known of that date or later: {in_force}{expiry}."
        case _:
            pace = against(measured.pace, measured, unit) if measured.pace else ""
            if pace and judgement.state == "in-progress":
                pace = ", which is too inexact to judge the pace by"
            return f"{capitalised(in_force)}{pace}{expiry}."
