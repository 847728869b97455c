"""Checks of a ledger's text: of what the data does not show."""

import re
from collections.abc import Iterator

from commitrack.checks.subject import Inspection, Remark
from commitrack.ledger.lexer import lines_at, newer_syntax
from commitrack.ledger.rules.mistakes import Place

_GENERATED = r"[a-f][0-9a-f]{7}"
_MARK = re.compile(rf"  # (?:\[([a-z0-9-]+)\]|({_GENERATED}))\r?$", re.MULTILINE)
"""The name of its block at the end of a line that a command wrote."""


def half_merged(inspection: Inspection) -> Iterator[Remark]:
    """A block has lines of two blocks, as a merge leaves it that was solved line by line."""
    text = inspection.text
    names: dict[Place, str] = {}
    told: set[Place] = set()
    marks = list(_MARK.finditer(text))
    for mark, line in zip(marks, lines_at(text, (mark.start() for mark in marks)), strict=True):
        place = inspection.lines.place_at(line)
        block = place[:4] if "updates" in place[2:3] else place[:2]
        name = mark[1] or mark[2]
        first = names.setdefault(block, _own_name(inspection, block) or name)
        if name != first and block not in told:
            told.add(block)
            yield (
                place,
                f'this line is of "{name}", and others of the block are of "{first}", as when a merge was solved line '
                "by line; compare them with both branches, and give each block its own lines",
            )


def newer_toml(inspection: Inspection) -> Iterator[Remark]:
    """The text is TOML 1.1, which programs that read TOML 1.0 refuse."""
    text = inspection.text
    if not (found := list(newer_syntax(text))):
        return
    lines = lines_at(text, (position for position, _ in found))
    places = [(inspection.lines.place_at(line), advice) for line, (_, advice) in zip(lines, found, strict=True)]
    for place, advice in dict.fromkeys(places):
        yield place, f"is TOML 1.1, which many programs do not read; {advice}"


def _own_name(inspection: Inspection, block: Place) -> str | None:
    """Return the id of an update, if a command gave it: whoever gave it another leaves the comments as they are."""
    commitment = inspection.ledger.commitments.get(str(block[1])) if block[3:] else None
    if commitment is None or not isinstance(block[3], int):
        return None
    name = commitment.updates[block[3]].id
    return name if name and re.fullmatch(_GENERATED, name) else None
