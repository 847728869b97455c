"""The words of the report: whole messages with named fields, so that each of them can stand in another language."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from commitrack.ledger.model import AnyCommitment, Level, Periodic
from commitrack.progress.goal import Goal, Side
from commitrack.progress.judgement import Judgement, banded
from commitrack.progress.periods import every
from commitrack.progress.rules.measurement import Measurement, Pace, rounded
from commitrack.progress.states import BANDS, Band
from commitrack.words.format import (
    amount,
    amount_in_chart,
    called,
    count,
    enumerated,
    flagged,
    paragraph,
    reported,
    shown_actual,
)
from commitrack.words.periods import listed_periods
from commitrack.words.phrases import actual_in_brief, goal_in_short, goal_sign, goal_words, with_unit
from commitrack.words.reasons.pace import expected_by_then, gap_between
from commitrack.words.revisions import revision
from commitrack.words.verdicts import claimed

BAND_NAMES: Mapping[Band, str] = {
    "kept": "kept",
    "on-the-way": "on the way",
    "behind": "behind",
    "broken": "broken or overdue",
    "unknown": "not known",
}

_BEHIND_OR_IN_PART = "behind or partly kept"

_ALONE: Mapping[str, str] = {
    "fulfilled": "The promise is kept.",
    "fulfilled-late": "The promise was kept late.",
    "on-track": "The promise is on track.",
    "in-progress": "The promise is under way.",
    "behind": "The promise is behind.",
    "stalled": "The promise has stalled.",
    "partially-fulfilled": "The promise is kept in part.",
    "missed": "The promise was missed.",
    "overdue": "The promise is overdue.",
    "lapsed": "The promise was kept once, and no longer is.",
    "broken": "The promise is broken.",
    "withdrawn": "The promise was withdrawn.",
    "no-data": "The promise cannot be judged.",
    "awaited": "The last figure of the promise is still to come.",
    "upcoming": "The promise has not begun.",
    "disputed": "Whether the promise is kept is disputed.",
    "superseded": "The promise was replaced by another.",
}
"""Of one promise alone, by its status."""
_ONE: Mapping[Band, str] = {
    "kept": "Of {total:,} promises, 1 is kept.",
    "on-the-way": "1 is on the way.",
    "behind": "1 is behind.",
    "broken": "1 is broken or overdue.",
}
_MANY: Mapping[Band, str] = {
    "kept": "Of {total:,} promises, {number:,} are kept.",
    "on-the-way": "{number:,} are on the way.",
    "behind": "{number:,} are behind.",
    "broken": "{number:,} are broken or overdue.",
}
_NONE_KEPT = "Of {total:,} promises, none is kept so far."
_ONE_IN_PART = "1 is partly kept."
_MANY_IN_PART = "{number:,} are partly kept."
_UNKNOWN: Mapping[str, tuple[str, str]] = {
    "awaited": (
        "For 1 the last figure is still to come.",
        "For {number:,} the last figures are still to come.",
    ),
    "upcoming": ("1 has not begun.", "{number:,} have not begun."),
    "disputed": ("1 is disputed.", "{number:,} are disputed."),
    "superseded": ("1 was replaced by another.", "{number:,} were replaced by others."),
    "uncounted": ("For 1 there is no figure that counts.", "For {number:,} there is no figure that counts."),
    "no-data": ("1 cannot be judged.", "{number:,} cannot be judged."),
}
"""Of one promise and of several that nothing is known of, by their status, unless nobody has published a figure."""
_ONE_SILENT = "For 1 nobody has published a figure."
_MANY_SILENT = "For {number:,} nobody has published a figure."
_ONE_OVERDUE = "1 is overdue, without a figure."
_MANY_OVERDUE = "{number:,} are overdue, without a figure."
_SOME_OVERDUE = "{number:,} are broken or overdue, {silent:,} of them without a figure."
_ONE_MISSED = "1 of them missed its first goal."
_MANY_MISSED = "{number:,} of them missed their first goal."
_ALONE_SILENT = "Nobody has published a figure for the promise."


def hero(judgements: Collection[Judgement]) -> str:
    """Say in a few short sentences how many promises stand how, each of them once; empty where there are none."""
    total = len(judgements)
    silent = [one for one in judgements if _is_silent(one)]
    if total <= 1:
        return _ALONE_SILENT if silent else "".join(_ALONE[one.counted_status] for one in judgements)
    counted, unheard = banded(judgements), banded(silent)
    in_part = sum(one.counted_status == "partially-fulfilled" for one in judgements)
    missed = sum(one.differs_from_original and one.original_state == "missed" for one in judgements)
    told = [
        _told(_ONE["kept"], _MANY["kept"], counted["kept"], total) or _NONE_KEPT.format(total=total),
        _told(_ONE["on-the-way"], _MANY["on-the-way"], counted["on-the-way"]),
        _told(_ONE["behind"], _MANY["behind"], counted["behind"] - in_part),
        _told(_ONE_IN_PART, _MANY_IN_PART, in_part),
        _tell_broken(counted["broken"], unheard["broken"]),
        _told(_ONE_SILENT, _MANY_SILENT, unheard["unknown"]),
    ]
    unknown = Counter(_why_unknown(one) for one in judgements if not _is_silent(one))
    told += [_told(one, many, unknown[why]) for why, (one, many) in _UNKNOWN.items()]
    return paragraph(*told, _told(_ONE_MISSED, _MANY_MISSED, missed))


def _told(one: str, many: str, number: int, total: int = 0) -> str:
    return (one if number == 1 else many).format(number=number, total=total) if number else ""


def _tell_broken(number: int, silent: int) -> str:
    """Tell those that are broken or overdue, and of how many of them there is no figure: those are overdue."""
    if silent == number:
        return _told(_ONE_OVERDUE, _MANY_OVERDUE, silent)
    if silent:
        return _SOME_OVERDUE.format(number=number, silent=silent)
    return _told(_ONE["broken"], _MANY["broken"], number)


def _is_silent(judgement: Judgement) -> bool:
    """Say whether a promise has begun, and nobody has published a figure for it or said how it stands."""
    if judgement.parts:
        return judgement.counted_status == "no-data"
    said = judgement.was_reported or judgement.verdict or judgement.party_verdict
    return not said and judgement.counted_status != "upcoming"


def _why_unknown(judgement: Judgement) -> str:
    status = judgement.counted_status
    return "uncounted" if status == "no-data" and judgement.was_reported else status


def band_names(statuses: Collection[str]) -> Mapping[Band, str]:
    """Name the bands of promises with some statuses: what was kept in part stands with what is behind, and is not."""
    return {**BAND_NAMES, "behind": _BEHIND_OR_IN_PART} if "partially-fulfilled" in statuses else BAND_NAMES


def in_bands(counted: Mapping[Band, int], names: Mapping[Band, str]) -> str:
    """Write how many promises are in each band: ``3 kept, 2 behind``."""
    return enumerated(f"{counted[name]:,} {names[name]}" for name in BANDS if counted[name])


def caveats(judgement: Judgement) -> Iterator[str]:
    """Say what belongs to a status wherever that stands alone: what else could be said, by whom and by which terms."""
    scale = judgement.scale
    if periods := _periods_that_decide(judgement):
        yield periods
    if state := judgement.by_the_figures:
        yield _BY_FIGURES.format(state=called(state, scale))
    if judgement.differs_from_original and judgement.original_state:
        yield _BY_FIRST_TERMS.format(state=called(judgement.original_state, scale))
    elif revision(judgement):
        yield _REVISED
    if said := claimed(judgement):
        yield said
    for rival in judgement.rivals:
        if rival.state != judgement.state:
            yield _BY_RIVAL.format(name=rival.name, state=called(rival.state, scale))


def _periods_that_decide(judgement: Judgement) -> str:
    """Name the periods by which the whole is judged, where the figure beside its status is that of another one."""
    commitment, shown = judgement.commitment, judgement.headline
    if shown is None or not isinstance(commitment, Periodic | Level) or not commitment.every:
        return ""
    decisive = [one.period for one in judgement.concluded if one.state == judgement.state]
    if judgement.state not in ("missed", "overdue", "awaited") or shown.period in decisive or not decisive:
        return ""
    return _IN_PERIODS.format(
        state=called(judgement.state, judgement.scale), periods=listed_periods(decisive, every(commitment.every))
    )


_IN_PERIODS = "{state} in {periods}"
_BY_FIGURES = "by the figures {state}"
_BY_FIRST_TERMS = "by its first terms {state}"
_REVISED = "revised"
_BY_RIVAL = "by the figures of {name} {state}"


def figure_of(measured: Measurement, commitment: AnyCommitment) -> str:
    """Say how the figure stands to the goal: as a part of it only where it is one.

    ``2,300 of 3,500 scholarships``; ``402,000 cases; the goal is at most 200,000``.
    """
    actual, goal = shown_actual(measured), measured.goal
    if actual is None:
        return f"{absence(measured)}; the goal is {goal_words(goal, commitment)}"
    reached = reported(actual, measured.bound)
    if is_part(actual, goal, commitment):
        return flagged(f"{reached} of {goal_words(goal, commitment)}", measured.flag)
    reached = flagged(with_unit(reached, commitment, actual), measured.flag)
    return f"{reached}; the goal is {goal_in_short(goal, commitment)}"


def figure_in_short(measured: Measurement, commitment: AnyCommitment) -> str:
    """Write the figure and the goal where the unit is known: ``2,300 of 3,500``, ``402,000, goal ≤ 200,000``."""
    actual, goal = shown_actual(measured), measured.goal
    if actual is None:
        return f"{absence(measured)}, goal {goal_sign(goal, commitment)}"
    reached = actual_in_brief(measured)
    if is_part(actual, goal, commitment):
        return f"{reached} of {goal_sign(goal, commitment)}"
    return f"{reached}, goal {goal_sign(goal, commitment)}"


def absence(measured: Measurement) -> str:
    """Say that there is no figure; where there are some from before the start, that none of them counts."""
    return "no figure since the start" if measured.prior else "no figure"


def is_part(actual: Decimal, goal: Goal, commitment: AnyCommitment) -> bool:
    """Say whether an amount can be read as so much of a goal: counted, to be reached, and neither negative nor more."""
    counted = not isinstance(commitment, Level) and goal.at_most is None
    return counted and goal.target is not None and 0 <= actual <= goal.target


def share(measured: Measurement) -> str:
    """Write the whole per cents of the way that are done: ``18 % of the way``; empty where there is no way to show.

    It is never rounded to more than there is, nor to nothing.
    """
    if measured.percent is None or not 0 <= measured.percent <= 100:
        return ""
    if 0 < measured.percent < 1:
        return "less than 1 % of the way"
    return f"{amount(rounded(Fraction(measured.percent), 0, ROUND_FLOOR))} % of the way"


_SCALES = ((10**12, "{amount} tn"), (10**9, "{amount} bn"), (10**6, "{amount} m"))


def tick_amount(number: Decimal) -> str:
    """Write a round amount on an axis, exactly and in short: ``1,500``, ``2.5 m``, ``66 bn``, ``0.0000000025``."""
    if number == (whole := int(number)) and abs(whole) < _SCALES[-1][0]:
        return f"{whole:,}".replace("-", "−")
    size, message = next(((size, message) for size, message in _SCALES if abs(number) >= size), (1, "{amount}"))
    return message.format(amount=amount((number / size).normalize()))


_GAPS: Mapping[tuple[Side, bool], str] = {
    ("at-least", True): "{gap} behind",
    ("at-least", False): "{gap} ahead",
    ("at-most", True): "{gap} above",
    ("at-most", False): "{gap} below",
}
"""By the side of the goal, and whether the figure is on the wrong side of what was expected."""


def gap_in_chart(pace: Pace, measured: Measurement) -> str:
    """Write how far a figure is from what was expected, as its sentence does: ``334 behind``, ``12 above``."""
    gap = gap_between(expected_by_then(pace, measured), measured.actual or Decimal(0))
    return _GAPS[pace.limit.side, pace.gap > 0].format(gap=amount_in_chart(gap))


DESCRIBED: Mapping[str, str] = {
    "figures": "{figures}, the last one {amount} on {date}, against {goal}. The date of judgement is {as_of}.",
    "figures_and_line": "{figures}, the last one {amount} on {date}, against {goal}. The line of what is expected "
    "reaches {end}. The date of judgement is {as_of}.",
    "mean": "{described} The mean of {figures} up to {date} is {amount}.",
    "decided": "{described} What decided it is {amount} on {date}.",
    "columns": "A column for each of {periods}, {number:,} of them with a figure, against the goal of {goal}. The date "
    "of judgement is {as_of}.",
    "members": "How many {unit} were in force from {start} to {end}, against the goal of {goal}: {last} at the end.",
    "members_and_line": "How many {unit} were in force from {start} to {end}, against the goal of {goal} and the line "
    "of what is expected: {last} at the end.",
}
"""A chart in words, for those who do not see it."""


def and_rivals(said: str, rivals: int) -> str:
    """Describe a chart, and say how many figures of other publishers it has."""
    return f"{said} Other publishers have {count(rivals, 'other figure')}." if rivals else said


CHART: Mapping[str, str] = {
    "goal": "goal {goal}",
    "goals": "goal",
    "former": "goal until {date}: {goal}",
    "formerly_due": "formerly due {date}",
    "as_of": "as of {date}",
    "after": "judged on {date} →",
    "due": "due {date}",
    "expiry": "next expiry {date}",
    "later": "{end} →",
    "earlier": "← since {start}",
    "projection": "{amount} at this pace",
    "forecast": "forecast {amount}",
    "dot": "figure, in {unit}",
    "mean": "mean {amount}",
    "average": "mean of {figures}",
    "expected": "expected",
    "silence": "no newer figure",
    "pace": "at the average so far",
    "old": "as promised before",
    "milestones": "milestone",
    "foreseen": "forecast",
    "rival": "figure of another publisher",
    "absent": "no figure",
    "columns": "{unit}, by status",
    "running": "figure of the running period",
    "in_force": "{unit} in force",
}
"""The words in a chart and below it."""
