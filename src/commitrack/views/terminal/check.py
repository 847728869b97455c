"""Findings as people read them: counted by check on a terminal, else where, what and what to do, with the line."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from commitrack.errors import Finding
from commitrack.views.clean import clean
from commitrack.views.terminal.console import available_width, console, plain, styled
from commitrack.views.terminal.text import Indented, Text
from commitrack.words.format import count, enumerated, listed

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"error": "alarm", "warning": "remark"}
_LONGEST_QUOTE = 160
_MOST = 1_000
"""The number of lines a terminal shows: its own memory is hardly longer."""


def print_findings(
    findings: Sequence[Finding], summary: str, meanings: Mapping[str, str] | None = None, *, verbose: bool = False
) -> None:
    """Print findings, each on a line that editors can follow to its place, and the summary below.

    A terminal shows the first thousand; and unless ``verbose``, it counts the warnings of each check, with the check's
    meaning, and shows only errors one by one.
    """
    on_terminal = sys.stdout.isatty()
    width = available_width() if on_terminal else None  # elsewhere a finding is one line, whatever COLUMNS says
    told = [one for one in findings if one.severity == "error"] if on_terminal and not verbose else findings
    shown = told[:_MOST] if on_terminal else told
    with console(width) as out:
        if out.is_terminal:
            _print_styled(out, shown)
        else:
            out.file.write("".join(map(_plainly, shown)))
        if rest := len(told) - len(shown):
            out.print(f"… and {count(rest, 'more finding')}; 'commitrack check | less' shows all")
        counted = [] if told is findings else [one for one in findings if one.severity == "warning"]
        if shown and counted:
            out.print()
        _print_counted(out, counted, meanings or {})
        out.print(f"{summary}; --verbose says where and what to do" if counted else summary)


def _print_counted(out: "Console", findings: Iterable[Finding], meanings: Mapping[str, str]) -> None:
    """Print how many findings each check has in each ledger, with as many names as a line has room for."""
    groups: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        groups.setdefault(finding.file, {}).setdefault(finding.check, []).append(finding)
    for file, checks in groups.items():
        if len(groups) > 1:
            out.print(plain(file, "bold"), overflow="fold")
        for check, found in sorted(checks.items(), key=lambda group: [*meanings].index(group[0])):
            line = styled(check, _STYLES["warning"]) + Text(f": {len(found):,} – ")
            names = _named((one.where for one in found), out.width - line.cell_len)
            out.print(line + plain(names), overflow="fold")
            out.print(Indented(plain(meanings[check], "quiet"), 2))
        out.print()


def _print_styled(out: "Console", findings: Sequence[Finding]) -> None:
    for finding in findings:
        line = plain(f"{finding.file}:{finding.line}: ")
        line += styled(f"[{finding.check}] ", _STYLES[finding.severity]) + plain(_said(finding))
        out.print(line, overflow="fold")
        out.print(Text(_quoted(finding), style="quiet"), overflow="fold")


def _plainly(finding: Finding) -> str:
    return f"{clean(f'{finding.file}:{finding.line}: [{finding.check}] {_said(finding)}')}\n{_quoted(finding)}\n"


def _said(finding: Finding) -> str:
    return f"{finding.where}: {finding.message}" if finding.where else finding.message


def _quoted(finding: Finding) -> str:
    quote = clean(finding.quote[: _LONGEST_QUOTE + 1]).rstrip()
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE]}…"
    return f"{finding.line:>8} | {quote}"


def _named(places: Iterable[str], room: int) -> str:
    """Name the commitments of some places once each, as many as have room, and count the rest: ``a, b and 3 more``.

    At least one is named.
    """
    names = list(dict.fromkeys(map(_subject, places)))
    for number in range(min(len(names), room), 1, -1):
        if len(text := _with_rest(names, number)) <= room:
            return text
    return _with_rest(names, 1)


def _with_rest(names: Sequence[str], number: int) -> str:
    return listed(names, most=number) if len(names) > number else enumerated(names)


def _subject(place: str) -> str:
    """Return the id in a place such as ``commitments.homes.updates[1]``; the whole place where there is none."""
    parts = place.split(".")
    return parts[1] if len(parts) > 1 and parts[0] in ("commitments", "programmes") else place
