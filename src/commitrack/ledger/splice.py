"""Text + update → text: one block more, every other byte as it was, and proof of both before anything is written."""

import re
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
    block: str
    """The block as written, from its header on."""
    line: int
    """The line of the block's header, counted from 1."""


def add_update(text: str, file: str, commitment_id: str, update: Update) -> Spliced:
    """Insert an update below the last section of its commitment.

    Raises :class:`~commitrack.errors.Refused`, naming the line and what to write instead, where TOML does not allow
    a block there.
    """
    found = list(statements(text))
    position = _place(text, file, commitment_id, found)
    newline = _newline(text, position)
    indent = _indent(text, commitment_id, found)
    block = _block(commitment_id, update)
    lines = [indent + line if line else "" for line in block.split("\n")]
    body = newline.join(lines)
    before, after = text[:position], text[position:]
    if not before.endswith("\n"):  # the file ends without a newline, and goes on doing so
        before += newline
        body = body.removesuffix(newline)
    elif after and not after.startswith(("\n", "\r\n")):
        body += newline
    spliced = before + newline + body + after
    _verify(text, spliced, file, commitment_id, update)
    return Spliced(spliced, block, before.count("\n") + 2)


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


def _place(text: str, file: str, commitment_id: str, found: list[Statement]) -> int:
    """Return the offset after the commitment's last section, and after the comments glued to its end.

    A section runs from a header to the next. One that defines the commitment by dotted keys is its own too.
    """
    own = ("commitments", commitment_id)
    table: tuple[str, ...] = ()
    in_own_section = False
    last = 0
    for statement in found:
        if statement.kind != "pair":
            table = path = statement.keys
            in_own_section = path[:2] == own
        else:
            path = (*table, *statement.keys)
            in_own_section = in_own_section or path[:2] == own
            if path in (own, own[:1], (*own, "updates")):
                _refuse_inline(text, file, statement, path, commitment_id)
        if in_own_section:
            last = statement.end
    return _after_glued_comments(text, last, found)


def _refuse_inline(text: str, file: str, statement: Statement, path: tuple[str, ...], commitment_id: str) -> None:
    line = text.count("\n", 0, statement.start) + 1
    if path[2:] == ("updates",):
        instead = f"write each update as a [[commitments.{commitment_id}.updates]] block below the commitment"
        raise Refused(f"{file}:{line}: the updates are written inline, where no block can follow; {instead}")
    instead = f"write [commitments.{commitment_id}] on a line of its own, and its keys below"
    raise Refused(f"{file}:{line}: the commitment is written inline, where no block can follow; {instead}")


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


def _indent(text: str, commitment_id: str, found: list[Statement]) -> str:
    headers = [s for s in found if s.kind != "pair" and s.keys[:2] == ("commitments", commitment_id)]
    if not headers:
        return ""
    line = text[headers[-1].start :]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _verify(old: str, new: str, file: str, commitment_id: str, update: Update) -> None:
    """Prove that the new text says what the old one said, plus exactly this update."""
    expected = load_toml(old, file)
    expected["commitments"][commitment_id].setdefault("updates", []).append(body_of(update))
    # repr tells True from 1, 1 from 1.0 and a day from a time, which == does not
    if repr(load_toml(new, file)) != repr(expected):
        raise Refused(
            f"{file}: an update of {commitment_id} cannot be added without changing something else; nothing was "
            f"written; add a [[commitments.{commitment_id}.updates]] block by hand"
        )
