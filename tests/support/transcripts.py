"""Transcripts: what a person types and what comes back, as text that reads like a terminal.

A line ``$ command`` is run by a shell in a new folder; below it stand its standard output (indented), its standard
error (each line after ``! ``) and, unless it is 0, its exit status in brackets. Lines that begin with ``#`` are
remarks. A ledger of the same name beside the transcript is in the folder as ``commitments.toml``, and ``examples/``
is there too.

What differs from run to run is written as ``<id>``, ``<now>`` and ``<today>``; folders as ``<here>``.
"""

import datetime
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.support.environment import PROJECT, environment

FOLDER = PROJECT / "tests" / "golden" / "transcripts"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))


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


def _run(command: str, here: Path) -> str:
    done = subprocess.run(["bash", "-c", command], cwd=here, env=environment(), capture_output=True, check=False)
    lines = [f"$ {command}"]
    lines += [f"  {line}" if line else "" for line in _lines(done.stdout, here)]
    lines += [f"! {line}" for line in _lines(done.stderr, here)]
    if done.returncode:
        lines.append(f"[{done.returncode}]")
    return "\n".join(lines).rstrip("\n")


def _lines(output: bytes, here: Path) -> list[str]:
    text = normalise(output.decode().replace(str(here), "<here>"))
    return text.removesuffix("\n").split("\n") if text else []


def normalise(text: str) -> str:
    """Write what differs from run to run as what it is."""
    text = text.replace(datetime.date.today().isoformat(), "<today>")
    text = re.sub(
        r"(recorded as update |^[ +]?id = \"|updates\]\]  # )[0-9a-f]{8}\b", r"\1<id>", text, flags=re.MULTILINE
    )
    return re.sub(r"^([ +]?recorded = )\S+Z$", r"\1<now>", text, flags=re.MULTILINE)
