"""What shells complete: ids, update ids, programmes, owners, tags and words, in the real shells."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from typer._completion_classes import completion_init

from tests.support.environment import PROJECT, environment
from tests.support.in_process import run_here
from tests.support.lanes import one_in

completion_init()  # as typer does where a command line is started for the first time

HOSTILE = """\
[ledger]
title = "x"

[programmes."`touch pwned`"]
title = "x"

[commitments."$(touch pwned)"]
title = "'; touch pwned; '"
kind = "qualitative"
tags = ["*", "a b", "\\"$(touch pwned)\\"", "fine"]
owner = "'$(touch pwned)'"

[commitments.plain]
title = '"$(touch pwned)"'
kind = "qualitative"
"""


def offered(words: str, here: Path = PROJECT) -> list[str]:
    """What bash is offered for the last of the words."""
    position = str(len(words.split(" ")) - 1)
    ended = run_here([], here, _COMMITRACK_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=position)
    assert (ended.status, ended.stderr) == (0, "")
    return ended.stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("commitrack show v", ["visa-free"]),
        ("commitrack update visa-free --corrects ", ["5e1c07a4", "b90d42f6"]),
        ("commitrack update training --corrects ", [""]),
        ("commitrack retract b", ["b90d42f6"]),
        ("commitrack log training t", ["teacher-scholarships"]),
        ("commitrack export --programme s", ["solidarity"]),
        ("commitrack list --programme p", ["peace", "people-to-people"]),
        ("commitrack list --status o", ["on-track", "overdue"]),
        ("commitrack update visa-free --status s", ["stalled", "superseded"]),
        ("commitrack update visa-free --by i", ["independent"]),
        ("commitrack list --kind j", ["joint"]),
        ("commitrack list --format m", ["markdown"]),
        ("commitrack agenda --owner ", [""]),
        ("commitrack show h --ledger examples/uk-homes.toml", [""]),
        ("commitrack show --ledger examples/uk-homes.toml h", ["homes-2024", "homes-2019"]),
        ("commitrack add v", [""]),
        ("commitrack ag", ["agenda"]),
    ],
)
def test_what_the_ledger_has_is_offered(words: str, expected: list[str]) -> None:
    assert offered(words) == expected


@pytest.mark.parametrize("text", ["", "commitments = 1", "[commitments]\na = 1", "= =", "[commitments.a]\nupdates = 2"])
def test_a_ledger_that_is_broken_has_nothing_to_offer(tmp_path: Path, text: str) -> None:
    (tmp_path / "commitments.toml").write_text(text, "utf-8")
    assert offered("commitrack retract ", tmp_path) == [""]
    assert offered("commitrack show b", tmp_path) == [""]


def test_only_words_that_mean_the_same_in_every_shell_are_offered(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(HOSTILE, "utf-8")
    assert offered("commitrack show ", tmp_path) == ["plain"]
    assert offered("commitrack list --programme ", tmp_path) == [""]
    assert offered("commitrack add x --tag ", tmp_path) == ["fine"]
    assert offered("commitrack agenda --owner ", tmp_path) == [""]


def test_the_words_of_the_ledger_are_offered_beside_the_neutral_ones(tmp_path: Path) -> None:
    words = 'missed = "Promise Missed"\nbroken = "Promise Broken"\nstalled = "$(Promise)"'
    text = f'[ledger]\ntitle = "x"\n[verdicts]\n{words}\n'
    (tmp_path / "commitments.toml").write_text(text, "utf-8")
    assert offered("commitrack list --status Promise", tmp_path) == ["Promise-Missed", "Promise-Broken"]
    assert offered("commitrack update a --status P", tmp_path) == ["Promise-Broken"]


@pytest.fixture(params=one_in(3, ["bash", "zsh", "fish"]))
def shell(request: pytest.FixtureRequest, tmp_path: Path, need: Callable[[object, str], None]) -> "pexpect.spawn[str]":
    """An interactive shell that completes, in a home with the ledger in it."""
    name = request.param
    need(shutil.which(name), name)
    shutil.copy(PROJECT / "data" / "commitments.toml", tmp_path)
    # Without this folder fish makes completions of all manual pages, for a minute, and goes on when it has ended.
    (tmp_path / ".local" / "share" / "fish" / "generated_completions").mkdir(parents=True)
    installing = start(name, tmp_path)
    installing.send("commitrack --install-completion; exit\r")
    installing.expect("completion installed in")
    installing.expect(pexpect.EOF)
    return start(name, tmp_path)


def start(name: str, home: Path) -> "pexpect.spawn[str]":
    env = {key: value for key, value in environment(HOME=str(home), SHELL=name).items() if key != "COLUMNS"}
    return pexpect.spawn(name, ["-i"], cwd=str(home), env=env, dimensions=(40, 200), encoding="utf-8", timeout=60)


@pytest.mark.slow
def test_a_real_shell_completes_an_id_at_the_first_key(shell: "pexpect.spawn[str]") -> None:
    shell.send("commitrack show vis\t\r")
    shell.expect("Visa-free access for five countries")


@pytest.mark.slow
def test_a_real_shell_completes_each_part_of_a_command(shell: "pexpect.spawn[str]") -> None:
    shell.send("commitrack list --programme peac\t--stat\tno-d\t--format cs\t\r")
    shell.expect("id,title,programme,")
    shell.expect("security,")
    shell.send("commitrack retract b90\t--note x --dry-run\r")
    shell.expect("would be added; nothing was written")


@pytest.mark.slow
def test_a_real_shell_runs_nothing_that_a_ledger_says(shell: "pexpect.spawn[str]", tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(HOSTILE, "utf-8")
    for words in ("show ", "list --programme ", "agenda --owner ", "add x --tag "):
        shell.send(f"commitrack {words}\t\t\x15")  # and the line is deleted again
    shell.send("echo do''ne; exit\r")
    shell.expect("done\r\n")
    shell.expect(pexpect.EOF)
    assert sorted(path.name for path in tmp_path.iterdir() if "pwned" in path.name) == []
