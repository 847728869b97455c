"""Recording an update: building it, asking whether it may stand, adding it, and saying what it changed."""

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from commitrack.actions.open import choose
from commitrack.checks.objections import objections
from commitrack.errors import Refused, UnknownId
from commitrack.ledger.model import Ledger, Periodic, Update
from commitrack.ledger.parse import parse
from commitrack.ledger.rules.updates import new_update_mistakes
from commitrack.ledger.splice import Spliced, add_update
from commitrack.ledger.suggest import closest
from commitrack.progress.judge import judge
from commitrack.words.phrases import amount_or_dash, label, measured, moved, period_name


class Recording:
    """One update on its way into a ledger. Without a commitment's id, it goes to that of the update it corrects."""

    def __init__(
        self, path: Path, commitment_id: str | None, said: dict[str, Any], on: date | None, now: datetime
    ) -> None:
        self.path = path
        self._named = commitment_id
        self._said: dict[str, Any] = {
            key: _bare(value) if key in ("grant", "withdraw") else value for key, value in said.items()
        }
        self._on = on
        self._now = now.replace(microsecond=0)
        self._today = now.astimezone().date()
        self._id = _new_id()

    def add_to(self, text: str) -> str:
        """Return a ledger's text with the update in it. Raises whatever speaks against it; runs again on new text."""
        document = parse(text, str(self.path))
        ledger = document.ledger
        named = self._named
        self._commitment_id = _find(ledger, self._said["corrects"], None)[0] if named is None else named
        commitment = choose(ledger, self._commitment_id)
        self._update = self._build(ledger)
        for mistake in new_update_mistakes(commitment, self._update):
            self._refuse(f"--{mistake.place[0]}: {mistake.message}")
        for objection in objections(ledger, commitment, self._update, self._today):
            self._refuse(objection)
        self._spliced: Spliced = add_update(document, self._commitment_id, self._update)
        after = msgspec.structs.replace(commitment, updates=(*commitment.updates, self._update))
        self._before = judge(commitment, self._today)
        self._after = judge(after, self._today)
        return self._spliced.text

    @property
    def line(self) -> int:
        """The line of its block."""
        return self._spliced.line

    @property
    def block(self) -> str:
        """The block as written."""
        return self._spliced.block

    @property
    def name(self) -> str:
        """The update, by its id and day."""
        return f"update {self._update.id} of {self._update.date}"

    @property
    def effect(self) -> str:
        """What changes: ``party-delegates: 120 → 240 of 300 delegates a year, behind → on track``."""
        before, after = self._before, self._after
        first = f"due {before.due}" if before.due else "no last day"
        parts = [f"{first} → {after.due}"] if before.due != after.due else []
        parts.append(moved(label(before.status), label(after.status)))
        if after.target is not None:
            parts.insert(0, self._change_of_figure())
        ahead = f" (takes effect on {self._update.date})" if self._update.date > self._today else ""
        return f"{self._commitment_id}: {', '.join(parts)}{ahead}"

    def _build(self, ledger: Ledger) -> Update:
        day = self._on or self._today
        corrects = self._said.get("corrects")
        if corrects is not None:
            _, corrected = _find(ledger, corrects, self._commitment_id)
            update = msgspec.convert({"date": day, **self._said}, Update)
            if self._on is None and update.claimed:
                day = corrected.date
        while any(update.id == self._id for _, update in ledger.updates()):
            self._id = _new_id()
        return msgspec.convert({"id": self._id, "date": day, **self._said, "recorded": self._now}, Update)

    def _refuse(self, objection: str) -> None:
        raise Refused(f"{self.path}: {self._commitment_id}: {objection}; nothing was written")

    def _change_of_figure(self) -> str:
        """Say how actual and target moved: in the update's own period, where the commitment has periods."""
        before, after, commitment = self._before, self._after, self._after.commitment
        old, new, where = before.period_of(self._update.date), after.period_of(self._update.date), ""
        if isinstance(commitment, Periodic) and new is not None and new != after.running:
            where = f" in {period_name(new.period, commitment.every)}"
        figures = moved(amount_or_dash((old or before).actual), amount_or_dash((new or after).actual))
        targets = moved(amount_or_dash((old or before).target), amount_or_dash((new or after).target))
        return f"{measured(figures, targets, after)}{where}"


def _bare(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without the spaces around them, which nobody sees in a ledger."""
    return tuple(name.strip() for name in names)


def _find(ledger: Ledger, update_id: str, named: str | None) -> tuple[str, Update]:
    """Return an update with its commitment's id, which must be the named one if there is one."""
    for commitment_id, update in ledger.updates():
        if update.id != update_id:
            continue
        if named not in (None, commitment_id):
            raise UnknownId(
                f"update {update_id} belongs to {commitment_id}; correct it with 'commitrack update {commitment_id}'"
            )
        return commitment_id, update
    known = [update.id for commitment_id, update in ledger.updates() if update.id and named in (None, commitment_id)]
    close = closest(update_id, known, cutoff=0.5)
    show = f"show {named}" if named else "log"
    advice = f"did you mean {close}?" if close else f"'commitrack {show}' lists its updates"
    raise UnknownId(f"{named or 'the ledger'} has no update {update_id!r}; {advice}")


def _new_id() -> str:
    return os.urandom(4).hex()
