"""The command line: its commands, and the one place where an error becomes an exit code."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from commitrack import __version__
from commitrack.cli import streams as output
from commitrack.cli.command import Command
from commitrack.cli.commands.add import add
from commitrack.cli.commands.chart import chart
from commitrack.cli.commands.check import check
from commitrack.cli.commands.diff import diff
from commitrack.cli.commands.edit import edit
from commitrack.cli.commands.export import export
from commitrack.cli.commands.init import init
from commitrack.cli.commands.list import list_commitments
from commitrack.cli.commands.log import log
from commitrack.cli.commands.report import report
from commitrack.cli.commands.retract import retract
from commitrack.cli.commands.schema import schema
from commitrack.cli.commands.show import show
from commitrack.cli.commands.update import update
from commitrack.cli.completion import check_completion, installation_failed
from commitrack.errors import CommitrackError, OutputClosed, OutputFailed

_USAGE = 2
_INTERRUPTED = 130  # 128 + SIGINT

app = typer.Typer(
    name="commitrack",
    help="Track quantified public commitments in a plain-text ledger.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
_COMMANDS: Mapping[str, Callable[..., int | None]] = {
    "list": list_commitments,
    "show": show,
    "log": log,
    "diff": diff,
    "report": report,
    "chart": chart,
    "export": export,
    "update": update,
    "retract": retract,
    "add": add,
    "edit": edit,
    "check": check,
    "init": init,
    "schema": schema,
}
for _name, _command in _COMMANDS.items():
    # 'update' asks what a bare figure means.
    app.command(_name, cls=Command, context_settings={"allow_extra_args": _name == "update"})(_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"commitrack {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Track quantified public commitments in a plain-text ledger."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; errors are printed on standard error."""
    try:
        output.guard_streams()
        status = _run_command(arguments)
        sys.stdout.flush()
    except OutputClosed as error:
        output.abandon_stdout()
        return error.exit_code
    except OutputFailed as error:
        output.print_error(f"commitrack: {error}")
        output.abandon_stdout()
        return error.exit_code
    except CommitrackError as error:
        output.print_error(*error.lines)
        return error.exit_code
    except typer.Abort:
        output.print_error("", "Nothing was written.")
        return _INTERRUPTED
    return status


def _run_command(arguments: Sequence[str]) -> int:
    try:
        check_completion()
        result = get_command(app).main(args=list(arguments), prog_name="commitrack", standalone_mode=False)
    except TyperException as error:
        _print_usage_error(error)
        return _USAGE
    except (OSError, UnicodeError) as error:
        raise installation_failed(arguments, error) or error from None
    return result if isinstance(result, int) else 0


def _print_usage_error(error: TyperException) -> None:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if message.startswith("Usage:"):  # no command was given: the message is the help
        output.print_error(*message.split("\n"))
        return
    command = context.command_path if context is not None else "commitrack"
    if number := re.fullmatch(r"No such option: -(\d)", message):
        message = f"-{number[1]} is not an option; put the number after its option, as in --add {number[1]}"
    meaning = getattr(getattr(error, "param", None), "help", None)
    if message.startswith("Missing argument") and meaning:
        message = f"{message.removesuffix('.')}: {meaning[0].lower()}{meaning[1:]}"
    output.print_error(f"{command}: {message}", f"Try '{command} --help'.")
