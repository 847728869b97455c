"""The agenda as a calendar that any calendar program reads: iCalendar, RFC 5545."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from commitrack.progress.agenda import Item
from commitrack.views.clean import clean
from commitrack.words.agenda import command, need, tell

_LINE = 75
"""Bytes of a line, its end apart."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def calendar(title: str, items: Iterable[Item], as_of: date) -> str:
    """Write an event of a whole day for each thing to look after. The same agenda gives the same text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//commitrack//agenda//EN", f"X-WR-CALNAME:{_text(title)}"]
    names: Counter[str] = Counter()
    for item in items:
        name = f"{item.commitment_id}-{need(item.matter)}-{_day(item.date)}"
        names[name] += 1
        lines += _event(item, f"{name}-{names[name]}", as_of)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(item: Item, name: str, as_of: date) -> Iterator[str]:
    """Yield the lines of an event. Its name stays when the agenda is written anew, so that it is not there twice."""
    yield "BEGIN:VEVENT"
    yield f"UID:{name}@commitrack"
    yield f"DTSTAMP:{_day(as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(item.date)}"
    yield f"SUMMARY:{_text(f'{item.judgement.commitment.title}: {tell(item)}')}"
    yield f"DESCRIPTION:{_text(command(item))}"
    yield f"CATEGORIES:{need(item.matter)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    return clean(text).translate(_ESCAPES)


def _folded(line: str) -> str:
    """Break a line after 75 bytes, and never within a character."""
    parts, room = [""], _LINE
    for character in line:
        size = len(character.encode(errors="replace"))
        if size > room:
            parts.append("")
            room = _LINE - 1
        parts[-1] += character
        room -= size
    return "\r\n ".join(parts)
