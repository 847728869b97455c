"""Text + update → text: one block more, every other byte as it was, and proof of both before anything is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import tomli_w

from commitrack.errors import Refused
from commitrack.ledger.lexer import Statement, statements
from commitrack.ledger.model import Update
from commitrack.ledger.parse import load_toml


@dataclass(frozen=True, slots=True)
class Spliced:
    """A ledger's text with one more block."""

    text: str
    data: dict[str, Any]
    """What the text says."""
    block: str
    """The block as written, from its header on."""
    line: int
    """The line of the block's header, counted from 1."""


def add_update(text: str, data: dict[str, Any], file: str, commitment_id: str, update: Update) -> Spliced:
    """Insert an update below the last section of its commitment.

    ``data`` is what ``text`` says, and is spent by it. Raises :class:`~commitrack.errors.Refused`, naming the line in
    ``file`` and what to write instead, where TOML does not allow a block there.
    """
    own = ("commitments", commitment_id)
    found = list(statements(text, lambda table: table in ((), own[:1]) or table[:2] == own))
    _refuse_inline(text, file, own, found)
    position = _place(text, own, found)
    newline, indent = _newline(text, position), _indent(text, own, found)
    block = _block(commitment_id, update)
    body = newline.join(indent + line if line else "" for line in block.split("\n"))
    before, after = text[:position], text[position:]
    if not before.endswith("\n"):  # the file ends without a newline, and goes on doing so
        before += newline
        body = body.removesuffix(newline)
    elif after and not after.startswith(("\n", "\r\n")):
        body += newline
    spliced = before + newline + body + after
    return Spliced(spliced, _verified(data, spliced, file, commitment_id, update), block, before.count("\n") + 2)


def body_of(update: Update) -> dict[str, Any]:
    """Return an update as a TOML table, in the order of its keys and without what it does not say."""
    return {name: _plain(value) for name, value in msgspec.structs.asdict(update).items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return int(whole) if whole == value else value
    return list(value) if isinstance(value, tuple) else value


def _block(commitment_id: str, update: Update) -> str:
    body = body_of(update)
    recorded = body.get("recorded")
    if isinstance(recorded, datetime):
        body["recorded"] = _Instant.fromtimestamp(recorded.timestamp(), UTC)
    return f"[[commitments.{commitment_id}.updates]]\n{tomli_w.dumps(body)}"


class _Instant(datetime):
    """A time that the serialiser writes as people do: ``2026-03-02T09:14:07Z``."""

    def __str__(self) -> str:
        return self.strftime("%Y-%m-%dT%H:%M:%SZ")


def _places(found: list[Statement]) -> Iterator[tuple[Statement, tuple[str, ...]]]:
    """Yield the statements with their keys from the root."""
    table: tuple[str, ...] = ()
    for statement in found:
        if statement.kind == "pair":
            yield statement, (*table, *statement.keys)
        else:
            table = statement.keys
            yield statement, table


def _place(text: str, own: tuple[str, ...], found: list[Statement]) -> int:
    """Return the offset after the commitment's last section, and after the comments glued to its end.

    A section runs from a header to the next. One that defines the commitment by dotted keys is its own too.
    """
    in_own_section = False
    last = 0
    for statement, path in _places(found):
        in_own_section = path[:2] == own or (in_own_section and statement.kind == "pair")
        if in_own_section:
            last = statement.end
    return _after_glued_comments(text, last, found)


def _refuse_inline(text: str, file: str, own: tuple[str, ...], found: list[Statement]) -> None:
    updates = (*own, "updates")
    for statement, path in _places(found):
        if statement.kind != "pair" or path not in (own[:1], own, updates):
            continue
        header = ".".join(path if path == updates else own)
        subject, instead = (
            ("the updates are", f"write each update as a [[{header}]] block below the commitment")
            if path == updates
            else ("the commitment is", f"write [{header}] on a line of its own, and its keys below")
        )
        line = text.count("\n", 0, statement.start) + 1
        raise Refused(f"{file}:{line}: {subject} written inline, where no block can follow; {instead}")


_INDENT = re.compile(r"[ \t]*")
_COMMENTS = re.compile(r"(?:[ \t]*+#[^\n]*+(?:\n|\Z))++")


def _after_glued_comments(text: str, position: int, found: list[Statement]) -> int:
    """Pass comments that follow directly, unless they stand directly above the next header and belong to it."""
    comments = _COMMENTS.match(text, position)
    if comments is None or any(statement.start == comments.end() for statement in found):
        return position
    return comments.end()


def _newline(text: str, position: int) -> str:
    end = text.rfind("\n", 0, position)
    if end < 0:
        end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _indent(text: str, own: tuple[str, ...], found: list[Statement]) -> str:
    headers = [statement.start for statement in found if statement.kind != "pair" and statement.keys[:2] == own]
    return _INDENT.match(text, headers[-1])[0] if headers else ""  # type: ignore[index]  # it matches nothing, too


def _verified(expected: dict[str, Any], text: str, file: str, commitment_id: str, update: Update) -> dict[str, Any]:
    """Prove that the new text says what the old one said, plus exactly this update, and return what it says."""
    expected["commitments"][commitment_id].setdefault("updates", []).append(body_of(update))
    data = load_toml(text, file)
    # repr tells True from 1, 1 from 1.0 and a day from a time, which == does not
    if repr(data) != repr(expected):
        raise Refused(
            f"{file}: an update of {commitment_id} cannot be added without changing something else; nothing was "
            f"written; add a [[commitments.{commitment_id}.updates]] block by hand"
        )
    return data
