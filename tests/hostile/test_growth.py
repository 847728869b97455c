"""Time grows with the size of what a command is given, not with the square of it.

Each text is tried at one size and at four times that: what grows with the square takes sixteen times as long.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.errors import LedgerInvalid
from commitrack.ledger.toml import load_toml
from commitrack.views.patch import unified
from tests.support.in_process import run_here
from tests.support.lanes import one_in

ABOUT = '[ledger]\ntitle = "x"\n'
PLACES = ABOUT + '[commitments.a]\ntitle = "A"\nkind = "total"\ntarget = 10\nunit = "u"\n'
VISAS = ABOUT + '[commitments.a]\ntitle = "A"\nkind = "standing"\ntarget = 10\nunit = "u"\n'
TIMES = 4
MOST = 8.0
"""Times as long, for four times as much: between that and sixteen, with room on both sides."""


def update(body: str) -> str:
    return f"[[commitments.a.updates]]\ndate = 2024-01-01\n{body}\n"


GROWING: dict[str, tuple[str, int, Callable[[int], str]]] = {
    "brackets-after-an-address": (
        "report",
        40_000,
        lambda number: PLACES + update(f'add = 1\nnote = "http://x/{")" * number}"'),
    ),
    "square-brackets-after-an-address": (
        "report",
        20_000,
        lambda number: PLACES + update(f'add = 1\nnote = "http://x/{"[" * number}{"]" * 2 * number}."'),
    ),
    "addresses": (
        "report --format markdown",
        5_000,
        lambda number: PLACES + update(f'add = 1\nsource = "{"http://x/<" * number}"'),
    ),
    "publishers": (
        "check",
        500,
        lambda number: PLACES + "".join(update(f'total = {one + 1}\npublisher = "p{one}"') for one in range(number)),
    ),
    "publishers-of-one-date": (
        "report --format markdown",
        500,
        lambda number: PLACES + "".join(update(f'total = {one + 1}\npublisher = "p{one}"') for one in range(number)),
    ),
    "additions-of-one-date": ("check", 2_000, lambda number: PLACES + update("add = 1") * number),
    "totals-of-one-date": ("check", 2_000, lambda number: PLACES + update('total = 1\npublisher = "p"') * number),
    "separators": ("export", 20_000, lambda number: PLACES + update(f'add = 1\nnote = "{",=" * number}"')),
    "names": (
        "export",
        10_000,
        lambda number: VISAS + update(f"grant = {[f'n{one}' for one in range(number)]}"),
    ),
    "names-in-lines": (
        "export --format jsonl",
        10_000,
        lambda number: VISAS + update(f"grant = {[f'n{one}' for one in range(number)]}"),
    ),
}
"""What is made ever larger, with the command that it is given to and the size to begin with."""


@pytest.mark.parametrize("name", one_in(2, list(GROWING)))
def test_time_grows_with_the_size(name: str, tmp_path: Path) -> None:
    command, size, text = GROWING[name]
    small, large = text(size), text(TIMES * size)
    times = (spent(command, large, tmp_path) / spent(command, small, tmp_path) for _ in range(3))
    assert any(one < MOST for one in times)  # once is enough: a busy machine makes it seem longer, never shorter


def test_a_difference_takes_no_longer_where_lines_come_again() -> None:
    """As remarks do in a ledger of 100,000 updates, when another one is recorded with --dry-run."""

    def seconds(number: int) -> float:
        lines = [f"# remark {one % 150}\n" for one in range(number)]
        old, new = "".join(lines), "".join([*lines[: number // 2], "[new]\n", *lines[number // 2 :]])
        begun = time.process_time()
        difference = unified(old, new, "x")
        assert difference.count("\n+") == 2
        return time.process_time() - begun

    assert any(seconds(TIMES * 50_000) / seconds(50_000) < MOST for _ in range(3))


def test_a_number_that_python_does_not_read_is_found_at_once() -> None:
    """Not after each digit of those that are no number: it takes some times as long as the reading itself."""
    lines = [f"note{one} = '{'1' * 4_299}'\n" for one in range(200)]

    def seconds(last: str) -> float:
        begun = time.process_time()
        with pytest.raises(LedgerInvalid) as caught:
            load_toml(ABOUT + "".join(lines) + last, "x")
        assert caught.value.findings[0].line == 203
        return time.process_time() - begun

    assert any(seconds("a = " + "9" * 5_000) / seconds("a =") < 30 for _ in range(3))


def spent(command: str, text: str, here: Path) -> float:
    """Seconds of the processor."""
    (here / "commitments.toml").write_text(text, "utf-8")
    ended = run_here(command.split(), here)
    assert (ended.status, ended.stderr) == (0, "")
    return ended.seconds
