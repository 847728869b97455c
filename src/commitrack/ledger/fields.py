"""The fields of the stored model: their keys, types and meanings, and the forms of their values."""

import types
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

ID_PATTERN = r"[a-z0-9][a-z0-9-]*"

EVERY_PATTERN = r"(?:week|month|quarter|half-year|year|[1-9]\d?\d? (?:weeks|months|quarters|half-years|years))"
"""The lengths that a period may have: one word, or a number up to 999 and the word's plural."""

Length = Annotated[str, msgspec.Meta(pattern=f"^{EVERY_PATTERN}$", examples=["year"])]

Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en", "pt-BR"])]
"""A language as web pages name it (BCP 47)."""

AMOUNT_LIMIT = Decimal(10) ** 18
"""Amounts beyond this are refused: no public pledge is larger, and a slip of the finger is."""

AMOUNT_PLACES = 9
"""Most digits after the point; with AMOUNT_LIMIT, sums stay exact at the precision used."""


def says(meaning: str) -> msgspec.Meta:
    """Give a field its meaning, in a sentence for whoever fills it in."""
    return msgspec.Meta(description=meaning)


@cache
def keys_of(struct: type[msgspec.Struct]) -> Mapping[str, msgspec.structs.FieldInfo]:
    """Return the keys of a table, as they are written, with their fields."""
    return {field.encode_name: field for field in msgspec.structs.fields(struct)}


def hints_of(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the types of a table's fields by name, as they are declared: without the modules that keys_of imports."""
    declared = (getattr(base, "__annotations__", {}) for base in reversed(struct.__mro__))
    return {name: hint for hints in declared for name, hint in hints.items()}


def bare(expected: Any) -> Any:
    """Return the type of a value that is there: without its meaning, and without the None of an optional key."""
    while get_origin(expected) is Annotated:
        expected = get_args(expected)[0]
    if get_origin(expected) in (types.UnionType, Union):
        return bare(next(choice for choice in get_args(expected) if choice is not type(None)))
    return expected


def may_be_several(expected: Any) -> bool:
    """Say whether a list may stand in place of one value."""
    if get_origin(expected) is Annotated:
        return may_be_several(get_args(expected)[0])
    choices = get_args(expected) if get_origin(expected) in (types.UnionType, Union) else ()
    return len(choices) > 1 and {str, tuple[str, ...]} <= set(choices)


def meaning(expected: Any) -> str:
    """Return what a field means, as the model declares it beside its type."""
    notes = get_args(expected)[1:] if get_origin(expected) is Annotated else ()
    return next((note.description for note in notes if note.description), "")


def example(expected: Any) -> str:
    """Return a text of the form that a field asks for; empty where any text will do."""
    notes = [part.examples for part in get_args(expected) if isinstance(part, msgspec.Meta) and part.examples]
    found = [str(examples[0]) for examples in notes] or [example(part) for part in get_args(expected)]
    return next((one for one in found if one), "")
