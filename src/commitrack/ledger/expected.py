"""What is wrong with a table that is not well formed: each key by itself, so that no mistake hides the next."""

import types
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from commitrack.ledger.model import KINDS
from commitrack.ledger.rules.mistakes import Mistake, Place
from commitrack.ledger.suggest import closest

PASSED_THROUGH = (date, datetime, Decimal)  # TOML has these types itself: no text may stand in for them


def unknown_key(key: str, known: Sequence[str], of_other_kinds: Iterable[str] = ()) -> str:
    """Say that a key is unknown, and which one was probably meant."""
    close = closest(key.casefold(), (*known, *of_other_kinds))
    if close is None:
        return f"unknown key; the keys here are {', '.join(known)}"
    elsewhere = "" if close in known else " That goes with another kind of commitment"
    return f'unknown key; did you mean "{close}"?{elsewhere}'


def meant(strays: Iterable[str], known: Sequence[str]) -> frozenset[str]:
    """Return the keys that unknown ones were probably written for; themselves where that is anyone's guess."""
    return frozenset(closest(key.casefold(), known) or key for key in strays)


def kind_mistake(kind: object) -> Mistake:
    """Say what is wrong with what stands in place of a kind."""
    choices = _or(KINDS)
    if kind is None:
        return Mistake(("kind",), "missing-key", f"missing; write kind = {choices}")
    return Mistake(("kind",), "unknown-value", _unknown_value("kind", kind, KINDS))


def kinds_of_key(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Return the keys of commitments, each with a kind that has it; nothing for what is no commitment."""
    if struct not in KINDS.values():
        return {}
    return {field.name: kind for kind, other in KINDS.items() for field in msgspec.structs.fields(other)}


def diagnose(struct: type[msgspec.Struct], table: dict[str, Any], place: Place) -> Iterator[Mistake]:
    """Find every mistake of a table that does not convert: keys that are unknown, missing, or of another type."""
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    elsewhere = kinds_of_key(struct)
    instead = set()
    for key, value in table.items():
        if key in fields:
            if not fits(value, fields[key].type):
                yield from _wrong_type(fields[key].type, value, (*place, key))
        elif key in elsewhere:
            yield Mistake(
                (*place, key),
                "unknown-key",
                f"a {tag(struct)} commitment has no {key}; leave it out, or write another kind",
            )
        else:
            known = ("kind", *fields) if elsewhere else tuple(fields)
            instead.add(closest(key.casefold(), known))
            yield Mistake((*place, key), "unknown-key", unknown_key(key, known, elsewhere))
    for name, field in fields.items():
        if field.required and name not in table and name not in instead:
            yield Mistake((*place, name), "missing-key", f"missing; write {name} = {_example(field.type)}")


def fits(value: object, expected: Any) -> bool:
    """Say whether a value is of the type that its key takes."""
    try:
        msgspec.convert(value, expected, builtin_types=PASSED_THROUGH)
    except msgspec.ValidationError:
        return False
    return True


def tag(struct: type[msgspec.Struct]) -> str:
    """Return the kind that a struct stands for."""
    return str(struct.__struct_config__.tag)


def _wrong_type(expected: Any, value: object, place: Place) -> Iterator[Mistake]:
    items = [item for item in get_args(expected) if isinstance(item, type) and issubclass(item, msgspec.Struct)]
    if items and isinstance(value, list) and all(isinstance(table, dict) for table in value):
        for index, table in enumerate(value):
            yield from diagnose(items[0], table, (*place, index))
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
