"""The history of a commitment: the updates that were known on a date, and those of them that stand."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Literal, get_args

import msgspec

from commitrack.ledger.model import Ledger, Update
from commitrack.ledger.rules.corrections import corrections

Fate = Literal["stands", "beside", "replaced", "restated", "withdrawn"]
FATES: tuple[Fate, ...] = get_args(Fate)


class Entry(msgspec.Struct, frozen=True):
    """An update at a date: whether it stands, and if not, what became of it.

    A figure is ``beside`` where one of another publisher contradicts it, and that one counts.
    """

    update: Update
    fate: Fate
    by: str | None = None
    """The id of the update that replaced or withdrew it."""

    @property
    def is_kept(self) -> bool:
        """Whether nothing took its place: it stands, if only beside another."""
        return self.fate in ("stands", "beside")


def recorded_on(update: Update) -> date | None:
    """Return the date on which an update was recorded, in the local time zone, as dates everywhere else are."""
    return None if update.recorded is None else _local_date(update.recorded)


def known_since(update: Update) -> date | None:
    """Return the date on which an update was recorded, or else published; None where nobody says."""
    return recorded_on(update) or update.published


def _local_date(instant: datetime) -> date:
    instant = instant.replace(tzinfo=instant.tzinfo or UTC)
    try:
        return instant.astimezone().date()
    except (OverflowError, ValueError, OSError):  # at either end of the calendar
        return instant.date()


def judged_on(as_of: date | None, known_on: date | None, today: date) -> date:
    """Return the date to judge at: the one that is said, else that of what was known, and today at the latest."""
    return as_of or min(known_on or today, today)


def known(ledger: Ledger, known_on: date | None) -> Ledger:
    """Leave out the updates that were not known yet at the end of a date: those recorded later.

    One that does not say when it was recorded was known from when it was published, and without that always. None
    leaves out nothing.
    """
    if known_on is None:
        return ledger
    commitments = {
        key: msgspec.structs.replace(one, updates=tuple(up for up in one.updates if _was_known(up, known_on)))
        for key, one in ledger.commitments.items()
    }
    return msgspec.structs.replace(ledger, commitments=commitments)


def _was_known(update: Update, known_on: date) -> bool:
    since = known_since(update)
    return since is None or since <= known_on


def history(updates: Sequence[Update], as_of: date) -> tuple[Entry, ...]:
    """Order the updates that exist on ``as_of`` by date, then by their place in the file, each with its fate.

    A correction with a claim replaces what it names; one without a claim withdraws it; a restatement replaces it
    though nobody erred. A withdrawn correction has no effect: what it had corrected stands again.
    """
    present = [update for update in updates if update.date <= as_of]
    effective = corrections(present)
    entries = []
    for update in sorted(present, key=lambda update: update.date):
        correction = effective.get(update.id) if update.id is not None else None
        if correction is None:
            entries.append(Entry(update, "stands"))
        else:
            entries.append(Entry(update, _fate(correction), correction.id))
    return tuple(entries)


def _fate(correction: Update) -> Fate:
    if correction.restates is not None:
        return "restated"
    return "replaced" if correction.claimed else "withdrawn"


def standing_updates(entries: Iterable[Entry]) -> list[Update]:
    """Keep the updates that nothing corrects, in order."""
    return [entry.update for entry in entries if entry.is_kept]


def set_beside(entries: tuple[Entry, ...], aside: Sequence[Update]) -> tuple[Entry, ...]:
    """Mark the entries of the updates that stand ``aside`` of those that count."""
    if not aside:
        return entries
    beside = {id(update) for update in aside}
    return tuple(
        msgspec.structs.replace(entry, fate="beside") if id(entry.update) in beside else entry for entry in entries
    )
