"""Stored things → blocks of TOML, laid out as people write them; the serialiser settles what each value looks like."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import tomli_w

from commitrack.ledger.fields import keys_of
from commitrack.ledger.model import KINDS, Commitment, Programme, Update

_FIRST_KEYS = (
    "title",
    "programme",
    "kind",
    "target",
    "at_most",
    "unit",
    "every",
    "holds",
    "baseline",
    "members",
    "parts",
    "steps",
    "milestones",
    "start",
    "due",
    "assumed",
    "reported_within",
    "settled_within",
    "pledger",
    "recipient",
    "description",
    "quote",
    "source",
    "archive",
    "means_of_verification",
    "measured_by",
    "owner",
    "tags",
    "note",
)
COMMITMENT_KEYS = tuple(
    dict.fromkeys(
        (*_FIRST_KEYS, *(key for kind in KINDS.values() for key in kind.__struct_encode_fields__ if key != "updates"))
    )
)
"""The keys of a commitment, in the order that a reader wants; what is not named above comes last."""

_LINE_WIDTH = 120

_SHARED_LINES = 3
"""Lines in a row that git keeps within a conflict although both sides have them: one more splits the conflict."""


def update_table(update: Update) -> dict[str, Any]:
    """Return an update as a TOML table, in the order of its keys and without what it does not say."""
    return {key: _plain(value) for key, value in _said(update) if value is not None}


def update_block(commitment_id: str, update: Update) -> str:
    """Write an update, its id in the header line too, and in some of the others."""
    table = update_table(update)
    recorded = table.get("recorded")
    if isinstance(recorded, datetime):
        table["recorded"] = _Instant.fromtimestamp(recorded.timestamp(), UTC)
    header, body = f"[[commitments.{commitment_id}.updates]]", tomli_w.dumps(table)
    if update.id is None:
        return f"{header}\n{body}"
    name, _, rest = body.partition("\n")
    return f"{header}{_mark(update.id)}\n{name}\n{_whole(rest, update.id)}"


def commitment_table(commitment: Commitment) -> dict[str, Any]:
    """Return a commitment without its updates as a TOML table, in the order a reader wants, without what is absent."""
    stored = {"kind": commitment.kind, **dict(_said(commitment))}
    absent = {key: field.default for key, field in keys_of(type(commitment)).items() if not field.required}
    return {
        key: _plain(stored[key])
        for key in COMMITMENT_KEYS
        if key in stored and (key not in absent or stored[key] != absent[key])
    }


def commitment_block(commitment_id: str, commitment: Commitment) -> str:
    """Write a commitment, its values in one column."""
    return f"[commitments.{commitment_id}]\n{_whole(_aligned(commitment_table(commitment)), f'[{commitment_id}]')}"


def programme_table(programme: Programme) -> dict[str, Any]:
    """Return a programme as a TOML table."""
    return {key: _plain(value) for key, value in _said(programme) if value is not None}


def programme_block(programme_id: str, programme: Programme) -> str:
    """Write a programme."""
    return f"[programmes.{programme_id}]\n{_whole(_aligned(programme_table(programme)), f'[{programme_id}]')}"


def _whole(body: str, name: str) -> str:
    """Mark lines with the name of their block, so that git takes two blocks in a conflict for two.

    Where two branches add blocks in one place, git leaves the lines that both have outside of the conflict markers: at
    the end of the blocks, and wherever there are more than a few in a row. Whoever then keeps both sides has one block
    made of two. A line that names its block is in no other one.
    """
    *lines, _ = body.split("\n")
    last = len(lines) - 1
    marked = (
        line + _mark(name) if number == last or number % (_SHARED_LINES + 1) == _SHARED_LINES else line
        for number, line in enumerate(lines)
    )
    return "".join(f"{line}\n" for line in marked)


def _mark(name: str) -> str:
    return f"  # {name}"


def _aligned(table: Mapping[str, object]) -> str:
    width = max(map(len, table))
    return "".join(f"{key:<{width}} = {_value(value)}\n" for key, value in table.items())


def _value(value: object) -> str:
    """Write a value on one line where it fits."""
    if isinstance(value, list):
        line = f"[{', '.join(map(_value, value))}]"
        return line if len(line) <= _LINE_WIDTH else "[\n" + "".join(f"    {_value(item)},\n" for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + "}"
    return tomli_w.dumps({"value": value}).removeprefix("value = ").removesuffix("\n")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return int(whole) if whole == value else value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, msgspec.Struct):
        return {key: _plain(item) for key, item in _said(value) if item is not None}
    return value


def _said(struct: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    """Yield the keys of a table, as they are written, with their values."""
    for key, name in zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True):
        yield key, getattr(struct, name)


class _Instant(datetime):
    """A time that the serialiser writes as people do: ``2026-03-02T09:14:07Z``."""

    def __str__(self) -> str:
        return self.strftime("%Y-%m-%dT%H:%M:%SZ")
