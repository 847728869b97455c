"""A ledger that is saved in the very moment in which it is replaced, while something fails too: no text is deleted."""

import re
import signal
from pathlib import Path
from zlib import crc32

import pytest

from tests.support.recorded import BEFORE, a_day_later, recorded, run, update
from tests.support.tracing import Call, held, last_look

SAVED = BEFORE + b"\n# Saved in an editor.\n"
SAVED_LATER = b"\n# Saved in another editor, which had read the update.\n"


def save(ledger: Path, content: bytes = SAVED) -> None:
    """Save as most editors do, by renaming."""
    saved = ledger.parent.with_name(f"{ledger.parent.name} saved")
    saved.write_bytes(content)
    saved.replace(ledger)


def left_beside(ledger: Path) -> Path:
    """The one file that is left beside a ledger."""
    [left] = [path for path in ledger.parent.iterdir() if path != ledger]
    return left


KEPT = "somebody else saved it at that moment; what they saved is in {} beside it"


@pytest.mark.parametrize("error", ["EIO", "ENOSPC", "EACCES"])
def test_a_save_that_cannot_be_put_back_is_kept(write_path: list[Call], ledger: Path, error: str) -> None:
    with held(update(ledger, "new"), last_look(write_path), f"renameat2:error={error}:when=2+") as writer:
        save(ledger)
        writer.let_go()
        done = writer.finish()
    left = left_beside(ledger)
    assert left.read_bytes() == SAVED
    assert recorded(ledger) == ["new"]
    assert (done.returncode, done.stderr) == (0, f"{ledger}: {KEPT.format(left.name)}\n")


def test_a_save_that_a_killed_writer_had_in_hand_is_never_tidied_away(write_path: list[Call], ledger: Path) -> None:
    with held(update(ledger, "new"), last_look(write_path), "renameat2:signal=KILL:when=2") as writer:
        save(ledger)
        writer.let_go()
        assert writer.finish().returncode == -signal.SIGKILL
    left = next(path for path in ledger.parent.iterdir() if path.name.endswith(".old"))
    assert left.read_bytes() == SAVED
    assert recorded(ledger) == ["new"]
    a_day_later(ledger.parent)
    done = run(*update(ledger, "next"))
    assert done.returncode == 0
    assert done.stderr == (
        f"{ledger}: a writer that was killed left {left.name} beside it, with what somebody else may have saved at "
        "that moment; look at it, then delete it\n"
    )
    assert left.read_bytes() == SAVED
    assert sorted(recorded(ledger)) == ["new", "next"]


def test_an_interrupt_before_it_is_put_back_keeps_it_too(write_path: list[Call], ledger: Path) -> None:
    with held(update(ledger, "new"), last_look(write_path), "renameat2:signal=INT:when=1") as writer:
        save(ledger)
        writer.let_go()
        done = writer.finish()
    left = left_beside(ledger)
    assert left.read_bytes() == SAVED
    assert recorded(ledger) == ["new"]
    assert done.returncode == 130
    assert KEPT.format(left.name) in done.stderr


def test_an_update_that_somebody_has_read_and_saved_is_not_recorded_twice(write_path: list[Call], ledger: Path) -> None:
    with held(update(ledger, "new"), last_look(write_path), "renameat2:signal=STOP:when=1") as writer:
        save(ledger)
        writer.next_stop()
        assert recorded(ledger) == ["new"]
        save(ledger, ledger.read_bytes() + SAVED_LATER)
        writer.let_go()
        done = writer.finish()
    assert recorded(ledger, BEFORE + SAVED_LATER) == ["new"]
    left = left_beside(ledger)
    assert left.read_bytes() == SAVED
    assert (done.returncode, done.stderr) == (0, f"{ledger}: {KEPT.format(left.name)}\n")
    assert re.search(r": recorded as update [0-9a-f]{8} of ", done.stdout)


def test_what_is_beside_a_ledger_is_tidied_only_when_it_is_old_and_known(ledger: Path) -> None:
    known = ledger.with_name(f".commitments.toml.0123abcd-{crc32(b'an old text'):08x}-00000000.old")
    known.write_bytes(b"an old text")
    draft = ledger.with_name(".commitments.toml.0123abcd.new")
    draft.write_bytes(b"half a led")
    others = [ledger.with_name(name) for name in (".other.toml.0123abcd.new", ".commitments.toml.new", "x.old")]
    for other in others:
        other.touch()
    assert run(*update(ledger, "new")).returncode == 0
    assert set(ledger.parent.iterdir()) == {ledger, known, draft, *others}
    a_day_later(ledger.parent)
    assert run(*update(ledger, "newer")).returncode == 0
    assert set(ledger.parent.iterdir()) == {ledger, *others}
