"""Findings on a terminal: how many of each check, and each by itself when it is asked for."""

from pathlib import Path

import pytest

from tests.support.environment import PROJECT
from tests.support.in_process import run_here

AS_OF = ("--as-of", "2026-11-23")


def shown(*arguments: str, columns: int = 80, cwd: Path = PROJECT, **extra: str) -> str:
    """What check shows on a terminal without colours."""
    ended = run_here(("check", *arguments), cwd, terminal=True, COLUMNS=str(columns), **{"TERM": "dumb", **extra})
    assert ended.stderr == ""
    return ended.stdout


COUNTED = """\
unarchived: 16 – party-delegates, core-interests, credit-line and 11 more
  The source of an update or a commitment is a web page without an archived
  copy.
stale: 15 – party-delegates, core-interests, credit-line and 12 more
  Nobody has looked for longer than the ledger's stale_after allows.
overdue: 1 – party-delegates
  The last date has passed, and no figure of that date or later settles whether
  it was met.
expiring: 1 – visa-free
  A member that counts lapses within 60 days.
assumed-period: 2 – credit-line, livelihood-projects
  A commitment with a number has no start or due date, so its pace cannot be
  judged.

1 ledger: 35 warnings; --verbose says where and what to do
"""


def test_a_terminal_counts_the_warnings_of_each_check() -> None:
    assert shown(*AS_OF) == COUNTED


def test_more_room_has_more_names() -> None:
    assert "stale: 15 – party-delegates and 14 more\n" in shown(*AS_OF, columns=40)
    names = shown(*AS_OF, columns=400).split("stale: 15 – ")[1].partition("\n")[0].split(", ")
    assert len(names) == 15


def test_the_ledgers_are_named_where_there_are_several() -> None:
    both = shown(*AS_OF, "data/commitments.toml", "examples/climate-finance.toml", "--only", "overdue", columns=200)
    assert both == (
        "data/commitments.toml\n"
        "overdue: 1 – party-delegates\n"
        "  The last date has passed, and no figure of that date or later settles whether it was met.\n"
        "\n"
        "examples/climate-finance.toml\n"
        "overdue: 1 – hundred-billion\n"
        "  The last date has passed, and no figure of that date or later settles whether it was met.\n"
        "\n"
        "2 ledgers: 2 warnings; --verbose says where and what to do\n"
    )


def test_verbose_shows_each_warning() -> None:
    each = shown(*AS_OF, "--only", "expiring", "--verbose", columns=200)
    assert each.startswith("data/commitments.toml:241: [expiring] commitments.visa-free.updates[2].until: Argentina, ")
    assert each.endswith("\n1 ledger: 1 warning\n")
    assert shown(*AS_OF, "-v", "--only", "expiring", columns=200) == each


@pytest.mark.parametrize("option", [(), ("--verbose",)])
def test_a_pipe_has_the_lines_that_editors_follow(option: tuple[str, ...]) -> None:
    piped = run_here(("check", *AS_OF, "--only", "stale", *option), PROJECT).stdout.split("\n")
    assert sum(line.startswith("data/commitments.toml:") for line in piped) == 15
    assert piped[-2:] == ["1 ledger: 15 warnings", ""]


def test_nothing_found_says_so() -> None:
    assert shown(*AS_OF, "--only", "unused-programme") == "1 ledger: nothing found\n"


def test_errors_are_shown_one_by_one(tmp_path: Path) -> None:
    text = (PROJECT / "tests" / "golden" / "cases" / "stale" / "ledger.toml").read_text("utf-8")
    (tmp_path / "commitments.toml").write_text(f'{text}\n[commitments.more]\nkind = "qualitative"\n', "utf-8")
    assert shown("--as-of", "2024-06-30", "--only", "stale", cwd=tmp_path) == (
        'commitments.toml:20: [missing-key] commitments.more.title: missing; write title\n= "…"\n'
        "      20 | [commitments.more]\n"
        "\n"
        "stale: 1 – places\n"
        "  Nobody has looked for longer than the ledger's stale_after allows.\n"
        "\n"
        "1 ledger: 1 error and 1 warning; --verbose says where and what to do\n"
    )


def test_only_the_name_of_a_check_is_coloured() -> None:
    counted = shown(*AS_OF, "--only", "stale", TERM="xterm-256color")
    assert counted.startswith("\x1b[38;5;131mstale\x1b[0m: 15 – party-delegates, ")
    each = shown(*AS_OF, "--only", "stale", "-v", TERM="xterm-256color", columns=300)
    assert each.startswith(
        "data/commitments.toml:41: \x1b[38;5;131m[stale] \x1b[0mcommitments.party-delegates: never checked; "
    )
