"""The columns of the two tables of a ledger: its commitments, and their updates. Every field has one."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from commitrack.ledger.blocks import COMMITMENT_KEYS
from commitrack.ledger.fields import bare, example, keys_of, meaning, says
from commitrack.ledger.model import KINDS, AnyCommitment, Programme, Update
from commitrack.ledger.tables.cells import Cell, reader_of

TableName = Literal["commitments", "updates"]
TABLES: tuple[TableName, ...] = get_args(TableName)

NOTES = "read me"
"""The sheet of a workbook that says how to fill in the others."""

LENGTHS = ("week", "month", "quarter", "half-year", "year")
"""The lengths of a period that are one word, to pick from; a number of them can be written too."""


class TableColumn(msgspec.Struct, frozen=True):
    """A column: the key that heads it, and what the model declares of the field."""

    key: str
    type: Any
    field: str = ""
    """The field's name in the model."""
    needed: bool = False
    default: Any = None

    @property
    def meaning(self) -> str:
        """Its meaning, as the model declares it."""
        return meaning(self.type)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to pick from, if it takes words."""
        plain = bare(self.type)
        if example(self.type):
            return LENGTHS
        return tuple(map(str, get_args(plain))) if get_origin(plain) is Literal else ()


_Id = Annotated[str, says("Its name in the ledger: the letters a to z, digits and hyphens.")]
_ProgrammeTitle = Annotated[str | None, says("Its programme's title, which a new programme needs.")]
_Commitment = Annotated[str, says("The id of the commitment that it belongs to.")]
_KINDS: Any = Literal
_Kind: Any = Annotated[_KINDS[tuple(KINDS)], says("How the promise is counted.")]


def _column(key: str, field: msgspec.structs.FieldInfo) -> TableColumn:
    return TableColumn(key, field.type, field.name, field.required, None if field.required else field.default)


def _commitment_columns() -> tuple[TableColumn, ...]:
    fields = {key: field for kind in reversed([*KINDS.values()]) for key, field in keys_of(kind).items()}
    made = {key: _column(key, field) for key, field in fields.items()}
    made["kind"] = TableColumn("kind", _Kind, needed=True)
    columns = []
    for key in COMMITMENT_KEYS:
        needed = all(key in keys_of(kind) and keys_of(kind)[key].required for kind in KINDS.values())
        columns.append(msgspec.structs.replace(made[key], needed=needed or key == "kind"))
        if key == "programme":
            columns.append(TableColumn("programme_title", _ProgrammeTitle))
    return (TableColumn("id", _Id, needed=True), *columns)


COLUMNS: Mapping[TableName, tuple[TableColumn, ...]] = {
    "commitments": _commitment_columns(),
    "updates": (
        TableColumn("commitment", _Commitment, needed=True),
        *(_column(key, field) for key, field in keys_of(Update).items()),
    ),
}
"""The columns of each table, in their order."""


@cache
def readers(name: TableName) -> Mapping[str, Callable[[Cell], Any]]:
    """Return what reads the cells of each column."""
    return {column.key: reader_of(column.type) for column in COLUMNS[name]}


def commitment_row(
    commitment_id: str, commitment: AnyCommitment, programmes: Mapping[str, Programme]
) -> dict[str, Any]:
    """Return the values of a commitment by the keys of the columns, without what is absent or the default."""
    fields = keys_of(type(commitment))
    programme = programmes.get(commitment.programme or "")
    row = {"id": commitment_id, "kind": commitment.kind, "programme_title": programme.title if programme else None}
    for key, field in fields.items():
        value = getattr(commitment, field.name)
        if key != "updates" and (field.required or value != field.default):
            row[key] = value
    return {column.key: row[column.key] for column in COLUMNS["commitments"] if row.get(column.key) is not None}


def update_row(commitment_id: str, update: Update) -> dict[str, Any]:
    """Return the values of an update by the keys of the columns, without what is absent."""
    row = {column.key: getattr(update, column.field) for column in COLUMNS["updates"] if column.field}
    return {"commitment": commitment_id, **{key: value for key, value in row.items() if value is not None}}
