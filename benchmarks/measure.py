"""Measuring: the programs take turns, and the system says what each run took."""

import os
import re
import resource
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.entries import Entry, entry
from benchmarks.programs import Program, Task

PATH = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)))


class Cost(NamedTuple):
    """What a run took: the processor's time, and the most memory at once."""

    seconds: float
    megabytes: float


def is_installed(program: Program) -> bool:
    """Whether a program is there."""
    return shutil.which(program.name, path=PATH) is not None


def lay_out(programs: Sequence[Program], folder: Path, size: int) -> None:
    """Give each program a folder with so many entries."""
    for program in programs:
        (folder / program.name).mkdir()
        program.lay_out(folder / program.name, size)


def measure(programs: Sequence[Program], task: Task, folder: Path, size: int, rounds: int) -> dict[str, list[Cost]]:
    """Let all programs that can do a task take turns, and return what each run took, by the program's name.

    A first round is not counted.
    """
    able = [program for program in programs if task in program.commands]
    costs: dict[str, list[Cost]] = {program.name: [] for program in able}
    for turn in range(rounds + 1):
        for program in able:
            new = entry(size + turn, size)
            cost = (_write if task == "write" else _run)(program, task, folder / program.name, new)
            if turn:
                costs[program.name].append(cost)
    return costs


def version(program: Program, folder: Path) -> str:
    """Return a program's name with its version."""
    said = subprocess.run(
        _located(program.commands["start"].words(entry(0, 1))),
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    found = re.search(r"\d+(\.\d+)+", said.stdout)
    return f"{program.name} {found[0] if found else '?'}"


def least_megabytes() -> float:
    """Return the most memory that this process had: the system counts it in for what it starts."""
    return _megabytes(resource.getrusage(resource.RUSAGE_SELF))


def _write(program: Program, task: Task, folder: Path, new: Entry) -> Cost:
    """Write an entry, and make sure that it and nothing else is added."""
    before, _ = _count(program, folder, new)
    program.prepare(folder, new)
    cost = _run(program, task, folder, new)
    after, found = _count(program, folder, new)
    if (after, found) != (before + 1, 1):
        sys.exit(f"{program.name}: wrote the entry {found} times; of {before} entries it made {after}")
    return cost


def _count(program: Program, folder: Path, new: Entry) -> tuple[int, int]:
    """Return how many entries a file has, and how many lines with the source of the new one."""
    entries, found, source = 0, 0, re.compile(f"{new.source}\\b".encode())
    with (folder / program.file).open("rb") as file:
        for line in file:
            entries += line.startswith(program.mark)
            found += bool(source.search(line.replace(b"\\/", b"/")))
    return entries, found


def _run(program: Program, task: Task, folder: Path, new: Entry) -> Cost:
    """Run a command to its end, and return what it took, by the system's own account."""
    command = program.commands[task].words(new)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            _located(command),
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}: ended with {process.returncode}\n{said.read().decode(errors='replace')}")
    return Cost(used.ru_utime + used.ru_stime, _megabytes(used))


def _located(command: list[str]) -> list[str]:
    return [shutil.which(command[0], path=PATH) or command[0], *command[1:]]


def _megabytes(used: resource.struct_rusage) -> float:
    return float(used.ru_maxrss) / (2**20 if sys.platform == "darwin" else 2**10)


def _environment(folder: Path) -> dict[str, str]:
    """Keep the programs away from what their user has, and let commitrack read its ledger each time."""
    own = {"HOME": str(folder), "TASKRC": str(folder / "taskrc"), "WATSON_DIR": str(folder), "COMMITRACK_CACHE": "off"}
    return {"PATH": PATH, "LC_ALL": "C.UTF-8", "TZ": "UTC", **own}
