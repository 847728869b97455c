"""Questions, and answers that are read as options are: what cannot be read is asked again, and one can go back."""

import shutil
import textwrap
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from commitrack.cli.declare import BadValue
from commitrack.cli.streams import Stopped, print_error, print_message, print_source
from commitrack.cli.writing import Change, carry_out, write
from commitrack.errors import Refused
from commitrack.ledger import store
from commitrack.progress.names import unaccented
from commitrack.views.clean import clean

Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=str)

_LONGEST_LIST = 40
_BACK = "<"
_LEFT_OUT = "-"
_YES, _NO = ("y", "yes"), ("n", "no")


class _WentBack(Exception):
    """Somebody wants to answer the question before once more."""


class Conversation:
    """Questions and their answers, of which any can be given anew."""

    def __init__(self) -> None:
        self._given: list[tuple[str, str]] = []
        self._again: deque[tuple[str, str]] = deque()
        """The answers that are not asked for once more."""
        self._earlier: dict[str, str] = {}
        """The answers to offer once more, by their questions."""

    def begin(self, ask_all: Callable[["Conversation"], Answer]) -> Answer:
        """Ask everything; where somebody goes back, from the question before on."""
        while True:
            try:
                return ask_all(self)
            except _WentBack:
                if self._given:
                    question, text = self._given.pop()
                    self._earlier[question] = text
                else:
                    print_message("This is the first question.")
                self._again, self._given = deque(self._given), []

    def keep_answers(self) -> None:
        """Offer what was answered when it is all asked once more."""
        self._earlier.update(self._given)
        self._given = []

    def say(self, text: str) -> None:
        """Say what the next question is about."""
        if not self._again:
            _say(text)

    def ask(self, question: str, read: Callable[[str], Answer], *, default: str = "") -> Answer:
        """Ask until there is an answer that can be read."""

        def read_something(text: str) -> Answer:
            if not text.strip():
                raise BadValue("this is needed; Ctrl-C stops, and writes nothing")
            return read(text)

        return self._ask(question, question, read_something, self._earlier.get(question, default))

    def ask_optional(
        self, question: str, read: Callable[[str], Answer], *, at_last: Callable[[Answer | None], object] | None = None
    ) -> Answer | None:
        """Ask for something that may be left out; ``at_last`` refuses an answer, and also that there is none."""

        def read_anything(text: str) -> Answer | None:
            answer = read(text) if text.strip() and text != _LEFT_OUT else None
            if at_last is not None:
                at_last(answer)
            return answer

        earlier = self._earlier.get(question, "").strip()
        earlier = "" if earlier == _LEFT_OUT else earlier
        way = f"Enter: as before, {_LEFT_OUT}: leave out" if earlier else "Enter: leave out"
        return self._ask(question, f"{question} ({way})", read_anything, earlier)

    def agree(self, question: str) -> bool:
        """Ask yes or no."""

        def read(text: str) -> bool:
            word = text.strip().lower() or _YES[0]
            if word not in (*_YES, *_NO):
                raise BadValue("answer with y or n")
            return word in _YES

        earlier = self._earlier.get(question, "").strip().lower()
        return self._ask(question, f"{question} [Y/n]", read, "n" if earlier in _NO else "")

    def pick(self, question: str, choices: Mapping[Key, str], *, about: str = "") -> Key:
        """Let one of the choices be picked by its number, its key, or words that only it has; return its key.

        ``about`` is said before.
        """
        keys = list(choices)
        if about:
            self.say(about)
        if len(keys) <= _LONGEST_LIST and not self._again:
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
                raise BadValue("more than one has that; answer with the number of one")
            raise BadValue(f"answer with a number from 1 to {len(keys)}, or with words that only one has")

        name = f"{about} {question}"
        is_asked = not self._again
        picked = self._ask(name, question, read, self._earlier.get(name, ""))
        if is_asked:
            _say(f"  → {choices[picked]}")
        return picked

    def _ask(self, name: str, question: str, read: Callable[[str], Answer], default: str) -> Answer:
        """Ask a question that has a name, unless it was answered and is not to be asked once more."""
        if self._again:
            asked, text = self._again.popleft()
            if asked == name:
                self._given.append((name, text))
                return read(text)
            self._again.clear()
        *above, last = _wrapped(clean(question))
        while True:
            for line in above:
                print_message(line)
            text = _typed(last, default)
            if text.strip() == _BACK:
                raise _WentBack
            try:
                answer = read(text)
            except BadValue as error:
                _say(f"Error: {error}")
                continue
            self._given.append((name, text))
            return answer


def agree(question: str, *, default: bool = True) -> bool:
    """Ask yes or no. Raises :class:`Stopped`."""
    import typer

    try:
        return typer.confirm(clean(question), default=default)
    except typer.Abort:
        raise Stopped from None


def _typed(question: str, default: str) -> str:
    """Return what is typed. Raises :class:`Stopped`."""
    import typer

    try:
        return str(typer.prompt(question, default=default, show_default=bool(default), value_proc=str))
    except typer.Abort:
        raise Stopped from None


def _show(shown: Sequence[str], choices: Mapping[Key, str], numbered: Sequence[str] | None = None) -> None:
    numbers = {key: number for number, key in enumerate(numbered or shown, start=1)}
    for key, words in choices.items():
        if key in shown:
            _say(f"{numbers[key]:>4}  {words}", "      ")


def _say(text: str, indent: str = "") -> None:
    print_message(*_wrapped(text, indent))


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Break a text at words, where the terminal would break it anywhere."""
    width = max(20, shutil.get_terminal_size().columns - 1)
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    ) or [""]


def converse(
    path: Path, ask_all: Callable[[Conversation], Callable[[str], Change]], *, wait: float, dry_run: bool
) -> None:
    """Ask, show what would be written, ask once more, and write. What was answered may be answered anew."""
    talk = Conversation()
    print_message(f"{_BACK} goes back to the question before; Ctrl-C stops, and writes nothing.")
    while True:
        edit = talk.begin(ask_all)
        try:
            change = edit(store.read(path))
        except Refused as objection:
            print_error("", *(line for text in objection.lines for line in _wrapped(text)))
            if agree("Answer again?"):
                talk.keep_answers()
                continue
            raise
        if dry_run:
            carry_out(path, edit, wait=wait, dry_run=True)
            return
        print()
        print_source(change.block)
        print_message("", change.effect)
        if agree(f"Write this to {path}?"):
            write(path, edit, wait=wait)
            return
        if not agree("Change an answer? (Enter keeps the others)", default=False):
            print("Nothing was written.")
            return
        talk.keep_answers()
