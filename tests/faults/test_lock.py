"""The lock that writers take in turn: who waits for whom, for how long, and what it does not depend on."""

import getpass
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from filelock import FileLock

from commitrack.files.lock import locked
from tests.support.environment import environment
from tests.support.recorded import a_day_later, as_other, fresh, recorded, run, succeed, update
from tests.support.tracing import Call, calls, each, held, inject

ME = f"commitrack, process {os.getpid()} ({getpass.getuser()} on {socket.gethostname()}),"


def lock_of(ledger: Path) -> Path:
    return ledger.with_name(f".{ledger.name}.lock")


def locked_here(ledger: Path) -> AbstractContextManager[None]:
    """Hold a ledger's lock in this process."""
    return locked(ledger, ledger, 0, lambda message: pytest.fail(message))


def test_who_waits_too_long_says_for_whom(ledger: Path) -> None:
    with locked_here(ledger):
        for wait in ("0", "0.2", "1.5"):
            done = run(*update(ledger, "new", "--wait", wait))
            waited = f"{ledger}: waiting for {ME} to finish writing\n" if wait == "1.5" else ""
            assert (done.returncode, done.stdout) == (3, "")
            assert done.stderr == (
                f"{waited}{ledger}: locked by {ME} for more than {wait} seconds; nothing was written; "
                "try again, or wait longer with --wait SECONDS\n"
            )
    assert recorded(ledger) == []
    assert list(ledger.parent.iterdir()) == [ledger]


def test_who_waits_long_enough_gets_his_turn(ledger: Path) -> None:
    with locked_here(ledger):
        waiting = subprocess.Popen(
            update(ledger, "new", "--wait", "600"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == f"{ledger}: waiting for {ME} to finish writing\n"
        assert recorded(ledger) == []
    assert waiting.communicate()[1] == ""
    assert waiting.returncode == 0
    assert recorded(ledger) == ["new"]
    assert list(ledger.parent.iterdir()) == [ledger]


def test_who_waits_can_be_interrupted(ledger: Path) -> None:
    with locked_here(ledger):
        waiting = subprocess.Popen(update(ledger, "new"), env=environment(), stderr=subprocess.PIPE)
        assert waiting.stderr is not None
        assert b"waiting for" in waiting.stderr.readline()
        waiting.send_signal(signal.SIGINT)
        assert waiting.communicate()[1] == b""
        assert waiting.returncode == 130
        assert lock_of(ledger).exists()
    assert recorded(ledger) == []


def test_ten_seconds_are_waited_unless_said_otherwise() -> None:
    for command in ("update", "add", "retract", "edit"):
        assert "[default: 10" in run("commitrack", command, "--help").stdout


TEXTS = [
    (b"", "another commitrack"),
    (b"\xff\x00", "another commitrack"),
    (b"process 1\nand more", "another commitrack"),
    (b"process 1 (" + b"x" * 300 + b")", "another commitrack"),
    (b"\x1b[2J", "another commitrack"),
    (b"process 1 (\x1b]0;owned\x07 on host)", r"commitrack, process 1 (\x1b]0;owned\x07 on host),"),
    ("process 1 (\u202eroot on host)".encode(), r"commitrack, process 1 (\u202eroot on host),"),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_what_a_lock_file_says_is_shown_only_when_it_is_clean(ledger: Path, text: bytes, shown: str) -> None:
    with FileLock(lock_of(ledger)):
        lock_of(ledger).write_bytes(text)
        done = run(*update(ledger, "new", "--wait", "0"))
    assert done.returncode == 3
    assert done.stderr == (
        f"{ledger}: locked by {shown} for more than 0 seconds; nothing was written; "
        "try again, or wait longer with --wait SECONDS\n"
    )


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_a_lock_file_that_nobody_holds_does_not_lock(ledger: Path, text: bytes) -> None:
    lock_of(ledger).write_bytes(text)
    succeed(ledger, "new")


def test_a_user_whose_name_is_not_text_can_write(ledger: Path) -> None:
    done = run(*update(ledger, "new"), LOGNAME=os.fsdecode(b"\xff\x1b"))
    assert (done.returncode, done.stderr) == (0, "")
    assert recorded(ledger) == ["new"]


@pytest.mark.parametrize("error", ["ENOSYS", "ENOLCK", "EIO"])
def test_where_nothing_can_be_locked_nothing_is_written(write_path: list[Call], ledger: Path, error: str) -> None:
    flock = next(call for call in write_path if call.name == "flock")
    done = inject(update(ledger, "new"), f"error={error}", flock, ledger.parent)
    assert (done.returncode, recorded(ledger)) == (3, [])
    assert done.stderr.startswith(f"{ledger}: cannot be locked, with .commitments.toml.lock beside it: ")
    assert done.stderr.count("\n") == 1


def link_to_something(lock: Path, precious: Path) -> None:
    lock.symlink_to(precious)


def pipe(lock: Path, precious: Path) -> None:
    os.mkfifo(lock)


def folder(lock: Path, precious: Path) -> None:
    lock.mkdir()


@pytest.mark.parametrize("lay", [link_to_something, pipe, folder], ids=lambda lay: lay.__name__)
def test_a_lock_that_is_no_file_is_not_used(lay: Callable[[Path, Path], None], ledger: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    lay(lock_of(ledger), precious)
    done = run(*update(ledger, "new"))
    assert (done.returncode, recorded(ledger)) == (3, [])
    assert done.stderr == (
        f"{ledger}: cannot be locked, because .commitments.toml.lock beside it is not a plain file; "
        "nothing was written; delete it, and try again\n"
    )
    assert precious.read_text() == "kept"


def test_another_user_waits_too(shared: Path) -> None:
    with locked_here(shared):
        done = run(*as_other(*update(shared, "new", "--wait", "0")))
    assert done.returncode == 3
    assert done.stderr.startswith(f"{shared}: locked by {ME} for more than 0 seconds")


def test_what_another_user_left_when_killed_does_not_lock(write_path: list[Call], shared: Path) -> None:
    sync = next(call for call in write_path if call.name == "fsync")
    inject(update(shared, "killed"), "signal=KILL", sync, shared.parent)
    assert len(list(shared.parent.iterdir())) == 3
    done = run(*as_other(*update(shared, "new")))
    assert (done.returncode, done.stderr) == (0, "")
    assert recorded(shared) == ["new"]
    assert len(list(shared.parent.iterdir())) == 2, "a draft may be that of a living writer until it is a day old"
    a_day_later(shared.parent)
    done = run(*as_other(*update(shared, "newer")))
    assert (done.returncode, done.stderr) == (0, "")
    assert list(shared.parent.iterdir()) == [shared]


def test_whoever_is_killed_with_the_lock_does_not_close_it_to_others(strace: None, shared: Path) -> None:
    command = ["bash", "-c", 'umask 077 && exec "$@"', "bash", *update(shared, "killed")]
    lock = next(call for call in calls(command, shared.parent) if call.name == "flock")
    assert recorded(shared) == ["killed"]
    inject(command, "signal=KILL", lock, shared.parent)
    assert lock_of(shared).exists()
    done = run(*as_other(*update(shared, "new")))
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(recorded(shared)) == ["killed", "new"]
    assert list(shared.parent.iterdir()) == [shared]


def test_a_link_that_leads_elsewhere_after_waiting_is_followed_there(ledger: Path, tmp_path: Path) -> None:
    link, other = tmp_path / "link.toml", fresh(tmp_path / "other")
    link.symlink_to(ledger)
    with locked_here(ledger):
        waiting = subprocess.Popen(
            update(link, "new", "--wait", "600"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == f"{link}: waiting for {ME} to finish writing\n"
        link.unlink()
        link.symlink_to(other)
    assert waiting.communicate()[1] == ""
    assert waiting.returncode == 0
    assert (recorded(ledger), recorded(other)) == ([], ["new"])
    assert [*ledger.parent.iterdir(), *other.parent.iterdir()] == [ledger, other]


def test_two_never_hold_it_at_once(strace: None, tmp_path: Path) -> None:
    """Whoever opens a lock file that is deleted before he locks it must not take that for the lock."""
    ledger = fresh(tmp_path / "recording")
    with locked_here(ledger):
        takes = calls(update(ledger, "late", "--wait", "0"), ledger.parent)
    names = [call.name for call in takes]
    start, given_up = names.index("mkdir"), names.index("close")

    def overtake(call: Call) -> None:
        ledger = fresh(tmp_path / str(call))
        first, second = locked_here(ledger), locked_here(ledger)
        first.__enter__()
        with held(update(ledger, "late", "--wait", "120"), call) as late:
            first.__exit__(None, None, None)
            with second:
                late.let_go()
                assert late.complaint() == f"{ledger}: waiting for {ME} to finish writing\n"
                assert recorded(ledger) == []
            done = late.finish()
        assert (done.returncode, done.stderr) == (0, "")
        assert recorded(ledger) == ["late"]
        assert list(ledger.parent.iterdir()) == [ledger]

    each(takes[start : given_up + 1], overtake)


def test_without_the_lock_nothing_is_lost_either(moments: Sequence[Call], tmp_path: Path) -> None:
    def unlock(call: Call) -> int:
        ledger = fresh(tmp_path / str(call))
        with held(update(ledger, "first", commitment="training"), call) as first:
            lock_of(ledger).unlink(missing_ok=True)
            second = run(*update(ledger, "second"))
            assert (second.returncode, second.stderr) == (0, ""), call
            first.let_go()
            done = first.finish()
        assert sorted(recorded(ledger)) == ["first", "second"], call
        assert list(ledger.parent.iterdir()) == [ledger], call
        return done.returncode

    assert set(each(moments, unlock)) == {0}


def test_two_without_the_lock_never_mix_their_texts(write_path: list[Call], ledger: Path) -> None:
    [_, fresh_file] = [call for call in write_path if call.name == "openat" and call.changes]
    swap = next(index for index, call in enumerate(write_path) if call.name == "renameat2")
    with held(update(ledger, "first"), write_path[swap - 1]) as first:
        lock_of(ledger).unlink()
        with held(update(ledger, "second"), fresh_file) as second:
            first.let_go()
            outcomes = {"first": first.finish().returncode}
            assert recorded(ledger) == [name for name, status in outcomes.items() if status == 0]
            second.let_go()
            outcomes["second"] = second.finish().returncode
    assert recorded(ledger) == [name for name, status in outcomes.items() if status == 0] != []
