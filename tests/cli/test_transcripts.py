"""Every transcript says what commands print, to the letter."""

from pathlib import Path

import pytest

from tests.support.in_process import COMMAND_LINE
from tests.support.transcripts import TRANSCRIPTS, replay, shells


def each() -> list[object]:
    """The transcripts; in the quick lane are those that are named for a command and need one process at most."""
    quick = [path for path in TRANSCRIPTS if path.stem in COMMAND_LINE.commands and shells(path) <= 1]
    return [pytest.param(path, marks=() if path in quick else pytest.mark.slow) for path in TRANSCRIPTS]


@pytest.mark.parametrize("transcript", each(), ids=lambda path: path.stem)
def test_commands_print_what_the_transcript_says(transcript: Path) -> None:
    assert replay(transcript) == transcript.read_text("utf-8")


def test_every_command_has_a_transcript() -> None:
    said = "".join(path.read_text("utf-8") for path in TRANSCRIPTS)
    assert [command for command in COMMAND_LINE.commands if f"$ commitrack {command}" not in said] == []
