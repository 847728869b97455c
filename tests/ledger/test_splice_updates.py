"""An update adds one block and changes no other byte, whatever the ledger looks like; or is refused."""

from contextlib import suppress
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from commitrack.errors import Refused
from commitrack.ledger.model import About, Ledger, Qualitative, Update
from commitrack.ledger.parse import Document, convert, parse
from commitrack.ledger.toml import load_toml
from tests.strategies.additions import updates
from tests.strategies.ledger_texts import ledgers
from tests.strategies.splice_laws import update_added
from tests.strategies.toml_texts import LEDGER_PLACES, documents, is_toml


@given(ledgers(commitments=1), st.data())
def test_an_update_of_any_ledger(text: str, data: st.DataObject) -> None:
    document = parse(text, "ledger.toml")
    commitment_id, commitment = data.draw(st.sampled_from(sorted(document.ledger.commitments.items())))
    update = data.draw(updates(commitment))
    with suppress(Refused):
        spliced = update_added(document, commitment_id, update)
        after = convert(spliced.data, spliced.text, document.file)
        assert after.ledger.commitments[commitment_id].updates == (*commitment.updates, update)


NOTHING = Ledger(about=About(title=""), programmes={}, commitments={})


@given(documents(LEDGER_PLACES), updates(Qualitative(title="X")))
def test_an_update_of_any_toml(text: str, update: Update) -> None:
    """Whatever a place of updates stands in, whether or not it is a ledger."""
    if is_toml(f"{text}\n[commitments.x]"):
        text = f"{text}\n[commitments.x]"
    data = load_toml(text, "ledger.toml")
    assume(isinstance(updates_in(data), list))
    with suppress(Refused):
        update_added(Document(text, "ledger.toml", data, NOTHING), "x", update)


def updates_in(data: dict[str, Any]) -> object:
    node: Any = data
    for key, default in (("commitments", None), ("x", None), ("updates", [])):
        if not isinstance(node, dict):
            return None
        node = node.get(key, default)
    return node
