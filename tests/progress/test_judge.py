"""The judgement: one case for each rule, and the laws that hold for every ledger."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from commitrack.ledger.convert import convert
from commitrack.ledger.model import AnyCommitment
from commitrack.progress.judge import judge
from commitrack.views.rows.column import row
from commitrack.views.rows.list import LIST, Judged

CASES: list[dict[str, Any]] = tomli.loads(
    Path(__file__).with_name("judgement.toml").read_text("utf-8"), parse_float=Decimal
)["case"]


def commitment_of(table: dict[str, Any]) -> AnyCommitment:
    """Build a commitment as a ledger would."""
    ledger, shaping = convert({"ledger": {"title": "x"}, "commitments": {"c": {"title": "C", **table}}})
    assert shaping.mistakes == []
    return ledger.commitments["c"]


def absent_as_false(value: object) -> object:
    """TOML has no null: a case writes false for it, and leaves it out of tables."""
    if isinstance(value, list):
        return [{k: v for k, v in item.items() if v is not None} if isinstance(item, dict) else item for item in value]
    return False if value is None else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_rule(case: dict[str, Any]) -> None:
    commitment = commitment_of({**case["commitment"], "updates": case.get("updates", [])})
    said = row(LIST.columns, Judged("c", judge(commitment, case["as_of"])))
    assert {key: absent_as_false(said[key]) for key in case["expect"]} == case["expect"]


def test_every_state_has_a_case() -> None:
    from commitrack.progress.judgement import STATES

    assert {case["expect"].get("state") for case in CASES} >= set(STATES)


def test_the_same_ledger_and_day_give_the_same_judgement() -> None:
    commitment = commitment_of(
        {"kind": "total", "target": 3, "unit": "u", "updates": [{"date": date(2024, 1, 1), "add": 1}]}
    )
    assert judge(commitment, date(2024, 2, 1)) == judge(commitment, date(2024, 2, 1))
