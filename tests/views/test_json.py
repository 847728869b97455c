"""The JSON documents leave nothing out that a ledger says."""

import json

import pytest

from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import KINDS, Update
from tests.support.in_process import printed

SHIPPED = {
    "visa-free": "data/commitments.toml",
    "core-interests": "data/commitments.toml",
    "homes-2024": "examples/uk-homes.toml",
    "hundred-billion": "examples/climate-finance.toml",
}


@pytest.mark.parametrize("commitment_id", SHIPPED)
def test_a_dossier_has_every_key_of_every_kind_and_of_an_update(commitment_id: str) -> None:
    command = ("show", commitment_id, "--format", "json", "--ledger", SHIPPED[commitment_id], "--as-of", "2026-11-23")
    dossier = json.loads(printed(*command))["commitment"]
    assert {key for kind in KINDS.values() for key in keys_of(kind)} <= {*dossier}
    for update in dossier["history"]:
        assert {*keys_of(Update)} <= {*update}
