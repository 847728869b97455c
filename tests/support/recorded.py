"""Updates of the shipped ledger by real processes, and what of them stands in the file afterwards."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.support import forks
from tests.support.environment import PROJECT, environment

BEFORE = (PROJECT / "data" / "commitments.toml").read_bytes()
COMMITMENTS = ("scholarships", "training", "teacher-scholarships", "poverty-training", "chinese-bridge")

_ITSELF = [sys.executable, "-m", "commitrack"]
_BLOCK = re.compile(
    rb"\n\[\[commitments\.[a-z-]+\.updates\]\]  # ([0-9a-f]{8})\n"
    rb'id = "\1"\ndate = [\d-]{10}\nadd = \d+\nsource = "([^"\n]+)"\nrecorded = [\dTZ:-]{20}  # \1\n'
)


class _Other(NamedTuple):
    user: int
    group: int


OTHER = _Other(user=12345, group=23456)
"""Somebody else on the same machine."""


def as_other(*command: str) -> list[str]:
    """A command as root can have somebody else run it; of root's powers he has that of reading what is installed."""
    who = [f"--reuid={OTHER.user}", f"--regid={OTHER.user}", f"--groups={OTHER.group}"]
    return ["setpriv", *who, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", *command]


def fresh(folder: Path) -> Path:
    """Put a copy of the shipped ledger into a new folder."""
    folder.mkdir()
    ledger = folder / "commitments.toml"
    ledger.write_bytes(BEFORE)
    return ledger


def update(ledger: Path, source: str, *options: str, commitment: str = COMMITMENTS[0]) -> list[str]:
    """The command that records an update, known by its source."""
    return [*_ITSELF, "update", commitment, "--add", "1", "--source", source, "--ledger", str(ledger), *options]


def run(*command: str, cwd: Path | None = None, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command as on a plain terminal, with its output caught."""
    env = environment(**extra)
    for begin in (_ITSELF, ["commitrack"]):
        if list(command[: len(begin)]) == begin:
            done = forks.run(command[len(begin) :], cwd=cwd, env=env)
            return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


def recorded(ledger: Path, before: bytes = BEFORE) -> list[str]:
    """The sources of the updates that stand in a ledger, each as a whole block; every other byte is as before."""
    content = ledger.read_bytes()
    assert _BLOCK.sub(b"", content) == before
    return [source.decode() for _, source in _BLOCK.findall(content)]


def a_day_later(folder: Path) -> None:
    """Let what writers left beside a ledger be as old as if they had left it two days ago."""
    for left in (*folder.glob(".*.new"), *folder.glob(".*.old")):
        seconds = left.lstat().st_mtime - 2 * 24 * 60 * 60
        os.utime(left, (seconds, seconds), follow_symlinks=False)


def succeed(ledger: Path, source: str) -> None:
    """Record an update, which leaves nothing else in the ledger's folder."""
    expected = [*recorded(ledger), source]
    done = run(*update(ledger, source))
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(recorded(ledger)) == sorted(expected)
    assert list(ledger.parent.iterdir()) == [ledger]
