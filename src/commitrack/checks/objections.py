"""What may be recorded: objections to a new update that reading a ledger would let pass.

A ledger may hold such an update, because somebody may have had a reason to write it by hand; the command that records
updates refuses it, because it is far more often a slip.
"""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from commitrack.ledger.model import AnyCommitment, Ledger, Periodic, Qualitative, Standing, Total, Update
from commitrack.progress.figures import falls
from commitrack.progress.history import due_of, history, memberships, standing_updates, target_of
from commitrack.progress.names import folded
from commitrack.words.phrases import amount

_MAY_BE_AHEAD = frozenset({"grant", "withdraw", "revision"})
"""Policies are announced before they begin."""

_CLAIM_FIELDS = ("add", "total", "grant", "until", "withdraw", "checked", "status", "target", "due")
_EVIDENCE_FIELDS = ("archive", "quote", "publisher", "published", "by", "note")


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
        if said(other) == said(update) and not _mends(update, other):
            name = f" ({other.id})" if other.id else ""
            yield f"the ledger has the same update already{name}: same date, claim and source"
    yield from _strangers(commitment, others, update)
    yield from _below_zero(commitment, update)
    yield from _unrevised(commitment, others, update)
    if update.corrects is None:
        yield from _falls(commitment, others, update)


def is_ahead(update: Update, today: date) -> bool:
    """Say whether an update is dated after today, and claims what nobody can know before the day has come."""
    return update.claim not in _MAY_BE_AHEAD and update.date > today


def said(update: Update) -> tuple[object, ...]:
    """Return what makes two updates the same: date, claim and source. The claim of a retraction is what it retracts."""
    claim = [getattr(update, name) for name in _CLAIM_FIELDS]
    return (update.date, update.source, *claim, None if update.claimed else update.corrects)


def _mends(update: Update, other: Update) -> bool:
    """Say whether an update corrects another in something beside date, claim and source."""
    corrects = update.corrects is not None and update.corrects == other.id
    return corrects and any(getattr(update, name) != getattr(other, name) for name in _EVIDENCE_FIELDS)


def _strangers(commitment: AnyCommitment, others: Sequence[Update], update: Update) -> Iterator[str]:
    """Object to names that do not count or are spelled anew, and to the withdrawal of what is not in force."""
    if not isinstance(commitment, Standing):
        return
    kept = [one for one in others if one.id is None or one.id != update.corrects]
    misnamed = list(_misnamed(commitment, kept, update))
    if misnamed:
        yield misnamed[0]
        return
    known = [one for one in kept if one.date <= update.date]
    in_force = {one.name for one in memberships(commitment, known, update.date) if one.in_force}
    for name in update.withdraw or ():
        if name not in in_force:
            yield f"{name!r} is not in force on {update.date}; check the name and the day"


def _misnamed(commitment: Standing, others: Iterable[Update], update: Update) -> Iterator[str]:
    """Object to a name that is not a member, another spelling of a known one, or several names in one."""
    members = commitment.members
    names = list(members) or [name for one in others for name in (*(one.grant or ()), *(one.withdraw or ()))]
    known, spellings = set(names), {folded(name): name for name in names}
    for name in (*(update.grant or ()), *(update.withdraw or ())):
        if name in known:
            continue
        several = [part.strip() for part in name.split(",") if part.strip()]
        twin = spellings.setdefault(folded(name), name)
        if twin == name and len(several) > 1:
            repeated = " ".join(f"--{update.claim} {shlex.quote(part)}" for part in several)
            declared = "" if members else "; a name that has a comma in it is listed in members first"
            yield f"{name!r} looks like several names; write {repeated}{declared}"
        elif members:
            close = [twin] if twin != name else get_close_matches(name, members, n=1, cutoff=0.6)
            advice = f"did you mean {close[0]!r}?" if close else f"they are {', '.join(members)}"
            yield f"{name!r} is not among the members that count; {advice}"
        elif twin != name:
            yield f"{name!r} differs from {twin!r} only in case, spaces or accents; did you mean {twin!r}?"


def _below_zero(commitment: AnyCommitment, update: Update) -> Iterator[str]:
    """Object to a figure below zero where neither target nor baseline is."""
    if isinstance(commitment, Total | Periodic) and update.total is not None and update.total < 0:
        baseline = commitment.baseline if isinstance(commitment, Total) else Decimal(0)
        if min(commitment.target, baseline) >= 0:
            yield f"{amount(update.total)} is below zero, as neither target nor baseline is; check the figure"


def _unrevised(commitment: AnyCommitment, others: Sequence[Update], update: Update) -> Iterator[str]:
    """Object to a revision that changes nothing, or that turns the commitment round."""
    if update.target is None and update.due is None:
        return
    known = [one for one in others if one.date <= update.date and (one.id is None or one.id != update.corrects)]
    due = due_of(commitment, known)
    target = None if isinstance(commitment, Qualitative) else target_of(commitment, known)
    same = [f"the target is {amount(target)} already"] if target is not None and update.target == target else []
    same += [f"due is {due} already"] if due is not None and update.due == due else []
    if same and len(same) == sum(one is not None for one in (update.target, update.due)):
        retract = f"to undo {update.corrects}, withdraw it with 'commitrack retract {update.corrects}'"
        yield f"{' and '.join(same)}; {retract if update.corrects else 'say what was revised, or leave this one out'}"
    if isinstance(commitment, Total) and target is not None and update.target is not None:
        baseline = commitment.baseline
        if (update.target - baseline) * (target - baseline) < 0:
            better = "lower" if update.target < baseline else "higher"
            yield (
                f"{amount(update.target)} is on the other side of the baseline, {amount(baseline)}, so that {better} "
                f"would be better from then on; check the figure, or make it a new commitment with 'commitrack add', "
                "and declare this one superseded"
            )


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
