"""Decoded TOML to the stored model: right keys, right types. What the values mean is for :mod:`.rules`.

What is not well formed is set aside, so that the rules can be applied to the rest.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from commitrack.ledger.claims import MAKERS
from commitrack.ledger.expected import (
    PASSED_THROUGH,
    closest_key,
    closest_keys,
    diagnose,
    fits,
    kind_mistake,
    kinds_of_key,
    tag,
    unknown_key,
)
from commitrack.ledger.fields import AMOUNT_LIMIT, bare, example, keys_of
from commitrack.ledger.model import (
    KINDS,
    About,
    AnyCommitment,
    Commitment,
    Ledger,
    Milestone,
    Programme,
    Qualitative,
    Step,
    Update,
)
from commitrack.ledger.rules.mistakes import Mistake, Place
from commitrack.ledger.scale import NEUTRAL, Scale
from commitrack.ledger.suggest import Suggester

StoredType = TypeVar("StoredType", bound=msgspec.Struct)

_BLANK: Mapping[Any, Any] = {str: "…", int: 0, bool: True, date: date.max, Decimal: Decimal(1)}
"""A value of each type, for a key that needs one and has none that was understood. No rule looks at it."""

_CLAIMING = frozenset(key for key, _ in MAKERS) | {"corrects", "restates"}
"""The keys of an update that count for being there, even where what they say was not understood."""

_LISTS: Mapping[str, type[msgspec.Struct]] = {"milestones": Milestone, "steps": Step}


class Shaping(msgspec.Struct, frozen=True):
    """The findings on the way: the mistakes, and the parts of the tables that were set aside for them."""

    mistakes: list[Mistake] = msgspec.field(default_factory=list)
    unread: dict[Place, frozenset[str]] = msgspec.field(default_factory=dict)
    suggester: Suggester = msgspec.field(default_factory=Suggester)


def convert(data: dict[str, Any]) -> tuple[Ledger, Shaping]:
    """Build the ledger from what is well formed, and note what is not.

    The ledger is whole only where there are no mistakes; elsewhere, what is unread is absent from it or stood in for.
    """
    shaping = Shaping()
    names = ("ledger", "verdicts", "programmes", "commitments")
    strays = [key for key in data if key not in names]
    shaping.mistakes.extend(
        Mistake((key,), "unknown-key", unknown_key(key, names, shaping.suggester)) for key in strays
    )
    about = _about(data, shaping)
    scale = _scale(data, shaping)
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
    shaping.unread[()] = frozenset(broken) | closest_keys(strays, names, shaping.suggester)
    return Ledger(about=about, programmes=programmes, commitments=commitments, scale=scale), shaping


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


def _scale(data: dict[str, Any], shaping: Shaping) -> Scale:
    table = data.get("verdicts", {})
    if isinstance(table, dict):
        return _build(Scale, table, ("verdicts",), shaping) if table else NEUTRAL
    message = "expected a table; write [verdicts] on a line of its own"
    shaping.mistakes.append(Mistake(("verdicts",), "wrong-type", message))
    return NEUTRAL


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
    likely = _kind_meant(kind, shaping.suggester)
    built: AnyCommitment = _build(KINDS[likely or _likely_kind(fields)], fields, place, shaping)
    if kind != built.kind:
        shaping.mistakes.append(kind_mistake(kind, shaping.suggester).within(place))
    if likely is None:
        shaping.unread[place] = shaping.unread.get(place, frozenset()) | {"kind"}
    updates = _updates(table.get("updates", []), (*place, "updates"), shaping)
    return msgspec.structs.replace(built, updates=updates)


def _kind_meant(kind: object, suggester: Suggester) -> str | None:
    """Return the kind that stands there, or the one closest to it."""
    if not isinstance(kind, str):
        return None
    return kind if kind in KINDS else closest_key(kind, tuple(KINDS), suggester)


def _likely_kind(fields: Mapping[str, Any]) -> str:
    """Pick the kind that has the most of the keys, so that the other mistakes are found beside the unknown kind."""
    own = fields.keys() - {*Commitment.__struct_encode_fields__}
    if not own:
        return Qualitative.kind
    return max(KINDS, key=lambda kind: len(own & {*KINDS[kind].__struct_encode_fields__}))


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
    return Update(date=date.max, checked=True)


def _build(struct: type[StoredType], table: dict[str, Any], place: Place, shaping: Shaping) -> StoredType:
    """Convert in one go; only where that fails, look at key after key to find every mistake."""
    table = _with_exact_amounts(table)
    kind = {"kind": tag(struct)} if struct in KINDS.values() else {}
    try:
        return msgspec.convert({**table, **kind}, struct, builtin_types=PASSED_THROUGH)
    except msgspec.ValidationError:
        shaping.mistakes.extend(diagnose(struct, table, place, shaping.suggester))
    readable, shaping.unread[place] = _set_aside(struct, table, shaping.suggester)
    return msgspec.convert({**readable, **kind}, struct, builtin_types=PASSED_THROUGH)


def _set_aside(
    struct: type[msgspec.Struct], table: dict[str, Any], suggester: Suggester
) -> tuple[dict[str, Any], frozenset[str]]:
    """Return what can be read of a malformed table, and the keys that cannot, with blanks where one is needed."""
    fields = keys_of(struct)
    readable = {key: value for key, value in table.items() if key in fields and fits(value, fields[key].type)}
    for key, item in _LISTS.items():
        if key in fields and isinstance(rows := table.get(key), list):
            readable[key] = [row for row in rows if fits(row, item)]
    absent = {key for key, field in fields.items() if field.required and key not in readable}
    strange = {key for key in table if key in fields and key not in readable}
    strays = [key for key in table if key not in fields and key not in kinds_of_key(struct)]
    needed = absent | (strange & _CLAIMING if struct is Update else frozenset())
    blanks = {key: _blank(fields[key].type) for key in needed | {key for key in strange if fields[key].required}}
    return readable | blanks, frozenset(absent | strange | closest_keys(strays, tuple(fields), suggester))


def _blank(expected: Any) -> Any:
    """Return a value of a type that says nothing."""
    plain = bare(expected)
    if get_origin(plain) is tuple:
        return ["…"] if bare(get_args(plain)[0]) is str else []
    if get_origin(plain) is Literal:
        return get_args(plain)[0]
    return example(expected) or _BLANK.get(plain)


@cache
def _keys_with_amounts() -> frozenset[str]:
    """Return the keys, of whatever table, that take amounts or a list of tables with amounts."""
    tables = {base for struct in (Update, Milestone, Step, *KINDS.values()) for base in struct.__mro__}
    hints = (hint for table in tables for hint in vars(table).get("__annotations__", {}).items())
    kinds = ((name, kind) for name, hint in hints for kind in get_args(hint)[:1])
    return frozenset(name for name, kind in kinds if Decimal in (kind, *get_args(kind))).union(_LISTS)


def _with_exact_amounts(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table whose whole numbers are decimals where its keys take amounts."""
    exact = table.copy()
    for key in _keys_with_amounts().intersection(table):
        value = table[key]
        if key in _LISTS and isinstance(value, list):
            exact[key] = [_with_exact_amounts(row) if isinstance(row, dict) else row for row in value]
        elif key not in _LISTS and type(value) is int:
            exact[key] = _exact(value)
    return exact


def _exact(value: int) -> Decimal:
    """Return the amount, or one that is beyond the limit like it: converting takes the square of its digits."""
    return Decimal(value) if value.bit_length() <= 64 else (AMOUNT_LIMIT * 10).copy_sign(-1 if value < 0 else 1)
