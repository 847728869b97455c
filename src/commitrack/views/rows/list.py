"""The list: a row for each commitment."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from commitrack.ledger.model import AMOUNT_PLACES
from commitrack.progress.judgement import Judgement, rounded
from commitrack.views.rows.column import Column, Table, pick, row
from commitrack.views.rows.parts import MEMBER, PERIOD, unit
from commitrack.words.explanation import explain


class Judged(NamedTuple):
    """A commitment by its id, and as it is judged."""

    id: str
    judgement: Judgement


def _rounded(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else rounded(amount, AMOUNT_PLACES)


_COLUMNS: tuple[Column[Judged], ...] = (
    Column("id", lambda one: one.id),
    Column("title", lambda one: one.judgement.commitment.title, heading="Commitment"),
    Column("programme", lambda one: one.judgement.commitment.programme),
    Column("kind", lambda one: one.judgement.commitment.kind),
    Column("unit", lambda one: unit(one.judgement.commitment), heading="Unit"),
    Column("start", lambda one: one.judgement.commitment.start, "date"),
    Column("due", lambda one: one.judgement.due, "date", heading="Due"),
    Column("target", lambda one: one.judgement.target, "number", heading="Target"),
    Column("original_target", lambda one: one.judgement.original_target, "number"),
    Column("original_due", lambda one: one.judgement.commitment.due, "date"),
    Column("baseline", lambda one: one.judgement.baseline, "number"),
    Column("actual", lambda one: one.judgement.actual, "number", heading="Actual"),
    Column("percent", lambda one: one.judgement.percent, "number"),
    Column("expected", lambda one: _rounded(one.judgement.pace.expected if one.judgement.pace else None), "number"),
    Column("gap", lambda one: _rounded(one.judgement.gap), "number"),
    Column("state", lambda one: one.judgement.state),
    Column("verdict", lambda one: one.judgement.verdict.status if one.judgement.verdict else None),
    Column("status", lambda one: one.judgement.status, heading="Status", in_words=True),
    Column("last_figure", lambda one: one.judgement.last_figure, "date"),
    Column("last_evidence", lambda one: one.judgement.last_evidence, "date", heading="Last evidence"),
    Column("updates", lambda one: len(one.judgement.history), "integer"),
    Column("expires", lambda one: one.judgement.expires, "date"),
    Column("periods", lambda one: [row(PERIOD, period) for period in one.judgement.periods], "array"),
    Column("members", lambda one: [row(MEMBER, member) for member in one.judgement.members], "array"),
    Column("assumed", lambda one: one.judgement.commitment.assumed, "list"),
    Column("source", lambda one: one.judgement.commitment.source),
    Column("explanation", lambda one: explain(one.judgement)),
)

LIST: Table[Judged] = Table(
    columns=_COLUMNS,
    in_cells=[column for column in _COLUMNS if column.type != "array"],
    on_page=pick(_COLUMNS, "title", "actual", "target", "unit", "due", "status", "last_evidence"),
)
