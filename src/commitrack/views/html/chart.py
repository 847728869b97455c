"""The chart of a commitment: its figures against what was expected.

Only shapes and words are made here: the template draws them.
"""

from fractions import Fraction
from itertools import pairwise

from commitrack.ledger.model import Periodic, Standing, Total
from commitrack.progress.history import Figure, counts, standing_updates
from commitrack.progress.judgement import Judgement, PeriodJudgement, expected_path
from commitrack.views.html.canvas import Canvas, Chart
from commitrack.words.phrases import amount, count, period_name, unit


def draw(judgement: Judgement) -> Chart | None:
    """Draw a commitment's figures against what was expected; None where there is no figure, or no time to draw."""
    match judgement.commitment:
        case Total() as total:
            return _draw_total(judgement, total)
        case Periodic() as periodic:
            return _draw_periods(judgement, periodic)
        case Standing() as standing:
            return _draw_counts(judgement, standing)
        case _:
            return None


def _draw_total(judgement: Judgement, commitment: Total) -> Chart | None:
    path, figures, target = expected_path(judgement), judgement.figures, judgement.target
    if not figures or target is None:
        return None
    points = path.points if path else ()
    canvas = Canvas(
        [commitment.start, judgement.due, judgement.as_of, figures[0].date, *(day for day, _ in points)],
        [Fraction(commitment.baseline), Fraction(target), *(Fraction(one.amount) for one in figures)]
        + [expected for _, expected in points],
    )
    if canvas.is_flat:
        return None
    canvas.level("target", Fraction(target))
    canvas.label_target(f"target {amount(target)}", Fraction(target))
    for start, end in pairwise(points):
        canvas.line("expected", start, end)
    _draw_figures(canvas, figures, judgement)
    _mark_days(canvas, judgement)
    last = figures[-1]
    line = f" The line of what is expected reaches {amount(target)} on {judgement.due}." if path else ""
    return canvas.finish(
        f"{count(len(figures), 'figure')}, the last one {amount(last.amount)} {commitment.unit} on {last.date}.{line} "
        f"The day of judgement, {judgement.as_of}, is marked.",
        dot=f"figure, in {commitment.unit}",
        expected="expected" if path else None,
        silence="no newer figure" if last.date < judgement.as_of else None,
    )


def _draw_figures(canvas: Canvas, figures: tuple[Figure, ...], judgement: Judgement) -> None:
    """Draw the figures as steps: each holds until the next one, and of the last one nobody knows how long."""
    for one, following in pairwise(figures):
        corner = (following.date, Fraction(one.amount))
        canvas.line("step", (one.date, Fraction(one.amount)), corner)
        canvas.line("step", corner, (following.date, Fraction(following.amount)))
    last = figures[-1]
    if judgement.pace and judgement.gap:
        canvas.line("gap", (last.date, Fraction(last.amount)), (last.date, judgement.pace.expected))
    canvas.line("silence", (last.date, Fraction(last.amount)), (judgement.as_of, Fraction(last.amount)))
    for one in figures:
        canvas.dot(one)
    canvas.label_last(last)


def _draw_periods(judgement: Judgement, commitment: Periodic) -> Chart | None:
    periods, figures = judgement.periods, [Fraction(one.actual) for one in judgement.periods if one.actual is not None]
    if not any(one.figures for one in periods):
        return None
    canvas = Canvas(
        [periods[0].period.start, periods[-1].period.end, judgement.as_of],
        [Fraction(0), *(Fraction(one.target) for one in periods), *figures],
    )
    for one in periods:
        _draw_period(canvas, one, period_name(one.period, commitment.every))
    running = _under_way(judgement)
    if running:
        _draw_running(canvas, running)
    _mark_days(canvas, judgement)
    counted, target = unit(commitment), amount(periods[-1].target)
    same_target = len({one.target for one in periods}) == 1
    silent = any(one.actual is None and one.state != "upcoming" for one in periods)
    return canvas.finish(
        f"A column for each of {count(len(periods), commitment.every)}, {len(figures)} of them with a figure, "
        f"against the target of {target} {counted}. The day of judgement, {judgement.as_of}, is marked.",
        figure=counted,
        absent="no data" if silent else None,
        target=f"target, {target}" if same_target else "target",
        dot="figure of the running period" if running and running.figures else None,
        expected="expected so far" if running else None,
    )


def _draw_period(canvas: Canvas, one: PeriodJudgement, name: str) -> None:
    """Draw a period as a column up to its figure, or an empty one up to its target where that is not known."""
    start, end, target = one.period.start, one.period.end, Fraction(one.target)
    if one.actual is not None:
        canvas.block("figure", start, end, Fraction(one.actual))
        canvas.label_block(amount(one.actual), start, end, Fraction(one.actual))
    elif one.state != "upcoming":
        canvas.block("absent", start, end, target)
        canvas.label_gap("no data", start, end)
    canvas.line("target", (start, target), (end, target))
    canvas.name_block(name, start, end)


def _under_way(judgement: Judgement) -> PeriodJudgement | None:
    """Return the period that holds the day of judgement."""
    running = judgement.running
    return running if running and judgement.as_of in running.period else None


def _draw_running(canvas: Canvas, running: PeriodJudgement) -> None:
    """Draw what is expected of the period under way, and its figures, over its column."""
    for start, end in pairwise(running.path.points):
        canvas.line("expected", start, end)
    for figure in running.figures:
        canvas.dot(figure)


def _draw_counts(judgement: Judgement, commitment: Standing) -> Chart | None:
    changes = counts(commitment, standing_updates(judgement.history), judgement.as_of)
    if not changes or judgement.target is None:
        return None
    target = Fraction(judgement.target)
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
        f"{amount(judgement.target)}: {changes[-1][1]:,} at the end.",
        figure=f"{commitment.unit} in force",
        target=f"target, {amount(judgement.target)}",
    )


def _mark_days(canvas: Canvas, judgement: Judgement) -> None:
    end = judgement.due or judgement.expires
    text = f"due {end}" if judgement.due else f"next expiry {end}"
    canvas.mark_start(end, text)
    if end:
        canvas.mark("due", end, text)
    canvas.mark("as-of", judgement.as_of, f"as of {judgement.as_of}")
