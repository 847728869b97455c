"""The columns of an update: made of the keys that the model declares, and what became of it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal, get_args, get_origin

from msgspec.structs import FieldInfo

from commitrack.ledger.fields import ID_PATTERN, bare, keys_of, meaning
from commitrack.ledger.model import Milestone, Update
from commitrack.progress.history import FATES, Entry
from commitrack.views.rows.column import Column, Type, of_part

_TYPES: Mapping[Any, Type] = {
    Decimal: "number",
    bool: "boolean",
    int: "integer",
    date: "date",
    datetime: "datetime",
    tuple[str, ...]: "list",
    tuple[Milestone, ...]: "array",
}
_HEADINGS = {"date": "Date", "source": "Source"}
_PATTERNS = {"id": ID_PATTERN, "corrects": ID_PATTERN, "restates": ID_PATTERN}


def _column(key: str, field: FieldInfo) -> Column[Update]:
    """Return the column of an update's key, as the model declares it."""
    value = bare(field.type)
    return Column(
        key,
        attrgetter(field.name),
        _TYPES.get(value, "string"),
        heading=_HEADINGS.get(key, ""),
        description=meaning(field.type),
        required=field.required,
        choices=get_args(value) if get_origin(value) is Literal else (),
        pattern=_PATTERNS.get(key, ""),
        steps=(field.name,),
    )


UPDATE: tuple[Column[Entry], ...] = tuple(
    of_part([_column(key, field) for key, field in keys_of(Update).items()], "update")
)
"""The contents of an update, by its keys in the ledger."""

ENTRY: tuple[Column[Entry], ...] = (
    *UPDATE,
    Column(
        "fate",
        attrgetter("fate"),
        heading="Fate",
        description="Whether the figure stands. One that was replaced, restated or withdrawn counts no more; one that "
        "is beside does not count because another publisher's contradicts it.",
        required=True,
        choices=FATES,
        steps=("fate",),
    ),
    Column(
        "corrected_by",
        attrgetter("by"),
        description="The id of the update that replaced or withdrew it.",
        pattern=ID_PATTERN,
        steps=("by",),
    ),
)
"""An update, and what became of it."""
