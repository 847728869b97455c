"""The comparison: a row for each change."""

from commitrack.progress.comparison import Change
from commitrack.views.rows.column import Column, of_part, row
from commitrack.views.rows.parts import BOUNDS, ENTRY, MEMBER, WHOSE
from commitrack.words.diff import tell

DIFF: tuple[Column[Change], ...] = (
    *of_part(WHOSE, lambda change: (change.commitment_id, change.judgement.commitment)),
    Column("change", lambda change: change.kind),
    Column("before", lambda change: change.before),
    Column("after", lambda change: change.after),
    Column("actual", lambda change: (change.period or change.judgement).actual, "number"),
    Column("target", lambda change: (change.period or change.judgement).target, "number"),
    *of_part(BOUNDS, lambda change: change.period.period if change.period else None),
    Column("members", lambda change: [row(MEMBER, member) for member in change.members], "array"),
    Column("keys", lambda change: change.keys, "list"),
    Column("update", lambda change: row(ENTRY, change.entry) if change.entry else None, "array"),
    Column("said", tell),
)
