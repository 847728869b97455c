"""Many writers at once, and people who save the ledger in an editor meanwhile: nobody's work is dropped."""

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from commitrack.ledger.parse import parse
from tests.support.environment import environment
from tests.support.lanes import Lane
from tests.support.recorded import BEFORE, COMMITMENTS, fresh, recorded, update
from tests.support.tracing import Call, each, held, last_look

WRITERS, UPDATES = 40, 10

NUMBERED = """\
import sys
def numbered(number):
    source = sys.argv.index("--source") + 1
    return [f"{{word}} {{number}}" if at == source else word for at, word in enumerate(sys.argv)][1:]
"""
EACH_A_COMMAND = f"""\
import subprocess
{NUMBERED}
for number in range({{updates}}):
    subprocess.run(numbered(number), check=True)
"""
ALL_IN_ONE_PROCESS = f"""\
from commitrack.cli.run import run
{NUMBERED}
for number in range({{updates}}):
    if status := run(numbered(number)[3:]):
        sys.exit(status)
"""


def test_every_update_of_many_writers_is_recorded(ledger: Path, lane: Lane) -> None:
    number, updates = lane.amount(6, WRITERS), lane.amount(4, UPDATES)
    program = (EACH_A_COMMAND if lane is Lane.LONG else ALL_IN_ONE_PROCESS).format(updates=updates)
    writers = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", program),
                *update(
                    ledger, f"writer {writer}", "--wait", "3600", commitment=COMMITMENTS[writer % len(COMMITMENTS)]
                ),
            ],
            env=environment(),
            stdout=subprocess.DEVNULL,
        )
        for writer in range(number)
    ]
    assert [writer.wait() for writer in writers] == [0] * number
    assert Counter(recorded(ledger)) == Counter(
        f"writer {writer} {n}" for writer in range(number) for n in range(updates)
    )
    before = sum(1 for _ in parse(BEFORE.decode(), "before").ledger.updates())
    assert sum(1 for _ in parse(ledger.read_text("utf-8"), "after").ledger.updates()) == before + number * updates
    assert list(ledger.parent.iterdir()) == [ledger]


EDITED = BEFORE + b"\n# Saved in an editor.\n"


def save_in_place(ledger: Path) -> None:
    ledger.write_bytes(EDITED)


def save_by_renaming(ledger: Path) -> None:
    saved = ledger.parent.with_name(f"{ledger.parent.name} saved")
    saved.write_bytes(EDITED)
    saved.replace(ledger)


def test_what_an_editor_saves_at_any_moment_is_never_dropped(
    moments: Sequence[Call], write_path: list[Call], tmp_path: Path, lane: Lane
) -> None:
    def save_after(call: Call) -> set[tuple[int, bool, bool]]:
        outcomes = set()
        saves = (save_in_place, save_by_renaming)
        for save in saves if lane is Lane.LONG else [saves[call.number % 2]]:
            ledger = fresh(tmp_path / f"{call} {save.__name__}")
            with held(update(ledger, "new"), call) as writer:
                in_time = ledger.read_bytes() == BEFORE
                save(ledger)
                writer.let_go()
                done = writer.finish()
            assert done.stderr == "", call
            assert list(ledger.parent.iterdir()) == [ledger], call
            outcomes.add((done.returncode, in_time, recorded(ledger, EDITED) == ["new"]))
        return outcomes

    outcomes = set().union(*each(list({*moments, last_look(write_path)}), save_after))
    # An editor that saves what it read before the update was there overwrites it: nothing can be done about that.
    assert outcomes == {(0, True, True), (0, False, False)}


def test_a_save_that_can_only_be_renamed_back_is_not_taken_for_the_update(ledger: Path, write_path: list[Call]) -> None:
    with held(update(ledger, "new"), last_look(write_path), "renameat2:error=EINVAL:when=2+") as writer:
        save_by_renaming(ledger)
        writer.let_go()
        done = writer.finish()
    assert (done.returncode, done.stderr) == (0, "")
    assert recorded(ledger, EDITED) == ["new"]
    assert list(ledger.parent.iterdir()) == [ledger]
