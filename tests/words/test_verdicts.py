"""Who says how a promise stands: named as a sentence names them."""

from datetime import date
from decimal import Decimal

from commitrack.ledger.model import Qualitative, Total, Update
from commitrack.progress.judge import judge_alone
from commitrack.progress.judgement import Judgement
from commitrack.words.caveats import caveats
from commitrack.words.explanation import explain
from commitrack.words.list import remarks
from commitrack.words.verdicts import declared, declared_by

ON = date(2025, 3, 1)


def judged(*updates: Update) -> Judgement:
    return judge_alone(Qualitative(title="x", updates=updates), ON)


def test_a_publisher_called_the_has_a_small_letter_inside_a_sentence() -> None:
    said = judged(Update(date=ON, status="stalled", by="media", publisher="The Times", note="No money."))
    assert declared(said) == "stalled, said by the Times"
    decided = judged(Update(date=ON, status="stalled", by="independent", publisher="The OECD", note="No money."))
    assert declared_by(decided) == "by the OECD"


def test_a_publisher_called_the_has_a_capital_at_the_beginning_of_a_sentence() -> None:
    said = judged(Update(date=ON, status="stalled", by="media", publisher="The Times", note="No money."))
    assert list(caveats(said)) == ["The Times says: stalled"]
    assert explain(said) == "The Times declared it stalled on 1 March 2025: No money."


def test_a_name_that_only_begins_with_these_letters_stays_as_it_is() -> None:
    said = judged(Update(date=ON, status="stalled", by="media", publisher="Theatre News", note="No money."))
    assert declared(said) == "stalled, said by Theatre News"


def test_whoever_speaks_last_hides_nobody_else() -> None:
    broken = Update(date=date(2025, 1, 1), status="broken", by="recipient", publisher="Union of Cities", note="No.")
    told = judged(broken, Update(date=ON, status="in-progress", by="media", publisher="The Post", note="A bill."))
    assert declared(told) == "in progress, said by the Post"
    assert list(caveats(told)) == ["The recipient says: broken", "The Post says: in progress"]
    assert list(remarks(told)) == ["The recipient says: broken"]  # beside the status, which the Post gives


def test_what_is_declared_fulfilled_is_called_late_where_the_figures_say_so() -> None:
    figure = Update(date=date(2025, 1, 30), total=Decimal(10))
    verdict = Update(date=ON, status="fulfilled", note="Built.")
    homes = Total(title="x", target=Decimal(10), unit="homes", due=date(2024, 12, 31), updates=(figure, verdict))
    told = judge_alone(homes, ON)
    assert (told.status, told.counted_status, declared(told)) == (
        "fulfilled",
        "fulfilled-late",
        "declared fulfilled, 30 days late",
    )


def test_a_rival_called_the_has_a_small_letter_inside_a_caveat() -> None:
    homes = Total(
        title="x",
        target=Decimal(10),
        unit="homes",
        due=ON,
        updates=(
            Update(date=ON, total=Decimal(7), by="independent", publisher="The audit office"),
            Update(date=ON, total=Decimal(10), by="pledger", publisher="The ministry"),
        ),
    )
    assert list(caveats(judge_alone(homes, date(2025, 4, 1)))) == ["by the figures of the ministry fulfilled"]
