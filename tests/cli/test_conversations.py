"""Every conversation looks at a real terminal as it stands, to the letter."""

import signal
from pathlib import Path

import pexpect
import pytest

from tests.support.conversations import CONVERSATIONS, FOLDER, converse, hold

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_a_conversation(path: Path) -> None:
    assert hold(path) == path.read_text("utf-8")


def test_a_conversation_that_is_broken_off_writes_nothing(tmp_path: Path) -> None:
    before = (FOLDER / "commitments.toml").read_bytes()
    for by_signal in (True, False):
        terminal = converse("commitrack add", tmp_path)
        terminal.expect_exact("What is promised, in a few words: ")
        if by_signal:
            # Python loses a signal between the question and its wait for the answer.
            while Path(f"/proc/{terminal.pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "S":
                pass
            terminal.kill(signal.SIGINT)
        else:
            terminal.sendeof()
        terminal.expect_exact("Nothing was written.")
        terminal.expect(pexpect.EOF)
        assert terminal.wait() == 130
    assert (tmp_path / "commitments.toml").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["commitments.toml"]


def test_questions_break_at_words(tmp_path: Path) -> None:
    terminal = converse("commitrack add", tmp_path, columns=40)
    shown = ""
    for answer in ("Homes", "!", "", "none", "again"):
        terminal.expect(": $")
        shown += f"{terminal.before}: \r\n"
        terminal.sendline(answer)
        terminal.expect_exact(f"{answer}\r\n")
    terminal.expect(": $")
    shown += str(terminal.before)
    terminal.sendeof()
    terminal.expect(pexpect.EOF)
    lines = shown.split("\r\n")
    assert max(map(len, lines)) < 40
    assert "Error: use the letters a to z, digits" in lines
    assert "and hyphens, beginning with a letter or" in lines
    assert "   2  a number that adds up again in" in lines
    assert "      every period, such as 300" in lines
