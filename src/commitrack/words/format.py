"""Numbers, dates and statuses, as every sentence and table writes them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

import msgspec

from commitrack.ledger.scale import Scale
from commitrack.progress.rules.holding import mean
from commitrack.progress.rules.measurement import Measurement, rounded

DATE_FORM = "year-month-day, such as 2026-03-01"
"""The way to write a date, for every message that asks for one."""

_DAYS_IN_FOUR_YEARS = 1461
_DAYS_IN_YEAR = Fraction(_DAYS_IN_FOUR_YEARS, 4)
_DAYS_IN_MONTH = _DAYS_IN_YEAR / 12
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Their names, as sentences write them."""


def amount(number: Decimal) -> str:
    """Write an amount exactly, with thousands separators and a true minus: ``66,000,000,000``, ``−83.3``."""
    return f"{number:,f}".replace("-", "−")


def amounts(numbers: Sequence[Decimal]) -> list[str]:
    """Write many amounts, as :func:`amount` writes each; few are below zero."""
    written = [f"{number:,f}" for number in numbers]
    return [one.replace("-", "−") for one in written] if "-" in "".join(written) else written


_SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
_DIGITS = 3


def short_amount(number: Decimal) -> str:
    """Write an amount where there is little room, a million and more to three digits: ``66 bn``, ``1.23 m``.

    It is cut, not rounded, so that an amount short of another never looks like more of it than it is.
    """
    for scale, word in _SCALES:
        if abs(number) >= scale:
            part = number / scale
            places = max(_DIGITS - 1 - part.adjusted(), 0)
            return f"{amount(rounded(Fraction(part), places, ROUND_DOWN))} {word}"
    return amount(number)


_LONG = 10**9
"""Amounts from here on are written in short where a chart has little room for them."""


def amount_in_chart(number: Decimal) -> str:
    """Write an amount in a chart: exactly, or from a billion on in short, ``345 tn``."""
    return amount(number) if abs(number) < _LONG else short_amount(number)


_INEXACT = {"at-least": "at least {amount}", "at-most": "at most {amount}", "about": "about {amount}"}


def reported(number: Decimal, bound: str | None) -> str:
    """Write an amount as exactly as it was reported: ``at least 52,000``."""
    return _INEXACT[bound].format(amount=amount(number)) if bound else amount(number)


_IN_BRIEF = {"at-least": "≥ {amount}", "at-most": "≤ {amount}", "about": "≈ {amount}"}
_FLAGS_IN_BRIEF = {"provisional": "{amount} prov.", "estimated": "{amount} est."}


def reported_in_brief(
    number: Decimal, bound: str | None, flag: str | None, write: Callable[[Decimal], str] = amount
) -> str:
    """Write an amount where there is little room, as exactly and as finally as it was reported: ``≥ 900 prov.``."""
    return in_brief(write(number), bound, flag)


def in_brief(written: str, bound: str | None, flag: str | None) -> str:
    """Write how exact and how final an amount is that is written already."""
    exact = _IN_BRIEF[bound].format(amount=written) if bound else written
    return _FLAGS_IN_BRIEF[flag].format(amount=exact) if flag else exact


def amount_or_dash(number: Decimal | None) -> str:
    """Write an amount, or a dash where nobody has one."""
    return "–" if number is None else amount(number)


_PLACES_OF_MEAN = 2


def shown_actual(measured: Measurement) -> Decimal | None:
    """Return the figure that counts: a mean to two places, or more until it stands to its goal as it truly does.

    A mean of 10.001 misses "at most 10", which no reader would believe of 10.
    """
    exact, places = mean(measured.figures[: measured.averaged]), _PLACES_OF_MEAN
    if exact is None:
        return measured.actual
    while _sides(Fraction(shown := rounded(exact, places)), measured) != _sides(exact, measured):
        places += 1
    return shown


def _sides(amount: Fraction, measured: Measurement) -> list[tuple[bool, bool]]:
    """Say of each side of the goal whether an amount is above it, and whether it is at it."""
    return [(amount > limit.amount, amount == limit.amount) for limit in measured.goal.limits]


def plain_amount(number: Decimal) -> str:
    """Write an amount exactly, for machines: ``66000000000``, ``-83.3``."""
    return f"{number:f}"


def about(number: Fraction) -> str:
    """Write a computed amount: whole from 100 on, with a digit after the point below, with two that count below 1."""
    places = 0 if abs(number) >= 100 else 1
    while 0 < abs(number) * 10**places < 10:
        places += 1
    return amount(rounded(number, places))


def dates(days: Sequence[date]) -> list[str]:
    """Write many dates, or moments, for machines: ``2026-03-01``, ``2026-03-01T09:30:00Z``.

    As JSON they are written in a tenth of the time that each of them takes by itself.
    """
    return msgspec.json.encode(days).decode()[2:-2].split('","') if days else []


def on(day: date) -> str:
    """Write a date in a sentence: ``9 November 2025``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_on(day: date) -> str:
    """Write a date in a table for people: ``9 Nov 2025``."""
    return f"{day.day} {short_month(day)}"


def short_month(day: date) -> str:
    """Write the month and year of a date in a table for people: ``Nov 2025``."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def label(word: str) -> str:
    """Write a word of the ledger for people: ``at most`` for ``at-most``."""
    return word.replace("-", " ")


def called(status: str, scale: Scale) -> str:
    """Write a state or verdict for people: by the house's word for it, else as ``on track`` for ``on-track``."""
    return own.strip() if (own := scale.own(status)) else label(status)


def moved(before: str, after: str) -> str:
    """Write how something moved, ``behind → on track``; once where it did not."""
    return after if before == after else f"{before} → {after}"


def count(number: int, noun: str) -> str:
    """Write a number of things: ``1 day``, ``2 days``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def out_of_all(number: int, total: int, noun: str) -> str:
    """Write how many things are shown, of how many there are if that is more: ``2 of 15 commitments``."""
    return count(total, noun) if number == total else f"{number:,} of {count(total, noun)}"


def listed(words: Sequence[str], last: str = "and", *, most: int | None = None) -> str:
    """Write words as a list in a sentence: ``2020, 2021 and 2022``; of more than ``most`` ``2020, 2021 and 4 more``."""
    if most is not None and len(words) > most:
        return f"{enumerated(words[:most])} and {len(words) - most:,} more"
    return words[0] if len(words) == 1 else f"{enumerated(words[:-1])} {last} {words[-1]}"


def enumerated(words: Iterable[str]) -> str:
    """Write words one after another, where nothing says which is the last: ``2020, 2021, 2022``."""
    return ", ".join(words)


def flagged(text: str, flag: str | None) -> str:
    """Write what is not as firm as it looks with the reason behind it: ``120 homes (provisional)``."""
    return f"{text} ({flag})" if flag else text


def paragraph(*sentences: str) -> str:
    """Put whole sentences one after another, without those that are empty."""
    return " ".join(filter(None, sentences))


def sentence(text: str) -> str:
    """End a text as a sentence ends."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def capitalised(text: str) -> str:
    """Begin a text as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"


def inside(name: str) -> str:
    """Write a name within a sentence, where its article begins small: ``the OECD`` for ``The OECD``."""
    article, _, rest = name.partition(" ")
    return f"the {rest}" if article == "The" and rest else name


def age(days: int | None, *, absent: str = "–") -> str:
    """Write how old evidence is, in the largest unit that fits twice: ``today``, ``45 days``, ``13 months``."""
    if days is None:
        return absent
    if days < 1:
        return "today"
    months = days * 48 // _DAYS_IN_FOUR_YEARS
    if months >= 24:
        return count(months // 12, "year")
    if months >= 2:
        return count(months, "month")
    return count(days, "day")


def ago(days: int | None, *, absent: str = "–") -> str:
    """Write how long ago something was: ``today``, ``13 months ago``."""
    written = age(days, absent=absent)
    return f"{written} ago" if days else written


def rate(per_day: Fraction, over_days: int, *, of_percentage: bool = False) -> str:
    """Write a rate in the largest unit that fits into the span it holds for: ``327,000 a year``, ``1.2 a day``.

    That of a percentage is in percentage points.
    """
    size, message = Fraction(1), "{amount} a day"
    if over_days >= _DAYS_IN_YEAR:
        size, message = _DAYS_IN_YEAR, "{amount} a year"
    elif over_days >= _DAYS_IN_MONTH:
        size, message = _DAYS_IN_MONTH, "{amount} a month"
    shown = about(per_day * size)
    return message.format(amount=points(shown) if of_percentage else shown)


def points(shown: str) -> str:
    """Write a difference of percentages: ``1 percentage point``, ``1.2 percentage points``."""
    return f"{shown} percentage point" if shown == "1" else f"{shown} percentage points"


def indefinite(noun: str) -> str:
    """Put "a" or "an" before a word."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
