"""What is documented is what there is."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli

from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import HOLDS, KINDS, REPORTERS, About, Milestone, Programme, Step, Update
from commitrack.ledger.parse import parse
from commitrack.ledger.scale import VERDICTS
from commitrack.progress.changes import CHANGES
from commitrack.progress.states import STATES
from commitrack.views.rows.column import Column, Table
from commitrack.views.rows.diff import DIFF
from commitrack.views.rows.list import LIST
from commitrack.views.rows.log import LOG
from commitrack.views.rows.parts import FORECAST, MEMBER, PERIOD
from commitrack.words.agenda import NEEDS
from tests.support.environment import PROJECT
from tests.support.in_process import printed
from tests.support.pages import PAGES, PARTS, page

README = PROJECT / "README.md"
DOCS = {path.stem: path.read_text("utf-8") for path in (PROJECT / "docs").glob("*.md")}
TEXTS = {"README": README.read_text("utf-8"), **DOCS}

COMMANDS = [
    *("list", "agenda", "show", "log", "diff", "report", "serve", "chart", "export"),
    *("update", "retract", "add", "import", "edit", "check", "init", "schema"),
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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_made_of_the_code_is_as_the_code_has_it(path: Path) -> None:
    assert page(path) == path.read_text("utf-8")


def test_every_part_that_is_made_stands_on_a_page() -> None:
    named = [part for text in TEXTS.values() for part in re.findall(r"<!-- made: ([^>]+) -->\n\S", text)]
    assert set(named) == set(PARTS)


STRUCTS = [About, Programme, Milestone, Step, Update, *KINDS.values()]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_key_of_the_ledger_is_documented(struct: type[msgspec.Struct]) -> None:
    assert [key for key in keys_of(struct) if f"| `{key}` |" not in DOCS["ledger"]] in ([], ["updates"])


def test_every_word_with_a_meaning_is_documented() -> None:
    for word in (*KINDS, *VERDICTS, *REPORTERS, *HOLDS):
        assert f"`{word}`" in DOCS["ledger"] or f'`"{word}"`' in DOCS["ledger"]
    for state in STATES:
        assert f"**{state.replace('-', ' ')}**" in DOCS["judgement"].lower()
        assert state.replace("-", " ") in README.read_text("utf-8")


def test_the_json_contract_is_documented_key_by_key() -> None:
    documented = set(re.findall(r"`(\w+)`", DOCS["json"]))
    for ledger in ("data/commitments.toml", "examples/climate-finance.toml", "examples/uk-homes.toml"):
        document = json.loads(printed("list", "--format", "json", "--ledger", ledger, "--as-of", "2026-11-23"))
        assert list(document) == ["schema_version", "as_of", "known_on", "ledger", "commitments", "summary"]
        for keys in (document, document["ledger"], document["summary"], *document["commitments"]):
            assert set(keys) <= documented
    dossier = json.loads(printed("show", "visa-free", "--format", "json", "--as-of", "2026-11-23"))
    assert set(dossier["commitment"]) <= documented
    log = json.loads(printed("log", "visa-free", "--format", "json", "--as-of", "2026-11-23"))
    check = json.loads(printed("check", "--format", "json", "--as-of", "2026-11-23"))
    for keys in (check, check["summary"], *check["findings"]):
        assert set(keys) <= documented
    agenda = json.loads(printed("agenda", "--format", "json", "--as-of", "2026-11-23"))
    for keys in (agenda, agenda["summary"], *agenda["items"]):
        assert set(keys) <= documented
    assert all(f"`{need}`" in DOCS["json"] for need in NEEDS)
    updates = {field.name for field in msgspec.structs.fields(Update)}
    diff = json.loads(printed("diff", "2025-05-20", "2026-11-23", "--format", "json"))
    assert list(diff) == ["schema_version", "from", "to", "ledger", "changes", "summary"]
    for keys in (diff, diff["from"], diff["summary"], *diff["changes"]):
        assert set(keys) <= documented
    assert set(CHANGES) <= documented
    assert set(log["updates"][0]) - updates <= documented
    assert names(LIST.columns, LOG.columns, DIFF, PERIOD, FORECAST, MEMBER) - updates <= documented


def names(*tables: Iterable[Column[Any]]) -> set[str]:
    return {column.name for table in tables for column in table}


@pytest.mark.parametrize(("name", "table"), [("list", LIST), ("log", LOG)])
def test_what_does_not_fit_into_a_cell_is_documented(name: str, table: Table[Any]) -> None:
    absent = names(table.columns) - names(table.in_cells)
    sentence = re.search(
        rf"## The {name}\n.*?CSV and TSV have these keys as columns, without (.*?)[.;]", DOCS["json"], re.S
    )
    assert sentence
    assert set(re.findall(r"`(\w+)`", sentence[1])) == absent


@pytest.mark.parametrize("name", [name for name, text in DOCS.items() if "```toml" in text])
def test_every_ledger_on_a_page_is_valid(name: str) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCS[name], re.DOTALL)
    ledger = "" if any("[ledger]" in block for block in blocks) else '[ledger]\ntitle = "x"\n'
    assert parse("\n".join((ledger, *blocks)), f"{name}.md").ledger.commitments


A_DAY = r"(?i)\b(?<!tests a )(?<!following )day\b(?! after)"
"""A day, but for a length of time: ``tests a day``, ``the day after``."""


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_page_calls_a_day_is_no_date(name: str) -> None:
    assert re.findall(A_DAY, TEXTS[name]) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_what_help_calls_a_day_is_no_date(command: str) -> None:
    assert re.findall(A_DAY, printed(*command.split(), "--help")) == []


def test_no_address_is_one_that_a_reader_would_paste_in_vain() -> None:
    assert [name for name, text in TEXTS.items() if "example.org" in text] in ([], ["errors"])


LINKS = [(name, link) for name, text in TEXTS.items() for link in re.findall(r"\]\((?!https?:|#)([^)]+)\)", text)]


@pytest.mark.parametrize(("name", "link"), LINKS)
def test_every_link_leads_somewhere(name: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (PROJECT if name == "README" else PROJECT / "docs") / path
    assert target.exists()
    headings = re.findall(r"^#+ (.*)", target.read_text("utf-8"), re.MULTILINE) if anchor else []
    slugs = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert not anchor or anchor in slugs


def test_the_starter_ledger_shows_a_valid_one_when_its_comments_are_opened(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    printed("init", "--ledger", str(path))
    starter = path.read_text("utf-8")
    kinds = dict(re.findall(r"^#   (\w+) +([a-z ,]+)$", starter, flags=re.MULTILINE))
    assert kinds == {"kind": "the promise is to", **{name: kind.promise for name, kind in KINDS.items()}}
    opened = re.sub(r"^# (?=\[|\w+ +=)", "", starter, flags=re.MULTILINE)
    assert list(tomli.loads(opened)["commitments"]) == ["scholarships"]
    assert list(parse(opened, "commitments.toml").ledger.commitments) == ["scholarships"]
