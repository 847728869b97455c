"""The agenda in words: what there is to look after, how soon, and the command that settles it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from shlex import quote
from typing import assert_never

from commitrack.ledger.model import AnyCommitment, Level, Milestone, Periodic
from commitrack.progress.agenda import Awaited, Disagreement, End, Expiry, Item, Matter, Overdue, Silence
from commitrack.progress.periods import Every, Period, every
from commitrack.words.explanation import reported_by
from commitrack.words.format import amount, called, count, enumerated, listed, on
from commitrack.words.periods import some_periods
from commitrack.words.phrases import span_of, with_unit

_NAMED = 3

NEEDS = ("overdue", "disagreeing", "awaited", "expiring", "end", "milestone", "stale")
"""The names of what an agenda may hold; those of checks are the checks' own."""


def need(matter: Matter) -> str:
    """Name what there is to look after, in a word for other programs."""
    match matter:
        case Overdue():
            return "overdue"
        case Disagreement():
            return "disagreeing"
        case Awaited():
            return "awaited"
        case Expiry():
            return "expiring"
        case End():
            return "end"
        case Milestone():
            return "milestone"
        case Silence():
            return "stale"
        case _:
            assert_never(matter)


def tell(item: Item) -> str:
    """Say what there is to look after: ``no final figure for 2024``."""
    commitment, matter = item.judgement.commitment, item.matter
    match matter:
        case Overdue():
            if matter.periods and isinstance(commitment, Periodic | Level):
                return f"no final figure for {_all(matter.periods, every(commitment.every or 'year'))}"
            return "ended without a final figure" if item.judgement.measured else "ended without a verdict"
        case Disagreement():
            state = called(matter.rival.state, item.judgement.scale)
            return f"{matter.rival.name} says {reported_by(matter.rival)}: by that {state}"
        case Awaited():
            if matter.period is None:
                return "figure awaited by then"
            return f"figure for {_named(matter.period, commitment)} awaited by then"
        case Expiry():
            return f"{matter.names[0]} runs out" if len(matter.names) == 1 else f"{_some(matter.names)} run out"
        case End():
            return f"{_named(matter.period, commitment)} ends" if matter.period else "its last date"
        case Milestone():
            return f"milestone: {with_unit(amount(matter.target), commitment, matter.target)}"
        case Silence() if matter.never_checked:
            return f"never checked in {count(matter.days, 'day')}"
        case Silence():
            return silence(matter)
        case _:
            assert_never(matter)


def silence(matter: Silence) -> str:
    """Say for how long nobody has looked: ``no evidence for 20 days``."""
    days = count(matter.days, "day")
    if matter.never_checked:
        return f"never checked; {days} since it was made"
    return f"no evidence that counts for {days}" if matter.uncounted else f"no evidence for {days}"


def command(item: Item, *, names_ledger: bool = True) -> str:
    """Write the command that settles it; without the option for the ledger where that is said elsewhere."""
    done = "commitrack edit" if isinstance(item.matter, Disagreement) else f"commitrack update {item.commitment_id}"
    return f"{done} {ledger_option(item)}" if item.ledger and names_ledger else done


def ledger_option(item: Item) -> str:
    """Write the option that names the ledger of an item: ``--ledger promises.toml``."""
    return f"--ledger {quote(item.ledger)}"


def how_soon(item: Item) -> str:
    """Say how far off the date is: ``34 days ago``, ``today``, ``in 34 days``."""
    days = (item.date - item.judgement.as_of).days
    if days == 0:
        return "today"
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def summary(items: Sequence[Item], as_of: date, within: int, sought: Sequence[str]) -> str:
    """Write how much there is to look after, by what it is: ``3 to look after: 1 overdue, 2 stale``."""
    day, days = on(as_of), count(within, "day")
    if not items and sought:
        return f"Nothing needs you with {listed(sought)} by {day} or in the {days} after."
    if not items:
        return f"Nothing needs you by {day} or in the {days} after."
    counted = Counter(need(item.matter) for item in items)
    needs = enumerated(f"{counted[name]:,} {_PLURALS.get(name, name)}" for name in NEEDS if counted[name])
    if sought:
        return f"{len(items):,} to look after with {listed(sought)}: {needs}"
    return f"{len(items):,} to look after: {needs}"


_PLURALS = {"end": "ending"}


def _named(period: Period, commitment: AnyCommitment) -> str:
    """Name a period that the date stands beside: one that no calendar names has said enough with its end."""
    length = commitment.every if isinstance(commitment, Periodic | Level) else None
    return _all([period], every(length or "year"))


def _all(periods: Sequence[Period], length: Every) -> str:
    name = some_periods(periods, length)
    return f"the {span_of(length)}" if name == f"{periods[0].start} to {periods[0].end}" else name


def _some(names: Sequence[str]) -> str:
    return listed(names, most=_NAMED - 1) if len(names) > _NAMED else listed(names)
