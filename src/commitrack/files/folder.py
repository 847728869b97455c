"""The one way to put a folder of files in the place of another: whole or not at all, and with nothing lost.

The files go into a draft beside the folder, ``.NAME.XXXXXXXX.new``, which then takes the folder's name. What is done to
a draft is done by its descriptor: in a shared folder somebody else may put a link under its name.
"""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from commitrack.files.exchange import exchange
from commitrack.files.hindered import Hindered
from commitrack.files.likeness import liken, likeness_of
from commitrack.files.reading import opened

Belongs = Callable[[str], bool]
"""Says whether such a folder may have a file of that name in it, or a folder: the name of one ends in a slash."""

_OPEN_TO_ALL, _OPEN_TO_ONE = 0o777, 0o700
_LEFT_BEHIND = 24 * 60 * 60.0
"""Seconds after which a draft is left behind."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


def put(path: Path, files: Iterable[tuple[str, bytes]], marks: Sequence[str], belongs: Belongs) -> None:
    """Write files into a new folder, which then takes the place of ``path`` and of all that was in it.

    ``marks`` are files that every folder written here has. A folder without one of them, or with anything in it that
    does not belong there, holds something else, and is left alone. Its mode, owner, group and extended attributes are
    kept, and those of its files. Raises :class:`Hindered` and :class:`OSError`; what was there stands then.
    """
    path = path.resolve()
    _check(path, marks, belongs)
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    draft.mkdir(mode=_OPEN_TO_ONE if path.exists() else _OPEN_TO_ALL)
    own = draft.lstat()
    try:
        _write(draft, files, path)
        if not _is_still(draft, own):
            raise Hindered(f"somebody deleted {draft.name} beside it meanwhile", "try again")
        _change_places(draft, own, path, marks, belongs)
    finally:
        if _is_still(draft, own):
            shutil.rmtree(draft, ignore_errors=True)
    _sweep(path, own.st_mtime, belongs)


def _check(path: Path, marks: Sequence[str], belongs: Belongs) -> None:
    """Raise :class:`Hindered` where there is anything but nothing, an empty folder, or one that was written here."""
    if not os.path.lexists(path) or (path.is_dir() and not any(path.iterdir())):
        return
    if missing := next((mark for mark in marks if not (path / mark).is_file()), None):
        raise Hindered(f"holds something else than a site, with no {missing} in it", "name a new folder")
    if stranger := _stranger(path, belongs):
        raise Hindered(f"holds {stranger}, which no site has", "move it elsewhere, or name a new folder")


def _stranger(path: Path, belongs: Belongs, within: str = "") -> str | None:
    """Return the name of something in a folder that does not belong there; None where all does."""
    with os.scandir(path) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = f"{within}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not belongs(f"{name}/"):
                return name
            if inner := _stranger(path / entry.name, belongs, f"{name}/"):
                return inner
        elif not (entry.is_file(follow_symlinks=False) and belongs(name)):
            return name
    return None


def _write(draft: Path, files: Iterable[tuple[str, bytes]], path: Path) -> None:
    """Write files into an empty folder, each file and folder in it like the one of the same name in ``path``."""
    with ExitStack() as stack:
        folders = {"": stack.enter_context(_entered(draft, None, path))}
        for name, content in files:
            folder, _, file = name.rpartition("/")
            if folder not in folders:
                where = folder if folders[""] is not None else draft / folder
                os.mkdir(where, dir_fd=folders[""])
                folders[folder] = stack.enter_context(_entered(where, folders[""], path / folder))
            inside = folders[folder]
            with os.fdopen(
                os.open(file if inside is not None else draft / name, _NEW, 0o666, dir_fd=inside), "wb"
            ) as new:
                _make_like(new.fileno(), path / name)
                new.write(content)


@contextmanager
def _entered(folder: str | Path, within: int | None, like: Path) -> Iterator[int | None]:
    """Open a folder, and make it like another one; None where folders cannot be opened."""
    if os.name != "posix":
        yield None
        return
    descriptor = os.open(folder, _FOLDER, dir_fd=within)
    try:
        if os.listdir(descriptor):  # noqa: PTH208  # which knows no descriptors
            raise Hindered(f"somebody put another folder in the place of {os.fspath(folder)}", "try again")
        _make_like(descriptor, like)
        yield descriptor
    finally:
        os.close(descriptor)


def _make_like(descriptor: int, other: Path) -> None:
    """Give an open file or folder what another of its kind has but its content, where there is one."""
    if os.name == "posix" and os.path.lexists(other):
        with opened(other, follow=False) as descriptor_of_other:
            like = likeness_of(descriptor_of_other)
        if stat.S_IFMT(like.about.st_mode) == stat.S_IFMT(os.fstat(descriptor).st_mode):
            liken(descriptor, like)


def _change_places(draft: Path, own: os.stat_result, path: Path, marks: Sequence[str], belongs: Belongs) -> None:
    """Let a draft take the place of a folder, and delete that; a file that was put there meanwhile stays there."""
    if not os.path.lexists(path):
        draft.rename(path)
        _check_taken(path, own)
        return
    old = draft
    if not exchange(draft, path):
        old = draft.with_suffix(".old")
        path.rename(old)
        try:
            draft.rename(path)
        except OSError:
            old.rename(path)
            raise
    try:
        _check_taken(path, own)
        _check(old, marks, belongs)
    except Hindered:
        if old == draft:
            exchange(draft, path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check_taken(path: Path, own: os.stat_result) -> None:
    """Raise :class:`Hindered` where something else than the draft has taken the place of a folder."""
    if not _is_still(path, own):
        raise Hindered("somebody put something else in the place of its draft meanwhile", "try again")


def _is_still(path: Path, own: os.stat_result) -> bool:
    """Say whether a name still leads to a file or folder that was there."""
    try:
        return os.path.samestat(os.lstat(path), own)
    except OSError:
        return False


def _sweep(path: Path, now: float, belongs: Belongs) -> None:
    """Delete what writers left that were killed: drafts, and what a draft had taken the place of."""
    left = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.(?:new|old)")
    with suppress(OSError):
        for other in path.parent.iterdir():
            if left.fullmatch(other.name):
                with suppress(OSError):
                    about = other.lstat()
                    is_left = stat.S_ISDIR(about.st_mode) and now - about.st_mtime >= _LEFT_BEHIND
                    if is_left and _stranger(other, belongs) is None:
                        shutil.rmtree(other, ignore_errors=True)
