"""One command writes every golden file anew, and says which."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.golden.__main__ import GOLDEN, main
from tests.support.environment import PROJECT, environment

pytestmark = pytest.mark.slow

WRITTEN = (
    "tests/golden/transcripts/*.txt",
    "tests/golden/conversations/*.txt",
    "tests/golden/cases/*/*.txt",
    "tests/golden/writes/*/*.txt",
    "schema/*",
    "examples/*.csv",
    "examples/*.html",
    "docs/pictures/*",
)


def test_every_golden_file_has_one_name() -> None:
    files = Counter(path for one in GOLDEN.values() for path in one.files)
    assert set(files.values()) == {1}
    assert [path for pattern in WRITTEN for path in PROJECT.glob(pattern) if path not in files] == []


def test_the_names_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    written, complaint = capsys.readouterr()
    assert ([line.split()[0] for line in written.splitlines()], complaint) == (list(GOLDEN), "")


@pytest.mark.parametrize("name", ["schemas", str(PROJECT / "docs" / "export.md")])
def test_a_file_that_is_current_is_left_alone(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name]) == 0
    assert tuple(capsys.readouterr()) == ("", "")


def test_a_file_that_is_not_is_written_and_named(tmp_path: Path) -> None:
    for part in ("data", "docs", "examples", "schema", "tests"):
        shutil.copytree(PROJECT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "README.md", tmp_path)
    stale = Path("tests", "golden", "cases", "stale", "expected.txt")
    (tmp_path / stale).write_text("old", "utf-8")
    command = [sys.executable, "-m", "tests.golden", "cases"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{stale}\n", "")
    assert (tmp_path / stale).read_bytes() == (PROJECT / stale).read_bytes()


def test_what_has_no_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["transcript", "schemas", "LICENSE"])
    written, complaint = capsys.readouterr()
    assert written == ""
    assert complaint.endswith("error: nothing is named transcript, LICENSE; --list has the names\n")
