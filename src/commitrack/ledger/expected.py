"""Advice on a table that is not well formed: each key by itself, so that no mistake hides the next."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import msgspec

from commitrack.ledger.fields import Language, Length, bare, example, keys_of, may_be_several
from commitrack.ledger.model import KINDS, Milestone, Step
from commitrack.ledger.rules.mistakes import Mistake, Place, option
from commitrack.ledger.suggest import Suggester, is_slip

PASSED_THROUGH = (date, datetime, Decimal)  # TOML has these types itself: no text may stand in for them

_MEANINGS: Mapping[Any, tuple[str, str]] = {
    str: ("text in quotes", '"…"'),
    int: ("a whole number without quotes", "180"),
    bool: ("true or false without quotes", "true"),
    date: ("a date without quotes", "2026-03-01"),
    datetime: ("a time without quotes", "2026-03-01T09:30:00Z"),
    Decimal: ("a number without quotes or thousands separators", "300"),
}
_LISTS: Mapping[Any, str] = {
    Milestone: "[{by = 2026-03-01, target = 100}]",
    Step: "[{from = 2026-01-01, target = 100}]",
}
_LENGTH = 'write "week", "month", "quarter", "half-year" or "year", or a number of them, such as "4 years"'
_FORMS: Mapping[str, str] = {
    example(Length): f"not a length of time; {_LENGTH}",
    example(Language): 'not the code of a language; write it as web pages do, such as "en" or "pt-BR"',
}
"""The words for a text that has not the form that is asked for, by an example of that form."""


_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "title": ("name", "heading", "promise"),
    "pledger": ("by", "department", "ministry", "party", "who"),
    "programme": ("parent", "group", "category", "theme", "chapter", "program"),
    "target": ("goal", "at_least", "min", "minimum", "aim"),
    "at_most": ("max", "maximum", "cap", "limit", "ceiling"),
    "unit": ("units", "measure"),
    "start": ("begin", "begins", "from", "since", "start_date"),
    "due": ("deadline", "end", "ends", "by_date", "due_date", "end_date"),
    "every": ("frequency", "period", "interval"),
    "source": ("url", "link", "reference", "citation"),
    "description": ("text", "details", "summary"),
    "note": ("comment", "remark", "reason"),
    "members": ("countries", "names"),
    "parts": ("children",),
    "date": ("on", "day", "as_of"),
    "status": ("verdict",),
}
"""Words that people write for a key, by what they mean."""
_INSTEAD = {"milestones": "steps", "steps": "milestones"}
"""The key for the same thing in a commitment of another kind."""
_KEYS_MEANT = {word: key for key, words in _SYNONYMS.items() for word in words}
_RANGE = r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|to|\.\.)\s*(-?\d+(?:\.\d+)?)\s*"


def kinds_of_key(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Return the keys of commitments, each with a kind that has it; nothing for what is no commitment."""
    if struct not in KINDS.values():
        return {}
    return {key: kind for kind, other in KINDS.items() for key in keys_of(other)}


def unknown_key(key: str, known: Sequence[str], suggester: Suggester, of_other_kinds: Iterable[str] = ()) -> str:
    """Say that a key is unknown, and suggest the closest known one."""
    close = closest_key(key, (*known, *of_other_kinds), suggester)
    if close is None:
        return f"unknown key; the keys here are {', '.join(known)}"
    elsewhere = "" if close in known else " That goes with another kind of commitment"
    return f'unknown key; did you mean "{close}"?{elsewhere}'


def closest_keys(strays: Iterable[str], known: Sequence[str], suggester: Suggester) -> frozenset[str]:
    """Return the known key closest to each unknown one; the unknown one itself where none is close."""
    return frozenset(closest_key(key, known, suggester) or key for key in strays)


def closest_key(key: str, known: Collection[str], suggester: Suggester) -> str | None:
    """Return the key that means the same as an unknown one, or is written nearly the same; None where none does."""
    word = key.casefold().replace("-", "_")
    if _KEYS_MEANT.get(word) in known:
        return _KEYS_MEANT[word]
    close = suggester.closest(word, known)
    return close if close is not None and is_slip(word, close) else None


def kind_mistake(kind: object, suggester: Suggester) -> Mistake:
    """Say what is wrong with what stands in place of a kind."""
    if kind is None:
        return Mistake(("kind",), "missing-key", f"missing; write kind = {_or(KINDS)}")
    return Mistake(("kind",), "unknown-value", _unknown_value("kind", kind, KINDS, suggester))


def diagnose(
    struct: type[msgspec.Struct], table: dict[str, Any], place: Place, suggester: Suggester
) -> Iterator[Mistake]:
    """Find every mistake of a table that does not convert: keys that are unknown, missing, or of another type."""
    fields = keys_of(struct)
    elsewhere = kinds_of_key(struct)
    instead = set()
    for key, value in table.items():
        if key in fields:
            if not fits(value, fields[key].type):
                limits = _range_of(value) if key in ("target", "at_most") and "at_most" in fields else None
                if limits:
                    message = f"a range has two keys; write target = {limits[0]} and at_most = {limits[1]}"
                    yield Mistake((*place, key), "wrong-type", message)
                else:
                    yield from _wrong_type(fields[key].type, value, (*place, key), suggester)
        elif key in elsewhere:
            need = f"a {tag(struct)} commitment has no {key}"
            other = _INSTEAD.get(key, "")
            advice, typed = (
                (f"write {other} instead", f"use {option(other)} instead")
                if other in fields
                else ("leave it out, or write another kind", "leave it out, or choose another --kind")
            )
            yield Mistake((*place, key), "unknown-key", f"{need}; {advice}", f"{need}; {typed}")
        else:
            known = ("kind", *fields) if elsewhere else tuple(fields)
            instead.add(closest_key(key, known, suggester))
            yield Mistake((*place, key), "unknown-key", unknown_key(key, known, suggester, elsewhere))
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


def _wrong_type(expected: Any, value: object, place: Place, suggester: Suggester) -> Iterator[Mistake]:
    item = _item(expected)
    if item in _LISTS and isinstance(value, list) and all(isinstance(table, dict) for table in value):
        for index, table in enumerate(value):
            yield from diagnose(item, table, (*place, index), suggester)
        return
    choices = _choices(expected)
    words = value if isinstance(value, list) else [value]
    if choices and all(isinstance(word, str) for word in words) and isinstance(value, list) == (item is not None):
        for word in words:
            if word not in choices:
                yield Mistake(place, "unknown-value", _unknown_value("value", word, choices, suggester))
        return
    form = _FORMS.get(example(expected))
    if form and isinstance(value, str):
        yield Mistake(place, "unknown-value", form)
        return
    instead = _rewritten(expected, value) or _example(expected)
    yield Mistake(place, "wrong-type", f"expected {_meaning(expected)}; write {place[-1]} = {instead}")


def _range_of(value: object) -> tuple[str, str] | None:
    """Return the ends of what looks like a range: two numbers in a list or table, or with a dash between."""
    ends = list(value.values()) if isinstance(value, dict) else value
    if isinstance(ends, str) and (written := re.fullmatch(_RANGE, ends)):
        ends = [Decimal(written[1]), Decimal(written[2])]
    if not isinstance(ends, list) or len(ends) != 2:
        return None
    if not all(isinstance(end, int | Decimal) and not isinstance(end, bool) for end in ends):
        return None
    low, high = sorted(ends)
    return f"{low}", f"{high}"


def _unknown_value(noun: str, value: object, choices: Collection[str], suggester: Suggester) -> str:
    close = suggester.closest(value, choices, cutoff=0.5) if isinstance(value, str) else None
    return f'unknown {noun}; did you mean "{close}"?' if close else f"unknown {noun}; write {_or(choices)}"


def _rewritten(expected: Any, value: object) -> str:
    """Write the value as its key takes it; empty where that is anyone's guess."""
    plain = bare(expected)
    try:
        if plain is date:
            return str(value.date() if isinstance(value, datetime) else date.fromisoformat(str(value)))
        if plain is Decimal and isinstance(value, str):
            return f"{Decimal(value.replace(',', '')):f}"
    except (ValueError, ArithmeticError):
        return ""
    return ""


def _item(expected: Any) -> Any:
    """Return the type of the items of a list; None for what is no list."""
    plain = bare(expected)
    return bare(get_args(plain)[0]) if get_origin(plain) is tuple else None


def _choices(expected: Any) -> tuple[str, ...]:
    """Return the words that a key takes, alone or in a list; empty where it takes anything else."""
    word = _item(expected) or bare(expected)
    return get_args(word) if get_origin(word) is Literal else ()


def _or(choices: Iterable[str]) -> str:
    *most, last = (f'"{choice}"' for choice in choices)
    return f"{', '.join(most)} or {last}" if most else last


def _meaning(expected: Any) -> str:
    if _item(expected) is not None:
        return "a list"
    if may_be_several(expected):
        return "text in quotes, or a list of such texts"
    plain = bare(expected)
    return _MEANINGS[plain][0] if plain in _MEANINGS else "one of the words"


def _example(expected: Any) -> str:
    item, choices = _item(expected), _choices(expected)
    if item is not None:
        quoted = ", ".join(f'"{word}"' for word in choices or ("…", "…"))
        return _LISTS.get(item, f"[{quoted}]")
    if form := example(expected):
        return f'"{form}"'
    return _or(choices) if choices else _MEANINGS[bare(expected)][1]
