"""A ledger as git has it: its text at a revision, read with the git that is installed."""

import os
import re
import subprocess
from pathlib import Path

from commitrack.errors import LedgerNotFound, RevisionNotFound, reason
from commitrack.ledger import store

_NAME = re.compile(r"[0-9a-f]{40,64}")
_NOTHING = 1
"""The status of ``git rev-parse --verify --quiet`` where there is no such thing."""


def read(path: Path, revision: str) -> str:
    """Return the text that a ledger had at a git revision, without a byte-order mark.

    ``revision`` is anything that git takes for one: a commit, a branch, a tag, ``HEAD~3``. Symbolic links are followed
    to the file that git keeps. Raises :class:`~commitrack.errors.RevisionNotFound` where git does not have it, and
    :class:`~commitrack.errors.LedgerUnreadable`.
    """
    folder, file = _place(path)
    commit = _object_name(folder, revision, path)
    if commit is None:
        raise RevisionNotFound(
            f"{path}: git has no revision {revision!r}; 'git log --oneline' and 'git tag' list what there is"
        )
    blob = _object_name(folder, f"{commit}:{file}", path)
    if blob is None:
        raise RevisionNotFound(
            f"{path}: is not in revision {revision!r}; name a later one, or if it had another name then, write that to "
            "a file with 'git show', and compare the two files"
        )
    return store.text_of(_git(folder, path, "cat-file", "blob", blob), Path(f"{revision}:{path}"))


def _place(path: Path) -> tuple[Path, str]:
    """Return where to ask git, and how the ledger is called in its work tree.

    To ask is where the ledger is, whichever repository the command runs in; but where variables name a repository,
    they do so as seen from the current folder.
    """
    target = store.follow(path)
    folder = Path.cwd() if os.environ.keys() & {"GIT_DIR", "GIT_WORK_TREE"} else target.parent
    if not folder.is_dir():
        raise LedgerNotFound(f"{path}: there is no folder {folder}; check the name")
    top = Path(os.fsdecode(_git(folder, path, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    if not target.is_relative_to(top):
        raise RevisionNotFound(
            f"{path}: is not in the work tree {top}, which GIT_DIR or GIT_WORK_TREE names; unset them"
        )
    return folder, target.relative_to(top).as_posix()


def _object_name(folder: Path, expression: str, path: Path) -> str | None:
    """Return the full name of what an expression means to git; None where there is no such thing."""
    if expression.startswith("-"):  # git would take it for an option, and no name begins so
        return None
    name = _git(folder, path, "rev-parse", "--verify", "--quiet", expression).decode().strip()
    return name if _NAME.fullmatch(name) else None


def _git(folder: Path, path: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # no shell: a name is never more than a name
            ["git", *arguments],  # noqa: S607  # the git that is first on the path, as in a shell
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionNotFound(
            f"{path}: git cannot be started: {reason(error)}; install it, or compare two files"
        ) from None
    complaint = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
    if "not a git repository" in complaint:
        raise RevisionNotFound(f"{path}: is not in a git repository; commit it to one, or compare two files")
    if done.returncode not in (0, _NOTHING):
        raise RevisionNotFound(f"{path}: git cannot read its history: {complaint}")
    return done.stdout
