"""The pager: only on a terminal, only where something does not fit, and the one that the environment names."""

import sys
from pathlib import Path

import pexpect
import pytest

from tests.support.environment import PROJECT, environment
from tests.support.in_process import run_here
from tests.support.terminals import on_terminal

pytestmark = pytest.mark.slow

VERDICTS = ("list", "--ledger", str(PROJECT / "examples" / "verdicts.toml"), "--as-of", "2026-11-26")
SHORT = ("list", "--ledger", str(PROJECT / "examples" / "uk-homes.toml"), "--as-of", "2026-11-26")
MARK = "sed s/^/paged:/"


def shown(*arguments: str, pager: str, term: str = "xterm-256color") -> str:
    text, status = on_terminal(*arguments, TERM=term, NO_COLOR="1", COMMITRACK_PAGER=pager)
    assert status == 0
    return text


def test_what_does_not_fit_is_read_in_the_pager_that_the_environment_names() -> None:
    plain = shown(*VERDICTS, pager="cat")
    assert plain.count("\n") > 25
    assert shown(*VERDICTS, pager=MARK) == "".join(f"paged:{line}\n" for line in plain.splitlines())


def test_what_fits_is_printed() -> None:
    assert "paged:" not in shown(*SHORT, pager=MARK)
    assert shown(*SHORT, pager=MARK) == shown(*SHORT, pager="cat")


def test_commitrack_pager_goes_before_pager() -> None:
    env = environment(PAGER=MARK)
    del env["COMMITRACK_PAGER"], env["COLUMNS"]
    child = pexpect.spawn(sys.executable, ["-m", "commitrack", *VERDICTS], env=env, encoding="utf-8", timeout=20)
    child.expect("paged:.*paged:")
    child.expect(pexpect.EOF)
    text, _ = on_terminal(*VERDICTS, TERM="xterm", PAGER=MARK, COMMITRACK_PAGER="cat")
    assert "paged:" not in text


@pytest.mark.parametrize("pager", ["", "cat", "no-such-pager-anywhere"])
def test_without_a_pager_everything_is_printed_once(pager: str) -> None:
    text = shown(*VERDICTS, pager=pager)
    assert text.count("Canada: two bill") == 1
    assert text.endswith(shown(*VERDICTS, pager="cat"))


def test_no_pager_is_an_option() -> None:
    assert shown("--no-pager", *VERDICTS, pager=MARK) == shown(*VERDICTS, pager="cat")


def test_a_dumb_terminal_and_a_pipe_have_none() -> None:
    assert "paged:" not in shown(*VERDICTS, term="dumb", pager=MARK)
    assert "paged:" not in run_here(VERDICTS, PROJECT, COMMITRACK_PAGER=MARK).stdout


def test_a_command_that_writes_is_never_paged(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_bytes((PROJECT / "examples" / "uk-homes.toml").read_bytes())
    said = ["update", "homes-2024", "--total", "300000", "--date", "2026-01-01", "--source", "a", "--dry-run"]
    text, _ = on_terminal(*said, cwd=tmp_path, TERM="xterm", COMMITRACK_PAGER=MARK)
    assert "300000" in text
    assert "paged:" not in text


def test_a_pager_that_is_left_early_ends_the_command_well() -> None:
    assert "Quantified" in shown(*VERDICTS, pager="head -1")


def test_an_error_comes_after_what_was_shown_and_keeps_its_status() -> None:
    text, status = on_terminal("list", "--programme", "nowhere", *VERDICTS[1:], TERM="xterm", COMMITRACK_PAGER=MARK)
    assert status == 3
    assert "no programme has the id 'nowhere'" in text


@pytest.mark.parametrize("extra", [{}, {"PAGER": "less"}])
def test_less_shows_colours_and_ends_with_q(extra: dict[str, str]) -> None:
    env = environment(TERM="xterm-256color", **extra)
    del env["COMMITRACK_PAGER"], env["COLUMNS"]
    child = pexpect.spawn(
        sys.executable, ["-m", "commitrack", *VERDICTS], env=env, dimensions=(24, 80), encoding="utf-8", timeout=20
    )
    child.expect("38;5;163m! overdue")
    child.expect("\n:|\r:|\x1b\\[K")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
