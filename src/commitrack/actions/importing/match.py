"""Sorts the rows of a table: those that the ledger has already, those that it has otherwise, and new ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from commitrack.actions.importing.rows import Entry, Problem
from commitrack.checks.objections import said
from commitrack.ledger.blocks import update_table
from commitrack.ledger.expected import PASSED_THROUGH
from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import Ledger, Update
from commitrack.ledger.rules.corrections import corrections
from commitrack.ledger.suggest import Suggester
from commitrack.ledger.tables.cells import guarded, text_of
from commitrack.ledger.tables.columns import COLUMNS, commitment_row, readers, update_row

Mending = Literal["corrects", "restates"]

_OF_THE_RECORD = frozenset({"id", "batch", "recorded", "corrects", "restates"})
"""The keys of an update that do not say what it says."""

_TYPES = {table: {column.key: column.type for column in columns} for table, columns in COLUMNS.items()}
_SHOWN = 60


class Changed(msgspec.Struct, frozen=True):
    """A row that says something else than the ledger has."""

    entry: Entry
    sentence: str
    is_update: bool


class Matched(msgspec.Struct):
    """The rows of a table, sorted by whether a ledger has them."""

    programmes: dict[str, tuple[Entry, str]] = msgspec.field(default_factory=dict)
    """The new programmes, each with its title."""
    commitments: dict[str, tuple[Entry, dict[str, Any]]] = msgspec.field(default_factory=dict)
    """The new commitments as tables."""
    updates: dict[str, list[tuple[Entry, dict[str, Any]]]] = msgspec.field(default_factory=dict)
    """The new updates as tables, by commitment, in the order in which they are to stand."""
    changed: list[Changed] = msgspec.field(default_factory=list)
    problems: list[Problem] = msgspec.field(default_factory=list)
    passed_over: int = 0
    seen_commitments: set[str] = msgspec.field(default_factory=set)
    seen_updates: set[int] = msgspec.field(default_factory=set)
    """The updates of the ledger that have a row, as Python's ids of them."""


def match(ledger: Ledger, entries: Sequence[Entry], unread: frozenset[str], mending: Mending | None) -> Matched:
    """Hold the rows of a table against a ledger."""
    matched = Matched()
    for entry in entries:
        if entry.table == "commitments":
            _match_commitment(ledger, entry, matched)
    _match_updates(ledger, [entry for entry in entries if entry.table == "updates"], unread, mending, matched)
    for key, updates in matched.updates.items():
        matched.updates[key] = _corrected_first(updates)
    return matched


def _match_commitment(ledger: Ledger, entry: Entry, matched: Matched) -> None:
    table = dict(entry.said)
    key, title = table.pop("id", None), table.pop("programme_title", None)
    if key is None:
        matched.problems.append(_problem(entry, "id: is missing; write a short name, such as new-homes"))
        return
    if key in ledger.commitments:
        matched.seen_commitments.add(key)
        commitment = ledger.commitments[key]
        row = commitment_row(key, commitment, ledger.programmes)
        defaults = {key: field.default for key, field in keys_of(type(commitment)).items() if not field.required}
        _compare(entry, row, defaults, matched)
        return
    if key in matched.commitments:
        first = matched.commitments[key][0].order[1]
        matched.problems.append(_problem(entry, f"id: “{key}” stands in row {first} already; give one of them another"))
        return
    programme = table.get("programme")
    if title is not None and programme is None:
        matched.problems.append(_problem(entry, "programme: is missing beside its title; write a short name for it"))
    elif title is not None and programme in ledger.programmes:
        if ledger.programmes[programme].title != title:
            named = ledger.programmes[programme].title
            told = f"programme_title: the programme {programme} is “{named}” in the ledger; write that"
            matched.problems.append(_problem(entry, told))
    elif title is not None and programme is not None:
        known = matched.programmes.setdefault(programme, (entry, title))[1]
        if known != title:
            told = f"programme_title: the programme {programme} is “{known}” in another row; write one title for it"
            matched.problems.append(_problem(entry, told))
    matched.commitments[key] = (entry, table)


def _match_updates(
    ledger: Ledger, entries: Sequence[Entry], unread: frozenset[str], mending: Mending | None, matched: Matched
) -> None:
    by_id = {update.id: (key, update) for key, update in ledger.updates() if update.id is not None}
    alike: dict[tuple[str, object], list[Update]] = {}
    suggester = Suggester()
    titles = {one.title.casefold(): key for key, one in ledger.commitments.items()}
    for owner, commitment in ledger.commitments.items():
        replaced = corrections(commitment.updates)
        for update in commitment.updates:
            if update.id not in replaced:
                alike.setdefault((owner, said(update)), []).append(update)
    for entry in entries:
        key, name = entry.said.get("commitment"), entry.said.get("id")
        if key is not None and key not in ledger.commitments and key not in matched.commitments:
            key = titles.get(key.casefold(), key)
        if name in by_id:
            owner, update = by_id[name]
            matched.seen_updates.add(id(update))
            if key not in (None, owner):
                told = f"id: {name} is an update of {owner}; leave the id empty for a new one of {key}"
                matched.problems.append(_problem(entry, told))
            else:
                _match_known(ledger, owner, update, entry, mending, matched)
            continue
        if key is None:
            matched.problems.append(_problem(entry, "commitment: is missing; write the id of a commitment"))
            continue
        if key not in ledger.commitments and key not in matched.commitments:
            if key not in unread:
                known = (*ledger.commitments, *matched.commitments)
                advice = suggester.did_you_mean(key, known, "add it to the commitments first")
                matched.problems.append(_problem(entry, f"commitment: no commitment has the id “{key}”; {advice}"))
            continue
        table = {column: value for column, value in entry.said.items() if column != "commitment"}
        twin = _twin(alike, key, table) if name is None else None
        if twin is None:
            matched.updates.setdefault(key, []).append((entry, table))
        else:
            matched.seen_updates.add(id(twin))
            matched.passed_over += 1


def _twin(alike: Mapping[tuple[str, object], list[Update]], key: str, table: dict[str, Any]) -> Update | None:
    """Return the update of a ledger that says the same as a row without an id, each for one row only."""
    try:
        update = msgspec.convert(table, Update, builtin_types=PASSED_THROUGH)
        twins = alike.get((key, said(update)), [])
    except (msgspec.ValidationError, TypeError):  # it is told what is wrong with it later
        return None
    return (twins.pop(0) if len(twins) > 1 else twins[0]) if twins else None


def _match_known(
    ledger: Ledger, owner: str, update: Update, entry: Entry, mending: Mending | None, matched: Matched
) -> None:
    found = _differences(entry, update_row(owner, update), {})
    differences = [one for one in found if one[0] not in ("batch", "recorded")]  # which commands write
    successor = corrections(ledger.commitments[owner].updates).get(update.id or "") if differences else None
    if successor is not None and not [
        key for key, *_ in _differences(entry, update_row(owner, successor), {}) if key not in _OF_THE_RECORD
    ]:
        matched.seen_updates.add(id(successor))
        differences = []
    if not differences:
        matched.passed_over += 1
        return
    if mending is None:
        matched.changed.append(Changed(entry, _told(entry, differences), True))
        return
    kept = {key: value for key, value in update_table(update).items() if key not in _OF_THE_RECORD}
    kept = {key: value for key, value in kept.items() if key not in entry.columns}
    table = {key: value for key, value in entry.said.items() if key not in (*_OF_THE_RECORD, "commitment")}
    matched.updates.setdefault(owner, []).append((entry, {**kept, **table, mending: update.id}))


def _compare(entry: Entry, row: Mapping[str, Any], defaults: Mapping[str, Any], matched: Matched) -> None:
    differences = list(_differences(entry, row, defaults))
    if differences:
        matched.changed.append(Changed(entry, _told(entry, differences), False))
    else:
        matched.passed_over += 1


def _differences(entry: Entry, row: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the keys of which a row says something else than the ledger, with both as they are written in cells.

    What the ledger has is read as a cell would be, so that what no cell can tell apart is the same.
    """
    types, reading = _TYPES[entry.table], readers(entry.table)
    for key in entry.columns:
        stored, found = row.get(key), entry.said.get(key)
        if stored == found or (stored is None and found == defaults.get(key)):
            continue
        known = text_of(stored, types[key])
        if (reading[key](guarded(known)) if known else None) != found:
            yield key, known, _shown(found, types[key])


def _shown(found: Any, expected: Any) -> str:
    return "; ".join(map(str, found)) if isinstance(found, list) else text_of(found, expected)


def _told(entry: Entry, differences: Sequence[tuple[str, str, str]]) -> str:
    told = ", ".join(
        f"{key}: {_short(before) or 'nothing'} → {_short(after) or 'nothing'}"
        for key, before, after in sorted(differences)
    )
    return f"{entry.place}: {told}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _problem(entry: Entry, sentence: str) -> Problem:
    return Problem(entry.order, f"{entry.place}: {sentence}")


def _corrected_first(updates: list[tuple[Entry, dict[str, Any]]]) -> list[tuple[Entry, dict[str, Any]]]:
    """Put an update that replaces another new one below it: a correction stands below what it corrects."""
    waiting = {table["id"]: position for position, (_, table) in enumerate(updates) if "id" in table}
    placed: set[int] = set()
    ordered = []
    for position in range(len(updates)):
        chain: list[int] = []
        at: int | None = position
        while at is not None and at not in placed and at not in chain:
            chain.append(at)
            table = updates[at][1]
            at = waiting.get(table.get("corrects", table.get("restates", "")))
        for one in reversed(chain):
            placed.add(one)
            ordered.append(updates[one])
    return ordered
