"""How long it takes to write one entry into a file that has many, beside other programs that keep text.

    python benchmarks/writing.py [--sizes 1000 10000 100000] [--rounds 5]

For each size, every program gets the same entries in its own format. Then all of them write one more in turn, round
after round, so that a machine that is busy now and then is so for each of them. After every write, the program's file
must have the new entry and one entry more than before. A first round is not counted. The table has medians: of the
time, of its ratio to commitrack's time in the same round, and of the peak memory; less memory than this script has
itself cannot be told.
"""

import argparse
import math
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PATH = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)))
FIRST_DAY, DAYS = date(2016, 1, 1), 3650


@dataclass(frozen=True, slots=True)
class Entry:
    """What every program is given, and says in its own words."""

    number: int
    pledge: str
    day: date
    amount: int
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Program:
    """A program that keeps entries in a file, and writes one with a command."""

    name: str
    """The command, without its arguments."""
    file: str
    mark: bytes
    """What a line begins with that each entry has one of."""
    lay_out: Callable[[Path, int], None]
    """Write a file with so many entries, in the program's format."""
    command: Callable[[Entry], list[str]]
    """The command that writes an entry, to be run where the file is."""
    prepare: Callable[[Path, Entry], None] = lambda folder, entry: None
    """Lay out what the command reads."""

    @property
    def executable(self) -> str:
        """The first word of the command."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a write took: the time, and the most memory at once."""

    seconds: float
    megabytes: float


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description="Measure how long one write takes, beside other programs.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="ENTRIES")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    there = [program for program in PROGRAMS if shutil.which(program.executable, path=PATH)]
    missing = [program.executable for program in PROGRAMS if program not in there]
    if PROGRAMS[0] not in there:
        sys.exit("commitrack is not installed here; install it with: python -m pip install -e .")
    print("| entries | command | time | times as long | memory |\n|---:|---|---:|---:|---:|", flush=True)
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            costs = measure(there, Path(folder), size, options.rounds)
            versions = [version(program, Path(folder)) for program in there]
        for program in there:
            print(row(program, size, costs[program.name], costs[PROGRAMS[0].name]), flush=True)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"\nMedians of {options.rounds}, with {', '.join(versions)} and Python {platform.python_version()}, on")
    print(f"{platform.system()} {platform.machine()} with {os.cpu_count()} processors and {memory:.0f} GB.")
    if missing:
        print(f"Not installed, and so not measured: {', '.join(missing)}.")


def measure(programs: list[Program], folder: Path, size: int, rounds: int) -> dict[str, list[Cost]]:
    """Let all programs write in turn, and return what each write took, by the program's name."""
    for program in programs:
        (folder / program.executable).mkdir()
        program.lay_out(folder / program.executable, size)
    costs: dict[str, list[Cost]] = {program.name: [] for program in programs}
    for turn in range(rounds + 1):
        for program in programs:
            cost = write(program, folder / program.executable, entry(size + turn, size))
            if turn:
                costs[program.name].append(cost)
    return costs


def write(program: Program, folder: Path, new: Entry) -> Cost:
    """Write an entry, and make sure that it and nothing else is added."""
    before, _ = count(program, folder, new)
    program.prepare(folder, new)
    cost = run(program.command(new), folder)
    after, found = count(program, folder, new)
    if (after, found) != (before + 1, 1):
        sys.exit(f"{program.name}: wrote the entry {found} times; of {before} entries it made {after}")
    return cost


def count(program: Program, folder: Path, new: Entry) -> tuple[int, int]:
    """Return how many entries a file has, and how many lines with the source of the new one."""
    entries, found, source = 0, 0, f"{new.source}\\b".encode()
    with (folder / program.file).open("rb") as file:
        for line in file:
            entries += line.startswith(program.mark)
            found += bool(re.search(source, line.replace(b"\\/", b"/")))
    return entries, found


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end, and return what it took, by the system's own account."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [shutil.which(command[0], path=PATH) or command[0], *command[1:]],
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}: ended with {process.returncode}\n{said.read().decode(errors='replace')}")
    return Cost(seconds, megabytes(used))


def own_megabytes() -> float:
    """Return the most memory that this script had: the system counts it in for what it starts."""
    return megabytes(resource.getrusage(resource.RUSAGE_SELF))


def megabytes(used: resource.struct_rusage) -> float:
    """Return the most memory that a process had."""
    return float(used.ru_maxrss) / (2**20 if sys.platform == "darwin" else 2**10)


def environment(folder: Path) -> dict[str, str]:
    """Keep the programs away from what their user has."""
    return {"PATH": PATH, "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC", "TASKRC": str(folder / "taskrc")}


def version(program: Program, folder: Path) -> str:
    """Return a program's name with its version."""
    said = subprocess.run(
        [program.executable, "--version"],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"\d+(\.\d+)+", said.stdout)
    return f"{program.executable} {found[0] if found else '?'}"


def row(program: Program, size: int, own: list[Cost], ours: list[Cost]) -> str:
    """Render what a program took as a row of the table."""
    seconds = statistics.median(cost.seconds for cost in own)
    ratio = statistics.median(one.seconds / other.seconds for one, other in zip(own, ours, strict=True))
    memory, least = statistics.median(cost.megabytes for cost in own), own_megabytes()
    megabytes = f"{memory:.0f} MB" if memory > least else f"≤ {least:.0f} MB"
    return f"| {size:,} | `{program.name}` | {seconds:.2f} s | {ratio:.2f} | {megabytes} |"


def pledges(size: int) -> int:
    """Return how many commitments so many entries are about: 200 for 1,000, and 1,000 for 100,000."""
    return min(size, 1000, round(200 * math.pow(size / 1000, 0.35)))


def entry(number: int, size: int) -> Entry:
    """Return one entry of so many, counted from 0; those beyond are on the last day."""
    return Entry(
        number,
        pledge=f"pledge-{number % pledges(size):04}",
        day=FIRST_DAY + timedelta(days=min(number, size) * DAYS // size),
        amount=number % 97 + 1,
        note=f"As stated in table {number % 12 + 1} of the annual report",
        source=f"https://statistics.example.org/releases/{number}",
    )


def entries(size: int) -> Iterator[Entry]:
    """Yield so many entries, in the order of their days."""
    return (entry(number, size) for number in range(size))


def lay_out_ledger(folder: Path, size: int) -> None:
    """Write a ledger as commitrack does, each commitment with its history below it."""
    with (folder / "commitments.toml").open("w", encoding="utf-8") as file:
        file.write('[ledger]\ntitle = "The programme of the government"\npledger = "The government"\n')
        for first in range(pledges(size)):
            one = entry(first, size)
            file.write(
                f'\n[commitments.{one.pledge}]\ntitle = "Promise number {first}"\nkind = "total"\ntarget = 1_000_000\n'
                f'unit = "homes"\nstart = {FIRST_DAY}\ndue = 2030-12-31\nquote = "A million homes by 2030"\n'
                f'source = "https://government.example.org/programme#{first}"\n'
            )
            for number in range(first, size, pledges(size)):
                one = entry(number, size)
                file.write(
                    f'\n[[commitments.{one.pledge}.updates]]  # {number:08x}\nid = "{number:08x}"\ndate = {one.day}\n'
                    f'add = {one.amount}\nsource = "{one.source}"\nnote = "{one.note}"\n'
                    f"recorded = {one.day}T09:14:07Z\n"
                )


def lay_out_journal(folder: Path, size: int) -> None:
    """Write a journal of transactions."""
    with (folder / "hledger.journal").open("w", encoding="utf-8") as file:
        file.writelines(transaction(one) for one in entries(size))


def lay_out_import(folder: Path, new: Entry) -> None:
    """Write a journal with the new transaction alone."""
    (folder / f"new-{new.number}.journal").write_text(transaction(new), encoding="utf-8")


def transaction(one: Entry) -> str:
    """Return an entry as a transaction between two accounts."""
    return f"{one.day} {one.note}  ; source: {one.source}\n    commitments:{one.pledge}  {one.amount}\n    evidence\n\n"


def lay_out_tasks(folder: Path, size: int) -> None:
    """Write tasks that are all to do, with the source in the description, as ``task add`` writes them."""
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=off\nhooks=off\n", encoding="utf-8")
    with (folder / "pending.data").open("w", encoding="utf-8") as file:
        for one in entries(size):
            described = f"{one.amount}: {one.note}, {one.source}".replace("/", "\\/")
            seconds = (one.day - date(1970, 1, 1)).days * 86_400
            file.write(
                f'[description:"{described}" entry:"{seconds}" modified:"{seconds}" project:"{one.pledge}" '
                f'status:"pending" uuid:"00000000-0000-4000-8000-{one.number:012x}"]\n'
            )


def lay_out_diary(folder: Path, size: int) -> None:
    """Write a diary, with the source below the first line."""
    (folder / "jrnl.yaml").write_text(f"journals:\n  default:\n    journal: {folder}/diary.txt\n", encoding="utf-8")
    with (folder / "diary.txt").open("w", encoding="utf-8") as file:
        file.writelines(
            f"[{one.day} 09:14] {one.pledge}: {one.amount}.\n{one.note}, {one.source}\n\n" for one in entries(size)
        )


PROGRAMS = (
    Program(
        name="commitrack update",
        file="commitments.toml",
        mark=b"[[",
        lay_out=lay_out_ledger,
        command=lambda one: [
            *("commitrack", "update", one.pledge, "--add", str(one.amount), "--date", str(one.day)),
            *("--source", one.source, "--note", one.note),
        ],
    ),
    Program(
        name="hledger import",
        file="hledger.journal",
        mark=b"20",
        lay_out=lay_out_journal,
        command=lambda one: ["hledger", "import", "--file", "hledger.journal", f"new-{one.number}.journal"],
        prepare=lay_out_import,
    ),
    Program(
        name="task add",
        file="pending.data",
        mark=b"[",
        lay_out=lay_out_tasks,
        command=lambda one: [
            *("task", "add", f"project:{one.pledge}", f"entry:{one.day}", "--"),
            f"{one.amount}: {one.note}, {one.source}",
        ],
    ),
    Program(
        name="jrnl",
        file="diary.txt",
        mark=b"[20",
        lay_out=lay_out_diary,
        command=lambda one: [
            *("jrnl", "--config-file", "jrnl.yaml"),
            f"{one.day} 09:14: {one.pledge}: {one.amount}. {one.note}, {one.source}",
        ],
    ),
)

if __name__ == "__main__":
    main()
