"""What commands cost, beside those of other programs that keep records as text.

For each size, every program that is installed gets the same entries in its own format. For each task they then take
turns, round after round, so that a machine that is busy now and then is so for each of them.
"""

import argparse
import math
import os
import platform
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Cost, is_installed, lay_out, least_megabytes, measure, version
from benchmarks.programs import PROGRAMS, TASKS, Program

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
SHIPPED, MANY, VERY_MANY = 15, 10_000, 100_000
"""As many entries as the shipped ledger has commitments, and two sizes that it never had."""

_MEASURED = re.compile(r"(<!-- measured -->\n).*(<!-- end -->)", re.DOTALL)


def main() -> None:
    """Measure, and print a table in Markdown, or put it into the documentation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure beside other programs.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[SHIPPED, MANY, VERY_MANY], metavar="ENTRIES")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command runs, after a first time")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=TASKS)
    parser.add_argument("--save", action="store_true", help="put the table into docs/benchmarks.md too")
    options = parser.parse_args()
    there = [program for program in PROGRAMS if is_installed(program)]
    if PROGRAMS[0] not in there:
        sys.exit("commitrack is not installed here; install it with: python -m pip install -e .")
    lines = []
    for line in _lines(there, options):
        print(line, flush=True)
        lines.append(line)
    if options.save:
        text = "".join(f"{line}\n" for line in lines)
        page = _MEASURED.sub(lambda part: part[1] + text + part[2], PAGE.read_text("utf-8"))
        PAGE.write_text(page, encoding="utf-8")


def _lines(programs: Sequence[Program], options: argparse.Namespace) -> Iterator[str]:
    yield "| task | entries | command | time | from – to | times commitrack's | memory |"
    yield "|---|---:|---|---:|---:|---:|---:|"
    versions: list[str] = []
    for number, size in enumerate(options.sizes):
        with tempfile.TemporaryDirectory() as folder:
            lay_out(programs, Path(folder), size)
            versions = versions or [version(program, Path(folder) / program.name) for program in programs]
            for task in options.tasks:
                if task == "start" and number:
                    continue  # it reads no file
                costs = measure(programs, task, Path(folder), size, options.rounds)
                ours = costs[PROGRAMS[0].name]
                verbs = {one.name: one.commands[task].verb for one in programs if task in one.commands}
                entries = "–" if task == "start" else f"{size:,}"
                for name, own in costs.items():
                    yield f"| {task} | {entries} | `{verbs[name]}` | {_row(own, ours)} |"
    yield ""
    yield from _about(versions, options.rounds)
    if missing := [program.name for program in PROGRAMS if program not in programs]:
        yield f"Not installed, and so not measured: {', '.join(missing)}."


def _row(own: Sequence[Cost], ours: Sequence[Cost]) -> str:
    seconds = [cost.seconds for cost in own]
    ratio = statistics.median(one.seconds / other.seconds for one, other in zip(own, ours, strict=True))
    memory, least = statistics.median(cost.megabytes for cost in own), math.ceil(least_megabytes())
    megabytes = f"{memory:.0f} MB" if memory > least else f"≤ {least} MB"
    span = f"{_time(min(seconds))} – {_time(max(seconds))}"
    return f"{_time(statistics.median(seconds))} | {span} | {ratio:.2f} | {megabytes}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def _about(versions: Sequence[str], rounds: int) -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"Medians of the processor's time, {rounds} runs each, on {datetime.now(UTC).date()}, with Python"
    yield f"{platform.python_version()}, {', '.join(versions)},"
    yield f"on {platform.system()} {platform.machine()} with {os.cpu_count()} processors and {memory:.0f} GB."


if __name__ == "__main__":
    main()
