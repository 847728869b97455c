"""Folding updates: which of them stand at a day, and the figures or members they add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from heapq import heappop, heappush
from itertools import accumulate
from typing import Literal, get_args

from commitrack.ledger.model import AnyCommitment, ClaimKind, Day, Quantified, Standing, Update

_EXACT = Context(prec=60)  # sums of the largest amounts the ledger takes, without rounding

FIGURES: tuple[ClaimKind, ...] = ("add", "total", "grant", "withdraw")
"""The claims that say how far a commitment is."""

EVIDENCE = frozenset({*FIGURES, "checked"})
"""The claims that look at the world; a verdict or a revision is what somebody decided."""

Fate = Literal["stands", "replaced", "withdrawn"]
FATES: tuple[Fate, ...] = get_args(Fate)


@dataclass(frozen=True, slots=True)
class Entry:
    """An update at a day: whether it stands, and if not, what became of it."""

    update: Update
    fate: Fate
    by: str | None = None
    """The id of the update that replaced or withdrew it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The cumulative amount after an update, true for its date."""

    date: date
    amount: Decimal
    update: Update


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's latest spell in force. ``since`` is None for a name that was never granted."""

    name: str
    since: date | None
    until: date | None
    in_force: bool
    counts: bool = True
    """False for a granted name that is not among the commitment's declared members."""


def history(updates: Sequence[Update], as_of: date) -> tuple[Entry, ...]:
    """Order the updates that exist on ``as_of`` by date, then by their place in the file, each with its fate.

    A correction with a claim replaces what it names; one without a claim withdraws it. A withdrawn correction has
    no effect: what it had corrected stands again.
    """
    present = [update for update in updates if update.date <= as_of]
    effective: dict[str, Update] = {}
    for update in reversed(present):  # a correction stands below what it corrects
        correction = effective.get(update.id) if update.id is not None else None
        withdrawn = correction is not None and not correction.claimed
        if update.corrects is not None and not withdrawn:
            effective[update.corrects] = update
    entries = []
    for update in sorted(present, key=lambda update: update.date):
        correction = effective.get(update.id) if update.id is not None else None
        if correction is None:
            entries.append(Entry(update, "stands"))
        else:
            fate: Fate = "replaced" if correction.claimed else "withdrawn"
            entries.append(Entry(update, fate, correction.id))
    return tuple(entries)


def standing_updates(entries: Iterable[Entry]) -> list[Update]:
    """Keep the updates that nothing corrects, in order."""
    return [entry.update for entry in entries if entry.fate == "stands"]


def figures(updates: Iterable[Update], baseline: Decimal) -> tuple[Figure, ...]:
    """Fold ``add`` and ``total`` claims, in order, into running figures that begin at ``baseline``."""
    running = baseline
    folded = []
    for update in updates:
        if update.add is not None:
            running = _EXACT.add(running, update.add)
        elif update.total is not None:
            running = update.total
        else:
            continue
        folded.append(Figure(update.date, running, update))
    return tuple(folded)


def target_of(commitment: Quantified, updates: Sequence[Update]) -> Decimal:
    """Return the target after the revisions among the updates."""
    return next((update.target for update in reversed(updates) if update.target is not None), commitment.target)


def due_of(commitment: AnyCommitment, updates: Sequence[Update]) -> Day | None:
    """Return the last day after the revisions among the updates."""
    return next((update.due for update in reversed(updates) if update.due), commitment.due)


def memberships(commitment: Standing, updates: Iterable[Update], as_of: date) -> tuple[Membership, ...]:
    """Fold ``grant`` and ``withdraw`` claims into each member's latest spell, as it is on ``as_of``.

    A grant to a member in force, or from the day after its spell ends, goes on with that spell and sets its end
    anew; any other begins a spell.
    """
    counting = frozenset(commitment.members)
    return tuple(
        Membership(
            name=name,
            since=spells[-1].start if spells else None,
            until=spells[-1].until if spells else None,
            in_force=any(spell.holds(as_of) for spell in spells),
            counts=not counting or name in counting,
        )
        for name, spells in _spells(commitment, updates).items()
    )


def counts(commitment: Standing, updates: Iterable[Update], as_of: date) -> list[tuple[date, int]]:
    """Return how many counting members are in force from each day on which that may change, up to ``as_of``."""
    members = frozenset(commitment.members)
    counting = [
        spell
        for name, spells in _spells(commitment, updates).items()
        if not members or name in members
        for spell in spells
    ]
    changes: Counter[date] = Counter()
    for spell in counting:
        changes[spell.start] += 1
        if spell.until and spell.until < date.max:
            changes[spell.until + timedelta(days=1)] -= 1
    days = [day for day in sorted(changes) if day <= as_of]
    return list(zip(days, accumulate(changes[day] for day in days), strict=True))


def running_counts(commitment: Standing, updates: Iterable[Update]) -> Iterator[int]:
    """Yield, after each update in the order of their days, how many counting members are in force on its day.

    That is as far as was known then.
    """
    members = frozenset(commitment.members)
    spells: dict[str, list[_Spell]] = {}
    in_force: set[str] = set()
    ends: list[tuple[date, str]] = []
    for update in updates:
        _apply(update, spells)
        touched = {*(update.grant or ()), *(update.withdraw or ())}
        while ends and ends[0][0] < update.date:
            touched.add(heappop(ends)[1])
        for name in touched if not members else touched & members:
            in_force.discard(name)
            if spells[name] and (last := spells[name][-1]).holds(update.date):
                in_force.add(name)
                if last.until:
                    heappush(ends, (last.until, name))
        yield len(in_force)


@dataclass(slots=True)
class _Spell:
    start: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day <= self.until)


def _spells(commitment: Standing, updates: Iterable[Update]) -> dict[str, list[_Spell]]:
    spells: dict[str, list[_Spell]] = {name: [] for name in commitment.members}
    for update in updates:
        _apply(update, spells)
    return spells


def _apply(update: Update, spells: dict[str, list[_Spell]]) -> None:
    for name in update.grant or ():
        known = spells.setdefault(name, [])
        if known and (known[-1].holds(update.date) or _follows(known[-1], update.date)):
            known[-1].until = update.until
        else:
            known.append(_Spell(update.date, update.until))
    for name in update.withdraw or ():
        _withdraw(spells.setdefault(name, []), update.date)


def _withdraw(spells: list[_Spell], day: date) -> None:
    """End the spell that holds a day on the day before; one that began that day has never been in force."""
    if not spells or not spells[-1].holds(day):
        return
    if spells[-1].start == day:
        spells.pop()
    else:
        spells[-1].until = day - timedelta(days=1)


def _follows(spell: _Spell, day: date) -> bool:
    return spell.until is not None and spell.until + timedelta(days=1) == day
