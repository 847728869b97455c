"""Text + update or commitment → text: one block more, every other byte as it was, and proof of both."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from commitrack.ledger.lexer import Statement, plain_lines_beside, statements
from commitrack.ledger.model import AnyCommitment, Programme, Update
from commitrack.ledger.parse import Document
from commitrack.ledger.toml import load_toml

Keys = tuple[str, ...]
"""Those that lead to a table or a value, from the root."""


class Spliced(msgspec.Struct, frozen=True):
    """A ledger's text with one more block."""

    text: str
    data: dict[str, Any]
    """The data of the text."""
    block: str
    """The block as written, from its header on."""
    line: int
    """The line of the block's header, counted from 1."""


class Insertion(msgspec.Struct, frozen=True):
    """A text that is to stand at an offset of another, and what it adds: ``own`` = ``table``."""

    position: int
    text: str
    own: Keys
    table: dict[str, Any]


def add_update(document: Document, commitment_id: str, update: Update) -> Spliced:
    """Insert an update below the last section of its commitment.

    Raises :class:`~commitrack.errors.Refused`, naming the line and what to write instead, where TOML does not allow a
    block there.
    """
    own = ("commitments", commitment_id)
    updates = (*own, "updates")
    found = _statements(document, own)
    _refuse_inline(
        document,
        found,
        updates,
        "updates are",
        f"write each update as a [[{dotted(updates)}]] block below the commitment",
    )
    for table in (own, own[:1]):
        _refuse_inline(
            document, found, table, "commitment is", f"write [{dotted(own)}] on a line of its own, and its keys below"
        )
    return _spliced(document, found, own, update_block(commitment_id, update), updates, update_table(update))


def add_commitment(document: Document, commitment_id: str, commitment: AnyCommitment) -> Spliced:
    """Insert a commitment below the last one of its programme, else below the last one of all.

    Raises :class:`~commitrack.errors.Refused`, as :func:`add_update` does.
    """
    own = ("commitments", commitment_id)
    peers = [key for key, other in document.ledger.commitments.items() if other.programme == commitment.programme]
    above = (*own[:1], *peers[-1:])
    found = _statements(document, above)
    _refuse_inline_group(document, found, own, document.ledger.commitments)
    block, table = commitment_block(commitment_id, commitment), commitment_table(commitment)
    return _spliced(document, found, above, block, own, table)


def add_programme(document: Document, programme_id: str, programme: Programme) -> Spliced:
    """Insert a programme below the last one or their empty table, else below what is said about the ledger.

    Raises :class:`~commitrack.errors.Refused`, as :func:`add_update` does.
    """
    own = ("programmes", programme_id)
    above = own[:1] if "programmes" in document.data else ("ledger",)
    found = _statements(document, above)
    _refuse_inline_group(document, found, own, document.ledger.programmes)
    block, table = programme_block(programme_id, programme), programme_table(programme)
    return _spliced(document, found, above, block, own, table)


def _statements(document: Document, own: Keys) -> list[Statement]:
    """List the headers and pairs that belong to a table or may define it from outside, and what follows each."""
    plain = plain_lines_beside(own) if len(own) > 1 else None
    return list(statements(document.text, lambda table: table in ((), own[:1]) or table[: len(own)] == own, plain))


def dotted(keys: Keys) -> str:
    """Write keys as a header has them."""
    return ".".join(keys)


def _spliced(
    document: Document, found: list[Statement], above: Keys, block: str, own: Keys, table: dict[str, Any]
) -> Spliced:
    """Insert a block that says ``own`` = ``table`` below the sections of ``above``."""
    text = document.text
    position = _end_of(above, text, found)
    newline, indent = line_end(text, position), _indent(text, above, len(own), found)
    body = newline.join(indent + line if line else "" for line in block.split("\n"))
    before, after = text[:position], text[position:]
    if not before.endswith("\n"):  # the file ends without a newline, and goes on doing so
        before += newline
        body = body.removesuffix(newline)
    elif after and not after.startswith(("\n", "\r\n")):
        body += newline
    added = Insertion(position, before[position:] + newline + body, own, table)
    spliced, line = text[:position] + added.text + after, before.count("\n") + 2
    data = proved_by_section(document, found, added) or _proved(document, spliced, line, added)
    return Spliced(spliced, data, block, line)


def _from_root(found: Sequence[Statement]) -> Iterator[tuple[Statement, Keys]]:
    """Yield the statements with their keys from the root."""
    table: Keys = ()
    for statement in found:
        if statement.kind == "pair":
            yield statement, (*table, *statement.keys)
        else:
            table = statement.keys
            yield statement, table


def _end_of(own: Keys, text: str, found: list[Statement]) -> int:
    """Return the offset after the last section of a table, and after the comments glued to its end.

    A section runs from a header to the next. One that defines the table by dotted keys is its own too. What has no
    section yet comes at the end of the file.
    """
    in_own_section = False
    last = None
    for statement, keys in _from_root(found):
        in_own_section = keys[: len(own)] == own or (in_own_section and statement.kind == "pair")
        if in_own_section:
            last = statement.end
    return len(text) if last is None else _after_glued_comments(text, last, found)


def _refuse_inline(document: Document, found: list[Statement], table: Keys, subject: str, instead: str) -> None:
    for statement, keys in _from_root(found):
        if statement.kind == "pair" and keys == table:
            line = document.text.count("\n", 0, statement.start) + 1
            raise Refused(f"{document.file}:{line}: the {subject} written inline, where no block can follow; {instead}")


def _refuse_inline_group(document: Document, found: list[Statement], own: Keys, there: Iterable[str]) -> None:
    group, new = own
    header = f"[{group}.{next(iter(there), new)}]"
    _refuse_inline(document, found, (group,), f"{group} are", f"write each below a header of its own, as {header}")


_FULL_PROOF = ('"""', "'''", "\r")
"""What a text has nowhere whose sections can be told apart by their first lines alone."""

_GROUP = r"\[\[?(?:ledger|verdicts|programmes|commitments)[].]"
_HEADER = re.compile(rf"(?m:^){_GROUP}")
_NEXT_HEADER = re.compile(rf"(?:[ \t]*+(?:#[^\n]*+)?\n)*+(?:{_GROUP}|[ \t]*+(?:#[^\n]*+)?\Z)")
"""A header, or the end, below nothing but blank lines and comments."""

INDENT = re.compile(r"[ \t]*")
COMMENTS = re.compile(r"(?:[ \t]*+#[^\n]*+(?:\n|\Z))++")


def _after_glued_comments(text: str, position: int, found: list[Statement]) -> int:
    """Pass comments that follow directly, unless they stand directly above the next header and belong to it."""
    comments = COMMENTS.match(text, position)
    if comments is None or any(statement.start == comments.end() for statement in found):
        return position
    return comments.end()


def line_end(text: str, position: int) -> str:
    """Return the line end of the line before a position."""
    end = text.rfind("\n", 0, position)
    if end < 0:
        end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _indent(text: str, above: Keys, depth: int, found: list[Statement]) -> str:
    """Return the indentation of the last header there that has as many keys as the new one, else of the last."""
    headers = [one for one in found if one.kind != "pair" and one.keys[: len(above)] == above]
    peers = [one for one in headers if len(one.keys) == depth] or headers
    return INDENT.match(text, peers[-1].start)[0] if peers else ""  # type: ignore[index]  # it matches nothing, too


def proved_by_section(document: Document, found: Sequence[Statement], added: Insertion) -> dict[str, Any] | None:
    """Prove the same as :func:`_proved` from the commitment's own section alone, and return what the new text says.

    None where that proves nothing. Why it proves all where the text is as it is asked to be here: docs/writing.md.
    """
    text, end, own = document.text, added.position, added.own[:2]
    naming = [statement for statement, keys in _from_root(found) if keys[:2] == own]
    if not naming or naming[-1].end > end or any(sign in text for sign in _FULL_PROOF):
        return None
    start = naming[0].start
    is_apart = text.endswith("\n", 0, end) and (added.text.endswith("\n") or end == len(text))
    if not (is_apart and _HEADER.match(text, start) and _NEXT_HEADER.match(text, end)):
        return None
    group, name = own
    said = {group: {name: document.data[group][name]}}
    data = _data_with(text[start:end] + added.text, document, said, added)
    return None if data is None else {**document.data, group: {**document.data[group], name: data[group][name]}}


def _proved(document: Document, text: str, line: int, added: Insertion) -> dict[str, Any]:
    """Prove that the new text says what was added, and without it what the old one said; return what it says."""
    data = _data_with(text, document, document.data, added)
    if data is None:
        raise Refused(
            f"{document.file}:{line}: [{dotted(added.own)}] cannot be added here without changing something else; "
            "nothing was written; add it by hand, with 'commitrack edit'"
        )
    return data


def _data_with(text: str, document: Document, said: Mapping[str, Any], added: Insertion) -> dict[str, Any] | None:
    """Return what a text says; None unless that is what was ``said``, and what was added."""
    try:
        data = load_toml(text, document.file)
        block, rest = block_at(data, added.own), _without_block(data, said, added.own)
    except (LedgerInvalid, LookupError):
        return None
    return data if same(block, added.table) and same(rest, said) else None


def same(one: object, other: object) -> bool:
    """Compare with types and the order of keys, as repr tells them: 1 is not True and not 1.0, a day is not a time.

    Equal and written alike as JSON says as much, and much sooner: the one tells text, days and times apart, the other
    the rest. Only "not a number" is never equal to itself.
    """
    alike = one == other and msgspec.json.encode(one) == msgspec.json.encode(other)
    return alike or repr(one) == repr(other)


def block_at(data: Any, keys: Keys) -> Any:
    """Return what a new block says: the table that its keys lead to, or the last one of a list there."""
    for key in keys:
        data = data[key]
    return data[-1] if isinstance(data, list) else data


def _without_block(new: Mapping[str, Any], old: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """Return the new data without what :func:`block_at` returns.

    A table around it that the old data lacks is there because of the block, and goes with it.
    """
    key, *below = keys
    if below:
        left: Any = _without_block(new[key], old.get(key, {}), tuple(below))
        gone = not left and key not in old
    else:
        left = new[key][:-1] if isinstance(new[key], list) else {}
        gone = not left
    rest = {**new, key: left}
    if gone:
        del rest[key]
    return rest
