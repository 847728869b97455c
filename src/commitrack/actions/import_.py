"""Importing a table: what is new in it, held to every rule, and all of it in one write."""

import re
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from commitrack.actions.importing.match import Changed, Matched, Mending, match
from commitrack.actions.importing.rows import Entry, Problem, Rows
from commitrack.actions.update import new_id
from commitrack.checks.objections import objections_to_each
from commitrack.errors import Refused, TableInvalid
from commitrack.ledger.model import Ledger, Update
from commitrack.ledger.parse import Document, build, parse
from commitrack.ledger.rules.mistakes import Mistake, Place
from commitrack.ledger.scale import VERDICTS, Scale
from commitrack.ledger.tables.batch import Additions, add_all
from commitrack.words.format import count
from commitrack.words.update import Tally

_NAMED = 20


class Order(msgspec.Struct, frozen=True):
    """A table to import, and the way to import it."""

    rows: Rows
    mending: Mending | None
    """The fate of rows that were changed; None where they stop the import."""
    now: datetime
    batch: str = msgspec.field(default_factory=new_id)


class Imported(msgspec.Struct, frozen=True):
    """A ledger's text with what was new in a table, and the numbers of it."""

    text: str
    tally: Tally


def bring_in(text: str, path: Path, order: Order) -> Imported:
    """Return a ledger's text with every new row of a table in it, and the same text where none is new.

    Raises :class:`~commitrack.errors.TableInvalid` with every row that cannot be taken, and
    :class:`~commitrack.errors.Refused` with every row that was changed.
    """
    document = parse(text, str(path))
    entries = [_in_neutral_words(entry, document.ledger.scale) for entry in order.rows.entries]
    matched = match(document.ledger, entries, order.rows.unread, order.mending)
    _identify(document.ledger, matched, order)
    ledger, found = build(_with_additions(document.data, matched))
    problems = [*order.rows.problems, *matched.problems]
    problems += _problems(document, matched, found, order.rows.unread)
    bad = {mistake.place[1:4] for mistake in found if mistake.place[:1] == ("commitments",)}
    problems += _objections(document.ledger, ledger, matched, order.now, bad)
    if problems:
        raise TableInvalid([problem.sentence for problem in sorted(set(problems))])
    changed = [one for one in matched.changed if not one.is_update or order.mending is None]
    if changed:
        raise Refused(*_changes(changed))
    additions = _additions(document.ledger, ledger, matched)
    is_anything_new = bool(matched.commitments or matched.updates)
    return Imported(
        add_all(document, additions) if is_anything_new else text,
        Tally(
            commitments=len(matched.commitments),
            programmes=len(matched.programmes),
            updates=sum(map(len, matched.updates.values())),
            passed_over=matched.passed_over,
            absent=_absent(document.ledger, matched),
            batch=order.batch if matched.updates else None,
        ),
    )


def _in_neutral_words(entry: Entry, scale: Scale) -> Entry:
    """Return a row whose verdict, where it is the house's word, is the neutral one."""
    said = entry.said.get("status")
    verdict = said if said is None or said in VERDICTS else scale.verdict(said)
    return entry if verdict in (None, said) else msgspec.structs.replace(entry, said={**entry.said, "status": verdict})


def _identify(ledger: Ledger, matched: Matched, order: Order) -> None:
    """Give every new update an id, the batch it comes with, and the moment at which it is recorded."""
    taken = {update.id for _, update in ledger.updates()}
    taken |= {table.get("id") for updates in matched.updates.values() for _, table in updates}
    for updates in matched.updates.values():
        for position, (entry, table) in enumerate(updates):
            name = table.get("id")
            while name is None:
                drawn = new_id()
                name = None if drawn in taken else drawn
            taken.add(name)
            recorded = table.get("recorded", order.now)
            recorded = recorded if recorded.tzinfo else recorded.replace(tzinfo=UTC)
            made = {"batch": order.batch, "recorded": recorded.replace(microsecond=0)}
            updates[position] = (entry, {"id": name, **table, **made})


def _with_additions(data: Mapping[str, Any], matched: Matched) -> dict[str, Any]:
    """Return a ledger's data as it would be with everything new in it, good or bad."""
    programmes = {key: {"title": title} for key, (_, title) in matched.programmes.items()}
    commitments = dict(data.get("commitments", {})) | {key: table for key, (_, table) in matched.commitments.items()}
    for key, updates in matched.updates.items():
        old = commitments[key]
        commitments[key] = {**old, "updates": [*old.get("updates", []), *(table for _, table in updates)]}
    changed = {**data, "commitments": commitments}
    return changed | ({"programmes": {**data.get("programmes", {}), **programmes}} if programmes else {})


def _problems(document: Document, matched: Matched, found: Sequence[Mistake], unread: frozenset[str]) -> list[Problem]:
    """Say of each row what is wrong with it, and leave out what only follows from a row that could not be read."""
    problems = []
    for mistake in found:
        if unread and mistake.rule in ("bad-correction", "bad-part", "unknown-programme"):
            continue
        entry, keys = _row_of(document.ledger, matched, mistake.place)
        where = ".".join(map(str, keys[:1]))
        message = _in_a_cell(mistake)
        if entry is None:
            place = ".".join(map(str, mistake.place))
            problems.append(Problem((-1, 0), f"{document.file}: {place}: {message}"))
        else:
            problems.append(
                Problem(entry.order, f"{entry.place}: {where}: {message}" if where else f"{entry.place}: {message}")
            )
    return problems


def _row_of(ledger: Ledger, matched: Matched, place: Place) -> tuple[Entry | None, Place]:
    """Return the row that a place in the data comes from, and the keys below it; None for what was there before."""
    match place:
        case ("commitments", str(key), "updates", int(index), *keys):
            old = len(ledger.commitments[key].updates) if key in ledger.commitments else 0
            if index >= old:
                return matched.updates[key][index - old][0], tuple(keys)
        case ("commitments", str(key), *keys) if key in matched.commitments:
            return matched.commitments[key][0], tuple(keys) or ("id",)
        case ("programmes", str(key), *_) if key in matched.programmes:
            return matched.programmes[key][0], ("programme",)
    return None, ()


def _in_a_cell(mistake: Mistake) -> str:
    """Say a mistake as it is to be mended in a table: without what only a TOML file has."""
    if mistake.rule == "missing-key" and mistake.message.startswith("missing; write "):
        return "is missing; write it into this column"
    if mistake.rule == "unknown-programme":
        return re.sub(r"add \[programmes\..*\] with a title", "write its title into programme_title", mistake.message)
    return re.sub(r'write \w+ = \["…"\]', "write a name", mistake.message)


def _objections(before: Ledger, after: Ledger, matched: Matched, now: datetime, bad: Set[Place]) -> list[Problem]:
    """Say what speaks against new updates, beyond the rules that every ledger keeps, where those are not broken."""
    today = now.astimezone().date()
    problems = []
    for key, updates in matched.updates.items():
        known = after.commitments[key].updates[: -len(updates)]
        commitment = msgspec.structs.replace(after.commitments[key], updates=known)
        added = enumerate(after.commitments[key].updates[len(known) :], start=len(known))
        fine = [
            (entry, update)
            for (entry, _), (index, update) in zip(updates, added, strict=True)
            if (key, "updates", index) not in bad
        ]
        if any(place[:1] == (key,) and place[1:2] != ("updates",) for place in bad):
            continue
        for position, objection in objections_to_each(before, commitment, [update for _, update in fine], today):
            entry = fine[position][0]
            problems.append(Problem(entry.order, f"{entry.place}: {_of_columns(objection)}"))
    return problems


def _of_columns(objection: str) -> str:
    """Name columns where a sentence names options."""
    return re.sub(r"--([a-z][a-z-]*)", lambda found: found[1].replace("-", "_"), objection)


def _changes(changed: Sequence[Changed]) -> list[str]:
    sentences = [one.sentence for one in sorted(changed, key=lambda one: one.entry.order)]
    shown = sentences[: TableInvalid.SHOWN]
    updates = sum(one.is_update for one in changed)
    advice = []
    if updates:
        advice.append("say --corrections if the ledger is wrong, --restatements if its publisher has newer figures")
    if updates < len(changed):
        advice.append(
            "a goal or last date that was revised is recorded with 'commitrack update', and a slip in a commitment is "
            "corrected with 'commitrack edit'"
        )
    rows = "1 row says" if len(changed) == 1 else f"{len(changed):,} rows say"
    return [*shown, f"{rows} something else than the ledger; nothing was written; {'; '.join(advice)}"]


def _additions(before: Ledger, after: Ledger, matched: Matched) -> Additions:
    updates: dict[str, Sequence[Update]] = {
        key: after.commitments[key].updates[-len(added) :]
        for key, added in matched.updates.items()
        if key in before.commitments
    }
    return Additions(
        {key: after.programmes[key] for key in matched.programmes},
        {key: after.commitments[key] for key in matched.commitments},
        updates,
    )


def _absent(ledger: Ledger, matched: Matched) -> tuple[str, ...]:
    """Name what the ledger has and the table no longer does, if the table had anything of the kind."""
    named = []
    if matched.seen_commitments:
        named += [f"commitment {key}" for key in ledger.commitments if key not in matched.seen_commitments]
    if matched.seen_updates:
        named += [
            f"update {update.id or 'without an id'} of {update.date} of {key}"
            for key, update in ledger.updates()
            if id(update) not in matched.seen_updates
        ]
    more = len(named) - _NAMED
    return (*named[:_NAMED], *([count(more, "other")] if more > 0 else []))
