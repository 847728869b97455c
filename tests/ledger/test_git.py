"""A ledger at a git revision, read with the real git from real repositories."""

import os
import subprocess
from pathlib import Path

import pytest

from commitrack.errors import CommitrackError, LedgerNotFound, LedgerUnreadable, RevisionNotFound
from commitrack.ledger import git as revision
from tests.support.environment import KEEPER
from tests.support.repository import Repository


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in KEEPER.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A ledger of two commits, and a third text that is not committed."""
    kept = Repository(tmp_path / "kept", b"first\n")
    kept.run("git", "tag", "story-1")
    kept.ledger.write_bytes(b"second\n")
    kept.commit("The second text")
    kept.ledger.write_bytes(b"third\n")
    return kept


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("HEAD", "second\n"),
        ("main", "second\n"),
        ("HEAD~1", "first\n"),
        ("HEAD^", "first\n"),
        ("story-1", "first\n"),
        (":/The ledger as", "first\n"),
        ("HEAD@{0}", "second\n"),
        ("@", "second\n"),
    ],
)
def test_whatever_git_takes_for_a_revision(repository: Repository, name: str, text: str) -> None:
    assert revision.read(repository.ledger, name) == text


def test_an_annotated_tag_and_a_short_name(repository: Repository) -> None:
    repository.run("git", "tag", "--annotate", "story-2", "-m", "Published")
    short = repository.run("git", "rev-parse", "--short", "HEAD~1").strip()
    assert revision.read(repository.ledger, "story-2") == "second\n"
    assert revision.read(repository.ledger, short) == "first\n"


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    kept = Repository(tmp_path, b"\xef\xbb\xbfmarked\r\n")
    assert revision.read(kept.ledger, "HEAD") == "marked\r\n"


@pytest.mark.parametrize(
    "ledger",
    ["two words.toml", "data/Zusagen – für 2026.toml", "a:b.toml", "*.toml", "-x.toml", "line\nbreak.toml", "a\\b"],
)
def test_any_file_name(tmp_path: Path, ledger: str) -> None:
    assert revision.read(Repository(tmp_path, b"first\n", ledger).ledger, "HEAD") == "first\n"


def test_the_ledger_may_be_gone_from_the_folder(repository: Repository) -> None:
    repository.ledger.unlink()
    assert revision.read(repository.ledger, "HEAD") == "second\n"


def test_the_current_folder_does_not_matter(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Repository(tmp_path / "elsewhere", b"another ledger\n")
    monkeypatch.chdir(elsewhere.folder)
    assert revision.read(Path("../kept/commitments.toml"), "HEAD~1") == "first\n"
    below = repository.folder / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert revision.read(Path("../commitments.toml"), "HEAD") == "second\n"


def test_symbolic_links_lead_to_the_file_that_git_keeps(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(repository.ledger)
    (tmp_path / "folder").symlink_to(repository.folder, target_is_directory=True)
    assert revision.read(tmp_path / "link.toml", "HEAD") == "second\n"
    assert revision.read(tmp_path / "folder" / "commitments.toml", "HEAD~1") == "first\n"


def test_a_linked_worktree_has_its_own_head(repository: Repository, tmp_path: Path) -> None:
    repository.run("git", "worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), "story-1")
    assert revision.read(tmp_path / "linked" / "commitments.toml", "HEAD") == "first\n"


def test_git_dir_names_the_repository_as_it_does_for_git(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.folder / ".git").rename(tmp_path / "apart.git")
    with pytest.raises(RevisionNotFound, match="not in a git repository"):
        revision.read(repository.ledger, "HEAD")
    monkeypatch.chdir(repository.folder)
    for name in (str(tmp_path / "apart.git"), "../apart.git"):
        monkeypatch.setenv("GIT_DIR", name)
        assert revision.read(Path("commitments.toml"), "HEAD") == "second\n"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", "apart.git")
    monkeypatch.setenv("GIT_WORK_TREE", "kept")
    assert revision.read(Path("kept/commitments.toml"), "HEAD~1") == "first\n"


def test_from_a_hook(repository: Repository) -> None:
    """git runs hooks with GIT_DIR and others set."""
    hook = repository.folder / ".git" / "hooks" / "post-commit"
    read = "from pathlib import Path; from commitrack.ledger import git as revision; "
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\npython -c \'{read}print(revision.read(Path("commitments.toml"), "HEAD~1"))\' > seen\n', "utf-8"
    )
    hook.chmod(0o755)
    repository.commit("The third text")
    assert (repository.folder / "seen").read_text("utf-8") == "second\n\n"


@pytest.mark.parametrize("name", ["nowhere", "HEAD~9", "-x", "--all", "--help", "^HEAD", "a b", "é", "HEAD\n", " "])
def test_a_revision_that_there_is_not(repository: Repository, name: str) -> None:
    with pytest.raises(RevisionNotFound) as caught:
        revision.read(repository.ledger, name)
    assert str(caught.value) == (
        f"{repository.ledger}: git has no revision {name!r}; 'git log --oneline' and 'git tag' list what there is"
    )


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    with pytest.raises(RevisionNotFound, match="git has no revision 'HEAD'"):
        revision.read(tmp_path / "commitments.toml", "HEAD")


def test_a_file_that_was_not_there_then(repository: Repository) -> None:
    new = repository.folder / "new.toml"
    new.write_text("new")
    repository.commit("Another ledger")
    with pytest.raises(RevisionNotFound, match="is not in revision 'story-1'; name a later one"):
        revision.read(new, "story-1")


def test_not_a_repository(tmp_path: Path) -> None:
    with pytest.raises(RevisionNotFound, match="is not in a git repository; commit it to one, or compare two files"):
        revision.read(tmp_path / "commitments.toml", "HEAD")


def test_no_such_folder(repository: Repository) -> None:
    with pytest.raises(LedgerNotFound, match="there is no folder"):
        revision.read(repository.folder / "none" / "commitments.toml", "HEAD")


def test_no_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionNotFound, match="git cannot be started: no such file or directory; install it"):
        revision.read(repository.ledger, "HEAD")


def test_a_ledger_outside_of_the_work_tree_that_is_named(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside.toml").write_text("outside")
    monkeypatch.chdir(repository.folder)
    monkeypatch.setenv("GIT_DIR", ".git")
    with pytest.raises(RevisionNotFound, match=r"is not in the work tree .*kept, which GIT_DIR or GIT_WORK_TREE names"):
        revision.read(Path("../outside.toml"), "HEAD")


def test_what_git_complains_of_is_passed_on(repository: Repository) -> None:
    repository.run("git", "config", "core.bare", "true")
    with pytest.raises(
        RevisionNotFound, match="git cannot read its history: this operation must be run in a work tree"
    ):
        revision.read(repository.ledger, "HEAD")


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can give a repository to somebody else, whom git then distrusts"
)
def test_a_repository_of_somebody_else(repository: Repository) -> None:
    for path in (repository.folder, repository.folder / ".git"):
        os.chown(path, 12345, 23456)
    with pytest.raises(
        RevisionNotFound, match=r"git cannot read its history: detected dubious ownership(.|\n)*git config"
    ):
        revision.read(repository.ledger, "HEAD")


def test_a_text_that_is_not_utf_8(tmp_path: Path) -> None:
    kept = Repository(tmp_path, b'title = "\xe9"\n')
    with pytest.raises(LedgerUnreadable, match=r"^HEAD:.*commitments.toml:1: a byte that is not UTF-8"):
        revision.read(kept.ledger, "HEAD")


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    kept = Repository(tmp_path, b"first\n", "data/commitments.toml")
    with pytest.raises(CommitrackError):
        revision.read(kept.folder / "data", "HEAD")
