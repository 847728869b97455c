"""Ledgers in git: updates of different commitments merge by themselves, those of one conflict as whole blocks."""

import re
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from commitrack.ledger.parse import parse
from tests.support.environment import PROJECT, environment
from tests.support.repository import Repository

SHIPPED = PROJECT / "data" / "commitments.toml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path, SHIPPED.read_bytes())


def test_updates_of_different_commitments_merge_by_themselves(repository: Repository) -> None:
    repository.branch("one", ("update", "scholarships", "--total", "100", "--source", "Report A"))
    repository.branch("two", ("update", "training", "--total", "200", "--source", "Report B"))
    repository.branch("three", ("update", "party-delegates", "--add", "30", "--source", "Report C"))
    for name in ("one", "two", "three"):
        repository.run("git", "merge", "--quiet", "--no-edit", name)
    merged = parse(repository.ledger.read_text("utf-8"), "merged").ledger
    before = parse(SHIPPED.read_text("utf-8"), "before").ledger
    new = [(key, update.source) for key, update in merged.updates() if update not in before.commitments[key].updates]
    assert sorted(new) == [
        ("party-delegates", "Report C"),
        ("scholarships", "Report A"),
        ("training", "Report B"),
    ]
    assert sum(1 for _ in merged.updates()) == sum(1 for _ in before.updates()) + 3


def test_updates_of_one_commitment_conflict_as_whole_blocks(repository: Repository) -> None:
    repository.branch("one", ("update", "scholarships", "--total", "100", "--source", "Report A"))
    repository.branch("two", ("update", "scholarships", "--total", "120", "--source", "Report B"))
    repository.run("git", "merge", "--quiet", "--no-edit", "one")
    repository.run("git", "merge", "--quiet", "--no-edit", "two", status=1)
    text = repository.ledger.read_text("utf-8")
    found = re.search(r"<{7} HEAD\n(.*?)={7}\n(.*?)>{7} two\n", text, re.DOTALL)
    assert found
    for side, figure, source in ((found[1], 100, "Report A"), (found[2], 120, "Report B")):
        header, name, *rest = side.rstrip("\n").split("\n")
        assert re.fullmatch(r"\[\[commitments\.scholarships\.updates\]\]  # [0-9a-f]{8}", header)
        assert name == f'id = "{header[-8:]}"'
        assert [line for line in rest if line.startswith(("total", "source"))] == [
            f"total = {figure}",
            f'source = "{source}"',
        ]


def test_a_conflict_is_named_as_one_and_keeping_both_sides_solves_it(repository: Repository) -> None:
    repository.branch("one", ("update", "scholarships", "--total", "100", "--source", "Report A"))
    repository.branch("two", ("update", "scholarships", "--total", "120", "--source", "Report B"))
    repository.run("git", "merge", "--quiet", "--no-edit", "one")
    repository.run("git", "merge", "--quiet", "--no-edit", "two", status=1)
    done = subprocess.run(
        ["commitrack", "list"], cwd=repository.folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "a merge conflict was left in the file; keep the blocks of both sides" in done.stderr
    lines = repository.ledger.read_text("utf-8").split("\n")
    kept = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    repository.ledger.write_text("\n".join(kept), "utf-8")
    updates = parse(repository.ledger.read_text("utf-8"), "solved").ledger.commitments["scholarships"].updates
    assert [(update.total, update.source) for update in updates] == [
        (Decimal(100), "Report A"),
        (Decimal(120), "Report B"),
    ]


def test_a_dry_run_is_a_patch_that_git_applies(repository: Repository) -> None:
    patch = repository.run("commitrack", "update", "scholarships", "--total", "100", "--source", "R", "--dry-run")
    (repository.folder / "change.patch").write_text(patch, "utf-8")
    repository.run("git", "apply", "-p0", "change.patch")
    updates = parse(repository.ledger.read_text("utf-8"), "patched").ledger.commitments["scholarships"].updates
    assert [update.total for update in updates] == [100]
