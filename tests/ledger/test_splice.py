"""A write adds one block and changes no other byte, or is refused: hard ledgers, and what is made of them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from commitrack.errors import CommitrackError, Refused
from commitrack.ledger import store
from commitrack.ledger.model import Qualitative, Update
from commitrack.ledger.parse import parse
from commitrack.ledger.splice import add_commitment, add_update
from commitrack.ledger.toml import load_toml
from tests.strategies.splice_laws import same
from tests.support.lanes import one_in
from tests.support.writes import RESULTS, ledger, outcome, write

LEDGER = '[ledger]\ntitle = "L"\n\n[commitments.x]\ntitle = "X"\nkind = "qualitative"\n'


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: f"{result.parent.name}-{result.stem}")
def test_hard_toml(result: Path) -> None:
    """Each result stands beside its ledger, as a difference or the sentence that refuses it."""
    assert outcome(result) == result.read_bytes().decode()


@pytest.mark.parametrize("result", one_in(5, RESULTS), ids=lambda result: f"{result.parent.name}-{result.stem}")
def test_a_byte_order_mark_before_it(result: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.toml"
    path.write_bytes(b"\xef\xbb\xbf" + ledger(result).encode())
    try:
        expected = write(result).text
    except Refused:
        expected = ledger(result)
        with pytest.raises(Refused):
            store.rewrite(path, lambda text: write(result, text), wait=1)
    else:
        store.rewrite(path, lambda text: write(result, text), wait=1)
    assert path.read_bytes() == b"\xef\xbb\xbf" + expected.encode()


def test_numbers_of_every_form_come_back_as_they_were() -> None:
    document = parse(LEDGER, "ledger.toml")
    for written in ("1", "1.5", "1E+3", "1.50", "0.000000001", "999999999999999999.999999999"):
        update = Update(date=date(2024, 3, 1), total=Decimal(written))
        data = load_toml(add_update(document, "x", update).text, "ledger.toml")
        assert data["commitments"]["x"]["updates"][0]["total"] == Decimal(written)


def test_what_cannot_be_proved_is_refused_where_it_would_stand() -> None:
    document = parse(LEDGER, "ledger.toml")
    recorded = datetime(2024, 3, 2, 9, 14, 7, 500_000, tzinfo=UTC)  # half a second, which blocks do not say
    with pytest.raises(CommitrackError) as raised:
        add_update(document, "x", Update(date=date(2024, 3, 1), checked=True, recorded=recorded))
    assert str(raised.value) == (
        "ledger.toml:8: [commitments.x.updates] cannot be added here without changing something else; "
        "nothing was written; add it by hand, with 'commitrack edit'"
    )
    elsewhere = replace(document, data=document.data | {"more": 1})
    with pytest.raises(Refused, match=r"^ledger\.toml:8: \[commitments\.y\] cannot be added here"):
        add_commitment(elsewhere, "y", Qualitative(title="Y"))


def test_equal_things_of_other_types_are_not_the_same() -> None:
    day, time = date(2024, 1, 1), datetime(2024, 1, 1)
    values = [True, 1, Decimal(1), Decimal("1.0"), "1", day, time, time.replace(tzinfo=UTC), time.time(), [1], {"a": 1}]
    for one in values:
        assert [other for other in values if same({"a": [one]}, {"a": [other]})] == [one]
