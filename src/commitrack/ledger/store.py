"""The place a ledger lives in: finding it, reading it, and replacing it so that nothing is ever lost."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from commitrack.errors import LedgerNotFound, LedgerUnreadable, Refused, WriteFailed, reason
from commitrack.files import reading
from commitrack.files.hindered import Hindered

NAMES = (Path("commitments.toml"), Path("data/commitments.toml"))
SIZE_LIMIT = 256 * 2**20
"""Bytes. A hundred times the largest ledger anyone keeps by hand, and a guard against endless devices."""

_BOM = "\ufeff"
_PACKAGE = Path(__file__).resolve().parent.parent


def find(start: Path) -> Path:
    """Return the ledger in ``start`` or its nearest parent that has one.

    Raises :class:`~commitrack.errors.LedgerNotFound`.
    """
    for folder in (start, *start.parents):
        for name in NAMES:
            if _is_file(folder / name):
                return name if folder == start else folder / name
    raise LedgerNotFound(
        f"no ledger: neither {NAMES[0]} nor {NAMES[1]} is in {start} or a folder above it; start one with "
        "'commitrack init', try the example with 'commitrack init --example', or name one with --ledger FILE"
    )


def shipped() -> Path:
    """Return the ledger that ships with commitrack: package data, or the checkout's own when run from one."""
    installed = _PACKAGE / "data" / "commitments.toml"
    return installed if installed.is_file() else _PACKAGE.parents[1] / "data" / "commitments.toml"


def read(path: Path) -> str:
    """Return a ledger's text, without a byte-order mark.

    Raises :class:`~commitrack.errors.LedgerNotFound` or :class:`~commitrack.errors.LedgerUnreadable`.
    """
    return text_of(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Return a ledger's bytes. Raises as :func:`read` does."""
    try:
        content = reading.read(path, SIZE_LIMIT + 1)
    except FileNotFoundError:
        raise LedgerNotFound(
            f"{path}: no such file; check the name, or start a ledger there with 'commitrack init --ledger FILE'"
        ) from None
    except IsADirectoryError:
        raise LedgerUnreadable(f"{path}: is a folder; name the ledger file in it") from None
    except Hindered as error:
        raise LedgerUnreadable(f"{path}: {error}") from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "not a file name"
        raise LedgerUnreadable(f"{path}: cannot be read: {why}") from None
    if len(content) > SIZE_LIMIT:
        raise LedgerUnreadable(f"{path}: larger than {SIZE_LIMIT // 2**20} MiB; is this a ledger? Split it if it is")
    return content


def text_of(content: bytes, path: Path) -> str:
    """Return the text of a ledger's bytes, as :func:`read` does; ``path`` names them in errors."""
    return _decode(content, path).removeprefix(_BOM)


def create(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file where there is nothing yet, whole or not at all; a private one is for its owner alone.

    Raises :class:`~commitrack.errors.WriteFailed`.
    """
    from commitrack.files import atomic

    try:
        atomic.create(path, content, private=private)
    except FileExistsError:
        raise _taken(path) from None
    except Hindered as error:
        raise WriteFailed(f"{path}: {error.strerror}; nothing was written; {error.advice}") from None
    except OSError as error:
        raise WriteFailed(f"{path}: cannot be written: {reason(error)}; nothing was written") from None


def check_vacant(path: Path) -> None:
    """Raise :class:`~commitrack.errors.WriteFailed` where a new ledger cannot be written because something is there."""
    if os.path.lexists(path):
        raise _taken(path)


def _taken(path: Path) -> WriteFailed:
    if os.path.isdir(path):  # noqa: PTH112  # unlike Path.is_dir, it does not fail in a closed folder
        return WriteFailed(f"{path}: is a folder; nothing was written; name a file in it with --ledger")
    return WriteFailed(f"{path}: there is a file already; nothing was written; name another with --ledger")


class Edited(Protocol):
    """The result of an edit: the new text, and whatever else there is to say about it."""

    @property
    def text(self) -> str:
        """The ledger's new text."""


Result = TypeVar("Result", bound=Edited)


def rewrite(
    path: Path,
    edit: Callable[[str], Result],
    *,
    wait: float,
    say: Callable[[str], None] = lambda message: None,
) -> Result:
    """Replace a ledger's text by that of ``edit(text)``, under a lock and in one step; return what ``edit`` returned.

    ``edit`` sees the text without its byte-order mark, which is put back. It runs again if the file was changed by
    someone who does not take the lock, such as an editor, before the replacement. Symbolic links are followed; mode,
    owner and extended attributes are kept. Another writer is waited for, up to ``wait`` seconds; ``say`` gets a
    sentence about whom, and about what is worth knowing of the file. Raises
    :class:`~commitrack.errors.WriteFailed`, and whatever ``edit`` raises; the file is then as it was.
    """
    from commitrack.files.lock import locked  # reading does without
    from commitrack.files.saving import read_saved

    while True:
        target = writable(path)
        with locked(target, path, wait, say):
            while writable(path) == target:  # a link may lead elsewhere by now
                old, is_whole = read_saved(target, read_bytes)
                text = _decode(old, path)
                bom = _BOM if text.startswith(_BOM) else ""
                edited = edit(text.removeprefix(_BOM))
                if _replace(target, path, old, (bom + edited.text).encode(), say, is_whole):
                    return edited


def _replace(
    target: Path, shown_as: Path, old: bytes, new: bytes, say: Callable[[str], None], heed_saving: bool
) -> bool:
    from commitrack.files import atomic  # reading does without

    try:
        return atomic.replace(target, old, new, lambda message: say(f"{shown_as}: {message}"), heed_saving=heed_saving)
    except FileNotFoundError:
        raise LedgerNotFound(
            f"{shown_as}: was removed meanwhile; nothing was written; put it back and try again"
        ) from None
    except Hindered as error:
        raise WriteFailed(f"{shown_as}: {error.strerror}; the old text stands; {error.advice}") from None
    except OSError as error:
        raise WriteFailed(f"{shown_as}: cannot be written: {reason(error)}; the old text stands") from None


def writable(path: Path) -> Path:
    """Return the file that a path leads to, if it may be replaced.

    Raises :class:`~commitrack.errors.LedgerNotFound`, :class:`~commitrack.errors.WriteFailed`, or
    :class:`~commitrack.errors.Refused` for the installed copy of the example.
    """
    target = follow(path)
    if target.is_relative_to(_PACKAGE):
        raise Refused(
            f"{path}: this is the installed copy of the example, which is never written; "
            "copy it with 'commitrack init --example', and update the copy"
        )
    try:
        mode = target.stat().st_mode
    except OSError as error:
        raise LedgerNotFound(f"{path}: {reason(error)}; check the name") from None
    if not stat.S_ISREG(mode):
        raise WriteFailed(f"{path}: not a regular file, so it cannot be replaced; nothing was written")
    if not os.access(target, os.W_OK):
        raise WriteFailed(f"{path}: is read-only; nothing was written; make it writable first")
    return target


def follow(path: Path) -> Path:
    """Return the file that a path leads to, through symbolic links.

    Raises :class:`~commitrack.errors.LedgerNotFound` where they go round in circles.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        raise LedgerNotFound(f"{path}: the link leads nowhere; check the name") from None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that is closed to this user
        return False


def _decode(content: bytes, path: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise LedgerUnreadable(f"{path}: is in UTF-16; save it as UTF-8") from None
        line = content.count(b"\n", 0, error.start) + 1
        raise LedgerUnreadable(f"{path}:{line}: a byte that is not UTF-8; save the file as UTF-8") from None
