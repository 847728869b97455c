"""Objections to a new update that reading a ledger would let pass.

A ledger may hold such an update, because somebody may have had a reason to write it by hand; the command that records
updates refuses it, because it is far more often a slip.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from operator import attrgetter

from commitrack.checks.members import close_names, strangers
from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import AnyCommitment, Ledger, Periodic, Total, Update
from commitrack.progress.figures import Fall, falls, spans_as_revised
from commitrack.progress.goal import agree
from commitrack.progress.history import history, standing_updates
from commitrack.progress.names import folded
from commitrack.progress.periods import period_holding
from commitrack.progress.rivals import amount_of, contradicted, reporter, reporter_name
from commitrack.words.format import amount, inside, reported
from commitrack.words.phrases import goal_words

_claim_of = attrgetter(*(field for claim in CLAIMS.values() for field in (*claim.makes, *claim.beside)))
_REALLY_FALLS = 'if it can really fall, it is a level, for which the commitment needs kind = "level"'
_EVIDENCE_FIELDS = ("archive", "quote", "publisher", "published", "by", "note")


def objections(ledger: Ledger, commitment: AnyCommitment, update: Update, today: date) -> Iterator[str]:
    """Say what speaks against recording an update, and what to do instead."""
    for _, objection in objections_to_each(ledger, commitment, [update], today):
        yield objection
    yield from close_names(commitment, standing_updates(history(commitment.updates, date.max)), update)


def objections_whoever_reports(ledger: Ledger, commitment: AnyCommitment, update: Update, today: date) -> Iterator[str]:
    """Say what speaks against an update even where it is not known yet who reports it."""
    others = standing_updates(history(commitment.updates, date.max))
    yield from _objections_alone(ledger, update, today)
    yield from _twice([other for other in others if said(other) == said(update)], update)
    yield from strangers(commitment, others, update)
    yield from _below_zero(commitment, update)
    yield from _unrevised(commitment, others, update)


def objections_to_each(
    ledger: Ledger, commitment: AnyCommitment, updates: Sequence[Update], today: date
) -> Iterator[tuple[int, str]]:
    """Say what speaks against recording updates of a commitment one after the other, each by its position."""
    others = standing_updates(history(commitment.updates, date.max))
    standing = _Standing(commitment.updates, others)
    counters = {reporter(one) for one in others if one.total is not None}
    before = standing.updates
    for position, update in enumerate(updates):
        for objection in chain(
            _objections_alone(ledger, update, today),
            _twice(standing.like(update), update),
            strangers(commitment, before, update),
            _below_zero(commitment, update),
            _unrevised(commitment, before, update),
            _restated_by_another(before, update),
            _contradicted(before, update),
            _on_top_of_another(commitment, before, update) if counters - {"", reporter(update)} else (),
        ):
            yield position, objection
        standing.record(update)
        if update.total is not None:
            counters.add(reporter(update))
    yield from _falls(commitment, others, updates)


class _Standing:
    """The updates that stand, in the order of their dates, while others are recorded one after the other."""

    def __init__(self, updates: Iterable[Update], standing: Iterable[Update]) -> None:
        self.updates: list[Update] = []
        self._alike: dict[tuple[object, ...], list[Update]] = {}
        self._known = {one.id: one for one in updates if one.id is not None}
        for one in standing:
            self._put(one)

    def like(self, update: Update) -> list[Update]:
        """Return those that say the same as an update."""
        return self._alike.get(said(update), [])

    def record(self, update: Update) -> None:
        """Put an update in, and what it replaces out; what a withdrawn update had replaced stands again."""
        self._put(update)
        if update.id is not None:
            self._known[update.id] = update
        replaced = self._known.get(update.replaces) if update.replaces is not None else None
        if replaced is None:
            return
        self.updates[:] = [one for one in self.updates if one is not replaced]
        twins = self._alike[said(replaced)]
        twins[:] = [one for one in twins if one is not replaced]
        if not update.claimed and replaced.replaces in self._known:
            self._put(self._known[replaced.replaces])

    def _put(self, update: Update) -> None:
        insort(self.updates, update, key=lambda one: one.date)
        self._alike.setdefault(said(update), []).append(update)


def _objections_alone(ledger: Ledger, update: Update, today: date) -> Iterator[str]:
    """Object to what an update says by itself."""
    if ledger.about.require_source and update.source is None and update.claim != "retraction":
        yield "this ledger requires a source for every update; add --source with an address or citation"
    if update.claim == "retraction" and not (update.note or "").strip():
        yield "a retraction needs a reason; say with --note why the update was wrong"
    yield from _too_early(update, today)
    if is_ahead(update, today):
        yield f"{update.date} is in the future; {_before_it_has_come(update)}"


def _before_it_has_come(update: Update) -> str:
    """Say how to record what has a date in the future, by what it claims."""
    if update.forecast is not None:
        return "the date of a forecast is that on which it was made; write with --for the date that it is for"
    once = "record it with --date on the date it is true for, once that has come"
    if not CLAIMS[update.claim].is_figure:
        return once
    expected = "the whole count that somebody expects for then" if update.add is not None else "what somebody expects"
    return f"{once}, or {expected} with --forecast and --for"


def _twice(twins: Iterable[Update], update: Update) -> Iterator[str]:
    for other in twins:
        if not _mends(update, other):
            name = f" ({other.id})" if other.id else ""
            another = "; if that came twice, say in --source where each stands, such as the page" if update.add else ""
            yield f"the ledger has the same update already{name}: same date, claim and source{another}"


def is_ahead(update: Update, today: date) -> bool:
    """Say whether an update is dated after today, and claims what nobody can know before the date has come."""
    return update.date > today and not CLAIMS[update.claim].may_be_ahead


def _too_early(update: Update, today: date) -> Iterator[str]:
    """Object to what was published before it could be known, or is to be published."""
    if update.published is not None and update.published > today:
        yield f"it is published on {update.published}, which is in the future; record it once it is out"
    elif is_published_early(update):
        expected = "the whole count that was expected" if update.add is not None else "it"
        yield (
            f"it was published on {update.published}, before {update.date}, the date it is true for; if somebody "
            f"expected it, record {expected} with --forecast and --for {update.date} and --date {update.published}; if "
            "it is the figure up to then, use the date that it is up to"
        )


def is_published_early(update: Update) -> bool:
    """Say whether a figure was published before the date it is true for."""
    if update.published is None or update.published >= update.date:
        return False
    return any(one is not None for one in (update.add, update.total, update.level, update.count))


def said(update: Update) -> tuple[object, ...]:
    """Return what makes two updates the same: date, claim and sources; a retraction claims what it retracts."""
    return (update.date, frozenset(update.sources), *_claim_of(update), None if update.claimed else update.corrects)


def _mends(update: Update, other: Update) -> bool:
    """Say whether an update corrects another in something beside date, claim and source."""
    corrects = update.replaces is not None and update.replaces == other.id
    return corrects and any(getattr(update, name) != getattr(other, name) for name in _EVIDENCE_FIELDS)


def _restated_by_another(others: Iterable[Update], update: Update) -> Iterator[str]:
    """Object to a newer figure of somebody else's: each publisher restates its own."""
    for other in others if update.restates is not None else ():
        if other.id == update.restates and _is_by_another(other, update):
            yield (
                f"{other.id} is by {inside(reporter_name(other))}, and a publisher restates its own figures only; "
                "leave --restates out, and both are kept, the one beside the other"
            )


def _is_by_another(one: Update, other: Update) -> bool:
    if one.publisher and other.publisher:
        return folded(one.publisher) != folded(other.publisher)
    return one.by is not None and other.by is not None and one.by != other.by


def _contradicted(others: Iterable[Update], update: Update) -> Iterator[str]:
    """Ask which is right, where one reporter has another figure for one date: the last would win."""
    other = contradicted(update, (one for one in others if one.id is None or one.id != update.replaces))
    if other is not None:
        known = reported(amount_of(other) or Decimal(0), other.bound)
        yield f"the ledger has {known} for {other.date} already; {_ways_out(other, on_its_date=True)}"


def _below_zero(commitment: AnyCommitment, update: Update) -> Iterator[str]:
    """Object to a running count below zero where neither goal nor baseline is."""
    if isinstance(commitment, Total | Periodic) and update.total is not None and update.total < 0:
        baseline = commitment.baseline if isinstance(commitment, Total) else Decimal(0)
        known = [one for one in (commitment.target, commitment.at_most, baseline) if one is not None]
        if min(known) >= 0:
            yield (
                f"{amount(update.total)} is below zero, as neither goal nor baseline is; check the figure; "
                f"{_REALLY_FALLS}"
            )


def _unrevised(commitment: AnyCommitment, others: Sequence[Update], update: Update) -> Iterator[str]:
    """Object to a revision that changes nothing."""
    if update.claim != "revision":
        return
    known = [one for one in others if one.date <= update.date and (one.id is None or one.id != update.replaces)]
    before, after = agree(commitment, known).current, agree(commitment, [*known, update])
    if not after.revisions[-1].counts or before != after.current:
        return
    same = []
    if (update.target, update.at_most) != (None, None) and before.goal:
        same.append(f"the goal is {goal_words(before.goal, commitment)} already")
    if update.due is not None:
        same.append(f"due is {update.due} already")
    if update.milestones is not None:
        same.append("the milestones are these already")
    retract = f"to undo {update.corrects}, withdraw it with 'commitrack retract {update.corrects}'"
    yield f"{' and '.join(same)}; {retract if update.corrects else 'say what was revised, or leave this one out'}"


def _on_top_of_another(commitment: AnyCommitment, others: Sequence[Update], update: Update) -> Iterator[str]:
    """Ask what an addition comes on top of, where the last count is somebody else's."""
    if update.add is None or not isinstance(commitment, Total | Periodic):
        return
    spans_known = spans_as_revised(commitment, [*others, update], update.date)
    period = period_holding(update.date, spans_known)
    before = [
        one
        for one in others
        if one.total is not None and one.date <= update.date and period_holding(one.date, spans_known) == period
    ]
    last = before[-1] if before else None
    if last is None or last.total is None or reporter(last) in ("", reporter(update)) or not reporter(update):
        return
    yield (
        f"the last count, {amount(last.total)} of {last.date}, is by {inside(reporter_name(last))}; do these "
        f"{amount(update.add)} come on top of it? Write --total with the whole count, with a --note if you "
        "added it up, or --publisher if it is theirs"
    )


def _falls(commitment: AnyCommitment, others: Sequence[Update], updates: Sequence[Update]) -> Iterator[tuple[int, str]]:
    """Object to a running count that falls where none fell without the updates."""
    positions = {id(update): position for position, update in enumerate(updates)}
    if all(update.replaces is not None for update in updates):
        return
    known = {id(fall.figure.update) for fall in falls(commitment, others)}
    replaced = {update.replaces for update in updates if update.replaces is not None}
    standing = [one for one in (*others, *updates) if one.id is None or one.id not in replaced]
    for fall in falls(commitment, sorted(standing, key=lambda one: one.date)):
        figure, before = fall.figure, fall.before
        if id(figure.update) in positions:
            if figure.update.replaces is None:
                yield (
                    positions[id(figure.update)],
                    _falling(fall, is_new=before is not None and id(before.update) in positions),
                )
        elif id(figure.update) not in known and (before is None or before.update.replaces is None):
            otherwise = _ways_out(figure.update, on_its_date=before is not None and before.date == figure.date)
            yield (
                positions.get(id(before.update), 0) if before else 0,
                f"the total would fall from {amount(fall.amount)} to the {amount(figure.amount)} of {figure.date}; "
                f"check the date and the figure; {otherwise}",
            )


def _falling(fall: Fall, *, is_new: bool) -> str:
    """Say that a new figure falls, and how to record it, by what is true; ``is_new`` if the one before is new too."""
    figure, before = fall.figure, fall.before
    falls_to = f"the total would fall to {amount(figure.amount)}, below the {amount(fall.amount)}"
    if before is None:
        return f"{falls_to} it begins with; use --add if it came on top of that, or check the figure"
    otherwise = "check both figures" if is_new else _ways_out(before.update, on_its_date=before.date == figure.date)
    return f"{falls_to} of {before.date}; {otherwise}; if it came on top of that, use --add; {_REALLY_FALLS}"


def _ways_out(contradicted: Update, *, on_its_date: bool) -> str:
    """Say how to record a figure that contradicts another, by what is true of the other.

    A figure of another date takes the place of none: what is wrong is replaced for its own date first.
    """
    other, name = contradicted.id or "ID", "" if contradicted.id else ", once you have given it one"
    if on_its_date:
        ways = f"if that was wrong, use --corrects {other}, and if its publisher released a newer figure, "
        ways += f"--restates {other}{name}"
    else:
        ways = f"if that is not right, put it right first: use --corrects {other} if it was wrong, or use --restates "
        ways += f"{other} if its publisher has a newer figure for that date{name}"
    return f"{ways}; if somebody else counts otherwise, say who with --publisher"
