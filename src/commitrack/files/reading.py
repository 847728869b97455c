"""Reading what a name leads to, be it a file, a pipe or a device, without waiting for what never comes."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commitrack.files.hindered import Hindered

SILENCE = 60.0
"""Seconds that a pipe may stay open with nothing coming out of it: enough to type a password at its other end."""

_ARRIVAL = 3.0
"""Seconds to wait for somebody to write to a pipe."""

_AT_ONCE = 2**20

_LOOKS = 20
"""The most attempts to open a file that its folder lists, and that is not there."""


def read(path: Path, limit: int = -1, *, follow: bool = True, silence: float = SILENCE) -> bytes:
    """Return what is there, of a pipe or device no more than about ``limit`` bytes; a limit below 0 is none.

    A pipe is given up after ``silence`` seconds without a byte. Without ``follow``, a symbolic link is not read.
    Raises :class:`~commitrack.files.hindered.Hindered` for such a pipe, for one that nobody writes to and for a
    terminal, and :class:`OSError` as ``open`` does.
    """
    with opened(path, follow=follow) as descriptor:
        mode = os.fstat(descriptor).st_mode
        if os.name != "posix" or stat.S_ISREG(mode):
            return read_file(descriptor, limit)
        if os.isatty(descriptor):
            raise Hindered("is a terminal", "name a file, or write to a pipe")
        return _read_stream(descriptor, limit, silence, is_pipe=stat.S_ISFIFO(mode))


def read_file(descriptor: int, limit: int = -1) -> bytes:
    """Return what is in an open file, from where it is on. Raises :class:`OSError`."""
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(limit)


@contextmanager
def opened(path: Path, *, follow: bool) -> Iterator[int]:
    """Open a file without waiting for anybody: for whoever writes to a pipe, or calls a modem."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    if not follow:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = _open(path, flags | getattr(os, "O_NONBLOCK", 0))
    except BlockingIOError:  # a file that is on loan to another machine, which is asked to give it back
        descriptor = _open(path, flags)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open(path: Path, flags: int) -> int:
    """Open a file. On a file system in a process, a name may lead nowhere while another file takes it: look again."""
    for _ in range(_LOOKS):
        try:
            return os.open(path, flags)
        except FileNotFoundError:
            if not _is_listed(path):
                raise
    return os.open(path, flags)


def _is_listed(path: Path) -> bool:
    try:
        return not path.is_symlink() and path in path.parent.iterdir()
    except OSError:
        return False


def _read_stream(descriptor: int, limit: int, silence: float, *, is_pipe: bool) -> bytes:
    from select import select

    select([descriptor], [], [], _ARRIVAL)
    pieces = [_piece(descriptor)]
    if is_pipe and pieces == [b""]:
        raise Hindered("is a pipe that nobody writes to", "name a file, or write to the pipe")
    size = len(pieces[0] or b"")
    while pieces[-1] != b"" and not size >= limit >= 0:
        if not select([descriptor], [], [], silence)[0]:
            raise Hindered(
                f"is open, but nothing came out of it for {silence:g} seconds", "name a file, or close it once written"
            )
        pieces.append(_piece(descriptor))
        size += len(pieces[-1] or b"")
    return b"".join(piece for piece in pieces if piece)


def _piece(descriptor: int) -> bytes | None:
    """Return what there is now, nothing at the end, and None where more may come."""
    try:
        return os.read(descriptor, _AT_ONCE)
    except BlockingIOError:
        return None
