"""The agenda as a calendar: what a real parser of iCalendar reads is what was written."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from commitrack.actions.agenda import Wanted, agenda
from commitrack.ledger.model import About, AnyCommitment, Ledger, Qualitative
from commitrack.views.calendar import calendar
from commitrack.views.clean import clean
from commitrack.words.agenda import tell
from tests.support.environment import PROJECT
from tests.support.in_process import printed

AS_OF = date(2026, 3, 1)
TITLES = st.text(st.characters(codec="utf-8") | st.sampled_from("\\,;:\n\r\"'ä語🏳️‍🌈\u2028"), min_size=1)


def ledger(titles: list[str]) -> Ledger:
    """A ledger of promises that end one after the other."""
    commitments: dict[str, AnyCommitment] = {
        f"c{number}": Qualitative(title=title, due=AS_OF + timedelta(days=number))
        for number, title in enumerate(titles)
    }
    return Ledger(about=About(title=titles[0]), programmes={}, commitments=commitments)


@given(st.lists(TITLES, min_size=1, max_size=4))
def test_a_calendar_says_what_the_agenda_says(titles: list[str]) -> None:
    items = agenda([("", ledger(titles))], Wanted(), AS_OF)
    written = calendar(titles[0], items, AS_OF)
    read = Calendar.from_ical(written)
    events = read.walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [f"{clean(title)}: its last date" for title in titles]
    assert [event.decoded("DTSTART") for event in events] == [item.date for item in items]
    assert [str(event["DESCRIPTION"]) for event in events] == [f"commitrack update {it.commitment_id}" for it in items]


@given(st.lists(TITLES, min_size=1, max_size=4))
def test_no_line_of_a_calendar_is_longer_than_it_may_be(titles: list[str]) -> None:
    written = calendar(titles[0], agenda([("", ledger(titles))], Wanted(), AS_OF), AS_OF)
    lines = written.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_every_event_of_the_shipped_ledgers_has_a_name_of_its_own() -> None:
    for name in ("data/commitments.toml", *(f"examples/{path.name}" for path in (PROJECT / "examples").glob("*.toml"))):
        read = Calendar.from_ical(
            printed("agenda", "--format", "ics", "--within", "9y", "--as-of", "2026-11-23", "-l", name)
        )
        events = read.walk("VEVENT")
        assert len({str(event["UID"]) for event in events}) == len(events)


def test_an_end_is_told_until_it_is_decided() -> None:
    [item] = agenda([("", ledger(["A"]))], Wanted(within=0), AS_OF)
    assert (item.date, tell(item)) == (AS_OF, "its last date")
    assert agenda([("", ledger(["A"]))], Wanted(within=0), AS_OF - timedelta(days=1)) == []
