"""The benchmark of writing runs, and names what it does not find. How long anything takes is not tested."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import environment

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "writing.py"
OTHERS = {"hledger": "hledger import", "task": "task add", "jrnl": "jrnl"}


def measure(path: str) -> tuple[list[str], str]:
    """Return the commands in the table, and the last line."""
    command = [sys.executable, str(SCRIPT), "--sizes", "50", "--rounds", "1"]
    done = subprocess.run(
        command, env=environment(PATH=path), stdout=subprocess.PIPE, encoding="utf-8", check=True, timeout=100
    )
    table, _, below = done.stdout.partition("\n\n")
    head, rule, *rows = table.split("\n")
    assert (head, rule) == (
        "| entries | command | time | times as long | memory |",
        "|---:|---|---:|---:|---:|",
    )
    found = [re.fullmatch(r"\| 50 \| `(.+)` \| \d+\.\d\d s \| \d+\.\d\d \| (?:≤ )?\d+ MB \|", row) for row in rows]
    return [row[1] for row in found if row], below.removesuffix("\n").split("\n")[-1]


def test_all_that_is_installed_is_measured() -> None:
    there = [name for program, name in OTHERS.items() if shutil.which(program)]
    commands, last = measure(os.environ["PATH"])
    assert commands == ["commitrack update", *there]
    assert last.startswith("Not installed, and so not measured: ") == (len(there) < len(OTHERS))


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    commands, last = measure(str(tmp_path))
    assert commands == ["commitrack update"]
    assert last == "Not installed, and so not measured: hledger, task, jrnl."
