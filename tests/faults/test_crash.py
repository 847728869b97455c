"""Writers that are killed: the ledger is the old text or the new text, and the next command works and tidies up."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.support.environment import environment
from tests.support.lanes import Lane
from tests.support.recorded import a_day_later, fresh, recorded, succeed, update
from tests.support.tracing import Call, calls, each, inject


def test_killed_at_every_system_call(moments: Sequence[Call], tmp_path: Path) -> None:
    def kill(call: Call) -> tuple[str, ...]:
        ledger = fresh(tmp_path / str(call))
        done = inject(update(ledger, "killed"), "signal=KILL", call, ledger.parent)
        assert done.returncode == -signal.SIGKILL, call
        survived = recorded(ledger)
        a_day_later(ledger.parent)
        succeed(ledger, "next")
        return tuple(survived)

    outcomes = each(moments, kill)
    assert set(outcomes) == {(), ("killed",)}


def test_interrupted_at_every_system_call(moments: Sequence[Call], tmp_path: Path) -> None:
    def interrupt(call: Call) -> tuple[int, str, tuple[str, ...]]:
        ledger = fresh(tmp_path / str(call))
        done = inject(update(ledger, "interrupted"), "signal=INT", call, ledger.parent)
        survived = recorded(ledger)
        a_day_later(ledger.parent)
        succeed(ledger, "next")
        return done.returncode, done.stderr, tuple(survived)

    outcomes = each(moments, interrupt)
    assert set(outcomes) <= {(130, "", ()), (130, "", ("interrupted",)), (0, "", ("interrupted",))}


def test_killed_at_random_moments_while_another_writes(ledger: Path, lane: Lane) -> None:
    began = time.monotonic()
    succeed(ledger, "first")
    longest = 1.5 * (time.monotonic() - began)
    for number in range(lane.amount(3, 5, 1000)):
        before = recorded(ledger)
        victim, bystander = (
            subprocess.Popen(
                update(ledger, f"{name} {number}", "--wait", "600"),
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for name in ("victim", "bystander")
        )
        with suppress(subprocess.TimeoutExpired):
            victim.wait(random.uniform(0, longest))
        victim.kill()
        victim.communicate()
        assert bystander.communicate()[1] == b""
        assert bystander.returncode == 0
        after = [source for source in recorded(ledger) if source not in before]
        assert sorted(after) in ([f"bystander {number}"], [f"bystander {number}", f"victim {number}"])
        assert victim.returncode == -signal.SIGKILL or f"victim {number}" in after
        a_day_later(ledger.parent)
        succeed(ledger, f"next {number}")


def test_a_killed_init_leaves_a_whole_ledger_or_none(strace: None, tmp_path: Path, lane: Lane) -> None:
    def start(folder: Path) -> list[str]:
        folder.mkdir()
        return [sys.executable, "-m", "commitrack", "init", "--ledger", str(folder / "commitments.toml")]

    whole = tmp_path / "whole"
    seen = calls(start(whole), whole)
    assert sorted(path.name for path in whole.iterdir()) == ["commitments.schema.json", "commitments.toml"]

    def kill(call: Call) -> bool:
        folder = tmp_path / str(call)
        done = inject(start(folder), "signal=KILL", call, folder)
        assert done.returncode == -signal.SIGKILL, call
        left = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}
        assert left == {name: (whole / name).read_bytes() for name in left}, call
        assert "commitments.toml" not in left or "commitments.schema.json" in left, call
        return "commitments.toml" in left

    assert set(each(lane.some([call for call in seen if call.changes], 3), kill)) == {False, True}
