"""Real processes, pipes and terminals: exit codes, widths, and nothing but text on the screen."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import forks
from tests.support.environment import PROJECT, environment
from tests.support.in_process import run_here
from tests.support.terminals import on_terminal
from tests.support.transcripts import FOLDER

pytestmark = pytest.mark.slow

SHIPPED = PROJECT / "data" / "commitments.toml"
LONG = FOLDER / "long.toml"
ADDRESS = re.compile(r'http[^"\s]+')
COMMAND = [sys.executable, "-m", "commitrack"]


def show_here(*arguments: str, columns: int, term: str = "dumb") -> str:
    """What a command shows on a terminal: in this process, as the layout does not depend on whose terminal it is."""
    ended = run_here(arguments, PROJECT, terminal=True, COLUMNS=str(columns), TERM=term)
    assert (ended.status, ended.stderr) == (0, "")
    return ended.stdout


def run(*arguments: str, stdout: int | None = None, **extra: str) -> subprocess.CompletedProcess[bytes]:
    return forks.run(arguments, stdout=stdout, env=environment(**extra))


def run_anew(*arguments: str, stdout: int = subprocess.PIPE, **extra: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as Python starts it, which heeds variables of its own."""
    return subprocess.run(
        [*COMMAND, *arguments], stdout=stdout, stderr=subprocess.PIPE, env=environment(**extra), check=False
    )


LIST = ("list", "--ledger", str(SHIPPED), "--as-of", "2026-11-23")


DIFF = ("diff", "2025-05-20", "2026-11-23", "--ledger", str(SHIPPED))


@pytest.mark.parametrize("command", [LIST, DIFF], ids=lambda command: command[0])
@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(columns: int, command: tuple[str, ...]) -> None:
    shown, status = on_terminal(*command, columns=columns, NO_COLOR="1", TERM="dumb")
    assert status == 0
    assert all(len(line) <= columns or ADDRESS.search(line) for line in shown.split("\n"))


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_every_figure_and_status_is_whole_at_every_width(columns: int) -> None:
    shown = show_here(*LIST, columns=columns)
    for whole in ("– / 66", "– / 300", "– / 3,500", "– / 10,000", "5 / 5", "no data", "fulfilled"):
        assert whole in shown


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_longest_figures_and_statuses_stay_within_every_width(columns: int) -> None:
    shown = show_here("list", "-l", str(LONG), "--as-of", "2024-10-01", columns=columns)
    for whole in ("999,999", "1,000,000", "40 / 40", "– / 4", "on track", "fulfilled", "declared partially fulfilled",
                  "no data"):  # fmt: skip
        assert whole in shown
    assert max(map(len, shown.split("\n"))) <= columns


def test_nothing_is_shortened_where_everything_is_wanted() -> None:
    shown = show_here("list", "--wide", "-l", str(LONG), "--as-of", "2024-10-01", columns=40)
    for whole in ("999,999,999,999,999,999.99 / 1,000,000,000,000,000,000 yuan", "◐ declared partially fulfilled ",
                  " lifts-that-work-on-every-day-of-the-year ", "across the whole of England and Wales"):  # fmt: skip
        assert whole in shown


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize(
    ("commitment", "whole"),
    [
        ("reserves", "999,999,999,999,999,999.99 yuan"),
        ("step-free", "wheelchair-accessible"),
        ("subsidy", "888,888,888,888,888,888.88 /|999,999,999,999,999,999.99|2023-02-02 to 2024-02-01|overdue|no data"),
        ("visas", "Papua New|in force|since 2024-06-30 until 2026-12-31"),
    ],
)
def test_nothing_is_cut_from_a_dossier(columns: int, commitment: str, whole: str) -> None:
    shown = show_here("show", commitment, "-l", str(LONG), "--as-of", "2024-10-01", columns=columns)
    assert "…" not in shown
    for one in whole.split("|"):
        assert one in shown
    assert all(len(line) <= columns or ADDRESS.search(line) for line in shown.split("\n"))


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "command",
    [("show", "step-free", "--as-of", "2024-10-01"), ("diff", "2024-06-01", "2024-07-01")],
    ids=lambda it: it[0],
)
def test_an_address_is_whole_at_every_width(columns: int, command: tuple[str, ...]) -> None:
    shown = show_here(*command, "-l", str(LONG), columns=columns)
    addresses = ADDRESS.findall(LONG.read_text("utf-8"))
    assert set(ADDRESS.findall(shown)) == set(addresses if command[0] == "show" else addresses[1:2])


@pytest.mark.parametrize("columns", [40, 80])
def test_a_comparison_says_in_words_what_it_says_in_colour(columns: int) -> None:
    shown = show_here(*DIFF, columns=columns, term="xterm-256color")
    assert "no data" in shown
    assert "\x1b[38;5;29mfulfilled\x1b[0m" in shown


def test_colours_are_for_terminals_that_want_them() -> None:
    assert "\x1b[" in on_terminal(*LIST, TERM="xterm-256color")[0]
    assert "\x1b[3" not in on_terminal(*LIST, TERM="xterm-256color", NO_COLOR="1")[0]
    assert "\x1b" not in on_terminal(*LIST, TERM="dumb")[0]
    assert b"\x1b" not in run(*LIST).stdout


def test_a_style_ends_with_its_text() -> None:
    ledger = ("-l", str(FOLDER / "log.toml"), "--as-of", "2026-01-01")
    log = show_here("log", "training", *ledger, columns=80, term="xterm-256color")
    assert "\x1b[9;38;5;243m700 places so far\x1b[0m\x1b[38;5;131m  replaced by aaaa0005\x1b[0m" in log
    show = show_here("show", "training", *ledger, columns=80, term="xterm-256color")
    assert "\x1b[38;5;131m= declared stalled\x1b[0m  \x1b[1mTraining places\x1b[0m\n" in show


def test_without_colours_a_terminal_shows_the_same_text() -> None:
    dumb, _ = on_terminal(*LIST, TERM="dumb")
    assert dumb == run(*LIST).stdout.decode()


HOSTILE = """
[ledger]
title = "Red \\u001b[31malert [bold]x[/bold] :smile: \\u009b31m \\u202Egnp"
[commitments.a]
title = "\\u001b]8;;https://evil.example\\u0007click\\u001b]8;;\\u0007 [/b] \\u2028 \\u007f"
kind = "total"
target = 1
unit = "\\u001b[2J"
quote = "\\u001b[1A"
note = "\\u0000\\u0008"
[[commitments.a.updates]]
date = 2024-01-01
total = 1
source = "javascript:\\u001b[5m"
publisher = "\\u200e\\u2066"
"""

HOSTILE_CHARACTERS = set("\x1b\x9b\x07\x00\x08\x7f\u202e\u2028\u200e\u2066")


@pytest.mark.parametrize(
    "arguments",
    [("list",), ("show", "a"), *(("list", "--format", name) for name in ("json", "csv", "tsv", "markdown")),
     ("report",), ("report", "--format", "markdown"),
     ("export",), ("export", "--format", "jsonl"), ("export", "-o", "\x1b[31m/x"), ("show", "a", "--format", "json"),
     ("show", "\x1b[31mb"), ("list", "--programme", "\x1b[31mb"),
     ("update", "a", "--add", "1"), ("check",), ("log",),
     ("update", "a", "\x1b[31m"), ("update", "a", "--add", "\x9b31m"), ("list", "--\x1b[31m"), ("\x1b[31m",),
     ("diff", "2023-12-31", "2024-02-01"), ("diff", "2023-12-31", "2024-02-01", "--format", "markdown"),
     ("diff", "2023-12-31", "2024-02-01", "--format", "json"), ("diff", "\x1b[31m"), ("diff", "--rev", "\x1b[31m"),
     ("list", "--as-of", "\u202e2024"), ("list", "--ledger", "\x1b[31m"), ("list", "--kind", "\x1b[31m")],
    ids=repr,
)  # fmt: skip
def test_text_cannot_reach_the_terminal_as_control_sequences(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(HOSTILE, "utf-8")
    ended = run_here(arguments, tmp_path, COMMITRACK_LEDGER=str(ledger))
    assert set(ended.stdout + ended.stderr) & HOSTILE_CHARACTERS == set()


@pytest.mark.parametrize("columns", [40, 80])
def test_messages_break_between_words(columns: int) -> None:
    for arguments in (
        ("list", "-l", "nowhere.toml"),
        ("update", "visa", "--checked", "-l", str(SHIPPED)),
        ("check", "-l", str(SHIPPED)),
    ):
        shown, _ = on_terminal(*arguments, columns=columns, TERM="dumb")
        piped = run(*arguments)
        words = (piped.stdout + piped.stderr).decode().split()
        assert shown.split() == words or any(len(word) > columns for word in words)
        assert max(map(len, shown.split("\n"))) <= columns or any(len(word) > columns for word in words)


def test_markup_in_data_is_text(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(HOSTILE, "utf-8")
    written = run("list", COMMITRACK_LEDGER=str(ledger)).stdout.decode()
    assert r"Red \x1b[31malert [bold]x[/bold] :smile: \x9b31m \u202egnp" in written


def test_no_command_is_cut_short_in_the_help() -> None:
    lines = run("--help").stdout.decode().splitlines()[1:]
    assert [line for line in lines if line.endswith(("…", "..."))] == []
    assert "  log      List every update, newest first, with the figure after it." in lines


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        for arguments in (LIST, ("--help",), ("--version",), (*LIST, "--format", "json")):
            done = run(*arguments, stdout=writer)
            assert (done.returncode, done.stderr) == (141, b"")
    finally:
        os.close(writer)


def test_head_takes_one_line() -> None:
    command = f"{sys.executable} -m commitrack list -l {SHIPPED} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(), check=False)
    title, status = done.stdout.decode().splitlines()
    assert title.startswith("China–CELAC Forum, Fourth Ministerial Meeting   ")
    assert status in ("0", "141")  # whoever is faster
    assert done.stderr == b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_standard_output(unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        for arguments in (LIST, ("--help",), (*LIST, "--format", "csv"), ("show", "visa-free", "-l", str(SHIPPED))):
            done = run_anew(*arguments, stdout=full.fileno(), PYTHONUNBUFFERED=unbuffered)
            assert done.returncode == 74
            assert done.stderr == b"commitrack: cannot write to standard output: no space left on device\n"


def test_standard_output_that_is_closed() -> None:
    command = f"{sys.executable} -m commitrack list -l {SHIPPED} >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (74, b"commitrack: standard output is closed\n")


def test_standard_error_that_is_closed() -> None:
    command = f"{sys.executable} -m commitrack show nothing -l {SHIPPED} 2>&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stdout) == (3, b"")


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    fifo = tmp_path / "ledger.toml"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [*COMMAND, "list", "-l", str(fifo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    with fifo.open("wb"):  # opens once the command is reading, and then it waits for more
        process.send_signal(signal.SIGINT)
        written, complaint = process.communicate()
    assert (process.returncode, written, complaint) == (130, b"", b"")


def test_a_ledger_can_come_from_a_pipe() -> None:
    command = f"cat {SHIPPED} | {sys.executable} -m commitrack list visa -l /dev/stdin --as-of 2026-11-23 | sed -n 2p"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(), check=True)
    assert done.stdout == b"1 of 15 promises: 1 kept\n"


def test_json_is_utf8_on_every_terminal() -> None:
    done = run_anew(*LIST, "--format", "json", PYTHONIOENCODING="ascii")
    assert "China–CELAC Forum" in done.stdout.decode("utf-8")
