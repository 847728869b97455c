"""The chart of a commitment: its figures against what was expected.

Only shapes and words are made here: the template draws them.
"""

from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from commitrack.ledger.model import Level, Numbered, Numberless, Periodic, Standing, Total
from commitrack.progress.figures import Figure, expectations
from commitrack.progress.history import standing_updates
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import counts
from commitrack.progress.periods import Every, every
from commitrack.progress.rules.measurement import Measurement, PeriodJudgement
from commitrack.views.html.canvas import Canvas, Chart
from commitrack.words.format import amount, count
from commitrack.words.meanings import hollow_meaning
from commitrack.words.periods import shown_periods
from commitrack.words.phrases import goal_sign, goal_words, limit_words, own_unit, period_name, span_of, unit


def draw(judgement: Judgement) -> Chart | None:
    """Draw a commitment's figures against what was expected; None where there is no figure, or no time to draw."""
    measured = judgement.measured
    if measured is None:
        return None
    match judgement.commitment:
        case Periodic() as periodic:
            return _draw_periods(judgement, periodic, every(periodic.every))
        case Level() as level if level.every:
            return _draw_periods(judgement, level, every(level.every))
        case Standing() as standing:
            return _draw_counts(judgement, standing, measured)
        case Numbered():
            return _draw_figures_over_time(judgement, measured)
        case Numberless():
            return None
        case _:
            assert_never(judgement.commitment)


def _draw_figures_over_time(judgement: Judgement, measured: Measurement) -> Chart | None:
    if measured.last is None:
        return None
    commitment = judgement.commitment
    points = measured.path.points if measured.path else ()
    figures = (*measured.prior, *measured.figures)
    goals = [Fraction(limit.amount) for limit in measured.goal.limits]
    forecasts = expectations(judgement.forecasts)
    began = [] if measured.baseline is None else [Fraction(measured.baseline)]
    canvas = Canvas(
        [commitment.start, judgement.due, judgement.as_of, figures[0].date, *(day for day, _ in (*points, *forecasts))],
        [*began, *goals, *(Fraction(one.amount) for one in figures), *(value for _, value in (*points, *forecasts))],
    )
    if canvas.is_flat:
        return None
    for limit in measured.goal.limits:
        canvas.level("target", Fraction(limit.amount))
        plain = isinstance(commitment, Total) and limit.side == "at-least"
        canvas.label_target(f"target {amount(limit.amount)}" if plain else limit_words(limit), Fraction(limit.amount))
    for start, end in pairwise(points):
        canvas.line("expected", start, end)
    _draw_figures(canvas, figures, judgement, measured)
    for day, value in forecasts:
        canvas.forecast(day, value)
    _mark_days(canvas, judgement)
    last = measured.last
    line = f" The line of what is expected reaches {amount(measured.pace.limit.amount)}." if measured.pace else ""
    return canvas.finish(
        f"{count(len(figures), 'figure')}, the last one {amount(last.amount)}{own_unit(commitment)} on {last.date}, "
        f"against {goal_words(measured.goal, commitment)}.{line} The date of judgement, {judgement.as_of}, is marked.",
        dot=f"figure, in{own_unit(commitment)}",
        hollow=hollow_meaning(figures),
        forecast="forecast" if forecasts else None,
        expected="expected" if points else None,
        silence="no newer figure" if last.date < judgement.as_of else None,
    )


def _draw_figures(canvas: Canvas, figures: tuple[Figure, ...], judgement: Judgement, measured: Measurement) -> None:
    """Draw the figures as steps: each holds until the next one, and of the last one nobody knows how long."""
    for one, following in pairwise(figures):
        corner = (following.date, Fraction(one.amount))
        canvas.line("step", (one.date, Fraction(one.amount)), corner)
        canvas.line("step", corner, (following.date, Fraction(following.amount)))
    last = figures[-1]
    if measured.pace and measured.pace.gap:
        canvas.line("gap", (last.date, Fraction(last.amount)), (last.date, measured.pace.expected))
    canvas.line("silence", (last.date, Fraction(last.amount)), (judgement.as_of, Fraction(last.amount)))
    for one in figures:
        canvas.dot(one)
    canvas.label_last(last)


def _draw_periods(judgement: Judgement, commitment: Periodic | Level, length: Every) -> Chart | None:
    periods = shown_periods(judgement).periods
    if not any(one.actual is not None for one in periods):
        return None
    goals = {one.goal for one in periods}
    limits = [Fraction(limit.amount) for goal in goals for limit in goal.limits]
    actuals = [Fraction(one.actual) for one in periods if one.actual is not None]
    first, last = periods[0].period.start, max(periods[-1].period.end, judgement.as_of)
    forecasts = [(day, value) for day, value in expectations(judgement.forecasts) if first <= day <= last]
    canvas = Canvas([first, last], [Fraction(0), *limits, *actuals, *(value for _, value in forecasts)])
    if canvas.is_flat:
        return None
    for one in periods:
        _draw_period(canvas, one, period_name(one.period, length))
    running = next((one for one in periods if judgement.as_of in one.period), None)
    if running:
        _draw_running(canvas, running)
    for day, value in forecasts:
        canvas.forecast(day, value)
    _mark_days(canvas, judgement)
    goal = goal_sign(periods[-1].goal, commitment)
    return canvas.finish(
        f"A column for each of {count(len(periods), span_of(length) if length.number == 1 else 'period')}, "
        f"{len(actuals)} of them with a figure, against the goal of {goal} {unit(commitment)}. "
        f"The date of judgement, {judgement.as_of}, is marked.",
        figure=unit(commitment),
        absent="no data" if any(one.actual is None and one.state != "upcoming" for one in periods) else None,
        target=f"goal, {goal}" if len(goals) == 1 else "goal",
        dot="figure of the running period" if running and running.actual is not None else None,
        hollow=hollow_meaning(running.measured.figures) if running else None,
        forecast="forecast" if forecasts else None,
        expected="expected so far" if running and running.measured.path else None,
    )


def _draw_running(canvas: Canvas, running: PeriodJudgement) -> None:
    points = running.measured.path.points if running.measured.path else ()
    for start, end in pairwise(points):
        canvas.line("expected", start, end)
    for figure in running.measured.figures:
        canvas.dot(figure)


def _draw_period(canvas: Canvas, one: PeriodJudgement, name: str) -> None:
    start, end = one.period.start, one.period.end
    limits = [Fraction(limit.amount) for limit in one.goal.limits]
    if one.actual is not None:
        canvas.block("figure", start, end, Fraction(one.actual))
        canvas.label_block(amount(one.actual), start, end, Fraction(one.actual))
    elif one.state != "upcoming":
        canvas.block("absent", start, end, max(limits))
        canvas.label_gap("no data", start, end)
    for limit in limits:
        canvas.line("target", (start, limit), (end, limit))
    canvas.name_block(name, start, end)


def _draw_counts(judgement: Judgement, commitment: Standing, measured: Measurement) -> Chart | None:
    changes = counts(commitment, standing_updates(judgement.history), judgement.as_of)
    if not changes or measured.goal.target is None:
        return None
    target = Fraction(measured.goal.target)
    canvas = Canvas(
        [commitment.start, judgement.due, judgement.as_of, judgement.expires, changes[0][0]],
        [Fraction(0), target, *(Fraction(number) for _, number in changes)],
    )
    if canvas.is_flat:
        return None
    ends = [day for day, _ in changes[1:]] + [judgement.as_of]
    for (start, number), end in zip(changes, ends, strict=True):
        canvas.block("figure", start, end, Fraction(number))
    canvas.level("target", target)
    _mark_days(canvas, judgement)
    return canvas.finish(
        f"How many {commitment.unit} were in force from {changes[0][0]} to {judgement.as_of}, against the target of "
        f"{amount(measured.goal.target)}: {changes[-1][1]:,} at the end.",
        figure=f"{commitment.unit} in force",
        target=f"target, {amount(measured.goal.target)}",
    )


def _mark_days(canvas: Canvas, judgement: Judgement) -> None:
    end = judgement.due or judgement.expires
    text = f"due {end}" if judgement.due else f"next expiry {end}"
    canvas.mark_start(end, text)
    if end:
        canvas.mark("due", end, text)
    canvas.mark("as-of", judgement.as_of, f"as of {judgement.as_of}")
