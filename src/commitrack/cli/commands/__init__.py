"""The commands, one file for each."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

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

PAGED = frozenset({"list", "show", "agenda", "log", "diff", "check"})
"""The commands that only show something, to be read in a pager where it does not fit on the terminal."""


def load(name: str) -> Callable[..., Any]:
    """Import a command, and return its function: none waits for the others."""
    module, function = COMMANDS[name].split(":")
    command: Callable[..., Any] = getattr(import_module(f"{__name__}.{module}"), function)
    return command


def is_paged(name: str | None, *, no_pager: bool) -> bool:
    """Say whether what a command prints is read in a pager where it does not fit."""
    return name in PAGED and not no_pager and sys.stdout.isatty()
