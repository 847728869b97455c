"""Editors that fork, fail, are ended or leave something odd: no work is lost, and what is said of it is true."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.support.environment import environment
from tests.support.recorded import fresh, run

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "commitrack", "edit"]
EDIT = "sed -i 's/Fourth/Fifth/'"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return fresh(tmp_path / "ledger")


def editor(tmp_path: Path, script: str) -> str:
    """An editor that does as a script says; the file is ``$1``."""
    path = tmp_path / "editor"
    path.write_text(f"#!/bin/bash\n{script}\n")
    path.chmod(0o755)
    return str(path)


def edit(
    ledger: Path,
    script: str,
    *options: str,
    begin: Sequence[str] = (),
    **extra: str,
) -> subprocess.CompletedProcess[str]:
    env = {"EDITOR": editor(ledger.parent.parent, script), "TMPDIR": str(copies(ledger)), **extra}
    return run(*begin, *COMMAND, "--ledger", ledger.name, *options, cwd=ledger.parent, **env)


def copies(ledger: Path) -> Path:
    """The folder in which copies for the editor are made."""
    folder = ledger.parent.parent / "copies"
    folder.mkdir(exist_ok=True)
    return folder


def is_edited(path: Path) -> bool:
    return "Fifth" in path.read_text("utf-8")


def test_what_was_saved_is_not_denied_when_standard_output_fails(ledger: Path) -> None:
    begin = ("bash", "-c", 'exec "$@" > /dev/full', "bash")
    done = edit(ledger, f'{EDIT} "$1"', begin=begin, PYTHONUNBUFFERED="1")
    assert is_edited(ledger)
    assert done.returncode == 74
    assert done.stderr == "commitrack: cannot write to standard output: no space left on device\n"
    assert list(ledger.parent.iterdir()) == [ledger]
    assert list(copies(ledger).iterdir()) == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_whoever_is_asked_to_end_keeps_the_edit_and_names_it(ledger: Path, name: str) -> None:
    os.mkfifo(ledger.parent.parent / "never")
    script = f'{EDIT} "$1"; kill -{name.removeprefix("SIG")} $PPID; exec cat {ledger.parent.parent}/never'
    before = ledger.read_bytes()
    done = edit(ledger, script)
    assert done.returncode == -getattr(signal, name)
    assert done.stderr == (
        "\ncommitments.toml: nothing was written; your edit is kept in commitments.rejected.toml; "
        "take it up with 'commitrack edit --from commitments.rejected.toml --ledger commitments.toml'\n"
    )
    assert ledger.read_bytes() == before
    assert is_edited(ledger.with_name("commitments.rejected.toml"))
    assert list(copies(ledger).iterdir()) == []


def test_whoever_is_asked_to_end_while_the_editor_starts_ends_it(
    ledger: Path, need: Callable[[object, str], None]
) -> None:
    need(shutil.which("strace"), "strace")
    os.mkfifo(ledger.parent.parent / "never")
    script = f'{EDIT} "$1"; kill -TERM $PPID; exec cat {ledger.parent.parent}/never'
    late = ["strace", "-o", "/dev/null", "-e", "inject=fork,vfork,clone,clone3:delay_exit=1000000"]
    done = edit(ledger, script, begin=late)
    assert done.returncode == -signal.SIGTERM
    assert "your edit is kept in commitments.rejected.toml" in done.stderr
    assert is_edited(ledger.with_name("commitments.rejected.toml"))


def test_what_an_editor_rescues_when_it_is_ended_is_kept(ledger: Path) -> None:
    never = ledger.parent.parent / "never"
    os.mkfifo(never)
    script = f"trap 'echo rescued > \"$1.save\"; kill %1; exit 1' TERM; cat {never} & kill -TERM $PPID; wait"
    done = edit(ledger, script)
    assert done.returncode == -signal.SIGTERM
    [folder] = copies(ledger).iterdir()
    assert done.stderr == f"\ncommitments.toml: the editor left commitments.toml.save in {folder}\n"
    assert (folder / "commitments.toml.save").read_text() == "rescued\n"


def test_an_editor_that_lives_on_in_a_window_keeps_its_file(ledger: Path) -> None:
    go, done_so = ledger.parent.parent / "go", ledger.parent.parent / "done"
    os.mkfifo(go)
    os.mkfifo(done_so)
    done = edit(ledger, f'(read < {go}; {EDIT} "$1"; echo > {done_so}) > /dev/null 2>&1 & exit 0')
    assert (done.returncode, done.stdout) == (0, "commitments.toml: nothing was changed\n")
    found = re.fullmatch(
        r"commitments\.toml: the editor may still be open; take up what it saves from now on with "
        r"'(commitrack edit --from (\S+) --ledger commitments\.toml)'\n",
        done.stderr,
    )
    assert found
    go.write_text("now\n")
    done_so.read_text()
    assert is_edited(Path(found[2]))
    taken = subprocess.run(
        found[1].split(), cwd=ledger.parent, env=environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert (taken.returncode, taken.stdout, taken.stderr) == (0, "commitments.toml: saved\n", "")
    assert is_edited(ledger)


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ('rm "$1"', "nothing"),
        ('rm "$1"; mkfifo "$1"', "something that is no file"),
        ('rm "$1"; mkdir "$1"', "something that is no file"),
        ('ln -sf /dev/zero "$1"', "something that is no file"),
    ],
)
def test_an_editor_that_leaves_no_file(ledger: Path, script: str, left: str) -> None:
    before = ledger.read_bytes()
    done = edit(ledger, script)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"the editor left {left} in the place of the text; nothing was written\n"
    assert ledger.read_bytes() == before
    assert list(ledger.parent.iterdir()) == [ledger]
    assert list(copies(ledger).iterdir()) == []


def test_without_room_beside_the_ledger_the_edit_stays_where_it_is(ledger: Path) -> None:
    ledger = ledger.rename(ledger.with_name("x" * 230 + ".toml"))
    done = edit(ledger, 'sed -i s/title/titel/ "$1"')
    assert done.returncode == 3
    [folder] = copies(ledger).iterdir()
    kept = folder / ledger.name
    assert done.stderr.split("\n")[0].startswith(f"{kept}:")
    assert done.stderr.endswith(
        f"{ledger.name}: nothing was written; your edit is kept in {kept}; correct it there, then take it up with "
        f"'commitrack edit --from {kept} --ledger {ledger.name}'\n"
    )
    assert "titel" in kept.read_text("utf-8")


def test_taking_up_an_edit_does_not_undo_what_others_added(ledger: Path) -> None:
    kept = ledger.with_name("kept.toml")
    kept.write_bytes(ledger.read_bytes())
    new = ("--title", "New", "--kind", "qualitative", "--source", "x")
    added = (
        ("add", "new", *new),
        ("add", "other", *new, "--programme", "p", "--programme-title", "P"),
        ("update", "training", "--add", "1", "--source", "x"),
    )
    for arguments in added:
        command = [*COMMAND[:-1], *arguments, "--ledger", str(ledger)]
        subprocess.run(command, env=environment(), capture_output=True, check=True)
    before = ledger.read_bytes()
    done = edit(ledger, "exit 1", "--from", kept.name)
    assert (done.returncode, done.stdout) == (3, "")
    *lacking, advice, end = done.stderr.split("\n")
    varying = re.compile(r"^commitments.toml:\d+: kept.toml lacks |[0-9a-f]{8} |\d{4}-\S+ ")
    assert sorted(varying.sub("", sentence) for sentence in lacking) == [
        "[commitments.new]",
        "[commitments.other]",
        "[programmes.p]",
        "the update of (training)",
    ]
    assert (advice, end) == (
        "commitments.toml: nothing was written; copy over what kept.toml lacks, or delete it from the ledger first, "
        "with 'commitrack edit'",
        "",
    )
    assert ledger.read_bytes() == before
