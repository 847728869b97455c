"""Withdrawing what one import added, all of it in one write."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from commitrack.actions.update import new_id
from commitrack.errors import Refused, UnknownId
from commitrack.ledger.model import Ledger, Update
from commitrack.ledger.parse import parse
from commitrack.ledger.rules.corrections import corrections
from commitrack.ledger.suggest import did_you_mean
from commitrack.ledger.tables.batch import Additions, add_all
from commitrack.words.format import count


class Withdrawn(msgspec.Struct, frozen=True):
    """A ledger's text with the updates of a batch withdrawn."""

    text: str
    line: int
    """The line of the first withdrawal, counted from 1."""
    block: str
    name: str
    """The updates that were written."""
    effect: str
    """A sentence on the effect."""


def retract_batch(text: str, path: Path, batch: str, said: Mapping[str, Any], now: datetime) -> Withdrawn:
    """Return a ledger's text with every update of a batch withdrawn, for one reason.

    One that is withdrawn or corrected already stays as it is. Raises :class:`~commitrack.errors.UnknownId`, and
    :class:`~commitrack.errors.Refused` where nothing is left to withdraw.
    """
    document = parse(text, str(path))
    ledger = document.ledger
    if all(update.batch != batch for _, update in ledger.updates()):
        known = sorted({update.batch for _, update in ledger.updates() if update.batch is not None})
        raise UnknownId(f"{path}: no update is of the batch {batch!r}; {did_you_mean(batch, known, _listed(known))}")
    taken = {update.id for _, update in ledger.updates()}
    added: dict[str, Sequence[Update]] = {}
    found = _by_commitment(ledger, batch)
    for key, names, _ in found:
        made = []
        for name in names:
            own = new_id()
            while own in taken:
                own = new_id()
            taken.add(own)
            moment = {"id": own, "date": now.astimezone().date(), "recorded": now.replace(microsecond=0)}
            made.append(msgspec.convert({**moment, "corrects": name, **said}, Update))
        if made:
            added[key] = made
    kept = sum(number for _, _, number in found)
    if not added:
        raise Refused(
            f"{path}: every update of the batch {batch} is corrected or withdrawn already; nothing was written"
        )
    written = add_all(document, Additions({}, {}, added))
    total = sum(map(len, added.values()))
    line = next(number for number, (old, new) in enumerate(_pairs(text, written), start=1) if old != new)
    remark = f"; {count(kept, 'other')} of it corrected or withdrawn already" if kept else ""
    return Withdrawn(
        text=written,
        line=line,
        block="",
        name=count(total, "withdrawal"),
        effect=f"batch {batch}: {count(total, 'update')} of {count(len(added), 'commitment')} withdrawn{remark}",
    )


def _by_commitment(ledger: Ledger, batch: str) -> list[tuple[str, list[str], int]]:
    """Return by commitment the updates of a batch to withdraw, the last first, and how many others it has.

    A correction that is withdrawn lets what it corrected stand again, so that this can be withdrawn too.
    """
    found = []
    for key, commitment in ledger.commitments.items():
        effective = corrections(commitment.updates)
        withdrawn = {one.replaces for one in commitment.updates if one.replaces is not None and not one.claimed}
        mine = {one.id for one in commitment.updates if one.batch == batch and one.id is not None}
        names, others = [], 0
        for update in reversed(commitment.updates):
            if update.batch != batch:
                continue
            successor = effective.get(update.id) if update.id is not None else None
            if update.id is not None and update.id not in withdrawn and (successor is None or successor.id in mine):
                names.append(update.id)
            else:
                others += 1
        if names or others:
            found.append((key, names, others))
    return found


def _pairs(old: str, new: str) -> Sequence[tuple[str | None, str]]:
    lines: list[str | None] = [*old.split("\n")]
    longer = new.split("\n")
    return list(zip([*lines, *[None] * (len(longer) - len(lines))], longer, strict=True))


def _listed(batches: Sequence[str]) -> str:
    return f"the ledger has {', '.join(batches[-20:])}" if batches else "the ledger has none: none came with an import"
