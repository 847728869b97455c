"""Reading a ledger: what it takes; what it finds wrong stands with the checks."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commitrack.errors import LedgerInvalid
from commitrack.ledger.model import Level, Total
from commitrack.ledger.parse import parse
from tests.support.environment import PROJECT

SHIPPED = [*PROJECT.glob("data/*.toml"), *sorted(PROJECT.glob("examples/*.toml"))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_ledgers_are_valid(path: Path) -> None:
    assert parse(path.read_text("utf-8"), str(path)).ledger.commitments


def test_amounts_are_exact_decimals() -> None:
    ledger = parse(
        '[ledger]\ntitle = "x"\n[commitments.a]\ntitle = "A"\nkind = "total"\nunit = "u"\n'
        "target = 0.1\nbaseline = -3\n",
        "ledger.toml",
    ).ledger
    commitment = ledger.commitments["a"]
    assert isinstance(commitment, Total)
    assert commitment.target == Decimal("0.1")
    assert (type(commitment.baseline), commitment.baseline) == (Decimal, Decimal(-3))


def test_a_range_may_be_come_down_to() -> None:
    ledger = parse(
        '[ledger]\ntitle = "x"\n[commitments.a]\ntitle = "A"\nkind = "level"\nunit = "%"\n'
        "target = 1\nat_most = 3\nbaseline = 8\n",
        "ledger.toml",
    ).ledger
    assert isinstance(ledger.commitments["a"], Level)


def test_a_commitment_may_be_written_in_any_way_that_toml_allows() -> None:
    ledger = parse(
        'ledger.title = "x"\n'
        'commitments.a = {title = "A", kind = "qualitative", updates = [{date = 2024-01-01, checked = true}]}\n'
        '[ commitments . "b" ]\n"title" = \'B\'\nkind = """qualitative"""\n',
        "ledger.toml",
    ).ledger
    assert list(ledger.commitments) == ["a", "b"]
    assert ledger.commitments["a"].updates[0].date == date(2024, 1, 1)


def test_text_that_is_not_a_ledger_at_all() -> None:
    with pytest.raises(LedgerInvalid, match=r"^ledger\.toml:1: column 6: a key needs a value"):
        parse("once upon a time\n", "ledger.toml")
