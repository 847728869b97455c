"""The judgement of a commitment with periods, in a sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from commitrack.ledger.model import Level, Periodic
from commitrack.ledger.scale import Scale
from commitrack.progress.figures import Figure
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import Every, Period, every
from commitrack.progress.rules.holding import tells
from commitrack.progress.rules.measurement import Measurement, PeriodJudgement
from commitrack.progress.states import State
from commitrack.words.format import (
    called,
    capitalised,
    count,
    enumerated,
    flagged,
    listed,
    on,
    paragraph,
    reported,
    shown_actual,
)
from commitrack.words.phrases import (
    figure_words,
    goal_in_short,
    goal_sign,
    goal_words,
    period_name,
    period_word,
    periods_of,
)
from commitrack.words.reasons.pace import against, outlook, too_inexact
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
    if not over:
        return f"No {length.word} is over yet"
    return f"{judgement.record.get('fulfilled', 0):,} of {periods_of(over, length)} kept"


def _left_out(periods: Sequence[PeriodJudgement], when: str, length: Every, scale: Scale) -> str:
    """Count the periods that are not shown, by their states: ``308 earlier weeks: 300 fulfilled, 8 missed``."""
    if not periods:
        return ""
    counted = Counter(called(one.state, scale) for one in periods)
    number = count(len(periods), f"{when} {period_word(length)}")
    return f"{number}: {enumerated(f'{many:,} {state}' for state, many in counted.items())}"


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
        parts.append(f"A missed {period_word(length)} is not made up in another.")
    if running not in ended:
        parts.append(_explain_running(judgement, running, commitment, length))
    return paragraph(*parts)


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
        return periods_of(len(periods), length)
    return enumerated(period_name(period, length) for period in periods)


def listed_periods(periods: Sequence[Period], length: Every) -> str:
    """Name periods in a sentence, or count them where they are many: ``2020 and 2021``."""
    if len(periods) > _NAMED_PERIODS:
        return periods_of(len(periods), length)
    return listed([period_name(period, length) for period in periods])


def _named(matching: Sequence[PeriodJudgement], commitment: Periodic | Level, length: Every) -> str:
    """Name the periods with their figures, or count them where they are many, and name the last one with a figure."""
    if len(matching) > _NAMED_PERIODS:
        number, last = periods_of(len(matching), length), matching[-1]
        return f"{number}, last in {_with_figure(last, commitment, length)}" if last.measured.last else number
    return listed([_with_figure(one, commitment, length) for one in matching])


def _with_figure(one: PeriodJudgement, commitment: Periodic | Level, length: Every) -> str:
    """Name a period with its figure, if it has one: ``2020 (61 of 100)``, ``2021 (5.2 against ≤ 5, provisional)``."""
    name = period_name(one.period, length)
    shown = shown_actual(one.measured)
    if shown is None:
        return name
    plain = isinstance(commitment, Periodic) and one.goal.at_most is None
    actual, goal = reported(shown, one.measured.bound), goal_sign(one.goal, commitment)
    figure = f"{actual} of {goal}" if plain else f"{actual} against {goal}"
    return f"{name} ({figure}, {one.measured.flag})" if one.measured.flag else f"{name} ({figure})"


def _explain_running(
    judgement: Judgement, running: PeriodJudgement, commitment: Periodic | Level, length: Every
) -> str:
    where, measured = _place(judgement, running, length), running.measured
    last, goal, is_cap = measured.last, goal_words(running.goal, commitment), running.goal.at_most is not None
    if last is None:
        end = on(running.period.end)
        if is_cap and isinstance(commitment, Periodic):
            return f"{where}: no figure has been recorded yet. The goal is {goal} until {end}."
        return f"{where}: no figure has been recorded yet. The goal is {goal} by {end}."
    if isinstance(commitment, Level):
        return _running_level(where, running, last, commitment)
    is_paced = running.state not in ("fulfilled", "missed", "in-progress")
    ahead = outlook(measured.pace, measured, commitment.unit) if measured.pace and is_paced else ""
    if is_cap and ahead:  # which says the goal
        stands = f"{where}: {figure_words(last, commitment)}"
    elif is_cap:
        figure, are = figure_words(last, commitment), be(running.goal.at_most, commitment.unit)
        stands = f"{where}: {figure}; {goal} {are} promised"
    else:
        actual = reported(last.amount, last.bound)
        stands = flagged(f"{where}: {actual} of {goal} on {on(last.date)}", last.update.flag)
    if running.state == "fulfilled":
        return f"{stands}, so the target is met."
    if running.state == "missed":
        return f"{stands}, so it is missed."
    if measured.pace is None:
        return f"{stands}."
    if running.state == "in-progress":
        return too_inexact(stands)
    return paragraph(against(stands, measured.pace, measured, commitment.unit), ahead)


def _place(judgement: Judgement, running: PeriodJudgement, length: Every) -> str:
    """Name the running period by its number: ``Year 2 of 5 (2021)``; ``Year 2 (2021)`` where there is no last one."""
    number, word = judgement.periods.index(running) + 1, capitalised(period_word(length))
    name = period_name(running.period, length)
    return f"{word} {number} of {len(judgement.periods)} ({name})" if judgement.due else f"{word} {number} ({name})"


def _running_level(where: str, running: PeriodJudgement, last: Figure, commitment: Level) -> str:
    """Say how a level stands in the running period, as ``holds`` has it."""
    goal, decided = goal_in_short(running.goal, commitment), running.measured.outcome.decided_by
    if running.state == "missed" and decided:
        return f"{where}: {figure_words(decided, commitment)}, off the goal of {goal}, so it is missed."
    stands = figure_words(last, commitment)
    actual, bound = shown_actual(running.measured), running.measured.bound
    if running.measured.averaged and actual is not None:
        figures = count(running.measured.averaged, "figure")
        stands = f"{reported(actual, bound)} {commitment.unit} on average of {figures}"
    met = [actual is not None and tells(limit, actual, bound) for limit in running.goal.limits]
    if False in met:
        return f"{where}: {stands}, which does not meet the goal of {goal}."
    if None in met:
        return f"{where}: {stands}, which is too inexact to tell whether it meets the goal of {goal}."
    return f"{where}: {stands}, which meets the goal of {goal}."
