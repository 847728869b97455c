"""Stored things → blocks of TOML, laid out as people write them; the serialiser settles what each value looks like."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import tomli_w

from commitrack.ledger.model import Commitment, Programme, Update

_COMMITMENT_KEYS = (
    "title",
    "programme",
    "kind",
    "target",
    "every",
    "unit",
    "baseline",
    "members",
    "milestones",
    "start",
    "due",
    "assumed",
    "pledger",
    "recipient",
    "description",
    "quote",
    "source",
    "means_of_verification",
    "tags",
    "note",
)
_LINE_WIDTH = 120


def update_table(update: Update) -> dict[str, Any]:
    """Return an update as a TOML table, in the order of its keys and without what it does not say."""
    return {name: _plain(value) for name, value in msgspec.structs.asdict(update).items() if value is not None}


def update_block(commitment_id: str, update: Update) -> str:
    """Write an update. Its id stands in the header line, too.

    Two branches that add to one commitment begin with the same header, which git would leave outside of the conflict
    markers, and keeping both sides would fuse the two updates. With the id in it, each side's block is whole.
    """
    table = update_table(update)
    recorded = table.get("recorded")
    if isinstance(recorded, datetime):
        table["recorded"] = _Instant.fromtimestamp(recorded.timestamp(), UTC)
    mark = f"  # {update.id}" if update.id else ""
    return f"[[commitments.{commitment_id}.updates]]{mark}\n{tomli_w.dumps(table)}"


def commitment_table(commitment: Commitment) -> dict[str, Any]:
    """Return a commitment without its updates as a TOML table, in the order a reader wants, without what is absent."""
    stored = {"kind": commitment.kind, **msgspec.structs.asdict(commitment)}
    absent = {field.name: field.default for field in msgspec.structs.fields(commitment) if not field.required}
    return {
        key: _plain(stored[key])
        for key in _COMMITMENT_KEYS
        if key in stored and (key not in absent or stored[key] != absent[key])
    }


def commitment_block(commitment_id: str, commitment: Commitment) -> str:
    """Write a commitment, its values in one column."""
    return f"[commitments.{commitment_id}]\n{_aligned(commitment_table(commitment))}"


def programme_table(programme: Programme) -> dict[str, Any]:
    """Return a programme as a TOML table."""
    return {name: value for name, value in msgspec.structs.asdict(programme).items() if value is not None}


def programme_block(programme_id: str, programme: Programme) -> str:
    """Write a programme."""
    return f"[programmes.{programme_id}]\n{_aligned(programme_table(programme))}"


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
        return {name: _plain(item) for name, item in msgspec.structs.asdict(value).items()}
    return value


class _Instant(datetime):
    """A time that the serialiser writes as people do: ``2026-03-02T09:14:07Z``."""

    def __str__(self) -> str:
        return self.strftime("%Y-%m-%dT%H:%M:%SZ")
