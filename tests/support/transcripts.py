"""Transcripts: what a person types and what comes back, as text that reads like a terminal.

A line ``$ command`` is run in a new folder, by a shell where it needs one; below it stand its standard output
(indented), its standard error (each line after ``! ``) and, unless it is 0, its exit status in brackets. Lines that
begin with ``#`` are remarks. A ledger of the same name beside the transcript is in the folder as ``commitments.toml``,
and ``examples/`` is there too.

What differs from run to run is written as ``<id>``, ``<now>`` and ``<today>``; folders as ``<here>``.
"""

import datetime
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.support.environment import PROJECT, environment
from tests.support.in_process import Ended, run_here

FOLDER = PROJECT / "tests" / "golden" / "transcripts"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))

_PLAIN = r"[^][|&;<>*?`~(){}$\\!#]+?"
_SILENT_EDITOR = r"(?:EDITOR|VISUAL)(?!=\./)"  # those in the folder show what they are given
_SET = rf"(?:COLUMNS|COMMITRACK_LEDGER|SOURCE_DATE_EPOCH|{_SILENT_EDITOR})"
_STEP = re.compile(rf"((?:{_SET}={_PLAIN} )*commitrack {_PLAIN})(?:( && |; | \| )(.*))?")
"""A command that means to a shell what it says, and perhaps what follows it."""


def replay(transcript: Path) -> str:
    """Run the commands of a transcript and return it as it comes out now."""
    written = []
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder).resolve()
        ledger = transcript.with_suffix(".toml")
        if ledger.exists():
            shutil.copy(ledger, here / "commitments.toml")
        shutil.copytree(PROJECT / "examples", here / "examples")
        for part in re.split(r"^(?=[$#])", transcript.read_text("utf-8"), flags=re.MULTILINE):
            if part.startswith("#"):
                written.append(part.rstrip("\n"))
            elif part.startswith("$"):
                command = part.partition("\n")[0].removeprefix("$ ")
                written.append(_run(command, here))
    return "\n\n".join(written) + "\n"


def shells(transcript: Path) -> int:
    """How many commands of a transcript begin with what only a shell understands."""
    typed = re.findall(r"^\$ (.*)$", transcript.read_text("utf-8"), flags=re.MULTILINE)
    return sum(_STEP.fullmatch(command) is None for command in typed)


def _run(command: str, here: Path) -> str:
    ended = _end(command, here)
    lines = [f"$ {command}"]
    lines += [f"  {line}" if line else "" for line in _lines(ended.stdout, here)]
    lines += [f"! {line}" for line in _lines(ended.stderr, here)]
    if ended.status:
        lines.append(f"[{ended.status}]")
    return "\n".join(lines).rstrip("\n")


def _end(command: str, here: Path) -> Ended:
    """Run in this process what needs no shell, and the rest of a line in one."""
    step = _STEP.fullmatch(command)
    if step is None or "||" in command or ("&&" in command and ";" in command):
        return _in_shell(command, here)
    plain, operator, rest = step.groups()
    first = _without_shell(plain, here)
    if operator == " | ":
        then = _in_shell(rest, here, first.stdout)
        return Ended(then.status, then.stdout, first.stderr + then.stderr)
    if operator is None or (operator == " && " and first.status):
        return first
    then = _end(rest, here)
    return Ended(then.status, first.stdout + then.stdout, first.stderr + then.stderr)


def _without_shell(command: str, here: Path) -> Ended:
    words = shlex.split(command)
    at = words.index("commitrack")
    extra = dict(word.split("=", 1) for word in words[:at])
    return run_here(words[at + 1 :], here, terminal=False, **extra)


def _in_shell(command: str, here: Path, typed: str = "") -> Ended:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=here,
        env=environment(),
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def _lines(output: str, here: Path) -> list[str]:
    text = normalise(output.replace(str(here), "<here>"))
    return text.removesuffix("\n").split("\n") if text else []


def normalise(text: str) -> str:
    """Write what differs from run to run as what it is."""
    today = datetime.date.today()
    text = text.replace(today.isoformat(), "<today>").replace(f"{today.day} {today:%B %Y}", "<today>")
    text = re.sub(r" {2,}(?=as of <today>$)", "  ", text, flags=re.MULTILINE)  # it ends where the line does
    text = re.sub(
        r"(recorded as update |^[ +]?id = \"|  # |(?:use|figure,) (?:corrects|restates) )[a-f][0-9a-f]{7}\b",
        r"\1<id>",
        text,
        flags=re.MULTILINE,
    )
    text = re.sub(r"(\bbatch (?:= \")?)[a-f][0-9a-f]{7}\b", r"\1<batch>", text)
    return re.sub(r"^([ +]?recorded = )\S+Z\b", r"\1<now>", text, flags=re.MULTILINE)
