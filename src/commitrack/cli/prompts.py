"""Questions, and answers that are read as options are: what cannot be read is asked again."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import typer

from commitrack.cli.streams import print_error, print_message, print_source
from commitrack.cli.writing import Change, carry_out, write
from commitrack.errors import Refused
from commitrack.ledger import store
from commitrack.progress.names import unaccented
from commitrack.views.clean import clean

Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=str)

_LONGEST_LIST = 40


def ask(question: str, read: Callable[[str], Answer], *, default: str = "") -> Answer:
    """Ask until there is an answer that can be read."""

    def read_something(text: str) -> Answer:
        if not text.strip():
            raise typer.BadParameter("this is needed; Ctrl-C stops, and writes nothing")
        return read(text)

    return _prompt(question, read_something, default)


def ask_optional(question: str, read: Callable[[str], Answer]) -> Answer | None:
    """Ask for something that may be left out."""
    return _prompt(f"{question} (Enter: leave out)", lambda text: read(text) if text.strip() else None)


def _prompt(question: str, read: Callable[[str], Answer], default: str = "") -> Answer:
    answer: Answer = typer.prompt(clean(question), default=default, show_default=bool(default), value_proc=read)
    return answer


def agree(question: str, *, default: bool = True) -> bool:
    """Ask yes or no."""
    return typer.confirm(clean(question), default=default)


def pick(question: str, choices: Mapping[Key, str]) -> Key:
    """Let one of the choices be picked by its number, its key, or words that only it has; return its key."""
    keys = list(choices)
    if len(keys) <= _LONGEST_LIST:
        _show(keys, choices)

    def read(text: str) -> Key:
        named = [key for key in keys if key == text]
        if named:
            return named[0]
        if text.isdecimal() and 1 <= int(text) <= len(keys):
            return keys[int(text) - 1]
        words = unaccented(text).split()
        found = [key for key in keys if all(word in unaccented(f"{key} {choices[key]}") for word in words)]
        if len(found) == 1:
            return found[0]
        if words and 1 < len(found) <= _LONGEST_LIST:
            _show(found, choices, keys)
            raise typer.BadParameter("more than one has that; answer with the number of one")
        raise typer.BadParameter(f"answer with a number from 1 to {len(keys)}, or with words that only one has")

    picked = ask(question, read)
    print_message(f"  → {choices[picked]}")
    return picked


def _show(shown: Sequence[Key], choices: Mapping[Key, str], numbered: Sequence[Key] | None = None) -> None:
    numbers = {key: number for number, key in enumerate(numbered or shown, start=1)}
    for key in shown:
        print_message(f"{numbers[key]:>4}  {choices[key]}")


def converse(path: Path, ask_all: Callable[[], Callable[[str], Change]], *, wait: float, dry_run: bool) -> None:
    """Ask, show what would be written, ask once more, and write. What is refused may be answered anew."""
    while True:
        edit = ask_all()
        try:
            change = edit(store.read(path))
        except Refused as objection:
            print_error("", *objection.lines)
            if agree("Answer again?"):
                continue
            raise
        break
    if dry_run:
        carry_out(path, edit, wait=wait, dry_run=True)
        return
    print()
    print_source(change.block)
    print_message("", change.effect)
    if agree(f"Write this to {path}?"):
        write(path, edit, wait=wait)
    else:
        print("Nothing was written.")
