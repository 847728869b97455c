"""The columns that several tables share: of a commitment beside something else, a period, a member and an update."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from msgspec.structs import FieldInfo, fields

from commitrack.ledger.model import ID_PATTERN, KINDS, AnyCommitment, Qualitative, Update
from commitrack.progress.history import FATES, Entry, Membership
from commitrack.progress.judgement import PeriodJudgement
from commitrack.progress.periods import Period
from commitrack.views.rows.column import Column, Type


def unit(commitment: AnyCommitment) -> str | None:
    """Return what is counted; None where nothing is."""
    return None if isinstance(commitment, Qualitative) else commitment.unit


WHOSE: tuple[Column[tuple[str, AnyCommitment]], ...] = (
    Column(
        "commitment",
        lambda named: named[0],
        heading="Commitment",
        description="The commitment's id.",
        required=True,
        pattern=ID_PATTERN,
    ),
    Column("title", lambda named: named[1].title, description="The commitment's title."),
    Column(
        "programme",
        lambda named: named[1].programme,
        description="The id of the programme it belongs to.",
        pattern=ID_PATTERN,
    ),
    Column(
        "kind",
        lambda named: named[1].kind,
        description="How the commitment is counted: to a total, again in every period, or as members in force.",
        required=True,
        choices=[name for name in KINDS if name != "qualitative"],
    ),
    Column("unit", lambda named: unit(named[1]), heading="Unit", description="What is counted."),
)
"""Of a commitment with its id, where something else has the row."""

BOUNDS: tuple[Column[Period | None], ...] = (
    Column(
        "period_start",
        lambda period: period.start if period else None,
        "date",
        description="The first day of the period that add, total and running speak of; absent unless periodic.",
    ),
    Column(
        "period_end", lambda period: period.end if period else None, "date", description="The last day of that period."
    ),
)

PERIOD: tuple[Column[PeriodJudgement], ...] = (
    Column("start", lambda judged: judged.period.start, "date"),
    Column("end", lambda judged: judged.period.end, "date"),
    Column("target", lambda judged: judged.target, "number"),
    Column("actual", lambda judged: judged.actual, "number"),
    Column("state", lambda judged: judged.state),
)

MEMBER: tuple[Column[Membership], ...] = (
    Column("name", lambda member: member.name),
    Column("since", lambda member: member.since, "date"),
    Column("until", lambda member: member.until, "date"),
    Column("in_force", lambda member: member.in_force, "boolean"),
)

_TYPES: Mapping[Any, Type] = {
    Decimal: "number",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
    tuple[str, ...]: "list",
}
_HEADINGS = {"date": "Date", "source": "Source"}
_PATTERNS = {"id": ID_PATTERN, "corrects": ID_PATTERN}
_DESCRIPTIONS = {
    "date": "The day the figure is true for, not the day it was published or recorded.",
    "id": "The update's id. The members of one grant or withdrawal share it; absent where none was given.",
    "add": "So many more since the last figure: of its period, if periodic.",
    "total": "So many up to that day: in its period, if periodic. Never to be added up.",
    "until": "The last day on which the granted member is in force; absent where none was set.",
    "corrects": "The id of the update that this one replaces.",
    "source": "Where it is published: an address or citation.",
    "archive": "The address of an archived copy.",
    "quote": "What the source says, word for word.",
    "publisher": "Who published it.",
    "published": "The day on which it was published.",
    "by": "Who reports it.",
    "note": "A remark.",
    "recorded": "When it was written into the ledger.",
}


def _column(field: FieldInfo) -> Column[Entry]:
    """Return the column of an update's key."""
    choices = [choice for choice in get_args(field.type) if choice is not NoneType]
    value = field.type if field.required else choices[0]
    return Column(
        field.name,
        attrgetter(f"update.{field.name}"),
        _TYPES.get(value, "string"),
        heading=_HEADINGS.get(field.name, ""),
        description=_DESCRIPTIONS.get(field.name, ""),
        required=field.required,
        choices=get_args(value) if get_origin(value) is Literal else (),
        pattern=_PATTERNS.get(field.name, ""),
    )


UPDATE = tuple(_column(field) for field in fields(Update))
"""What an update says, by its keys in the ledger."""

ENTRY: tuple[Column[Entry], ...] = (
    *UPDATE,
    Column(
        "fate",
        lambda entry: entry.fate,
        heading="Fate",
        description="Whether the figure stands. One that was replaced or withdrawn counts no more.",
        required=True,
        choices=FATES,
    ),
    Column(
        "corrected_by",
        lambda entry: entry.by,
        description="The id of the update that replaced or withdrew it.",
        pattern=ID_PATTERN,
    ),
)
"""An update, and what became of it."""
