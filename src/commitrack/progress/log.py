"""Every update of a ledger in the order of its dates, with the figure after it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from operator import attrgetter
from typing import assert_never

import msgspec

from commitrack.ledger.claims import CLAIMS, ClaimKind
from commitrack.ledger.model import AnyCommitment, Bound, Flag, Level, Measured, Numberless, Periodic, Standing, Update
from commitrack.ledger.scale import NEUTRAL, Scale
from commitrack.progress.figures import (
    Figure,
    first_count,
    fold,
    levels,
    parted,
    settle_in_periods,
    settling_later,
    spans,
)
from commitrack.progress.goal import Agreement, Goal, agree, goal_of_period
from commitrack.progress.history import Entry, history, set_beside, standing_updates
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import running_counts
from commitrack.progress.periods import Period, period_holding

_Running = tuple[Decimal | None, Bound | None, Flag | None]
"""A figure after an update, and how exact and how final it is."""

_NONE: _Running = (None, None, None)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An update of a commitment, and how far the commitment was after it.

    ``claim`` is the one that the update makes.
    ``actual`` is the running count or the level as the updates up to this one have it, in ``period`` where there are
    periods; None before the first figure, and for an update that does not stand. That is the period of its date, or for
    a level that settles the end of one before, that one.
    ``goal`` is the one in force after it.
    """

    commitment_id: str
    commitment: AnyCommitment
    entry: Entry
    claim: ClaimKind
    actual: Decimal | None
    bound: Bound | None = None
    """The exactness of that figure, if it is not exact."""
    flag: Flag | None = None
    """The finality of that figure, if it is not final."""
    goal: Goal | None
    period: Period | None
    scale: Scale = NEUTRAL
    """Its ledger's words for the statuses."""

    @property
    def update(self) -> Update:
        """The update itself."""
        return self.entry.update


def chronicle(commitments: Iterable[tuple[str, AnyCommitment]], as_of: date, scale: Scale = NEUTRAL) -> list[Record]:
    """List the updates that exist on ``as_of``, newest first; those of one date in the reverse order of the file."""
    records = [record for key, commitment in commitments for record in _existing(key, commitment, as_of, scale)]
    return sorted(records, key=attrgetter("entry.update.date"))[::-1]


def chronicle_of(commitment_id: str, judgement: Judgement) -> list[Record]:
    """List the updates of one judged commitment, newest first."""
    commitment, entries, agreement = judgement.commitment, judgement.history, judgement.agreement
    known = spans(commitment, standing_updates(entries), agreement.current.due, judgement.as_of)
    figures = judgement.figures
    return list(_records(commitment_id, commitment, entries, agreement, known, judgement.scale, figures))[::-1]


def ahead(commitments: Iterable[tuple[str, AnyCommitment]], as_of: date) -> list[tuple[str, Update]]:
    """List the updates that do not exist yet on ``as_of``, after their commitments' ids, the first to come first.

    Those that were corrected meanwhile are left out.
    """
    waiting = [
        (key, update)
        for key, commitment in commitments
        for update in standing_updates(history(commitment.updates, date.max))
        if update.date > as_of
    ]
    return sorted(waiting, key=lambda one: one[1].date)


def latest(records: Iterable[Record], number: int) -> list[Record]:
    """Keep the first updates of a chronicle that stand and say something: what is new to its readers."""
    return list(islice((one for one in records if one.entry.is_kept and one.update.claimed), number))


def _existing(commitment_id: str, commitment: AnyCommitment, as_of: date, scale: Scale) -> Iterator[Record]:
    entries = history(commitment.updates, as_of)
    standing = standing_updates(entries)
    agreement = agree(commitment, standing)
    known = spans(commitment, standing, agreement.current.due, as_of)
    settled = settle_in_periods(commitment, standing, known)
    return _records(commitment_id, commitment, set_beside(entries, settled.aside), agreement, known, scale)


def _records(
    commitment_id: str,
    commitment: AnyCommitment,
    entries: Sequence[Entry],
    agreement: Agreement,
    known: Sequence[Period],
    scale: Scale,
    figures: Sequence[Figure] = (),
) -> Iterator[Record]:
    """Yield a record for each update. ``figures`` are those of a judgement, where they are known already."""
    standing = [entry.update for entry in entries if entry.fate == "stands"]
    running = _running(commitment, standing, known, figures)
    settling = {update.date: period for period, update in settling_later(commitment, standing, known)}
    for entry in entries:
        day = entry.update.date
        period = period_holding(day, known) if known else None
        if entry.update.level is not None:
            period = settling.get(day, period)
        goal: Goal | None
        if period is not None and isinstance(commitment, Periodic | Level):
            goal = goal_of_period(commitment, agreement, period.start, min(day, period.end))
        else:
            goal = agreement.on(day).goal
        actual, bound, flag = next(running) if entry.fate == "stands" else _NONE
        yield Record(
            commitment_id=commitment_id,
            commitment=commitment,
            entry=entry,
            claim=entry.update.claim,
            scale=scale,
            actual=actual,
            bound=bound,
            flag=flag,
            goal=goal,
            period=period,
        )


def _running(
    commitment: AnyCommitment, standing: Sequence[Update], known: Sequence[Period], figures: Sequence[Figure]
) -> Iterator[_Running]:
    """Yield the figure after each update; none before the start, where nothing counts yet."""
    before, counted = parted(standing, commitment.start)
    match commitment:
        case Measured() if commitment.accumulates and known:
            for period, grouped in groupby(standing, key=lambda update: period_holding(update.date, known)):
                updates = list(grouped)
                yield from _running_figures(updates, fold(updates, Decimal(0))) if period else [_NONE] * len(updates)
        case Measured() if commitment.accumulates:
            yield from [_NONE] * len(before)
            yield from _running_figures(counted, figures or fold(counted, first_count(commitment)))
        case Measured():
            yield from _running_figures(standing, levels(standing))
        case Standing():
            begun, published = False, None
            for update, number in zip(standing, running_counts(commitment, standing), strict=True):
                begun = begun or CLAIMS[update.claim].is_figure
                published = published if update.count is None else update
                exactness = (published.bound, published.flag) if published else (None, None)
                yield (Decimal(number), *exactness) if begun else _NONE
        case Numberless():
            yield from [_NONE] * len(standing)
        case _:
            assert_never(commitment)


def _running_figures(updates: Sequence[Update], figures: Iterable[Figure]) -> Iterator[_Running]:
    """Yield the last of the figures up to each update."""
    folded = iter(figures)
    following = next(folded, None)
    running = _NONE
    for update in updates:
        if following is not None and following.update is update:
            running, following = (following.amount, following.bound, update.flag), next(folded, None)
        yield running
