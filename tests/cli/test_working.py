"""Long work: a line that moves on a terminal, nothing in a pipe, and what was written at the end."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import PROJECT, environment
from tests.support.in_process import run_here
from tests.support.terminals import on_terminal

SHIPPED = PROJECT / "data" / "commitments.toml"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that takes any machine more than a second."""
    path = tmp_path_factory.mktemp("large") / "large.toml"
    start = datetime.date(2000, 1, 1)
    updates = [
        f"[[commitments.a.updates]]\ndate = {start + datetime.timedelta(days=number // 9)}\nadd = 1\nsource = 's'\n"
        for number in range(40_000)
    ]
    head = "[ledger]\ntitle = 'x'\n[commitments.a]\ntitle = 'A'\nkind = 'total'\ntarget = 9\nunit = 'u'\n"
    path.write_text(head + "".join(updates), "utf-8")
    return path


@pytest.mark.slow
def test_a_terminal_shows_that_long_work_goes_on_and_then_only_the_result(large: Path) -> None:
    shown, status = on_terminal("check", "-l", str(large), TERM="xterm")
    before, cleared, after = shown.rpartition("\x1b[2K")
    assert status == 0
    assert "Checking …" in before
    assert cleared
    assert "Checking" not in after
    assert "1 ledger: " in after


@pytest.mark.full
def test_a_pipe_shows_nothing_of_it(large: Path) -> None:
    command = [sys.executable, "-m", "commitrack", "check", "-l", str(large)]
    ended = subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=True)
    assert ended.stderr == ""
    assert "Checking" not in ended.stdout


@pytest.mark.slow
def test_short_work_shows_nothing_of_it() -> None:
    shown, _ = on_terminal("check", "-l", str(SHIPPED), TERM="xterm", columns=400)
    assert "Checking" not in shown
    assert "\x1b[2K" not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report",), "15 promises"),
        (("export",), "15 commitments"),
        (("agenda", "--format", "csv"), "16 to look after"),
    ],
)
def test_what_was_written_is_said(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "commitments.toml").write_bytes(SHIPPED.read_bytes())
    written = run_here((*arguments, "--as-of", "2026-11-23", "-o", "out"), tmp_path)
    size = round((tmp_path / "out").stat().st_size / 1_000)
    assert (written.status, written.stdout, written.stderr) == (0, f"out: {said}, {size} kB\n", "")
    assert (tmp_path / "out").stat().st_size > 0


@pytest.mark.slow
@pytest.mark.parametrize("output", ["-", "/dev/stdout"])
def test_nothing_is_said_beside_a_document_that_is_printed(tmp_path: Path, output: str) -> None:
    command = [sys.executable, "-m", "commitrack", "export", "-l", str(SHIPPED), "-o", output]
    printed = subprocess.run(
        command, cwd=tmp_path, env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    assert "commitments, " not in printed.stdout
    assert printed.stdout.startswith("date,commitment,")


def test_a_report_is_not_poured_out_on_a_terminal(tmp_path: Path) -> None:
    said = (
        "commitrack report: the report is a page of HTML, for a browser; write it to a file with '-o report.html', or "
        "read it here with '--format markdown'\nTry 'commitrack report --help'.\n"
    )
    poured = run_here(("report", "-l", str(SHIPPED)), tmp_path, terminal=True, TERM="dumb", COLUMNS="300")
    assert (poured.status, poured.stdout, poured.stderr) == (2, "", said)
    asked = run_here(("report", "-l", str(SHIPPED), "-o", "-"), tmp_path, terminal=True)
    assert asked.stdout.startswith("<!DOCTYPE html>")
    readable = run_here(("report", "-l", str(SHIPPED), "--format", "markdown"), tmp_path, terminal=True)
    assert readable.stdout.startswith("# China–CELAC Forum")
