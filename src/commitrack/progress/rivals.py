"""Figures that disagree: whose count, and what the others would say.

Of figures that contradict each other, those of the most independent reporter count, and among equals the last recorded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec

from commitrack.ledger.claims import CLAIMS, ClaimKind
from commitrack.ledger.model import AnyCommitment, Measured, Reporter, Update
from commitrack.progress.names import folded

_MOST_INDEPENDENT_FIRST: tuple[Reporter | None, ...] = ("independent", "recipient", "media", "pledger", None)


PARTIES: frozenset[Reporter | None] = frozenset({"pledger", "recipient"})
"""Those who promised, and those to whom it was promised."""


class Settled(msgspec.Struct, frozen=True):
    """The updates that count, and the figures that stand beside them because others contradict them."""

    counted: tuple[Update, ...]
    aside: tuple[Update, ...]


def reporter(update: Update) -> str:
    """Return who reports a figure, as far as the update says: its publisher, else which side it is on."""
    return folded(update.publisher) if update.publisher else (update.by or "")


def reporter_name(update: Update) -> str:
    """Name who reports a figure, for people."""
    return update.publisher or (f"the {update.by}" if update.by in PARTIES else "another source")


def speaker(update: Update) -> str:
    """Return who says something: a party, whoever publishes it, else whoever reports it."""
    return update.by if update.by and update.by in PARTIES else reporter(update)


def declarer(update: Update) -> str:
    """Return who declares a verdict: whoever keeps the ledger where it names nobody, whatever the source."""
    return speaker(update) if update.by else ""


def last_of_each(updates: Iterable[Update], of: Callable[[Update], str] = speaker) -> tuple[Update, ...]:
    """Keep the last update of each who says something, in the order of those."""
    last: dict[str, Update] = {}
    for update in updates:
        last.pop(key := of(update), None)
        last[key] = update
    return tuple(last.values())


class OwnFigures:
    """The figures that one reporter has for one date, as they come, of which none should contradict another."""

    def __init__(self) -> None:
        self._has_addition = False
        self._said: defaultdict[ClaimKind, list[Update]] = defaultdict(list)

    def contradicted_by(self, update: Update) -> Update | None:
        """Take in the next figure, and return the last one before it that is another level, number or total.

        A total below another is one that falls, wherever that stands; and where something was added on that date, the
        total after it is another.
        """
        self._has_addition |= update.add is not None
        if amount_of(update) is None or self._has_addition:
            return None
        said = self._said[update.claim]
        while said and not _is_another(update, said[-1]):
            said.pop()  # whatever contradicts it contradicts the update too, which is later
        other = said[-1] if said else None
        said.append(update)
        return other


def contradicted(update: Update, others: Iterable[Update]) -> Update | None:
    """Return the last of some other updates by which its reporter has another level, number or total for its date."""
    own = OwnFigures()
    for other in others:
        if other.date == update.date and reporter(other) == reporter(update):
            own.contradicted_by(other)
    return own.contradicted_by(update)


def _is_another(figure: Update, known: Update) -> bool:
    one, other = amount_of(figure), amount_of(known)
    assert one is not None
    assert other is not None
    return one > other or (one < other and figure.total is None)


def settle(
    commitment: AnyCommitment, updates: Sequence[Update], group: Callable[[Update], object] = lambda update: None
) -> Settled:
    """Part the figures that count from those that contradict them.

    Two reporters' figures for one date contradict each other if they differ, and so do two totals of one ``group``,
    such as a period, of which the later is below the earlier. One reporter's own figures never do: a total of theirs
    that falls is a mistake. Where the commitment says whose figures count, all others stand beside.
    """
    if not isinstance(commitment, Measured):
        return Settled(tuple(updates), ())
    if commitment.measured_by is not None:
        wanted = folded(commitment.measured_by)
        aside = [one for one in updates if _is_figure(one) and folded(one.publisher or "") != wanted]
        return _parted(updates, aside)
    aside = []
    standing: list[Update] = []
    for update in updates:
        if update.total is None and update.level is None:
            continue
        while standing and (last := standing[-1]) and group(last) == group(update) and _contradict(last, update):
            if _rank(last) < _rank(update):
                aside.append(update)
                break
            aside.append(standing.pop())
        else:
            standing.append(update)
    return _parted(updates, aside)


def contradicting(update: Update, counted: Iterable[Update], group: Callable[[Update], object]) -> Iterator[Update]:
    """Yield the figures that count and contradict one that stands beside them, in its ``group``, such as a period."""
    for other in counted:
        if other.total is None and other.level is None:
            continue
        earlier, later = (update, other) if update.date < other.date else (other, update)
        if _contradict(earlier, later) and group(other) == group(update):
            yield other


def by_reporter(updates: Sequence[Update]) -> Callable[[str], tuple[Update, ...]]:
    """Return what keeps of the figures those of one reporter, and everything else, looking at each update once."""
    everybody: list[int] = []
    own: defaultdict[str, list[int]] = defaultdict(list)
    for position, update in enumerate(updates):
        (own[reporter(update)] if _is_figure(update) else everybody).append(position)
    return lambda of: tuple(updates[position] for position in sorted([*everybody, *own[of]]))


def amount_of(update: Update) -> Decimal | None:
    """Return the amount that an update reports."""
    if update.count is not None:
        return Decimal(update.count)
    return next((one for one in (update.total, update.level, update.add) if one is not None), None)


def _parted(updates: Sequence[Update], aside: Sequence[Update]) -> Settled:
    if not aside:
        return Settled(tuple(updates), ())
    beside = {id(one) for one in aside}
    counted, contradicted = (
        [one for one in updates if (id(one) in beside) == is_beside] for is_beside in (False, True)
    )
    return Settled(tuple(counted), tuple(contradicted))


def _is_figure(update: Update) -> bool:
    return CLAIMS[update.claim].is_figure


def _contradict(earlier: Update, later: Update) -> bool:
    if reporter(earlier) == reporter(later):
        return False
    one, other = amount_of(earlier), amount_of(later)
    if one is None or other is None:
        return False
    if earlier.date == later.date:
        return one != other
    return later.total is not None and one > other


def _rank(update: Update) -> int:
    return _MOST_INDEPENDENT_FIRST.index(update.by)
