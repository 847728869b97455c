"""Each status has a sign and a tone, and those that mean the opposite differ in both."""

import pytest
from rich.cells import cell_len

from commitrack.progress.states import ATTENTION_FIRST, STATUSES
from commitrack.views.tone import FROM_GOOD_TO_UNKNOWN, glyph, tone


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_has_a_sign_of_one_column_and_a_place_in_every_order(status: str) -> None:
    assert cell_len(glyph(status)) == 1
    assert ATTENTION_FIRST.count(status) == FROM_GOOD_TO_UNKNOWN.count(status) == 1


@pytest.mark.parametrize(("good", "bad"), [("fulfilled", "missed"), ("on-track", "behind"), ("fulfilled", "broken")])
def test_opposites_differ_by_more_than_hue(good: str, bad: str) -> None:
    assert tone(good) != tone(bad)
    assert glyph(good) != glyph(bad)
