"""The long form: a row for each figure, for people who compute with them."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

import msgspec

from commitrack.ledger.claims import CLAIMS, FIGURES
from commitrack.ledger.sources import Texts, each
from commitrack.progress.log import Record
from commitrack.views.rows.column import Column, of_part, pick
from commitrack.views.rows.log import COLUMNS
from commitrack.views.rows.update import UPDATE


class Exported(msgspec.Struct, frozen=True):
    """An amount that an update says, or one ``member`` whom it grants or withdraws."""

    record: Record
    member: str | None


def exported(records: Iterable[Record]) -> Iterator[Exported]:
    """Yield the figures among updates: each amount, and each member granted or withdrawn."""
    for record in records:
        if record.claim in FIGURES:
            update = record.entry.update
            for member in update.grant or update.withdraw or (None,):
                yield Exported(record, member)


def _of_record(*names: str) -> list[Column[Exported]]:
    return of_part(pick(COLUMNS, *names), "record")


def _in_one_text(texts: Texts | None) -> str | None:
    """Return a text or a list of texts as one text: a file of figures has one type in a column."""
    return texts if isinstance(texts, str) else "; ".join(each(texts)) or None


_AMOUNTS = [field for name in FIGURES for field in CLAIMS[name].makes if field not in ("grant", "withdraw")]
_BESIDE = [field for name in FIGURES for field in CLAIMS[name].beside]
_KEYS = [column.name for column in UPDATE]

_COLUMNS: tuple[Column[Exported], ...] = (
    *_of_record("date", "commitment", "title", "programme", "kind", "unit", "id", "claim", *_AMOUNTS),
    Column(
        "member",
        attrgetter("member"),
        description="Who is in force from then on (grant), or no longer is (withdraw).",
        steps=("member",),
    ),
    *_of_record(*_BESIDE, "running", "running_target", "running_at_most", "period_start", "period_end"),
    *_of_record("fate", "corrected_by", *_KEYS[_KEYS.index("corrects") :]),
)

EXPORT: tuple[Column[Exported], ...] = tuple(
    column.then(_in_one_text) if column.name in ("source", "archive") else column for column in _COLUMNS
)
"""The columns of the export. Several sources of a figure stand in one cell, with semicolons between them."""
