"""What every chart has around the figures that count: its days, and the figures of others."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from commitrack.progress.judgement import Judgement
from commitrack.views.html.canvas import Canvas, Point
from commitrack.words.report.chart import CHART

MOST_DOTS = 60
"""More figures than these are a line: their dots would hide it."""
_BEYOND = Fraction(1, 4)
"""How far the date of judgement may stretch a chart beyond what happened, as a part of that."""


def with_judgement(days: Sequence[date | None], as_of: date) -> list[date | None]:
    """Add the date of judgement, unless the time to it since anything happened would fill the chart."""
    known = [day for day in days if day]
    beyond = (as_of - max(known)).days
    is_near = beyond <= (max(known) - min(known)).days * _BEYOND or min(known) == max(known)
    return [*known, as_of] if is_near else [*known]


def rivals_of(judgement: Judgement) -> Sequence[Point]:
    """Return the figures that stand beside those that count, each with its date; of very many, one in so many."""
    beside = [entry.update for entry in judgement.history if entry.fate == "beside"]
    known = [(one.date, one.total if one.level is None else one.level) for one in beside]
    known += [(one.update.date, one.actual) for one in judgement.rivals if one.update.add is not None]
    shown = [(day, value) for day, value in known if value is not None]
    return shown[:: -(-len(shown) // MOST_DOTS) or 1]


def mark_days(canvas: Canvas, judgement: Judgement) -> None:
    """Mark the last date and the date of judgement, and say where the chart begins."""
    start, end, as_of = judgement.commitment.start, judgement.due or judgement.expires, judgement.as_of
    said = CHART["due" if judgement.due else "expiry"].format(date=end) if end else ""
    if end and end > canvas.last:  # there are more periods than a chart has
        end, said = canvas.last, CHART["later"].format(end=said)
    elif end:
        canvas.upright("due", end)
    if end:
        canvas.below(said, end)
    begun = CHART["earlier"].format(start=start) if start and start < canvas.first else str(canvas.first)
    canvas.below(begun, canvas.first, beside=said, until=end)
    if as_of <= canvas.last:
        canvas.upright("as-of", as_of)
        canvas.over(CHART["as_of"].format(date=as_of), as_of)
    else:
        canvas.over(CHART["after"].format(date=as_of), canvas.last)
