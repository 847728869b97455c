"""Nothing that a ledger says goes untold: a field without words of its own is told as it stands there."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.claims import BESIDE, CLAIMS, FIGURES
from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import About, Level, Milestone, Qualitative, Standing, Total, Update
from commitrack.ledger.scale import NEUTRAL
from commitrack.progress.judge import judge_alone
from commitrack.views.rows.export import EXPORT
from commitrack.words.facts import Fact, claims_made, commitment_facts, update_facts
from commitrack.words.format import amount, amounts
from commitrack.words.phrases import claim_made

DAY = date(2026, 3, 1)
SAID: dict[str, Any] = {
    "add": Decimal(120),
    "total": Decimal(120),
    "level": Decimal(120),
    "grant": ("Peru", "Chile"),
    "until": date(2027, 3, 1),
    "withdraw": ("Peru", "Chile"),
    "count": 120,
    "forecast": Decimal(120),
    "for_date": date(2027, 3, 1),
    "checked": True,
    "status": "broken",
    "target": Decimal(120),
    "at_most": Decimal(120),
    "due": date(2027, 3, 1),
    "milestones": (Milestone(by=date(2027, 3, 1), target=Decimal(120)),),
    "corrects": "7f3a9c1e",
    "restates": "7f3a9c1e",
    "flag": "provisional",
    "bound": "at-least",
    "source": "https://example.org/report",
    "archive": "https://archive.example.org/report",
    "quote": "so far",
    "publisher": "Audit office",
    "batch": "import-1",
    "published": date(2026, 4, 1),
    "by": "media",
    "note": "Typing error",
}
"""What an update may say, apart from its date, its id and when it was recorded."""

OF_FIGURES = ("restates", "flag", "bound")

TOLD: dict[str, str] = {
    "grant": "Peru, Chile",
    "withdraw": "Peru, Chile",
    "checked": "checked",
    "milestones": "120 by 2027-03-01",
    "bound": "at least 120",
}
"""How that is told, where not as it stands."""


class Paged(Update, frozen=True, kw_only=True):
    """An update with fields that nobody has put into words."""

    page: str | None = None
    pages_read: Decimal | None = None
    rechecked: bool = False
    readers: tuple[str, ...] = ()


class Costed(Qualitative, frozen=True, kw_only=True, tag="qualitative"):
    """A commitment with a field that nobody has put into words."""

    kind = "qualitative"
    cost_in_euros: Decimal | None = None


def test_every_field_of_an_update_is_tried() -> None:
    fields = {field.name for field in msgspec.structs.fields(Update)}
    assert fields == {"id", "date", "recorded", *SAID}


@pytest.mark.parametrize("name", SAID)
def test_every_field_of_an_update_is_told(name: str) -> None:
    claim = BESIDE.get(name, "total" if name in OF_FIGURES else None)
    beside = {claim: SAID[claim]} if claim else {}
    update = Update(id="a1", date=DAY, recorded=datetime(2026, 4, 2, tzinfo=UTC), **{name: SAID[name]}, **beside)
    homes = Total(title="Homes", unit="homes", target=Decimal(5))
    told = [claim_made(update, homes, NEUTRAL), *(fact.text for fact in update_facts(update))]
    assert TOLD.get(name, str(SAID[name])) in " ".join(told)


def test_a_field_of_an_update_without_words_is_told_as_it_stands() -> None:
    update = Paged(date=DAY, checked=True, page="12", pages_read=Decimal(1200), rechecked=True, readers=("Ann", "Bo"))
    assert update_facts(update) == (
        Fact("page", "page", "12"),
        Fact("pages_read", "pages read", "1,200"),
        Fact("rechecked", "rechecked", "yes"),
        Fact("readers", "readers", "Ann, Bo"),
    )
    assert update_facts(Paged(date=DAY, checked=True)) == ()


def test_a_field_of_a_commitment_without_words_is_told_before_the_note() -> None:
    judgement = judge_alone(Costed(title="Talks", cost_in_euros=Decimal("1e6"), note="Twice"), DAY)
    assert commitment_facts(About(title="Promises"), judgement) == (
        Fact("cost_in_euros", "Cost in euros", "1,000,000"),
        Fact("note", "Note", "Twice"),
    )


def test_every_key_of_an_update_that_goes_with_a_figure_is_exported() -> None:
    of_members = {"grant", "withdraw"}
    of_no_figure = {
        field for name, claim in CLAIMS.items() if name not in FIGURES for field in (*claim.makes, *claim.beside)
    }
    kept = {key for key, field in keys_of(Update).items() if field.name not in of_members | of_no_figure}
    assert kept <= {column.name for column in EXPORT}


HOMES = Total(title="Homes", target=Decimal(40), unit="homes", due=date(2030, 12, 31))
SHARE = Level(title="Share", target=Decimal(40), unit="% of homes")
STATES = Standing(title="States", target=Decimal(22), unit="ratifications")
AMOUNTS = st.sampled_from(["0", "1", "1.0", "-1", "12", "1E+2", "999", "1000", "1234567", "-1234.5", "0.10"]).map(
    Decimal
)
UPDATES = st.builds(
    lambda claim, bound, flag: Update(date=DAY, bound=bound, flag=flag, **claim),
    st.one_of(
        st.dictionaries(st.sampled_from(["add", "total", "level"]), AMOUNTS, min_size=1, max_size=1),
        st.sampled_from([{"checked": True}, {"count": 1}, {"target": Decimal(5)}, {"corrects": "a"}]),
    ),
    st.sampled_from([None, None, "at-least"]),
    st.sampled_from([None, None, "provisional"]),
)


@given(st.lists(UPDATES), st.sampled_from([HOMES, SHARE, STATES]))
def test_claims_are_written_as_one_or_each_by_itself(
    updates: list[Update], commitment: Total | Level | Standing
) -> None:
    assert claims_made(updates, commitment, NEUTRAL) == [claim_made(one, commitment, NEUTRAL) for one in updates]


@given(st.lists(AMOUNTS))
def test_amounts_are_written_as_one_or_each_by_itself(numbers: list[Decimal]) -> None:
    assert amounts(numbers) == list(map(amount, numbers))


def test_the_goal_and_the_milestones_are_those_in_force() -> None:
    first, then = (Milestone(by=date(2018, 12, 31), target=Decimal(amount)) for amount in (50, 40))
    moved = Update(date=date(2019, 9, 16), target=Decimal(85), due=date(2024, 12, 31), milestones=(then,))
    commitment = Level(
        title="x", unit="% of meters", target=Decimal(100), start=date(2012, 1, 1), due=date(2020, 12, 31),
        holds="from-end", milestones=(first,), updates=(moved,),
    )  # fmt: skip
    facts = {fact.key: fact.text for fact in commitment_facts(About(title="x"), judge_alone(commitment, DAY))}
    assert facts["goal"] == "at least 85 % of meters, from its end on"
    assert facts["milestones"] == "40 by 2018-12-31"
    assert facts["period"] == "from 2012-01-01 to 2024-12-31"
    assert facts["revised"].startswith("Lowered from 100 to 85 % of meters on 16 September 2019")
