"""The pager: what does not fit on a terminal is read in it, as git does it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from commitrack.cli.streams import Output

_DEFAULT = "less -FRX"
_LESS = "FRX"
"""The options of a less that is named without any, if LESS does not say others."""
_NONE = ("", "cat")
_NOT_RUN = (126, 127)
"""The exit code of a shell for a program that it does not find."""
_STYLE = re.compile(rb"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
_LINK = re.compile(rb"\x1b\]8;[^;\x1b]*;([^\x1b]+)\x1b\\.*?\x1b\]8;;\x1b\\", re.DOTALL)


class _Held(Output):
    """A terminal's output, held back until it is known how much it is."""

    def __init__(self, output: Output) -> None:
        super().__init__(cast(TextIO, output))
        self._output = output
        self.content = bytearray()

    def write(self, text: str) -> int:
        """Keep text, in the terminal's encoding."""
        self.content += text.encode(self._output.encoding or "utf-8", self._output.errors or "strict")
        return len(text)

    def write_utf8(self, text: str) -> None:
        """Keep text as UTF-8."""
        self.content += text.encode(errors="surrogateescape")

    def flush(self) -> None:
        """Keep what there is."""


@contextmanager
def paged() -> Iterator[None]:
    """Hold back what is written to a terminal, and show it in a pager at the end if it does not fit.

    Elsewhere, and where there is no pager, it is written as ever.
    """
    output = sys.stdout
    command = _command()
    if command in _NONE or not isinstance(output, Output) or not output.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    held = _Held(output)
    sys.stdout = cast(TextIO, held)
    try:
        yield
    finally:
        sys.stdout = cast(TextIO, output)
        content = bytes(held.content)
        if _fits(content) or not _page(content, command):
            _write(output, content)


def _command() -> str:
    """Return the pager that the environment names, else less; nothing where there is none."""
    for name in ("COMMITRACK_PAGER", "PAGER"):
        if name in os.environ:
            return os.environ[name].strip()
    return _DEFAULT if shutil.which("less") else ""


def _fits(content: bytes) -> bool:
    """Say whether all lines, with those that the terminal breaks, leave room for the next command."""
    size = shutil.get_terminal_size() if "LINES" in os.environ else os.get_terminal_size(1)
    lines = (len(_STYLE.sub(b"", line).decode(errors="replace")) for line in content.split(b"\n"))
    return sum(max(1, -(-length // max(size.columns, 1))) for length in lines) <= size.lines


def _page(content: bytes, command: str) -> bool:
    """Show content in a pager, and return whether there is such a program."""
    if "less" not in command:  # others may not know links
        content = _LINK.sub(rb"\1", content)
    environ = {"LESS": _LESS, "LV": "-c", **os.environ}
    pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environ)  # noqa: S602 - as git has it
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        with suppress(OSError):  # it was left before the end
            pager.communicate(content)
        return pager.wait() not in _NOT_RUN
    finally:
        signal.signal(signal.SIGINT, before)


def _write(output: Output, content: bytes) -> None:
    output.write_utf8(content.decode(errors="surrogateescape"))
