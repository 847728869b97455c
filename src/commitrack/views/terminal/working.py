"""The sign that long work goes on: a line on standard error, on a terminal only, that is gone when the work is done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PATIENCE = 1.0
"""Seconds for which nobody wonders."""


@contextmanager
def working(doing: str) -> Iterator[None]:
    """Say what is being done where it takes longer than a second and somebody looks at a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    begun: list[Any] = []

    def begin() -> None:
        from rich.console import Console

        begun.append(Console(stderr=True, markup=False, emoji=False, highlight=False).status(f"{doing} …"))
        begun[0].start()

    timer = Timer(_PATIENCE, begin)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for status in begun:
            status.stop()
