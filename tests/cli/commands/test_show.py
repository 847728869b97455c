"""The dossier: what is met first, how much of the history, several at once, links and formats."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.environment import PROJECT
from tests.support.in_process import run_here
from tests.support.terminals import on_terminal

UK = ("--ledger", str(PROJECT / "examples" / "uk-homes.toml"), "--as-of", "2026-11-23")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a ledger of 70 months, each reported once."""
    blocks = [
        '[ledger]\ntitle = "L"\n[commitments.flights]\ntitle = "Flights"\nkind = "periodic"\n'
        'target = 100\nunit = "flights"\nevery = "month"\nstart = 2020-01-01\n'
    ]
    for number in range(70):
        total = 99 if number % 2 else 100
        blocks.append(
            f'[[commitments.flights.updates]]\nid = "u{number}"\n'
            f"date = {2020 + number // 12}-{number % 12 + 1:02}-28\ntotal = {total}\n"
        )
    (tmp_path / "commitments.toml").write_text("".join(blocks), "utf-8")
    return tmp_path


def test_the_status_is_in_the_first_line_and_the_promise_comes_early() -> None:
    lines = run_here(["show", "homes-2024", *UK], PROJECT).stdout.split("\n")
    assert lines[0] == "◂ behind  1.5 million new homes"
    assert "1.5 million new homes over the next parliament" in "".join(lines[:5])


def test_a_label_as_wide_as_the_terminal_has_its_text_below(tmp_path: Path) -> None:
    kind = 'kind = "qualitative"\nmeans_of_verification = "Speech of the minister"'
    (tmp_path / "commitments.toml").write_text(f'[ledger]\ntitle = "L"\n[commitments.a]\ntitle = "A"\n{kind}\n')
    shown = run_here(["show", "a"], tmp_path, COLUMNS="20").stdout
    assert "\nHow it is measured\n  Speech of the\n  minister\n" in shown


STRIP = """
10 earlier months: 5 fulfilled, 5 overdue
2020-11  ✔ !
2021-01  ✔ ✘ ✔ ! ✔ ! ✔ ! ✔ ! ✔ !
2022-01  ✔ ✘ ✔ ! ✔ ! ✔ ! ✔ ! ✔ !
"""


def test_many_periods_are_a_strip_with_a_sign_for_each(here: Path) -> None:
    shown = run_here(["show", "flights", "--as-of", "2025-10-31"], here).stdout
    assert "35 of 69 months kept\n" in shown
    assert STRIP in shown
    assert shown.count("flights so far") == 5


@pytest.mark.parametrize("columns", [{"COLUMNS": "80"}, {"COLUMNS": ""}])
@pytest.mark.parametrize("option", [[], ["--all"]])
def test_a_terminal_gets_the_newest_updates_and_a_pipe_all(
    here: Path, columns: dict[str, Any], option: list[str]
) -> None:
    shown = run_here(["show", "flights", *option, "--as-of", "2025-10-31"], here, **columns).stdout
    limited = bool(columns["COLUMNS"]) and not option
    assert shown.count("flights so far") == (5 if limited else 70)
    assert ("65 earlier updates: --all shows them" in shown) == limited


def test_several_are_shown_one_after_the_other_and_each_once() -> None:
    both = run_here(["show", "homes-2024", "homes-2019", "homes-2024", *UK], PROJECT).stdout
    one, other = (run_here(["show", key, *UK], PROJECT).stdout for key in ("homes-2024", "homes-2019"))
    assert both == f"{one}\n{other}"


def test_one_id_that_is_unknown_shows_nothing() -> None:
    ended = run_here(["show", "homes-2024", "homes-2018", *UK], PROJECT)
    assert (ended.status, ended.stdout) == (3, "")
    assert ended.stderr.startswith("no commitment has the id 'homes-2018'; did you mean")


def test_json_is_of_one_commitment() -> None:
    assert json.loads(run_here(["show", "homes-2024", "--format", "json", *UK], PROJECT).stdout)["commitment"]
    ended = run_here(["show", "homes-2024", "homes-2019", "--format", "json", *UK], PROJECT)
    assert (ended.status, ended.stdout) == (2, "")
    assert ended.stderr == (
        "commitrack show: --format json shows one commitment; give one id, or use 'commitrack list --format json'\n"
        "Try 'commitrack show --help'.\n"
    )


def test_markdown_has_the_judgement_the_quote_and_every_update(here: Path) -> None:
    written = run_here(["show", "homes-2024", "--format", "markdown", *UK], PROJECT).stdout
    assert written.startswith(
        "# 1.5 million new homes\n\n**behind**: 275,600 / 1,500,000 homes, as of 23 November 2026"
    )
    assert "\n> “1.5 million" not in written
    assert "\n> 1&#46;5 million new homes over the next parliament\n" in written
    assert "\n- Source: <https://fullfact.org/government-tracker/1-5-million-homes>\n" in written
    every = run_here(["show", "flights", "--format", "markdown"], here).stdout
    assert every.count("\n- 20") == 70


HOSTILE = """
[ledger]
title = "L"
[commitments.a]
title = "T"
kind = "qualitative"
source = ["https://example.org/a", "javascript:alert(1)", "https://example.org/\\u001b]8;;https://evil.example"]
"""


@pytest.mark.slow
def test_only_checked_addresses_are_links_and_only_on_terminals_that_know_them(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(HOSTILE, "utf-8")
    linked, _ = on_terminal("show", "a", cwd=tmp_path, TERM="xterm-256color", VTE_VERSION="7600")
    assert re.findall(r"\x1b]8;[^;]*;([^\x1b]+)\x1b", linked) == ["https://example.org/a"]
    assert "example.org/a\x1b]8;;\x1b\\" in linked
    assert "\\x1b]8;;https://evil.example" in linked
    for term, version in (("xterm-256color", ""), ("dumb", "7600")):
        plain, _ = on_terminal("show", "a", cwd=tmp_path, TERM=term, VTE_VERSION=version)
        assert "\x1b]8" not in plain
        assert "https://example.org/a" in plain
    assert "\x1b" not in run_here(["show", "a"], tmp_path, VTE_VERSION="7600").stdout


def test_no_line_ends_within_a_date_or_between_a_figure_and_its_unit() -> None:
    for columns in range(40, 100, 7):
        shown = run_here(["show", "homes-2024", *UK], PROJECT, COLUMNS=str(columns)).stdout.partition("Parties")[0]
        assert re.findall(r"(?m)\d (?:January|May|August|November|December)$|^20\d\d: |[0-9]$\n^homes", shown) == []
        assert "\ue000" not in shown


def test_who_names_an_unknown_id_is_told_where_all_are_shown(here: Path) -> None:
    ledger, quiet = here / "commitments.toml", [f"quiet-{number}" for number in range(4)]
    more = (f'[commitments.{one}]\ntitle = "Peace"\nkind = "qualitative"\n' for one in quiet)
    ledger.write_text(ledger.read_text("utf-8") + "".join(more), "utf-8")
    commitments, updates = ["flights", *quiet], [f"u{number}" for number in range(70)]
    for line, ids in {
        "show zebra": commitments,
        "edit zebra": commitments,
        "update flights --corrects zebra --note wrong": updates,
        "retract zebra --note wrong": updates,
    }.items():
        told = run_here(line.split(), here, terminal=True).stderr
        advised = re.search("'commitrack (.*)' (?:shows every id|lists its updates)\n", told)
        assert advised, told
        there = run_here(["--no-pager", *advised[1].split()], here, terminal=True, TERM="dumb").stdout
        assert {one for one in ids if not re.search(rf"\b{one}\b", there)} == set(), advised[1]
