"""What is printed to a pipe, and rows on a terminal, are what Rich's console prints, to the byte."""

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from typing import Any

import pytest
import rich.text
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from commitrack.views.clean import clean
from commitrack.views.terminal.columns import write_lines, write_rows
from commitrack.views.terminal.console import columns, console, plain
from commitrack.views.terminal.text import Indented, Text
from tests.strategies.hostile_texts import TEXTS
from tests.support.environment import PROJECT
from tests.support.in_process import run_here

WAYS: tuple[Mapping[str, Any], ...] = (
    {},
    {"overflow": "fold"},
    {"overflow": "fold", "soft_wrap": True},
    {"no_wrap": True, "overflow": "ignore", "crop": False},
    {"soft_wrap": True},
    {"no_wrap": True},
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


@given(WORDS, st.none() | st.integers(20, 90), st.sampled_from(WAYS), st.sampled_from(["text", "str", "indented"]))
@example(["w" * 10_200], None, {}, "text")
@example(["w" * 10_200], None, {"overflow": "fold", "soft_wrap": True}, "text")
def test_a_pipe_prints_as_a_console_does(words: list[str], width: int | None, way: Any, sort: str) -> None:
    way = {} if sort == "indented" else way  # which is always printed so
    text = plain(" ".join(words), "bold") + Text(" and more", "quiet")
    what: Any = {"text": text, "str": text.plain, "indented": Indented(text, 2)}[sort]
    assert printed(what, width, way) == printed(what, width, way, FORCE_COLOR="")


@given(WORDS, st.integers(2, 90), st.integers(0, 40), st.integers(0, 40))
def test_a_text_is_wrapped_as_rich_does(words: list[str], width: int, first: int, second: int) -> None:
    start = clean(" ".join(words))
    spans = [(0, min(first, len(start)), "bold"), (min(first, len(start)), min(first + second, len(start)), "dim")]
    text = Text(start, "quiet", [span for span in spans if span[0] < span[1]]) + Text("\n")
    text += plain(" ".join(words), "italic")
    wrapped = text.__rich__().wrap(Console(), width, overflow="fold")
    assert [line.__rich__() for line in text.wrap(width)] == list(wrapped)


@given(WORDS, st.integers(0, 40), st.integers(0, 40), st.sampled_from([" ", "\n"]))
def test_a_text_is_taken_apart_as_rich_does(words: list[str], first: int, second: int, separator: str) -> None:
    text = plain(" ".join(words), "bold") + Text(" \n ", "dim") + plain(" ".join(words[:2]), "quiet")
    styled = text.__rich__()
    assert text[first : first + second].__rich__() == styled[first : first + second]
    assert [part.__rich__() for part in text.split(separator)] == list(styled.split(separator))
    joined = rich.text.Text(separator).join([styled, styled])
    assert Text(separator).join([text, text]).__rich__() == joined
    styled.rstrip()
    assert text.rstrip().__rich__() == styled
    styled.truncate(max(first, 1), overflow="ellipsis", pad=True)
    assert text.rstrip().filled(max(first, 1)).__rich__() == styled


STYLES = st.sampled_from(["quiet", "struck", "remark", "bold", "bold color(163)", "none", ""])
TERMINALS = (
    {"TERM": "xterm-256color"},
    {"TERM": "xterm-256color", "NO_COLOR": "1"},
    {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    {"TERM": "xterm"},
    {"TERM": "dumb"},
)


@st.composite
def cells(draw: st.DrawFn) -> Text:
    """A text of one line with a style and spans, which may be within each other or cross."""
    text = clean(draw(st.sampled_from(["", " ", "word", "two words  ", "日本語", "…", *TEXTS])))
    spans = []
    for _ in range(draw(st.integers(0, 3)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        spans.append((start, draw(st.integers(start + 1, len(text))), draw(STYLES)))
    return Text(text, draw(STYLES), spans)


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(write: Callable[[Console], None], environ: Mapping[str, str]) -> str:
    """What a terminal is given by whoever writes on its console."""
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(Terminal()) as written:
        for name in ("FORCE_COLOR", "NO_COLOR", "COLORTERM"):
            patched.delenv(name, raising=False)
        for name, value in environ.items():
            patched.setenv(name, value)
        with console(80) as out:
            write(out)
    return written.getvalue()


def by_rich(lines: Sequence[Text]) -> Callable[[Console], None]:
    """Return what lets Rich print lines that have room."""

    def write(out: Console) -> None:
        for line in lines:
            out.print(line, no_wrap=True, overflow="ignore", crop=False)

    return write


@given(st.lists(st.tuples(cells(), cells(), cells()), min_size=1, max_size=4), st.sampled_from(TERMINALS))
def test_rows_on_a_terminal_are_drawn_as_rich_draws_them(rows: list[tuple[Text, ...]], terminal: Any) -> None:
    widths = [max(columns(cell.plain) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        Text().join(
            part
            for cell, width in zip(row, widths, strict=True)
            for part in (cell, Text(" " * (width - columns(cell.plain) + 2)))
        )
        for row in rows
    ]
    ended = [line.rstrip() for line in lines]
    assert on_terminal(lambda out: write_lines(out, lines), terminal) == on_terminal(by_rich(lines), terminal)
    assert on_terminal(lambda out: write_rows(out, rows, widths, 2), terminal) == on_terminal(by_rich(ended), terminal)


@pytest.mark.parametrize("columns", ["20", "40", "80", "200", ""])
@pytest.mark.parametrize("command", ["list", "list --wide", "show visa-free training", "log", "agenda", "check"])
def test_a_command_prints_the_same_to_a_pipe(command: str, columns: str) -> None:
    line = [*command.split(), "--as-of", "2026-11-23"]
    piped = run_here(line, PROJECT, COLUMNS=columns)
    assert piped.stdout == run_here(line, PROJECT, COLUMNS=columns, FORCE_COLOR="").stdout != ""
