"""Every command that writes, at once, through a link and by the real name: all their work is there."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from commitrack.ledger.parse import parse
from tests.support import writers
from tests.support.environment import environment
from tests.support.lanes import Lane
from tests.support.recorded import BEFORE, fresh
from tests.support.writers import VERBS, Done

KEPT = re.compile("your edit is kept in (.+?); ")


def start(ledger: Path, number: int, times: int, folder: Path, lane: Lane) -> "subprocess.Popen[str]":
    words = [str(ledger), str(number), str(times), "in processes" if lane is Lane.LONG else "here", str(folder)]
    return subprocess.Popen(
        [sys.executable, writers.__file__, *words],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def finish(running: "list[subprocess.Popen[str]]") -> list[Done]:
    ended = [(writer.communicate(), writer.returncode) for writer in running]
    assert [(err, status) for (_, err), status in ended] == [("", 0)] * len(running)
    return [Done(*one) for (out, _), _ in ended for one in json.loads(out)]


def check_everything_is_there(ledger: Path, done: list[Done]) -> None:
    """Fail unless a ledger has what the commands said that they wrote, once, and no more than that."""
    text = ledger.read_text("utf-8")
    before, after = (parse(one, "here").ledger for one in (BEFORE.decode(), text))
    names = {verb: {one.name for one in done if one.verb == verb} for verb in VERBS}

    edits = {one.name: one.status for one in done if one.verb == "edit"}
    assert set(edits.values()) <= {0, 3}
    assert {name: text.count(f"# {name}\n") for name in edits} == {name: int(edits[name] == 0) for name in edits}
    for one in done:
        if one.verb == "edit" and one.status:
            [kept] = KEPT.findall(one.said)
            assert f"# {one.name}\n" in Path(kept).read_text("utf-8"), one.said
    assert {one.status for one in done if one.verb == "init"} <= {3}
    assert [one for one in done if one.verb not in ("edit", "init") and one.status] == []

    old = {update.id for _, update in before.updates()}
    new = [update for _, update in after.updates() if update.id not in old]
    assert Counter(update.source for update in new if not update.corrects) == Counter(
        [*names["update"], *names["retract"], *2 * [*names["import_"], *names["take_back"]]]
    )
    assert Counter(update.note for update in new if update.corrects) == Counter(
        [*names["retract"], *2 * [*names["take_back"]]]
    )
    added = {name.replace(" ", "-"): name for name in names["add"]}
    assert {key: one.title for key, one in after.commitments.items() if key not in before.commitments} == added
    lines = iter(text.splitlines(keepends=True))
    assert [line for line in BEFORE.decode().splitlines(keepends=True) if line not in lines] == []


def test_every_command_that_writes_at_once_through_a_link_and_the_real_path(
    ledger: Path, tmp_path: Path, lane: Lane
) -> None:
    link = tmp_path / "elsewhere" / "promises.toml"
    link.parent.mkdir()
    link.symlink_to(ledger)
    count, times = (40, 10) if lane is Lane.LONG else (len(VERBS), 1)
    done = finish([start((ledger, link)[number % 2], number, times, tmp_path, lane) for number in range(count)])
    assert len(done) == count * times
    check_everything_is_there(ledger, done)
    assert {path.name for path in ledger.parent.iterdir() if "rejected" not in path.name} == {ledger.name}


def test_a_lock_file_that_is_deleted_again_and_again_costs_nothing(ledger: Path, tmp_path: Path, lane: Lane) -> None:
    count, times = (40, 10) if lane is Lane.LONG else (len(VERBS), 1)
    running = [start(ledger, number, times, tmp_path, lane) for number in range(count)]
    deleted = 0
    for writer in running:
        while writer.poll() is None:
            with suppress(FileNotFoundError):
                ledger.with_name(".commitments.toml.lock").unlink()
                deleted += 1
            with suppress(subprocess.TimeoutExpired):
                writer.wait(random.uniform(0, 0.01))
    assert deleted
    check_everything_is_there(ledger, finish(running))


@pytest.fixture
def mounted(need: Callable[[object, str], None], tmp_path: Path) -> Iterator[Path]:
    """A folder that is mounted elsewhere, as bindfs does."""
    need(shutil.which("bindfs") and os.access("/dev/fuse", os.R_OK | os.W_OK), "bindfs and /dev/fuse")
    behind, before = tmp_path / "behind", tmp_path / "before"
    behind.mkdir()
    before.mkdir()
    subprocess.run(["bindfs", str(behind), str(before)], check=True)
    try:
        yield before
    finally:
        subprocess.run(["fusermount", "-u", str(before)], check=True)


def test_a_file_system_in_a_process_keeps_everything(mounted: Path, tmp_path: Path, lane: Lane) -> None:
    ledger = fresh(mounted / "ledger")
    count, times = (40, 10) if lane is Lane.LONG else (len(VERBS), 1)
    done = finish([start(ledger, number, times, tmp_path, lane) for number in range(count)])
    check_everything_is_there(ledger, done)
    assert (tmp_path / "behind" / "ledger" / "commitments.toml").read_bytes() == ledger.read_bytes()
