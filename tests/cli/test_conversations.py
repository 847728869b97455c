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
    for stop in (lambda terminal: terminal.kill(signal.SIGINT), lambda terminal: terminal.sendeof()):
        terminal = converse("commitrack add", tmp_path)
        terminal.expect_exact("What is promised, in a few words: ")
        stop(terminal)
        terminal.expect_exact("Nothing was written.")
        terminal.expect(pexpect.EOF)
        assert terminal.wait() == 130
    assert (tmp_path / "commitments.toml").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["commitments.toml"]
