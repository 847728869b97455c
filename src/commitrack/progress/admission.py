"""What may be recorded: objections to a new update that reading a ledger would let pass.

A ledger may hold such an update, because somebody may have had a reason to write it by hand; the command that records
updates refuses it, because it is far more often a slip.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from commitrack.ledger.model import AnyCommitment, Ledger, Update
from commitrack.progress.actuals import history, standing_updates
from commitrack.progress.series import falls
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
    if is_ahead(update, today):
        yield f"{update.date} is in the future; record it with --date on the day it is true for, once that has come"
    others = standing_updates(history(commitment.updates, date.max))
    for other in others:
        if said(other) == said(update):
            name = f" ({other.id})" if other.id else ""
            yield f"the ledger has the same update already{name}: same date, claim and source"
    if update.corrects is None:
        yield from _falls(commitment, others, update)


def is_ahead(update: Update, today: date) -> bool:
    """Say whether an update is dated after today, and claims what nobody can know before the day has come."""
    return update.claim not in _MAY_BE_AHEAD and update.date > today


def said(update: Update) -> tuple[object, ...]:
    """Return what makes two updates the same: date, claim and source."""
    return (update.date, update.source, *(getattr(update, name) for name in _CLAIM_FIELDS))


def _falls(commitment: AnyCommitment, others: Sequence[Update], update: Update) -> Iterator[str]:
    """Object to a cumulative figure that falls where none fell without the update."""
    known = {id(fall.figure.update) for fall in falls(commitment, others)}
    for fall in falls(commitment, sorted((*others, update), key=lambda one: one.date)):
        figure, before = fall.figure, fall.before
        if figure.update is update:
            since = f"the {amount(fall.amount)} " + (f"of {before.date}" if before else "it begins with")
            yield (
                f"the total would fall to {amount(figure.amount)}, below {since}; use --add for what came since, "
                "or --corrects with the id of the figure that was wrong"
            )
        elif id(figure.update) not in known:
            yield (
                f"the total would fall from {amount(fall.amount)} to the {amount(figure.amount)} of {figure.date}; "
                "check the date and the figure, or use --corrects with the id of the figure that was wrong"
            )
