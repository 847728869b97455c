"""What docs/ledger.md says of promises is what becomes of them."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
import tomli

from commitrack.ledger.model import HOLDS, KINDS
from commitrack.ledger.parse import convert
from commitrack.progress.judge import judge
from commitrack.words.format import label
from tests.support.environment import PROJECT

PAGE = (PROJECT / "docs" / "ledger.md").read_text("utf-8")
PART = {"title": "A part", "kind": "level", "target": 90, "unit": "%", "due": date(2020, 12, 31)}


def read(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


class Row(NamedTuple):
    """A promise in the words of whoever made it, the commitment that says it, and what figures do to it."""

    promise: str
    commitment: str
    outcomes: str

    @property
    def table(self) -> dict[str, Any]:
        """The commitment as TOML has it."""
        return {"title": self.promise, **read("\n".join(re.findall(r"`([^`]+)`", self.commitment)))}


ROWS = [Row(*row) for row in re.findall(r"^\| (.+?) \| (`kind = .+?) \| (.+?) \|$", PAGE, re.MULTILINE)]
OUTCOMES = [
    pytest.param(row, *said, id=f"{row.promise}-{said[0]}")
    for row in ROWS
    for said in re.findall(r"`([^`]+)` on (\S+) is \*([^*]+)\*", row.outcomes)
]


def status(table: dict[str, Any], as_of: date, parts: dict[str, Any] | None = None) -> str:
    """Judge a commitment, which must be a valid one."""
    data = {"ledger": {"title": "x"}, "commitments": {"c": table, **(parts or {})}}
    return label(judge(convert(data, "", "ledger.md").ledger, "c", as_of).status)


@pytest.mark.parametrize(("row", "claim", "day", "state"), OUTCOMES)
def test_a_figure_does_what_the_page_says(row: Row, claim: str, day: str, state: str) -> None:
    update = {"date": date.fromisoformat(day), **read(claim), "note": "A reason."}
    assert status({**row.table, "updates": [update]}, update["date"] + timedelta(days=1)) == state


def test_every_row_says_what_a_figure_does() -> None:
    silent = [row for row in ROWS if not re.search(r"` on \S+ is \*", row.outcomes)]
    assert [row.table["kind"] for row in silent] == ["joint"]
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", [row for row in ROWS if row.table["kind"] == "joint"], ids=lambda row: row.promise)
def test_a_joint_promise_is_missed_as_soon_as_one_part_is(row: Row) -> None:
    met, missed = ({**PART, "updates": [{"date": PART["due"], "level": level}]} for level in (90, 89))
    names = row.table["parts"]
    assert status(row.table, date(2021, 1, 1), dict.fromkeys(names, met)) == "fulfilled"
    for name in names:
        assert status(row.table, date(2021, 1, 1), {**dict.fromkeys(names, met), name: missed}) == "missed"


def test_every_kind_and_every_way_to_hold_has_a_row() -> None:
    assert {row.table["kind"] for row in ROWS} == set(KINDS)
    assert {row.table.get("holds", "at-end") for row in ROWS} == set(HOLDS)
    assert re.findall(r"^\| `\"(.+?)\"` \|", PAGE, re.MULTILINE) == list(HOLDS)


def test_the_sides_of_a_goal_are_all_shown() -> None:
    sides = {(row.table["kind"], "target" in row.table, "at_most" in row.table) for row in ROWS}
    numbers = ("total", "periodic", "level")
    assert sides >= {(kind, at_least, not at_least) for kind in numbers for at_least in (True, False)}
    assert ("level", True, True) in sides
