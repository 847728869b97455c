"""The judgement of a commitment with periods, in a sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from commitrack.ledger.model import Level, Periodic
from commitrack.ledger.scale import Scale
from commitrack.progress.figures import Figure
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import Every, Period, every
from commitrack.progress.rules.holding import tells
from commitrack.progress.rules.measurement import Measurement, PeriodJudgement, rounded
from commitrack.progress.states import State
from commitrack.words.format import called, capitalised, count, listed, on, reported
from commitrack.words.phrases import figure_words, goal_in_short, goal_sign, goal_words, period_name
from commitrack.words.reasons.pace import against, outlook
from commitrack.words.reasons.totals import TOO_INEXACT_FOR_PACE
from commitrack.words.units import be

_NAMED_PERIODS = 6
_SHOWN_PERIODS = 60
_SHOWN_AHEAD = 12


class Shown(msgspec.Struct, frozen=True):
    """The periods that have room on a page, and what is said of those before and after them."""

    periods: tuple[PeriodJudgement, ...]
    earlier: str
    later: str


def shown_periods(judgement: Judgement) -> Shown:
    """Choose the periods to show, where there are too many for a page: the last ones, and some that are to come."""
    commitment, periods = judgement.commitment, judgement.periods
    if not isinstance(commitment, Periodic | Level) or not commitment.every:
        return Shown((), "", "")
    begun = sum(one.period.start <= judgement.as_of for one in periods)
    end = min(len(periods), max(begun + _SHOWN_AHEAD, _SHOWN_PERIODS))
    start = max(end - _SHOWN_PERIODS, 0)
    length = every(commitment.every)
    earlier, later = (
        _left_out(those, when, length, judgement.scale)
        for those, when in ((periods[:start], "earlier"), (periods[end:], "later"))
    )
    return Shown(periods[start:end], earlier, later)


def kept(judgement: Judgement, length: Every) -> str:
    """Write how many of the periods that are over were kept: ``36 of 70 months kept``."""
    over = len(judgement.concluded)
    number = count(over, length.word if length.number == 1 else "period")
    return f"{judgement.record.get('fulfilled', 0):,} of {number} kept" if over else f"No {length.word} is over yet"


def _left_out(periods: Sequence[PeriodJudgement], when: str, length: Every, scale: Scale) -> str:
    """Count the periods that are not shown, by their states: ``308 earlier weeks: 300 fulfilled, 8 missed``."""
    if not periods:
        return ""
    counted = Counter(called(one.state, scale) for one in periods)
    number = count(len(periods), f"{when} {length.word if length.number == 1 else 'period'}")
    return f"{number}: {', '.join(f'{many:,} {state}' for state, many in counted.items())}"


def explain_periods(judgement: Judgement, commitment: Periodic | Level, measured: Measurement) -> str:
    """Say in which periods the goal was met or missed, and how the running one stands."""
    length = every(commitment.every or "year")
    running = judgement.running
    assert running is not None, "there is a period"
    ended = [one for one in judgement.concluded if one is not running or one.period.end < judgement.as_of]
    told: tuple[State, ...] = ("missed", "overdue", "awaited", "fulfilled")
    parts = [
        f"{capitalised(called(state, judgement.scale))} in {_named(matching, commitment, length)}."
        for state in told
        if (matching := [one for one in ended if one.state == state and one.actual is not None])
    ]
    silent = [one for one in ended if one.actual is None]
    parts += _unreported(silent, commitment, length)
    if any(one.state == "missed" for one in ended):
        parts.append(f"A missed {length.word if length.number == 1 else 'period'} is not made up in another.")
    if running not in ended:
        parts.append(_explain_running(judgement, running, commitment, length))
    return " ".join(parts)


def _unreported(silent: Sequence[PeriodJudgement], commitment: Periodic | Level, length: Every) -> Iterator[str]:
    """Name the periods without a figure: those whose figure is missing, and those for which it is early yet."""
    missing = [one for one in silent if one.state == "overdue"]
    early = [one for one in silent if one.state != "overdue"]
    if missing:
        yield f"No figure for {_named(missing, commitment, length)}."
    if early:
        named = _named(early, commitment, length)
        yield f"The figure for {named} is awaited." if len(early) == 1 else f"The figures for {named} are awaited."


def some_periods(periods: Sequence[Period], length: Every) -> str:
    """Name periods, or count them where they are many."""
    if len(periods) > _NAMED_PERIODS:
        return count(len(periods), length.word if length.number == 1 else "period")
    return ", ".join(period_name(period, length) for period in periods)


def _named(matching: Sequence[PeriodJudgement], commitment: Periodic | Level, length: Every) -> str:
    """Name the periods with their figures, or count them where they are many, and name the last one with a figure."""
    if len(matching) > _NAMED_PERIODS:
        last = matching[-1]
        told = f", last in {period_name(last.period, length)}{_figure(last, commitment)}" if last.measured.last else ""
        return f"{count(len(matching), length.word if length.number == 1 else 'period')}{told}"
    return listed([f"{period_name(one.period, length)}{_figure(one, commitment)}" for one in matching])


def _figure(one: PeriodJudgement, commitment: Periodic | Level) -> str:
    if one.actual is None:
        return ""
    plain = isinstance(commitment, Periodic) and one.goal.at_most is None
    measured = one.measured
    flag = f", {measured.flag}" if measured.flag else ""
    actual = reported(one.actual, measured.bound)
    return f" ({actual} {'of' if plain else 'against'} {goal_sign(one.goal, commitment)}{flag})"


def _explain_running(
    judgement: Judgement, running: PeriodJudgement, commitment: Periodic | Level, length: Every
) -> str:
    number = judgement.periods.index(running) + 1
    word = length.word.capitalize() if length.number == 1 else "Period"
    of = f" of {len(judgement.periods)}" if judgement.due else ""
    where = f"{word} {number}{of} ({period_name(running.period, length)})"
    goal, measured = goal_words(running.goal, commitment), running.measured
    last = measured.last
    if last is None:
        until = "until" if isinstance(commitment, Periodic) and running.goal.at_most is not None else "by"
        return f"{where}: no figure has been recorded yet. The goal is {goal} {until} {on(running.period.end)}."
    if isinstance(commitment, Level):
        return f"{where}: {_running_level(running, last, commitment)}."
    of_goal = goal if running.goal.at_most is None else f"{goal} promised"
    flag = f" ({last.update.flag})" if last.update.flag else ""
    stands = f"{where}: {reported(last.amount, last.bound)} of {of_goal} on {on(last.date)}{flag}"
    if running.goal.at_most is not None:
        promised = f"{goal} {be(running.goal.at_most, commitment.unit)} promised"
        stands = f"{where}: {figure_words(last, commitment)}; {promised}"
    if running.state == "fulfilled":
        return f"{stands}, so the target is met."
    if running.state == "missed":
        return f"{stands}, so it is missed."
    if measured.pace is None:
        return f"{stands}."
    if running.state == "in-progress":
        return f"{stands}, {TOO_INEXACT_FOR_PACE}."
    unit = commitment.unit
    return f"{stands}{against(measured.pace, measured, unit)}.{outlook(measured.pace, measured, unit)}"


def _running_level(running: PeriodJudgement, last: Figure, commitment: Level) -> str:
    """Say how a level stands in the running period, as ``holds`` has it."""
    goal, decided = goal_in_short(running.goal, commitment), running.measured.outcome.decided_by
    if running.state == "missed" and decided:
        return f"{figure_words(decided, commitment)}, off the goal of {goal}, so it is missed"
    if running.measured.averaged and running.actual is not None:
        figures = count(running.measured.averaged, "figure")
        mean = reported(rounded(Fraction(running.actual)), running.measured.bound)
        stands = f"{mean} {commitment.unit} on average of {figures}"
    else:
        stands = figure_words(last, commitment)
    return f"{stands}, {_against_goal(running.measured, goal)}"


def _against_goal(measured: Measurement, goal: str) -> str:
    """Say whether a level meets its goal, or that it is too inexact to tell."""
    actual = measured.actual
    told = [actual is not None and tells(limit, actual, measured.bound) for limit in measured.goal.limits]
    if False in told:
        return f"which does not meet the goal of {goal}"
    return f"which {'is too inexact to tell whether it ' if None in told else ''}meets the goal of {goal}"
