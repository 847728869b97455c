"""What is said of revisions: from what to what, and when."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commitrack.ledger.model import Level, Milestone, Total, Update
from commitrack.progress.judge import judge_alone
from commitrack.words.revisions import revision

DAY = date(2023, 6, 30)
TREES: dict[str, Any] = {"title": "Trees", "target": Decimal(30), "unit": "million trees", "due": date(2028, 12, 31)}
STONE = Milestone(by=date(2025, 12, 1), target=Decimal(9))


@pytest.mark.parametrize(
    ("revised", "said"),
    [
        ({"target": Decimal(20)}, "Lowered from 30 to 20 million trees on 30 June 2023"),
        ({"target": Decimal(40)}, "Raised from 30 to 40 million trees on 30 June 2023"),
        (
            {"due": date(2030, 1, 1)},
            "Last date moved from 31 December 2028 to 1 January 2030 on 30 June 2023",
        ),
        ({"milestones": (STONE,)}, "Milestones added on 30 June 2023"),
        (
            {"target": Decimal(20), "due": date(2030, 1, 1)},
            "Lowered from 30 to 20 million trees on 30 June 2023; "
            "last date moved from 31 December 2028 to 1 January 2030 on 30 June 2023",
        ),
        ({"at_most": Decimal(50)}, "Changed from 30 million trees to 30 to 50 million trees on 30 June 2023"),
    ],
)
def test_a_revision_says_from_what_to_what_and_when(revised: dict[str, Any], said: str) -> None:
    commitment = Total(**TREES, updates=(Update(date=DAY, **revised),))
    assert revision(judge_alone(commitment, date(2024, 1, 1))) == said


def test_each_of_several_revisions_is_told() -> None:
    updates = (Update(date=DAY, target=Decimal(20)), Update(date=date(2024, 6, 30), target=Decimal(25)))
    told = revision(judge_alone(Total(**TREES, updates=updates), date(2025, 1, 1)))
    assert (
        told
        == "Lowered from 30 to 20 million trees on 30 June 2023; raised from 20 to 25 million trees on 30 June 2024"
    )


def test_milestones_that_were_there_are_changed_or_dropped() -> None:
    other = Milestone(by=STONE.by, target=Decimal(5))
    for milestones, words in (((other,), "changed"), ((), "dropped")):
        commitment = Total(**TREES, milestones=(STONE,), updates=(Update(date=DAY, milestones=milestones),))
        assert revision(judge_alone(commitment, date(2024, 1, 1))) == f"Milestones {words} on 30 June 2023"


def test_a_cap_of_a_level_is_raised_with_its_unit() -> None:
    commitment = Level(
        title="Rate",
        at_most=Decimal(5),
        unit="%",
        due=date(2028, 1, 1),
        updates=(Update(date=DAY, at_most=Decimal(6)),),
    )
    assert revision(judge_alone(commitment, date(2024, 1, 1))) == "Raised from 5 to 6 % on 30 June 2023"


def test_a_revision_after_the_end_is_said_to_change_nothing() -> None:
    commitment = Total(**TREES, updates=(Update(date=date(2029, 1, 1), target=Decimal(20)),))
    told = revision(judge_alone(commitment, date(2029, 6, 1)))
    assert told == "The revision of 1 January 2029 came after the end, and changes nothing"


def test_what_was_never_revised_says_nothing() -> None:
    assert revision(judge_alone(Total(**TREES), date(2024, 1, 1))) == ""
