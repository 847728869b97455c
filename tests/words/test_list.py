"""What a list says of all its promises at once."""

from datetime import date
from decimal import Decimal

from commitrack.ledger.model import AnyCommitment, Qualitative, Total, Update
from commitrack.progress.judge import judge_alone
from commitrack.words.list import remarks, summed

START, DUE = date(2024, 1, 1), date(2030, 12, 31)


def total(*updates: Update) -> Total:
    return Total(title="x", target=Decimal(100), unit="homes", start=START, due=DUE, updates=updates)


def told(*commitments: AnyCommitment) -> list[str]:
    return summed([judge_alone(one, date(2025, 1, 31)) for one in commitments], len(commitments))


def test_a_promise_without_a_figure_is_none_without_a_figure_that_counts() -> None:
    before = total(Update(date=date(2023, 5, 1), total=Decimal(7)))
    retracted = total(Update(date=START, total=Decimal(1), id="u1"), Update(date=START, corrects="u1", note="x"))
    assert told(total(), before, retracted, Qualitative(title="x")) == [
        "4 promises: 1 without a published figure",
        "2 without a figure that counts",
        "1 without a number",
    ]


def test_what_a_status_leaves_unsaid_stands_beside_it() -> None:
    kept = Update(date=date(2025, 1, 15), status="fulfilled", note="Near enough.")
    declared = total(Update(date=date(2024, 12, 31), total=Decimal(10)), kept)
    said = Qualitative(
        title="x", updates=(Update(date=START, status="fulfilled", by="pledger", publisher="A minister", note="Done."),)
    )
    judged = [judge_alone(one, date(2025, 1, 31)) for one in (declared, said)]
    assert [list(remarks(one)) for one in judged] == [["by the figures behind"], []]
