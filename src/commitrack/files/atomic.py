"""Putting a new file in the place of an old one: at once, noticing who else writes, keeping what the old one had."""

import errno
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copystat

from commitrack.errors import LedgerNotFound, WriteFailed, reason
from commitrack.files.exchange import exchange

_UNCONFIRMED = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})
"""How a disk fails to keep a name. Anything else says that folders cannot be synced there."""


def replace(target: Path, shown_as: Path, old: bytes, new: bytes, say: Callable[[str], None]) -> bool:
    """Put ``new`` in the place of ``old``; return False if the file is no longer ``old``.

    Only the holder of the ledger's lock may. Mode, owner, group and extended attributes are kept. ``say`` gets a
    sentence about what is worth knowing of a file that was replaced. Raises
    :class:`~commitrack.errors.LedgerNotFound` or :class:`~commitrack.errors.WriteFailed`; the file is then as it was.
    """
    fresh = target.with_name(f".{target.name}.{os.urandom(4).hex()}.new")
    try:
        _sweep(target)
        has_other_names = target.stat().st_nlink > 1
        try:
            _write(fresh, new, target, shown_as)
            if target.read_bytes() != old or not _put(fresh, target, old, new):
                return False
        finally:
            with suppress(OSError):  # the next writer sweeps it away
                fresh.unlink()
    except FileNotFoundError:
        if target.exists():
            raise WriteFailed(
                f"{shown_as}: somebody deleted {fresh.name} beside it meanwhile; the old text stands; try again"
            ) from None
        raise LedgerNotFound(
            f"{shown_as}: was removed meanwhile; nothing was written; put it back and try again"
        ) from None
    except OSError as error:
        raise WriteFailed(f"{shown_as}: cannot be written: {reason(error)}; the old text stands") from None
    if has_other_names:
        say(f"{shown_as}: had another name, a hard link, which keeps the old text")
    if doubt := _sync_folder(target.parent):
        say(f"{shown_as}: is written, but the disk does not confirm it: {reason(doubt)}; copy it to another disk")
    return True


def _sweep(target: Path) -> None:
    """Delete what writers that were killed left."""
    left = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.new")
    with suppress(OSError):
        for path in target.parent.iterdir():
            if left.fullmatch(path.name):
                path.unlink()


def _write(fresh: Path, content: bytes, target: Path, shown_as: Path) -> None:
    """Write a file with all that the target has but its content, down to the disk."""
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        _keep_owner(fresh, target, shown_as)
        copystat(target, fresh)
        os.utime(fresh)
        os.fsync(file.fileno())


def _keep_owner(fresh: Path, target: Path, shown_as: Path) -> None:
    kept, own = target.stat(), fresh.stat()
    if (kept.st_uid, kept.st_gid) == (own.st_uid, own.st_gid):
        return
    try:
        os.chown(fresh, kept.st_uid, kept.st_gid)
        return
    except PermissionError:  # only root gives files away; a shared ledger keeps its group, and its next writer owns it
        pass
    try:
        os.chown(fresh, -1, kept.st_gid)
    except PermissionError:
        raise WriteFailed(
            f"{shown_as}: belongs to a group that you are not in, so you cannot replace it for them; "
            "the old text stands; let somebody of that group write it"
        ) from None


def _put(fresh: Path, target: Path, old: bytes, new: bytes) -> bool:
    """Let the files change places if the target is ``old``, else leave it alone; return whether they did.

    Looking first and replacing then would drop what is saved between the two. So the files are swapped, and what comes
    out is looked at: a save that came before goes back in, unless another has come on top, and so on until what comes
    out is what was put in.
    """
    put, expected = new, old
    while True:
        if not exchange(fresh, target):
            fresh.replace(target)
            return put is new
        try:
            out = fresh.read_bytes()
        except FileNotFoundError:  # somebody tidied up, who found the new text in its place
            return put is new
        except OSError:
            exchange(fresh, target)
            raise
        if out == expected:
            return put is new
        put, expected = out, put


def _sync_folder(folder: Path) -> OSError | None:
    """Bring the names in a folder to the disk; return why that failed, where it should have worked."""
    if os.name != "posix":
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        return error if error.errno in _UNCONFIRMED else None
    return None
