"""How often a command does what takes long in a large ledger: reading its TOML, and reading its layout.

Counted, not timed: the numbers are the same on every machine.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import pytest

from commitrack.ledger import lexer, toml
from tests.support.in_process import run_here

LEDGER = """
[ledger]
title = "Homes"

[commitments.homes]
title = "Build homes"
kind = "total"
target = 100
unit = "homes"
start = 2026-01-01
due = 2026-12-31
source = "https://example.org/programme"

[[commitments.homes.updates]]
id = "first"
date = 2026-01-31
add = 5
source = "https://example.org/1"
"""
COUNTED = {
    toml.load_toml.__code__: "parses",
    lexer.statements.__code__: "lexer runs",
    lexer.newer_syntax.__code__: "lexer runs",
}


def work(arguments: Sequence[str], folder: Path, ledger: str = LEDGER) -> tuple[int, Counter[str]]:
    """The exit status of a command, how often it did each of those things, and how many lines it parsed in all."""
    (folder / "commitments.toml").write_text(ledger, encoding="utf-8")
    seen: dict[int, FrameType] = {}  # held, so that no other gets its number

    def notice(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code in COUNTED:
            seen[id(frame)] = frame  # a generator is called each time that it goes on

    sys.setprofile(notice)
    try:
        ended = run_here(arguments, folder)
    finally:
        sys.setprofile(None)
    done = Counter(COUNTED[frame.f_code] for frame in seen.values())
    parsed = [frame.f_locals["text"] for frame in seen.values() if frame.f_code is toml.load_toml.__code__]
    return ended.status, done + Counter({"lines parsed": sum(text.count("\n") for text in parsed)})


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--format", "json"],
        ["show", "homes"],
        ["log"],
        ["agenda"],
        ["chart", "homes"],
        ["report"],
        ["export", "--format", "csv"],
        ["export", "--table", "updates"],
    ],
    ids=" ".join,
)
def test_what_only_shows_reads_the_text_once_and_its_layout_never(arguments: list[str], tmp_path: Path) -> None:
    status, done = work([*arguments, "--ledger", "commitments.toml"], tmp_path)
    assert (status, done["parses"], done["lexer runs"]) == (0, 1, 0)


def test_check_reads_the_layout_for_the_lines_of_its_warnings_and_for_newer_syntax(tmp_path: Path) -> None:
    status, done = work(["check"], tmp_path, LEDGER + '[programmes.empty]\ntitle = "Nothing in it"\n')
    assert (status, done["parses"], done["lexer runs"]) == (0, 1, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["update", "homes", "--add", "3", "--source", "https://example.org/2", "--date", "2026-02-01"],
        ["retract", "first", "--note", "It was wrong."],
    ],
    ids=["update", "retract"],
)
def test_a_write_reads_the_old_text_once_and_of_the_new_one_the_section(arguments: list[str], tmp_path: Path) -> None:
    head = LEDGER.partition("[commitments.homes]")[0]
    other = '\n[commitments.schools]\ntitle = "Build schools"\nkind = "qualitative"\nsource = "https://example.org/1"\n'
    status, done = work(arguments, tmp_path, LEDGER + other)
    new = (tmp_path / "commitments.toml").read_text(encoding="utf-8")
    section = new.removeprefix(head).removesuffix(other)
    assert (status, len(new) - len(section)) == (0, len(head) + len(other))
    assert (done["parses"], done["lexer runs"]) == (2, 1)
    assert done["lines parsed"] == (LEDGER + other + section).count("\n")


def test_a_new_commitment_is_proved_by_the_whole_text(tmp_path: Path) -> None:
    options = ["--kind", "qualitative", "--title", "Build schools", "--source", "https://example.org/2"]
    status, done = work(["add", "schools", *options], tmp_path)
    assert (status, done["parses"], done["lexer runs"]) == (0, 2, 1)
    assert done["lines parsed"] > 2 * LEDGER.count("\n")
