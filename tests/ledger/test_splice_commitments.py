"""A new commitment, its programme, and one write after the other: each adds its block and changes no other byte."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.errors import Refused
from commitrack.ledger.model import AnyCommitment, Joint, Programme
from commitrack.ledger.parse import Document, convert, parse
from commitrack.ledger.splice import Spliced
from tests.strategies.additions import commitments, programmes, updates
from tests.strategies.ledger_texts import ledgers
from tests.strategies.splice_laws import commitment_added, programme_added, update_added

NEW = "new-one"


@given(ledgers(), st.data())
def test_a_commitment_of_a_programme_or_none(text: str, data: st.DataObject) -> None:
    document = parse(text, "ledger.toml")
    commitment = data.draw(
        commitments(data.draw(st.sampled_from((None, *document.ledger.programmes))), single(document))
    )
    with suppress(Refused):
        after = written(document, commitment_added(document, NEW, commitment))
        assert after.ledger.commitments[NEW] == commitment


@given(ledgers(), programmes(), commitments(NEW))
def test_a_commitment_of_a_new_programme(text: str, programme: Programme, commitment: AnyCommitment) -> None:
    document = parse(text, "ledger.toml")
    with suppress(Refused):
        document = written(document, programme_added(document, NEW, programme))
        assert document.ledger.programmes[NEW] == programme
        document = written(document, commitment_added(document, NEW, commitment))
        assert document.ledger.commitments[NEW] == commitment


@pytest.mark.slow
@given(ledgers(), st.lists(st.sampled_from(("update", "commitment", "programme")), min_size=2, max_size=6), st.data())
def test_one_write_after_the_other(text: str, writes: list[str], data: st.DataObject) -> None:
    document = parse(text, "ledger.toml")
    for number, write in enumerate(writes):
        with suppress(Refused):
            document = written(document, write_once(document, write, number, data))


def write_once(document: Document, write: str, number: int, data: st.DataObject) -> Spliced:
    ledger = document.ledger
    if write == "update" and ledger.commitments:
        name = data.draw(st.sampled_from(list(ledger.commitments)))
        return update_added(document, name, data.draw(updates(ledger.commitments[name], number)))
    if write == "programme":
        return programme_added(document, f"new-{number}", data.draw(programmes()))
    commitment = data.draw(commitments(data.draw(st.sampled_from((None, *ledger.programmes))), single(document)))
    return commitment_added(document, f"new-{number}", commitment)


def single(document: Document) -> list[str]:
    """The commitments that may be parts of a joint one."""
    return [key for key, one in document.ledger.commitments.items() if not isinstance(one, Joint)]


def written(document: Document, spliced: Spliced) -> Document:
    """The ledger with the block in it, which is a valid one."""
    return convert(spliced.data, spliced.text, document.file)
