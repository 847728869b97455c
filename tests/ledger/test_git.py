"""A ledger at a git revision, read with the real git from real repositories."""

import os
import subprocess
from pathlib import Path

import pytest

from commitrack.errors import CommitrackError, LedgerNotFound, LedgerUnreadable, RevisionNotFound
from commitrack.ledger import git as revision
from tests.support.environment import KEEPER
from tests.support.repository import Repository

pytestmark = pytest.mark.slow


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
    assert revision.read(repository.ledger, name).text == text


def test_an_annotated_tag_and_a_short_name(repository: Repository) -> None:
    repository.run("git", "tag", "--annotate", "story-2", "-m", "Published")
    short = repository.run("git", "rev-parse", "--short", "HEAD~1").strip()
    assert revision.read(repository.ledger, "story-2").text == "second\n"
    assert revision.read(repository.ledger, short).text == "first\n"


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    kept = Repository(tmp_path, b"\xef\xbb\xbfmarked\r\n")
    assert revision.read(kept.ledger, "HEAD").text == "marked\r\n"


@pytest.mark.parametrize(
    "ledger",
    ["two words.toml", "data/Zusagen – für 2026.toml", "a:b.toml", "*.toml", "-x.toml", "line\nbreak.toml", "a\\b"],
)
def test_any_file_name(tmp_path: Path, ledger: str) -> None:
    assert revision.read(Repository(tmp_path, b"first\n", ledger).ledger, "HEAD").text == "first\n"


def test_the_ledger_may_be_gone_from_the_folder(repository: Repository) -> None:
    repository.ledger.unlink()
    assert revision.read(repository.ledger, "HEAD").text == "second\n"


def test_the_current_folder_does_not_matter(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Repository(tmp_path / "elsewhere", b"another ledger\n")
    monkeypatch.chdir(elsewhere.folder)
    assert revision.read(Path("../kept/commitments.toml"), "HEAD~1").text == "first\n"
    below = repository.folder / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert revision.read(Path("../commitments.toml"), "HEAD").text == "second\n"


def test_symbolic_links_lead_to_the_file_that_git_keeps(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(repository.ledger)
    (tmp_path / "folder").symlink_to(repository.folder, target_is_directory=True)
    assert revision.read(tmp_path / "link.toml", "HEAD").text == "second\n"
    assert revision.read(tmp_path / "folder" / "commitments.toml", "HEAD~1").text == "first\n"


def test_a_linked_worktree_has_its_own_head(repository: Repository, tmp_path: Path) -> None:
    repository.run("git", "worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), "story-1")
    assert revision.read(tmp_path / "linked" / "commitments.toml", "HEAD").text == "first\n"


def test_git_dir_names_the_repository_as_it_does_for_git(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.folder / ".git").rename(tmp_path / "apart.git")
    with pytest.raises(RevisionNotFound, match="not in a git repository"):
        revision.read(repository.ledger, "HEAD")
    monkeypatch.chdir(repository.folder)
    for name in (str(tmp_path / "apart.git"), "../apart.git"):
        monkeypatch.setenv("GIT_DIR", name)
        assert revision.read(Path("commitments.toml"), "HEAD").text == "second\n"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", "apart.git")
    monkeypatch.setenv("GIT_WORK_TREE", "kept")
    assert revision.read(Path("kept/commitments.toml"), "HEAD~1").text == "first\n"


def test_from_a_hook(repository: Repository) -> None:
    """git runs hooks with GIT_DIR and others set."""
    hook = repository.folder / ".git" / "hooks" / "post-commit"
    read = "from pathlib import Path; from commitrack.ledger import git as revision; "
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f'#!/bin/sh\npython -c \'{read}print(revision.read(Path("commitments.toml"), "HEAD~1").text)\' > seen\n',
        "utf-8",
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
    with pytest.raises(RevisionNotFound) as caught:
        revision.read(new, "story-1")
    assert str(caught.value) == (
        f"{new}: is not in revision 'story-1', which has commitments.toml; name a later one, or if it had another name "
        "then, write it to a file with 'git show story-1:NAME > FILE', and compare the two files"
    )


def test_a_revision_without_any_ledger(repository: Repository) -> None:
    repository.run("git", "rm", "--quiet", "--cached", "commitments.toml")
    repository.run("git", "commit", "--quiet", "-m", "Nothing left")
    with pytest.raises(RevisionNotFound, match="is not in revision 'HEAD', and nor is another TOML file; name a later"):
        revision.read(repository.ledger, "HEAD")


@pytest.mark.parametrize("name", ["HEAD:commitments.toml", ":0:commitments.toml"])
def test_a_revision_that_is_a_file(repository: Repository, name: str) -> None:
    with pytest.raises(RevisionNotFound, match=r"which is a file; name a commit, a branch or a tag$"):
        revision.read(repository.ledger, name)


LINES = "".join(f"line {number}\n" for number in range(100))


def test_a_ledger_that_was_renamed_twice_is_followed_to_its_first_name(tmp_path: Path) -> None:
    kept = Repository(tmp_path, f"first\n{LINES}".encode(), "old [1].toml")
    kept.run("git", "tag", "story-1")
    (tmp_path / "data").mkdir()
    kept.run("git", "mv", "old [1].toml", "data/new.toml")
    kept.commit("Another folder")
    (tmp_path / "data" / "new.toml").write_text(f"second\n{LINES}", "utf-8")
    kept.run("git", "mv", "data/new.toml", "data/newer.toml")
    kept.commit("Another name, and another text")
    ledger = tmp_path / "data" / "newer.toml"
    assert revision.read(ledger, "story-1") == revision.Version("story-1:old [1].toml", f"first\n{LINES}")
    assert revision.read(ledger, "HEAD~1") == revision.Version("HEAD~1:data/new.toml", f"first\n{LINES}")
    assert revision.read(ledger, "HEAD") == revision.Version(f"HEAD:{ledger}", f"second\n{LINES}")


def test_a_name_that_the_ledger_got_on_another_branch(tmp_path: Path) -> None:
    kept = Repository(tmp_path, f"first\n{LINES}".encode(), "old.toml")
    kept.run("git", "branch", "story")
    kept.run("git", "mv", "old.toml", "new.toml")
    kept.commit("Another name")
    assert revision.read(tmp_path / "new.toml", "story").text == f"first\n{LINES}"


def test_a_ledger_that_was_rewritten_under_its_new_name_is_not_guessed_at(tmp_path: Path) -> None:
    kept = Repository(tmp_path, b"first\n", "old.toml")
    kept.run("git", "mv", "old.toml", "new.toml")
    (tmp_path / "new.toml").write_text("".join(f"another {number}\n" for number in range(100)), "utf-8")
    kept.commit("Another ledger")
    with pytest.raises(
        RevisionNotFound, match=r"is not in revision 'HEAD~1', which has old\.toml; name a later one, or"
    ):
        revision.read(tmp_path / "new.toml", "HEAD~1")


@pytest.mark.parametrize("name", ["story-1", "HEAD~1"])
def test_a_shallow_clone_says_what_it_lacks_and_how_to_fetch_it(
    repository: Repository, tmp_path: Path, name: str
) -> None:
    repository.run("git", "clone", "--quiet", "--depth", "1", repository.folder.as_uri(), str(tmp_path / "shallow"))
    ledger = tmp_path / "shallow" / "commitments.toml"
    with pytest.raises(RevisionNotFound) as caught:
        revision.read(ledger, name)
    assert str(caught.value) == (
        f"{ledger}: this clone of it lacks its older history, and git has no revision {name!r} here; "
        "fetch the rest with 'git fetch --unshallow'"
    )
    subprocess.run(["git", "fetch", "--quiet", "--unshallow"], cwd=ledger.parent, check=True)
    assert revision.read(ledger, name).text == "first\n"


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
