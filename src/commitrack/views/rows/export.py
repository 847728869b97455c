"""The long form: a row for each figure, for people who compute with them."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from commitrack.ledger.claims import FIGURES
from commitrack.progress.log import Record
from commitrack.views.rows.column import Column, of_part, pick
from commitrack.views.rows.log import COLUMNS


class Exported(NamedTuple):
    """An amount that an update says, or one ``member`` whom it grants or withdraws."""

    record: Record
    member: str | None


def exported(records: Iterable[Record]) -> Iterator[Exported]:
    """Yield the figures among updates: each amount, and each member granted or withdrawn."""
    for record in records:
        if record.update.claim in FIGURES:
            for member in record.update.grant or record.update.withdraw or (None,):
                yield Exported(record, member)


def _of_record(*names: str) -> list[Column[Exported]]:
    return of_part(pick(COLUMNS, *names), attrgetter("record"))


EXPORT: tuple[Column[Exported], ...] = (
    *_of_record(
        "date", "commitment", "title", "programme", "kind", "unit", "id", "claim", "add", "total", "level", "count"
    ),
    Column(
        "member",
        lambda figure: figure.member,
        description="Who is in force from then on (grant), or no longer is (withdraw).",
    ),
    *_of_record(
        "until",
        "running",
        "running_target",
        "running_at_most",
        "period_start",
        "period_end",
        "fate",
        "corrected_by",
        "corrects",
    ),
    *_of_record("source", "archive", "quote", "publisher", "published", "by", "note", "recorded"),
)
