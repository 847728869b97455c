"""The two tables of a ledger, as they leave it and come back: a row for each commitment, and for each update."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from commitrack.ledger.model import AnyCommitment, Programme
from commitrack.ledger.tables.cells import text_of
from commitrack.ledger.tables.columns import COLUMNS, TableColumn, TableName, commitment_row, update_row


class Heading(msgspec.Struct, frozen=True):
    """A column of a table of the ledger."""

    name: str
    declared: TableColumn

    def text(self, value: Any) -> str:
        """Return a value as a text that is read as the same value."""
        return text_of(value, self.declared.type)


class Table(msgspec.Struct, frozen=True):
    """A table of the ledger: its name, its columns, and its values by column."""

    name: TableName
    columns: Sequence[Heading]
    rows: Sequence[Mapping[str, Any]]


def table(
    name: TableName, commitments: Iterable[tuple[str, AnyCommitment]], programmes: Mapping[str, Programme]
) -> Table:
    """Return a table of some commitments, in their order."""
    columns = [Heading(column.key, column) for column in COLUMNS[name]]
    if name == "commitments":
        rows = [commitment_row(key, commitment, programmes) for key, commitment in commitments]
    else:
        rows = [update_row(key, update) for key, commitment in commitments for update in commitment.updates]
    return Table(name, columns, rows)
