"""Command lines read from the declarations alone, without typer, which takes longer to import than most commands run.

What is not plain is left to typer: it reads the same line again, and says what is wrong with it. So is a line that a
shell completes. Both read alike, which tests/cli/test_plain.py holds.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from commitrack.cli.commands import COMMANDS, load
from commitrack.cli.declare import NEEDED, REST, BadValue, Parameter, parameters

_NO_PAGER = "--no-pager"
_QUOTES = frozenset("'\"\\")


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
    try:
        name, words = _command(arguments)
        command = load(name)
        known = list(parameters(command))
        typed = _typed(words, known)
        values = {one.name: _value(one, typed.get(one.name)) for one in known}
    except (_NotPlain, BadValue, ValueError):
        return None
    return Line(name, command, values, no_pager=arguments[0] == _NO_PAGER)


def complete() -> str | None:
    """Return what typer prints for a shell that completes a value; None for anything else.

    None, too, where nothing is known to begin as what is typed of it: typer may offer files. Raises
    :class:`~commitrack.errors.UsageError` where bash does not say what to complete.
    """
    from commitrack.cli.completion import candidates, check_completion

    check_completion(())
    shell = os.environ.get("_COMMITRACK_COMPLETE", "").removeprefix("complete_")
    try:
        before, begun = _asked(shell)
        name, words = _command(before)
        known = list(parameters(load(name)))
        flags = {flag: one for one in known for flag in one.declared.flags if not one.is_switch}
        waiting = flags.get(words[-1]) if words else None
        typed = _typed(words[:-1] if waiting else words, known)
        optional = [one for one in known if one.name in typed or one.default is not NEEDED]
        given = {one.name: _value(one, typed.get(one.name)) for one in optional}
        wanted = waiting or next(one for one in known if _takes_another(one, typed))
    except (_NotPlain, BadValue, ValueError, StopIteration):
        return None
    offered = [one for one in candidates(name, wanted.name, given) if one.startswith(begun)]
    return _told(shell, offered) if offered else None


def _asked(shell: str) -> tuple[Sequence[str], str]:
    """Return the words before the one that a shell completes, and how that begins."""
    if shell == "bash":
        line = os.environ["COMP_WORDS"].replace("\n", " ")
    else:
        line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    if not line.isascii() or not line.isprintable() or _QUOTES & {*line}:
        raise _NotPlain
    words = line.split()
    at = int(os.environ["COMP_CWORD"]) if shell == "bash" else len(words) - (not line.endswith(" "))
    before, begun = words[1:at], "".join(words[at : at + 1])
    if begun.startswith("-") or "=" in begun or "--" in before:
        raise _NotPlain
    return before, begun


def _takes_another(one: Parameter, typed: Mapping[str, list[str]]) -> bool:
    """Say whether a bare word would be of this parameter."""
    return not one.declared.flags and one.declared is not REST and (one.is_list or one.name not in typed)


def _told(shell: str, offered: Sequence[str]) -> str | None:
    """Return what typer's script for a shell is to be told: words that mean the same in every shell."""
    match shell, os.environ.get("_TYPER_COMPLETE_FISH_ACTION"):
        case "bash", _:
            return "\n".join(offered) + "\n"
        case "zsh", _:
            return "_arguments '*: :((" + "\n".join(f'"{one}"' for one in offered) + "))'\n"
        case "fish", "get-args":
            return "\n".join(offered) + "\n"
        case "fish", "is-args":
            return ""
    return None


def _command(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command, and the words behind it."""
    words = list(arguments)
    while words[:1] == [_NO_PAGER]:
        del words[0]
    if not words or words[0] not in COMMANDS:
        raise _NotPlain
    return words[0], words[1:]


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
