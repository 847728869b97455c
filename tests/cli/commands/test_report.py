"""A report takes the place of an older one in one step, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import PROJECT, environment

pytestmark = pytest.mark.slow

SHIPPED = PROJECT / "data" / "commitments.toml"


def report(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "commitrack", "report", "--ledger", str(SHIPPED), "--as-of", "2026-11-23"]
    return subprocess.run(
        [*command, *arguments], cwd=cwd, env=environment(), capture_output=True, text=True, check=False
    )


def write(path: Path, generated_at: str = "2026-11-23") -> None:
    done = report("-o", path.name, "--generated-at", generated_at, cwd=path.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_new_report_can_be_read_by_those_whom_the_umask_lets(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    umask = os.umask(0o022)
    try:
        write(path)
    finally:
        os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_report_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("older")
    path.chmod(0o640)
    with path.open() as held:
        write(path)
        assert held.read() == "older"
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_same_report_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write(path)
    before = path.stat()
    write(path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    write(path, "2026-11-24")
    assert path.stat().st_ino != before.st_ino


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    link = tmp_path / "report.html"
    link.symlink_to("site/index.html")
    write(link)
    assert link.is_symlink()
    assert (tmp_path / "site" / "index.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "report.html"
    link.symlink_to("report.html")
    done = report("-o", "report.html", cwd=tmp_path)
    assert done.returncode == 74
    assert done.stderr.startswith("commitrack: cannot write to report.html: ")
    assert list(tmp_path.iterdir()) == [link]


def test_a_full_device_says_so(tmp_path: Path) -> None:
    done = report("-o", "/dev/full", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (74, "commitrack: cannot write to /dev/full: no space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX's")
def test_a_disk_that_fills_up_leaves_the_older_report(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("older")
    command = f"ulimit -f 8; trap '' XFSZ; {sys.executable} -B -m commitrack report -l {SHIPPED} -o report.html"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (74, "commitrack: cannot write to report.html: file too large\n")
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_goes_through_a_pipe_as_utf8(tmp_path: Path) -> None:
    done = report("--format", "markdown", cwd=tmp_path)
    assert done.stdout.startswith("# China–CELAC Forum, Fourth Ministerial Meeting\n")
