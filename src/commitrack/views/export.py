"""The long form: a row per figure, for people who compute with them, and the schema that says what its columns mean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from commitrack.ledger.model import ID_PATTERN, KINDS, REPORTERS
from commitrack.progress.history import FATES, FIGURES
from commitrack.progress.log import Record
from commitrack.views.json import document, log_row
from commitrack.views.tabular import Layout

_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the long form, as Frictionless Table Schema describes one."""

    name: str
    type: str = "string"
    description: str
    required: bool = False
    choices: Sequence[str] = ()
    pattern: str = ""


COLUMNS = (
    Column(
        name="date",
        type="date",
        description="The day the figure is true for, not the day it was published or recorded.",
        required=True,
    ),
    Column(name="commitment", description="The commitment's id.", required=True, pattern=ID_PATTERN),
    Column(name="title", description="The commitment's title."),
    Column(name="programme", description="The id of the programme it belongs to.", pattern=ID_PATTERN),
    Column(
        name="kind",
        description="How the commitment is counted: to a total, again in every period, or as members in force.",
        required=True,
        choices=[name for name in KINDS if name != "qualitative"],
    ),
    Column(name="unit", description="What is counted."),
    Column(
        name="id",
        description="The update's id. The members of one grant or withdrawal share it; absent where none was given.",
        pattern=ID_PATTERN,
    ),
    Column(
        name="claim",
        description="Which of the next columns holds what the source says: an amount in add or total, or a member "
        "granted or withdrawn.",
        required=True,
        choices=FIGURES,
    ),
    Column(name="add", type="number", description="So many more since the last figure: of its period, if periodic."),
    Column(
        name="total",
        type="number",
        description="So many up to that day: in its period, if periodic. Never to be added up.",
    ),
    Column(name="member", description="Who is in force from then on (grant), or no longer is (withdraw)."),
    Column(
        name="until",
        type="date",
        description="The last day on which the granted member is in force; absent where none was set.",
    ),
    Column(
        name="running",
        type="number",
        description="The figure so far, or how many of the members that count are in force, after the whole update: "
        "the column to plot, and never to be added up. Absent where the figure was corrected.",
    ),
    Column(name="running_target", type="number", description="The target in force after the update.", required=True),
    Column(
        name="period_start",
        type="date",
        description="The first day of the period that add, total and running speak of; absent unless periodic.",
    ),
    Column(name="period_end", type="date", description="The last day of that period."),
    Column(
        name="fate",
        description="Whether the figure stands. One that was replaced or withdrawn counts no more.",
        required=True,
        choices=FATES,
    ),
    Column(name="corrected_by", description="The id of the update that replaced or withdrew it.", pattern=ID_PATTERN),
    Column(name="corrects", description="The id of the update that this one replaces.", pattern=ID_PATTERN),
    Column(name="source", description="Where it is published: an address or citation."),
    Column(name="archive", description="The address of an archived copy."),
    Column(name="quote", description="What the source says, word for word."),
    Column(name="publisher", description="Who published it."),
    Column(name="published", type="date", description="The day on which it was published."),
    Column(name="by", description="Who reports it.", choices=REPORTERS),
    Column(name="note", description="A remark."),
    Column(name="recorded", type="datetime", description="When it was written into the ledger."),
)

LONG = Layout(columns=[column.name for column in COLUMNS], headings={})


def rows(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Yield the figures among updates: a row for each amount, and for each member granted or withdrawn."""
    for record in records:
        update = record.update
        if update.claim not in FIGURES:
            continue
        for member in update.grant or update.withdraw or (None,):
            cells = log_row(record) | {"member": member}
            yield {name: cells[name] for name in LONG.columns}


def schema() -> str:
    """Write what the columns mean as a Frictionless Table Schema."""
    return document({"$schema": _TABLE_SCHEMA, "fields": [_field(column) for column in COLUMNS], "missingValues": [""]})


def _field(column: Column) -> dict[str, Any]:
    constraints = {"required": column.required, "enum": column.choices, "pattern": column.pattern}
    said = {name: value for name, value in constraints.items() if value}
    field = {"name": column.name, "type": column.type, "description": column.description}
    return field | ({"constraints": said} if said else {})
