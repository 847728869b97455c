"""The benchmarks run, and name what they do not find. How long anything takes is not tested."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import PAGE
from benchmarks.programs import PROGRAMS, TASKS, Program
from tests.support.environment import PROJECT, environment

pytestmark = pytest.mark.slow

HEAD = [
    "| task | entries | command | time | from – to | times commitrack's | memory |",
    "|---|---:|---|---:|---:|---:|---:|",
]
TIME = r"\d[\d,.]* m?s"
ROW = re.compile(rf"\| (\w+) \| (?:50|–) \| `(.+)` \| {TIME} \| {TIME} – {TIME} \| \d+\.\d\d \| (?:≤ )?\d+ MB \|")


def measure(path: str) -> tuple[list[tuple[str, str]], str]:
    """The tasks and commands in the table, and the last line."""
    command = [sys.executable, "-m", "benchmarks", "--sizes", "50", "--rounds", "1"]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=environment(PATH=path),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    table, _, below = done.stdout.partition("\n\n")
    head, rows = table.split("\n")[:2], table.split("\n")[2:]
    assert head == HEAD
    found = [ROW.fullmatch(row) for row in rows]
    assert all(found)
    return [(row[1], row[2]) for row in found if row], below.removesuffix("\n").split("\n")[-1]


def expected(programs: list[Program]) -> list[tuple[str, str]]:
    return [(task, one.commands[task].verb) for task in TASKS for one in programs if task in one.commands]


@pytest.mark.full
def test_all_that_is_installed_is_measured() -> None:
    there = [one for one in PROGRAMS if one.name == "commitrack" or shutil.which(one.name)]
    commands, last = measure(os.environ["PATH"])
    assert commands == expected(there)
    assert last.startswith("Not installed, and so not measured: ") == (len(there) < len(PROGRAMS))


@pytest.mark.full
def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    commands, last = measure(str(tmp_path))
    assert commands == expected([PROGRAMS[0]])
    assert last == "Not installed, and so not measured: hledger, ledger, task, jrnl, watson, bean-query."


def test_the_page_has_a_table_of_every_task() -> None:
    page = PAGE.read_text("utf-8")
    table = page.partition("<!-- measured -->\n")[2].partition("<!-- end -->")[0]
    assert table.split("\n")[:2] == HEAD
    assert {line.split(" ")[1] for line in table.split("\n")[2:] if line.startswith("| ")} == set(TASKS)
