"""Completion by a shell, as far as typer would end it with a traceback."""

import os
import re
from collections.abc import Sequence

from commitrack.errors import CommitrackError, UsageError, reason

_POSITION = re.compile(r"[0-9]{1,9}")


def check_completion() -> None:
    """Make sure that bash says what to complete where it asks. Raises :class:`~commitrack.errors.UsageError`."""
    if os.environ.get("_COMMITRACK_COMPLETE") != "complete_bash":
        return
    if "COMP_WORDS" not in os.environ or not _POSITION.fullmatch(os.environ.get("COMP_CWORD", "")):
        raise UsageError(
            "_COMMITRACK_COMPLETE is set, as by a shell that completes a command, but COMP_WORDS and COMP_CWORD do not "
            "say which command; unset it"
        )


def installation_failed(arguments: Sequence[str], error: OSError | UnicodeError) -> CommitrackError | None:
    """Return what to say where the files of a shell could not be written; None where that was not asked for."""
    if not any(argument.startswith("--install-completion") for argument in arguments):
        return None
    why = reason(error) if isinstance(error, OSError) else "the folder's name is not UTF-8"
    return CommitrackError(
        f"the completion cannot be installed in your home folder: {why}; "
        "'commitrack --show-completion' prints it, for a file that your shell reads"
    )
