"""Telling whether somebody is saving a file in place at this moment, so that half a text is not taken for a whole."""

import errno
import signal
import time
from collections.abc import Callable
from pathlib import Path

from commitrack.files.reading import opened

_PATIENCE = 2.0
"""Seconds to wait for whoever saves a file. Who keeps one open for longer is not saving it."""

_BETWEEN_LOOKS = 0.01


def is_being_saved(descriptor: int) -> bool:
    """Say whether another program has an open file open for writing; False where the system does not tell.

    Linux tells the file's owner and root: it lends nobody a file for reading that somebody else may write.
    """
    try:
        from fcntl import F_RDLCK, F_SETLEASE, F_SETSIG, F_UNLCK, fcntl
    except ImportError:
        return False
    try:
        # Whoever opens the file in the instant in which it is lent has a signal sent, which ends a process by default.
        fcntl(descriptor, F_SETSIG, signal.SIGURG)
        fcntl(descriptor, F_SETLEASE, F_RDLCK)
        fcntl(descriptor, F_SETLEASE, F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False


def read_saved(path: Path, read: Callable[[Path], bytes]) -> tuple[bytes, bool]:
    """Read a file once nobody is saving it; where somebody keeps it open, return what is there, and False."""
    until = time.monotonic() + _PATIENCE
    while True:
        content = read(path)
        # What was read before nobody was saving may be half of what is there since then.
        if not _is_being_saved_at(path) and read(path) == content:
            return content, True
        if time.monotonic() > until:
            return content, False
        time.sleep(_BETWEEN_LOOKS)


def _is_being_saved_at(path: Path) -> bool:
    try:
        with opened(path, follow=False) as descriptor:
            return is_being_saved(descriptor)
    except OSError:  # of which the next who reads it tells
        return False
