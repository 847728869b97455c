"""Decoded TOML to the stored model: right keys, right types. What the values mean is for :mod:`.rules`.

What is not well formed is set aside, so that the rules can be applied to the rest.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from commitrack.ledger.expected import (
    PASSED_THROUGH,
    diagnose,
    fits,
    kind_mistake,
    kinds_of_key,
    meant,
    tag,
    unknown_key,
)
from commitrack.ledger.model import AMOUNT_LIMIT, KINDS, About, AnyCommitment, Ledger, Milestone, Programme, Update
from commitrack.ledger.rules.mistakes import Mistake, Place

StoredType = TypeVar("StoredType", bound=msgspec.Struct)

_AMOUNTS = ("target", "baseline", "add", "total")

_STAND_INS: Mapping[str, Any] = {
    "title": "…",
    "unit": "…",
    "note": "…",
    "date": date.max,
    "start": date.max,
    "due": date.max,
    "until": date.max,
    "every": "year",
    "target": Decimal(1),
    "add": Decimal(1),
    "total": Decimal(0),
    "grant": ["…"],
    "withdraw": ["…"],
    "checked": True,
    "status": "disputed",
}
"""What takes the place of a value that was not understood, where a key is needed, or counts for being there."""


@dataclass(frozen=True, slots=True)
class Shaping:
    """What is found on the way: the mistakes, and what of the tables was set aside for them."""

    mistakes: list[Mistake] = field(default_factory=list)
    unread: dict[Place, frozenset[str]] = field(default_factory=dict)


def convert(data: dict[str, Any]) -> tuple[Ledger, Shaping]:
    """Build the ledger from what is well formed, and note what is not.

    The ledger is whole only where there are no mistakes; elsewhere, what is unread is absent from it or stood in for.
    """
    shaping = Shaping()
    names = ("ledger", "programmes", "commitments")
    strays = [key for key in data if key not in names]
    shaping.mistakes.extend(Mistake((key,), "unknown-key", unknown_key(key, names)) for key in strays)
    about = _about(data, shaping)
    programmes = {
        key: Programme(title="…") if table is None else _build(Programme, table, ("programmes", key), shaping)
        for key, table in _tables(data, "programmes", shaping)
    }
    commitments = {
        key: build_commitment(table, ("commitments", key), shaping)
        for key, table in _tables(data, "commitments", shaping)
        if table is not None
    }
    broken = [name for name in names if not isinstance(data.get(name, {}), dict)]
    shaping.unread[()] = frozenset(broken) | meant(strays, names)
    return Ledger(about=about, programmes=programmes, commitments=commitments), shaping


def _about(data: dict[str, Any], shaping: Shaping) -> About:
    table = data.get("ledger")
    if isinstance(table, dict):
        return _build(About, table, ("ledger",), shaping)
    if table is None:
        message = 'the [ledger] table is missing; begin the file with [ledger] and title = "…"'
        shaping.mistakes.append(Mistake((), "missing-key", message))
    else:
        message = "expected a table; write [ledger] on a line of its own"
        shaping.mistakes.append(Mistake(("ledger",), "wrong-type", message))
    return About(title="…")


def _tables(data: dict[str, Any], name: str, shaping: Shaping) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Yield the tables of a group by id; None for what is no table."""
    group = data.get(name, {})
    if not isinstance(group, dict):
        shaping.mistakes.append(
            Mistake((name,), "wrong-type", f"expected a table for each; write [{name}.ID] on a line of its own")
        )
        return
    for key, table in group.items():
        if not isinstance(table, dict):
            shaping.mistakes.append(
                Mistake((name, key), "wrong-type", f"expected a table; write [{name}.{key}] on a line of its own")
            )
        yield key, table if isinstance(table, dict) else None


def build_commitment(table: dict[str, Any], place: Place, shaping: Shaping) -> AnyCommitment:
    """Build a commitment from what is well formed in its table, and note what is not."""
    fields = {key: value for key, value in table.items() if key not in ("kind", "updates")}
    kind = table.get("kind")
    words = [kind] if isinstance(kind, str) else []
    likely = next((word for word in meant(words, tuple(KINDS)) if word in KINDS), None)
    built: AnyCommitment = _build(KINDS[likely or _likely_kind(fields)], fields, place, shaping)
    if kind != built.kind:
        shaping.mistakes.append(kind_mistake(kind).within(place))
    if likely is None:
        shaping.unread[place] = shaping.unread.get(place, frozenset()) | {"kind"}
    updates = _updates(table.get("updates", []), (*place, "updates"), shaping)
    return msgspec.structs.replace(built, updates=updates)


def _likely_kind(fields: Mapping[str, Any]) -> str:
    """Pick the kind whose keys are there, so that the other mistakes are found beside the unknown kind."""
    if "every" in fields:
        return "periodic"
    if "members" in fields:
        return "standing"
    return "total" if "target" in fields or "unit" in fields else "qualitative"


def _updates(value: object, place: Place, shaping: Shaping) -> tuple[Update, ...]:
    if not isinstance(value, list):
        message = f"expected a list of tables; write [[{'.'.join(map(str, place))}]] above each"
        shaping.mistakes.append(Mistake(place, "wrong-type", message))
        return ()
    with suppress(AttributeError, msgspec.ValidationError):  # where all are well formed, as nearly always
        return msgspec.convert(list(map(_with_exact_amounts, value)), tuple[Update, ...], builtin_types=PASSED_THROUGH)
    return tuple(_update(table, (*place, index), shaping) for index, table in enumerate(value))


def _update(table: object, place: Place, shaping: Shaping) -> Update:
    if isinstance(table, dict):
        return _build(Update, table, place, shaping)
    shaping.mistakes.append(Mistake(place, "wrong-type", "expected a table with a date and a claim"))
    shaping.unread[place] = frozenset({"id", "date"})
    return Update(date=_STAND_INS["date"], checked=True)


def _build(struct: type[StoredType], table: dict[str, Any], place: Place, shaping: Shaping) -> StoredType:
    """Convert in one go; only where that fails, look at key after key to find every mistake."""
    table = _with_exact_amounts(table)
    kind = {"kind": tag(struct)} if struct in KINDS.values() else {}
    try:
        return msgspec.convert({**table, **kind}, struct, builtin_types=PASSED_THROUGH)
    except msgspec.ValidationError:
        shaping.mistakes.extend(diagnose(struct, table, place))
    readable, shaping.unread[place] = _set_aside(struct, table)
    return msgspec.convert({**readable, **kind}, struct, builtin_types=PASSED_THROUGH)


def _set_aside(struct: type[msgspec.Struct], table: dict[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """Return what can be read of a malformed table, with stand-ins, and the keys that cannot."""
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    readable = {key: value for key, value in table.items() if key in fields and fits(value, fields[key].type)}
    if isinstance(milestones := table.get("milestones"), list) and "milestones" in fields:
        readable["milestones"] = [one for one in milestones if fits(one, Milestone)]
    absent = {name for name, field in fields.items() if field.required and name not in readable}
    strange = {key for key in table if key in fields and key not in readable}
    strays = [key for key in table if key not in fields and key not in kinds_of_key(struct)]
    stand_ins = {name: _STAND_INS[name] for name in absent | strange if name in _STAND_INS}
    return readable | stand_ins, frozenset(absent | strange | meant(strays, tuple(fields)))


def _with_exact_amounts(table: dict[str, Any]) -> dict[str, Any]:
    exact = table.copy()
    for key in _AMOUNTS:
        if type(table.get(key)) is int:
            exact[key] = _exact(table[key])
    milestones = table.get("milestones")
    if isinstance(milestones, list):
        exact["milestones"] = [_with_exact_amounts(m) if isinstance(m, dict) else m for m in milestones]
    return exact


def _exact(value: int) -> Decimal:
    """Return the amount, or one that is beyond the limit like it: converting takes the square of its digits."""
    return Decimal(value) if value.bit_length() <= 64 else (AMOUNT_LIMIT * 10).copy_sign(-1 if value < 0 else 1)
