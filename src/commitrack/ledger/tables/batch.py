"""Many updates, commitments and programmes into a ledger's text at once, as if they were added one after the other.

The text is read once for the places of all of them, and once more for the proof that every byte between is as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from commitrack.errors import LedgerInvalid, Refused
from commitrack.ledger.blocks import (
    commitment_block,
    commitment_table,
    programme_block,
    programme_table,
    update_block,
    update_table,
)
from commitrack.ledger.lexer import statements
from commitrack.ledger.model import AnyCommitment, Programme, Update
from commitrack.ledger.parse import Document
from commitrack.ledger.splice import COMMENTS, INDENT, Keys, dotted, line_end, same
from commitrack.ledger.toml import load_toml


class Additions(msgspec.Struct, frozen=True):
    """The additions to a ledger, in its order."""

    programmes: Mapping[str, Programme]
    commitments: Mapping[str, AnyCommitment]
    """New ones, with their updates."""
    updates: Mapping[str, Sequence[Update]]
    """Those of commitments that are there."""


class _Block(msgspec.Struct, frozen=True):
    above: Keys
    """The table below whose last section it comes."""
    depth: int
    text: str


class _Places(msgspec.Struct):
    """The ends of the sections of some tables, and the form of their headers."""

    ends: dict[Keys, int] = msgspec.field(default_factory=dict)
    headers: dict[Keys, dict[int, int]] = msgspec.field(default_factory=dict)
    """By table, the offset of its last header of each depth; that of the last one at all at 0."""
    starts: set[int] = msgspec.field(default_factory=set)


def add_all(document: Document, additions: Additions) -> str:
    """Return the text of a ledger with all additions in it.

    Raises :class:`~commitrack.errors.Refused` where TOML does not allow a block, naming the line.
    """
    blocks = list(_blocks(document, additions))
    places = _places(document, {block.above for block in blocks}, additions)
    by_position: dict[int, dict[Keys, list[_Block]]] = {}
    for block in blocks:
        position = _after_comments(document.text, places.ends.get(block.above, len(document.text)), places.starts)
        by_position.setdefault(position, {}).setdefault(block.above, []).append(block)
    pieces: list[str] = []
    last = 0
    for position, there in sorted(by_position.items()):
        # Of two tables that end at one place, the one that is added to last gets its blocks there.
        ended = [block for above in reversed(there) if above in places.ends for block in there[above]]
        others = [block for above in there if above not in places.ends for block in there[above]]
        pieces += [document.text[last:position], _written(document.text, position, [*ended, *others], places)]
        last = position
    text = "".join([*pieces, document.text[last:]])
    _verify(document, text, additions)
    return text


def _blocks(document: Document, additions: Additions) -> Iterator[_Block]:
    """Yield the blocks in the order in which those at one place follow on each other."""
    above: Keys = ("programmes",) if "programmes" in document.data else ("ledger",)
    for key, programme in additions.programmes.items():
        yield _Block(above, 2, programme_block(key, programme))
    for key, updates in additions.updates.items():
        for update in updates:
            yield _Block(("commitments", key), 3, update_block(key, update))
    last_of = {one.programme: key for key, one in document.ledger.commitments.items()}
    grouped: dict[str | None, list[str]] = {}
    for key, commitment in additions.commitments.items():
        grouped.setdefault(commitment.programme, []).append(key)
    for programme_id, keys in grouped.items():
        above = ("commitments", last_of[programme_id]) if programme_id in last_of else ("commitments",)
        for key in keys:
            commitment = additions.commitments[key]
            yield _Block(above, 2, commitment_block(key, commitment))
            for update in commitment.updates:
                yield _Block(above, 2, update_block(key, update))


def _places(document: Document, owners: set[Keys], additions: Additions) -> _Places:
    """Read the text once. A section runs from a header to the next, and is of every table that it says something of."""
    places = _Places()
    roots = {owner[0] for owner in owners if len(owner) == 1}
    inline = _inline(document, additions)
    table: Keys = ()
    inside: set[Keys] = set()
    end = 0

    def is_wanted(keys: Keys) -> bool:
        return len(keys) < 2 or keys[:1][0] in roots or keys[:2] in owners

    for statement in statements(document.text, is_wanted):
        places.starts.add(statement.start)
        if statement.kind == "pair":
            keys = (*table, *statement.keys)
            if keys in inline:
                line = document.text.count("\n", 0, statement.start) + 1
                raise Refused(f"{document.file}:{line}: {inline[keys]}")
        else:
            places.ends |= dict.fromkeys(inside, end)
            table, inside = statement.keys, set()
            keys = table
            for owner in {keys[:1], keys[:2]} & owners:
                headers = places.headers.setdefault(owner, {})
                headers[len(keys)] = headers[0] = statement.start
        inside |= {keys[:1], keys[:2]} & owners
        end = statement.end
    places.ends |= dict.fromkeys(inside, end)
    return places


def _inline(document: Document, additions: Additions) -> dict[Keys, str]:
    """Return the tables below which no block can follow if they are written inline, with what to do then."""
    refused: dict[Keys, str] = {}
    for key in additions.updates:
        own = ("commitments", key)
        told = f"written inline, where no block can follow; write each as [[{dotted((*own, 'updates'))}]] below it"
        refused[*own, "updates"] = f"the updates are {told}"
        refused[own] = f"the commitment is {told.replace('[[', '[').replace('.updates]]', ']').replace('each', 'it')}"
    for group, added in (("commitments", additions.commitments), ("programmes", additions.programmes)):
        if added or (group == "commitments" and additions.updates):
            header = dotted((group, next(iter(document.data.get(group, {})), "ID")))
            refused[group,] = f"the {group} are written inline, where no block can follow; write each as [{header}]"
    return refused


def _after_comments(text: str, position: int, starts: set[int]) -> int:
    comments = COMMENTS.match(text, position)
    return position if comments is None or comments.end() in starts else comments.end()


def _written(text: str, position: int, blocks: Sequence[_Block], places: _Places) -> str:
    """Write blocks as they follow on the text before a position, with an empty line above each."""
    newline = line_end(text, position)
    ends_open = position > 0 and text[position - 1] != "\n"
    written = [newline] if ends_open else []
    for block in blocks:
        headers = places.headers.get(block.above, {})
        at = headers.get(block.depth, headers.get(0))
        indent = "" if at is None else INDENT.match(text, at)[0]  # type: ignore[index]  # it matches nothing, too
        lines = (indent + line if line else "" for line in block.text.split("\n"))
        written.append(newline + newline.join(lines))
    whole = "".join(written)
    if ends_open:  # the file ends without a newline, and goes on doing so
        return whole.removesuffix(newline)
    return whole + newline if position < len(text) and not text.startswith(("\n", "\r\n"), position) else whole


def _verify(document: Document, text: str, additions: Additions) -> None:
    """Prove that the new text says what was added, and without it what the old one said."""
    try:
        data = load_toml(text, document.file)
        alike = same(_without(data, document.data, additions), [document.data, _said(additions)])
    except (LedgerInvalid, LookupError, TypeError):
        alike = False
    if not alike:
        raise Refused(
            f"{document.file}: these cannot be added without changing something else; nothing was written; "
            "add them by hand, with 'commitrack edit'"
        )


def _said(additions: Additions) -> list[Any]:
    return [
        [programme_table(programme) for programme in additions.programmes.values()],
        [
            commitment_table(one)
            | ({"updates": [update_table(update) for update in one.updates]} if one.updates else {})
            for one in additions.commitments.values()
        ],
        [[update_table(update) for update in updates] for updates in additions.updates.values()],
    ]


def _without(data: Mapping[str, Any], old: Mapping[str, Any], additions: Additions) -> list[Any]:
    """Return new data without the additions, and the additions as it says them."""
    rest = {key: dict(table) if isinstance(table, dict) else table for key, table in data.items()}
    programmes = [rest["programmes"].pop(key) for key in additions.programmes]
    commitments = [rest["commitments"].pop(key) for key in additions.commitments]
    updates = []
    for key, added in additions.updates.items():
        own = dict(rest["commitments"][key])
        updates.append(own["updates"][-len(added) :])
        own["updates"] = own["updates"][: -len(added)]
        if not own["updates"] and "updates" not in old["commitments"][key]:
            del own["updates"]
        rest["commitments"][key] = own
    for group in ("programmes", "commitments"):
        if group in rest and not rest[group] and group not in old:
            del rest[group]
    return [rest, [programmes, commitments, updates]]
