"""Every claim is declared whole: it has its fields, its words, and a kind of commitment that takes it."""

import re

import pytest

from commitrack.ledger.claims import CLAIM_KINDS, CLAIMS, ClaimKind
from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import KINDS, Update

FIELDS = {field.name for field in keys_of(Update).values()}


def test_the_claims_stand_in_their_order() -> None:
    assert tuple(CLAIMS) == CLAIM_KINDS


@pytest.mark.parametrize("name", CLAIM_KINDS)
def test_a_claim_is_declared_whole(name: ClaimKind) -> None:
    claim = CLAIMS[name]
    assert {*claim.makes, *claim.beside} <= FIELDS
    assert claim.choice
    assert claim.makes or claim.opening
    for part in (*claim.makes.values(), *claim.beside.values()):
        assert re.fullmatch(r"[^{}]*(\{\}[^{}]*(\{unit\}[^{}]*)?)?", part.said)


@pytest.mark.parametrize("name", CLAIM_KINDS)
def test_a_claim_is_taken_by_some_kind(name: ClaimKind) -> None:
    assert any(name in kind.takes for kind in KINDS.values())


def test_a_field_belongs_to_one_claim() -> None:
    fields = [field for claim in CLAIMS.values() for field in (*claim.makes, *claim.beside)]
    assert len(fields) == len({*fields})
