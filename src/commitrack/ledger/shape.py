"""Decoded TOML to the stored model: right keys, right types. What the values mean is for :mod:`.rules`."""

import types
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from commitrack.ledger.mistakes import Mistake, Place
from commitrack.ledger.model import AMOUNT_LIMIT, KINDS, About, AnyCommitment, Ledger, Programme, Update
from commitrack.ledger.spelling import closest

StoredType = TypeVar("StoredType", bound=msgspec.Struct)

_AMOUNTS = frozenset({"target", "baseline", "add", "total"})
_PASSED_THROUGH = (date, datetime, Decimal)  # TOML has these types itself: no text may stand in for them


def convert(data: dict[str, Any]) -> tuple[Ledger, list[Mistake]]:
    """Build the ledger from what is well formed, and list the mistakes of what is not."""
    mistakes: list[Mistake] = [
        Mistake((key,), "unknown-key", _unknown_key(key, ("ledger", "programmes", "commitments")))
        for key in data
        if key not in ("ledger", "programmes", "commitments")
    ]
    about = None
    if "ledger" not in data:
        mistakes.append(
            Mistake((), "missing-key", 'the [ledger] table is missing; begin the file with [ledger] and title = "…"')
        )
    elif isinstance(data["ledger"], dict):
        about = _build(About, data["ledger"], ("ledger",), mistakes)
    else:
        mistakes.append(Mistake(("ledger",), "wrong-type", "expected a table; write [ledger] on a line of its own"))
    programmes = {
        key: _build(Programme, table, ("programmes", key), mistakes) or Programme(title="")
        for key, table in _tables(data, "programmes", mistakes)
    }
    commitments = {
        key: built
        for key, table in _tables(data, "commitments", mistakes)
        if (built := build_commitment(table, ("commitments", key), mistakes))
    }
    return Ledger(about=about or About(title=""), programmes=programmes, commitments=commitments), mistakes


def _unknown_key(key: str, known: Sequence[str], of_other_kinds: Iterable[str] = ()) -> str:
    """Say that a key is unknown, and which one was probably meant."""
    close = closest(key, (*known, *of_other_kinds))
    if close is None:
        return f"unknown key; the keys here are {', '.join(known)}"
    elsewhere = "" if close in known else " That goes with another kind of commitment"
    return f'unknown key; did you mean "{close}"?{elsewhere}'


def _tables(data: dict[str, Any], name: str, mistakes: list[Mistake]) -> Iterator[tuple[str, dict[str, Any]]]:
    group = data.get(name, {})
    if not isinstance(group, dict):
        mistakes.append(
            Mistake((name,), "wrong-type", f"expected a table for each; write [{name}.ID] on a line of its own")
        )
        return
    for key, table in group.items():
        if isinstance(table, dict):
            yield key, table
        else:
            mistakes.append(
                Mistake((name, key), "wrong-type", f"expected a table; write [{name}.{key}] on a line of its own")
            )


def build_commitment(table: dict[str, Any], place: Place, mistakes: list[Mistake]) -> AnyCommitment | None:
    """Build a commitment from its table, or add what is wrong with it to the mistakes."""
    fields = {key: value for key, value in table.items() if key not in ("kind", "updates")}
    kind = table.get("kind")
    struct = KINDS.get(kind) if isinstance(kind, str) else None
    if struct is None:
        mistakes.append(_kind_mistake(kind).within(place))
    built: AnyCommitment | None = _build(struct or KINDS[_likely_kind(fields)], fields, place, mistakes)
    updates = _updates(table.get("updates", []), (*place, "updates"), mistakes)
    if built is None or struct is None:
        return None
    return msgspec.structs.replace(built, updates=updates)


def _kind_mistake(kind: object) -> Mistake:
    choices = _or(KINDS)
    if kind is None:
        return Mistake(("kind",), "missing-key", f"missing; write kind = {choices}")
    return Mistake(("kind",), "unknown-value", _unknown_value("kind", kind, KINDS))


def _likely_kind(fields: Mapping[str, Any]) -> str:
    """Pick the kind whose keys are there, so that the other mistakes are found beside the unknown kind."""
    if "every" in fields:
        return "periodic"
    if "members" in fields:
        return "standing"
    return "total" if "target" in fields or "unit" in fields else "qualitative"


def _updates(value: object, place: Place, mistakes: list[Mistake]) -> tuple[Update, ...]:
    if not isinstance(value, list):
        mistakes.append(
            Mistake(place, "wrong-type", f"expected a list of tables; write [[{'.'.join(map(str, place))}]] above each")
        )
        return ()
    updates = []
    for index, table in enumerate(value):
        if not isinstance(table, dict):
            mistakes.append(Mistake((*place, index), "wrong-type", "expected a table with a date and a claim"))
            continue
        update = _build(Update, table, (*place, index), mistakes)
        updates.append(update or _stand_in(table))
    return tuple(updates)


def _stand_in(table: dict[str, Any]) -> Update:
    """Take a malformed update's place, so that the others keep theirs and corrections of it find its id."""
    name = table.get("id")
    return Update(id=name if isinstance(name, str) else None, date=date.min, checked=True)


def _build(struct: type[StoredType], table: dict[str, Any], place: Place, mistakes: list[Mistake]) -> StoredType | None:
    """Convert in one go; only where that fails, look at key after key to find every mistake."""
    table = _with_exact_amounts(table)
    if "kind" in table or struct in KINDS.values():
        table = {"kind": _tag(struct), **table}
    try:
        return msgspec.convert(table, struct, builtin_types=_PASSED_THROUGH)
    except msgspec.ValidationError:
        mistakes.extend(_diagnose(struct, table, place))
        return None


def _with_exact_amounts(table: dict[str, Any]) -> dict[str, Any]:
    exact: dict[str, Any] = {
        key: _exact(value) for key, value in table.items() if key in _AMOUNTS and type(value) is int
    }
    milestones = table.get("milestones")
    if isinstance(milestones, list):
        exact["milestones"] = [_with_exact_amounts(m) if isinstance(m, dict) else m for m in milestones]
    return {**table, **exact}


def _exact(value: int) -> Decimal:
    """Return the amount, or one that is beyond the limit like it: converting takes the square of its digits."""
    return Decimal(value) if value.bit_length() <= 64 else (AMOUNT_LIMIT * 10).copy_sign(-1 if value < 0 else 1)


def _diagnose(struct: type[msgspec.Struct], table: dict[str, Any], place: Place) -> Iterator[Mistake]:
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    elsewhere = (
        {field.name: kind for kind, other in KINDS.items() for field in msgspec.structs.fields(other)}
        if struct in KINDS.values()
        else {}
    )
    meant = set()
    for key, value in table.items():
        if key == "kind" and elsewhere:
            continue
        if key in fields:
            yield from _type_mistakes(fields[key].type, value, (*place, key))
        elif key in elsewhere:
            yield Mistake(
                (*place, key),
                "unknown-key",
                f"a {_tag(struct)} commitment has no {key}; leave it out, or write another kind",
            )
        else:
            known = ("kind", *fields) if elsewhere else tuple(fields)
            meant.add(closest(key, known))
            yield Mistake((*place, key), "unknown-key", _unknown_key(key, known, elsewhere))
    for name, field in fields.items():
        if field.required and name not in table and name not in meant:
            yield Mistake((*place, name), "missing-key", f"missing; write {name} = {_example(field.type)}")


def _type_mistakes(expected: Any, value: object, place: Place) -> Iterator[Mistake]:
    try:
        msgspec.convert(value, expected, builtin_types=_PASSED_THROUGH)
    except msgspec.ValidationError:
        yield from _wrong_type(expected, value, place)


def _tag(struct: type[msgspec.Struct]) -> str:
    return str(struct.__struct_config__.tag)


def _wrong_type(expected: Any, value: object, place: Place) -> Iterator[Mistake]:
    items = [item for item in get_args(expected) if isinstance(item, type) and issubclass(item, msgspec.Struct)]
    if items and isinstance(value, list) and all(isinstance(table, dict) for table in value):
        for index, table in enumerate(value):
            yield from _diagnose(items[0], table, (*place, index))
        return
    choices = _choices(expected)
    words = value if isinstance(value, list) else [value]
    if choices and all(isinstance(word, str) for word in words) and isinstance(value, list) == _is_list(expected):
        for word in words:
            if word not in choices:
                yield Mistake(place, "unknown-value", _unknown_value("value", word, choices))
        return
    instead = _rewritten(expected, value) or _example(expected)
    yield Mistake(place, "wrong-type", f"expected {_meaning(expected)}; write {place[-1]} = {instead}")


def _unknown_value(noun: str, value: object, choices: Collection[str]) -> str:
    close = closest(value, choices, cutoff=0.5) if isinstance(value, str) else None
    return f'unknown {noun}; did you mean "{close}"?' if close else f"unknown {noun}; write {_or(choices)}"


def _rewritten(expected: Any, value: object) -> str:
    """Write the value as it was probably meant; empty where that is anyone's guess."""
    plain = _plain(expected)
    try:
        if plain is date:
            return str(value.date() if isinstance(value, datetime) else date.fromisoformat(str(value)))
        if plain is Decimal and isinstance(value, str):
            return f"{Decimal(value.replace(',', '')):f}"
    except (ValueError, ArithmeticError):
        return ""
    return ""


def _plain(expected: Any) -> Any:
    """Return the type of a value that is there: without the None of an optional key."""
    if get_origin(expected) in (types.UnionType, Union):
        return next(choice for choice in get_args(expected) if choice is not type(None))
    return expected


def _choices(expected: Any) -> tuple[str, ...]:
    """Return the words that a key takes, alone or in a list; empty where it takes anything else."""
    plain = _plain(expected)
    word = get_args(plain)[0] if _is_list(expected) else plain
    return get_args(word) if get_origin(word) is Literal else ()


def _is_list(expected: Any) -> bool:
    return get_origin(_plain(expected)) is tuple


def _or(choices: Iterable[str]) -> str:
    *most, last = (f'"{choice}"' for choice in choices)
    return f"{', '.join(most)} or {last}" if most else last


_MEANINGS: dict[Any, tuple[str, str]] = {
    str: ("text in quotes", '"…"'),
    int: ("a whole number without quotes", "180"),
    bool: ("true or false without quotes", "true"),
    date: ("a day without quotes", "2026-03-01"),
    datetime: ("a time without quotes", "2026-03-01T09:30:00Z"),
    Decimal: ("a number without quotes or thousands separators", "300"),
}


def _meaning(expected: Any) -> str:
    if _is_list(expected):
        return "a list"
    plain = _plain(expected)
    return _MEANINGS[plain][0] if plain in _MEANINGS else "one of the words"


def _example(expected: Any) -> str:
    plain, choices = _plain(expected), _choices(expected)
    if _is_list(expected):
        words = choices or ("…", "…")
        listed = ", ".join(f'"{word}"' for word in words)
        return f"[{listed}]" if choices or get_args(plain)[0] is str else "[{by = 2026-03-01, target = 100}]"
    return _or(choices) if choices else _MEANINGS[plain][1]
