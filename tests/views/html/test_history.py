"""The history on a page: each update with the figure after it."""

from datetime import date
from decimal import Decimal

from commitrack.ledger.model import Level, Update
from commitrack.progress.log import chronicle
from commitrack.views.html.history import history_of


def test_the_figure_after_an_update_is_as_exact_and_as_final_as_it_was_reported() -> None:
    updates = (
        Update(date=date(2024, 1, 1), level=Decimal(1200), bound="at-least"),
        Update(date=date(2024, 2, 1), level=Decimal(99), flag="provisional"),
        Update(date=date(2024, 3, 1), level=Decimal(100)),
    )
    air = Level(title="Air", at_most=Decimal(100), unit="points", updates=updates)
    rows = history_of(chronicle([("air", air)], date(2024, 12, 31)))
    figures = [row.partition('class="number"')[2].partition(">")[2].partition("<")[0] for row in rows]
    assert figures == ["100", "99 prov.", "≥ 1,200"]
