"""Findings as people read them: where, what and what to do, with the line they are about below."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from commitrack.errors import Finding
from commitrack.views.clean import clean
from commitrack.views.terminal.console import available_width, console, plain
from commitrack.words.format import count

_STYLES = {"error": "red", "warning": "yellow"}
_LONGEST_QUOTE = 160
_MOST = 1_000
"""The number of lines a terminal shows: its own memory is hardly longer."""


def print_findings(findings: Sequence[Finding], summary: str) -> None:
    """Print findings, each on a line that editors can follow to its place, and the summary below.

    A terminal shows the first thousand.
    """
    on_terminal = sys.stdout.isatty()
    width = available_width() if on_terminal else None  # elsewhere a finding is one line, whatever COLUMNS says
    shown = findings[:_MOST] if on_terminal else findings
    with console(width) as out:
        if out.is_terminal:
            _print_styled(out, shown)
        else:
            out.file.write("".join(map(_plainly, shown)))
        if rest := len(findings) - len(shown):
            out.print(f"… and {count(rest, 'more finding')}; 'commitrack check | less' shows all")
        out.print(summary)


def _print_styled(out: Console, findings: Sequence[Finding]) -> None:
    for finding in findings:
        line = plain(f"{finding.file}:{finding.line}: ")
        line += Text(f"[{finding.check}] ", style=_STYLES[finding.severity]) + plain(_said(finding))
        out.print(line, overflow="fold")
        out.print(Text(_quoted(finding), style="dim"), overflow="fold")


def _plainly(finding: Finding) -> str:
    return f"{clean(f'{finding.file}:{finding.line}: [{finding.check}] {_said(finding)}')}\n{_quoted(finding)}\n"


def _said(finding: Finding) -> str:
    return f"{finding.where}: {finding.message}" if finding.where else finding.message


def _quoted(finding: Finding) -> str:
    quote = clean(finding.quote[: _LONGEST_QUOTE + 1]).rstrip()
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE]}…"
    return f"{finding.line:>8} | {quote}"
