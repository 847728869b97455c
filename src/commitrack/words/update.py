"""The line about what an update changed, and those about what an import added."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.model import Level, Periodic, Update
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import every
from commitrack.words.format import called, count, enumerated, flagged, listed, moved, on, out_of_all
from commitrack.words.phrases import actual_in_brief, goal_sign, measured, period_name
from commitrack.words.verdicts import declared


def update_name(update: Update) -> str:
    """Name an update by its id and date."""
    return f"update {update.id} of {update.date}"


def effect(commitment_id: str, before: Judgement, after: Judgement, update: Update, today: date) -> str:
    """Say what changes: ``party-delegates: 120 → 240 of 300 delegates a year, behind → on track``."""
    parts = [
        *([_change_of_figure(before, after, update)] if after.measured is not None else []),
        *([_change_of_end(before.due, after.due)] if before.due != after.due else []),
        moved(declared(before), declared(after)),
        *([_change_by_figures(before, after)] if after.verdict and after.has_number else []),
    ]
    return flagged(f"{commitment_id}: {enumerated(parts)}", _remark(after, update, today))


def _change_by_figures(before: Judgement, after: Judgement) -> str:
    """Say how the state moved beside what somebody declared."""
    return f"by the figures {moved(called(before.state, before.scale), called(after.state, after.scale))}"


def _change_of_end(before: date | None, after: date | None) -> str:
    if before is None:
        return f"no last date → {on(after)}" if after else "no last date"
    return f"due {on(before)} → {on(after)}" if after else f"due {on(before)} → no last date"


def _change_of_figure(before: Judgement, after: Judgement, update: Update) -> str:
    """Say how actual and goal moved: in the update's own period, where the commitment has periods."""
    commitment = after.commitment
    old, new = before.period_of(update.date), after.period_of(update.date)
    figures = moved(*(actual_in_brief(one.measured) or "–" for one in (old or before, new or after)))
    goals = [goal_sign(goal, commitment) for one in (old or before, new or after) if (goal := one.goal)]
    change = measured(figures, moved(goals[0], goals[-1]), after)
    if isinstance(commitment, Periodic | Level) and commitment.every and new is not None and new != after.running:
        return f"{change} in {period_name(new.period, every(commitment.every))}"
    return change


def _remark(after: Judgement, update: Update, today: date) -> str:
    """Say why an update changes nothing yet, or never will; empty where it does."""
    if update.date > today:
        return f"takes effect on {on(update.date)}"
    start = after.commitment.start
    if start and update.date < start and CLAIMS[update.claim].is_figure and after.measured and not after.members:
        return f"before the start, {on(start)}: kept, not counted"
    if any(one.update is update and not one.counts for one in after.agreement.revisions):
        return "revised after the end: kept, and changes nothing"
    return ""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of new things in a table, and of the rows that the ledger has already."""

    commitments: int
    programmes: int
    updates: int
    passed_over: int
    """The rows that the ledger has already, as they are."""
    absent: tuple[str, ...]
    """The things that the ledger has and the table lacks, by name."""
    batch: str | None
    """The id that the new updates share; None where there are none."""

    @property
    def added(self) -> str:
        """The new things, in words; empty where nothing is new."""
        numbers = {"programme": self.programmes, "commitment": self.commitments, "update": self.updates}
        return listed([count(number, noun) for noun, number in numbers.items() if number] or [""])


def tell(tally: Tally, *, is_done: bool) -> Iterator[str]:
    """Say what was added, or would be, and what was not."""
    known = f"{tally.passed_over:,} rows passed over, as the ledger has them"
    if tally.passed_over == 1:
        known = "1 row passed over, as the ledger has it"
    if tally.added:
        what = f"{tally.added} added" if is_done else f"{tally.added} would be added"
        yield f"{what}; {known}" if tally.passed_over else what
    else:
        yield f"nothing to add: {known}" if tally.passed_over else "nothing to add: the table has no rows"
    if tally.absent:
        yield f"not in the table, and left as they are: {'; '.join(tally.absent)}"
    if tally.batch and is_done:
        yield f"batch {tally.batch}: to take it back, 'commitrack retract --batch {tally.batch} --note REASON'"


def summary(updates: Sequence[Update], total: int, known_on: date | None) -> str:
    """Say how many updates there are, newest first, of how many, and from when to when."""
    if not total:
        absent = "No update has been recorded."
        return f"No update has been recorded, as known on {on(known_on)}." if known_on else absent
    if not updates:
        return f"No update matches, as known on {on(known_on)}." if known_on else "No update matches."
    number, oldest, newest = out_of_all(len(updates), total, "update"), on(updates[-1].date), on(updates[0].date)
    if known_on:
        return f"{number}, from {oldest} to {newest}, as known on {on(known_on)}"
    return f"{number}, from {oldest} to {newest}"


def left_out(number: int) -> str:
    """Say how many of the earliest updates are not shown, and how to see them."""
    return "1 earlier update: --all shows it" if number == 1 else f"{number:,} earlier updates: --all shows them"


def batches(updates: Iterable[Update]) -> Iterator[str]:
    """Say which of some updates came in which batch."""
    for batch, number in Counter(update.batch for update in updates if update.batch is not None).items():
        yield f"batch {batch}: {number:,} of them"
