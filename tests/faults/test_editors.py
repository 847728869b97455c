"""Editors that save while updates are recorded: by renaming, in place, and by truncation."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support import saver
from tests.support.environment import environment
from tests.support.lanes import Lane
from tests.support.recorded import BEFORE, fresh, recorded, update
from tests.support.tracing import Call, each, held, last_look

EDITED = BEFORE + b"\n# Saved in an editor.\n"
EACH = """\
import subprocess, sys
for turn in range(int(sys.argv[1])):
    subprocess.run([word.replace("NUMBER", str(turn)) for word in sys.argv[2:]], check=True)
"""
HALF = EDITED.index(b"\n[commitments.chinese-bridge]")


def test_a_save_that_is_half_written_is_waited_for(
    moments: Sequence[Call], write_path: list[Call], tmp_path: Path, lane: Lane
) -> None:
    """What is there of it is a ledger by itself, and would be taken for the whole."""
    end = write_path.index(last_look(write_path)) + 1
    before = [call for call in write_path[:end] if call in moments]

    def save_after(call: Call) -> None:
        ledger = fresh(tmp_path / str(call))
        with held(update(ledger, "new"), call, "clock_nanosleep:signal=STOP:when=1") as writer:
            with ledger.open("wb", buffering=0) as editor:
                editor.write(EDITED[:HALF])
                writer.next_stop()  # it sleeps
                editor.write(EDITED[HALF:])
            writer.let_go()
            done = writer.finish()
        assert (done.returncode, done.stderr) == (0, ""), call
        assert recorded(ledger, EDITED) == ["new"], call
        assert list(ledger.parent.iterdir()) == [ledger], call

    tried = [*(before if lane is Lane.LONG else before[::4]), last_look(write_path)]
    each(list(dict.fromkeys(tried)), save_after)


def test_a_program_that_never_closes_the_ledger_is_not_waited_for_for_long(ledger: Path) -> None:
    with ledger.open("r+b"):
        done = subprocess.run(update(ledger, "new"), env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert recorded(ledger) == ["new"]


@pytest.mark.parametrize("manner", ["rename", "in place", "truncate"])
def test_an_editor_that_saves_again_and_again_loses_nothing_and_nothing_of_its_own_is_lost(
    ledger: Path, manner: str, lane: Lane
) -> None:
    writers, updates = lane.amount(2, 2, 8), lane.amount(2, 3, 25)
    editor = subprocess.Popen(
        [sys.executable, saver.__file__, str(ledger), manner],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", EACH, str(updates), *update(ledger, f"writer {number} NUMBER", "--wait", "3600")],
            env=environment(),
            stdout=subprocess.DEVNULL,
        )
        for number in range(writers)
    ]
    assert [one.wait() for one in running] == [0] * writers
    out, _ = editor.communicate("")  # its input ends, and so does it
    saves, vanished, overwritten = json.loads(out)
    assert saves
    assert vanished == []
    lines = b"".join(b"# saved %d\n" % number for number in range(saves))
    found = recorded(ledger, BEFORE + lines)
    sources = [f"writer {number} {turn}" for number in range(writers) for turn in range(updates)]
    assert sorted([*found, *overwritten]) == sorted(sources)
