"""The JSON Schema of a ledger, made of the stored model: for editors that check TOML while it is written."""

from collections.abc import Mapping
from typing import Any

import msgspec

from commitrack.ledger import model
from commitrack.ledger.fields import ID_PATTERN
from commitrack.ledger.model import KINDS, About, Programme
from commitrack.ledger.scale import Scale

_DIALECT = "http://json-schema.org/draft-07/schema#"
_DEFINITION = "#/definitions/{name}"


def schema() -> dict[str, Any]:
    """Return the schema of a ledger file. It holds what reading asks of keys and types, but not of their values.

    TOML has types that JSON has not: dates are described as strings of that format, as TOML linters expect.
    """
    structs = [About, Scale, Programme, *KINDS.values()]
    _, components = msgspec.json.schema_components(structs, ref_template=_DEFINITION)
    definitions = {name: _described(_plain(table)) for name, table in components.items()}
    return {
        "$schema": _DIALECT,
        "title": "A commitrack ledger",
        "type": "object",
        "required": ["ledger"],
        "additionalProperties": False,
        "properties": {
            "ledger": _reference("About"),
            "verdicts": _reference("Scale"),
            "programmes": _by_id("Programme"),
            "commitments": _by_id("Commitment"),
        },
        "definitions": {"Commitment": _commitment(definitions), **definitions},
    }


def schema_text() -> str:
    """Return the schema as the text of a file."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": _DEFINITION.format(name=name)}


def _by_id(name: str) -> dict[str, Any]:
    identifier = {"pattern": f"^{ID_PATTERN}$"}
    return {"type": "object", "propertyNames": identifier, "additionalProperties": _reference(name)}


def _commitment(definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of any commitment: its kind decides, so that a linter can say what is wrong with it.

    The keys of all kinds stand beside that, for editors that complete keys and do not follow conditions.
    """
    every: dict[str, Any] = {}
    for kind in KINDS.values():
        every = definitions[kind.__name__]["properties"] | every
    return {
        "description": model.Commitment.__doc__,
        "type": "object",
        "required": ["title", "kind"],
        "properties": {**every, "kind": {"enum": list(KINDS), "description": "How it is counted."}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": name}}}, "then": _reference(kind.__name__)}
            for name, kind in KINDS.items()
        ],
    }


def _plain(node: Any) -> Any:
    """Say in JSON Schema what TOML says: amounts are numbers, and what is absent is left out rather than null."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    present = [choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}]
    if len(present) == 1:
        return {"description": node["description"], **_plain(present[0])} if "description" in node else present[0]
    if present and len(present) < len(node["anyOf"]):
        return {key: _plain(value) for key, value in node.items() if key != "default"} | {"anyOf": _plain(present)}
    if node.get("format") == "decimal":
        default = {"default": int(node["default"])} if "default" in node else {}
        return {key: value for key, value in node.items() if key == "description"} | {"type": "number"} | default
    return {key: _plain(value) for key, value in node.items()}


def _described(table: dict[str, Any]) -> dict[str, Any]:
    table["description"] = " ".join(table["description"].replace("``", "").split())
    return table
