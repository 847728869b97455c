"""The group of all commands: each is imported when it is asked for, so that none waits for another."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from commitrack.cli.command import Command

COMMANDS: Mapping[str, str] = {
    "list": "list:list_commitments",
    "agenda": "agenda:agenda",
    "show": "show:show",
    "log": "log:log",
    "diff": "diff:diff",
    "report": "pages.report:report",
    "serve": "pages.serve:serve",
    "chart": "pages.chart:chart",
    "export": "export:export",
    "update": "update:update",
    "retract": "retract:retract",
    "add": "add:add",
    "import": "import_:import_table",
    "edit": "edit:edit",
    "check": "check:check",
    "init": "init:init",
    "schema": "schema:schema",
}
"""The module and the function of each command, in the order of the help."""


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
            self._loaded[name] = _load(name, COMMANDS[name])
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _load(name: str, place: str) -> Any:
    module, function = place.split(":")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    # 'update' asks what a bare figure means.
    declare = alone.command(name, cls=Command, context_settings={"allow_extra_args": name == "update"})
    declare(getattr(import_module(f"commitrack.cli.commands.{module}"), function))
    return get_command(alone)
