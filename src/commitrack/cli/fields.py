"""Options made of the stored model's fields: a field that the model declares is an option, with its meaning as help."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo

from commitrack.cli.declare import defaults_of, option
from commitrack.cli.readers import (
    choose_word,
    parse_count,
    parse_date,
    parse_length,
    parse_long_amount,
    parse_milestone,
    parse_names,
    parse_step,
    parse_text,
)
from commitrack.errors import UsageError
from commitrack.ledger.fields import bare, example, may_be_several
from commitrack.ledger.model import Milestone, Step
from commitrack.ledger.sources import as_written

_READERS: Mapping[Any, tuple[str, Callable[[str], Any]]] = {
    Decimal: ("N", parse_long_amount),
    int: ("N", parse_count),
    dt.date: ("DATE", parse_date),
    Milestone: ("DATE=N", parse_milestone),
    Step: ("DATE=N", parse_step),
    str: ("TEXT", parse_text),
}
"""The reader of each type of field, and the name that --help gives it."""


_LONGEST_CHOICE = 60
"""Characters. Longer choices go into the help, and not before it."""


class Field(msgspec.Struct, frozen=True):
    """A field of the model as an option: its key, what the model declares of it, the option's name and its help."""

    key: str
    info: FieldInfo
    flag: str
    help: str
    word: str = ""
    """The word of its own that it stands for, if it is a switch for one."""
    metavar: str = ""
    """The name of its value in --help, if it has one of its own."""
    reader: Callable[[str], Any] | None = None
    """Its reader, if that is not said by its type."""

    def annotation(self) -> Any:
        """Return what a parameter that takes it is annotated with; a bool is false by default, others None."""
        plain = bare(self.info.type)
        item = bare(get_args(plain)[0]) if get_origin(plain) is tuple else plain
        is_list = item is not plain or may_be_several(self.info.type)
        flag = f"--{self.flag}"
        if item is bool or self.word:
            return Annotated[bool, option(flag, help=self.help)]
        metavar, reader = _reading(item, self.info.type)
        words = get_args(item) if get_origin(item) is Literal else ()
        if len("|".join(words)) > _LONGEST_CHOICE:
            metavar, text = self.key.upper(), f"{self.help} One of {', '.join(words)}."
        else:
            text = f"{self.help} Repeatable." if is_list else self.help
        declared = option(flag, metavar=self.metavar or metavar, parser=self.reader or reader, help=text)
        return Annotated[list[Any] | None if is_list else Any | None, declared]


def reader_of(expected: Any) -> Callable[[str], Any]:
    """Return what reads an answer to a question for a field, by the field's type."""
    if bare(expected) == tuple[str, ...]:
        return parse_names
    return _reading(bare(expected), expected)[1]


def _reading(item: Any, expected: Any) -> tuple[str, Callable[[str], Any]]:
    """Return what --help calls an item of a field, and what reads it."""
    if get_origin(item) is Literal:
        words = get_args(item)
        return f"[{'|'.join(words)}]", partial(choose_word, words=words)
    if example(expected):
        return "LENGTH", parse_length
    return _READERS[item]


def with_fields(fields: Mapping[str, Field]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option for each field, in place of its parameter ``said``, by the names of the options.

    ``said`` then holds what was typed, by key; what was not is left out.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        def run(**options: Any) -> Any:
            typed = _typed({name: (field, options.pop(name)) for name, field in fields.items()})
            values = {key: tuple(value) if isinstance(value, list) else value for key, value in typed.items()}
            several = [
                field.key for field in fields.values() if may_be_several(field.info.type) and values.get(field.key)
            ]
            values |= {key: as_written(values[key]) for key in several}
            return command(**options, said={key: value for key, value in values.items() if _is_said(value)})

        made = {name: field.annotation() for name, field in fields.items()}
        own = command.__annotations__.items()
        parts = (made if name == "said" else {name: annotation} for name, annotation in own)
        run.__annotations__ = {name: annotation for part in parts for name, annotation in part.items()}
        run.__kwdefaults__ = defaults_of(command) | {
            name: False if one.__origin__ is bool else None for name, one in made.items()
        }
        run.__doc__ = command.__doc__
        return run

    return decorate


def _typed(options: Mapping[str, tuple[Field, Any]]) -> dict[str, Any]:
    """Return what was typed by key. Raises :class:`~commitrack.errors.UsageError` where two switches contradict."""
    typed: dict[str, Any] = {}
    for field, value in options.values():
        said = (field.word if value else None) if field.word else value
        if said is not None and typed.get(field.key) is not None:
            raise UsageError(f"--{field.flag} contradicts --{typed[field.key]}; give one of them")
        typed[field.key] = typed.get(field.key) if said is None else said
    return typed


def _is_said(value: object) -> bool:
    return value is not None and value is not False and value != ()
