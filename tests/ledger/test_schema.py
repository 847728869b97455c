"""The schema, as the TOML linter taplo understands it: what reading accepts passes, and mistakes are flagged."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commitrack.ledger.schema import schema, schema_text
from tests.support.environment import PROJECT

SCHEMA = PROJECT / "schema" / "commitments.schema.json"
TAPLO = Path(sys.executable).with_name("taplo")
EXAMPLE = PROJECT / "examples" / "uk-homes.toml"
SHIPPED = [PROJECT / "data" / "commitments.toml", *sorted((PROJECT / "examples").glob("*.toml"))]


def lint(*ledgers: Path, schema: Path | None = SCHEMA) -> subprocess.CompletedProcess[str]:
    chosen = ["--schema", schema.as_uri()] if schema else []
    return subprocess.run(
        [TAPLO, "lint", "--colors", "never", *chosen, *ledgers], capture_output=True, text=True, check=False
    )


def test_the_schema_in_the_repository_is_current() -> None:
    assert SCHEMA.read_text("utf-8") == schema_text()


def test_taplo_accepts_the_shipped_ledgers() -> None:
    done = lint(*SHIPPED)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "instead", "said"),
    [
        (r"^unit ", "units ", "Additional properties are not allowed ('units' was unexpected)"),
        (r"^target .*", 'target = "many"', '"many" is not of type "number"'),
        (r"^due .*", "due = 2029", '2029 is not of type "string"'),
        (r'"total"', '"totl"', '"totl" is not one of ["total","periodic","level","standing","joint","qualitative"]'),
        (r"^title .*homes.*", "", '"title" is a required property'),
        (r"^kind .*", "", '"kind" is a required property'),
        (r"^by .*", 'by = "press"', '"press" is not one of'),
        (r"^total .*", "", None),
    ],
)
def test_taplo_flags_mistakes(tmp_path: Path, pattern: str, instead: str, said: str | None) -> None:
    text, made = re.subn(pattern, instead, EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    assert made
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(text, "utf-8")
    done = lint(ledger)
    assert done.returncode == (1 if said else 0)
    assert said is None or f"error: {said}" in done.stderr


@pytest.mark.slow
def test_a_new_ledger_names_the_schema_beside_it(tmp_path: Path) -> None:
    ledger = tmp_path / "summit" / "pledges.toml"
    ledger.parent.mkdir()
    command = [sys.executable, "-m", "commitrack", "init", "--ledger", str(ledger)]
    subprocess.run(command, check=True, capture_output=True)
    assert ledger.with_name("commitments.schema.json").read_text("utf-8") == schema_text()
    assert lint(ledger, schema=None).returncode == 0
    ledger.write_text(ledger.read_text("utf-8").replace("require_source", "requires_source"), "utf-8")
    assert "'requires_source' was unexpected" in lint(ledger, schema=None).stderr


def test_every_key_says_what_it_is_for() -> None:
    without = [
        f"{name}.{key}"
        for name, table in schema()["definitions"].items()
        for key, value in table["properties"].items()
        if "description" not in value and "$ref" not in value and key not in ("description", "note", "kind")
    ]
    assert without == []


def test_nothing_in_it_is_of_a_type_that_toml_has_not() -> None:
    def types(node: Any) -> set[str]:
        if isinstance(node, list):
            return set().union(*map(types, node))
        if not isinstance(node, dict):
            return set()
        own = {node["type"]} if isinstance(node.get("type"), str) else set()
        return own.union(*map(types, node.values()))

    assert types(json.loads(schema_text())) == {"array", "boolean", "integer", "number", "object", "string"}
