"""Findings as people read them: where, what and what to do, with the line they are about below."""

import sys
from collections.abc import Iterable

from rich.text import Text

from commitrack.errors import Finding
from commitrack.views.clean import clean
from commitrack.views.terminal.console import available_width, console, plain

_STYLES = {"error": "red", "warning": "yellow"}
_LONGEST_QUOTE = 160


def print_findings(findings: Iterable[Finding], summary: str) -> None:
    """Print findings, each on a line that editors can follow to its place, and the summary below."""
    width = available_width() if sys.stdout.isatty() else None  # elsewhere a finding is one line, whatever COLUMNS says
    with console(width) as out:
        for finding in findings:
            where = f"{finding.where}: " if finding.where else ""
            line = plain(f"{finding.file}:{finding.line}: ")
            line += Text(f"[{finding.check}] ", style=_STYLES[finding.severity]) + plain(where + finding.message)
            out.print(line, overflow="fold")
            out.print(Text(f"{finding.line:>8} | {_shortened(finding.quote)}", style="dim"), overflow="fold")
        out.print(summary)


def _shortened(line: str) -> str:
    quote = clean(line[: _LONGEST_QUOTE + 1]).rstrip()
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"
