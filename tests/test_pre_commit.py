"""The hook, run by the real pre-commit from this repository as it is committed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import PROJECT

pytestmark = pytest.mark.full

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
IN_GIT = (PROJECT / ".git").exists()


class Newsroom:
    """A repository with a ledger, whose commits go through the hook."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "newsroom"
        self.folder.mkdir()
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PRE_COMMIT_HOME": str(folder / "pre-commit"),
            "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"),
        }
        (folder / "gitconfig").write_text(
            f"[user]\nname = Keeper\nemail = keeper@example.org\n[safe]\ndirectory = {PROJECT}\n", "utf-8"
        )
        self.git("init", "--quiet", "--initial-branch", "main")
        revision = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=PROJECT, env=self._environment, check=True, capture_output=True, text=True
        ).stdout.strip()
        (self.folder / ".pre-commit-config.yaml").write_text(
            f"repos:\n- repo: {PROJECT}\n  rev: {revision}\n  hooks:\n  - id: commitrack-check\n", "utf-8"
        )
        subprocess.run([PRE_COMMIT, "install"], cwd=self.folder, env=self._environment, check=True, capture_output=True)

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self._environment, capture_output=True, text=True, check=False
        )

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.git("add", ".")
        return self.git("commit", "-m", "Change the ledger")


@pytest.mark.skipif(not IN_GIT, reason="pre-commit takes hooks from a git repository, and this is not one")
def test_a_commit_with_a_broken_ledger_is_refused(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    ledger = newsroom.folder / "commitments.toml"
    shutil.copy(PROJECT / "data" / "commitments.toml", ledger)
    accepted = newsroom.commit()
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    assert "check commitrack ledgers" in accepted.stderr
    ledger.write_text(ledger.read_text("utf-8").replace("target    = 3_500", "tagret    = 3_500"), "utf-8")
    refused = newsroom.commit()
    assert refused.returncode == 1
    assert "commitrack-check\n- exit code: 1\n" in refused.stderr
    assert ': [unknown-key] commitments.scholarships.tagret: unknown key; did you mean "target"?' in refused.stderr
