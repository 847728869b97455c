"""What leaves a ledger as a table and comes back changes nothing; what is new in it comes in as if it were typed."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from commitrack.actions.import_ import Imported, Order, bring_in
from commitrack.actions.importing.match import Mending
from commitrack.actions.importing.rows import rows_of
from commitrack.actions.update import Draft, record
from commitrack.errors import CommitrackError
from commitrack.files.tables.open import grids
from commitrack.ledger.blocks import commitment_block, update_block, update_table
from commitrack.ledger.model import Ledger, Update
from commitrack.ledger.parse import parse
from commitrack.ledger.tables.columns import TABLES
from commitrack.views import json, tabular
from commitrack.views.rows.tables import Table, table
from commitrack.views.workbook import workbook
from tests.strategies import commitments, ledger_texts

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LEDGER = Path("ledger.toml")

FORMS: Mapping[str, Callable[[Table], str]] = {
    "csv": lambda content: tabular.table(content, "csv"),
    "tsv": lambda content: tabular.table(content, "tsv"),
    "jsonl": json.table_lines,
}


def tables(ledger: Ledger) -> list[Table]:
    return [table(name, ledger.commitments.items(), ledger.programmes) for name in TABLES]


def exported(ledger: Ledger, form: str) -> list[bytes]:
    """The files of an export; a table of nothing is none."""
    if form == "xlsx":
        return [workbook(tables(ledger))]
    return [FORMS[form](one).encode() for one in tables(ledger) if one.rows]


def imported(text: str, content: bytes, mending: Mending | None = None) -> Imported:
    return bring_in(text, LEDGER, Order(rows_of(grids(content, "x")), mending, NOW))


APOSTROPHES = """\
[ledger]
title = "X"

[commitments.x]
title = "X"
kind = "qualitative"

[[commitments.x.updates]]
date = 2025-01-28
checked = true
archive = ["'''", "= 1"]
"""


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMS, "xlsx"])
@given(text=ledger_texts.ledgers())
@example(text=APOSTROPHES)
def test_an_export_changes_nothing_when_it_comes_back(form: str, text: str) -> None:
    ledger = parse(text, "ledger.toml").ledger
    for content in exported(ledger, form):
        for mending in (None, "corrects"):
            back = imported(text, content, mending)
            assert back.text == text
            assert (back.tally.added, back.tally.absent) == ("", ())


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMS, "xlsx"])
@given(ledger=commitments.ledgers())
def test_a_ledger_comes_whole_out_of_its_export(form: str, ledger: Ledger) -> None:
    text = '[ledger]\ntitle = "L"\n'
    try:
        for content in exported(ledger, form):
            text = imported(text, content).text
    except CommitrackError:
        assume(False)  # an update that may stand where it was written by hand, and that no command would add
    came = parse(text, "ledger.toml").ledger.commitments
    assert list(came) == list(ledger.commitments)
    for key, commitment in ledger.commitments.items():
        assert [said(update) for update in came[key].updates] == [said(update) for update in commitment.updates]
        assert msgspec.structs.replace(came[key], updates=()) == msgspec.structs.replace(commitment, updates=())


@given(ledger=commitments.ledgers(*commitments.ALONE), number=st.integers(1, 4))
def test_new_rows_come_in_as_if_they_were_typed(ledger: Ledger, number: int) -> None:
    [(key, commitment)] = ledger.commitments.items()
    known, new = commitment.updates[:-number], commitment.updates[-number:]
    text = f'[ledger]\ntitle = "L"\n\n{commitment_block(key, commitment)}'
    text = "\n".join([text, *(update_block(key, update) for update in known)])
    typed = text
    try:
        for update in new:
            keys = {name: value for name, value in update_table(update).items() if name not in ("id", "date")}
            one = {name: getattr(update, _FIELDS[name]) for name in keys}
            typed = record(typed, LEDGER, Draft(key, one, update.date, NOW, update.id or "")).text
    except CommitrackError:
        return
    grown = parse(typed, "ledger.toml").ledger
    assert [said(update) for update in grown.commitments[key].updates] == [said(one) for one in commitment.updates]
    for form in FORMS:
        content = exported(grown, form)[-1]
        back = imported(text, content) if new else None
        if back is not None:
            updates = parse(back.text, "ledger.toml").ledger.commitments[key].updates
            assert [said(update) for update in updates] == [said(one) for one in commitment.updates]
            assert back.tally.updates == len(new)


_FIELDS = dict(zip(Update.__struct_encode_fields__, Update.__struct_fields__, strict=True))


def said(update: Update) -> Update:
    """What an update says, apart from how it came in."""
    return msgspec.structs.replace(update, batch=None, recorded=None)
