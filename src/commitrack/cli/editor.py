"""The editor that somebody uses, opened at a line, and closed before anything else is done."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from commitrack.errors import EditFailed, reason

_USUAL = ("sensible-editor", "nano", "vi", "notepad")

_PLUS = frozenset(
    {"emacs", "emacsclient", "ex", "gedit", "gvim", "jed", "joe", "kak", "mcedit", "mg", "micro", "nano", "ne", "nvim"}
    | {"pico", "sensible-editor", "vi", "view", "vim", "xemacs"}
)
_GOTO = frozenset({"code", "code-insiders", "codium", "cursor", "vscodium"})
_SUFFIX = frozenset({"helix", "hx", "subl", "zed"})

_WAIT = {
    **dict.fromkeys((*_GOTO, "gedit", "mate", "pluma", "subl", "xed", "zed"), ("--wait", "-w")),
    "gvim": ("--nofork", "-f"),
    "kate": ("--block", "-b"),
    "open": ("-W",),
}
"""Options that make an editor wait until its window is closed."""

_HANDS_OVER = frozenset({"explorer", "gio", "kde-open", "start", "wslview", "xdg-open"})
"""Editors that only ever hand a file to a window."""

_GRACE = 2.0
"""Seconds that an editor, or what it started, has to end."""


class AskedToEnd(BaseException):
    """The terminal was closed, or somebody asked this process to end; ``number`` is the signal that said so."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""The signals that end a process which does not heed them."""


@contextmanager
def heeding_signals() -> Iterator[None]:
    """Raise :class:`AskedToEnd` where a signal would end this process with nothing kept and nothing said."""
    before = {}

    def ask(number: int, frame: object) -> None:
        raise AskedToEnd(number)

    try:
        for number in _ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:  # nohup ignores it
                before[number] = signal.signal(number, ask)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _holding_signals() -> Iterator[None]:
    """Raise :class:`AskedToEnd` only at the end, for what cannot be broken off."""
    before = {number: signal.getsignal(number) for number in _ENDING}
    heeded = {number: handler for number, handler in before.items() if callable(handler)}
    came: list[int] = []
    try:
        for number in heeded:
            signal.signal(number, lambda number, frame: came.append(number))
        yield
    finally:
        for number, handler in heeded.items():
            signal.signal(number, handler)
    if came:
        raise AskedToEnd(came[0])


def open_editor(file: Path, line: int) -> bool:
    """Let the editor of VISUAL or EDITOR edit a file, from a line on where it is known to understand one.

    Returns whether it may still be open: where it has ended, but something that it started has not. Raises
    :class:`~commitrack.errors.EditFailed` where there is no editor, or where it fails.
    """
    command = _command()
    name = Path(command[0]).stem.lower()
    arguments = [*command, *_patience(name, command), *_place(name, file, line)]
    # Ctrl-C is for the editor while it is open; a handler, unlike ignoring, is not handed down to it.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        status, is_open = _run(arguments)
    except OSError as error:
        raise EditFailed(
            f"the editor {command[0]!r} cannot be started: {reason(error)}; "
            "set VISUAL or EDITOR to one that is installed"
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if status:
        raise EditFailed(f"the editor {command[0]!r} ended with status {status}")
    return is_open or name in _HANDS_OVER


def _run(arguments: list[str]) -> tuple[int, bool]:
    """Run an editor; return its status, and whether something that it started is still there."""
    if os.name != "posix":
        return subprocess.run(arguments, check=False).returncode, False  # noqa: S603  # what they chose
    from select import select

    # Whatever the editor starts has the pipe from it; when all of them have ended, the pipe does.
    readable, writable = os.pipe()
    process = None
    try:
        try:
            try:
                with _holding_signals():  # an editor that nobody knows of yet could not be ended
                    process = subprocess.Popen(arguments, pass_fds=[writable])  # noqa: S603  # what they chose
            finally:
                os.close(writable)
            status = process.wait()
        except AskedToEnd:
            if process is not None:
                process.terminate()  # most editors then save what they have beside the file
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_GRACE)
            raise
        return status, not select([readable], [], [], _GRACE)[0]
    finally:
        os.close(readable)


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(name, "").strip():
            try:
                return shlex.split(chosen, posix=os.name == "posix")
            except ValueError:
                raise EditFailed(f"{name} is {chosen!r}, which lacks a closing quote; set it anew") from None
    if os.name == "posix" and (sys.stdin is None or not sys.stdin.isatty()):
        raise EditFailed("there is no terminal for an editor; set VISUAL or EDITOR to a command that needs none")
    for usual in _USUAL:
        if shutil.which(usual):
            return [usual]
    raise EditFailed("there is no editor; install one, or set VISUAL or EDITOR to one that is installed")


def _patience(editor: str, command: list[str]) -> list[str]:
    """Ask it to stay until the file is closed, unless they have."""
    ways = _WAIT.get(editor, ())
    return [*ways[:1]] if not set(ways) & set(command) else []


def _place(editor: str, file: Path, line: int) -> list[str]:
    if editor in _PLUS:
        return [f"+{line}", str(file)]
    if editor in _GOTO:
        return ["--goto", f"{file}:{line}"]
    return [f"{file}:{line}"] if editor in _SUFFIX else [str(file)]
