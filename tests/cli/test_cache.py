"""With a cache and without one every command says the same, and no write asks for it."""

import os
import subprocess
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commitrack.actions.open import examine, ledger_of
from commitrack.checks.suite import CHECKS, run
from commitrack.errors import LedgerInvalid, LedgerUnreadable
from commitrack.ledger import parse as parsing
from commitrack.ledger import store
from commitrack.ledger.parse import parse
from tests.strategies import hostile_texts, ledger_texts
from tests.support.environment import environment
from tests.support.in_process import Ended, folder, run_here
from tests.support.promises import promises

DAY = ("--as-of", "2026-11-26")
AS_OF = date(2026, 11, 26)
COMMANDS = (
    ("list", *DAY),
    ("list", "--format", "json", *DAY),
    ("list", "--format", "csv", "--as-of", "2024-01-01", "--known-on", "2025-01-01"),
    ("show", "promise-002", "promise-003", *DAY),
    ("log", "--format", "tsv"),
    ("agenda", *DAY),
    ("diff", "2025-01-01", "2026-01-01"),
    ("export",),
    ("export", "--format", "jsonl"),
    ("chart", "promise-002", *DAY),
    ("report", "--generated-at", "2026-11-26T09:00Z", "--format", "markdown", *DAY),
    ("check", *DAY),
    ("check", "--format", "json", *DAY),
)
TEXT = f"# {'x' * 2**18}\n{promises(40)}"
"""A ledger that is large enough to be kept, and soon read."""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with such a ledger."""
    (tmp_path / "commitments.toml").write_text(TEXT, "utf-8")
    return tmp_path


def keeping(here: Path) -> dict[str, str]:
    """The environment of a command that keeps what it reads."""
    return {"COMMITRACK_CACHE": "", "XDG_CACHE_HOME": str(here / "cache")}


def kept(here: Path) -> list[Path]:
    return sorted((here / "cache").glob("commitrack/*"))


def cached(command: Sequence[str], here: Path) -> Ended:
    """Run a command that keeps what it reads."""
    return run_here(command, here, COMMITRACK_CACHE="", XDG_CACHE_HOME=str(here / "cache"))


def told(ended: Ended) -> tuple[int, str, str]:
    return ended.status, ended.stdout, ended.stderr


@pytest.mark.slow
def test_every_command_says_the_same(here: Path) -> None:
    for command in COMMANDS:
        without = told(run_here(command, here))
        assert (without[0], without[2]) == (0, ""), command
        assert told(cached(command, here)) == without
        assert len(kept(here)) == 1  # of all commands together
        assert told(cached(command, here)) == without


@pytest.mark.slow
def test_a_damaged_entry_changes_nothing(here: Path) -> None:
    without = told(run_here(COMMANDS[0], here))
    cached(COMMANDS[0], here)
    [entry] = kept(here)
    whole = entry.read_bytes()
    signed = (
        sha256(content).digest() + content for content in (b"", b"null", b"[" * 10**5, b'{"about":{"title":"\xff"}}')
    )
    for damaged in (b"", whole[:1000], whole[:32] + b"{}", b"\0" * len(whole), *signed):
        entry.write_bytes(damaged)
        assert told(cached(COMMANDS[0], here)) == without
        assert entry.read_bytes() == whole


def test_what_others_see_after_a_write_is_what_was_written(here: Path) -> None:
    """A history of edits, by a command and by hand: each text has an entry of its own."""
    for total in (1, 2):
        words = ["update", "promise-000", "--total", f"{total}00000", "--date", f"2026-0{total}-01", "--source", "x"]
        assert cached(words, here).status == 0
        assert told(cached(COMMANDS[4], here)) == told(run_here(COMMANDS[4], here))
    ledger = here / "commitments.toml"
    ledger.write_text(ledger.read_text("utf-8").replace("Promise 7 ", "Promise seven ", 1), "utf-8")
    assert told(cached(COMMANDS[1], here)) == told(run_here(COMMANDS[1], here))
    assert len(kept(here)) == 3


def test_a_write_neither_reads_nor_keeps_an_entry(here: Path) -> None:
    words = ["update", "promise-000", "--total", "100000", "--date", "2026-01-01", "--source", "x"]
    assert cached(words, here).status == 0
    assert kept(here) == []


def test_a_ledger_with_an_error_is_not_kept(here: Path) -> None:
    ledger = here / "commitments.toml"
    ledger.write_text(f"{TEXT}\ntagret = 1\n", "utf-8")
    for _ in range(2):
        ended = cached(COMMANDS[0], here)
        assert (ended.status, kept(here)) == (3, [])
        assert "tagret: unknown key" in ended.stderr
        checked = cached(("check", *DAY), here)
        assert (checked.status, kept(here)) == (1, [])
        assert told(checked) == told(run_here(("check", *DAY), here))


def test_a_small_ledger_is_not_kept(here: Path) -> None:
    (here / "commitments.toml").write_text(promises(9), "utf-8")
    assert cached(COMMANDS[0], here).status == 0
    assert kept(here) == []


@pytest.mark.slow
def test_what_comes_out_of_a_pipe_is_not_kept(here: Path) -> None:
    env = environment(**keeping(here))
    command = ["bash", "-c", "commitrack list --as-of 2026-11-26 --ledger <(cat commitments.toml) | md5sum"]
    piped = subprocess.run(command, cwd=here, env=env, capture_output=True, check=True)
    assert (piped.stderr, kept(here)) == (b"", [])


@pytest.mark.slow
def test_many_at_once_keep_one_whole_entry(here: Path) -> None:
    command = ["commitrack", *COMMANDS[2]]
    env = environment(**keeping(here))
    readers = [subprocess.Popen(command, cwd=here, env=env, stdout=subprocess.PIPE) for _ in range(8)]
    printed = {reader.communicate()[0].decode() for reader in readers}
    assert printed == {run_here(COMMANDS[2], here).stdout}
    assert [reader.returncode for reader in readers] == [0] * 8
    assert len(kept(here)) == 1


@given(ledger_texts.ledgers())
@example('[ledger]\ntitle = "X"\n[verdicts]\nmissed = "Promise Broken"\npartially-fulfilled = "Compromise"\n')
def test_any_ledger_comes_back_as_it_was(text: str) -> None:
    with folder() as here, pytest.MonkeyPatch.context() as patched:
        for name, value in keeping(here).items():
            patched.setenv(name, value)
        path = here / "ledger.toml"
        path.write_text(text, "utf-8")
        read = parse(text, str(path)).ledger
        for _ in range(2):
            again = ledger_of(text.encode(), path, least=0)
            assert (again, repr(again)) == (read, repr(read))
        assert len(kept(here)) == 1


@given(st.one_of(ledger_texts.ledgers().map(str.encode), hostile_texts.accidents()))
def test_any_text_has_the_same_findings_again(content: bytes) -> None:
    """Of a valid ledger, from what was kept of it; of any other, as if there were no cache."""
    with folder() as here, pytest.MonkeyPatch.context() as patched:
        for name, value in keeping(here).items():
            patched.setenv(name, value)
        path = here / "ledger.toml"
        path.write_bytes(content)
        try:
            examination = parsing.examine(store.read(path), str(path))
        except LedgerUnreadable:
            return
        found = run(examination, CHECKS, AS_OF)
        for _ in range(2):
            again = examine(path, least=0)
            assert (again, repr(again)) == (examination, repr(examination))
            assert run(again, CHECKS, AS_OF) == found
        assert len(kept(here)) == examination.whole


def test_a_moment_keeps_its_time_zone(tmp_path: Path) -> None:
    """Equal moments of two time zones are equal in Python: that they are the same does not say that they look alike."""
    text = (
        '[ledger]\ntitle = "X"\n[commitments.x]\ntitle = "X"\nkind = "qualitative"\n[[commitments.x.updates]]\n'
        'date = 2025-01-01\nchecked = true\nrecorded = 2025-03-02T09:14:07.250+05:30\nid = "a"\n'
    )
    path = tmp_path / "ledger.toml"
    path.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in keeping(tmp_path).items():
            patched.setenv(name, value)
        moments = [ledger_of(text.encode(), path, least=0).commitments["x"].updates[0].recorded for _ in range(2)]
    assert [str(moment) for moment in moments] == ["2025-03-02 09:14:07.250000+05:30"] * 2


def test_a_text_with_mistakes_is_refused_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.toml"
    path.write_text("[ledger]\n", "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in keeping(tmp_path).items():
            patched.setenv(name, value)
        for _ in range(2):
            with pytest.raises(LedgerInvalid):
                ledger_of(path.read_bytes(), path, least=0)
    assert not os.path.lexists(tmp_path / "cache")
