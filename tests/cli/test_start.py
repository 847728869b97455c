"""What a command loads before it does anything: a start that nobody waits for is one that imports little.

Seconds are not tested; they depend on the machine. What is counted here is the same on each.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.environment import PROJECT, environment

PROBE = """
import sys
before = set(sys.modules)
sys.argv[0] = "commitrack"
from commitrack.__main__ import run_to_the_end
try:
    run_to_the_end()
finally:
    sys.stderr.write("\\n" + " ".join(set(sys.modules) - before) + "\\n")
"""

BASE = {"pathlib", "urllib.parse"}
TYPER = BASE | {"difflib", "inspect", "subprocess", "typer"}
"""What it costs to read a command line that is not plain."""
WIDTHS = {"rich"}
"""Rich's tables of how wide characters are, without its texts and its console."""
LOCK = {"dataclasses", "filelock", "getpass", "hashlib", "hmac", "inspect", "logging", "random", "secrets", "socket"}
HEAVY = {
    *(TYPER | LOCK),
    *("argparse", "asyncio", "concurrent", "csv", "ctypes", "email", "html", "http", "json", "multiprocessing"),
    *("jinja2", "markupsafe", "pickle", "pydantic", "python_calamine", "rich", "rich.console"),
    *(
        "rich.text",
        "shlex",
        "ssl",
        "tempfile",
        "tomli_w",
        "typing_extensions",
        "unittest",
        "xlsxwriter",
        "xml",
        "zipfile",
    ),
}
"""Modules that take long to import, or that stand for those that do."""

BARE = {"cli.run", "cli.streams", "errors", "views.clean", "views.terminal.width"}
DECLARED = BARE | {"cli.declare", "cli.options", "cli.readers"}
CLI = DECLARED | {"cli.plain"}
COMPLETING = CLI | {"cli.completion"}
FINDING = {"files.hindered", "files.reading", "ledger.store", "ledger.suggest", "ledger.toml"}
OPENING = FINDING | {
    *("actions.open", "ledger.claims", "ledger.fields", "ledger.model", "ledger.rules", "ledger.scale"),
    "ledger.sources",
}
READING = OPENING | {"ledger.convert", "ledger.expected", "ledger.parse"}
JUDGING = {
    *("progress.figures", "progress.goal", "progress.history", "progress.judge", "progress.judgement"),
    *("progress.members", "progress.names", "progress.periods", "progress.rivals", "progress.rules"),
    *("progress.states", "words.format"),
}
LISTING = {"actions.list", "cli.commands.list", "words.phrases", "words.units", "words.verdicts"}
EXPLAINING = {"words.explanation", "words.periods", "words.reasons", "words.revisions"}
TERMINAL = {
    *("views.terminal.columns", "views.terminal.console", "views.terminal.text", "views.tone"),
    *("words.caveats", "words.list", "words.revisions"),
}
SHOWING = {
    *("cli.commands.show", "progress.log", "views.addresses", "views.terminal.chart", "views.terminal.facts"),
    *("views.terminal.links", "views.terminal.periods", "views.terminal.show", "words.facts", "words.meanings"),
    *("words.phrases", "words.report", "words.units", "words.update", "words.verdicts"),
}
WRITING = {
    *(
        "actions.update",
        "checks.members",
        "checks.objections",
        "cli.amounts",
        "cli.commands.update",
        "cli.fields",
        "cli.writing",
    ),
    *(
        "ledger.blocks",
        "ledger.lexer",
        "ledger.splice",
        "words.phrases",
        "words.units",
        "words.update",
        "words.verdicts",
    ),
}


class Start(NamedTuple):
    """What a command may load: modules of commitrack, with those below them, and heavy ones of others."""

    arguments: Sequence[str]
    own: set[str]
    heavy: set[str]
    most: int
    """How many modules in all: those of commitrack, and those that Python has not loaded by itself."""
    completes: str = ""
    """What is typed where a shell completes it."""


STARTS = {
    "version": Start(["--version"], BARE, set(), 60),
    "completion": Start(
        [],
        COMPLETING | FINDING | {"cli.commands.show", "ledger.rules.mistakes"},
        BASE,
        105,
        "commitrack show ",
    ),
    "list as CSV": Start(
        ["list", "--format", "csv"],
        CLI | READING | JUDGING | LISTING | EXPLAINING | {"views.rows", "views.tabular"},
        BASE,
        155,
    ),
    "list": Start(
        ["list"],
        CLI | READING | JUDGING | LISTING | TERMINAL | {"progress.grouping", "views.terminal.list"},
        BASE | WIDTHS,
        165,
    ),
    "show": Start(
        ["show", "homes"],
        CLI | READING | JUDGING | EXPLAINING | TERMINAL | SHOWING,
        BASE | WIDTHS,
        180,
    ),
    "update": Start(
        ["update", "homes", "--add", "3", "--source", "ONS", "--date", "2026-02-01"],
        CLI | READING | JUDGING | WRITING | {"files", "ledger.tables.numbers"},
        BASE | LOCK | {"ctypes", "tomli_w"},
        225,
    ),
}

LEDGER = """
[ledger]
title = "Homes"

[commitments.homes]
title = "Build homes"
kind = "total"
target = 100
unit = "homes"
start = 2026-01-01
due = 2026-12-31
"""


def loaded(start: Start, folder: Path) -> set[str]:
    """The modules that a command has loaded when it ends well."""
    (folder / "commitments.toml").write_text(LEDGER, encoding="utf-8")
    words = start.completes.split(" ")
    completing = {
        "_COMMITRACK_COMPLETE": "complete_bash",
        "COMP_WORDS": start.completes,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *start.arguments],
        cwd=folder,
        env=environment(**(completing if start.completes else {})),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    if start.completes:
        assert done.stdout == "homes\n"
    return set(done.stderr.split("\n")[-2].split())


def belongs(module: str, allowed: set[str]) -> bool:
    """Whether a module is one of those, is below one, or holds one."""
    return any(f"{module}.".startswith(f"{one}.") or one.startswith(f"{module}.") for one in allowed)


@pytest.mark.slow
@pytest.mark.parametrize("name", STARTS)
def test_a_command_loads_only_what_it_needs(name: str, tmp_path: Path) -> None:
    start = STARTS[name]
    modules = loaded(start, tmp_path)
    own = {one.removeprefix("commitrack.") for one in modules if one.startswith("commitrack.")} - {"__main__"}
    assert {one for one in own if not belongs(one, start.own)} == set()
    assert modules & HEAVY <= start.heavy, modules & HEAVY - start.heavy
    assert len(modules) <= start.most


def test_what_is_allowed_is_there() -> None:
    """A module that was renamed or removed has no place in these lists."""
    source = PROJECT / "src" / "commitrack"
    named = {one for start in STARTS.values() for one in start.own}
    paths = {one: source / one.replace(".", "/") for one in named}
    assert {one for one, path in paths.items() if not (path.is_dir() or path.with_suffix(".py").is_file())} == set()
