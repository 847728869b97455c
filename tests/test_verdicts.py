"""What comes out of real pledges stands beside what experts said of them, and is what the documentation says."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from commitrack.progress.judge import judge
from commitrack.progress.states import STATUSES
from tests.support.pages import made_anew
from tests.support.verdicts import COMPARED, PAGE, Compared, computed, in_csv, ledger, recorded

ROWS = recorded()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.commitment}-{row.date}")
def test_what_comes_out_on_the_date_of_a_verdict(row: Compared) -> None:
    assert computed(row) == row


def test_the_table_is_written_as_it_is_read() -> None:
    assert in_csv() == COMPARED.read_text("utf-8")


def test_fifty_of_the_58_verdicts_agree_at_least() -> None:
    assert len(ROWS) == 58
    assert Counter(row.agrees for row in ROWS)["yes"] >= 50


def test_every_verdict_is_a_word_that_commitrack_has() -> None:
    assert {row.expected for row in ROWS} <= set(STATUSES)


def test_what_differs_or_is_not_the_whole_has_a_sentence() -> None:
    for row in ROWS:
        if row.agrees == "no" or row.judged != "whole":
            assert re.fullmatch(r"[A-Z].+\.", row.why), row


def test_only_what_was_declared_or_revised_is_compared_as_that() -> None:
    for row in ROWS:
        claims = {update.claim for update in ledger().commitments[row.commitment].updates}
        assert row.judged != "status" or "status" in claims
        assert row.judged != "first terms" or "revision" in claims


def test_every_pledge_but_the_parts_of_a_joint_one_has_a_verdict() -> None:
    parts = {"unaids-suppressed"}
    assert {row.commitment for row in ROWS} == set(ledger().commitments) - parts


@pytest.mark.parametrize("days", [0, 30, 36, 37, 38, 60, 95, 400])
def test_a_revised_pledge_is_by_its_first_terms_what_it_is_without_the_revision(days: int) -> None:
    as_of = date(2015, 11, 24) + timedelta(days=days)
    revised, original = (judge(ledger(), key, as_of) for key in ("ca-syrians", "ca-syrians-original"))
    assert revised.original_state == original.state


def test_the_page_is_current() -> None:
    text = PAGE.read_text("utf-8")
    assert made_anew(text) == text
    prose = text.partition("By their reasons:")[2].partition("Forecasts")[0]
    named = set(re.findall(r"`([\w-]+)`", prose)) & set(ledger().commitments)
    assert named == {row.commitment for row in ROWS if row.agrees == "no"}
