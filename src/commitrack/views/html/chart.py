"""The chart of a commitment: its figures against what was expected.

Only shapes and words are made here: the template draws them.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.ledger.model import Level, Numbered, Numberless, Periodic, Standing, Update
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Agreement, Goal, Limit
from commitrack.progress.history import standing_updates
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import counts
from commitrack.progress.periods import Every, every
from commitrack.progress.rules.holding import tells
from commitrack.progress.rules.measurement import Measurement, PeriodJudgement, rounded
from commitrack.progress.states import band
from commitrack.views.html.canvas import Amount, Canvas, Chart, Point, with_judgement
from commitrack.words.format import amount, count, reported
from commitrack.words.meanings import hollow_meaning
from commitrack.words.periods import shown_periods
from commitrack.words.phrases import goal_sign, goal_words, own_unit, period_name, span_of, unit
from commitrack.words.report import CHART, DESCRIBED, amount_in_chart, and_rivals, computed_in_chart, gap_in_chart

_MOST_DOTS = 60
"""More figures than these are a line: their dots would hide it."""


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
    last, decided = measured.last, _decisive(measured)
    if last is None:
        return None
    commitment, pace = judgement.commitment, measured.judged_pace
    points = measured.path.points if measured.path else ()
    figures = (*measured.prior, *measured.figures)
    goals = _goals(judgement.agreement)
    lines = [line.points for line in measured.agreed]
    forecast = next((one for one in reversed(judgement.forecasts) if one.for_date and one.for_date > last.date), None)
    days = [commitment.start, judgement.due, figures[0].date, last.date, *(day for day, _ in points)]
    days += [forecast.for_date] if forecast else []
    amounts = [one.amount for one in figures]
    values = [
        float(min(amounts)),
        float(max(amounts)),
        *(float(expected) for line in (points, *lines) for _, expected in line),
    ]
    values += [float(limit.amount) for _, _, goal in goals for limit in goal.limits]
    values += [] if measured.baseline is None else [float(measured.baseline)]
    values += [float(forecast.forecast or 0)] if forecast else []
    reach = (max(values) - min(values)) / 2
    projected = pace.projected if pace and judgement.as_of < points[-1][0] else None
    if projected is not None and min(values) - reach <= float(projected) <= max(values) + reach:
        values.append(float(projected))
    else:
        projected = None
    rivals = _rivals(judgement)
    values += [float(value) for _, value in rivals]
    canvas = Canvas(with_judgement(days, judgement.as_of), values)
    if canvas.is_flat:
        return None
    _mark_days(canvas, judgement)
    canvas.dots("rival", rivals)
    _draw_goals(canvas, goals, judgement)
    formerly_due = [day for day in _formerly_due(judgement.agreement) if canvas.first <= day <= canvas.last]
    for day in formerly_due:
        canvas.upright("former", day)
    for line in lines:
        canvas.line("expected", line)
    milestones = _milestones(judgement.agreement)
    canvas.dots("milestone", milestones)
    if projected is not None:
        end = (points[-1][0], projected)
        canvas.line("projection", [(last.date, last.amount), end])
        said = CHART["projection"].format(amount=computed_in_chart(projected))
        canvas.words("projection", said, *end, instead=(-14, 20, -28), need=5)
    _draw_forecast(canvas, last, forecast)
    _draw_figures(canvas, figures, judgement, measured)
    said = DESCRIBED["figures_and_line" if lines else "figures"].format(
        figures=count(len(figures), "figure"),
        amount=f"{amount(last.amount)}{own_unit(commitment)}",
        date=last.date,
        goal=goal_words(measured.goal, commitment),
        end=amount(rounded(points[-1][1], AMOUNT_PLACES)) if lines else "",
        as_of=judgement.as_of,
    )
    if decided and decided is not last:
        decisive = f"{amount(decided.amount)}{own_unit(commitment)}"
        said = DESCRIBED["decided"].format(described=said, amount=decisive, date=decided.date)
    return canvas.finish(
        and_rivals(said, len(rivals)),
        dot=CHART["dot"].format(unit=own_unit(commitment).strip()),
        hollow=hollow_meaning(_dotted(figures, decided)),
        rival=CHART["rival"] if rivals else None,
        expected=CHART["expected"] if lines else None,
        milestone=CHART["milestones"] if milestones else None,
        projection=CHART["pace"] if projected is not None else None,
        forecast=CHART["foreseen"] if forecast else None,
        former=CHART["old"] if len(goals) > 1 or formerly_due else None,
        silence=CHART["silence"] if last.date < judgement.as_of else None,
    )


def _goals(agreement: Agreement) -> list[tuple[date | None, date | None, Goal]]:
    """Return the goals in force through time, each from when and until when."""
    goals: list[tuple[date | None, date | None, Goal]] = []
    since = None
    for terms, until in agreement.in_force:
        if terms.goal is None:
            continue
        if goals and goals[-1][2] == terms.goal:
            since = goals.pop()[0]
        goals.append((since, until, terms.goal))
        since = until
    return goals


def _formerly_due(agreement: Agreement) -> list[date]:
    """Return the last dates that revisions have moved."""
    moved = dict.fromkeys(terms.due for terms, _ in agreement.in_force)
    return [day for day in moved if day and day != agreement.current.due]


def _milestones(agreement: Agreement) -> list[Point]:
    """Return the milestones that came while their terms were in force, or are still to come."""
    since, kept = date.min, list[Point]()
    for terms, until in agreement.in_force:
        kept += [(one.by, one.target) for one in terms.milestones if since < one.by <= (until or date.max)]
        since = until or since
    return kept


def _draw_goals(canvas: Canvas, goals: Sequence[tuple[date | None, date | None, Goal]], judgement: Judgement) -> None:
    for start, end, goal in goals:
        for limit in goal.limits:
            value = limit.amount
            canvas.level("former" if end else "goal", value, start, end)
            sign = goal_sign(Goal(**{"target" if limit.side == "at-least" else "at_most": limit.amount}),
                             judgement.commitment)  # fmt: skip
            if end:
                said = CHART["former"].format(goal=sign, date=end)
                canvas.words("former", said, max(start or canvas.first, canvas.first), value, instead=(-14,), need=5)
            else:
                canvas.words(
                    "goal",
                    CHART["goal"].format(goal=sign),
                    canvas.first if start is None else start,
                    value,
                    instead=(-14,),
                )


def _draw_forecast(canvas: Canvas, last: Figure, forecast: Update | None) -> None:
    if forecast is None or forecast.for_date is None or forecast.forecast is None:
        return
    value = forecast.forecast
    canvas.line("forecast", [(last.date, last.amount), (forecast.for_date, value)])
    canvas.dot("foreseen", forecast.for_date, value)
    said = CHART["forecast"].format(amount=amount_in_chart(value))
    canvas.words("forecast", said, forecast.for_date, value, above=10, instead=(-18,), need=5)


def _draw_figures(canvas: Canvas, figures: tuple[Figure, ...], judgement: Judgement, measured: Measurement) -> None:
    """Draw the figures as steps: each holds until the next one, and of the last one nobody knows how long."""
    canvas.steps("step", [(one.date, one.amount) for one in figures])
    last, pace, decided = figures[-1], measured.judged_pace, _decisive(measured)
    value, expected = last.amount, pace.expected if pace else None
    if pace and measured.agreed[-1].points[0][0] > last.date:
        pace = None  # its line is drawn from the revision on, which came after the figure
    if pace and pace.gap:
        canvas.between("gap", last.date, value, pace.expected)
    canvas.line("silence", [(last.date, value), (min(judgement.as_of, canvas.last), value)])
    for one in _dotted(figures, decided):
        canvas.dot("dot" if one.is_firm else "hollow", one.date, one.amount)
    first = decided or last
    above, below = (10, 24), (-18, -32)
    nearest, *others = (*above, *below) if expected is None or value >= expected else (*below, *above)
    canvas.words("figure", amount_in_chart(first.amount), first.date, first.amount, above=nearest, instead=others)
    if last is not first:
        canvas.words("figure", amount_in_chart(value), last.date, value, above=10, instead=(-18,), beside=True)
    if pace and pace.gap:
        middle = (Fraction(value) + pace.expected) / 2
        said = gap_in_chart(pace)
        canvas.words("gap", said, last.date, middle, above=-4, instead=(10, -18), beside=True, need=4)


def _decisive(measured: Measurement) -> Figure | None:
    """Return the figure that settled it, if one did; a mean is none of them."""
    return None if measured.averaged else measured.outcome.decided_by


def _dotted(figures: Sequence[Figure], decided: Figure | None) -> Sequence[Figure]:
    """Return the figures that have a dot: all of them, or of very many the last one, and the one that decided."""
    return figures if len(figures) <= _MOST_DOTS else [one for one in figures if one is figures[-1] or one is decided]


def _rivals(judgement: Judgement) -> Sequence[Point]:
    """Return the figures that stand beside those that count, each with its date; of very many, one in so many."""
    beside = [entry.update for entry in judgement.history if entry.fate == "beside"]
    known = [(one.date, one.total if one.level is None else one.level) for one in beside]
    known += [(one.update.date, one.actual) for one in judgement.rivals if one.update.add is not None]
    shown = [(day, value) for day, value in known if value is not None]
    return shown[:: -(-len(shown) // _MOST_DOTS) or 1]


def _in_columns(rivals: Sequence[Point], periods: Sequence[PeriodJudgement]) -> list[Point]:
    """Put each figure into the column of its period, beside the words above that."""
    placed = []
    for day, value in rivals:
        span = next((one.period for one in periods if day in one.period), None)
        if span:
            placed.append((span.start + (span.end - span.start) * 8 // 9, value))
    return placed


def _draw_periods(judgement: Judgement, commitment: Periodic | Level, length: Every) -> Chart | None:
    periods = shown_periods(judgement).periods
    if not any(one.actual is not None for one in periods):
        return None
    goals = {one.goal for one in periods}
    limits = [float(limit.amount) for goal in goals for limit in goal.limits]
    actuals = [float(one.actual) for one in periods if one.actual is not None]
    days = [periods[0].period.start, periods[-1].period.end]
    rivals = _in_columns(_rivals(judgement), periods)
    values = [0.0, *limits, *actuals, *(float(value) for _, value in rivals)]
    canvas = Canvas(with_judgement(days, judgement.as_of), values)
    if canvas.is_flat:
        return None
    for one in periods:
        _draw_period(canvas, one)
    running = next((one for one in periods if judgement.as_of in one.period), None)
    if running:
        _draw_running(canvas, running)
    canvas.dots("rival", rivals)
    for role, silent in (("figure", False), ("nobody", True)):
        canvas.column_words(role, [_above(one, silent=silent) for one in periods])
    canvas.column_words(
        "bound", [(period_name(one.period, length), one.period.start, one.period.end, None) for one in periods]
    )
    _mark_days(canvas, judgement)
    goal = goal_sign(periods[-1].goal, commitment)
    return canvas.finish(
        and_rivals(
            DESCRIBED["columns"].format(
                periods=count(len(periods), span_of(length) if length.number == 1 else "period"),
                number=len(actuals),
                goal=f"{goal} {unit(commitment)}",
                as_of=judgement.as_of,
            ),
            len(rivals),
        ),
        figure=CHART["columns"].format(unit=unit(commitment)),
        absent=CHART["absent"] if any(one.actual is None and one.state != "upcoming" for one in periods) else None,
        goal=CHART["goal"].format(goal=goal) if len(goals) == 1 else CHART["goals"],
        dot=CHART["running"] if running and running.actual is not None else None,
        expected=CHART["expected"] if running and running.measured.path else None,
        rival=CHART["rival"] if rivals else None,
    )


def _above(one: PeriodJudgement, *, silent: bool) -> tuple[str, date, date, Amount]:
    """Return what stands above a column: its figure, or else that there is none."""
    text = "" if silent or one.actual is None else amount_in_chart(one.actual)
    if silent and one.actual is None and one.state != "upcoming":
        text = CHART["absent"]
    return text, one.period.start, one.period.end, one.actual or 0


def _draw_running(canvas: Canvas, running: PeriodJudgement) -> None:
    canvas.line("expected", running.measured.path.points if running.measured.path else ())
    for one in running.measured.figures[-_MOST_DOTS:]:
        canvas.dot("dot" if one.is_firm else "hollow", one.date, one.amount)


def _draw_period(canvas: Canvas, one: PeriodJudgement) -> None:
    start, end = one.period.start, one.period.end
    limits = [limit.amount for limit in one.goal.limits]
    if one.actual is not None:
        canvas.block(band(one.state), start, end, one.actual)
    elif one.state != "upcoming":
        canvas.block("unknown", start, end, max(limits), is_absent=True)
    for limit in limits:
        canvas.line("goal", [(start, limit), (end, limit)])


def _draw_counts(judgement: Judgement, commitment: Standing, measured: Measurement) -> Chart | None:
    changes = counts(commitment, standing_updates(judgement.history), judgement.as_of)
    if not changes or measured.goal.target is None:
        return None
    target = measured.goal.target
    canvas = Canvas(
        [commitment.start, judgement.due, judgement.as_of, judgement.expires, changes[0].date],
        [0.0, float(target), *(float(one.number) for one in changes)],
    )
    if canvas.is_flat:
        return None
    ends = [one.date for one in changes[1:]] + [judgement.as_of]
    limit = Limit("at-least", measured.goal.target)
    unmet = "behind" if band(judgement.state) == "kept" else band(judgement.state)
    for one, end in zip(changes, ends, strict=True):
        is_kept = tells(limit, Decimal(one.number), one.bound)
        canvas.block("kept" if is_kept else unmet, one.date, end, one.number)
    canvas.level("goal", target)
    canvas.words("goal", CHART["goal"].format(goal=amount(measured.goal.target)), canvas.first, target)
    _mark_days(canvas, judgement)
    return canvas.finish(
        DESCRIBED["members"].format(
            unit=commitment.unit,
            start=changes[0].date,
            end=judgement.as_of,
            goal=amount(measured.goal.target),
            last=reported(Decimal(changes[-1].number), changes[-1].bound),
        ),
        figure=CHART["in_force"].format(unit=commitment.unit),
    )


def _mark_days(canvas: Canvas, judgement: Judgement) -> None:
    end, as_of = judgement.due or judgement.expires, judgement.as_of
    said = CHART["due" if judgement.due else "expiry"].format(date=end) if end else ""
    if end and end > canvas.last:  # there are more periods than a chart has
        end, said = canvas.last, CHART["later"].format(end=said)
    elif end:
        canvas.upright("due", end)
    if end:
        canvas.below(said, end)
    if end is None or canvas.across(end) > 0.7:
        canvas.below(str(canvas.first), canvas.first, beside=said, until=end)
    if as_of <= canvas.last:
        canvas.upright("as-of", as_of)
        canvas.over(CHART["as_of"].format(date=as_of), as_of)
    else:
        canvas.over(CHART["after"].format(date=as_of), canvas.last)
