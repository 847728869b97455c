"""The manual page, ``man commitrack``: what --help says of every command, and the exit codes of the README."""

import re
from collections.abc import Iterator
from typing import Any

from typer import Context

from commitrack import __version__
from tests.support.environment import PROJECT
from tests.support.in_process import COMMAND_LINE

PAGE = PROJECT / "docs" / "commitrack.1"

_NAME = "commitrack"
_ENVIRONMENT = {
    "COMMITRACK_LEDGER": "The ledger, where --ledger names none.",
    "VISUAL, EDITOR": "The editor that 'commitrack edit' opens.",
    "SOURCE_DATE_EPOCH": "When a report was made, where --generated-at does not say it: seconds since 1970.",
    "COMMITRACK_PAGER, PAGER": "The pager for what does not fit on a terminal; with cat there is none.",
    "COLUMNS": "The width of tables, where that of the terminal is not to count.",
    "NO_COLOR": "If it is set, nothing is in colour.",
}


def manual() -> str:
    """The page, as man reads it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    top = Context(COMMAND_LINE, info_name=_NAME, **COMMAND_LINE.context_settings)
    about = COMMAND_LINE.help or ""
    yield f'.TH COMMITRACK 1 "" "{_NAME} {__version__}" "User Commands"'
    yield ".nh"
    yield ".ad l"
    yield ".SH NAME"
    yield f"{_NAME} \\- {_escaped(about[:1].lower() + about[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield f".B {_NAME}"
    yield r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]"
    yield ".SH OPTIONS"
    yield from _parameters(top)
    yield ".SH COMMANDS"
    for name, command in COMMAND_LINE.commands.items():
        context = Context(command, info_name=name, parent=top)
        yield f'.SS "{_escaped(" ".join([_NAME, name, *command.collect_usage_pieces(context)]))}"'
        for paragraph in (command.help or "").split("\n\n"):
            yield ".PP"
            yield _escaped(" ".join(paragraph.split()))
        yield from _parameters(context)
    yield ".SH ENVIRONMENT"
    for variable, meaning in _ENVIRONMENT.items():
        yield from _item(variable, meaning)
    yield ".SH EXIT STATUS"
    for code, meaning in _exit_codes().items():
        yield from _item(code, meaning)


def _parameters(context: Any) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        if record := parameter.get_help_record(context):
            yield from _item(*record)


def _item(term: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_escaped(term)}"
    yield _escaped(meaning)


def _exit_codes() -> dict[str, str]:
    table = (PROJECT / "README.md").read_text("utf-8").partition("| exit code | meaning |\n|---|---|\n")[2]
    rows = re.findall(r"^\| ([\d, ]+) \| (.*) \|$", table.partition("\n\n")[0], flags=re.MULTILINE)
    return {code: meaning.replace("`", "") for code, meaning in rows}


def _escaped(text: str) -> str:
    """Text that roff prints as it is: hyphens that can be copied, straight quotes, and no line that is a request."""
    for plain, escaped in (("\\", "\\e"), ("-", "\\-"), ("'", "\\(aq"), ('"', "\\(dq")):
        text = text.replace(plain, escaped)
    return f"\\&{text}" if text.startswith(".") else text
