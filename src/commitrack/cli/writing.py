"""The common part of commands that write: waiting for others, ``--dry-run``, and the closing message."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

from commitrack.cli.declare import option
from commitrack.cli.readers import parse_seconds
from commitrack.cli.streams import print_error, print_message, print_source
from commitrack.ledger import store

DryRunOption = Annotated[bool, option("--dry-run", help="Show the change as a unified diff, and write nothing.")]
WaitOption = Annotated[
    float,
    option(
        "--wait", metavar="SECONDS", parser=parse_seconds, help="How long to wait for another writer of the ledger."
    ),
]


class Change(Protocol):
    """A ledger's text with something added, and what that is."""

    @property
    def text(self) -> str:
        """The text as it is then."""

    @property
    def line(self) -> int:
        """The line on which the addition stands."""

    @property
    def effect(self) -> str:
        """The change that it makes."""

    @property
    def block(self) -> str:
        """The addition itself."""

    @property
    def name(self) -> str:
        """Its name."""


Changed = TypeVar("Changed", bound=Change)


def is_conversation() -> bool:
    """Say whether somebody is there to answer questions."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def carry_out(path: Path, edit: Callable[[str], Changed], *, wait: float, dry_run: bool) -> Changed:
    """Write a change to its ledger and say what it did, or show what it would do."""
    if dry_run:
        return _show(path, edit)
    return write(path, edit, wait=wait, say_effect=True)


def write(path: Path, edit: Callable[[str], Changed], *, wait: float, say_effect: bool = False) -> Changed:
    """Write a change to its ledger, and say where it stands."""
    change = store.rewrite(path, edit, wait=wait, say=print_error)
    if say_effect:
        print_message(change.effect)
    print_message(f"{path}:{change.line}: recorded as {change.name}")
    return change


def _show(path: Path, edit: Callable[[str], Changed]) -> Changed:
    from commitrack.views.patch import unified

    old = store.read(path)
    change = edit(old)
    print_message(change.effect, f"{path}:{change.line}: would be added; nothing was written", "")
    print_source(unified(old, change.text, str(path)))
    return change
