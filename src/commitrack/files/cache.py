"""A cache of what was worked out of files before. Whatever is wrong with an entry, it is as if it were not there.

Each entry is a file in the user's cache folder. It is named after what it was worked out of and begins with a digest of
itself, so that neither an older content nor half an entry is ever taken for it. The folder is its owner's alone.
"""

import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from commitrack.files.reading import opened, read_file

SWITCH = "COMMITRACK_CACHE"
"""The environment variable that turns it off."""

_MOST_BYTES = 512 * 2**20
_LONGEST_KEPT = 30 * 24 * 60 * 60.0
"""Seconds since an entry was written."""

_ENTRY = re.compile(r"[0-9a-f]{64}|\.[0-9a-f]{64}\.[0-9]+")
"""The name of an entry, and of one that was being written."""

_DIGEST = sha256().digest_size
_PRIVATE = 0o700


def name_of(content: bytes, version: str) -> str:
    """Name the entry of what is worked out of a file's content by this edition of commitrack, which has a version."""
    digest = sha256(f"{version} {_edition()}\n".encode())
    digest.update(content)  # which may be too large to be copied for nothing
    return digest.hexdigest()


def _edition() -> str:
    """Write the other versions that an entry depends on, and when the code was changed: a checkout has no version."""
    package = Path(__file__).parents[1]
    code = (one for folder in ("", "ledger", "ledger/rules") for one in (package / folder).glob("*.py"))
    changed = max(one.stat().st_mtime_ns for one in code)
    return f"{msgspec.__version__} {sys.version_info[:2]} {changed}"


def fetch(name: str) -> bytes | memoryview | None:
    """Return the entry of that name; None where there is none that is whole and one's own."""
    with suppress(OSError):
        folder = _folder()
        if folder is None or not _is_own(folder.lstat(), stat.S_ISDIR):
            return None
        with opened(folder / name, follow=False) as descriptor:
            if not _is_own(os.fstat(descriptor), stat.S_ISREG):
                return None
            entry = memoryview(read_file(descriptor))
        if sha256(entry[_DIGEST:]).digest() == entry[:_DIGEST]:
            return entry[_DIGEST:]
    return None


def keep(name: str, content: bytes) -> None:
    """Keep an entry, in one step, and drop old ones; where that cannot be done, do nothing."""
    if len(content) > _MOST_BYTES // 2:
        return
    with suppress(OSError):
        folder = _folder()
        if folder is None:
            return
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        if not _is_own(folder.lstat(), stat.S_ISDIR):
            return
        draft = folder / f".{name}.{os.getpid()}"
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(sha256(content).digest())
                file.write(content)
            draft.replace(folder / name)
            _drop_old(folder, folder / name)
        finally:
            draft.unlink(missing_ok=True)


def _folder() -> Path | None:
    """Return the folder of all entries; None where it is turned off, or nothing says where it is."""
    if os.environ.get(SWITCH, "").lower() == "off" or os.name != "posix":
        return None
    said, home = Path(os.environ.get("XDG_CACHE_HOME", "")), Path(os.environ.get("HOME", ""))
    if said.is_absolute():  # any other is to be ignored, says the specification of these folders
        return said / "commitrack"
    return home / ".cache" / "commitrack" if home.is_absolute() else None


def _is_own(about: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Say whether a file or folder is of that kind, is one's own, and closed to everybody else."""
    return is_kind(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & 0o077


def _drop_old(folder: Path, newest: Path) -> None:
    """Drop what was kept too long before the newest entry and, the oldest first, what there is no room for.

    Whatever is not named like an entry is somebody else's.
    """
    now, room = newest.stat().st_mtime, _MOST_BYTES
    entries = [one for one in folder.iterdir() if _ENTRY.fullmatch(one.name)]
    for about, entry in sorted(((one.lstat(), one) for one in entries), key=lambda entry: -entry[0].st_mtime):
        room -= about.st_size
        if room < 0 or now - about.st_mtime > _LONGEST_KEPT:
            entry.unlink(missing_ok=True)
