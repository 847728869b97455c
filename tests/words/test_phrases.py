"""Phrases about commitments and updates."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from commitrack.ledger.model import Level, Reporter, Standing, Total, Update
from commitrack.ledger.scale import NEUTRAL
from commitrack.progress.log import chronicle
from commitrack.words.phrases import claim_made, out_of

HOMES = Total(title="Homes", target=Decimal(40), unit="homes", due=date(2015, 12, 31))
SHARE = Level(title="Share", target=Decimal(40), unit="% of homes")
STATES = Standing(title="States", target=Decimal(22), unit="ratifications")
DAY = date(2015, 11, 24)


@pytest.mark.parametrize(
    ("update", "commitment", "said"),
    [
        (Update(date=DAY, add=Decimal(2)), HOMES, "2 more homes"),
        (Update(date=DAY, add=Decimal(1)), HOMES, "1 more"),
        (Update(date=DAY, total=Decimal(0)), HOMES, "0 homes so far"),
        (Update(date=DAY, total=Decimal(1)), HOMES, "1 so far"),
        (Update(date=DAY, level=Decimal(1)), SHARE, "1 % of homes"),
        (Update(date=DAY, count=1), STATES, "1 in force"),
        (Update(date=DAY, count=2), STATES, "2 ratifications in force"),
        (Update(date=DAY, forecast=Decimal(1), for_date=DAY), HOMES, "1 expected for 2015-11-24"),
    ],
)
def test_one_thing_has_no_plural(update: Update, commitment: Total | Level | Standing, said: str) -> None:
    assert claim_made(update, commitment, NEUTRAL) == said


def test_a_running_figure_is_as_exact_and_as_final_as_it_was_reported() -> None:
    over = Update(date=DAY, total=Decimal(52), bound="at-least", flag="provisional")
    more = Update(date=DAY + timedelta(days=1), add=Decimal(1), flag="estimated")
    homes = msgspec.structs.replace(HOMES, updates=(over, more))
    assert [out_of(record) for record in chronicle([("homes", homes)], date.max)] == [
        "≥ 53 est. / 40",
        "≥ 52 prov. / 40",
    ]


def test_after_a_check_the_last_figure_is_still_as_it_was_reported() -> None:
    checked = (Update(date=DAY, level=Decimal(9), bound="about"), Update(date=DAY + timedelta(days=1), checked=True))
    share = msgspec.structs.replace(SHARE, updates=checked)
    assert [out_of(record) for record in chronicle([("share", share)], date.max)] == ["≈ 9 / ≥ 40", "≈ 9 / ≥ 40"]


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (None, "declared fulfilled"),
        ("independent", "declared fulfilled"),
        ("pledger", "declared fulfilled by the pledger"),
        ("media", "declared fulfilled by the media"),
    ],
)
def test_the_verdict_of_a_party_is_never_told_without_it(by: Reporter | None, said: str) -> None:
    assert claim_made(Update(date=DAY, status="fulfilled", by=by, note="They say so."), HOMES, NEUTRAL) == said
