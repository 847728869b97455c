"""The editor that somebody uses, opened at a line."""

import os
import shlex
import shutil
import signal
import subprocess
from pathlib import Path

from commitrack.errors import EditFailed, reason

_USUAL = ("sensible-editor", "nano", "vi", "notepad")

_PLUS = frozenset(
    {"emacs", "emacsclient", "ex", "gedit", "gvim", "jed", "joe", "kak", "mcedit", "mg", "micro", "nano", "ne", "nvim"}
    | {"pico", "sensible-editor", "vi", "view", "vim", "xemacs"}
)
_GOTO = frozenset({"code", "code-insiders", "codium", "cursor", "vscodium"})
_SUFFIX = frozenset({"helix", "hx", "subl", "zed"})


def open_editor(file: Path, line: int) -> None:
    """Let the editor of VISUAL or EDITOR edit a file, from a line on where it is known to understand one.

    Raises :class:`~commitrack.errors.EditFailed` where there is none, or where it fails.
    """
    command = _command()
    arguments = [*command, *_place(Path(command[0]).stem.lower(), file, line)]
    # Ctrl-C is for the editor while it is open; a handler, unlike ignoring, is not handed down to it.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        status = subprocess.run(arguments, check=False).returncode  # noqa: S603  # running what they chose is the point
    except OSError as error:
        raise EditFailed(
            f"the editor {command[0]!r} cannot be started: {reason(error)}; "
            "set VISUAL or EDITOR to one that is installed"
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if status:
        raise EditFailed(f"the editor {command[0]!r} ended with status {status}")


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(name, "").strip():
            try:
                return shlex.split(chosen, posix=os.name == "posix")
            except ValueError:
                raise EditFailed(f"{name} is {chosen!r}, which lacks a closing quote; set it anew") from None
    for usual in _USUAL:
        if shutil.which(usual):
            return [usual]
    raise EditFailed("there is no editor; install one, or set VISUAL or EDITOR to one that is installed")


def _place(editor: str, file: Path, line: int) -> list[str]:
    if editor in _PLUS:
        return [f"+{line}", str(file)]
    if editor in _GOTO:
        return ["--goto", f"{file}:{line}"]
    return [f"{file}:{line}"] if editor in _SUFFIX else [str(file)]
