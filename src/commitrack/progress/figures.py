"""Series of figures: those that run on from each other, over the whole of a total or within one period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from commitrack.ledger.model import AnyCommitment, Periodic, Total, Update
from commitrack.progress.history import Figure, due_of, figures
from commitrack.progress.periods import Period, period_holding, periods


@dataclass(frozen=True, slots=True)
class Series:
    """Running figures in the order of their days, from ``baseline`` on."""

    period: Period | None
    """The period they count for; None for a total, which is one series."""
    baseline: Decimal
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """A cumulative figure that is below what had been reached before it."""

    amount: Decimal
    """What had been reached: the figure before, or the baseline."""
    before: Figure | None
    figure: Figure


def spans(commitment: AnyCommitment, updates: Sequence[Update]) -> list[Period]:
    """Return the periods of a commitment, up to its last day as revised; none where it is not periodic."""
    if not isinstance(commitment, Periodic):
        return []
    return [*periods(commitment.start, due_of(commitment, updates) or commitment.due, commitment.every)]


def series(commitment: AnyCommitment, updates: Sequence[Update]) -> Iterator[Series]:
    """Yield the series that updates, in the order of their days, add up in."""
    match commitment:
        case Total():
            yield Series(None, commitment.baseline, figures(updates, commitment.baseline))
        case Periodic():
            known = spans(commitment, updates)
            for period, grouped in groupby(updates, key=lambda update: period_holding(update.date, known)):
                if period is not None:
                    yield Series(period, Decimal(0), figures(grouped, Decimal(0)))


def falls(commitment: AnyCommitment, updates: Sequence[Update]) -> Iterator[Fall]:
    """Yield the totals that fall, in the order of their days; none where lower is better, and a fall is no slip."""
    if isinstance(commitment, Total) and commitment.target < commitment.baseline:
        return
    for one in series(commitment, updates):
        if one.figures and one.figures[0].update.total is not None and one.figures[0].amount < one.baseline:
            yield Fall(one.baseline, None, one.figures[0])
        for before, figure in pairwise(one.figures):
            if figure.update.total is not None and figure.amount < before.amount:
                yield Fall(before.amount, before, figure)
