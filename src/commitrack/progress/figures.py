"""Figures: what updates add up to, in the series that run on from each other."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from math import inf

import msgspec

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import MOST_PERIODS, AnyCommitment, Bound, Level, Measured, Periodic, Total, Update
from commitrack.progress.goal import agree
from commitrack.progress.periods import Period, every, period_holding, periods
from commitrack.progress.rivals import Settled, by_reporter, reporter, settle

_EXACT = Context(prec=60)  # sums of the largest amounts the ledger takes, without rounding


class Figure(msgspec.Struct, frozen=True):
    """The running count after an update, or the level it measured, true for its date."""

    date: date
    amount: Decimal
    update: Update
    bound: Bound | None = None
    """Its exactness: a count that goes on from "over 52,000" is at least so much too."""

    @property
    def is_firm(self) -> bool:
        """Whether it is final and exact: neither provisional nor estimated, nor "over 52,000"."""
        return self.update.flag is None and self.bound is None


def expectations(forecasts: Iterable[Update]) -> list[tuple[date, Fraction]]:
    """Return the dates that forecasts are for, each with the amount that is expected."""
    return [(one.for_date, Fraction(one.forecast)) for one in forecasts if one.for_date and one.forecast is not None]


class Series(msgspec.Struct, frozen=True):
    """Running counts in the order of their dates, from ``baseline`` on."""

    period: Period | None
    """The period they count for; None for a total, which is one series."""
    baseline: Decimal
    figures: tuple[Figure, ...]


class Fall(msgspec.Struct, frozen=True):
    """A running count that is below what had been reached before it."""

    amount: Decimal
    """The amount reached before: the figure before, or the baseline."""
    before: Figure | None
    figure: Figure


def fold(updates: Iterable[Update], baseline: Decimal) -> tuple[Figure, ...]:
    """Fold ``add`` and ``total`` claims, in order, into running counts that begin at ``baseline``."""
    running, bound = baseline, None
    folded = []
    for update in updates:
        if update.add is not None:
            running, bound = _EXACT.add(running, update.add), joined(bound, update.bound)
        elif update.total is not None:
            running, bound = update.total, update.bound
        else:
            continue
        folded.append(Figure(update.date, running, update, bound))
    return tuple(folded)


def joined(one: Bound | None, other: Bound | None) -> Bound | None:
    """Return how exact a sum is of two amounts that are so exact."""
    return other if one is None or one == other else one if other is None else "about"


def levels(updates: Iterable[Update]) -> tuple[Figure, ...]:
    """Return the levels that were measured, in order."""
    return tuple(Figure(one.date, one.level, one, one.bound) for one in updates if one.level is not None)


def settling_later(
    commitment: AnyCommitment, updates: Sequence[Update], known: Sequence[Period]
) -> Iterator[tuple[Period, Update]]:
    """Yield the periods whose end a level settles that was measured after it, each with that level.

    It was measured as near to the end as ``settled_within`` asks, and nearer than any before.
    """
    if not isinstance(commitment, Level) or not commitment.settled_within:
        return
    measured = [update for update in updates if update.level is not None]
    for period in known:
        later = bisect_right(measured, period.end, key=lambda update: update.date)
        after = (measured[later].date - period.end).days if later < len(measured) else inf
        before = (period.end - measured[later - 1].date).days if later else inf
        if after <= commitment.settled_within and after < before:
            yield period, measured[later]


def parted(updates: Sequence[Update], start: date | None) -> tuple[Sequence[Update], Sequence[Update]]:
    """Part the updates before ``start``, which are kept and drawn but not counted, from the rest."""
    if start is None:
        return (), updates
    first = next((index for index, update in enumerate(updates) if update.date >= start), len(updates))
    return updates[:first], updates[first:]


def spans(commitment: AnyCommitment, updates: Sequence[Update], due: date | None, as_of: date) -> list[Period]:
    """Return the periods of a commitment up to a last date or, without one, up to ``as_of``.

    There are none where the commitment has no periods. Without a last date, they end where nobody has reported for
    more of them than anybody reports on.
    """
    if not isinstance(commitment, Periodic | Level) or not commitment.every or not commitment.start:
        return []
    cut = periods(commitment.start, due, every(commitment.every), as_of)
    if due is not None:
        return list(cut)
    known: list[Period] = []
    last, silent = _last_figure(updates) or commitment.start, 0
    for period in cut:
        silent = 0 if period.start <= last else silent + 1
        if silent > MOST_PERIODS:
            break
        known.append(period)
    return known


def spans_as_revised(commitment: AnyCommitment, updates: Sequence[Update], as_of: date) -> list[Period]:
    """Return the periods of a commitment up to its last date as revised or, without one, up to ``as_of``."""
    return spans(commitment, updates, agree(commitment, updates).current.due, as_of)


def settle_in_periods(commitment: AnyCommitment, updates: Sequence[Update], known: Sequence[Period]) -> Settled:
    """Part the figures that count from those that contradict them, period by period where some are known."""
    if not known:
        return settle(commitment, updates)
    return settle(commitment, updates, lambda update: period_holding(update.date, known))


def series(commitment: AnyCommitment, updates: Sequence[Update]) -> Iterator[Series]:
    """Yield the series of running counts that updates, in the order of their dates, add up to.

    A level is no running count: it has none.
    """
    if not isinstance(commitment, Measured) or not commitment.accumulates:
        return
    known = spans_as_revised(commitment, updates, updates[-1].date) if updates else []
    if not known:
        _, counted = parted(updates, commitment.start)
        yield Series(None, first_count(commitment), fold(counted, first_count(commitment)))
    for period, grouped in groupby(updates, key=lambda update: period_holding(update.date, known)):
        if period is not None:
            yield Series(period, Decimal(0), fold(grouped, Decimal(0)))


def first_count(commitment: Measured) -> Decimal:
    """Return where a running count begins: in every period at zero, else at its baseline."""
    return commitment.baseline if isinstance(commitment, Total) else Decimal(0)


def falls(commitment: AnyCommitment, updates: Sequence[Update]) -> Iterator[Fall]:
    """Yield the running counts of one reporter that fall; another's may be lower, and is no slip."""
    if all(update.total is None for update in updates):  # what is added up never falls
        return
    reporters = dict.fromkeys(reporter(update) for update in updates if CLAIMS[update.claim].is_figure)
    figures_of = by_reporter(updates)
    for one in (part for of in reporters for part in series(commitment, figures_of(of))):
        if one.figures and one.figures[0].update.total is not None and one.figures[0].amount < one.baseline:
            yield Fall(one.baseline, None, one.figures[0])
        for before, figure in pairwise(one.figures):
            may_be_lower = before.bound == "at-most"
            if figure.update.total is not None and figure.amount < before.amount and not may_be_lower:
                yield Fall(before.amount, before, figure)


def _last_figure(updates: Sequence[Update]) -> date | None:
    return next((update.date for update in reversed(updates) if CLAIMS[update.claim].is_figure), None)
