"""Command lines read from the declarations alone, without typer, which takes longer to import than most commands run.

What is not plain is left to typer: it reads the same line again, and says what is wrong with it. Both read alike, which
tests/cli/test_plain.py holds.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from commitrack.cli.commands import COMMANDS, load
from commitrack.cli.declare import NEEDED, REST, BadValue, Parameter, parameters

_NO_PAGER = "--no-pager"


class Line(Struct, frozen=True):
    """A command line that was read: the command, and what its function is called with."""

    name: str
    command: Callable[..., Any]
    values: dict[str, Any]
    no_pager: bool


class _NotPlain(Exception):
    """Only typer knows what to make of it."""


def read(arguments: Sequence[str]) -> Line | None:
    """Read a command line; None where it is not plain."""
    words = list(arguments)
    while words[:1] == [_NO_PAGER]:
        del words[0]
    if not words or words[0] not in COMMANDS:
        return None
    name, *words = words
    command = load(name)
    known = list(parameters(command))
    try:
        typed = _typed(words, known)
        values = {one.name: _value(one, typed.get(one.name)) for one in known}
    except (_NotPlain, BadValue, ValueError):
        return None
    return Line(name, command, values, no_pager=arguments[0] == _NO_PAGER)


def _typed(words: Sequence[str], known: Sequence[Parameter]) -> Mapping[str, list[str]]:
    """Return what is typed for each parameter, by its name; a switch has an empty text each time."""
    typed: dict[str, list[str]] = {}
    bare: list[str] = []
    flags = {flag: one for one in known for flag in one.declared.flags}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            bare.append(word)
        elif word == "--":
            bare.extend(rest)
        else:
            one, text = _option(word, flags, rest)
            typed.setdefault(one.name, []).append(text)
    for one in known:
        if bare and not one.declared.flags and one.declared is not REST:
            typed[one.name], bare = (bare, []) if one.is_list else (bare[:1], bare[1:])
        if len(typed.get(one.name, ())) > 1 and not (one.is_list or one.is_switch):
            raise _NotPlain
    if bare:
        raise _NotPlain
    return typed


def _option(word: str, flags: Mapping[str, Parameter], rest: Iterator[str]) -> tuple[Parameter, str]:
    """Return which option a word is, and its value: what stands behind ``=``, or else the next word."""
    flag, equals, text = word.partition("=")
    one = flags.get(flag)
    if one is None or (equals and (one.is_switch or not flag.startswith("--"))):
        raise _NotPlain
    if equals or one.is_switch:
        return one, text
    for following in rest:
        return one, following
    raise _NotPlain


def _value(one: Parameter, typed: list[str] | None) -> Any:
    """Return the value of a parameter: as it is typed, as the environment has it, or the default."""
    if one.declared is REST:
        return []
    if one.is_switch:
        return typed is not None or one.default
    texts = typed or _environment(one)
    if texts:
        values = [_read(one, text) for text in texts]
        return values if one.is_list else values[0]
    if one.default is NEEDED:
        raise _NotPlain
    return None if one.default is None else _read(one, one.default)


def _environment(one: Parameter) -> list[str]:
    text = os.environ.get(one.declared.envvar or "", "")
    if text and one.is_list:
        return text.split(os.pathsep)  # as typer does for files
    return [text] if text else []


def _read(one: Parameter, text: str) -> Any:
    if one.declared.parser is not None:
        return one.declared.parser(text)
    value = one.type(text)
    if one.type is Path and one.declared.is_readable and os.path.exists(text) and not os.access(text, os.R_OK):  # noqa: PTH110
        raise _NotPlain
    return value
