"""What commands that write have in common: waiting for others, showing instead of writing, saying what was done."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

import typer

from commitrack.cli.options import parse_seconds
from commitrack.cli.streams import print_error, print_message, print_source
from commitrack.ledger import store

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show the change as a unified diff, and write nothing.")]
WaitOption = Annotated[
    float,
    typer.Option(
        "--wait", metavar="SECONDS", parser=parse_seconds, help="How long to wait for another writer of the ledger."
    ),
]


class Change(Protocol):
    """Something on its way into a ledger."""

    path: Path

    def add_to(self, text: str) -> str:
        """Return a ledger's text with the change in it. Raises whatever speaks against it; runs again on new text."""

    @property
    def line(self) -> int:
        """The line on which it stands, once added."""

    @property
    def effect(self) -> str:
        """What it changes, once added."""

    @property
    def block(self) -> str:
        """What is added to the text, once added."""

    @property
    def name(self) -> str:
        """What is added, once added."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """A ledger's text with a change in it."""

    text: str


def is_conversation() -> bool:
    """Say whether somebody is there to answer questions."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def carry_out(change: Change, *, wait: float, dry_run: bool) -> None:
    """Write a change to its ledger and say what it did, or show what it would do."""
    if dry_run:
        _show(change)
    else:
        write(change, wait=wait, say_effect=True)


def write(change: Change, *, wait: float, say_effect: bool = False) -> None:
    """Write a change to its ledger, and say where it stands."""
    store.rewrite(change.path, lambda text: _Changed(change.add_to(text)), wait=wait, say=print_error)
    if say_effect:
        print_message(change.effect)
    print_message(f"{change.path}:{change.line}: recorded as {change.name}")


def _show(change: Change) -> None:
    from commitrack.views.patch import unified

    old = store.read(change.path)
    new = change.add_to(old)
    print_message(change.effect, f"{change.path}:{change.line}: would be added; nothing was written", "")
    print_source(unified(old, new, str(change.path)))
