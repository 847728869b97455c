"""The chart of a commitment: its figures against what was expected.

Only shapes and words are made here, and written elsewhere.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, assert_never

from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.ledger.model import Level, Numbered, Numberless, Periodic, Standing
from commitrack.progress.figures import Figure
from commitrack.progress.goal import Agreement
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import ExpectedPath, every
from commitrack.progress.rules.measurement import Measurement, Pace, rounded
from commitrack.views.html.canvas import Canvas, Chart, Point
from commitrack.views.html.plot.columns import draw_counts, draw_periods
from commitrack.views.html.plot.frame import MOST_DOTS, mark_days, rivals_of, with_judgement
from commitrack.views.html.plot.in_force import InForce
from commitrack.views.html.plot.room import Spot
from commitrack.words.format import amount, amount_in_chart, count, reported_in_brief, shown_actual
from commitrack.words.meanings import hollow_meaning
from commitrack.words.phrases import goal_words, own_unit
from commitrack.words.reasons.pace import projection
from commitrack.words.report.chart import CHART, DESCRIBED, and_rivals, gap_in_chart


def draw(judgement: Judgement) -> Chart | None:
    """Draw a commitment's figures against what was expected; None where there is no figure, or no time to draw."""
    measured = judgement.measured
    if measured is None:
        return None
    match judgement.commitment:
        case Periodic() as periodic:
            return draw_periods(judgement, periodic, every(periodic.every))
        case Level() as level if level.every:
            return draw_periods(judgement, level, every(level.every))
        case Standing() as standing:
            return draw_counts(judgement, standing, measured)
        case Numbered() as numbered:
            return _draw_figures_over_time(judgement, numbered, measured)
        case Numberless():
            return None
        case _:
            assert_never(judgement.commitment)


class _Mean(NamedTuple):
    """The mean of the figures, where that is what must meet the goal, across those that it is the mean of."""

    figures: Sequence[Figure]
    amount: Decimal
    said: str
    """The amount, as exactly as its figures were reported."""


class _Projection(NamedTuple):
    """Where the average so far leads to."""

    line: Sequence[Point]
    amount: Decimal
    """The amount at its end, as it is written."""


class _Marks(NamedTuple):
    """What a chart of figures over time is made of."""

    figures: Sequence[Figure]
    decided: Figure | None
    """The figure that settled it, if one did."""
    mean: _Mean | None
    terms: InForce
    lines: Sequence[ExpectedPath]
    """What was expected, as it was agreed through time."""
    milestones: Sequence[Point]
    rivals: Sequence[Point]
    pace: Pace | None
    """The pace, where the line that the last figure is held against is drawn on its date."""
    projection: _Projection | None
    forecast: Sequence[tuple[date, Decimal]]


def _draw_figures_over_time(judgement: Judgement, commitment: Numbered, measured: Measurement) -> Chart | None:
    last = measured.last
    if last is None:
        return None
    marks = _marks(judgement, commitment, measured, last)
    points = [*(measured.path.points if measured.path else ()), *(one for line in marks.lines for one in line.points)]
    days = [commitment.start, judgement.due, marks.terms.since, marks.figures[0].date]
    days += [day for day, _ in (*points, *marks.forecast)]
    amounts = [one.amount for one in marks.figures]
    values = [float(min(amounts)), float(max(amounts))]
    values += [float(expected) for _, expected in points]
    values += [float(limit.amount) for limit in marks.terms.limits]
    values += [] if measured.baseline is None else [float(measured.baseline)]
    values += [float(value) for _, value in marks.forecast]
    reach = (max(values) - min(values)) / 2
    projected = float(marks.projection.line[-1][1]) if marks.projection else None
    if projected is not None and min(values) - reach <= projected <= max(values) + reach:
        values.append(projected)
    else:
        marks = marks._replace(projection=None)
    values += [float(value) for _, value in marks.rivals]
    canvas = Canvas(with_judgement([*days, last.date], judgement.as_of), values)
    if canvas.is_flat:
        return None
    mark_days(canvas, judgement)
    _draw_marks(canvas, marks, judgement.as_of)
    _write_words(canvas, marks, measured)
    return canvas.finish(
        _described(judgement, measured, marks),
        dot=CHART["dot"].format(unit=commitment.unit),
        hollow=hollow_meaning(_dotted(marks)),
        rival=CHART["rival"] if marks.rivals else None,
        mean=CHART["average"].format(figures=count(len(marks.mean.figures), "figure")) if marks.mean else None,
        expected=CHART["expected"] if marks.lines else None,
        milestone=CHART["milestones"] if marks.milestones else None,
        projection=CHART["pace"] if marks.projection else None,
        forecast=CHART["foreseen"] if marks.forecast else None,
        former=CHART["old"] if marks.terms.are_revised(canvas) else None,
        silence=CHART["silence"] if last.date < min(judgement.as_of, canvas.last) else None,
    )


def _marks(judgement: Judgement, commitment: Numbered, measured: Measurement, last: Figure) -> _Marks:
    lines, pace = measured.agreed, measured.judged_pace
    foreseen = next((one for one in reversed(judgement.forecasts) if one.for_date and one.for_date > last.date), None)
    return _Marks(
        figures=(*measured.prior, *measured.figures),
        decided=None if measured.averaged else measured.outcome.decided_by,
        mean=_mean(measured),
        terms=InForce.of(judgement),
        lines=lines,
        milestones=_milestones(judgement.agreement, lines),
        rivals=rivals_of(judgement),
        pace=pace if lines and lines[-1].points[0][0] <= last.date else None,
        projection=_projection(judgement, commitment, measured, last),
        forecast=((last.date, last.amount), (foreseen.for_date, foreseen.forecast or Decimal(0)))
        if foreseen and foreseen.for_date
        else (),
    )


def _mean(measured: Measurement) -> _Mean | None:
    """Return the mean of several figures; that of one is the figure itself."""
    figures, shown = measured.figures[: measured.averaged], shown_actual(measured)
    if len(figures) < 2 or shown is None:
        return None
    return _Mean(figures, shown, reported_in_brief(shown, measured.bound, None, amount_in_chart))


def _projection(judgement: Judgement, commitment: Numbered, measured: Measurement, last: Figure) -> _Projection | None:
    """Return where the average so far leads to by an end that is still to come; None where it can lead to no amount."""
    pace = measured.judged_pace
    if pace is None or pace.projected is None:
        return None
    end, reached = pace.path.points[-1][0], projection(pace, measured, commitment.unit)
    if reached is None or judgement.as_of >= end:
        return None
    return _Projection(((last.date, last.amount), (end, pace.projected)), reached)


def _milestones(agreement: Agreement, lines: Sequence[ExpectedPath]) -> list[Point]:
    """Return the milestones that a line leads through."""
    known = {(one.by, Fraction(one.target)) for terms, _ in agreement.in_force for one in terms.milestones}
    return [point for line in lines for point in line.points if point in known]


def _draw_marks(canvas: Canvas, marks: _Marks, as_of: date) -> None:
    """Draw the lines and points, what covers others last."""
    canvas.dots("rival", marks.rivals)
    marks.terms.draw(canvas)
    for line in marks.lines:
        canvas.line("expected", line.points)
    canvas.dots("milestone", marks.milestones)
    if marks.projection:
        canvas.line("projection", marks.projection.line)
    canvas.line("forecast", marks.forecast)
    canvas.dots("foreseen", marks.forecast[1:])
    canvas.steps("step", [(one.date, one.amount) for one in marks.figures])
    if mean := marks.mean:
        canvas.level("mean", mean.amount, mean.figures[0].date, mean.figures[-1].date)
    last, pace = marks.figures[-1], marks.pace
    if pace and pace.gap:
        canvas.between("gap", last.date, last.amount, pace.expected)
    # Each figure holds until the next one, and of the last one nobody knows how long.
    canvas.line("silence", [(last.date, last.amount), (min(as_of, canvas.last), last.amount)])
    for one in _dotted(marks):
        canvas.dot("dot" if one.is_firm else "hollow", one.date, one.amount)


def _dotted(marks: _Marks) -> Sequence[Figure]:
    """Return the figures that have a dot: all of them, or of very many the last one, and the one that decided."""
    figures = marks.figures
    if len(figures) <= MOST_DOTS:
        return figures
    return [one for one in figures if one is figures[-1] or one is marks.decided]


def _write_words(canvas: Canvas, marks: _Marks, measured: Measurement) -> None:
    """Write what stands in the chart, what must be there first.

    The rest is left out where it would be crossed: the words below the chart name all marks.
    """
    last, first = marks.figures[-1], marks.decided or marks.figures[-1]
    marks.terms.write_goal(canvas)
    if mean := marks.mean:
        spots = canvas.on_level(mean.amount, mean.figures[0].date, mean.figures[-1].date)
        canvas.words("mean", CHART["mean"].format(amount=mean.said), spots)
    canvas.words("figure", amount_in_chart(first.amount), _beside_figure(canvas, first, marks))
    if marks.pace and marks.pace.gap:
        low, far = float(last.amount), float(marks.pace.expected - marks.pace.actual)
        spots = (
            spot
            for part, heights in ((0.5, (-4, 10, -18)), (1, (4, -12)))
            for spot in canvas.beside(last.date, low + far * part, heights)
        )
        canvas.optional_words("gap", gap_in_chart(marks.pace, measured), spots)
    if last is not first:
        canvas.optional_words("figure", amount_in_chart(last.amount), _beside_figure(canvas, last, marks))
    if marks.projection:
        said = CHART["projection"].format(amount=amount_in_chart(marks.projection.amount))
        canvas.optional_words("projection", said, _at_end(canvas, marks.projection.line))
    if marks.forecast:
        said = CHART["forecast"].format(amount=amount_in_chart(marks.forecast[-1][1]))
        canvas.optional_words("forecast", said, _at_end(canvas, marks.forecast))
    marks.terms.write_former(canvas)
    for line in reversed(marks.lines):
        if canvas.optional_words("expected", CHART["expected"], canvas.along(line.points, (0.3, 0.6, 0.85))):
            break


def _beside_figure(canvas: Canvas, figure: Figure, marks: _Marks) -> Iterator[Spot]:
    """Yield the spots beside a figure, those away from what was expected first."""
    lines = (line.at(figure.date) for line in reversed(marks.lines))
    expected = next((expected for expected in lines if expected is not None), None)
    is_below = expected is not None and figure.amount < expected
    return canvas.around(figure.date, figure.amount, (-18, 10, -32, 24) if is_below else (10, -18, 24, -32))


def _at_end(canvas: Canvas, line: Sequence[Point]) -> Iterator[Spot]:
    """Yield the spots about the end of a line, along it, and then further away, where a steep line is not."""
    yield from canvas.around(*line[-1], (10, -18, 20, -28))
    yield from canvas.along(line, (0.8, 0.5))
    yield from canvas.around(*line[-1], (-44, -60, 40, 56))


def _described(judgement: Judgement, measured: Measurement, marks: _Marks) -> str:
    """Say what the chart shows, for those who do not see it."""
    last, decided, unit = marks.figures[-1], marks.decided, own_unit(judgement.commitment)
    end = measured.path.points[-1][1] if measured.path else Fraction(0)
    said = DESCRIBED["figures_and_line" if marks.lines else "figures"].format(
        figures=count(len(marks.figures), "figure"),
        amount=f"{amount(last.amount)}{unit}",
        date=last.date,
        goal=goal_words(measured.goal, judgement.commitment),
        end=amount(rounded(end, AMOUNT_PLACES)),
        as_of=judgement.as_of,
    )
    if decided and decided is not last:
        decisive = f"{amount(decided.amount)}{unit}"
        said = DESCRIBED["decided"].format(described=said, amount=decisive, date=decided.date)
    if mean := marks.mean:
        figures, day = count(len(mean.figures), "figure"), mean.figures[-1].date
        said = DESCRIBED["mean"].format(described=said, figures=figures, date=day, amount=f"{mean.said}{unit}")
    return and_rivals(said, len(marks.rivals))
