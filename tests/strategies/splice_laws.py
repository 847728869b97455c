"""The laws of every write: one block more, not a byte less, nothing else said; or a refusal that helps."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from commitrack.errors import Refused
from commitrack.ledger.blocks import commitment_table, programme_table, update_table
from commitrack.ledger.model import AnyCommitment, Programme, Update
from commitrack.ledger.parse import Document
from commitrack.ledger.splice import Spliced, add_commitment, add_programme, add_update
from commitrack.ledger.toml import load_toml
from tests.strategies.toml_texts import is_toml

Place = tuple[str, ...]


def update_added(document: Document, name: str, update: Update) -> Spliced:
    """Add an update to a commitment; raise a refusal that is due."""
    own = ("commitments", name)
    place = (*own, "updates")
    return _lawfully(lambda: add_update(document, name, update), document, place, update_table(update), above=own)


def commitment_added(document: Document, name: str, commitment: AnyCommitment) -> Spliced:
    """Add a commitment below the last one of its programme; raise a refusal that is due."""
    others = document.ledger.commitments
    peers = [key for key, other in others.items() if other.programme == commitment.programme]
    above = ("commitments", *peers[-1:]) if others else ()
    place, said = ("commitments", name), commitment_table(commitment)
    return _lawfully(lambda: add_commitment(document, name, commitment), document, place, said, above)


def programme_added(document: Document, name: str, programme: Programme) -> Spliced:
    """Add a programme below the others; raise a refusal that is due."""
    above = ("programmes",) if "programmes" in document.data else ("ledger",)
    place, said = ("programmes", name), programme_table(programme)
    return _lawfully(lambda: add_programme(document, name, programme), document, place, said, above)


def _lawfully(
    add: Callable[[], Spliced], document: Document, place: Place, said: Mapping[str, Any], above: Place
) -> Spliced:
    try:
        spliced = add()
    except Refused as refusal:
        assert_refused(document.text, refusal, place)
        raise
    assert_only_added(document.text, spliced, place, said, above)
    return spliced


def assert_only_added(text: str, spliced: Spliced, place: Place, said: Mapping[str, Any], above: Place = ()) -> None:
    """Prove that the new text is the old one with one block more, below all that it says of ``above``.

    ``said`` is what the block says of ``place``.
    """
    start = next(at for at in range(len(text) + 1) if at == len(text) or text[at] != spliced.text[at])
    end = start + len(spliced.text) - len(text)
    assert spliced.text[end:] == text[start:]
    block, lines = spliced.block.removesuffix("\n").split("\n"), spliced.text.split("\n")
    assert spliced.text[start:end].count("\n") in (len(block) + 1, len(block) + 2)  # an empty line above, or two
    stripped = [line.strip(" \t\r") for line in lines]
    assert stripped[spliced.line - 2 :][: len(block) + 1] == ["", *(line.strip() for line in block)]
    assert_says(spliced, said_more(text, place, said))
    assert glued_comments(spliced.text) == glued_comments(text)
    so_far = load_toml(_first(spliced.line - 1 + len(block), lines), "new")
    assert same(_at(so_far, above), _at(spliced.data, above))


def assert_says(spliced: Spliced, expected: Mapping[str, Any]) -> None:
    """Prove by two TOML parsers that the text says exactly what is expected."""
    assert same(load_toml(spliced.text, "new"), expected)
    assert same(tomllib.loads(spliced.text, parse_float=Decimal), expected)
    assert same(spliced.data, expected)


def said_more(text: str, place: Place, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a text says, and ``said`` at a place besides: at the end of the list, if updates are kept there."""
    data = deepcopy(load_toml(text, "old"))
    *tables, name = place
    table = data
    for key in tables:
        table = table.setdefault(key, {})
    if len(place) == 3:
        table.setdefault(name, []).append(said)
    else:
        assert name not in table
        table[name] = said
    return data


def same(one: object, other: object) -> bool:
    """Equal, and of equal types all the way down: True is not 1, 1 is not 1.0, and a day is not a time."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return repr(one) == repr(other)


def _at(data: Mapping[str, Any], place: Place) -> object:
    node: Any = data if place else None
    for key in place:
        node = node[key]
    return node


def glued_comments(text: str) -> list[tuple[str, ...]]:
    """The comments that stand directly above something in brackets, with it."""
    glued, comments = [], []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.lstrip(" \t").startswith("#") and is_toml(_first(number, lines)):  # and not within a string
            comments.append(line)
            continue
        if comments and line.lstrip(" \t").startswith("["):
            glued.append((*comments, line.rstrip("\r")))  # the last line had no end, perhaps
        comments = []
    return glued


def assert_refused(text: str, refusal: Refused, place: Place) -> None:
    """Prove that the refusal was due, names the line that rules the block out, and says what to write instead."""
    assert not _takes_block(text, place)
    found = re.fullmatch(
        r"ledger\.toml:(\d+): the [a-z]+ (?:is|are) written inline, where no block can follow; "
        r"write .*\[{1,2}([a-z0-9.-]+)\].*",
        str(refusal),
    )
    assert found, refusal
    assert found[2].startswith(f"{place[0]}.")
    lines = text.split("\n")
    before = int(found[1]) - 1
    assert _takes_block(_first(before, lines), place)
    through = next(end for end in range(before + 1, len(lines) + 1) if is_toml(_first(end, lines)))
    assert not _takes_block(_first(through, lines), place)


def _takes_block(text: str, place: Place) -> bool:
    """Whether TOML allows such a block at all: at the end of the text it would, if anywhere."""
    header = f"[{'.'.join(place)}]"
    return is_toml(f"{text}\n{f'[{header}]' if len(place) == 3 else header}\n")


def _first(number: int, lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines[:number])
