"""A tracker's own scale: which words it has, and what they are read as."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import Ledger
from commitrack.ledger.parse import parse
from commitrack.ledger.scale import NEUTRAL, VERDICTS, Scale
from commitrack.progress.judge import judge_all
from commitrack.progress.several import join
from commitrack.progress.states import STATUSES
from commitrack.words.format import called

HOUSE = Scale(
    fulfilled="Promise Kept", partially_fulfilled="Compromise", missed="Promise Broken", broken="Promise Broken"
)


def test_every_status_may_have_a_word_and_nothing_else() -> None:
    assert sorted(Scale.__struct_encode_fields__) == sorted(STATUSES)


@pytest.mark.parametrize(
    ("text", "statuses", "verdict"),
    [
        ("Promise Kept", ("fulfilled",), "fulfilled"),
        (" promise_kept ", ("fulfilled",), "fulfilled"),
        ("PROMISE-BROKEN", ("missed", "broken"), "broken"),
        ("Partially fulfilled", (), "partially-fulfilled"),
        ("Promise", (), None),
        ("", (), None),
        ("missed", (), None),
    ],
)
def test_a_word_is_read_however_it_is_written(text: str, statuses: tuple[str, ...], verdict: str | None) -> None:
    assert (HOUSE.meant(text), HOUSE.verdict(text)) == (statuses, verdict)


@given(st.sampled_from(STATUSES))
def test_what_is_written_for_a_status_is_read_as_it(status: str) -> None:
    for scale in (HOUSE, NEUTRAL):
        written = called(status, scale)
        assert status in (*scale.meant(written), written.replace(" ", "-"))
        assert status not in VERDICTS or scale.verdict(written) == status


def test_several_ledgers_have_the_words_that_all_of_them_have() -> None:
    def ledger(words: str) -> Ledger:
        return parse(f'[ledger]\ntitle = "x"\n[verdicts]\n{words}', "x.toml").ledger

    one = ledger('missed = "Broken promise"\nstalled = "Stuck"\nfulfilled = "Kept"')
    other = ledger('missed = "Broken promise"\nstalled = "Halted"')
    assert join([("one", one), ("other", other)]).scale == Scale(missed="Broken promise")
    assert join([("one", one), ("same", one)]).scale == one.scale


def test_a_judgement_knows_the_words_of_its_ledger_and_so_do_its_parts() -> None:
    parts = "".join(f'[commitments.{key}]\ntitle = "x"\nkind = "qualitative"\n' for key in "ac")
    joint = '[commitments.b]\ntitle = "B"\nkind = "joint"\nparts = ["a", "c"]\n'
    text = f'[ledger]\ntitle = "x"\n[verdicts]\nno-data = "Not rated"\n{parts}{joint}'
    judged = judge_all(parse(text, "x.toml").ledger, date(2026, 1, 1))["b"]
    assert {one.scale.own("no-data") for one in (judged, *(part for _, part in judged.parts))} == {"Not rated"}
