"""The lock that writers of one ledger take in turn."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from commitrack.errors import WriteFailed, reason
from commitrack.files.reading import read

if TYPE_CHECKING:
    from filelock import BaseFileLock

DEFAULT_WAIT = 10.0
"""Seconds to wait for another writer."""

_PATIENCE = 1.0
"""Seconds of waiting after which it is worth a word."""

_HOLDER = r"process \d{1,10}(?: \([^()\n]{1,200}\))?"


@contextmanager
def locked(target: Path, shown_as: Path, wait: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a ledger, after waiting up to ``wait`` seconds for whoever holds it; ``say`` tells of that.

    Raises :class:`~commitrack.errors.WriteFailed` when the wait is over, or where no lock can be had.
    """
    from filelock import FileLock, Timeout

    # Beside the ledger, not on it: replacing swaps the file that a lock would be held on. Open to every user, because
    # whoever may write in the folder must be able to take it after somebody else was killed.
    file = target.with_name(f".{target.name}.lock")
    lock = FileLock(file, mode=0o666, fallback_to_soft=False, on_acquired=_sign)
    try:
        try:
            _check_plain(file, shown_as)
            _acquire(lock, file, shown_as, wait, say)
        except Timeout:
            raise WriteFailed(
                f"{shown_as}: locked by {_holder(file)} for more than {wait:g} seconds; nothing was written; "
                "try again, or wait longer with --wait SECONDS"
            ) from None
        except OSError as error:
            raise WriteFailed(f"{shown_as}: {_obstacle(file)}: {reason(error)}; nothing was written") from None
        yield
    finally:
        # Removed while held: whoever waits sees that its lock file is gone and starts over.
        if lock.is_locked:
            with suppress(OSError):
                file.unlink()
            with suppress(OSError):  # it ends with the process
                lock.release()


def _acquire(lock: "BaseFileLock", file: Path, shown_as: Path, wait: float, say: Callable[[str], None]) -> None:
    from filelock import Timeout

    # With another mask whoever is killed before he can open the lock to all would leave it closed to them.
    mask = os.umask(0)
    try:
        try:
            lock.acquire(timeout=min(wait, _PATIENCE))
        except Timeout:
            if wait <= _PATIENCE:
                raise
            say(f"{shown_as}: waiting for {_holder(file)} to finish writing")
            lock.acquire(timeout=wait - _PATIENCE)
    finally:
        os.umask(mask)


def _check_plain(file: Path, shown_as: Path) -> None:
    """Refuse what is no file in the place of a lock: it could not be taken, or whoever has it would not be found."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.lstat(file).st_mode):
            raise WriteFailed(
                f"{shown_as}: cannot be locked, because {file.name} beside it is not a plain file; "
                "nothing was written; delete it, and try again"
            )


def _sign(descriptor: int) -> None:
    """Write into the lock file who holds it."""
    with suppress(OSError):  # for a full disk it is not worth failing
        os.ftruncate(descriptor, 0)
        os.write(descriptor, _own_name().encode(errors="replace"))


def _own_name() -> str:
    import getpass
    from platform import node

    try:
        who = f" ({getpass.getuser()} on {node()})"
    except (KeyError, OSError, ImportError):  # a user without a name, as in some containers
        who = ""
    return f"process {os.getpid()}{who}"


def _obstacle(file: Path) -> str:
    if os.path.lexists(file):
        return f"cannot be locked, with {file.name} beside it"
    return "its folder cannot be written"


def _holder(file: Path) -> str:
    """Say who holds the lock, as far as its file tells."""
    with suppress(OSError, ValueError):
        if found := re.fullmatch(_HOLDER, read(file, 300, follow=False).decode()):
            return f"commitrack, {found[0]},"
    return "another commitrack"
