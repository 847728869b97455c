"""The commands as typer takes them, made of their declarations; each is imported when it is asked for.

A command refuses an option that is given twice, and completes what is typed.
"""

import inspect
from collections import Counter
from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from commitrack.cli.commands import COMMANDS, load
from commitrack.cli.declare import NEEDED, REST, BadValue, Declaration, Parameter, Reader, parameters


class CommandGroup(TyperGroup):
    """All commands by name."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()


class _Commands(MutableMapping[str, Any]):
    """Commands by name, each loaded once, when it is asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = made(name, load(name))
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Command(TyperCommand):
    """A command that refuses an option which is given twice: only the last one would count."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for parameter in self.params:
            parameter.shell_complete = partial(_complete, parameter)  # type: ignore[method-assign]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises :class:`typer.exceptions.TyperException`, with the command that it is about."""
        try:
            _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        except TyperException as error:
            error.ctx = ctx  # type: ignore[attr-defined]  # what the parser raises does not know it
            raise
        for parameter, times in Counter(given).items():
            repeatable = parameter.multiple or getattr(parameter, "is_flag", False)
            if times > 1 and not repeatable and not ctx.resilient_parsing:
                ctx.fail(f"{parameter.opts[0]} is given {times} times; give it once")
        return super().parse_args(ctx, args)


def _complete(parameter: Any, context: Any, incomplete: str) -> list[Any]:
    """Offer a shell what begins as the word that is being typed."""
    from typer._click.shell_completion import CompletionItem

    from commitrack.cli.completion import candidates

    given = dict(context.params)
    if given.get("commitment_id") is None and context.args:  # before an option that waits for its value
        given["commitment_id"] = context.args[0]
    offered = candidates(context.info_name, parameter.name, given)
    begun = [CompletionItem(one) for one in offered if one.startswith(incomplete)]
    return begun or parameter.type.shell_complete(context, parameter, incomplete)


def made(name: str, command: Callable[..., Any]) -> Any:
    """Make typer's command of a command's function."""
    known = list(parameters(command))
    rest = [one.name for one in known if one.declared is REST]

    def run(**values: Any) -> Any:
        words = {name: values.pop(name).args for name in rest}
        return command(**values, **words)

    translated = [_translated(one) for one in known]
    run.__annotations__ = {one.name: one.annotation for one in translated}
    run.__signature__ = inspect.Signature(translated)  # type: ignore[attr-defined]  # typer reads it
    run.__doc__ = command.__doc__
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name, cls=Command, context_settings={"allow_extra_args": bool(rest)})(run)
    return get_command(alone)


def _translated(one: Parameter) -> inspect.Parameter:
    """Return a parameter as typer reads it."""
    default = inspect.Parameter.empty if one.default is NEEDED else one.default
    annotation = typer.Context if one.declared is REST else _annotation(one, one.declared)
    return inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _annotation(one: Parameter, said: Declaration) -> Any:
    settings: dict[str, Any] = {
        "help": said.help,
        "metavar": said.metavar,
        "parser": said.parser and _reader(said.parser),
        "envvar": said.envvar,
        "readable": said.is_readable,
        "show_default": said.shows_default,
    }
    declared = typer.Option(*said.flags, **settings) if said.flags else typer.Argument(**settings)
    return Annotated[list[one.type] if one.is_list else one.type, declared]  # type: ignore[name-defined]


def _reader(read: Reader) -> Reader:
    def reading(text: str) -> Any:
        try:
            return read(text)
        except BadValue as error:
            raise typer.BadParameter(str(error)) from None

    return reading
