"""The command line from its arguments to its exit code: the one place where an error becomes one.

Typer takes longer to import than most commands to run. What can be said without it is said without it.
"""

import os
import sys
from collections.abc import Sequence

from commitrack import __version__
from commitrack.cli import streams as output
from commitrack.errors import CommitrackError, OutputClosed, OutputFailed, UsageError


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
    except UsageError as error:
        from commitrack.cli.app import print_usage
        from commitrack.cli.group import COMMANDS

        name = next((argument for argument in arguments if argument in COMMANDS), "")
        first, *others = error.lines
        print_usage(f"commitrack {name}".strip(), first, *others)
        return error.exit_code
    except CommitrackError as error:
        output.print_error(*error.lines)
        return error.exit_code
    return status


def print_version() -> None:
    """Print the version."""
    output.print_message(f"commitrack {__version__}")


def _run_command(arguments: Sequence[str]) -> int:
    if list(arguments) == ["--version"] and "_COMMITRACK_COMPLETE" not in os.environ:
        print_version()
        return 0
    from commitrack.cli.app import run_command

    return run_command(arguments)
