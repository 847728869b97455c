"""Repositories as enemies make them: what their settings name is not run, and no answer of git's is too large."""

import os
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from commitrack.ledger import git, store
from tests.support.environment import PROJECT, environment
from tests.support.in_process import Ended, run_here
from tests.support.repository import Repository

SHIPPED = (PROJECT / "data" / "commitments.toml").read_bytes()

REVISIONS = ["HEAD~1", "HEAD", ":0", ":0:commitments.toml", ":/The ledger", "HEAD^{/The}", "main@{0}", "@{u}", "gone"]

MARK = "ran"
TRANSPORTS = {
    "ssh": ("ssh://host/path", "core.sshCommand"),
    "uploadpack": ("{folder}", "remote.origin.uploadpack"),
    "git-proxy": ("git://host/path", "core.gitProxy"),
    "ext": ("ext::sh {script}", None),
}
"""Addresses of a remote, and which setting names a program to fetch from it."""

PROGRAMS = [
    "core.fsmonitor",
    "core.pager",
    "pager.rev-parse",
    "pager.cat-file",
    "pager.log",
    "pager.ls-tree",
    "core.askPass",
    "core.editor",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.all.command",
    "diff.all.textconv",
    "filter.all.clean",
    "filter.all.smudge",
    "filter.all.process",
    "gpg.program",
    "alias.rev-parse",
    "alias.log",
]
"""Settings that name a program to be run."""

HOOKS = ["post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    """A ledger of two commits; at the end, what its settings name was not run."""
    kept = Repository(tmp_path / "kept", SHIPPED)
    kept.ledger.write_bytes(SHIPPED + b"# more\n")
    kept.commit("More")
    yield kept
    assert not (tmp_path / MARK).exists()


def set_traps(repository: Repository) -> None:
    """Have a repository run a program wherever its settings can."""
    folder, git_folder = repository.folder.parent, repository.folder / ".git"
    script = folder / "script"
    script.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{folder / MARK}'\nexit 1\n", "utf-8")
    script.chmod(0o755)
    (git_folder / "info").mkdir(exist_ok=True)
    (git_folder / "info" / "attributes").write_text("* diff=all filter=all\n", "utf-8")
    (git_folder / "hooks").mkdir(exist_ok=True)
    for name in HOOKS:
        (git_folder / "hooks" / name).symlink_to(script)
    for name in PROGRAMS:
        repository.run("git", "config", name, str(script))
    repository.run("git", "config", "log.showSignature", "true")
    (folder / MARK).unlink(missing_ok=True)


def break_off(repository: Repository, expression: str) -> None:
    """Take an object out of a repository, as if it had to be fetched."""
    name = repository.run("git", "rev-parse", expression).strip()
    (repository.folder / ".git" / "objects" / name[:2] / name[2:]).unlink()


def fetch_from(repository: Repository, address: str, setting: str | None) -> None:
    """Make a repository a partial clone, whose settings say how to fetch what it lacks."""
    script = repository.folder.parent / "script"
    settings = {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": address.format(folder=repository.folder, script=script),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        **({setting: str(script)} if setting else {}),
    }
    for name, value in settings.items():
        repository.run("git", "config", name, value)


def diff(repository: Repository, revision: str) -> Ended:
    return run_here(["diff", "--rev", revision, "--as-of", "2026-11-23"], repository.folder)


def ran_by_git(repository: Repository, *arguments: str) -> bool:
    """Whether git by itself, asked for this, runs what the settings name; what it ran is forgotten."""
    mark = repository.folder.parent / MARK
    subprocess.run(
        ["git", *arguments], cwd=repository.folder, env=environment(), capture_output=True, check=False, timeout=60
    )
    ran = mark.exists()
    mark.unlink(missing_ok=True)
    return ran


@pytest.mark.parametrize("revision", REVISIONS)
def test_no_setting_runs_a_program(repository: Repository, revision: str) -> None:
    set_traps(repository)
    assert ran_by_git(repository, "rev-parse", "--verify", ":0:commitments.toml"), "this trap is not set"
    assert diff(repository, revision).status in (0, 3)


def test_no_setting_runs_a_program_where_the_ledger_was_renamed(repository: Repository) -> None:
    repository.run("git", "mv", "commitments.toml", "renamed.toml")
    repository.commit("Another name")
    sign(repository)
    set_traps(repository)
    assert ran_by_git(repository, "log", "--name-status"), "this trap is not set"
    ended = run_here(["diff", "--rev", "HEAD~1", "--ledger", "renamed.toml"], repository.folder)
    assert (ended.status, ended.stderr) == (0, "")


def sign(repository: Repository) -> None:
    """Give the last commit a signature of sorts."""
    said, empty, message = repository.run("git", "cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    (repository.folder.parent / "commit").write_text(f"{said}\n{signature}{empty}{message}", "utf-8")
    name = repository.run("git", "hash-object", "-t", "commit", "-w", str(repository.folder.parent / "commit")).strip()
    repository.run("git", "update-ref", "HEAD", name)


@pytest.mark.parametrize("lost", ["HEAD~1:commitments.toml", "HEAD~1^{tree}", "HEAD~1"])
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_nothing_is_fetched(repository: Repository, transport: str, lost: str) -> None:
    break_off(repository, lost)
    set_traps(repository)
    fetch_from(repository, *TRANSPORTS[transport])
    assert ran_by_git(repository, "show", "HEAD~1:commitments.toml"), "this trap is not set"
    ended = diff(repository, "HEAD~1")
    assert (ended.status, ended.stdout) == (3, "")
    assert ended.stderr == (
        "commitments.toml: is in a partial clone, which lacks that revision of it. To fetch it, git runs what the "
        "clone's settings say; if you trust them, run 'git show REVISION:NAME', and then this again\n"
    )


def test_what_a_partial_clone_lacks_is_read_once_it_was_fetched(tmp_path: Path) -> None:
    kept = Repository(tmp_path / "kept", SHIPPED)
    kept.ledger.write_bytes(SHIPPED + b"# more\n")
    kept.commit("More")
    kept.run("git", "config", "uploadpack.allowFilter", "true")
    kept.run("git", "clone", "--quiet", "--filter=blob:none", kept.folder.as_uri(), str(tmp_path / "partial"))
    partial = tmp_path / "partial"
    assert run_here(["diff", "--rev", "HEAD~1"], partial).status == 3
    subprocess.run(["git", "show", "HEAD~1:commitments.toml"], cwd=partial, env=environment(), stdout=-3, check=True)
    assert run_here(["diff", "--rev", "HEAD~1"], partial).status == 0


def test_a_repository_among_the_files_of_another_is_none(repository: Repository) -> None:
    """Its settings would come with a clone of the other, as no settings do."""
    within, script = repository.folder / "data", repository.folder.parent / "script"
    repository.run("git", "init", "--quiet", "--bare", str(within))
    for name, value in {"core.bare": "false", "core.worktree": str(within), "core.fsmonitor": str(script)}.items():
        repository.run("git", "--git-dir", str(within), "config", name, value)
    (within / "commitments.toml").write_bytes(SHIPPED)
    set_traps(repository)
    repository.run(
        "git", "-C", "data", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "add", "commitments.toml"
    )
    assert ran_by_git(repository, "-C", "data", "rev-parse", ":0:commitments.toml"), "this trap is not set"
    ended = run_here(["diff", "--rev", ":0", "--ledger", "data/commitments.toml"], repository.folder)
    assert (ended.status, ended.stdout) == (3, "")
    assert "safe.bareRepository" in ended.stderr


def test_a_file_that_is_too_large_is_not_read(repository: Repository) -> None:
    """Only its size is asked for: git would unpack it into memory first."""
    size = store.SIZE_LIMIT + 1
    name = "f" * 40
    loose = repository.folder / ".git" / "objects" / name[:2] / name[2:]
    loose.parent.mkdir(exist_ok=True)
    loose.write_bytes(zlib.compress(b"blob %d\0" % size + b"[ledger]"))
    repository.run("git", "update-index", "--cacheinfo", f"100644,{name},commitments.toml")
    tree = repository.run("git", "write-tree", "--missing-ok").strip()
    commit = repository.run("git", "commit-tree", tree, "-m", "Too large").strip()
    ended = diff(repository, commit)
    assert (ended.status, ended.stdout) == (3, "")
    assert ended.stderr == f"{commit}:commitments.toml: larger than 256 MiB; is this a ledger?\n"


@pytest.mark.parametrize("file", ["HEAD", "config", "packed-refs"])
def test_git_is_not_waited_for_without_end(repository: Repository, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "_SECONDS", 0.5)
    pipe = repository.folder / ".git" / file
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    ended = diff(repository, "nowhere")
    assert (ended.status, ended.stdout) == (3, "")
    assert ended.stderr == (
        "commitments.toml: git gave no answer within 0.5 seconds; see whether 'git log' does, or compare two files\n"
    )
