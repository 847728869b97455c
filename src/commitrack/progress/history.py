"""Which of a commitment's updates exist on a date, and which of those stand."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, get_args

import msgspec

from commitrack.ledger.model import Update

Fate = Literal["stands", "replaced", "restated", "withdrawn"]
FATES: tuple[Fate, ...] = get_args(Fate)


class Entry(msgspec.Struct, frozen=True):
    """An update at a date: whether it stands, and if not, what became of it."""

    update: Update
    fate: Fate
    by: str | None = None
    """The id of the update that replaced or withdrew it."""


def history(updates: Sequence[Update], as_of: date) -> tuple[Entry, ...]:
    """Order the updates that exist on ``as_of`` by date, then by their place in the file, each with its fate.

    A correction with a claim replaces what it names; one without a claim withdraws it; a restatement replaces it
    though nobody erred. A withdrawn correction has no effect: what it had corrected stands again.
    """
    present = [update for update in updates if update.date <= as_of]
    effective: dict[str, Update] = {}
    for update in reversed(present):  # a correction stands below what it corrects
        correction = effective.get(update.id) if update.id is not None else None
        withdrawn = correction is not None and not correction.claimed
        if update.replaces is not None and not withdrawn:
            effective[update.replaces] = update
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
    return [entry.update for entry in entries if entry.fate == "stands"]
