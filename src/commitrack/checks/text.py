"""Checks of a ledger's text: of what the data does not show."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from commitrack.checks.subject import Inspection, Remark
from commitrack.ledger.lexer import lines_of, newer_syntax
from commitrack.ledger.rules.mistakes import Place

_GENERATED = r"[a-f][0-9a-f]{7}"
_MARK = re.compile(rf"  # (?:\[([a-z0-9-]+)\]|({_GENERATED}))\r?$")
"""The name of its block in a line that a command wrote."""


def half_merged(inspection: Inspection) -> Iterator[Remark]:
    """A block has lines of two blocks, as a merge leaves it that was solved line by line."""
    text = inspection.text
    if "  # " not in text:
        return
    place_at = _places(text)
    names: dict[Place, str] = {}
    told: set[Place] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not (mark := _MARK.search(line)):
            continue
        place = place_at(number)
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
    place_at = _places(text)
    places = [(place_at(text.count("\n", 0, position) + 1), advice) for position, advice in found]
    for place, advice in dict.fromkeys(places):
        yield place, f"is TOML 1.1, which many programs do not read; {advice}"


def _places(text: str) -> Callable[[int], Place]:
    """Return what finds the place that a line belongs to."""
    lines = sorted((line, place) for place, line in lines_of(text).items())
    starts = [line for line, _ in lines]

    def place_at(number: int) -> Place:
        return lines[bisect_right(starts, number) - 1][1]

    return place_at


def _own_name(inspection: Inspection, block: Place) -> str | None:
    """Return the id of an update, if a command gave it: whoever gave it another leaves the comments as they are."""
    commitment = inspection.ledger.commitments.get(str(block[1])) if block[3:] else None
    if commitment is None or not isinstance(block[3], int):
        return None
    name = commitment.updates[block[3]].id
    return name if name and re.fullmatch(_GENERATED, name) else None
