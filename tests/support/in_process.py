"""Commands run in this process, as close to real as that gets: many times as many as in processes of their own."""

import gc
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.main import get_group

from commitrack.__main__ import run_to_the_end
from commitrack.cli import app
from tests.support.environment import PROJECT, environment

COMMAND_LINE = get_group(app.app)
"""All commands and options. To build it takes longer than most commands, and it comes out the same every time."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str
    seconds: float = 0
    """Of the processor: what else the machine does, or that it sleeps, is not the command's fault."""


class _Stream(io.TextIOWrapper):
    """A stream that remembers what it is given; a terminal, if it is one."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def written(self) -> str:
        """What was written, which must be UTF-8."""
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def run_here(arguments: Sequence[str], cwd: Path, *, terminal: bool = False, **extra: str) -> Ended:
    """Run commitrack with these arguments in a folder; whatever escapes it but an exit status is raised.

    On a terminal its output is one, and its input is not, so that it asks nothing.
    """
    stdout, stderr = _Stream(terminal=terminal), _Stream(terminal=terminal)
    begun = time.process_time()
    with _world(cwd, environment(**extra)), _streams(stdout, stderr), pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "get_command", lambda _: COMMAND_LINE)
        sys.argv = ["commitrack", *arguments]
        try:
            status: object = run_to_the_end()
        except SystemExit as end:  # as typer ends what a shell completes
            status = end.code
    assert isinstance(status, int)
    return Ended(status, stdout.written, stderr.written, time.process_time() - begun)


def printed(*arguments: str) -> str:
    """What a command that ends well prints, run in the project's folder."""
    ended = run_here(arguments, PROJECT)
    assert (ended.status, ended.stderr) == (0, "")
    return ended.stdout


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder."""
    with tempfile.TemporaryDirectory() as path:
        yield Path(path).resolve()


@contextmanager
def _world(cwd: Path, env: dict[str, str]) -> Iterator[None]:
    """Everything about this process that a command sees or changes, put back afterwards."""
    before, here, arguments = dict(os.environ), Path.cwd(), sys.argv
    descriptor = os.dup(1)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        os.chdir(here)
        os.dup2(descriptor, 1)
        os.close(descriptor)
        sys.argv = arguments
        gc.enable()


@contextmanager
def _streams(stdout: _Stream, stderr: _Stream) -> Iterator[None]:
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), stdout, stderr
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
