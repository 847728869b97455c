"""Many additions at once come out as if they had been made one after the other, whatever the ledger looks like."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.errors import Refused
from commitrack.ledger.model import AnyCommitment, Programme, Update
from commitrack.ledger.parse import Document, convert, parse
from commitrack.ledger.splice import Spliced, add_commitment, add_programme, add_update
from commitrack.ledger.tables.batch import Additions, add_all
from commitrack.ledger.toml import load_toml
from tests.strategies.additions import commitments, programmes, updates
from tests.strategies.ledger_texts import ledgers


@pytest.mark.slow
@given(ledgers(commitments=1), st.data())
def test_updates_at_once_are_written_as_one_after_the_other(text: str, data: st.DataObject) -> None:
    document = parse(text, "ledger.toml")
    additions = data.draw(drawn(document, news=0))
    with suppress(Refused):
        single = one_after_the_other(document, additions)
        assert add_all(document, additions) == single.text
        return
    with suppress(Refused):
        add_all(document, additions)  # whatever it takes, it has proved


@pytest.mark.slow
@given(ledgers(), st.data())
def test_additions_at_once_say_the_same_as_one_after_the_other(text: str, data: st.DataObject) -> None:
    document = parse(text, "ledger.toml")
    additions = data.draw(drawn(document, news=2))
    with suppress(Refused):
        single = one_after_the_other(document, additions)
        written = add_all(document, additions)
        assert load_toml(written, "ledger.toml") == single.data
        assert is_within(text, written)


def is_within(text: str, written: str) -> bool:
    """Say whether every line is still there, in its order."""
    rest = (line.rstrip("\r") for line in written.split("\n"))
    return all(any(line.rstrip("\r") == other for other in rest) for line in text.split("\n"))


@st.composite
def drawn(draw: st.DrawFn, document: Document, news: int) -> Additions:
    new_programmes = {f"new-{at}": draw(programmes()) for at in range(draw(st.integers(0, news)))}
    ids = [None, *document.ledger.programmes, *new_programmes]
    new: dict[str, AnyCommitment] = {}
    for at in range(draw(st.integers(0, news))):
        commitment = draw(commitments(draw(st.sampled_from(ids))))
        said = draw(st.lists(updates(commitment, at), max_size=2))
        new[f"added-{at}"] = msgspec.structs.replace(commitment, updates=tuple(said))
    more: dict[str, list[Update]] = {}
    for number, (key, commitment) in enumerate(document.ledger.commitments.items()):
        if draw(st.booleans()):
            more[key] = [draw(updates(commitment, 100 + number)) for _ in range(draw(st.integers(1, 3)))]
    return Additions(new_programmes, new, more)


def one_after_the_other(document: Document, additions: Additions) -> Spliced:
    spliced = Spliced(document.text, document.data, "", 0)

    def read() -> Document:
        return convert(spliced.data, spliced.text, document.file)

    for key, programme in additions.programmes.items():
        spliced = add_programme(read(), key, programme)
    for key, said in additions.updates.items():
        for update in said:
            spliced = add_update(unchecked(document, spliced), key, update)
    for key, commitment in additions.commitments.items():
        bare = msgspec.structs.replace(commitment, updates=())
        spliced = add_commitment(unchecked(document, spliced, additions), key, bare)
        for update in commitment.updates:
            spliced = add_update(unchecked(document, spliced, additions), key, update)
    return spliced


def unchecked(document: Document, spliced: Spliced, additions: Additions | None = None) -> Document:
    """Return what is written so far, without its being held to the rules: a drawn correction may break one."""
    written = additions.commitments if additions else {}
    known = {key: one for key, one in written.items() if key in spliced.data.get("commitments", ())} if written else {}
    ledger = msgspec.structs.replace(document.ledger, commitments={**document.ledger.commitments, **known})
    return Document(spliced.text, document.file, spliced.data, ledger)


def test_a_ledger_of_nothing_takes_a_programme_and_a_commitment() -> None:
    document = parse('[ledger]\ntitle = "L"', "ledger.toml")
    commitment = parse('[ledger]\ntitle = "L"\n[commitments.a]\nkind = "qualitative"\ntitle = "A"\n', "x").ledger
    additions = Additions({"p": Programme(title="P")}, dict(commitment.commitments), {})
    assert add_all(document, additions) == (
        '[ledger]\ntitle = "L"\n\n[programmes.p]\ntitle = "P"  # [p]\n\n'
        '[commitments.a]\ntitle = "A"\nkind  = "qualitative"  # [a]'
    )
