"""The log: a row for each update, with the running figure after it."""

from operator import attrgetter

from commitrack.ledger.claims import FIGURES
from commitrack.progress.goal import Goal
from commitrack.progress.log import Record
from commitrack.views.rows.column import Column, Table, of_part, pick
from commitrack.views.rows.parts import BOUNDS, at_most_of, target_of, whose
from commitrack.views.rows.update import ENTRY, UPDATE
from commitrack.words.phrases import claim_made, goal_sign, running

_AGREED: tuple[Column[Goal | None], ...] = (
    Column("running_target", target_of, "number", description="At least this much, as agreed after the update."),
    Column("running_at_most", at_most_of, "number", description="At most this much, as agreed after the update."),
)

COLUMNS: tuple[Column[Record], ...] = (
    *whose("commitment_id", "commitment"),
    Column(
        "claim",
        attrgetter("claim"),
        description="Which column holds what the source says: an amount in add, total or level, a count, or a member "
        "granted or withdrawn.",
        required=True,
        choices=FIGURES,
        steps=("claim",),
    ),
    Column("said", lambda record: claim_made(record.update, record.commitment, record.scale), heading="Update"),
    Column(
        "running",
        attrgetter("actual"),
        "number",
        heading="Figure so far",
        description="The figure so far, or how many of the members that count are in force, after the whole update: "
        "the column to plot, and never to be added up. Absent where the figure does not stand.",
        steps=("actual",),
    ),
    Column(
        "goal",
        lambda record: goal_sign(record.goal, record.commitment) if record.goal else None,
        heading="Goal",
    ),
    *of_part(_AGREED, "goal"),
    *of_part(BOUNDS, "period"),
    *of_part(ENTRY, "entry"),
)

_KEYS = [column.name for column in UPDATE]
_CITED = _KEYS[_KEYS.index("source") :]
_SAID = [one.name for one in UPDATE if one.name not in ("id", "date", "checked", *_CITED) and one.type != "array"]
"""The columns of an update's claims; that it was checked is in the column of the claim."""

LOG: Table[Record] = Table(
    columns=COLUMNS,
    in_cells=pick(
        COLUMNS,
        *("date", "commitment", "title", "programme", "kind", "unit", "id", "claim", *_SAID),
        *(
            "running",
            "running_target",
            "running_at_most",
            "period_start",
            "period_end",
            "fate",
            "corrected_by",
            *_CITED,
        ),
    ),
    on_page=[
        *pick(COLUMNS, "date", "commitment", "said", "fate"),
        Column("running", lambda record: running(record) or None, "number", heading="Figure so far"),
        *pick(COLUMNS, "goal", "unit", "source"),
    ],
)
