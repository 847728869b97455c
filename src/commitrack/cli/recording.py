"""Recording an update: building it, asking whether it may stand, adding it, and saying what it changed."""

import os
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from commitrack.cli.ledgers import choose
from commitrack.errors import Refused, UnknownId
from commitrack.ledger import rules
from commitrack.ledger.model import AnyCommitment, Ledger, Periodic, Update
from commitrack.ledger.parse import convert, parse
from commitrack.ledger.splice import Spliced, add_update
from commitrack.progress.admission import objections
from commitrack.progress.judge import judge
from commitrack.progress.wording import amount, label, period_name, unit


class Recording:
    """One update on its way into a ledger, and what came of it."""

    def __init__(self, path: Path, commitment_id: str, said: dict[str, Any], on: date | None, now: datetime) -> None:
        self.path = path
        self.commitment_id = commitment_id
        self._said = said
        self._on = on
        self._now = now.replace(microsecond=0)
        self._today = now.astimezone().date()

    def add_to(self, text: str) -> str:
        """Return a ledger's text with the update in it. Raises whatever speaks against it; runs again on new text."""
        document = parse(text, str(self.path))
        ledger = document.ledger
        commitment = choose(ledger, self.commitment_id)
        self._update = self._build(ledger, commitment)
        for key, problem in rules.new_update_mistakes(commitment, self._update):
            self._refuse(f"--{key}: {problem}")
        for objection in objections(ledger, commitment, self._update, self._today):
            self._refuse(objection)
        self._spliced: Spliced = add_update(text, document.data, document.file, self.commitment_id, self._update)
        after = convert(self._spliced.data, self._spliced.text, document.file)
        self._before = judge(commitment, self._today)
        self._after = judge(choose(after.ledger, self.commitment_id), self._today)
        return after.text

    def print_plan(self) -> None:
        """Say what would be written, and where."""
        print(f"{self._change()}\n{self.path}:{self._spliced.line}: would be added; nothing was written\n")
        print(self._spliced.block, end="")

    def print_result(self) -> None:
        """Say what changed, and where it is recorded."""
        print(f"{self._change()}\n{self.path}:{self._spliced.line}: recorded as update {self._update.id}")

    def _build(self, ledger: Ledger, commitment: AnyCommitment) -> Update:
        day = self._on or self._today
        corrects = self._said.get("corrects")
        if corrects is not None:
            corrected = _find(ledger, commitment, corrects, self.commitment_id)
            update = msgspec.convert({"date": day, **self._said}, Update)
            if self._on is None and update.claimed:
                day = corrected.date
        taken = {update.id for _, update in ledger.updates()}
        return msgspec.convert({"id": _new_id(taken), "date": day, **self._said, "recorded": self._now}, Update)

    def _refuse(self, objection: str) -> None:
        raise Refused(f"{self.path}: {self.commitment_id}: {objection}; nothing was written")

    def _change(self) -> str:
        """Say what changed: ``party-delegates: 120 → 240 of 300 delegates a year, behind → on track``."""
        before, after = self._before, self._after
        parts = [f"due {before.due or 'some day'} → {after.due}"] if before.due != after.due else []
        parts.append(_moved(label(before.status), label(after.status)))
        if after.target is not None:
            parts.insert(0, self._change_of_figure())
        ahead = f" (takes effect on {self._update.date})" if self._update.date > self._today else ""
        return f"{self.commitment_id}: {', '.join(parts)}{ahead}"

    def _change_of_figure(self) -> str:
        """Say how actual and target moved: in the update's own period, where the commitment has periods."""
        before, after, commitment = self._before, self._after, self._after.commitment
        old, new, where = before.period_of(self._update.date), after.period_of(self._update.date), ""
        if isinstance(commitment, Periodic) and new is not None and new != after.running:
            where = f" in {period_name(new.period, commitment.every)}"
        figures = _moved(_written((old or before).actual), _written((new or after).actual))
        targets = _moved(_written((old or before).target), _written((new or after).target))
        return f"{figures} of {targets} {unit(commitment)}{where}"


def _written(number: Decimal | None) -> str:
    return "–" if number is None else amount(number)


def _moved(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _find(ledger: Ledger, commitment: AnyCommitment, update_id: str, commitment_id: str) -> Update:
    for update in commitment.updates:
        if update.id == update_id:
            return update
    for other_id, update in ledger.updates():
        if update.id == update_id:
            raise UnknownId(f"update {update_id} belongs to {other_id}; correct it with 'commitrack update {other_id}'")
    known = [update.id for update in commitment.updates if update.id]
    close = get_close_matches(update_id, known, n=1, cutoff=0.5)
    advice = f"did you mean {close[0]}?" if close else f"'commitrack show {commitment_id}' lists its updates"
    raise UnknownId(f"{commitment_id} has no update {update_id!r}; {advice}")


def _new_id(taken: set[str | None]) -> str:
    while (name := os.urandom(4).hex()) in taken:
        pass
    return name
