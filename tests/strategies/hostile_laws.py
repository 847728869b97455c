"""What holds whatever a ledger or a command line says."""

import re
from collections.abc import Sequence

from tests.support.in_process import Ended

STATUSES = {0, 1, 2, 3, 74}
"""Those of the README that can come of a file or of arguments."""

CHANGING = {"update", "retract", "add", "edit", "init"}
_SECONDS = 20
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_DIRECTION = re.compile("[\u200e\u200f]")
"""Marks that keep text from right to left from moving what stands beside it."""


def assert_ended_well(ended: Ended, arguments: Sequence[str], *, terminal: bool = False) -> None:
    """Prove that a command ended in time, with a status that is documented, and wrote nothing but text."""
    assert ended.status in STATUSES
    assert ended.status != 1 or {"check", "diff"} & set(arguments[:1])
    assert "Traceback" not in ended.stdout + ended.stderr
    assert ended.seconds < _SECONDS
    if ended.status in (2, 3, 74):
        assert re.search(r"\w{2,} \w", ended.stderr), "no sentence"
    assert_only_text(ended.stderr, terminal=terminal)
    stdout = ended.stdout.replace("\t", "") if any("tsv" in argument for argument in arguments) else ended.stdout
    if "--bom" in arguments:
        stdout = stdout.removeprefix("\ufeff")
    assert_only_text(_without_source(stdout, arguments, terminal=terminal), terminal=terminal)


def _without_source(written: str, arguments: Sequence[str], *, terminal: bool) -> str:
    """Leave out the difference that --dry-run shows, which for other programs is exactly that of the file."""
    if terminal or not any(argument.startswith("--dr") for argument in arguments):
        return written
    return written.partition("\n--- ")[0]


def assert_only_text(written: str, *, terminal: bool) -> None:
    """Prove that there is no control sequence in what was written, but those of colours on a terminal."""
    text = _STYLE.sub("", written) if terminal else written
    text = "\n".join(_DIRECTION.sub("", line) if _RIGHT_TO_LEFT.search(line) else line for line in text.split("\n"))
    assert _CONTROLS.findall(text) == []


def assert_kept(old: bytes, new: bytes, ended: Ended, arguments: Sequence[str]) -> None:
    """Prove that a ledger is as it was, or that a command which ended well put something into it."""
    if new == old:
        return
    command = arguments[0]
    assert command in CHANGING
    assert ended.status in (0, 74)
    if command in ("update", "retract"):
        added = len(new) - len(old)
        start = next(at for at in range(len(old) + 1) if old[at:] == b"" or old[at] != new[at])
        assert added > 0
        assert new[start + added :] == old[start:]
    elif command == "add":
        lines = iter(new.replace(b"\r", b"").split(b"\n"))
        assert all(line in lines for line in old.replace(b"\r", b"").split(b"\n"))
