"""The judgement: one case for each rule, and the laws that hold for every ledger."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from commitrack.ledger.model import Ledger
from commitrack.ledger.parse import convert
from commitrack.progress.judge import judge
from commitrack.views.rows.column import row
from commitrack.views.rows.list import LIST, Judged

CASES: list[dict[str, Any]] = tomli.loads(
    Path(__file__).with_name("judgement.toml").read_text("utf-8"), parse_float=Decimal
)["case"]


def ledger_of(table: dict[str, Any], others: dict[str, Any], about: dict[str, Any]) -> Ledger:
    """Build a ledger of a commitment ``c``, and others beside it."""
    titled = {key: {"title": key.upper(), **one} for key, one in {"c": table, **others}.items()}
    return convert({"ledger": {"title": "x", **about}, "commitments": titled}, "", "case.toml").ledger


def absent_as_false(value: object) -> object:
    """TOML has no null: a case writes false for it, and leaves it out of tables."""
    if isinstance(value, list):
        return [{k: v for k, v in item.items() if v is not None} if isinstance(item, dict) else item for item in value]
    return False if value is None else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_rule(case: dict[str, Any]) -> None:
    table = {**case["commitment"], "updates": case.get("updates", [])}
    ledger = ledger_of(table, case.get("others", {}), case.get("ledger", {}))
    said = row(LIST.columns, Judged("c", judge(ledger, "c", case["as_of"])))
    assert {key: absent_as_false(said[key]) for key in case["expect"]} == case["expect"]


def test_every_state_has_a_case() -> None:
    from commitrack.progress.states import STATES

    assert {case["expect"].get("state") for case in CASES} >= set(STATES)


def test_the_same_ledger_and_date_give_the_same_judgement() -> None:
    ledger = ledger_of(
        {"kind": "total", "target": 3, "unit": "u", "updates": [{"date": date(2024, 1, 1), "add": 1}]}, {}, {}
    )
    assert judge(ledger, "c", date(2024, 2, 1)) == judge(ledger, "c", date(2024, 2, 1))
