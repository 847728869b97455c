"""The command line from its arguments to its exit code: the one place where an error becomes one.

Typer takes longer to import than most commands to run. What can be said without it is said without it.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from commitrack.cli import streams as output
from commitrack.errors import CommitrackError, OutputClosed, OutputFailed, UsageError

if TYPE_CHECKING:
    from commitrack.cli.plain import Line


_INTERRUPTED = 130  # 128 + SIGINT


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; errors are printed on standard error.

    All that was printed is written out by then.
    """
    try:
        output.guard_streams()
        status = _exit_code(arguments)
        sys.stdout.flush()
    except OutputClosed as error:
        output.abandon_stdout()
        return error.exit_code
    except OutputFailed as error:
        output.print_error(f"commitrack: {error}")
        output.abandon_stdout()
        return error.exit_code
    return status


def _exit_code(arguments: Sequence[str]) -> int:
    try:
        return _run_command(arguments)
    except (OutputClosed, OutputFailed):
        raise
    except output.Stopped:
        output.print_error("", "Nothing was written.")
        return _INTERRUPTED
    except UsageError as error:
        from commitrack.cli.commands import COMMANDS

        name = next((argument for argument in arguments if argument in COMMANDS), "")
        first, *others = error.lines
        output.print_usage(f"commitrack {name}".strip(), first, *others)
        return error.exit_code
    except CommitrackError as error:
        output.print_error(*error.lines)
        return error.exit_code


def _run_command(arguments: Sequence[str]) -> int:
    completes = "_COMMITRACK_COMPLETE" in os.environ
    if not completes and list(arguments) == ["--version"]:
        output.print_version()
        return 0
    _import_msgspec()
    from commitrack.cli import plain

    if completes:
        if (told := plain.complete()) is not None:
            sys.stdout.write(told)
            return 0
    elif line := plain.read(arguments):
        return _carry_out(line)
    from commitrack.cli.app import run_command

    return run_command(arguments)


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, which costs as much again, if typer has that installed.

    Where it is not installed, msgspec takes the same two names from Python's typing.
    """
    hidden = "typing_extensions"
    if hidden in sys.modules:
        return
    sys.modules[hidden] = None  # type: ignore[assignment]  # as Python says of a module that cannot be imported
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[hidden]


def _carry_out(line: "Line") -> int:
    from commitrack.cli.commands import is_paged

    with ExitStack() as stack:
        if is_paged(line.name, no_pager=line.no_pager):
            from commitrack.cli.pager import paged

            stack.enter_context(paged())
        try:
            result = line.command(**line.values)
        except KeyboardInterrupt:
            return _INTERRUPTED
    return result if isinstance(result, int) else 0
