"""A person who uses every command that writes, one after another: ``python writers.py LEDGER NUMBER TIMES HOW FOLDER``.

Prints what each command was, the name that it left in the ledger, its exit code and what it said, as JSON.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

Said = tuple[int, str]


class Done(NamedTuple):
    """A command that has ended."""

    verb: str
    name: str
    status: int
    said: str


def _in_a_process(words: list[str]) -> Said:
    ended = subprocess.run(
        [sys.executable, "-m", "commitrack", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def _here(words: list[str]) -> Said:
    from contextlib import redirect_stderr, redirect_stdout

    from commitrack.cli.run import run

    said = TextIOWrapper(BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(said), redirect_stderr(said):
        status = run(words)
    said.seek(0)
    return status, said.read()


class _Writer:
    def __init__(self, ledger: str, folder: Path, run: Callable[[list[str]], Said]) -> None:
        self.ledger, self.folder, self.run = ledger, folder, run

    def commitrack(self, *words: str) -> Said:
        wait = [] if words[0] == "init" else ["--wait", "3600"]
        run = _in_a_process if words[0] == "edit" else self.run
        return run([*words, "--ledger", self.ledger, *wait])

    def update(self, name: str) -> Said:
        return self.commitrack("update", "training", "--add", "1", "--date", "2026-11-20", "--source", name)

    def add(self, name: str) -> Said:
        return self.commitrack("add", name.replace(" ", "-"), "--kind", "qualitative", "--title", name)

    def retract(self, name: str) -> Said:
        known = self._found(r"recorded as update ([0-9a-z]+) of", self.update(name))
        return self.commitrack("retract", known, "--note", name)

    def import_(self, name: str) -> Said:
        rows = self.folder / f"{name}.csv"
        rows.write_text(
            f"commitment,date,add,source\ntraining,2026-11-20,1,{name}\npoverty-training,2026-11-20,2,{name}\n"
        )
        return self.commitrack("import", str(rows))

    def take_back(self, name: str) -> Said:
        batch = self._found(r"--batch ([0-9a-z]+)", self.import_(name))
        return self.commitrack("retract", "--batch", batch, "--note", name)

    def edit(self, name: str) -> Said:
        os.environ["EDITOR"] = f"sed -i '$a # {name}'"
        return self.commitrack("edit")

    def init(self, name: str) -> Said:
        return self.commitrack("init", "--title", name)

    @staticmethod
    def _found(pattern: str, done: Said) -> str:
        found = re.search(pattern, done[1])
        if done[0] or not found:
            raise SystemExit(done[1])
        return found[1]


VERBS = ("update", "add", "retract", "import_", "take_back", "edit", "init")


def write(ledger: str, number: int, times: int, how: str, folder: Path) -> Iterator[Done]:
    """Run so many commands, each of another verb than the one before."""
    writer = _Writer(ledger, folder, _here if how == "here" else _in_a_process)
    for turn in range(times):
        verb = VERBS[(number + turn) % len(VERBS)]
        name = f"writer {number} {turn}"
        yield Done(verb, name, *getattr(writer, verb)(name))


if __name__ == "__main__":
    print(json.dumps(list(write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], Path(sys.argv[5])))))
