"""What is added to ledgers: updates, commitments and programmes that may say anything they are allowed to."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from commitrack.ledger.model import (
    REPORTERS,
    VERDICTS,
    AnyCommitment,
    Milestone,
    Periodic,
    Programme,
    Qualitative,
    Standing,
    Total,
    Update,
)
from tests.strategies.toml_forms import NAMES, TEXTS

DAYS = st.dates(date(2025, 6, 1), date(2026, 12, 31))
AMOUNTS = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(1, 10**18), st.integers(0, 9))
NAME_LISTS = st.lists(NAMES, max_size=3, unique_by=str.strip).map(tuple)
_MAYBE = st.none() | TEXTS
_SOURCES = st.none() | NAMES | st.lists(NAMES, min_size=2, max_size=3, unique_by=str.strip).map(tuple)
_TIMES = st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
_BESIDE: dict[str, st.SearchStrategy[Any]] = {
    "source": _SOURCES,
    "archive": _SOURCES,
    "quote": _MAYBE,
    "publisher": _MAYBE,
    "published": st.none() | st.dates(),
    "by": st.none() | st.sampled_from(REPORTERS),
    "recorded": st.none() | _TIMES,
}
_CLAIMS: dict[str, st.SearchStrategy[Any]] = {
    "add": AMOUNTS,
    "total": AMOUNTS,
    "grant": NAME_LISTS.filter(len),
    "withdraw": NAME_LISTS.filter(len),
    "checked": st.just(True),
    "status": st.sampled_from(VERDICTS),
    "due": st.dates(date(2025, 6, 1), date(2099, 12, 31)),
}


@st.composite
def updates(draw: st.DrawFn, commitment: AnyCommitment, number: int = 0) -> Update:
    """Draw an update that fits the commitment; its id has the number in it."""
    claim = draw(st.sampled_from([name for name in _CLAIMS if name in commitment.takes or name == "due"]))
    note = draw(NAMES if claim == "status" else _MAYBE)
    beside = draw(st.fixed_dictionaries(_BESIDE))
    return Update(id=f"{number:08x}", date=draw(DAYS), note=note, **{claim: draw(_CLAIMS[claim])}, **beside)


@st.composite
def commitments(draw: st.DrawFn, programme: str | None) -> AnyCommitment:
    """Draw a commitment of a programme, or of none."""
    common: dict[str, Any] = {
        "title": draw(NAMES),
        "programme": programme,
        "source": draw(_SOURCES),
        "archive": draw(_SOURCES),
        "quote": draw(_MAYBE),
        "means_of_verification": draw(_MAYBE),
        "tags": tuple(draw(st.lists(TEXTS, max_size=12))),
        "note": draw(_MAYBE),
    }
    target, start, due = draw(AMOUNTS), date(2024, 1, 1), date(2026, 12, 31)
    match draw(st.sampled_from(("qualitative", "total", "periodic", "standing"))):
        case "total":
            milestones = tuple(Milestone(by=date(2025, month, 1), target=draw(AMOUNTS)) for month in (1, 2))
            return Total(
                **common,
                target=target,
                unit=draw(NAMES),
                baseline=draw(st.sampled_from((Decimal(0), -target))),
                milestones=draw(st.sampled_from(((), milestones))),
                start=draw(st.sampled_from((None, start))),
            )
        case "periodic":
            every = draw(st.sampled_from(("year", "quarter", "month")))
            return Periodic(**common, target=target, unit=draw(NAMES), every=every, start=start, due=due)
        case "standing":
            members = draw(NAME_LISTS)
            return Standing(**common, target=Decimal(draw(st.integers(1, 10**18))), unit=draw(NAMES), members=members)
        case _:
            return Qualitative(**common)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Draw a programme."""
    return Programme(title=draw(NAMES), description=draw(_MAYBE), source=draw(_SOURCES), note=draw(_MAYBE))
