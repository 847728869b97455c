"""What may be recorded: objections to a new update that reading a ledger would let pass.

A ledger may hold such an update, because somebody may have had a reason to write it by hand; the command that records
updates refuses it, because it is far more often a slip.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from commitrack.ledger.model import AnyCommitment, Ledger, Periodic, Total, Update
from commitrack.progress.actuals import due_of, figures, history, standing_updates
from commitrack.progress.periods import period_holding, periods
from commitrack.progress.wording import amount

_MAY_BE_AHEAD = frozenset({"grant", "withdraw", "revision"})
"""Policies are announced before they begin."""

_CLAIM_FIELDS = ("add", "total", "grant", "until", "withdraw", "checked", "status", "target", "due", "corrects")


def objections(ledger: Ledger, commitment: AnyCommitment, update: Update, today: date) -> Iterator[str]:
    """Say what speaks against recording an update, and what to do instead."""
    if ledger.about.require_source and update.source is None and update.claim != "retraction":
        yield "this ledger requires a source for every update; add --source with an address or citation"
    if update.claim == "retraction" and not (update.note or "").strip():
        yield "a retraction needs a reason; say with --note why the update was wrong"
    if update.claim not in _MAY_BE_AHEAD and update.date > today:
        yield f"{update.date} is in the future; record it with --date on the day it is true for, once that has come"
    others = standing_updates(history(commitment.updates, date.max))
    for other in others:
        if _says(other) == _says(update):
            name = f" ({other.id})" if other.id else ""
            yield f"the ledger has the same update already{name}: same date, claim and source"
    yield from _falls(commitment, others, update)


def _says(update: Update) -> tuple[object, ...]:
    return (update.date, update.source, *(getattr(update, name) for name in _CLAIM_FIELDS))


def _falls(commitment: AnyCommitment, others: Sequence[Update], update: Update) -> Iterator[str]:
    """Object to a cumulative figure below the one before it, or above one that comes after it."""
    if update.total is None or update.corrects is not None:
        return
    if isinstance(commitment, Total) and commitment.target > commitment.baseline:
        baseline, comparable = commitment.baseline, others
    elif isinstance(commitment, Periodic):
        due = due_of(commitment, others) or commitment.due
        period = period_holding(update.date, [*periods(commitment.start, due, commitment.every)])
        baseline, comparable = Decimal(0), [other for other in others if period and other.date in period]
    else:
        return
    folded = figures(comparable, baseline)
    before = [figure for figure in folded if figure.date <= update.date]
    least = before[-1].amount if before else baseline
    if update.total < least:
        since = f"the {amount(least)} of {before[-1].date}" if before else f"the {amount(least)} it begins with"
        yield (
            f"the total would fall to {amount(update.total)}, below {since}; use --add for what came since, "
            f"or --corrects with the id of the figure that was wrong"
        )
    after = [figure for figure in folded if figure.date > update.date and figure.update.total is not None]
    if after and update.total > after[0].amount:
        yield (
            f"the total would fall from {amount(update.total)} to the {amount(after[0].amount)} of {after[0].date}; "
            f"check the date and the figure, or use --corrects with the id of the figure that was wrong"
        )
