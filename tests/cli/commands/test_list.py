"""Which commitments a list takes."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import msgspec
import pytest

from commitrack.actions.open import load
from commitrack.cli.readers import read_status
from commitrack.progress.judge import judge_all
from commitrack.words.caveats import caveats
from commitrack.words.list import ends, remarks
from commitrack.words.verdicts import declared
from tests.support.environment import PROJECT
from tests.support.in_process import run_here

LEDGER = """\
[ledger]
title = "x"

[commitments.counted]
title = "A"
kind = "total"
target = 5
unit = "lamps"
start = 2023-01-01
due = 2023-12-31
updates = [{date = 2023-06-30, total = 5}]

[commitments.decided]
title = "B"
kind = "total"
target = 5
unit = "lamps"
start = 2023-01-01
due = 2023-12-31
updates = [{date = 2024-01-31, status = "fulfilled", note = "n"}]

[commitments.claimed]
title = "C"
kind = "qualitative"
updates = [{date = 2023-06-30, status = "fulfilled", by = "pledger", note = "n"}]

[commitments.stuck]
title = "D"
kind = "qualitative"
updates = [{date = 2023-06-30, status = "stalled", by = "independent", note = "n"}]

[commitments.silent]
title = "E"
kind = "qualitative"
"""


def listed(folder: Path, *statuses: str) -> str:
    """The ids of what a list takes."""
    (folder / "commitments.toml").write_text(LEDGER, "utf-8")
    options = [word for status in statuses for word in ("--status", status)]
    ended = run_here(["list", "--as-of", "2024-06-30", "--format", "csv", *options], folder)
    assert (ended.status, ended.stderr) == (0, "")
    return " ".join(line.partition(",")[0] for line in ended.stdout.split("\n")[1:-1])


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["fulfilled"], "counted decided claimed"),
        (["declared"], "decided stuck"),
        (["computed"], "counted silent"),
        (["said"], "claimed"),
        (["declared fulfilled"], "decided"),
        (["declared fulfilled, 31 days late"], "decided"),
        (["fulfilled, said by the pledger"], "claimed"),
        (["said_fulfilled"], "claimed"),
        (["computed-fulfilled"], "counted"),
        (["declared stalled", "no data"], "stuck silent"),
        (["declared no data"], ""),
        (["kept"], "counted decided"),
        (["kept (declared)"], "decided"),
        (["fulfilled late"], "decided"),
        (["kept late (declared)"], "decided"),
        (["computed fulfilled late"], ""),
        (["without a published figure"], "silent"),
    ],
)
def test_declared_is_told_from_computed(tmp_path: Path, statuses: list[str], expected: str) -> None:
    assert listed(tmp_path, *statuses) == expected


def test_a_list_takes_every_status_that_it_prints(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(LEDGER, "utf-8")
    ledgers = [tmp_path / "c.toml", PROJECT / "data" / "commitments.toml", *(PROJECT / "examples").glob("*.toml")]
    for path in ledgers:
        for judgement in judge_all(load(path), date(2026, 11, 23)).values():
            assert any(map(judgement.has_status, read_status(declared(judgement), judgement.scale)))


def test_what_was_declared_fulfilled_late_is_counted_ordered_and_grouped_as_late(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(LEDGER, "utf-8")

    def said(*options: str) -> str:
        ended = run_here(["list", "--as-of", "2024-06-30", *options], tmp_path)
        assert (ended.status, ended.stderr) == (0, "")
        return ended.stdout

    counted = msgspec.json.decode(said("--format", "json"))["summary"]["by_status"]
    assert counted == {"no-data": 2, "fulfilled": 1, "fulfilled-late": 1, "stalled": 1}
    headings = [line.partition(" ─")[0] for line in said("--by", "status").splitlines() if "──" in line]
    assert headings == ["Stalled", "Fulfilled late", "Fulfilled", "No data"]
    assert "1 kept late (declared)" in said()
    assert "declared fulfilled, 31 days late" in said("--wide")


POSTPONED = """\
[ledger]
title = "x"

[commitments.register]
title = "An open register"
kind = "qualitative"
due = 2024-12-31
updates = [
  {date = 2024-11-30, due = 2025-12-31},
  {date = 2025-12-15, status = "fulfilled", note = "Published."},
]
"""


def test_a_list_says_how_late_a_postponed_promise_is_by_its_first_date(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(POSTPONED, "utf-8")
    judgement = judge_all(load(tmp_path / "commitments.toml"), date(2026, 7, 1))["register"]
    assert list(remarks(judgement)) == ["by its first terms 349 days late"]
    assert list(caveats(judgement)) == ["by its first terms 349 days late"]
    assert ends(judgement) == ("due 31 Dec 2025, at first 349 days late", "at first 349 days late", "first: late")
    ended = run_here(["list", "--as-of", "2026-07-01"], tmp_path)
    assert "first: late" in ended.stdout


def test_a_status_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(LEDGER, "utf-8")
    ended = run_here(["list", "--status", "declared fulfiled"], tmp_path)
    assert ended.status == 2
    assert ended.stderr.startswith(
        "commitrack list: --status: 'fulfiled' is not one of the words; did you mean \"fulfilled\"?"
    )


INEXACT = """\
[ledger]
title = "x"

[commitments.schools]
title = "Schools connected"  # "More than 900 of the 1,000 schools are connected", the minister said
kind = "total"
target = 1000
unit = "schools"
start = 2023-01-01
due = 2024-12-31
updates = [{date = 2023-06-30, total = 900, bound = "at-least"}]

[commitments.rate]
title = "Jobless rate"
kind = "level"
at_most = 5
unit = "%"
updates = [{date = 2023-06-30, level = 5.5, bound = "about", flag = "provisional"}]
"""


def test_a_list_says_which_figures_are_not_exact_and_which_not_final(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text(INEXACT, "utf-8")

    def said(*options: str) -> str:
        ended = run_here(["list", "--as-of", "2023-12-31", *options], tmp_path)
        assert (ended.status, ended.stderr) == (0, "")
        return ended.stdout

    assert "≥ 900 / 1,000 schools" in said()
    assert "≈ 5.5 prov. / ≤ 5 %" in said()
    table = said("--format", "markdown")
    assert "| Schools connected | ≥ 900 | 1,000 | schools |" in table
    assert "| Jobless rate | ≈ 5.5 prov. | ≤ 5 | % |" in table
    named = [(one["actual"], one["bound"], one["flag"]) for one in csv.DictReader(StringIO(said("--format", "csv")))]
    assert named == [("900", "at-least", ""), ("5.5", "about", "provisional")]
