"""The comparison of two judged ledgers: one definition of each change."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

import msgspec

from commitrack.ledger.model import AnyCommitment, Update
from commitrack.progress.changes import CHANGES, Change, ChangeKind, Comparison, Moved, Side
from commitrack.progress.goal import Goal, goals_from
from commitrack.progress.history import Entry, recorded_on, standing_updates
from commitrack.progress.judge import judge
from commitrack.progress.judgement import Judgement
from commitrack.progress.members import Membership
from commitrack.progress.rules.measurement import PeriodJudgement

Goals = Sequence[tuple[date, Goal]]
"""Goals that follow each other, each with the date that it holds from."""

_MOVED_ENDS = ("extended", "shortened")


def compare(earlier: Side, later: Side) -> Comparison:
    """Find what changed between two judged ledgers."""
    changes: list[Change] = []
    for key in dict.fromkeys((*later.judgements, *earlier.judgements)):
        found = _changes(key, earlier.judgements.get(key), later.judgements.get(key))
        changes += sorted(found, key=lambda change: CHANGES.index(change.kind))
    return Comparison(earlier, later, tuple(changes))


class Step(msgspec.Struct, frozen=True):
    """The last change of the status that a commitment is counted by: its judgements the day before, and on its date."""

    commitment_id: str
    before: Judgement
    after: Judgement

    @property
    def date(self) -> date:
        """The date from which it has had the status that it has now; where it had it before, has had it again."""
        return self.after.as_of


def last_steps(comparison: Comparison) -> list[Step]:
    """Find when and how the commitments came to the status that they have now and did not have then, newest first.

    What a party says of itself is no status.
    """
    earlier, later = comparison.earlier, comparison.later
    found = [
        _last_step(key, one, earlier.as_of, later)
        for key, one in later.judgements.items()
        if key in earlier.judgements and earlier.judgements[key].counted_status != one.counted_status
    ]
    return sorted(found, key=lambda step: step.date, reverse=True)


def _last_step(key: str, now: Judgement, start: date, later: Side) -> Step:
    def has_it(day: date) -> bool:
        return judge(later.ledger, key, day).counted_status == now.counted_status

    end = later.as_of
    updated = {entry.update.date for entry in now.history if start < entry.update.date < end}
    for day in sorted(updated, reverse=True):  # between two updates only time changes a status, and once
        if not has_it(day):
            start = day
            break
        end = day
    while (end - start).days > 1:
        middle = start + (end - start) // 2
        start, end = (start, middle) if has_it(middle) else (middle, end)
    return Step(key, judge(later.ledger, key, start), judge(later.ledger, key, end))


def _changes(key: str, earlier: Judgement | None, later: Judgement | None) -> Iterator[Change]:
    if earlier is None or later is None:
        before, after = earlier.status if earlier else None, later.status if later else None
        kind: ChangeKind = "gone" if later is None else "new"
        yield Change(commitment_id=key, kind=kind, earlier=earlier, later=later, before=before, after=after)
        return
    pair = _Pair(key, earlier, later)
    yield from _status_changes(pair)
    yield from _revisions(pair)
    yield from _figure_changes(pair)
    yield from _period_changes(pair)
    yield from _member_changes(pair)
    yield from _update_changes(pair)


class _Pair(msgspec.Struct, frozen=True):
    """A commitment that both ledgers have."""

    commitment_id: str
    earlier: Judgement
    later: Judgement

    def change(
        self,
        kind: ChangeKind,
        before: Moved = None,
        after: Moved = None,
        *,
        period: PeriodJudgement | None = None,
        members: tuple[Membership, ...] = (),
        keys: tuple[str, ...] = (),
        entry: Entry | None = None,
    ) -> Change:
        return Change(
            commitment_id=self.commitment_id,
            kind=kind,
            earlier=self.earlier,
            later=self.later,
            before=before,
            after=after,
            period=period,
            members=members,
            keys=keys,
            entry=entry,
        )


def _status_changes(pair: _Pair) -> Iterator[Change]:
    """Tell a state by itself where a verdict hides it."""
    earlier, later = pair.earlier, pair.later
    if earlier.status != later.status:
        yield pair.change("status", earlier.status, later.status)
    if earlier.state != later.state and (earlier.verdict or later.verdict):
        yield pair.change("state", earlier.state, later.state)
    old, new = earlier.verdict, later.verdict
    if new is not None and (old is None or (old.date, old.status, old.note) != (new.date, new.status, new.note)):
        entry = next(entry for entry in later.history if entry.update is new)
        yield pair.change("verdict", old.status if old else None, new.status, entry=entry)
    elif old is not None and new is None:
        yield pair.change("verdict", old.status)


def _revisions(pair: _Pair) -> Iterator[Change]:
    earlier, later = pair.earlier, pair.later
    before, after = earlier.agreement.current, later.agreement.current
    goals = goals_of(earlier, later)
    if earlier.original_state != later.original_state and (
        earlier.differs_from_original or later.differs_from_original
    ):
        yield pair.change("original", earlier.original_state, later.original_state)
    if goals[0] != goals[1]:
        yield pair.change("goal", *(next((goal for _, goal in side), None) for side in goals))
    if before.due != after.due:
        yield pair.change("due", before.due, after.due)
    if before.milestones != after.milestones:
        yield pair.change("milestones")
    if keys := _edited_keys(earlier.commitment, later.commitment):
        yield pair.change("edited", keys=keys)


def goals_of(earlier: Judgement, later: Judgement) -> tuple[Goals, Goals]:
    """Return the goals that each of two judgements knows, through the same time, so that only what was agreed differs.

    That time begins with the last revision of a goal: what it put an end to is the goal that would hold on its date,
    not that of a period before.
    """
    revised = [one.update.date for side in (earlier, later) for one in side.agreement.goal_revisions]
    held = (side.period_of(max(revised)) for side in (later, earlier) if revised)
    first = next((one for one in (*held, *later.periods, *earlier.periods) if one), None)
    period = first.period if first else None
    before, after = (goals_from(side.commitment, side.agreement, period) for side in (earlier, later))
    return before, after


def _edited_keys(old: AnyCommitment, new: AnyCommitment) -> tuple[str, ...]:
    """List the keys of the announcement that say something else; in one ledger they never do."""
    shared = [name for name in old.__struct_fields__ if name in new.__struct_fields__ and name != "updates"]
    return tuple(name for name in ("kind", *shared) if getattr(old, name) != getattr(new, name))


def _figure_changes(pair: _Pair) -> Iterator[Change]:
    earlier, later = pair.earlier, pair.later
    if earlier.periods or later.periods:
        before, after = _by_start(earlier), _by_start(later)
        for start in sorted({*before, *after}):
            old, new = before.get(start), after.get(start)
            actuals = (old.actual if old else None, new.actual if new else None)
            if actuals[0] != actuals[1]:
                yield pair.change("figure", *actuals, period=new or old)
    elif earlier.actual != later.actual:
        yield pair.change("figure", earlier.actual, later.actual)


def _by_start(judgement: Judgement) -> dict[date, PeriodJudgement]:
    return {one.period.start: one for one in judgement.periods}


def _period_changes(pair: _Pair) -> Iterator[Change]:
    """Tell of periods that have ended since, and of moves within a period that the whole's status does not tell of."""
    earlier, later = pair.earlier, pair.later
    before = _by_start(earlier)
    for new in later.periods:
        old = before.get(new.period.start)
        moved = old is not None and old.state not in ("upcoming", new.state)
        told = new == later.running and old is not None and (old.state, new.state) == (earlier.state, later.state)
        if new.period.end < later.as_of and (old is None or old.period.end >= earlier.as_of):
            yield pair.change("concluded", old.state if old else None, new.state, period=new)
        elif moved and not told:
            yield pair.change("period", old.state if old else None, new.state, period=new)


def _member_changes(pair: _Pair) -> Iterator[Change]:
    """Tell of members whose spell in force began, moved its end, or is over; of all with the same dates at once."""
    before = {member.name: member for member in pair.earlier.members}
    after = {member.name: member for member in pair.later.members}
    groups: dict[tuple[ChangeKind, date | None, date | None, date | None, bool], list[Membership]] = {}
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if kind := _movement(old, new, pair.later):
            known = new if new and new.since else old
            assert known is not None
            end = old.until if old and kind in _MOVED_ENDS else None
            groups.setdefault((kind, end, known.since, known.until, known.counts), []).append(known)
    for (kind, end, _, until, _), members in groups.items():
        yield pair.change(kind, end, until if kind in _MOVED_ENDS else None, members=tuple(members))


def _movement(old: Membership | None, new: Membership | None, later: Judgement) -> ChangeKind | None:
    was_in_force = old is not None and old.in_force
    if new is None or new.since is None:
        return "removed" if was_in_force else None
    if not new.in_force:
        same = old is not None and (old.since, old.until) == (new.since, new.until)
        if same and not was_in_force:
            return None
        return "withdrawn" if _is_withdrawn(new, later) else "expired"
    if old is None or not old.in_force or old.since != new.since:
        return "granted"
    if old.until == new.until:
        return None
    longer = new.until is None or (old.until is not None and old.until < new.until)
    return "extended" if longer else "shortened"


def _is_withdrawn(member: Membership, judgement: Judgement) -> bool:
    return any(
        member.name in (update.withdraw or ()) and member.until and (update.date - member.until).days == 1
        for update in standing_updates(judgement.history)
    )


def _update_changes(pair: _Pair) -> Iterator[Change]:
    """Match updates by id, and those without one by what they say."""
    known: dict[str | Update, list[Entry]] = {}
    for entry in pair.earlier.history:
        known.setdefault(entry.update.id or entry.update, []).append(entry)
    for entry in pair.later.history:
        matching = known.get(entry.update.id or entry.update)
        yield from _entry_changes(pair, matching.pop() if matching else None, entry)
    for entry in chain.from_iterable(known.values()):
        yield pair.change("erased", entry.fate, entry=entry)


def _entry_changes(pair: _Pair, old: Entry | None, new: Entry) -> Iterator[Change]:
    if old is None:
        yield pair.change("update", None, new.fate, entry=new)
        return
    if old.update != new.update:
        keys = tuple(
            name for name in Update.__struct_fields__ if getattr(old.update, name) != getattr(new.update, name)
        )
        yield pair.change("rewritten", old.fate, new.fate, keys=keys, entry=new)
    if (old.fate, old.by) != (new.fate, new.by):
        yield pair.change(_became(old, new), old.fate, new.fate, entry=new)
    recorded = recorded_on(new.update)
    is_late = recorded is not None and pair.earlier.as_of < recorded <= pair.later.as_of
    if is_late and not _is_of_first_import(pair, new.update):
        yield pair.change("late", None, new.fate, entry=new)


def _became(old: Entry, new: Entry) -> ChangeKind:
    if new.fate == "restated":
        return "restated"
    if old.is_kept and new.is_kept:
        return "counts" if new.fate == "stands" else "beside"
    return "corrected"


def _is_of_first_import(pair: _Pair, update: Update) -> bool:
    """Say whether nothing was known of a commitment before the import that an update came with: its age is no news."""
    others = (entry.update for entry in pair.later.history if entry.update.batch != update.batch)
    recorded = recorded_on(update)
    return update.batch is not None and not any(
        recorded is None or (known := recorded_on(other)) is None or known <= recorded for other in others
    )
