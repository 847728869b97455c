"""Every update of a ledger in the order of its days, with the running figure after it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, islice

from commitrack.ledger.model import AnyCommitment, Periodic, Qualitative, Standing, Total, Update
from commitrack.progress.figures import spans
from commitrack.progress.history import Entry, figures, history, running_counts, standing_updates
from commitrack.progress.periods import Period, period_holding


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An update of a commitment, and how far the commitment was after it.

    ``actual`` is the running figure as the updates up to this one have it, in ``period`` for a periodic commitment;
    None before the first figure, and for an update that was corrected. ``target`` is the one in force after it.
    """

    commitment_id: str
    commitment: AnyCommitment
    entry: Entry
    actual: Decimal | None
    target: Decimal | None
    period: Period | None

    @property
    def update(self) -> Update:
        """The update itself."""
        return self.entry.update


def chronicle(commitments: Iterable[tuple[str, AnyCommitment]], as_of: date) -> list[Record]:
    """List the updates that exist on ``as_of``, newest first; those of one day in the reverse order of the file."""
    records = [record for key, commitment in commitments for record in _records(key, commitment, as_of)]
    return sorted(records, key=lambda record: record.update.date)[::-1]


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
    return list(islice((one for one in records if one.entry.fate == "stands" and one.update.claimed), number))


def _records(commitment_id: str, commitment: AnyCommitment, as_of: date) -> Iterator[Record]:
    entries = history(commitment.updates, as_of)
    standing = standing_updates(entries)
    known = spans(commitment, standing)
    running = iter(_running(commitment, standing, known))
    target = None if isinstance(commitment, Qualitative) else commitment.target
    for entry in entries:
        stands = entry.fate == "stands"
        if stands and entry.update.target is not None:
            target = entry.update.target
        yield Record(
            commitment_id=commitment_id,
            commitment=commitment,
            entry=entry,
            actual=next(running) if stands else None,
            target=target,
            period=period_holding(entry.update.date, known),
        )


def _running(commitment: AnyCommitment, standing: list[Update], known: list[Period]) -> Iterator[Decimal | None]:
    """Yield the running figure after each update."""
    match commitment:
        case Total():
            yield from _running_figures(standing, commitment.baseline)
        case Periodic():
            for period, grouped in groupby(standing, key=lambda update: period_holding(update.date, known)):
                updates = list(grouped)
                yield from _running_figures(updates, Decimal(0)) if period else [None] * len(updates)
        case Standing():
            begun = False
            for update, count in zip(standing, running_counts(commitment, standing), strict=True):
                begun = begun or update.claim in ("grant", "withdraw")
                yield Decimal(count) if begun else None
        case Qualitative():
            yield from [None] * len(standing)


def _running_figures(updates: list[Update], baseline: Decimal) -> Iterator[Decimal | None]:
    folded = iter(figures(updates, baseline))
    amount = None
    for update in updates:
        if update.add is not None or update.total is not None:
            amount = next(folded).amount
        yield amount
