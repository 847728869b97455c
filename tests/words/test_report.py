"""What the report says of many promises, and of a figure: never a fraction that cannot be."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from commitrack.ledger.model import AnyCommitment, Level, Periodic, Qualitative, Total, Update
from commitrack.ledger.scale import VERDICTS, Verdict
from commitrack.progress.judge import judge_alone
from commitrack.progress.judgement import Judgement
from commitrack.words.caveats import caveats
from commitrack.words.report.figure import figure_in_short, figure_of, share
from commitrack.words.report.hero import hero

START, HALFWAY, DUE = date(2024, 1, 1), date(2024, 7, 1), date(2024, 12, 31)


def total(figure: str | None, on: date = HALFWAY, **fields: Any) -> Total:
    said: dict[str, Any] = {"title": "x", "target": Decimal(100), "unit": "homes", "start": START, "due": DUE}
    updates = () if figure is None else (Update(date=on, total=Decimal(figure)),)
    return Total(**{**said, **fields}, updates=updates)


def inexact(figure: str, **firmness: Any) -> Total:
    counted = total(None)
    return msgspec.structs.replace(counted, updates=(Update(date=HALFWAY, total=Decimal(figure), **firmness),))


def averaged(*figures: str, **fields: Any) -> Level:
    updates = tuple(Update(date=date(2024, month, 1), level=Decimal(one)) for month, one in enumerate(figures, start=2))
    said: dict[str, Any] = {"title": "x", "unit": "days", "holds": "on-average", "start": START, "due": DUE}
    return Level(**{**said, **fields}, updates=updates)


def level(figure: str, **fields: Any) -> Level:
    return Level(title="x", start=START, due=DUE, updates=(Update(date=HALFWAY, level=Decimal(figure)),), **fields)


def judged(*commitments: AnyCommitment, on: date = HALFWAY) -> list[Judgement]:
    return [judge_alone(one, on) for one in commitments]


CAP = {"at_most": Decimal(200_000), "baseline": Decimal(600_000), "unit": "people waiting"}
CASES = [
    (total("40"), "40 of 100 homes", "40 of 100", "40 % of the way"),
    (total("18.37"), "18.37 of 100 homes", "18.37 of 100", "18 % of the way"),
    (total("0.2"), "0.2 of 100 homes", "0.2 of 100", "less than 1 % of the way"),
    (total("99.99"), "99.99 of 100 homes", "99.99 of 100", "99 % of the way"),
    (total("250"), "250 homes; the goal is 100 homes", "250, goal 100", ""),
    (
        level("402000", **CAP),
        "402,000 people waiting; the goal is at most 200,000",
        "402,000, goal ≤ 200,000",
        "49 % of the way",
    ),
    (level("-1.2", target=Decimal("0.5"), unit="%"), "−1.2 %; the goal is at least 0.5 %", "−1.2, goal ≥ 0.5", ""),
    (inexact("40", bound="at-least"), "at least 40 of 100 homes", "≥ 40 of 100", "40 % of the way"),
    (inexact("250", flag="estimated"), "250 homes (estimated); the goal is 100 homes", "250 est., goal 100", ""),
    (averaged("16", "12", "7", at_most=Decimal(10)), "11.67 days; the goal is at most 10 days", "11.67, goal ≤ 10", ""),
    (
        averaged("10", "10", "10.0000003", at_most=Decimal(10)),
        "10.0000001 days; the goal is at most 10 days",
        "10.0000001, goal ≤ 10",
        "",
    ),
    (
        averaged("10", "10", "10.000000001", at_most=Decimal(10)),
        "10.0000000003 days; the goal is at most 10 days",
        "10.0000000003, goal ≤ 10",
        "",
    ),
    (averaged("4", "5.998", target=Decimal(5)), "4.999 days; the goal is at least 5 days", "4.999, goal ≥ 5", ""),
    (averaged("4", "6.002", target=Decimal(5)), "5.001 days; the goal is at least 5 days", "5.001, goal ≥ 5", ""),
    (averaged("4", "6", target=Decimal(5)), "5 days; the goal is at least 5 days", "5, goal ≥ 5", ""),
    (total(None), "no figure; the goal is 100 homes", "no figure, goal 100", ""),
    (
        total("7", on=date(2023, 5, 1)),
        "no figure since the start; the goal is 100 homes",
        "no figure since the start, goal 100",
        "",
    ),
]


@pytest.mark.parametrize(
    ("commitment", "in_full", "in_short", "way"), CASES, ids=lambda it: it if isinstance(it, str) else ""
)
def test_a_figure_is_part_of_a_goal_only_where_it_can_be(
    commitment: AnyCommitment, in_full: str, in_short: str, way: str
) -> None:
    measured = judge_alone(commitment, HALFWAY).measured
    assert measured is not None
    assert (figure_of(measured, commitment), figure_in_short(measured, commitment), share(measured)) == (
        in_full,
        in_short,
        way,
    )


def test_a_figure_of_another_period_than_the_one_that_decides_is_told_with_that() -> None:
    figures = ((2022, 90), (2023, 80), (2024, 115))
    updates = tuple(Update(date=date(year, 12, 31), total=Decimal(number)) for year, number in figures)
    plan = Periodic(title="x", target=Decimal(100), unit="homes", every="year", start=date(2022, 1, 1), updates=updates)
    assert [list(caveats(one)) for one in judged(plan, on=date(2025, 6, 30))] == [["missed in 2022 and 2023"]]
    assert [list(caveats(one)) for one in judged(plan, on=date(2024, 6, 30))] == [[]]


def test_many_promises_are_told_in_a_few_sentences() -> None:
    told = hero(judged(total("100"), total("100"), total("60"), total("10"), total(None), Qualitative(title="x")))
    assert told == ("Of 6 promises, 2 are kept. 1 is on the way. 1 is behind. For 2 nobody has published a figure.")


def test_nobody_has_published_a_figure_for_what_is_overdue_without_one() -> None:
    as_of = date(2025, 1, 31)
    waiting = total("90", on=date(2024, 12, 1), reported_within=60)
    later = total(None, start=date(2026, 1, 1), due=None)
    told = judged(total(None), total(None, due=date(2030, 12, 31)), later, waiting, on=as_of)
    assert [one.state for one in told] == ["overdue", "no-data", "upcoming", "awaited"]
    assert hero(told) == (
        "Of 4 promises, none is kept so far. 1 is overdue, without a figure. For 1 nobody has published a figure. "
        "For 1 the last figure is still to come. 1 has not begun."
    )


def test_each_promise_is_told_once() -> None:
    as_of = date(2025, 1, 31)
    partly = Update(date=as_of, status="partially-fulfilled", note="x")
    withdrawn = (Update(date=HALFWAY, total=Decimal(1), id="u1"), Update(date=DUE, corrects="u1", note="x"))
    told = judged(
        total("10"),
        total(None),
        Qualitative(title="x", updates=(partly,)),
        total("7", on=date(2023, 5, 1), due=date(2030, 12, 31)),
        msgspec.structs.replace(total(None, due=date(2030, 12, 31)), updates=withdrawn),
        on=as_of,
    )
    assert hero(told) == (
        "Of 5 promises, none is kept so far. 1 is partly kept. 2 are broken or overdue, 1 of them without a figure. "
        "For 2 there is no figure that counts."
    )


def test_none_kept_is_said() -> None:
    late = judged(total("10"), total("20"), on=date(2026, 1, 1))
    assert hero(late) == "Of 2 promises, none is kept so far. 2 are broken or overdue."


@pytest.mark.parametrize(
    ("commitment", "said"),
    [
        (total("100"), "The promise is kept."),
        (total(None), "Nobody has published a figure for the promise."),
        (total("1"), "The promise is behind."),
        (total("1", due=date(2024, 6, 1), on=date(2024, 6, 1)), "The promise was missed."),
        (total("1", due=date(2024, 6, 1), on=date(2024, 5, 1)), "The promise is overdue."),
        (total(None, start=date(2025, 1, 1), due=None), "The promise has not begun."),
    ],
)
def test_one_promise_is_told_in_one_sentence(commitment: AnyCommitment, said: str) -> None:
    assert hero(judged(commitment)) == said


@pytest.mark.parametrize("status", VERDICTS)
def test_one_promise_of_any_verdict_is_told_in_one_sentence(status: Verdict) -> None:
    verdict = Update(date=HALFWAY, status=status, note="x")
    assert hero(judged(Qualitative(title="x", updates=(verdict,)))).count(".") == 1


def test_what_was_declared_fulfilled_late_was_kept_late() -> None:
    kept = Update(date=date(2025, 3, 1), status="fulfilled", note="Done.")
    promise = Qualitative(title="x", due=DUE, updates=(kept,))
    assert hero(judged(promise, on=date(2025, 4, 1))) == "The promise was kept late."


def test_a_goal_missed_before_it_was_moved_is_counted() -> None:
    moved = Total(
        title="x",
        target=Decimal(100),
        unit="homes",
        start=START,
        due=DUE,
        updates=(
            Update(date=HALFWAY, due=date(2027, 12, 31)),
            Update(date=DUE, total=Decimal(60)),
        ),
    )
    assert hero(judged(moved, moved, on=date(2025, 1, 1))) == (
        "Of 2 promises, none is kept so far. 2 are on the way. Of all 2, 2 missed their first goal."
    )
