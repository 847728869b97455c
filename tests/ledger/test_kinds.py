"""Every kind of commitment is declared whole."""

import pytest

from commitrack.ledger.claims import CLAIMS
from commitrack.ledger.fields import keys_of, meaning
from commitrack.ledger.model import KINDS, Measured


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_declared_whole(name: str) -> None:
    kind = KINDS[name]
    assert kind.kind == name == kind.__struct_config__.tag
    assert kind.promise
    assert kind.choice
    assert {*kind.takes} <= {*CLAIMS}
    assert {*kind.revises} <= {*keys_of(kind)} & {*CLAIMS["revision"].makes}
    assert not issubclass(kind, Measured) or isinstance(kind.accumulates, bool)


def test_every_key_of_a_kind_says_what_it_means() -> None:
    for kind in KINDS.values():
        for field in keys_of(kind).values():
            assert meaning(field.type).endswith(".")
