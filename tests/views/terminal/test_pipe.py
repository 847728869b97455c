"""What is printed to a pipe is what Rich's console prints where it has no styles, to the byte."""

import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.padding import Padding
from rich.text import Text

from commitrack.views.terminal.console import console, plain
from tests.strategies.hostile_texts import TEXTS
from tests.support.environment import PROJECT
from tests.support.in_process import run_here

WAYS: tuple[Mapping[str, Any], ...] = (
    {},
    {"overflow": "fold"},
    {"overflow": "fold", "soft_wrap": True},
    {"no_wrap": True, "overflow": "ignore", "crop": False},
    {"soft_wrap": True},
    {"style": "quiet"},
)
WORDS = st.lists(st.sampled_from([*TEXTS, "word", "a " * 30, "w" * 200, "  ", "日本語", "x\ny", "\t"]), max_size=8)


def printed(what: object, width: int | None, way: Mapping[str, Any], **environ: str) -> str:
    """What a console makes of something."""
    written = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(written):
        patched.delenv("FORCE_COLOR", raising=False)
        for name, value in environ.items():
            patched.setenv(name, value)
        with console(width) as out:
            out.print(what, **way)
    return written.getvalue()


@given(WORDS, st.none() | st.integers(20, 90), st.sampled_from(WAYS), st.sampled_from(["text", "str", "padding"]))
@example(["w" * 10_200], None, {}, "text")
@example(["w" * 10_200], None, {"overflow": "fold", "soft_wrap": True}, "text")
def test_a_pipe_prints_as_a_console_does(words: list[str], width: int | None, way: Any, sort: str) -> None:
    way = {} if sort == "padding" else way  # which is always printed so
    text = plain(" ".join(words), "bold") + Text(" and more", "quiet")
    what: Any = {"text": text, "str": text.plain, "padding": Padding(text, (0, 0, 0, 2))}[sort]
    assert printed(what, width, way) == printed(what, width, way, FORCE_COLOR="")


@pytest.mark.parametrize("columns", ["20", "40", "80", "200", ""])
@pytest.mark.parametrize("command", ["list", "list --wide", "show visa-free training", "log", "agenda", "check"])
def test_a_command_prints_the_same_to_a_pipe(command: str, columns: str) -> None:
    line = [*command.split(), "--as-of", "2026-11-23"]
    piped = run_here(line, PROJECT, COLUMNS=columns)
    assert piped.stdout == run_here(line, PROJECT, COLUMNS=columns, FORCE_COLOR="").stdout != ""
