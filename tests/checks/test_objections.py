"""Objections to several updates at once take each in the order of their dates, whatever order they come in."""

from datetime import date
from decimal import Decimal

from commitrack.checks.objections import objections_to_each
from commitrack.ledger.model import About, Ledger, Standing, Total, Update

COMMITMENT = Standing(title="A", target=Decimal(1), unit="countries")
LEDGER = Ledger(about=About(title="L"), programmes={}, commitments={"a": COMMITMENT})
GRANT = Update(id="x1", date=date(2024, 1, 1), grant=("Peru",), until=date.max)
AGAIN = Update(id="x2", date=date(2024, 6, 1), grant=("Peru",), until=date.max)
WITHDRAWN = Update(id="x3", date=date(2024, 3, 1), withdraw=("Peru",))


def test_dates_decide_and_not_the_order_of_the_rows() -> None:
    today = date(2024, 12, 31)
    assert list(objections_to_each(LEDGER, COMMITMENT, [AGAIN, GRANT, WITHDRAWN], today)) == []
    assert list(objections_to_each(LEDGER, COMMITMENT, [AGAIN, WITHDRAWN], today)) == [
        (1, "'Peru' is not in force on 2024-03-01; check the name and the date, or record first what granted it")
    ]


def test_one_of_many_that_were_counted_without_names_may_be_withdrawn() -> None:
    today, counted = date(2024, 12, 31), Update(id="x0", date=date(2023, 1, 1), count=22)
    assert list(objections_to_each(LEDGER, COMMITMENT, [counted, WITHDRAWN], today)) == []
    granted = Update(id="x4", date=date(2023, 6, 1), grant=("Peruu",))
    assert list(objections_to_each(LEDGER, COMMITMENT, [counted, granted, WITHDRAWN], today)) == [
        (2, "'Peru' is not in force on 2024-03-01; check the name and the date, or record first what granted it")
    ]


def test_what_a_row_has_replaced_is_held_against_none_below_it() -> None:
    day = date(2025, 1, 31)
    first = Update(id="first", date=day, add=Decimal(1))
    commitment = Total(title="Homes", target=Decimal(9), unit="homes", updates=(first,))
    moved, again = (
        Update(id="moved", date=date(2025, 1, 1), add=Decimal(1), restates="first"),
        Update(date=day, add=Decimal(1)),
    )
    withdrawn = Update(date=date(2025, 2, 1), corrects="moved", note="It was no other date.")
    said = "the ledger has the same update already (first): same date, claim and source; if that came twice, say in "
    assert list(objections_to_each(LEDGER, commitment, [moved, again], date(2025, 3, 1))) == []
    assert list(objections_to_each(LEDGER, commitment, [again], date(2025, 3, 1))) == [
        (0, f"{said}--source where each stands, such as the page")
    ]
    assert list(objections_to_each(LEDGER, commitment, [moved, withdrawn, again], date(2025, 3, 1))) == [
        (2, f"{said}--source where each stands, such as the page")
    ]
