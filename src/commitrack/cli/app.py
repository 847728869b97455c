"""The command line as typer reads it: its commands, and what is said of arguments that cannot be read."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from commitrack.cli import streams as output
from commitrack.cli.commands import COMMANDS, is_paged
from commitrack.cli.completion import check_completion, installation_failed
from commitrack.cli.group import CommandGroup
from commitrack.ledger.suggest import Suggester, is_slip

_USAGE = 2

app = typer.Typer(
    name="commitrack",
    cls=CommandGroup,
    help="Track quantified public commitments in a plain-text ledger.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        output.print_version()
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    no_pager: Annotated[
        bool,
        typer.Option("--no-pager", help="Print what does not fit on the terminal, instead of showing it in a pager."),
    ] = False,
) -> None:
    """Track quantified public commitments in a plain-text ledger."""
    if is_paged(context.invoked_subcommand, no_pager=no_pager):
        from commitrack.cli.pager import paged

        context.with_resource(paged())


def run_command(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code. Raises :class:`~commitrack.errors.CommitrackError`."""
    try:
        check_completion(arguments)
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
    if (option := getattr(error, "option_name", "")) and message.startswith("No such option") and context is not None:
        message = _misplaced(option, context) or _unknown(option, context)
    output.print_usage(command, _in_our_words(message, getattr(getattr(error, "param", None), "help", None) or ""))


def _in_our_words(message: str, meaning: str) -> str:
    """Say what typer says of arguments that cannot be read as the rest of the program would; anything else as it is.

    ``meaning`` is the help of the argument that it is about.
    """
    invalid = r"Invalid value for '([^']+)'(?: / '[^']+')*(?: \(env var: '(\w+)'\))?: (.*)"
    if found := re.fullmatch(invalid, message, re.DOTALL):
        option, variable, said = found.groups()
        if chosen := re.fullmatch(r"('.*') is not one of (.*)\.", said):
            words = chosen[2].replace("'", "")
            said = f"{chosen[1]} is not one of the words; choose one of {words}"
        return f"{option}, from {variable}: {said}" if variable else f"{option}: {said}"
    if found := re.fullmatch(r"Option '([^']+)' requires an argument\.", message):
        return f"{found[1]} needs a value after it"
    if found := re.fullmatch(r"Missing (?:argument|option) '([^'.]+)(?:\.\.\.)?'\.", message):
        return f"{found[1]} is missing: {meaning[:1].lower()}{meaning[1:]}" if meaning else f"{found[1]} is missing"
    if found := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message, re.DOTALL):
        return f"unexpected {found[1]!r}; leave it out"
    if found := re.fullmatch(r"No such command (['\"])(.*?)\1\.(?: Did you mean .*)?", message, re.DOTALL):
        name, close = found[2], Suggester().closest(found[2], COMMANDS)
        return f"there is no command {name!r}; did you mean {close}?" if close else f"there is no command {name!r}"
    return message


def _misplaced(option: str, context: typer.Context) -> str | None:
    """Say where an option goes that stands on the wrong side of its command; None for one that nothing takes."""
    whole: Any = context.find_root().command
    if context.parent is None:
        name = next((name for name in COMMANDS if _takes(whole.commands[name], option)), None)
        return name and f"{option} goes after the command, as in 'commitrack {name} {option}'"
    takes = _takes(whole, option)
    return f"{option} goes before the command, as in 'commitrack {option} {context.info_name}'" if takes else None


def _unknown(option: str, context: typer.Context) -> str:
    """Say that nothing takes an option, and which one it may be a slip for."""
    known = [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]
    close = Suggester().closest(option, known)
    meant = f"; did you mean {close}?" if close and is_slip(option, close) else ""
    return f"there is no option {option}{meant}"


def _takes(command: Any, option: str) -> bool:
    return any(option in parameter.opts for parameter in command.params)
