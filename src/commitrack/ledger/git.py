"""A ledger as git has it: its text at a revision, read with the git that is installed.

The repository may be anybody's. What its settings would have git run, git does not run here: it only reads what is
there, and fetches nothing.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import msgspec

from commitrack.errors import LedgerNotFound, LedgerUnreadable, RevisionNotFound, reason
from commitrack.ledger import store

_NAME = re.compile(r"[0-9a-f]{40,64}")
_NOTHING = 1
"""The status of ``git rev-parse --verify --quiet`` where there is no such thing."""

_SECONDS = 60.0
"""The time that git may take for one answer. It waits for ever for a pipe in place of one of its files."""

_MOST_NAMES = 5

_READING_ONLY = (
    "--no-pager",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),  # a program to ask which files changed
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "log.showSignature=false"),  # by the program that gpg.program names
    *("-c", "safe.bareRepository=explicit"),  # a repository that lies among the files of another
)
_FETCHING_NOTHING = {
    "GIT_NO_LAZY_FETCH": "1",  # what a partial clone lacks: core.sshCommand and others name a program to fetch it
    "GIT_ALLOW_PROTOCOL": "none",  # the same, for a git before 2.45
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Version(msgspec.Struct, frozen=True):
    """A ledger at a revision."""

    file: str
    """The revision and the name that the ledger had then, as ``git show`` takes them."""
    text: str
    """Without a byte-order mark."""


def read(path: Path, revision: str) -> Version:
    """Return a ledger as it was at a git revision.

    ``revision`` is anything that git takes for one: a commit, a branch, a tag, ``HEAD~3``. Symbolic links are followed
    to the file that git keeps, and so is a new name that the ledger got since. Raises
    :class:`~commitrack.errors.RevisionNotFound` where git does not have it, and
    :class:`~commitrack.errors.LedgerUnreadable`.
    """
    repository = _open(path)
    commit = repository.object_name(revision)
    if commit is None:
        raise RevisionNotFound(f"{path}: {_why_no_revision(repository, revision)}")
    file = f"{revision}:{path}"
    blob = repository.object_name(f"{commit}:{repository.file}")
    if blob is None and (earlier := repository.earlier_name(commit)):
        file = f"{revision}:{earlier}"
        blob = repository.object_name(f"{commit}:{earlier}")
    if blob is None:
        raise RevisionNotFound(f"{path}: is not in revision {revision!r}{_what_there_is(repository, revision, commit)}")
    if int(repository.ask("cat-file", "-s", blob)) > store.SIZE_LIMIT:
        raise LedgerUnreadable(f"{file}: larger than {store.SIZE_LIMIT // 2**20} MiB; is this a ledger?")
    return Version(file, store.text_of(repository.ask("cat-file", "blob", blob), Path(file)))


def _why_no_revision(repository: "_Repository", revision: str) -> str:
    if repository.ask("rev-parse", "--is-shallow-repository").strip() == b"true":
        return (
            f"this clone of it lacks its older history, and git has no revision {revision!r} here; "
            "fetch the rest with 'git fetch --unshallow'"
        )
    return f"git has no revision {revision!r}; 'git log --oneline' and 'git tag' list what there is"


def _what_there_is(repository: "_Repository", revision: str, commit: str) -> str:
    """Say which files of a revision the ledger may have been, and what to do."""
    if repository.object_name(f"{commit}^{{tree}}") is None:
        return ", which is a file; name a commit, a branch or a tag"
    listed = repository.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).split(b"\0")
    names = [os.fsdecode(name) for name in listed if name.endswith(b".toml")]
    if not names:
        return ", and nor is another TOML file; name a later one"
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    return (
        f", which has {', '.join(names[:_MOST_NAMES])}{more}; name a later one, or if it had another name then, "
        f"write it to a file with 'git show {revision}:NAME > FILE', and compare the two files"
    )


class _Repository(msgspec.Struct, frozen=True):
    """The repository that keeps a ledger, as git answers for it."""

    path: Path
    """The ledger, as it was named."""
    folder: Path
    """The folder in which to ask git."""
    file: str
    """The ledger's name in the work tree."""
    here: str
    """The same, as seen from the folder."""

    def object_name(self, expression: str) -> str | None:
        """Return the full name of what an expression means to git; None where there is no such thing."""
        if expression.startswith("-"):  # git would take it for an option, and no name begins so
            return None
        name = self.ask("rev-parse", "--verify", "--quiet", expression).decode().strip()
        return name if _NAME.fullmatch(name) else None

    def earlier_name(self, commit: str) -> str | None:
        """Return the name that the ledger had at a commit, if it was renamed since."""
        if self.object_name(f"{commit}^{{commit}}") is None:
            return None
        changes = ("--follow", "--find-renames", "--name-status", "--no-ext-diff", "--no-textconv", "--format=", "-z")
        written = self.ask("log", *changes, f"{commit}..HEAD", "--", self.here).split(b"\0")
        before = None
        words = iter(written)
        for status in words:
            name = next(words, b"")
            if status.startswith(b"R"):
                before = name
                next(words, b"")
        return None if before is None else os.fsdecode(before)

    def ask(self, *arguments: str) -> bytes:
        """Return what git answers. Raises :class:`~commitrack.errors.RevisionNotFound` where it cannot be asked."""
        done = _run(self.path, self.folder, arguments)
        complaint = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        if "not a git repository" in complaint:
            raise RevisionNotFound(f"{self.path}: is not in a git repository; commit it to one, or compare two files")
        if "lazy fetching disabled" in complaint or "transport '" in complaint:
            raise RevisionNotFound(
                f"{self.path}: is in a partial clone, which lacks that revision of it. To fetch it, git runs what the "
                "clone's settings say; if you trust them, run 'git show REVISION:NAME', and then this again"
            )
        if done.returncode not in (0, _NOTHING):
            raise RevisionNotFound(f"{self.path}: git cannot read its history: {complaint}")
        return done.stdout


def _open(path: Path) -> _Repository:
    """Find the repository of a ledger.

    To ask is where the ledger is, whichever repository the command runs in; but where variables name a repository,
    they do so as seen from the current folder.
    """
    target = store.follow(path)
    folder = Path() if os.environ.keys() & {"GIT_DIR", "GIT_WORK_TREE"} else target.parent
    asked = _Repository(path, folder, "", "")
    top = Path(os.fsdecode(asked.ask("rev-parse", "--show-toplevel").removesuffix(b"\n")))
    if not target.is_relative_to(top):
        raise RevisionNotFound(
            f"{path}: is not in the work tree {top}, which GIT_DIR or GIT_WORK_TREE names; unset them"
        )
    return msgspec.structs.replace(asked, file=target.relative_to(top).as_posix(), here=os.path.relpath(target, folder))


def _run(path: Path, folder: Path, arguments: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    git = shutil.which("git")
    try:
        return subprocess.run(  # noqa: S603  # no shell: a name is never more than a name
            [str(Path(git).absolute()) if git else "git", *_READING_ONLY, *arguments],
            cwd=folder,
            env={**os.environ, **_FETCHING_NOTHING},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise RevisionNotFound(
            f"{path}: git gave no answer within {_SECONDS:g} seconds; see whether 'git log' does, or compare two files"
        ) from None
    except OSError as error:
        if str(error.filename) != str(folder):
            raise RevisionNotFound(
                f"{path}: git cannot be started: {reason(error)}; install it, or compare two files"
            ) from None
        if isinstance(error, FileNotFoundError):
            raise LedgerNotFound(f"{path}: there is no folder {folder}; check the name") from None
        raise LedgerUnreadable(f"{path}: cannot be read: {reason(error)}") from None
