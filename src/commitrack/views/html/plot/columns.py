"""The chart of columns: of a promise with periods, or of members in force."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from commitrack.ledger.model import Level, Periodic, Standing
from commitrack.progress.history import standing_updates
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import counts
from commitrack.progress.periods import Every, Period
from commitrack.progress.rules.measurement import Measurement, PeriodJudgement
from commitrack.progress.rules.standing import stages
from commitrack.progress.states import band
from commitrack.views.html.canvas import Canvas, Chart, Point
from commitrack.views.html.plot.frame import MOST_DOTS, mark_days, rivals_of, with_judgement
from commitrack.views.html.plot.in_force import InForce
from commitrack.views.html.plot.scales import Amount
from commitrack.words.format import amount, amount_in_chart, count, reported, shown_actual
from commitrack.words.periods import shown_periods
from commitrack.words.phrases import goal_sign, period_name, span_of, unit
from commitrack.words.report.chart import CHART, DESCRIBED, and_rivals


def _in_columns(rivals: Sequence[Point], periods: Sequence[PeriodJudgement]) -> list[Point]:
    """Put each figure into the column of its period, beside the words above that."""
    placed = []
    for day, value in rivals:
        span = next((one.period for one in periods if day in one.period), None)
        if span:
            placed.append((span.start + (span.end - span.start) * 8 // 9, value))
    return placed


def draw_periods(judgement: Judgement, commitment: Periodic | Level, length: Every) -> Chart | None:
    """Draw a column for each period, against the goal of that."""
    periods = shown_periods(judgement).periods
    if not any(one.actual is not None for one in periods):
        return None
    goals = {one.goal for one in periods}
    limits = [float(limit.amount) for goal in goals for limit in goal.limits]
    actuals = [float(one.actual) for one in periods if one.actual is not None]
    running = next((one for one in periods if judgement.as_of in one.period), None)
    lines = running.measured.agreed if running else ()
    figures = running.measured.figures[-MOST_DOTS:] if running else ()
    days = [periods[0].period.start, periods[-1].period.end]
    rivals = _in_columns(rivals_of(judgement), periods)
    values = [0.0, *limits, *actuals, *(float(value) for _, value in rivals)]
    values += [float(expected) for line in lines for _, expected in line.points]
    values += [float(figure.amount) for figure in figures]
    canvas = Canvas(with_judgement(days, judgement.as_of), values)
    if canvas.is_flat:
        return None
    for one in periods:
        _draw_period(canvas, one)
    for line in lines:
        canvas.line("expected", line.points)
    for figure in figures:
        canvas.dot("dot" if figure.is_firm else "hollow", figure.date, figure.amount)
    canvas.dots("rival", rivals)
    for role, silent in (("figure", False), ("nobody", True)):
        canvas.column_words(role, [_above(one, silent=silent) for one in periods])
    canvas.column_words(
        "bound", [(_below(one.period, length), one.period.start, one.period.end, None) for one in periods]
    )
    mark_days(canvas, judgement)
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
        columns=CHART["columns"].format(unit=unit(commitment)),
        absent=CHART["absent"] if any(one.actual is None and one.state != "upcoming" for one in periods) else None,
        goal=CHART["goal"].format(goal=goal) if len(goals) == 1 else CHART["goals"],
        dot=CHART["running"] if running and running.actual is not None else None,
        expected=CHART["expected"] if lines else None,
        rival=CHART["rival"] if rivals else None,
    )


def _above(one: PeriodJudgement, *, silent: bool) -> tuple[str, date, date, Amount]:
    """Return what stands above a column: its figure, or else that there is none."""
    shown = shown_actual(one.measured)
    text = "" if silent or shown is None else amount_in_chart(shown)
    if silent and one.actual is None and one.state != "upcoming":
        text = CHART["absent"]
    return text, one.period.start, one.period.end, one.actual or 0


def _below(period: Period, length: Every) -> str:
    """Name a period below its column: one that has no name of its own by its first date."""
    name, first = period_name(period, length), str(period.start)
    return first if name.startswith(f"{first} ") else name


def _draw_period(canvas: Canvas, one: PeriodJudgement) -> None:
    start, end = one.period.start, one.period.end
    limits = [limit.amount for limit in one.goal.limits]
    if one.actual is not None:
        canvas.block(band(one.state), start, end, one.actual)
    elif one.state != "upcoming":
        canvas.block("unknown", start, end, max(limits), is_absent=True)
    for limit in limits:
        canvas.line("goal", [(start, limit), (end, limit)])


def draw_counts(judgement: Judgement, commitment: Standing, measured: Measurement) -> Chart | None:
    """Draw how many members were in force through time."""
    changes = counts(commitment, standing_updates(judgement.history), judgement.as_of)
    if not changes or measured.goal.target is None:
        return None
    terms, as_of = InForce.of(judgement), judgement.as_of
    canvas = Canvas(
        [commitment.start, judgement.due, as_of, judgement.expires, terms.since, changes[0].date],
        [0.0, *(float(limit.amount) for limit in terms.limits), *(float(one.number) for one in changes)],
    )
    if canvas.is_flat:
        return None
    for one in stages(judgement, changes):
        canvas.block(band(one.state), one.start, one.end, one.number)
    terms.draw(canvas)
    for line in measured.agreed:
        canvas.line("expected", line.points)
    mark_days(canvas, judgement)
    terms.write_goal(canvas)
    terms.write_former(canvas)
    return canvas.finish(
        DESCRIBED["members_and_line" if measured.agreed else "members"].format(
            unit=commitment.unit,
            start=changes[0].date,
            end=as_of,
            goal=amount(measured.goal.target),
            last=reported(Decimal(changes[-1].number), changes[-1].bound),
        ),
        columns=CHART["in_force"].format(unit=commitment.unit),
        expected=CHART["expected"] if measured.agreed else None,
        former=CHART["old"] if terms.are_revised(canvas) else None,
    )
