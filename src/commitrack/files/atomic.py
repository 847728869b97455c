"""The one way to create a file or to put another in its place: whole or not at all, and with nothing lost.

What is to be written goes into a draft beside the file, ``.NAME.XXXXXXXX.new``, which then takes the file's name. While
it is made ready the draft is known by its descriptor alone: in a shared folder somebody else may put another file, or
a link to one, under its name. Before a draft changes places with an old text it becomes ``.NAME.XXXXXXXX-OLD-NEW.old``,
with the digests of both, so that whoever finds it later can tell whether what is in it may be deleted.
"""

import errno
import os
import re
from binascii import crc32
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from commitrack.errors import reason
from commitrack.files.exchange import exchange
from commitrack.files.hindered import Hindered
from commitrack.files.likeness import Likeness, liken, likeness_of
from commitrack.files.reading import opened, read, read_file
from commitrack.files.saving import is_being_saved

_OPEN_TO_ALL, _OPEN_TO_ONE = 0o666, 0o600

_LEFT_BEHIND = 24 * 60 * 60.0
"""Seconds after which a draft is left behind. Its writer may be alive until then: not every disk shares its locks."""

_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK})
_UNCONFIRMED = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})
"""Errors of a disk that fails to keep a name. Any other says that folders cannot be synced there."""


class _Draft(msgspec.Struct, frozen=True):
    """A file on its way into its place; while it is open no other can be taken for it."""

    path: Path
    own: os.stat_result

    @property
    def is_there(self) -> bool:
        """Whether its name still leads to it."""
        try:
            return os.path.samestat(os.lstat(self.path), self.own)
        except FileNotFoundError:
            return False

    def check(self) -> None:
        """Raise :class:`~commitrack.files.hindered.Hindered` where something else is under its name, or nothing."""
        if not self.is_there:
            raise Hindered(f"somebody deleted {self.path.name} beside it meanwhile", "try again")


def create(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file where there is nothing yet; a private one is for its owner alone.

    Raises :class:`FileExistsError` where there is something, and :class:`OSError`; nothing is written then.
    """
    mode = _OPEN_TO_ONE if private else _OPEN_TO_ALL
    with _draft(path, content, mode) as draft:
        draft.check()
        try:
            os.link(draft.path, path)  # which, unlike renaming, never takes the place of anything
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _create_in_place(path, content, mode)


def overwrite(path: Path, content: bytes) -> None:
    """Write a file; where there is one, in its place and with its mode, owner, group and extended attributes.

    Raises :class:`Hindered` and :class:`OSError`; what was there stands then.
    """
    like = None
    if os.path.lexists(path):
        with opened(path, follow=False) as file:
            like = likeness_of(file)
    with _draft(path, content, _OPEN_TO_ALL if like is None else _OPEN_TO_ONE, like=like) as draft:
        draft.check()
        draft.path.replace(path)


def replace(path: Path, old: bytes, new: bytes, say: Callable[[str], None], *, heed_saving: bool = False) -> bool:
    """Put ``new`` in the place of ``old``; return False, with nothing written, if the file is ``old`` no more.

    With ``heed_saving`` it is not ``old`` any more either once somebody has opened it to save something else there.
    Mode, owner, group and extended attributes are kept. ``say`` gets what is worth knowing of the file. Raises
    :class:`FileNotFoundError` where the file is gone, :class:`Hindered` and :class:`OSError`; nothing is written then.
    """
    if path.is_symlink():
        return False
    with opened(path, follow=False) as file:
        if read_file(file) != old:
            return False
        like = likeness_of(file)  # of the file that was looked into, whatever has its name by then
    with _draft(path, new, _OPEN_TO_ONE, like=like, old=old, say=say) as draft:
        if read(path, follow=False) != old:
            return False
        draft.check()
        try:
            if not _change_places(draft.path, path, old, new, heed_saving):
                return False
        except OSError as error:
            if not _holds(path, new):
                if isinstance(error, FileNotFoundError) and os.path.lexists(path):
                    draft.check()
                raise
    if like.about.st_nlink > 1:
        say("had another name, a hard link, which keeps the old text")
    if doubt := _sync_folder(path.parent):
        say(f"is written, but the disk does not confirm it: {reason(doubt)}; copy it to another disk")
    return True


def _change_places(draft: Path, path: Path, old: bytes, new: bytes, heed_saving: bool) -> bool:
    """Let a draft that holds ``new`` change places with ``old``; return whether it did.

    Looking first and replacing then would drop what is saved between the two. So the files are swapped, and what comes
    out is looked at: what was saved before ``new`` went in goes back, unless somebody who found ``new`` there has saved
    too; then that goes back, and so on until what comes out is what was last put in.
    """
    put, below, ours = new, old, True
    while exchange(draft, path):
        try:
            with opened(draft, follow=False) as file:
                out = read_file(file)
                is_whole = not (heed_saving and ours and is_being_saved(file))
        except FileNotFoundError:  # somebody tidied up, who found the file whole
            return ours
        except OSError:
            exchange(draft, path)
            raise
        if out == below and is_whole:
            return ours
        put, below, ours = out, put, not ours
    if not _holds(path, below):
        return not ours
    draft.replace(path)
    return ours


def _holds(path: Path, content: bytes) -> bool:
    try:
        return read(path, follow=False) == content
    except OSError:
        return False


@contextmanager
def _draft(
    path: Path,
    content: bytes,
    mode: int,
    *,
    like: Likeness | None = None,
    old: bytes | None = None,
    say: Callable[[str], None] = lambda message: None,
) -> Iterator[_Draft]:
    """Write a draft down to the disk.

    Afterwards what is under its name is deleted, unless it is a text that stands nowhere else.
    """
    name = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    descriptor = _open_new(name, mode)
    draft, file = _Draft(name, os.fstat(descriptor)), os.fdopen(descriptor, "wb")
    try:
        _sweep(path, draft.own.st_mtime, say)
        file.write(content)
        file.flush()
        if like is not None:
            liken(descriptor, like)
        os.fsync(descriptor)
        if os.name != "posix":  # an open file cannot be renamed
            file.close()
        if old is not None:
            marked = name.with_name(f"{name.stem}-{crc32(old):08x}-{crc32(content):08x}.old")
            with suppress(FileNotFoundError):
                draft = _Draft(name.rename(marked), draft.own)
        yield draft
    finally:
        _discard(draft, old, content, say)
        with suppress(OSError):  # the disk has confirmed what is in it
            file.close()


def _discard(draft: _Draft, old: bytes | None, new: bytes, say: Callable[[str], None]) -> None:
    with suppress(OSError):
        if old is None:
            if draft.is_there:
                draft.path.unlink()
            return
        content = read(draft.path, follow=False)
        if content == old or (draft.is_there and new.startswith(content)):
            draft.path.unlink()
        else:
            say(f"somebody else saved it at that moment; what they saved is in {draft.path.name} beside it")


def _sweep(path: Path, now: float, say: Callable[[str], None]) -> None:
    """Delete the drafts of writers that were killed."""
    drafts = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}(?:\.new|((?:-[0-9a-f]{{8}}){{2}})\.old)")
    with suppress(OSError):
        for other in path.parent.iterdir():
            if found := drafts.fullmatch(other.name):
                with suppress(OSError):
                    if now - other.lstat().st_mtime < _LEFT_BEHIND:
                        continue
                    if found[1] is None or f"{crc32(read(other, follow=False)):08x}" in found[1]:
                        other.unlink()
                    else:
                        say(
                            f"a writer that was killed left {other.name} beside it, with what somebody else may have "
                            "saved at that moment; look at it, then delete it"
                        )


def _open_new(path: Path, mode: int) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)


def _create_in_place(path: Path, content: bytes, mode: int) -> None:
    """Create a file where there are no links: one that is killed meanwhile leaves a part."""
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode), "wb"
    ) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink()
            raise


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
