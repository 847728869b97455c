"""The programs that are compared, with the command that each has for a task."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from benchmarks.entries import (
    Entry,
    lay_out_beans,
    lay_out_diary,
    lay_out_frames,
    lay_out_import,
    lay_out_journal,
    lay_out_ledger,
    lay_out_tasks,
)

Task = Literal["start", "read", "export", "report", "write"]
TASKS: tuple[Task, ...] = get_args(Task)
MEANINGS: Mapping[Task, str] = {
    "start": "say the version",
    "read": "show where each pledge, account, project or the diary stands",
    "export": "write every entry for other programs",
    "report": "make a page for a browser",
    "write": "add one entry",
}


class Command(NamedTuple):
    """A command for a task, to be run where the file is."""

    verb: str
    """Its first words, which tell it from others."""
    options: Callable[[Entry], list[str]]
    """The words after them. Only ``write`` heeds the entry."""

    def words(self, entry: Entry) -> list[str]:
        """Return the whole command."""
        return [*self.verb.split(), *self.options(entry)]


class Program(NamedTuple):
    """A program that keeps entries in a file."""

    name: str
    """Its executable."""
    file: str
    mark: bytes
    """What a line begins with that each entry has one of."""
    lay_out: Callable[[Path, int], None]
    """Write a file with so many entries, in the program's format."""
    commands: Mapping[Task, Command]
    """What it can do, by the task."""
    prepare: Callable[[Path, Entry], None] = lambda folder, entry: None
    """Lay out what the command for ``write`` reads."""


def _always(verb: str, *options: str) -> Command:
    return Command(verb, lambda _: list(options))


PROGRAMS = (
    Program(
        name="commitrack",
        file="commitments.toml",
        mark=b"[[",
        lay_out=lay_out_ledger,
        commands={
            "start": _always("commitrack --version"),
            "read": _always("commitrack list"),
            "export": _always("commitrack export", "--format", "csv"),
            "report": _always("commitrack report", "-o", "report.html"),
            "write": Command(
                "commitrack update",
                lambda one: [
                    *(one.pledge, "--add", str(one.amount), "--date", str(one.date)),
                    *("--source", one.source, "--note", one.note),
                ],
            ),
        },
    ),
    Program(
        name="hledger",
        file="entries.journal",
        mark=b"20",
        lay_out=lay_out_journal,
        commands={
            "start": _always("hledger --version"),
            "read": _always("hledger balance", "--file", "entries.journal"),
            "export": _always("hledger print", "--file", "entries.journal", "--output-format", "csv"),
            "report": _always(
                *("hledger balance", "--file", "entries.journal", "--yearly"),
                *("--output-format", "html", "--output-file", "report.html"),
            ),
            "write": Command("hledger import", lambda one: ["--file", "entries.journal", f"new-{one.number}.journal"]),
        },
        prepare=lay_out_import,
    ),
    Program(
        name="ledger",
        file="entries.journal",
        mark=b"20",
        lay_out=lay_out_journal,
        commands={
            "start": _always("ledger --version"),
            "read": _always("ledger balance", "--file", "entries.journal"),
            "export": _always("ledger csv", "--file", "entries.journal"),
        },
    ),
    Program(
        name="task",
        file="pending.data",
        mark=b"[",
        lay_out=lay_out_tasks,
        commands={
            "start": _always("task --version"),
            "read": _always("task projects"),
            "export": _always("task export"),
            "write": Command(
                "task add",
                lambda one: [
                    *(f"project:{one.pledge}", f"entry:{one.date}", "--"),
                    f"{one.amount}: {one.note}, {one.source}",
                ],
            ),
        },
    ),
    Program(
        name="jrnl",
        file="diary.txt",
        mark=b"[20",
        lay_out=lay_out_diary,
        commands={
            "start": _always("jrnl --version"),
            "read": _always("jrnl --short", "--config-file", "jrnl.yaml"),
            "export": _always("jrnl --export json", "--config-file", "jrnl.yaml"),
            "write": Command(
                "jrnl",
                lambda one: [
                    *("--config-file", "jrnl.yaml"),
                    f"{one.date} 09:14: {one.pledge}: {one.amount}. {one.note}, {one.source}",
                ],
            ),
        },
    ),
    Program(
        name="watson",
        file="frames",
        mark=b" [",
        lay_out=lay_out_frames,
        commands={
            "start": _always("watson --version"),
            "read": _always("watson report", "--all"),
            "export": _always("watson log", "--all", "--csv"),
            "write": Command(
                "watson add",
                lambda one: [
                    *("--from", f"{one.date} 09:00", "--to", f"{one.date} 10:00", one.pledge, f"+{one.source}"),
                ],
            ),
        },
    ),
    Program(
        name="bean-query",
        file="entries.beancount",
        mark=b"20",
        lay_out=lay_out_beans,
        commands={
            "start": _always("bean-query --version"),
            "read": _always(
                *("bean-query", "entries.beancount"), "SELECT account, sum(position) GROUP BY account ORDER BY account"
            ),
            "export": _always(
                *("bean-query", "--format", "csv", "entries.beancount"), "SELECT date, account, position, narration"
            ),
        },
    ),
)
