"""Places: from a place in a ledger's data to its line in the text."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from commitrack.errors import Finding
from commitrack.ledger.rules.mistakes import Place

if TYPE_CHECKING:
    from commitrack.ledger.lexer import Lines

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_NAME = 100


def locate(
    text: str,
    lines: "Lines",
    file: str,
    places: Iterable[tuple[Place, str, str]],
    severity: Literal["error", "warning"],
) -> list[Finding]:
    """Find the lines of places in a text's data, each given with the name of a check and what it says.

    A place that has no line of its own has that of what it belongs to.
    """
    written = text.split("\n")
    findings = []
    for place, check, message in places:
        line = lines.nearest(place)
        findings.append(Finding(file, line, _spell(place), message, check, severity, written[line - 1]))
    return findings


def _spell(place: tuple[str | int, ...]) -> str:
    """Write a place as TOML does, with positions counted from 1: ``commitments.visa-free.updates[2].add``."""
    spelled = ""
    for key in place:
        if isinstance(key, int):
            spelled += f"[{key + 1}]"
        else:
            short = key if len(key) <= _LONGEST_NAME else f"{key[:_LONGEST_NAME]}…"
            name = short if _BARE_KEY.fullmatch(short) else f'"{short}"'
            spelled += f".{name}" if spelled else name
    return spelled
