"""Conversations at a real terminal, exactly as they look; an answer stands in «guillemets» after its question."""

import re
import shutil
import signal
from pathlib import Path

import pexpect
import pytest

from tests.support.environment import PROJECT, environment
from tests.support.transcripts import normalise

FOLDER = PROJECT / "tests" / "golden" / "conversations"


def spawn(command: str, folder: Path) -> "pexpect.spawn[str]":
    env = {name: value for name, value in environment(TERM="dumb").items() if name != "COLUMNS"}
    return pexpect.spawn(
        command, cwd=str(folder), env=env, dimensions=(40, 250), encoding="utf-8", timeout=60, echo=True
    )


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation(path: Path, tmp_path: Path) -> None:
    shutil.copy(FOLDER / "commitments.toml", tmp_path)
    command, _, expected = path.read_text("utf-8").removeprefix("$ ").partition("\n")
    terminal = spawn(command, tmp_path)
    shown = ""
    for prompt, answer in re.findall(r"^(.*)«(.*)»$", expected, flags=re.MULTILINE):
        terminal.expect(re.escape(prompt).replace("<today>", r"[-\d]{10}") + "$")
        terminal.sendline(answer)
        shown += terminal.before + terminal.after
    terminal.expect(pexpect.EOF)
    shown += terminal.before
    assert normalise(shown.replace("\r\n", "\n")) == expected.replace("«", "").replace("»", "")
    assert terminal.wait() == 0


def test_a_conversation_that_is_broken_off_writes_nothing(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "commitments.toml", tmp_path)
    before = (tmp_path / "commitments.toml").read_bytes()
    for stop in (lambda terminal: terminal.kill(signal.SIGINT), lambda terminal: terminal.sendeof()):
        terminal = spawn("commitrack add", tmp_path)
        terminal.expect_exact("What is promised, in a few words: ")
        stop(terminal)
        terminal.expect_exact("Nothing was written.")
        terminal.expect(pexpect.EOF)
        assert terminal.wait() == 130
    assert (tmp_path / "commitments.toml").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["commitments.toml"]
