"""The judgement in a sentence, with the numbers in it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from commitrack.ledger.model import Every, Periodic, Qualitative, Standing
from commitrack.progress.judgement import Judgement, Pace, PeriodJudgement, expected_path, rounded
from commitrack.words.phrases import amount, count, label, period_name, rate

_NAMED_PERIODS = 6


def explain(judgement: Judgement) -> str:
    """Say why the commitment has its state, and, where a verdict differs from it, who says otherwise."""
    state = _explain_state(judgement)
    verdict = judgement.verdict
    if verdict is None or verdict.status is None:
        return state
    declared = f"Declared {label(verdict.status)} on {verdict.date}: {_sentence(verdict.note or '')}"
    if isinstance(judgement.commitment, Qualitative):
        return declared
    if verdict.status == judgement.state:
        return f"{declared} The figures agree. {state}"
    computed = "there is no data" if judgement.state == "no-data" else f"it is {label(judgement.state)}"
    return f"{declared} By the figures {computed}. {state}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _explain_state(judgement: Judgement) -> str:
    start = judgement.commitment.start
    if judgement.state == "upcoming" and start:
        return f"It begins on {start}, {count((start - judgement.as_of).days, 'day')} from {judgement.as_of}."
    match judgement.commitment:
        case Qualitative():
            return _explain_qualitative(judgement)
        case Standing() as standing:
            return _explain_standing(judgement, standing.unit)
        case Periodic() as periodic:
            return _explain_periodic(judgement, periodic)
        case total:
            return _explain_total(judgement, total.unit)


def _explain_qualitative(judgement: Judgement) -> str:
    checked = f" It was last checked on {judgement.last_evidence}." if judgement.last_evidence else ""
    if judgement.state == "overdue":
        return f"It was due on {judgement.due} and has no number to judge by: only a verdict can settle it.{checked}"
    return f"It has no number to judge by: only a verdict can settle it.{checked}"


def _explain_total(judgement: Judgement, unit: str) -> str:
    due, last = judgement.due, judgement.last_figure
    if last is None or judgement.actual is None or judgement.target is None:
        return _explain_absence(
            judgement, f"{amount(judgement.target)} {unit}" if judgement.target is not None else unit
        )
    stands = f"{_actual(judgement, unit)} on {last}"
    match judgement.state:
        case "fulfilled":
            return (
                f"The target was met on {judgement.reached}{_before(judgement.reached, due)}: {_now(judgement, unit)}."
            )
        case "fulfilled-late":
            late = count((judgement.reached - due).days, "day") if judgement.reached and due else "some time"
            now = _now(judgement, unit)
            return f"The target was met on {judgement.reached}, {late} after it was due ({due}): {now}."
        case "overdue":
            return (
                f"It was due on {due}, and no figure is from that day or later: "
                f"the last one is {stands}, {_short(judgement)}."
            )
        case "missed":
            return f"It was due on {due} and not met: {stands}, {_short(judgement)}."
        case _:
            if judgement.pace is None:
                return f"{stands}; {_pathless(judgement)}."
            return (
                f"{stands}{_against(judgement.pace, judgement, unit)}{_outlook(judgement.pace, judgement, due, unit)}"
            )


def _pathless(judgement: Judgement) -> str:
    path = expected_path(judgement)
    if path is None or judgement.commitment.start:
        return "no start and due day say how much to expect by then"
    return f"without a start day nothing says how much to expect before {path.points[0][0]}"


def _now(judgement: Judgement, unit: str) -> str:
    later = judgement.last_figure != judgement.reached
    return f"{_actual(judgement, unit)}{f' on {judgement.last_figure}' if later else ''}"


def _actual(judgement: Judgement, unit: str) -> str:
    assert judgement.actual is not None
    assert judgement.target is not None
    if judgement.lower_is_better:
        return f"{amount(judgement.actual)} {unit} against a target of {amount(judgement.target)} or fewer"
    return f"{amount(judgement.actual)} of {amount(judgement.target)} {unit}"


def _short(judgement: Judgement) -> str:
    assert judgement.actual is not None
    assert judgement.target is not None
    distance = amount(abs(judgement.target - judgement.actual))
    return f"{distance} too many" if judgement.lower_is_better else f"{distance} short"


def _before(day: date | None, due: date | None) -> str:
    if day is None or due is None:
        return ""
    early = (due - day).days
    return f", {count(early, 'day')} before it was due ({due})" if early else ", the day it was due"


def _explain_absence(judgement: Judgement, target: str) -> str:
    checked = f"; it was last checked on {judgement.last_evidence}" if judgement.last_evidence else ""
    if judgement.state == "overdue":
        return f"{target} were due by {judgement.due}, and no figure has been recorded{checked}."
    by = f" by {judgement.due}" if judgement.due else ", without a last day"
    return f"No figure has been recorded yet{checked}. The target is {target}{by}."


def _against(pace: Pace, judgement: Judgement, unit: str) -> str:
    gap = judgement.gap or Fraction(0)
    if gap == 0:
        return f", exactly the {amount(judgement.actual or Decimal(0))} expected by then."
    side = "behind" if gap > 0 else "ahead"
    days = ""
    if pace.days_ahead is not None and (pace.days_ahead > 0) == (side == "ahead"):
        days = f", or {count(abs(pace.days_ahead), 'day')},"
    actual = judgement.actual or Decimal(0)
    expected = _computed(pace.expected, judgement, apart_from=actual)
    return f", where {amount(expected)} were expected: {amount(abs(expected - actual))} {unit}{days} {side}."


def _computed(number: Fraction, judgement: Judgement, apart_from: Decimal) -> Decimal:
    """Round a computed amount to the places of the amounts beside it, or more until it differs from what it should."""
    beside = [one for one in (judgement.actual, judgement.target, judgement.baseline) if one is not None]
    places = max(_places(one) for one in beside)
    while (shown := rounded(number, places)) == apart_from and number != Fraction(apart_from):
        places += 1
    return shown


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _outlook(pace: Pace, judgement: Judgement, due: date | None, unit: str) -> str:
    if pace.rate_needed is None or pace.rate_so_far is None or pace.projected is None or due is None:
        return ""
    days = (due - judgement.figures[-1].date).days
    projected = _computed(pace.projected, judgement, apart_from=judgement.target or Decimal(0))
    return (
        f" From there it takes {rate(pace.rate_needed, days)} to meet the target by {due}; "
        f"the average so far, {rate(pace.rate_so_far, days)}, reaches {amount(projected)} {unit}."
    )


def _explain_periodic(judgement: Judgement, commitment: Periodic) -> str:
    every, unit = commitment.every, commitment.unit
    running = judgement.running
    assert running is not None
    number = judgement.periods.index(running) + 1
    where = f"{every.capitalize()} {number} of {len(judgement.periods)} ({period_name(running.period, every)})"
    ended = [one for one in judgement.periods if one.period.end < judgement.as_of]
    parts = [
        f"{label(state).capitalize()} in {_listed(matching, every)}."
        for state in ("missed", "overdue", "fulfilled")
        if (matching := [one for one in ended if one.state == state and one.figures])
    ]
    if silent := [one for one in ended if not one.figures]:
        parts.append(f"No figure for {_listed(silent, every)}.")
    if "missed" in (one.state for one in ended):
        parts.append(f"A {every} that was missed is not made up in another.")
    if running not in ended:
        parts.append(f"{where}: {_explain_running(judgement, running, unit)}")
    return " ".join(parts)


def _listed(matching: Sequence[PeriodJudgement], every: Every) -> str:
    """Name the periods with their figures, or count them where they are many."""
    if len(matching) > _NAMED_PERIODS:
        return count(len(matching), every)
    figures = [f" ({amount(one.actual)} of {amount(one.target)})" if one.actual is not None else "" for one in matching]
    names = [period_name(one.period, every) + figure for one, figure in zip(matching, figures, strict=True)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _explain_running(judgement: Judgement, running: PeriodJudgement, unit: str) -> str:
    target = f"{amount(running.target)} {unit}"
    if running.actual is None or not running.figures:
        return f"no figure has been recorded yet. The target is {target} by {running.period.end}."
    last = running.figures[-1].date
    stands = f"{amount(running.actual)} of {target} on {last}"
    if running.state == "fulfilled" or running.pace is None:
        return f"{stands}, so the target is met."
    against = _against(running.pace, judgement, unit)
    return f"{stands}{against}{_outlook(running.pace, judgement, running.period.end, unit)}"


def _explain_standing(judgement: Judgement, unit: str) -> str:
    if judgement.actual is None or judgement.target is None:
        return _explain_absence(
            judgement, f"{amount(judgement.target)} {unit}" if judgement.target is not None else unit
        )
    in_force = f"{amount(judgement.actual)} of {amount(judgement.target)} {unit} are in force"
    expiry = f"; the next expiry is {judgement.expires}" if judgement.expires else ""
    match judgement.state:
        case "lapsed":
            return f"It was met once, but is met no longer since {judgement.lapsed}: {in_force}{expiry}."
        case "fulfilled":
            return f"{in_force}, and have been since {judgement.reached}{expiry}."
        case "fulfilled-late":
            return f"{in_force}, since {judgement.reached} and so after the due day, {judgement.due}{expiry}."
        case "missed" | "overdue":
            return f"It was due on {judgement.due} and not met: {in_force}{expiry}."
        case _:
            return f"{in_force}{expiry}."
