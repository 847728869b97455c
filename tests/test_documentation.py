"""What is documented is what there is."""

import json
import re
from pathlib import Path

import msgspec
import pytest
import tomli

from commitrack.ledger.model import KINDS, REPORTERS, VERDICTS, About, Programme, Update
from commitrack.ledger.parse import parse
from commitrack.progress.changes import CHANGES
from commitrack.progress.judgement import STATES
from commitrack.views.rows.export import EXPORT
from commitrack.views.rows.list import LIST
from commitrack.views.rows.log import LOG
from tests.support.environment import PROJECT
from tests.support.in_process import printed
from tests.support.pages import page

README = PROJECT / "README.md"
DOCS = {path.stem: path.read_text("utf-8") for path in (PROJECT / "docs").glob("*.md")}


COMMANDS = [
    *("list", "show", "log", "diff", "report", "export", "update", "retract", "add", "edit", "check", "init", "schema")
]


def test_the_readme_has_the_two_lines() -> None:
    lines = README.read_text("utf-8").split("\n")
    assert "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/commitrack list" in lines
    assert "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -q" in lines


def commands() -> list[str]:
    return re.findall(r"^  (\w+) ", printed("--help").partition("Commands:\n")[2], flags=re.MULTILINE)


def test_every_command_is_in_the_readme_and_the_changelog() -> None:
    assert commands() == COMMANDS
    for command in commands():
        assert f"commitrack {command}" in README.read_text("utf-8")
        assert f"commitrack {command}" in (PROJECT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(command: str) -> None:
    options = re.split(r"\n  (?=-)", printed(command, "--help").partition("Options:")[2])[1:]
    assert options
    for option in options:
        assert re.search(r"[a-z]{3,}.*\.", option.partition("  ")[2], re.DOTALL), option


def test_every_option_in_the_readme_exists() -> None:
    lines = re.findall(rf"^commitrack ({'|'.join(COMMANDS)}) (.*?)(?: +#.*)?$", README.read_text("utf-8"), re.MULTILINE)
    assert len(lines) > 10
    known = {command: printed(command, "--help") for command in commands()}
    for command, arguments in lines:
        for option in re.findall(r"(?<!\S)--[a-z-]+", arguments):
            assert re.search(rf"{option}\b", known[command])


@pytest.mark.parametrize("struct", [About, Programme, Update, *KINDS.values()], ids=lambda struct: struct.__name__)
def test_every_key_of_the_ledger_is_documented(struct: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(struct):
        assert re.search(rf"`{field.name}\b", DOCS["ledger"]) or field.name == "updates"


def test_every_word_with_a_meaning_is_documented() -> None:
    for word in (*KINDS, *VERDICTS, *REPORTERS):
        assert f"`{word}`" in DOCS["ledger"] or f'`"{word}"`' in DOCS["ledger"]
    for state in STATES:
        assert f"**{state.replace('-', ' ')}**" in DOCS["judgement"].lower()
        assert state.replace("-", " ") in README.read_text("utf-8")


def test_the_json_contract_is_documented_key_by_key() -> None:
    documented = set(re.findall(r"`(\w+)`", DOCS["json"]))
    for ledger in ("data/commitments.toml", "examples/climate-finance.toml", "examples/uk-homes.toml"):
        document = json.loads(printed("list", "--format", "json", "--ledger", ledger, "--as-of", "2026-11-23"))
        assert list(document) == ["schema_version", "as_of", "ledger", "commitments", "summary"]
        for keys in (document, document["ledger"], document["summary"], *document["commitments"]):
            assert set(keys) <= documented
    dossier = json.loads(printed("show", "visa-free", "--format", "json", "--as-of", "2026-11-23"))
    assert set(dossier["commitment"]) <= documented
    log = json.loads(printed("log", "visa-free", "--format", "json", "--as-of", "2026-11-23"))
    check = json.loads(printed("check", "--format", "json", "--as-of", "2026-11-23"))
    for keys in (check, check["summary"], *check["findings"]):
        assert set(keys) <= documented
    updates = {field.name for field in msgspec.structs.fields(Update)}
    diff = json.loads(printed("diff", "2025-05-20", "2026-11-23", "--format", "json"))
    assert list(diff) == ["schema_version", "from", "to", "ledger", "changes", "summary"]
    for keys in (diff, diff["from"], diff["summary"], *diff["changes"]):
        assert set(keys) <= documented
    assert set(CHANGES) <= documented
    assert set(log["updates"][0]) - updates <= documented
    assert {column.name for column in (*LIST.in_cells, *LOG.in_cells)} - updates <= documented


def test_the_exported_columns_are_documented() -> None:
    assert page(PROJECT / "docs" / "export.md") == DOCS["export"]
    assert f"| `{EXPORT[-1].name}` |" in DOCS["export"]


def test_the_ledger_in_the_readme_is_one() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    ledger = parse("\n".join(blocks), "README.md").ledger
    assert ledger.commitments["scholarships"].updates[0].id == "7f3a9c1e"


def test_the_starter_ledger_shows_a_valid_one_when_its_comments_are_opened(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    printed("init", "--ledger", str(path))
    opened = re.sub(r"^# (?=\[|\w+ +=)", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert list(tomli.loads(opened)["commitments"]) == ["scholarships"]
    assert list(parse(opened, "commitments.toml").ledger.commitments) == ["scholarships"]
