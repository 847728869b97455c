"""Whatever files are called, whatever the environment says and whoever may read: a sentence, and no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.strategies.hostile_laws import STATUSES
from tests.support.environment import PROJECT, environment
from tests.support.in_process import run_here
from tests.support.repository import Repository
from tests.support.terminals import on_terminal

SHIPPED = (PROJECT / "data" / "commitments.toml").read_bytes()
UNPRIVILEGED = ("setpriv", "--bounding-set=-all") if os.geteuid() == 0 else ()
"""What makes file permissions hold for root too."""


def name(content: bytes) -> str:
    """A name as the command line and Python have it."""
    return os.fsdecode(content)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "commitments.toml").write_bytes(SHIPPED)
    (tmp_path / name(b"l\xff.toml")).write_bytes(SHIPPED)
    return tmp_path


def test_a_name_that_is_not_utf_8_is_json_all_the_same(here: Path) -> None:
    (here / name(b"l\xff.toml")).write_bytes(SHIPPED.replace(b'title = "', b'titel = "', 1))
    ended = run_here(["check", name(b"l\xff.toml"), "--format", "json"], here)
    assert (ended.status, ended.stderr) == (1, "")
    document = json.loads(ended.stdout)
    assert document["ledgers"] == ["l\\xff.toml"]
    assert {finding["file"] for finding in document["findings"]} == {"l\\xff.toml"}


def test_a_side_of_a_comparison_whose_name_is_not_utf_8(here: Path) -> None:
    ended = run_here(["diff", name(b"l\xff.toml"), "commitments.toml", "--format", "json"], here)
    assert (ended.status, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["from"]["name"] == "l\\xff.toml"


def test_a_revision_whose_name_is_not_utf_8(tmp_path: Path) -> None:
    kept = Repository(tmp_path, SHIPPED, name(b"l\xff.toml"))
    kept.run("git", "tag", name(b"t\xfe"))
    options = ["--ledger", name(b"l\xff.toml"), "--format", "json"]
    ended = run_here(["diff", "--rev", name(b"t\xfe"), *options], tmp_path)
    assert (ended.status, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["from"]["name"] == "t\\xfe"


@pytest.mark.parametrize(
    "command",
    [
        "update visa-free --checked --source x --dry-run",
        "add new --title New --kind qualitative --dry-run",
        "edit --dry-run",
    ],
)
def test_a_difference_names_a_file_by_the_bytes_of_its_name(here: Path, command: str) -> None:
    (here / "editor").write_text('#!/bin/sh\necho "# more" >> "$1"\n', "utf-8")
    (here / "editor").chmod(0o755)
    ledger = here / name(b"l\xff.toml")
    run = [sys.executable, "-m", "commitrack", *command.split(), "--ledger", ledger.name]
    env = environment(EDITOR=str(here / "editor"))
    shown = subprocess.run(run, cwd=here, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
    assert b"\n--- l\xff.toml\n+++ l\xff.toml\n" in shown
    subprocess.run(["git", "apply", "-p0", "-"], cwd=here, input=shown[shown.index(b"--- ") :], check=True)
    assert len(ledger.read_bytes()) > len(SHIPPED)


NUMBER = "9" * 4400
"""More digits than Python reads."""

ENVIRONMENT = {
    "COLUMNS": (NUMBER, "9" * 300, "²", "٣", "0", "-5", " 80 ", "", "\udcff"),
    "LINES": (NUMBER, "²", "0", "-5", "\udcff"),
    "UNICODE_VERSION": (NUMBER, "²", "1.2.3.4", "..", "\udcff"),
    "TERM": ("", "dumb", "x" * 5000, "\udcff"),
    "COLORTERM": ("\udcff",),
    "FORCE_COLOR": ("", NUMBER, "\udcff"),
    "NO_COLOR": ("", "\udcff"),
    "TTY_COMPATIBLE": ("x",),
    "TTY_INTERACTIVE": ("x",),
    "SOURCE_DATE_EPOCH": (NUMBER, "²", "-1", "x", "\udcff", ""),
    "COMMITRACK_LEDGER": (NUMBER, "\udcff", "/", "~", ""),
    "HOME": ("/proc", "/dev/null", "/nowhere", "\udcff", ""),
    "TMPDIR": ("/proc", "/nowhere", "\udcff"),
    "PATH": ("", "/nowhere", "\udcff"),
    "EDITOR": ("'", "x" * 5000, "\udcff"),
    "VISUAL": ("'", "\udcff"),
    "GIT_DIR": ("x", "\udcff", ""),
    "GIT_WORK_TREE": ("x", "/"),
    "GIT_CONFIG_COUNT": ("x", "99"),
    "_COMMITRACK_COMPLETE": ("complete_bash", "complete_zsh", "complete_fish", "complete_x", "source_bash", "x", ""),
    "COMP_WORDS": ("", "commitrack '", "commitrack \udcff", "x" * 5000),
    "COMP_CWORD": (NUMBER, "²", "-1", "x", ""),
}
"""Variables that commitrack reads, or what it is made of, each with values that it cannot have."""

_COMPLETING = {"_COMMITRACK_COMPLETE": "complete_bash", "COMP_WORDS": "commitrack sh", "COMP_CWORD": "1"}
_COMMANDS = {
    "SOURCE_DATE_EPOCH": "report --format markdown",
    "TMPDIR": "edit --dry-run",
    "EDITOR": "edit --dry-run",
    "VISUAL": "edit --dry-run",
    **dict.fromkeys(("PATH", "GIT_DIR", "GIT_WORK_TREE", "GIT_CONFIG_COUNT"), "diff --rev HEAD"),
}


@pytest.mark.parametrize("variable", ENVIRONMENT)
def test_no_variable_ends_in_a_traceback(here: Path, variable: str) -> None:
    beside = _COMPLETING if variable.startswith("COMP_") else {}
    for value in ENVIRONMENT[variable]:
        for command in ("show visa-free", "show nowhere", _COMMANDS.get(variable, "--help")):
            env = {"EDITOR": "true", **beside, variable: value}
            ended = run_here(command.split(), here, terminal=False, **env)
            assert ended.status in STATUSES, (value, command)
            assert "Traceback" not in ended.stderr, (value, command)


@pytest.mark.parametrize("columns", [NUMBER, "9" * 300, "²", "0", ""])
@pytest.mark.parametrize(("command", "expected"), [("show nowhere", 3), ("show visa-free", 0)])
def test_a_width_that_no_terminal_has_is_not_heeded(here: Path, columns: str, command: str, expected: int) -> None:
    shown, status = on_terminal(*command.split(), cwd=here, said_columns=columns)
    assert status == expected
    assert "Traceback" not in shown
    assert 20 < max(len(line) for line in shown.split("\n")) <= 200


def test_bash_that_does_not_say_what_to_complete(here: Path) -> None:
    ended = run_here(["list"], here, _COMMITRACK_COMPLETE="complete_bash")
    assert (ended.status, ended.stdout) == (2, "")
    assert ended.stderr == (
        "commitrack list: _COMMITRACK_COMPLETE is set, as by a shell that completes a command, but COMP_WORDS and "
        "COMP_CWORD do not say which command; unset it\nTry 'commitrack list --help'.\n"
    )


def in_bash(command: str, here: Path, **extra: str) -> tuple[int, str, str]:
    """Run a command in a shell, which typer then finds to be one."""
    run = ["bash", "-c", f"{command}; exit $?"]
    ended = subprocess.run(run, cwd=here, env=environment(**extra), stdin=-3, capture_output=True, check=False)
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


def test_bash_that_says_what_to_complete(here: Path) -> None:
    assert in_bash("commitrack", here, **_COMPLETING) == (0, "show\n", "")


@pytest.mark.parametrize(
    ("home", "why"),
    [
        ("/proc", "no such file or directory"),
        ("/dev/null", "file exists"),
        (name(b"\xff"), "the folder's name is not UTF-8"),
    ],
)
def test_a_home_without_room_for_the_files_of_a_shell(here: Path, home: str, why: str) -> None:
    status, shown, complaint = in_bash("commitrack --install-completion", here, HOME=home)
    assert (status, shown) == (3, "")
    assert complaint == (
        f"the completion cannot be installed in your home folder: {why}; "
        "'commitrack --show-completion' prints it, for a file that your shell reads\n"
    )


def unprivileged(here: Path, *arguments: str) -> tuple[int, str, str]:
    run = [*UNPRIVILEGED, sys.executable, "-m", "commitrack", *arguments]
    ended = subprocess.run(run, cwd=here, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ended.returncode, ended.stdout.decode(), ended.stderr.decode()


CLOSED = "closed/kept/commitments.toml"


@pytest.mark.parametrize(
    "command",
    [
        f"diff {CLOSED} commitments.toml",
        f"diff commitments.toml {CLOSED}",
        f"diff 2024-01-01 --ledger {CLOSED}",
        f"diff --rev HEAD --ledger {CLOSED}",
        f"list --ledger {CLOSED}",
        f"check {CLOSED}",
        f"report --ledger {CLOSED}",
    ],
)
def test_a_ledger_in_a_folder_that_is_closed(here: Path, command: str) -> None:
    kept = Repository(here / "closed" / "kept", SHIPPED)
    kept.folder.parent.chmod(0)
    try:
        ended = unprivileged(here, *command.split())
    finally:
        kept.folder.parent.chmod(0o755)
    assert ended == (3, "", f"{CLOSED}: cannot be read: permission denied\n")
