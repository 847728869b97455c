"""Recording an update: building it, asking whether it may stand, and adding it to the ledger's text."""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from commitrack.actions.open import choose
from commitrack.checks.objections import objections, objections_whoever_reports
from commitrack.errors import Refused, UnknownId
from commitrack.ledger.model import Ledger, Update
from commitrack.ledger.parse import parse
from commitrack.ledger.rules.updates import new_update_mistakes
from commitrack.ledger.splice import add_update
from commitrack.ledger.suggest import did_you_mean
from commitrack.progress.judge import judge
from commitrack.words.update import effect, update_name

_UNSAID = "\N{REPLACEMENT CHARACTER}"
"""A text in place of one that is not said yet."""


def new_id() -> str:
    """Return a new id for an update. It begins with a letter: spreadsheets take digits and an e for a number."""
    number = int.from_bytes(os.urandom(4))
    return f"{'abcdef'[number % 6]}{number // 16:07x}"


_OF_A_SOURCE = ("source", "archive", "publisher", "published", "by")


class Draft(msgspec.Struct, frozen=True):
    """An update as somebody says it. Without a commitment's id, it goes to that of the update it corrects."""

    commitment_id: str | None
    said: Mapping[str, Any]
    """Its keys and values, but for the ones below."""
    date: date | None
    """The date it is true for, if that was said."""
    now: datetime
    id: str = msgspec.field(default_factory=new_id)
    has_same_source: bool = False
    """Whether its source, and who reports it, are those of the update that it replaces."""


class Recorded(msgspec.Struct, frozen=True):
    """A ledger's text with one more update, and what that update changed."""

    text: str
    line: int
    """The line of its block, counted from 1."""
    block: str
    """The block as written."""
    name: str
    """The update, by its id and date."""
    effect: str
    """The changes it made."""


def record(text: str, path: Path, draft: Draft) -> Recorded:
    """Return a ledger's text with an update in it.

    Raises :class:`~commitrack.errors.Refused` or :class:`~commitrack.errors.UnknownId`, whatever speaks against it.
    """
    document = parse(text, str(path))
    ledger, today = document.ledger, draft.now.astimezone().date()
    named = draft.commitment_id
    key = _find(ledger, draft.said["corrects"], None)[0] if named is None else named
    commitment = choose(ledger, key)
    update = _build(ledger, key, draft)
    against = [mistake.by_option for mistake in new_update_mistakes(commitment, update)]
    for objection in against or objections(ledger, commitment, update, today):
        raise Refused(f"{path}: {key}: {objection}; nothing was written")
    spliced = add_update(document, key, update)
    after = msgspec.structs.replace(commitment, updates=(*commitment.updates, update))
    changed = msgspec.structs.replace(ledger, commitments={**ledger.commitments, key: after})
    return Recorded(
        text=spliced.text,
        line=spliced.line,
        block=spliced.block,
        name=update_name(update),
        effect=effect(key, judge(ledger, key, today), judge(changed, key, today), update, today),
    )


def objection_so_far(ledger: Ledger, draft: Draft, *, is_reporter_known: bool) -> str:
    """Return what speaks against an update that is still without some of its evidence; empty where nothing does yet.

    What a source, a note, or who reports it may still change is not held against it.
    """
    assert draft.commitment_id is not None
    commitment = choose(ledger, draft.commitment_id)
    said = {"source": _UNSAID, "note": _UNSAID, **draft.said}
    update = _build(ledger, draft.commitment_id, msgspec.structs.replace(draft, said=said))
    against = [mistake.message for mistake in new_update_mistakes(commitment, update)]
    today = draft.now.astimezone().date()
    object_to = objections if is_reporter_known else objections_whoever_reports
    return next(iter(against or object_to(ledger, commitment, update, today)), "")


def _build(ledger: Ledger, commitment_id: str, draft: Draft) -> Update:
    said = dict(draft.said) | {key: _bare(draft.said[key]) for key in ("grant", "withdraw") if key in draft.said}
    day = draft.date or draft.now.astimezone().date()
    if replaced := said.get("corrects") or said.get("restates"):
        _, corrected = _find(ledger, replaced, commitment_id)
        if draft.date is None and msgspec.convert({"date": day, **said}, Update).claimed:
            day = corrected.date
        if draft.has_same_source:
            known = {key: getattr(corrected, key) for key in _OF_A_SOURCE}
            said = {key: value for key, value in known.items() if value is not None} | said
    taken = {update.id for _, update in ledger.updates()}
    name = draft.id
    while name in taken:
        name = new_id()
    return msgspec.convert({"id": name, "date": day, **said, "recorded": draft.now.replace(microsecond=0)}, Update)


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
    show = f"show {named} --all" if named else "log"
    advice = did_you_mean(update_id, known, f"'commitrack {show}' lists its updates")
    raise UnknownId(f"{named or 'the ledger'} has no update {update_id!r}; {advice}")
