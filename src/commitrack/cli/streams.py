"""Standard output that fails in one way only: with an error that has an exit code."""

import codecs
import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from commitrack import __version__
from commitrack.errors import OutputClosed, OutputFailed, reason
from commitrack.views.clean import clean
from commitrack.views.terminal.width import said_columns

if TYPE_CHECKING:
    from pathlib import Path

_NARROWEST = 20
_TURN, _TURNS = 0.1, 30
"""Seconds between looking whether somebody reads from a pipe, and how often that is done."""

_LOOKALIKES = str.maketrans(
    "–—−·…“”‘’→█░●○◌◦│┊┤└─┴✔✓✘◐▸▹◂▾≠»≥≤≈", "---..\"\"''>#-*o?,|||+-+++x~>><v#>><~", "\u200e\u200f"
)


class Stopped(Exception):
    """Somebody who was asked something pressed Ctrl-C, or will not answer any more."""


class Output:
    """A text stream whose failures are :class:`OutputClosed` and :class:`OutputFailed`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text."""
        try:
            return self._stream.write(text)
        except OSError as error:
            raise _translate(error) from None

    def flush(self) -> None:
        """Write out what is buffered."""
        try:
            self._stream.flush()
        except OSError as error:
            raise _translate(error) from None

    def write_utf8(self, text: str) -> None:
        """Write text as UTF-8, whatever the terminal's encoding: for formats that other programs read.

        The name of a file that is not UTF-8 is written as it is, so that a difference can be applied to it.
        """
        self.write_bytes(text.encode(errors="surrogateescape"))

    def write_bytes(self, content: bytes) -> None:
        """Write bytes as they are."""
        try:
            self._stream.flush()
            self._stream.buffer.write(content)
        except OSError as error:
            raise _translate(error) from None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _translate(error: OSError) -> OutputClosed | OutputFailed:
    if error.errno == errno.EPIPE:
        return OutputClosed("the reader went away")
    return OutputFailed(f"cannot write to standard output: {reason(error)}")


def guard_streams() -> None:
    """Replace standard output by one that fails cleanly, and let both streams take any character."""
    if sys.stdout is None:
        raise OutputFailed("standard output is closed")
    codecs.register_error("lookalike", _lookalike)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="lookalike")
    sys.stdout = Output(sys.stdout)


def abandon_stdout() -> None:
    """Let the interpreter's last flush go nowhere: it would fail again, and complain."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, 1)
    os.close(descriptor)


def print_document(text: str) -> None:
    """Print a document for other programs."""
    assert isinstance(sys.stdout, Output)
    sys.stdout.write_utf8(text)


def _print_bytes(content: bytes) -> None:
    assert isinstance(sys.stdout, Output)
    sys.stdout.write_bytes(content)


def write_document(content: str | bytes, path: "Path | None") -> None:
    """Write a document for other programs to a file, or to standard output where none is named, or ``-``.

    A file is replaced in one step, and left alone where it has that content already.
    """
    if path is None or str(path) == "-" or _is_stdout(path):
        if isinstance(content, bytes):
            _print_bytes(content)
        else:
            print_document(content)
        return
    from commitrack.files.hindered import Hindered

    try:
        _put(content if isinstance(content, bytes) else content.encode(), path)
    except RuntimeError:  # links in a circle, before Python 3.13
        raise OutputFailed(f"cannot write to {path}: the link leads nowhere") from None
    except Hindered as error:
        raise OutputFailed(f"cannot write to {path}: {error}") from None
    except OSError as error:
        raise OutputFailed(f"cannot write to {path}: {reason(error)}") from None


def write_folder(
    files: Iterable[tuple[str, str]], path: "Path", marks: Sequence[str], belongs: Callable[[str], bool]
) -> None:
    """Write files as a folder, in the place of an older one, as :func:`commitrack.files.folder.put` knows it."""
    from commitrack.files.folder import put
    from commitrack.files.hindered import Hindered

    try:
        put(path, ((name, text.encode()) for name, text in files), marks, belongs)
    except Hindered as error:
        raise OutputFailed(f"cannot write to {path}: {error}") from None
    except (OSError, RuntimeError) as error:
        said = reason(error) if isinstance(error, OSError) else "the link leads nowhere"
        raise OutputFailed(f"cannot write to {path}: {said}") from None


def _is_stdout(path: "Path") -> bool:
    """Say whether a name such as /dev/stdout leads to where standard output goes: a file there may be added to."""
    try:
        return os.name == "posix" and os.path.samestat(path.stat(), os.fstat(1))
    except OSError:
        return False


def _put(content: bytes, path: "Path") -> None:
    from commitrack.files.atomic import overwrite
    from commitrack.files.reading import read

    if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced
        _pour(content, path)
        return
    target = path.resolve()
    if not target.exists() or read(target) != content:
        overwrite(target, content)


def _pour(content: bytes, path: "Path") -> None:
    """Write to a pipe that somebody reads from or soon will, or to a device: waiting for nobody would not end."""
    import time

    flags = os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    for turn in range(_TURNS, -1, -1):
        try:
            descriptor = os.open(path, flags)
            break
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if not turn:
                raise OutputFailed(f"cannot write to {path}: nobody reads from it") from None
            time.sleep(_TURN)
    os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


def print_source(text: str) -> None:
    """Print lines of a ledger: exactly as they are for other programs, and made safe on a terminal."""
    print_document("\n".join(map(clean, text.split("\n"))) if sys.stdout.isatty() else text)


def print_message(*lines: str) -> None:
    """Print what was done, every line of it made safe for the terminal: data cannot begin a line of its own."""
    sys.stdout.write(_written(lines, sys.stdout))


def print_written(path: "Path | None", what: str, content: str | bytes) -> None:
    """Say what a document that was written to a file holds, and how large it is; nothing where it was printed."""
    if path is not None and str(path) != "-" and path.is_file() and not _is_stdout(path):
        size = len(content if isinstance(content, bytes) else content.encode(errors="replace"))
        print_message(f"{path}: {what}, {_size(size)}")


def _size(size: int) -> str:
    """Write a number of bytes: ``812 bytes``, ``54 kB``, ``1.2 MB``."""
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def print_version() -> None:
    """Print the version."""
    print_message(f"commitrack {__version__}")


def print_usage(command: str, message: str, *more: str) -> None:
    """Print what is wrong with the arguments of a command, and where its options are explained."""
    print_error(f"{command}: {message}", *more, f"Try '{command} --help'.")


def print_error(*lines: str) -> None:
    """Print an error, every line of it made safe for the terminal, as :func:`print_message` does."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(_written(lines, sys.stderr))
        sys.stderr.flush()
    except OSError:  # there is nowhere left to say it; the exit code does
        pass


def _written(lines: Sequence[str], stream: Any) -> str:
    written = [clean(line) for line in lines]
    if stream.isatty():
        written = [part for line in written for part in _wrapped(line, stream)]
    return "".join(f"{line}\n" for line in written)


def _wrapped(line: str, stream: Any) -> list[str]:
    """Break a line between words where a terminal would break it anywhere."""
    from textwrap import wrap

    width = said_columns() or os.get_terminal_size(stream.fileno()).columns
    return wrap(line, max(width, _NARROWEST), break_long_words=False, break_on_hyphens=False) or [""]


def _lookalike(error: UnicodeError) -> tuple[str, int]:
    """Replace what the encoding lacks, character by character so that columns stay aligned."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import unicodedata  # most terminals lack no character

    written = []
    for character in error.object[error.start : error.end]:
        plain = unicodedata.normalize("NFKD", character.translate(_LOOKALIKES))[:1]
        written.append(plain if plain.isascii() else "?")
    return "".join(written), error.end
