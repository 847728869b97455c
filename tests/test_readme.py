"""The lines of the README work, in their order, for somebody who pastes them."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from commitrack.ledger.model import Update
from commitrack.ledger.parse import parse
from tests.support.environment import PROJECT, environment
from tests.support.in_process import run_here

README = (PROJECT / "README.md").read_text("utf-8")
SHIPPED = (PROJECT / "data" / "commitments.toml").read_text("utf-8")
COMMITMENT, UPDATE = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
LINES = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.replace("\\\n", "").splitlines()
    if line.startswith(("commitrack ", "git "))
]
STARTS = [line for line in LINES if line.startswith("commitrack init")]
ENDLESS = "commitrack serve"
"""It goes on until somebody ends it, and has tests of its own."""
FINDINGS = "commitrack check"
"""It ends with 1 where there is something to look at."""


def updates(text: str) -> tuple[Update, ...]:
    return parse(text, "README.md").ledger.commitments["scholarships"].updates


def run(line: str, folder: Path) -> int:
    """Run a line as a shell does, with what it prints in a file where it says so."""
    words = shlex.split(line, comments=True)
    if words[0] == "git":
        return subprocess.run(words, cwd=folder, env=environment(), check=False).returncode
    words, to = (words[:-2], words[-1]) if words[-2] == ">" else (words, None)
    ended = run_here(words[1:], folder)
    assert (line, ended.stderr) == (line, "")
    if to:
        (folder / to).write_text(ended.stdout, "utf-8")
    return ended.status


@pytest.mark.parametrize("line", STARTS)
def test_a_ledger_starts(line: str, tmp_path: Path) -> None:
    assert run(line, tmp_path) == 0
    assert (tmp_path / "commitments.toml").exists()


@pytest.mark.slow
def test_the_lines_work_in_their_order(tmp_path: Path) -> None:
    ledger, (shown,) = tmp_path / "commitments.toml", updates(f"{SHIPPED}\n{UPDATE}")
    ledger.write_text(f"{SHIPPED}\n{COMMITMENT}", "utf-8")
    for name in ("old.toml", "new.toml"):
        shutil.copy(PROJECT / "examples" / "uk-homes.toml", tmp_path / name)
    for name, kind in (("tracker", "csv"), ("mapping", "toml")):
        shutil.copy(PROJECT / "tests" / "actions" / "importing" / f"tracker.{kind}", tmp_path / f"{name}.{kind}")
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "The ledger"]):
        subprocess.run(["git", *words], cwd=tmp_path, env=environment(), check=True)
    assert shown.id is not None
    for line in LINES:
        if line not in STARTS and not line.startswith(ENDLESS):
            recorded = [one.id for one in updates(ledger.read_text("utf-8")) if one.total == shown.total]
            own = line.replace(shown.id, recorded[0] or "") if recorded else line  # each update gets an id of its own
            assert (line, run(own, tmp_path)) in ((line, 0), (line, int(line.startswith(FINDINGS))))
    assert [one.date for one in updates(ledger.read_text("utf-8")) if one.total == shown.total] == [shown.date]
