"""What ``import commitrack`` offers to Python."""

import doctest
import json
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from inspect import getmembers, isclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

import commitrack as ct
from commitrack import api, errors
from commitrack.ledger import model
from tests.support.environment import PROJECT, environment
from tests.support.in_process import printed

LEDGERS = ("data/commitments.toml", "examples/climate-finance.toml", "examples/uk-homes.toml")
DAY = date(2026, 11, 23)
SCHOLARSHIPS = """
[ledger]
title = "Promises"

[commitments.scholarships]
title = "Scholarships"
kind = "total"
target = 3500
unit = "scholarships"
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with one commitment that ended yesterday, and that nobody has reported on."""
    path = tmp_path / "commitments.toml"
    path.write_text(SCHOLARSHIPS, "utf-8")
    return path


def as_json(rows: list[dict[str, Any]]) -> Any:
    return json.loads(msgspec.json.Encoder(decimal_format="number").encode(rows))


def python(code: str) -> str:
    """What a program prints that begins in a process of its own."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout


def test_to_import_it_imports_nothing_else() -> None:
    code = "import sys; before = {*sys.modules}; import commitrack; print(*sorted({*sys.modules} - before))"
    assert python(code) == "commitrack\n"


def test_no_name_of_it_imports_the_command_line() -> None:
    code = "import sys; from commitrack import *; print(*sorted({'typer', 'rich', 'commitrack.cli'} & {*sys.modules}))"
    assert python(code) == "\n"


def test_every_name_is_there() -> None:
    assert ct.__all__ == sorted(["__version__", *api.__all__], key=lambda name: (not name[0].isupper(), name))
    for name in api.__all__:
        assert getattr(ct, name) is getattr(api, name)
        assert name in dir(ct)


def test_every_error_and_every_table_of_a_ledger_has_its_name() -> None:
    mistakes = {name for name, one in getmembers(errors, isclass) if issubclass(one, errors.CommitrackError)}
    tables = {name for name, one in getmembers(model, isclass) if issubclass(one, model.Stored)} - {"Stored"}
    assert {*mistakes, *tables} <= {*ct.__all__}


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'commitrack' has no attribute 'lod'$"):
        getattr(ct, "lod")  # noqa: B009  # mypy knows that it is not there
    with pytest.raises(ImportError, match="cannot import name 'lod'"):
        exec("from commitrack import lod")


@pytest.mark.full
def test_type_checkers_see_what_there_is_and_nothing_else() -> None:
    program = "import commitrack as ct\nreveal_type(ct.judge(ct.load('ledger.toml'), 'id'))\nct.lod"
    command = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--no-error-summary", "-c", program]
    done = subprocess.run(command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False)
    assert done.stdout == (
        '<string>:2: note: Revealed type is "commitrack.progress.judgement.Judgement"\n'
        '<string>:3: error: Module has no attribute "lod"; maybe "load"?  [attr-defined]\n'
    )


@pytest.mark.parametrize("path", LEDGERS)
def test_the_rows_are_those_of_the_list(path: str) -> None:
    listed = json.loads(printed("list", "--format", "json", "--ledger", path, "--as-of", str(DAY)))
    assert as_json(ct.rows(ct.load(PROJECT / path), as_of=DAY)) == listed["commitments"]


@pytest.mark.parametrize("path", LEDGERS)
def test_the_figures_are_those_of_the_export(path: str) -> None:
    exported = printed("export", "--format", "jsonl", "--ledger", path, "--as-of", str(DAY))
    assert as_json(ct.figures(ct.load(PROJECT / path), as_of=DAY)) == [*map(json.loads, exported.splitlines())]


def test_values_are_exact_and_what_is_unknown_is_none() -> None:
    ledger = ct.load(PROJECT / "examples" / "climate-finance.toml")
    [row] = ct.rows(ledger, as_of=DAY)
    assert (row["actual"], row["due"], row["at_most"]) == (Decimal("115.9"), date(2025, 12, 31), None)
    assert row["record"] == {"fulfilled": 1, "awaited": 2, "overdue": 1, "missed": 2}
    assert row["assumed"] == []
    first = ct.figures(ledger, as_of=DAY)[0]
    assert (first["date"], first["total"], first["member"]) == (date(2020, 12, 31), Decimal("83.3"), None)


def test_figures_of_later_do_not_exist_yet() -> None:
    ledger = ct.load(PROJECT / "examples" / "climate-finance.toml")
    assert [row["date"] for row in ct.figures(ledger, as_of=date(2021, 12, 31))] == [
        date(2020, 12, 31),
        date(2021, 12, 31),
    ]


def test_what_was_recorded_later_was_not_known() -> None:
    path = "tests/golden/transcripts/known.toml"
    known = ct.load(PROJECT / path)
    before, after = date(2025, 5, 31), date(2025, 6, 3)
    assert ct.judge(known, "homes", known_on=before).state == "fulfilled"
    assert ct.judge(known, "homes", known_on=before, as_of=date(2024, 12, 1)).state == "behind"
    assert ct.judge(known, "homes", known_on=after).state == "missed"
    assert [figure["total"] for figure in ct.figures(known, known_on=before)] == [250, 400, 1010]
    for day in (before, after):
        listed = printed("list", "--format", "json", "--ledger", path, "--known-on", str(day))
        assert as_json(ct.rows(known, known_on=day)) == json.loads(listed)["commitments"]


def test_a_path_may_be_a_text(ledger: Path) -> None:
    assert ct.load(str(ledger)) == ct.load(ledger)


def test_without_a_date_it_is_today(ledger: Path) -> None:
    loaded = ct.load(ledger)
    before = date.today()
    judged = ct.judge(loaded, "scholarships").as_of
    assert before <= judged <= date.today()
    yesterday_is_over = SCHOLARSHIPS + f"start = 2020-01-01\ndue = {date.fromordinal(before.toordinal() - 1)}\n"
    ledger.write_text(yesterday_is_over, "utf-8")
    assert ct.rows(ct.load(ledger))[0]["state"] == "overdue"
    begins_tomorrow = SCHOLARSHIPS + f"updates = [{{date = {date.fromordinal(before.toordinal() + 9)}, add = 1}}]\n"
    ledger.write_text(begins_tomorrow, "utf-8")
    assert ct.figures(ct.load(ledger)) == []


def test_an_unknown_id(ledger: Path) -> None:
    with pytest.raises(
        ct.UnknownId, match=r'^no commitment has the id \'scholarship\'; did you mean "scholarships"\?$'
    ):
        ct.judge(ct.load(ledger), "scholarship", as_of=DAY)


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ct.LedgerNotFound, match="no such file"):
        ct.load(tmp_path / "none.toml")


def test_a_ledger_with_mistakes_has_all_of_them(ledger: Path) -> None:
    ledger.write_text(SCHOLARSHIPS.replace("unit", "unot").replace("3500", "nan"), "utf-8")
    with pytest.raises(ct.LedgerInvalid) as caught:
        ct.load(ledger)
    assert [(finding.line, finding.check) for finding in caught.value.findings] == [
        (8, "bad-amount"),
        (9, "unknown-key"),
    ]


@pytest.mark.slow
def test_the_page_about_it_says_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    page = PROJECT / "docs" / "python.md"
    code = "\n".join(re.findall(r"(?ms)^```python\n(.*?)^```$", page.read_text("utf-8")))
    test = doctest.DocTestParser().get_doctest(code, {}, "python.md", str(page), 0)
    assert len(test.examples) > 10
    failures: list[str] = []
    doctest.DocTestRunner().run(test, out=failures.append)
    assert "".join(failures) == ""
