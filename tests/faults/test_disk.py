"""Disks that are full, failing or closed, and files that go away: the old text stands, and one sentence says why."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.lanes import Lane
from tests.support.recorded import BEFORE, a_day_later, fresh, recorded, run, succeed, update
from tests.support.tracing import Call, calls, each, held, inject

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "EINTR")
UNPRIVILEGED = ("setpriv", "--bounding-set=-all") if os.geteuid() == 0 else ()
"""What makes file permissions hold for root too."""


def limited(kib: int, *command: str) -> list[str]:
    """A command that may not write a file of more than some KiB; Python would cut its compiled modules short too."""
    script = 'export PYTHONDONTWRITEBYTECODE=1; ulimit -f "$1" && exec "${@:2}"'
    return ["bash", "-c", script, "bash", str(kib), *command]


def is_one_sentence(stderr: str, ledger: Path) -> bool:
    return re.fullmatch(rf"{re.escape(str(ledger))}: [^\n]+\n", stderr) is not None


def test_every_error_at_every_system_call(moments: Sequence[Call], tmp_path: Path, lane: Lane) -> None:
    def fail(case: tuple[Call, str]) -> int:
        call, error = case
        ledger = fresh(tmp_path / f"{call} {error}")
        done = inject(update(ledger, "new"), f"error={error}", call, ledger.parent)
        assert (done.returncode, recorded(ledger)) in ((0, ["new"]), (3, [])), case
        if done.returncode or done.stderr:
            assert is_one_sentence(done.stderr, ledger), case
        a_day_later(ledger.parent)
        succeed(ledger, "next")
        return done.returncode

    turns = [(call, ERRORS if lane is Lane.LONG else [ERRORS[turn % len(ERRORS)]]) for turn, call in enumerate(moments)]
    assert set(each([(call, error) for call, errors in turns for error in errors], fail)) == {0, 3}


def test_a_disk_that_fails_to_confirm_is_said(write_path: list[Call], ledger: Path) -> None:
    [_, folder] = [call for call in write_path if call.name == "fsync"]
    done = inject(update(ledger, "new"), "error=EIO", folder, ledger.parent)
    assert done.returncode == 0
    assert recorded(ledger) == ["new"]
    assert done.stderr == (
        f"{ledger}: is written, but the disk does not confirm it: input/output error; copy it to another disk\n"
    )


def test_what_is_written_is_not_denied_when_a_file_cannot_be_closed(write_path: list[Call], ledger: Path) -> None:
    swap = next(index for index, call in enumerate(write_path) if call.name == "renameat2")
    closes = [call for call in write_path[swap:] if call.name == "close"]

    def fail(call: Call) -> tuple[int, tuple[str, ...]]:
        ledger.write_bytes(BEFORE)
        done = inject(update(ledger, "new"), "error=EIO", call, ledger.parent)
        return done.returncode, tuple(recorded(ledger))

    assert {fail(call) for call in closes} <= {(0, ("new",)), (3, ())}


@pytest.mark.parametrize("error", ["EINVAL", "ENOSYS"])
def test_a_file_system_that_cannot_swap_files(write_path: list[Call], ledger: Path, error: str) -> None:
    [swap] = [call for call in write_path if call.name == "renameat2"]
    done = inject(update(ledger, "new"), f"error={error}", swap, ledger.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert recorded(ledger) == ["new"]
    assert list(ledger.parent.iterdir()) == [ledger]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB with room for few files."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = run("mount", "-t", "tmpfs", "-o", "size=64k,nr_inodes=8", "tmpfs", str(place))
    if mount.returncode:
        pytest.skip(f"cannot mount a small disk: {mount.stderr.strip()}")
    yield place
    run("umount", str(place))


def test_a_full_disk(small_disk: Path, lane: Lane) -> None:
    ledger = fresh(small_disk / "ledger")
    filling = small_disk / "filling"
    outcomes = []
    for pages in lane.some(range(8), 3):
        ledger.write_bytes(BEFORE)
        filling.write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - 4096 * pages))
        done = run(*update(ledger, "new"))
        if done.returncode:
            assert recorded(ledger) == []
            assert done.stderr == f"{ledger}: cannot be written: no space left on device; the old text stands\n"
        else:
            assert recorded(ledger) == ["new"]
        outcomes.append(done.returncode)
        filling.unlink()
        succeed(ledger, "next")
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {0, 3}


def test_a_disk_with_room_for_no_more_files(small_disk: Path) -> None:
    ledger = fresh(small_disk / "ledger")
    outcomes = []
    fillings = [small_disk / str(number) for number in range(8 - 3)]
    for filling in fillings:
        filling.touch()
    for filling in fillings:
        done = run(*update(ledger, f"with {filling.name}"))
        outcomes.append((done.returncode, done.stderr))
        filling.unlink()
    assert outcomes == [
        (3, f"{ledger}: its folder cannot be written: no space left on device; nothing was written\n"),
        (3, f"{ledger}: cannot be written: no space left on device; the old text stands\n"),
        *[(0, "")] * 3,
    ]
    assert recorded(ledger) == ["with 2", "with 3", "with 4"]


@pytest.mark.parametrize("kib", [0, 1, len(BEFORE) // 1024])
def test_a_file_that_may_not_grow(ledger: Path, kib: int) -> None:
    done = run(*limited(kib, *update(ledger, "new")))
    assert (done.returncode, recorded(ledger)) == (3, [])
    assert done.stderr == f"{ledger}: cannot be written: file too large; the old text stands\n"
    assert list(ledger.parent.iterdir()) == [ledger]
    done = run(*limited(len(BEFORE) // 1024 + 2, *update(ledger, "new")))
    assert (done.returncode, done.stderr, recorded(ledger)) == (0, "", ["new"])


def test_a_read_only_file(ledger: Path) -> None:
    ledger.chmod(0o444)
    done = run(*UNPRIVILEGED, *update(ledger, "new"))
    assert (done.returncode, recorded(ledger)) == (3, [])
    assert done.stderr == f"{ledger}: is read-only; nothing was written; make it writable first\n"


def test_a_read_only_folder(ledger: Path) -> None:
    ledger.parent.chmod(0o555)
    done = run(*UNPRIVILEGED, *update(ledger, "new"))
    assert (done.returncode, recorded(ledger)) == (3, [])
    assert done.stderr == f"{ledger}: its folder cannot be written: permission denied; nothing was written\n"


def test_a_read_only_disk(small_disk: Path) -> None:
    ledger = fresh(small_disk / "ledger")
    assert run("mount", "-o", "remount,ro", str(small_disk)).returncode == 0
    done = run(*update(ledger, "new"))
    assert (done.returncode, recorded(ledger)) == (3, [])
    assert done.stderr == f"{ledger}: is read-only; nothing was written; make it writable first\n"


def test_a_file_that_is_removed_meanwhile_is_not_brought_back(moments: Sequence[Call], tmp_path: Path) -> None:
    def remove_after(call: Call) -> int:
        ledger = fresh(tmp_path / str(call))
        with held(update(ledger, "new"), call) as writer:
            ledger.unlink()
            writer.let_go()
            done = writer.finish()
        assert list(ledger.parent.iterdir()) == [], call
        assert done.returncode == 0 or is_one_sentence(done.stderr, ledger), call
        return done.returncode

    assert set(each(moments, remove_after)) == {0, 3}


def test_a_folder_that_is_removed_meanwhile(moments: Sequence[Call], tmp_path: Path) -> None:
    def remove_after(call: Call) -> int:
        ledger = fresh(tmp_path / str(call))
        with held(update(ledger, "new"), call) as writer:
            shutil.rmtree(ledger.parent)
            writer.let_go()
            done = writer.finish()
        assert not ledger.parent.exists() or list(ledger.parent.iterdir()) == [], call
        assert done.returncode == 0 or is_one_sentence(done.stderr, ledger), call
        return done.returncode

    assert set(each(moments, remove_after)) == {0, 3}


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "commitments.toml"
    link.symlink_to("gone.toml")
    done = run(*update(link, "new"))
    assert (done.returncode, done.stderr) == (3, f"{link}: no such file or directory; check the name\n")
    assert list(tmp_path.iterdir()) == [link]


def test_a_folder_that_was_removed_has_no_ledger(tmp_path: Path) -> None:
    script = "mkdir gone && cd gone && rmdir ../gone && exec commitrack list"
    done = run("bash", "-c", script, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "this folder is gone; change to another, or name a ledger with --ledger FILE\n"


def test_a_closed_folder_is_passed_over_in_search_of_a_ledger(ledger: Path) -> None:
    inner = ledger.parent / "inner"
    (inner / "data").mkdir(parents=True)
    (inner / "data").chmod(0o000)
    done = run(*UNPRIVILEGED, "commitrack", "show", "scholarships", cwd=inner)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "named"), [((), "commitments.schema.json"), (("--title", "T" * 100_000), "new.toml")]
)
def test_a_ledger_that_cannot_be_started_leaves_nothing(tmp_path: Path, options: tuple[str, ...], named: str) -> None:
    room = 64 if options else 4
    done = run(*limited(room, "commitrack", "init", "--ledger", "new.toml", *options), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"{named}: cannot be written: file too large; nothing was written\n"
    assert list(tmp_path.iterdir()) == []


def test_an_editor_without_room_for_its_copy(ledger: Path) -> None:
    done = run(*limited(0, "commitrack", "edit", "--ledger", str(ledger)), EDITOR="true")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "no folder can be made for a copy to edit; set TMPDIR to one that is writable and has room\n"
    )
    assert list(ledger.parent.iterdir()) == [ledger]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("link.toml", "link.toml: there is a file already; nothing was written; name another with --ledger"),
        (
            "closed/new.toml",
            "closed/commitments.schema.json: cannot be written: permission denied; nothing was written",
        ),
        (
            "closed/deeper/new.toml",
            "closed/deeper/commitments.schema.json: cannot be written: permission denied; nothing was written",
        ),
    ],
)
def test_a_ledger_is_not_started_in_a_closed_folder(tmp_path: Path, name: str, complaint: str) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    (tmp_path / "link.toml").symlink_to("closed/new.toml")
    done = run(*UNPRIVILEGED, "commitrack", "init", "--ledger", name, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", f"{complaint}\n")


@pytest.mark.parametrize("error", ["EPERM", "EOPNOTSUPP"])
def test_a_ledger_is_started_where_there_are_no_hard_links(strace: None, tmp_path: Path, error: str) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    start = ["commitrack", "init", "--ledger", str(folder / "commitments.toml")]
    [*_, link] = [call for call in calls(start, folder) if call.name in ("link", "linkat")]
    for path in folder.iterdir():
        path.unlink()
    done = inject(start, f"error={error}", link, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == ["commitments.schema.json", "commitments.toml"]
    assert run("commitrack", "list", "--ledger", str(folder / "commitments.toml")).returncode == 0
