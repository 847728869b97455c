"""The agenda: what needs somebody to look, ask or decide, and which date that is about.

What is overdue, stale, expiring or contradicted is defined here once, for the checks too.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

import msgspec

from commitrack.ledger.model import About, Joint, Measured, Milestone, Standing
from commitrack.progress.judgement import Judgement
from commitrack.progress.periods import Period
from commitrack.progress.rules.measurement import PeriodJudgement
from commitrack.progress.rules.rival import Rival

WITHIN = 90
"""Days ahead that an agenda looks, if nobody says otherwise."""

_FINAL = frozenset({"fulfilled", "partially-fulfilled", "broken", "withdrawn", "superseded"})
"""Verdicts after which nobody needs to look again."""

_OPEN = frozenset({"no-data", "in-progress", "on-track", "behind", "awaited"})
_DECIDED = frozenset({"fulfilled", "fulfilled-late", "missed"})
"""States that the figure of an end does not change any more."""


class Overdue(msgspec.Struct, frozen=True):
    """An end has passed, and nothing settles whether the goal was met; ``periods`` are those without their figure."""

    end: date
    periods: tuple[Period, ...] = ()


class Awaited(msgspec.Struct, frozen=True):
    """An end has passed, and its figure is to be published by a date."""

    until: date
    period: Period | None = None


class Disagreement(msgspec.Struct, frozen=True):
    """Figures contradict each other, and nobody has said whose count."""

    rival: Rival


class Expiry(msgspec.Struct, frozen=True):
    """Members that count are in force until a date."""

    until: date
    names: tuple[str, ...]


class End(msgspec.Struct, frozen=True):
    """The commitment ends, or a period of it."""

    end: date
    period: Period | None = None


class Silence(msgspec.Struct, frozen=True):
    """Nobody has looked for more days than the ledger allows."""

    since: date
    """The date of the last evidence; of the promise, where nobody has ever looked."""
    days: int
    allowed: int
    never_checked: bool = False
    """Whether nobody has ever looked."""
    uncounted: bool = False
    """Whether there has been a figure since, though another publisher's, which does not count."""

    @property
    def broken_on(self) -> date:
        """The first date on which somebody ought to have looked again."""
        return self.since + timedelta(days=self.allowed + 1)


Matter = Overdue | Disagreement | Awaited | Expiry | End | Milestone | Silence


class Item(msgspec.Struct, frozen=True):
    """A line of the agenda: the date it is about, the commitment, and what there is to look after."""

    date: date
    commitment_id: str
    judgement: Judgement
    matter: Matter
    ledger: str = ""
    """The file of its ledger; empty for the one that commands find by themselves."""


def agenda(
    about: About, judgements: Mapping[str, Judgement], within: int = WITHIN, *, ledger: str = ""
) -> Iterator[Item]:
    """Yield what needs somebody, in the order of the ledger.

    ``within`` is the number of days ahead whose dates matter.
    """
    for key, judgement in judgements.items():
        for day, matter in _matters(about, judgement, within):
            yield Item(day, key, judgement, matter, ledger)


def urgent_first(items: Iterable[Item]) -> list[Item]:
    """Order an agenda.

    First comes what is overdue, the longest overdue before the rest; then what contradicts itself; then the dates to
    come; and last what nobody has looked at for too long.
    """
    return sorted(items, key=lambda item: (_urgency(item.matter), item.date))


def _urgency(matter: Matter) -> int:
    match matter:
        case Overdue():
            return 0
        case Disagreement():
            return 1
        case Silence():
            return 3
        case _:
            return 2


def _matters(about: About, judgement: Judgement, within: int) -> Iterator[tuple[date, Matter]]:
    last = judgement.as_of + timedelta(days=min(within, (date.max - judgement.as_of).days))
    if late := overdue(judgement):
        yield late.end, late
    yield from ((one.rival.update.date, one) for one in disagreements(judgement))
    yield from ((one.until, one) for one in _awaited(judgement))
    yield from ((one.until, one) for one in expiries(judgement) if one.until <= last)
    yield from ((one.end, one) for one in _ends(judgement) if judgement.as_of <= one.end <= last)
    yield from ((one.by, one) for one in _milestones(judgement) if judgement.as_of <= one.by <= last)
    if not late and (quiet := silence(about, judgement)):  # one command settles both
        yield quiet.broken_on, quiet


def is_settled(judgement: Judgement) -> bool:
    """Say whether a verdict has been given after which nobody needs to look again."""
    return judgement.verdict is not None and judgement.status in _FINAL


def overdue(judgement: Judgement) -> Overdue | None:
    """Return what nothing settles though its end has passed. A joint commitment has nothing that its parts do not."""
    if is_settled(judgement) or isinstance(judgement.commitment, Joint):
        return None
    if judgement.periods:
        late = tuple(one.period for one in judgement.periods if one.state == "overdue")
        return Overdue(late[0].end, late) if late else None
    return Overdue(judgement.due) if judgement.state == "overdue" and judgement.due else None


def disagreements(judgement: Judgement) -> Iterator[Disagreement]:
    """Yield the reporters whose figures contradict those that count, unless the commitment says whose count."""
    commitment = judgement.commitment
    if not (isinstance(commitment, Measured) and commitment.measured_by is not None):
        yield from map(Disagreement, judgement.rivals)


def expiries(judgement: Judgement) -> Iterator[Expiry]:
    """Yield the dates on which members in force that count run out, the first one first."""
    ending = [one for one in judgement.members if one.in_force and one.counts and one.until]
    for until, members in groupby(sorted(ending, key=_until), key=_until):
        yield Expiry(until, tuple(member.name for member in members))


_until = attrgetter("until")


def silence(about: About, judgement: Judgement) -> Silence | None:
    """Return for how long nobody has looked, where that is longer than the ledger allows and still matters."""
    since = judgement.last_evidence or judgement.commitment.start or about.announced
    if about.stale_after is None or since is None or not _is_open(judgement):
        return None
    days = (judgement.as_of - since).days
    if days <= about.stale_after:
        return None
    uncounted = any(one.fate == "beside" and one.update.date > since for one in judgement.history)
    never_checked = judgement.last_evidence is None and not uncounted
    return Silence(since, days, about.stale_after, never_checked, uncounted)


def _is_open(judgement: Judgement) -> bool:
    """Say whether evidence is still to be looked for: until it is settled, and as long as it has to stand."""
    if is_settled(judgement):
        return False
    if isinstance(judgement.commitment, Standing):
        return judgement.state != "upcoming"
    return judgement.state in _OPEN


def _awaited(judgement: Judgement) -> Iterator[Awaited]:
    if is_settled(judgement) or isinstance(judgement.commitment, Joint):
        return
    ends = [(one.period.end, one.period) for one in judgement.periods if one.state == "awaited"]
    whole = [(judgement.due, None)] if not judgement.periods and judgement.state == "awaited" and judgement.due else []
    for end, period in (*ends, *whole):
        yield Awaited(judgement.expected_by(end), period)


def _ends(judgement: Judgement) -> Iterator[End]:
    """Yield the next end whose figure will decide something."""
    if is_settled(judgement) or isinstance(judgement.commitment, Joint):
        return
    if running := judgement.running:
        if _is_undecided(running):
            yield End(running.period.end, running.period)
    elif judgement.due and _is_undecided(judgement):
        yield End(judgement.due)


def _milestones(judgement: Judgement) -> Iterator[Milestone]:
    if not is_settled(judgement) and _is_undecided(judgement):
        yield from judgement.agreement.current.milestones


def _is_undecided(judged: Judgement | PeriodJudgement) -> bool:
    return judged.state not in _DECIDED
