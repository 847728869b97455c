"""Declarations of options and arguments: what a command line takes, said without the library that reads it.

A command is a function, and each of its parameters ``Annotated[type, option(...)]``, ``Annotated[type, argument(...)]``
or ``Annotated[list[str], REST]``. The type is that of one value, or a list of them; a bool is a switch.
"""

from collections.abc import Callable, Iterator
from types import NoneType
from typing import Any, get_args, get_origin

from msgspec import Struct

Reader = Callable[[str], Any]
"""A function that reads a value. Raises :class:`BadValue`."""
NEEDED = object()
"""The default of a parameter that must be given."""


class BadValue(Exception):
    """A value cannot be read; its text says why."""


class Declaration(Struct, frozen=True, kw_only=True):
    """An option, or an argument, which has no flags."""

    flags: tuple[str, ...] = ()
    help: str = ""
    metavar: str | None = None
    """The name of its value in --help."""
    parser: Reader | None = None
    """Its reader, if that is not said by its type."""
    envvar: str | None = None
    """The environment variable that counts where it is not given."""
    is_readable: bool = True
    """Whether a file of this name has to be one that may be read."""
    shows_default: bool = True
    """Whether --help says what counts where it is not given."""


REST = Declaration()
"""The words that no argument takes, for a command that says more of them than that they are too many."""


class Parameter(Struct, frozen=True):
    """A parameter of a command."""

    name: str
    type: Any
    """Of one value."""
    is_list: bool
    declared: Declaration
    default: Any
    """The value where it is not given, or :data:`NEEDED`."""

    @property
    def is_switch(self) -> bool:
        """Whether it is an option without a value."""
        return self.type is bool


def option(*flags: str, **said: Any) -> Declaration:
    """Declare an option by its flags, and what :class:`Declaration` says of it."""
    return Declaration(flags=flags, **said)


def argument(**said: Any) -> Declaration:
    """Declare an argument by what :class:`Declaration` says of it."""
    return Declaration(**said)


def parameters(command: Callable[..., Any]) -> Iterator[Parameter]:
    """Yield the parameters of a command as they are declared."""
    defaults = defaults_of(command)
    for name, annotation in command.__annotations__.items():
        if name != "return":
            (declared,) = annotation.__metadata__
            item = _without_none(annotation.__origin__)
            is_list = get_origin(item) is list
            item = get_args(item)[0] if is_list else item
            yield Parameter(name, item, is_list, declared, defaults.get(name, NEEDED))


def _without_none(expected: Any) -> Any:
    parts = get_args(expected)
    return next(one for one in parts if one is not NoneType) if NoneType in parts else expected


def defaults_of(command: Callable[..., Any]) -> dict[str, Any]:
    """Return what a command takes for parameters that are not given."""
    names = command.__code__.co_varnames[: command.__code__.co_argcount]
    last = command.__defaults__ or ()
    return dict(zip(names[len(names) - len(last) :], last, strict=True)) | (command.__kwdefaults__ or {})
