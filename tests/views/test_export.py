"""The long form is what its schema says, as the real frictionless judges it, and has the same cells as the log."""

import csv
import json
from pathlib import Path

import pytest

from tests.support.environment import PROJECT
from tests.support.in_process import printed
from tests.support.transcripts import FOLDER

LEDGERS = [
    PROJECT / "data" / "commitments.toml",
    *sorted((PROJECT / "examples").glob("*.toml")),
    FOLDER / "export.toml",
]
SCHEMA = PROJECT / "schema" / "figures.schema.json"


def export(ledger: Path, form: str, folder: Path) -> Path:
    path = folder / f"figures.{form}"
    printed("export", "--format", form, "--output", str(path), "--as-of", "2026-11-23", "--ledger", str(ledger))
    return path


def errors(path: Path) -> list[tuple[int, str, str]]:
    """What frictionless finds in a file: row, column and kind of error."""
    from frictionless import Resource, Schema

    schema = Schema.from_descriptor(json.loads(SCHEMA.read_text("utf-8")))
    report = Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()
    return [tuple(error) for error in report.flatten(["rowNumber", "fieldName", "type"])]


def test_the_schema_is_current() -> None:
    assert printed("export", "--schema") == SCHEMA.read_text("utf-8")


@pytest.mark.slow
def test_the_schema_is_one() -> None:
    from frictionless import Schema

    assert Schema.validate_descriptor(json.loads(SCHEMA.read_text("utf-8"))).flatten(["message"]) == []


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda path: path.stem)
def test_what_is_exported_is_valid(ledger: Path, form: str, tmp_path: Path) -> None:
    path = export(ledger, form, tmp_path)
    assert path.read_text("utf-8").count("\n") >= 2
    assert errors(path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("date", "yesterday", "type-error"),
        ("date", "", "constraint-error"),
        ("commitment", "No. 1", "constraint-error"),
        ("kind", "qualitative", "constraint-error"),
        ("claim", "checked", "constraint-error"),
        ("add", "1,200", "type-error"),
        ("total", "many", "type-error"),
        ("until", "2024-02-30", "type-error"),
        ("fate", "forgotten", "constraint-error"),
        ("by", "a friend", "constraint-error"),
        ("recorded", "noon", "type-error"),
    ],
)
def test_a_wrong_cell_is_found(column: str, value: str, kind: str, tmp_path: Path) -> None:
    path = export(FOLDER / "export.toml", "csv", tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    rows[2][header.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    assert errors(path) == [(4, column, kind)]


def test_both_forms_hold_the_same_rows(tmp_path: Path) -> None:
    ledger = FOLDER / "export.toml"
    lines = [json.loads(line) for line in export(ledger, "jsonl", tmp_path).read_text("utf-8").splitlines()]
    with export(ledger, "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [list(line) for line in lines] == [list(row) for row in rows]
    for column in ("date", "commitment", "id", "claim", "until", "fate", "corrected_by", "publisher", "by"):
        assert [line[column] or "" for line in lines] == [row[column] for row in rows]


def test_amounts_are_exact(tmp_path: Path) -> None:
    text = export(FOLDER / "export.toml", "jsonl", tmp_path).read_text("utf-8")
    assert '"add":150.123456789,' in text
    assert '"running":400.123456789,' in text
    assert '"total":1000000000000000000,' in text


def test_every_figure_of_the_log_is_there_with_the_same_cells(tmp_path: Path) -> None:
    ledger = FOLDER / "export.toml"
    rows = [json.loads(line) for line in export(ledger, "jsonl", tmp_path).read_text("utf-8").splitlines()]
    log = json.loads(printed("log", "--format", "json", "--as-of", "2026-11-23", "--ledger", str(ledger)))
    expected = [
        {**update, "member": member}
        for update in reversed(log["updates"])
        if update["claim"] in ("add", "total", "grant", "withdraw")
        for member in update["grant"] or update["withdraw"] or [None]
    ]
    assert rows == [{name: update[name] for name in rows[0]} for update in expected]
