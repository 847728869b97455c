"""Every transcript says what commands print, to the letter."""

from pathlib import Path

import pytest

from tests.support.transcripts import TRANSCRIPTS, replay


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_commands_print_what_the_transcript_says(transcript: Path) -> None:
    assert replay(transcript) == transcript.read_text("utf-8")


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 5
