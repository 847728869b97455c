"""Members in force: grants, withdrawals and counts, folded into one membership."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from heapq import heappop, heappush

import msgspec

from commitrack.ledger.model import Bound, Flag, Standing, Update


class Membership(msgspec.Struct, frozen=True):
    """A member's latest spell in force. ``since`` is None for a name that was never granted.

    ``until`` alone is the last date of one who was counted without a name.
    """

    name: str
    since: date | None
    until: date | None
    in_force: bool
    counts: bool = True
    """False for a granted name that is not among the commitment's declared members."""


def memberships(commitment: Standing, updates: Iterable[Update], as_of: date) -> tuple[Membership, ...]:
    """Fold ``grant`` and ``withdraw`` claims into each member's latest spell, as it is on ``as_of``.

    A grant to a member in force, or from the day after its spell ends, goes on with that spell and sets its end
    anew; any other begins a spell.
    """
    counting = frozenset(commitment.members)
    roll = _Roll.of(commitment, updates)
    return tuple(
        Membership(
            name=name,
            since=spells[-1].start if spells else None,
            until=spells[-1].until if spells else roll.last_date_of(name),
            in_force=any(spell.holds(as_of) for spell in spells),
            counts=not counting or name in counting,
        )
        for name, spells in roll.spells.items()
    )


class Count(msgspec.Struct, frozen=True):
    """The number of members in force from a date on."""

    date: date
    number: int
    bound: Bound | None = None
    """Its exactness, which is that of the published count that it goes on from."""
    flag: Flag | None = None


def may_be_counted(commitment: Standing, updates: Iterable[Update], name: str) -> bool:
    """Say whether a name that nobody was granted may be that of one of those who were counted without names."""
    return _Roll.of(commitment, updates).may_be_counted(name)


def counts(commitment: Standing, updates: Iterable[Update], as_of: date) -> list[Count]:
    """Return how many counting members are in force from each date on which that may change, up to ``as_of``.

    A published count is the number on its date; grants, withdrawals and ends after it change that number. Who is
    withdrawn then, and was never named before, was one of those counted.
    """
    updates = list(updates)
    members = frozenset(commitment.members)
    changes: Counter[date] = Counter()
    roll = _Roll.of(commitment, updates)
    for name, spells in roll.spells.items():
        if members and name not in members:
            continue
        if name in roll.left:
            changes[roll.left[name]] -= 1
        for spell in spells:
            changes[spell.start] += 1
            if spell.until and spell.until < date.max:
                changes[spell.until + timedelta(days=1)] -= 1
    published = {
        update.date: Count(update.date, update.count, update.bound, update.flag)
        for update in updates
        if update.count is not None
    }
    last, known = Count(date.min, 0), []
    for day in sorted({*changes, *published}):
        if day > as_of:
            break
        number = max(last.number + changes[day], 0)
        last = published.get(day) or Count(day, number, last.bound, last.flag)
        known.append(last)
    return known


def running_counts(commitment: Standing, updates: Iterable[Update]) -> Iterator[int]:
    """Yield, after each update in the order of their dates, how many counting members are in force on its date.

    That is as far as was known then.
    """
    members = frozenset(commitment.members)
    roll = _Roll()
    in_force: set[str] = set()
    unnamed = 0
    ends: list[tuple[date, str]] = []
    for update in updates:
        left = roll.take(update)
        unnamed -= sum(not members or name in members for name in left)
        touched = {*(update.grant or ()), *(update.withdraw or ())}
        while ends and ends[0][0] < update.date:
            touched.add(heappop(ends)[1])
        for name in touched if not members else touched & members:
            in_force.discard(name)
            if roll.spells[name] and (last := roll.spells[name][-1]).holds(update.date):
                in_force.add(name)
                if last.until:
                    heappush(ends, (last.until, name))
        if update.count is not None:
            unnamed = update.count - len(in_force)
        yield max(len(in_force) + unnamed, 0)


class _Spell(msgspec.Struct):
    start: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day <= self.until)


class _Roll:
    """Who was in force when, as far as there are names."""

    def __init__(self, members: Iterable[str] = ()) -> None:
        self.spells: dict[str, list[_Spell]] = {name: [] for name in members}
        self.left: dict[str, date] = {}
        """Those who were counted without a name, and since when they no longer are."""
        self._granted: set[str] = set()
        self._is_counted = False

    @classmethod
    def of(cls, commitment: Standing, updates: Iterable[Update]) -> "_Roll":
        roll = cls(commitment.members)
        for update in updates:
            roll.take(update)
        return roll

    def take(self, update: Update) -> list[str]:
        """Take in the next update, and return who left that had been counted without a name."""
        for name in update.grant or ():
            self._granted.add(name)
            known = self.spells.setdefault(name, [])
            if known and (known[-1].holds(update.date) or _follows(known[-1], update.date)):
                known[-1].until = update.until
            else:
                known.append(_Spell(update.date, update.until))
        left = []
        for name in update.withdraw or ():
            known = self.spells.setdefault(name, [])
            if self.may_be_counted(name):
                self.left[name] = update.date
                left.append(name)
            _withdraw(known, update.date)
        self._is_counted |= update.count is not None
        return left

    def may_be_counted(self, name: str) -> bool:
        """Say whether a name may be that of one of those who were counted without names."""
        return self._is_counted and name not in self._granted and name not in self.left

    def last_date_of(self, name: str) -> date | None:
        """Return the last date on which somebody was in force who was counted without a name."""
        return self.left[name] - timedelta(days=1) if name in self.left else None


def _withdraw(spells: list[_Spell], day: date) -> None:
    """End the spell that holds a date on the date before; one that began that date has never been in force."""
    if not spells or not spells[-1].holds(day):
        return
    if spells[-1].start == day:
        spells.pop()
    else:
        spells[-1].until = day - timedelta(days=1)


def _follows(spell: _Spell, day: date) -> bool:
    return spell.until is not None and spell.until + timedelta(days=1) == day
