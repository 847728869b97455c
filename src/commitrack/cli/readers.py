"""Readers of what people type, with a sentence for every mistake."""

import os
import re
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from commitrack.cli.declare import BadValue
from commitrack.errors import UsageError
from commitrack.ledger.suggest import did_you_mean

if TYPE_CHECKING:
    from commitrack.ledger.scale import Scale

Read = TypeVar("Read")

_A_DAY = 86_400
_LAST_PORT = 65_535
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""Text that is written like a date, whether there is such a one or not."""

_MONTH_OR_YEAR = r"[0-9]{4}(-[0-9]{2})?"

_LATE = r", [0-9,]+ days? late$"
_LENGTH_OF_TIME = r"([0-9]{1,5}) ?([dwmy]?)"
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}


def parse_text(text: str) -> str:
    """Read text that can be stored: something, in characters that UTF-8 has."""
    if not text.strip():
        raise BadValue("is empty; write something, or leave the option out")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadValue("holds bytes that are not UTF-8; type it again") from None
    return text


def parse_date(text: str) -> date:
    """Read a date as ``2026-03-01``, or the word ``today``."""
    if text == "today":
        return date.today()
    if not re.fullmatch(DATE, text):
        from commitrack.words.format import DATE_FORM

        raise BadValue(f"{text!r} is not a date; write it as {DATE_FORM}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(f"there is no {text}; check the month and the day") from None


class LastDate(Struct, frozen=True):
    """A date, or the last one of the month or year that was typed."""

    text: str
    date: date

    @property
    def remark(self) -> str:
        """Say which date was taken where another was thinkable; empty where it was typed."""
        return "" if self.text in (str(self.date), "today") else f"{self.text} taken as {self.date}"


def parse_last_date(text: str) -> LastDate:
    """Read a date as ``2026-03-01``, or a month or year as ``2026-03`` or ``2026`` for its last date."""
    if not re.fullmatch(_MONTH_OR_YEAR, text):
        return LastDate(text, parse_date(text))
    from calendar import monthrange

    year, month = int(text[:4]), int(text[5:] or 12)
    if not (year and 1 <= month <= 12):
        raise BadValue(f"there is no {text}; check the year and the month")
    return LastDate(text, date(year, month, monthrange(year, month)[1]))


def parse_moment(text: str) -> datetime:
    """Read a moment as ``2026-03-01T09:30Z``, a date, or the seconds since 1970 that SOURCE_DATE_EPOCH has."""
    try:
        moment = datetime.fromtimestamp(int(text), UTC) if text.isdecimal() else datetime.fromisoformat(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise BadValue(f"{text!r} is not a moment; write it as 2026-03-01T09:30Z") from None


def parse_amount(text: str) -> Decimal:
    """Read an amount: digits, and a point before decimals."""
    from commitrack.ledger.rules.amounts import amount_problem

    amount = parse_long_amount(text)
    if problem := amount_problem(amount):
        raise BadValue(f"{text!r} is {problem}")
    return amount


def parse_long_amount(text: str) -> Decimal:
    """Read an amount that may have more digits after the point than a ledger keeps, and is yet to be rounded."""
    from commitrack.ledger.tables.numbers import read_number

    try:
        return read_number(text)
    except ValueError as error:
        raise BadValue(str(error)) from None


def parse_seconds(text: str) -> float:
    """Read how many seconds to wait, up to a day."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _A_DAY:
        raise BadValue(f"{text!r} is not a number of seconds from 0 to {_A_DAY:,}; write it as digits")
    return seconds


def parse_port(text: str) -> int:
    """Read the number of a port; 0 is for any that is free."""
    if not re.fullmatch(r"[0-9]{1,5}", str(text)) or int(text) > _LAST_PORT:
        raise BadValue(f"{text!r} is not a port; write a number from 1024 to {_LAST_PORT}, or 0 for any that is free")
    return int(text)


def parse_days(text: str) -> int:
    """Read a length of time in days as ``90d``, weeks as ``12w``, months as ``6m`` or years as ``1y``."""
    found = re.fullmatch(_LENGTH_OF_TIME, text)
    if not found:
        raise BadValue(f"{text!r} is not a length of time; write days as 90d, weeks as 12w, months as 6m")
    return int(found[1]) * _DAYS[found[2] or "d"]


def read_status(text: str, scale: "Scale") -> list[str]:
    """Read a status as a list prints it: a state or verdict, where it comes from, or both, as ``declared stalled``.

    A word of the house's may stand for several.
    """
    from commitrack.ledger.scale import plainly
    from commitrack.progress.states import ORIGINS, STATUSES
    from commitrack.words.list import SUMMED

    plain = re.sub(_LATE, "", text.strip())
    if meant := scale.meant(plain):
        return list(meant)
    summed, bracket, _ = plain.partition(" (declared)")
    origins = ("declared",) if bracket else ("declared", "computed")
    for status, word in SUMMED.items():
        if plainly(summed) == plainly(word):
            return [f"{origin}-{status}" for origin in origins]
    status, comma, _ = plain.partition(", said by ")
    if comma:
        return [f"said-{one}" for one in scale.meant(status) or [choose_word(status, STATUSES, scale.words.values())]]
    origin, rest = re.match(rf"(?i)({'|'.join(ORIGINS)})[ _-]+(?=\S)", plain), ""
    if origin:
        rest = plain[origin.end() :]
        found = scale.meant(rest) or [choose_word(rest, STATUSES, scale.words.values())]
        return [f"{origin[1].lower()}-{one}" for one in found]
    return [choose_word(plain, (*STATUSES, *ORIGINS), scale.words.values())]


def read_typed(option: str, text: str, read: Callable[[str], Read]) -> Read:
    """Read the value of an option once the ledger is known. Raises :class:`~commitrack.errors.UsageError`."""
    try:
        return read(text)
    except BadValue as error:
        raise UsageError(f"{option}: {error}") from None


def read_verdict(text: str, scale: "Scale") -> str:
    """Read a verdict: by the house's word for it, or by its neutral one."""
    from commitrack.ledger.scale import VERDICTS

    return scale.verdict(text) or choose_word(text, VERDICTS, [word for one in VERDICTS if (word := scale.own(one))])


def choose_word(text: str, words: Sequence[str], shown: Collection[str] = ()) -> str:
    """Read one of some words, with a hyphen, an underscore or a space. Others that are ``shown`` are suggested too."""
    word = re.sub(r"[ _]+", "-", text.strip().lower())
    if word in words:
        return word
    otherwise = did_you_mean(word, words, f"choose one of {', '.join((*shown, *words))}", 0.6)
    advice = did_you_mean(text.strip(), shown, otherwise, 0.6) if shown else otherwise
    raise BadValue(f"{text!r} is not one of the words; {advice}")


def parse_count(text: str) -> int:
    """Read a whole number."""
    amount = parse_amount(text)
    if amount % 1:
        raise BadValue(f"{text!r} is not a whole number; write how many")
    return int(amount)


def parse_names(text: str) -> tuple[str, ...]:
    """Read names with commas between them."""
    return tuple(name.strip() for name in parse_text(text).split(",") if name.strip())


def parse_length(text: str) -> str:
    """Read the length of a period, as ``year`` or ``4 years``."""
    from commitrack.ledger.fields import EVERY_PATTERN

    word = " ".join(text.lower().replace("half year", "half-year").split())
    if not re.fullmatch(EVERY_PATTERN, word):
        raise BadValue(
            f"{text!r} is not a length of time; write week, month, quarter, half-year or year, or a number of them, "
            "such as '4 years'"
        )
    return word


def parse_milestone(text: str) -> dict[str, date | Decimal]:
    """Read a milestone as ``2026-03-01=100``."""
    day, sign, target = text.partition("=")
    if not sign:
        raise BadValue(f"{text!r} is not a milestone; write the date and the amount, as 2026-03-01=100")
    return {"by": parse_date(day), "target": parse_long_amount(target)}


def parse_step(text: str) -> dict[str, date | Decimal]:
    """Read a step as ``2026-01-01=100`` for at least so much, or ``2026-01-01<=100`` for at most."""
    day, sign, amount = text.partition("=")
    if not sign:
        raise BadValue(f"{text!r} is not a step; write the date that it begins on and the amount, as 2026-01-01=100")
    key = "at_most" if day.endswith("<") else "target"
    return {"from": parse_date(day.removesuffix("<")), key: parse_long_amount(amount)}


def parse_base(text: str) -> str:
    """Read the address of a site, which ends in a slash."""
    from commitrack.views.addresses import href

    address = href(text)
    if address is None or not address.startswith("http") or "?" in address or "#" in address:
        raise BadValue(f"{text!r} is not the address of a site; write it as https://example.org/promises/")
    return f"{address.rstrip('/')}/"


def parse_file(text: str) -> Path:
    """Read the name of a file to write, which the name of a folder is not: it ends in a slash."""
    if not text:
        raise BadValue("is empty; name a file, or leave the option out")
    if text.endswith((os.sep, os.altsep or os.sep)):
        raise BadValue(f"{text!r} is the name of a folder; name a file in it")
    return Path(text)
