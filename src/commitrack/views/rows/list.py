"""The list: a row for each commitment."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import msgspec

from commitrack.ledger.fields import AMOUNT_PLACES
from commitrack.progress.judgement import Judgement
from commitrack.progress.rules.measurement import rounded
from commitrack.views.rows.column import Column, Table, of_part, pick, row
from commitrack.views.rows.parts import FORECAST, GOAL, MEMBER, PERIOD, RIVAL, at_most_of, target_of, unit
from commitrack.words import phrases
from commitrack.words.explanation import told
from commitrack.words.format import paragraph
from commitrack.words.verdicts import declared


class Judged(msgspec.Struct, frozen=True, dict=True):
    """A commitment by its id, and as it is judged."""

    id: str
    judgement: Judgement

    @cached_property
    def told(self) -> tuple[str, ...]:
        """What is said of its state, worked out once for all that says it."""
        return told(self.judgement)


def _rounded(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else rounded(amount, AMOUNT_PLACES)


def _goal(judgement: Judgement) -> str | None:
    return phrases.goal_sign(judgement.goal, judgement.commitment) if judgement.goal else None


_COLUMNS: tuple[Column[Judged], ...] = (
    Column("id", lambda one: one.id),
    Column("title", lambda one: one.judgement.commitment.title, heading="Commitment"),
    Column("programme", lambda one: one.judgement.commitment.programme),
    Column("kind", lambda one: one.judgement.commitment.kind),
    Column("unit", lambda one: unit(one.judgement.commitment), heading="Unit"),
    Column("start", lambda one: one.judgement.commitment.start, "date"),
    Column("due", lambda one: one.judgement.due, "date", heading="Due"),
    Column("goal", lambda one: _goal(one.judgement), heading="Goal"),
    *of_part(GOAL, lambda one: one.judgement.goal),
    Column("original_target", lambda one: target_of(one.judgement.original_goal), "number"),
    Column("original_at_most", lambda one: at_most_of(one.judgement.original_goal), "number"),
    Column("original_due", lambda one: one.judgement.agreement.first.due, "date"),
    Column("every", lambda one: getattr(one.judgement.commitment, "every", None)),
    Column("holds", lambda one: getattr(one.judgement.commitment, "holds", None)),
    Column("baseline", lambda one: one.judgement.baseline, "number"),
    Column("actual", lambda one: one.judgement.actual, "number"),
    Column("bound", lambda one: one.judgement.bound),
    Column("flag", lambda one: one.judgement.flag),
    Column("percent", lambda one: one.judgement.percent, "number"),
    Column("expected", lambda one: _rounded(one.judgement.pace.expected if one.judgement.pace else None), "number"),
    Column("gap", lambda one: _rounded(one.judgement.pace.gap if one.judgement.pace else None), "number"),
    Column("state", lambda one: one.judgement.state),
    Column("original_state", lambda one: one.judgement.original_state),
    Column("verdict", lambda one: one.judgement.verdict.status if one.judgement.verdict else None),
    Column("status", lambda one: one.judgement.status, heading="Status", in_words=True),
    Column("origin", lambda one: one.judgement.origin),
    Column("days_late", lambda one: one.judgement.days_late, "integer"),
    Column("original_days_late", lambda one: one.judgement.original_days_late, "integer"),
    Column("last_figure", lambda one: one.judgement.last_figure, "date"),
    Column("last_evidence", lambda one: one.judgement.last_evidence, "date", heading="Last evidence"),
    Column("updates", lambda one: len(one.judgement.history), "integer"),
    Column("expires", lambda one: one.judgement.expires, "date"),
    Column("periods", lambda one: [row(PERIOD, period) for period in one.judgement.periods], "array"),
    Column("record", lambda one: one.judgement.record, "array"),
    Column("parts", lambda one: [{"id": key, "state": part.state} for key, part in one.judgement.parts], "array"),
    Column("forecasts", lambda one: [row(FORECAST, update) for update in one.judgement.forecasts], "array"),
    Column("rivals", lambda one: [row(RIVAL, rival) for rival in one.judgement.rivals], "array"),
    Column("members", lambda one: [row(MEMBER, member) for member in one.judgement.members], "array"),
    Column("owner", lambda one: one.judgement.commitment.owner),
    Column("assumed", lambda one: one.judgement.commitment.assumed, "list"),
    Column("source", lambda one: one.judgement.commitment.source),
    Column("explanation", lambda one: paragraph(*one.told)),
)

LIST: Table[Judged] = Table(
    columns=_COLUMNS,
    in_cells=[column for column in _COLUMNS if column.type != "array"],
    on_page=[
        *pick(_COLUMNS, "title"),
        Column(
            "actual", lambda one: phrases.actual_in_brief(one.judgement.measured) or None, "number", heading="Actual"
        ),
        *pick(_COLUMNS, "goal"),
        Column("unit", lambda one: phrases.unit(one.judgement.commitment) or None, heading="Unit"),
        *pick(_COLUMNS, "due"),
        Column("status", lambda one: declared(one.judgement), heading="Status"),
        Column("remarks", lambda one: _remarks(one.judgement), "list", heading="Remarks"),
        *pick(_COLUMNS, "last_evidence"),
    ],
)


def _remarks(judgement: Judgement) -> tuple[str, ...]:
    from commitrack.words.list import remarks  # which only a page needs

    return tuple(remarks(judgement))
