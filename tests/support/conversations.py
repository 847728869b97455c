"""Conversations at a real terminal, exactly as they look; an answer stands in «guillemets» after its question.

The first line is the command, which runs in a new folder with the ledger of the conversations in it. A conversation
that ends otherwise than well ends with its exit status in brackets.
"""

import re
import shutil
import tempfile
from pathlib import Path

import pexpect

from tests.support.environment import PROJECT, environment
from tests.support.transcripts import normalise

FOLDER = PROJECT / "tests" / "golden" / "conversations"
CONVERSATIONS = sorted(FOLDER.glob("*.txt"))

_QUESTION = r"[^\n]*: $"
"""What waits for an answer: a line without an end."""


def converse(command: str, folder: Path, columns: int = 250) -> "pexpect.spawn[str]":
    """Start a command at a terminal in a folder with the ledger in it."""
    shutil.copy(FOLDER / "commitments.toml", folder)
    env = {name: value for name, value in environment(TERM="dumb").items() if name != "COLUMNS"}
    return pexpect.spawn(
        command, cwd=str(folder), env=env, dimensions=(40, columns), encoding="utf-8", timeout=60, echo=True
    )


def hold(conversation: Path) -> str:
    """Hold a conversation with the answers that are in it, and return it as it looks now."""
    command, _, before = conversation.read_text("utf-8").removeprefix("$ ").partition("\n")
    answers = re.findall(r"«(.*)»$", before, flags=re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        terminal = converse(command, Path(folder))
        shown, answered = "", 0
        while terminal.expect([pexpect.EOF, _QUESTION]):
            shown += f"{terminal.before}{terminal.after}"
            if answered == len(answers):
                terminal.sendintr()
                continue
            answer = answers[answered]
            terminal.sendline(answer)
            terminal.expect_exact(f"{answer}\r\n")
            shown += f"«{answer}»\r\n"
            answered += 1
        shown += str(terminal.before)
        status = terminal.wait()
    ending = f"[{status}]\n" if status else ""
    return normalise(f"$ {command}\n{shown}{ending}".replace("\r\n", "\n"))
