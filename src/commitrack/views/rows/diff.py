"""The comparison: a row for each change."""

from typing import Any

from commitrack.progress.changes import Change, Moved
from commitrack.progress.goal import Goal
from commitrack.views.rows.column import Column, of_part, row
from commitrack.views.rows.parts import BOUNDS, GOAL, MEMBER, whose
from commitrack.views.rows.update import ENTRY
from commitrack.words.diff import tell


def _moved(value: Moved) -> Any:
    return row(GOAL, value) if isinstance(value, Goal) else value


DIFF: tuple[Column[Change], ...] = (
    *whose("commitment_id", lambda change: change.judgement.commitment),
    Column("change", lambda change: change.kind),
    Column("before", lambda change: _moved(change.before)),
    Column("after", lambda change: _moved(change.after)),
    Column("actual", lambda change: (change.period or change.judgement).actual, "number"),
    *of_part(GOAL, lambda change: (change.period or change.judgement).goal),
    *of_part(BOUNDS, lambda change: change.period.period if change.period else None),
    Column("members", lambda change: [row(MEMBER, member) for member in change.members], "array"),
    Column("keys", lambda change: change.keys, "list"),
    Column("update", lambda change: row(ENTRY, change.entry) if change.entry else None, "array"),
    Column("said", tell),
)
