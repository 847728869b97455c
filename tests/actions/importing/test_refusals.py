"""Whatever the cells of a table hold, it comes in as a ledger that reads, or is refused in sentences."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.actions.import_ import Order, bring_in
from commitrack.actions.importing.mapped import mapped_rows
from commitrack.actions.importing.mapping import map_of, map_text
from commitrack.actions.importing.rows import rows_of
from commitrack.errors import CommitrackError
from commitrack.files.tables.open import grids
from commitrack.ledger.model import KINDS
from commitrack.ledger.parse import parse
from commitrack.ledger.scale import NEUTRAL, VERDICTS
from commitrack.ledger.tables.columns import COLUMNS, TableName
from commitrack.ledger.toml import load_toml
from tests.support.environment import PROJECT

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TEXT = (PROJECT / "tests" / "golden" / "transcripts" / "import.toml").read_text("utf-8")

WORDS = (
    *(
        "training",
        "visa-free",
        "aaaa0001",
        "2024-06-30",
        "2024-02-30",
        "500",
        "1,500",
        "-3",
        "1e999",
        "true",
        "Chile; Peru",
    ),
    *("Chile; Peru", "2026-01-01=5", "year", "[]", '["a"]', "'=1", "#REF!", "start", "[[[", *KINDS, *VERDICTS),
)
TEXTS = st.text(max_size=8) | st.sampled_from(WORDS)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**30) | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("by", "from", "target", "x")), inner),
    max_leaves=4,
)


def lines(table: TableName) -> st.SearchStrategy[bytes]:
    needed = {"updates": ("commitment", "date"), "commitments": ("id", "title", "kind")}[table]
    columns = [column.key for column in COLUMNS[table]]
    row = st.builds(
        lambda known, more: {**more, **known},
        st.fixed_dictionaries(dict.fromkeys(needed, TEXTS)),
        st.dictionaries(st.sampled_from(columns), VALUES, max_size=4),
    )
    return st.lists(row, min_size=1, max_size=3).map(
        lambda rows: "\n".join(json.dumps(one) for one in rows).encode("utf-8", "replace")
    )


@pytest.mark.slow
@given(lines("updates") | lines("commitments"), st.sampled_from((None, "corrects", "restates")))
def test_a_table_of_anything_is_a_ledger_or_refused(content: bytes, mending: Any) -> None:
    with suppress(CommitrackError):
        rows = rows_of(grids(content, "x"))
        written = bring_in(TEXT, Path("ledger.toml"), Order(rows, mending, NOW)).text
        assert parse(written, "ledger.toml").ledger


ORIGINS = st.sampled_from(({"column": "a"}, {"columns": ["a", "b"], "split": ";"}, "2024-06-30"))
FIELDS = VALUES | st.builds(lambda value: {"column": "b", "otherwise": value}, VALUES)


def sections(table: TableName, *needed: str) -> st.SearchStrategy[dict[str, Any]]:
    others = {column.key: FIELDS for column in COLUMNS[table] if column.key not in needed}
    return st.fixed_dictionaries(dict.fromkeys(needed, ORIGINS), optional=others)


MAPS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "decimal": st.just(",") | VALUES,
        "dates": st.just("%d.%m.%Y") | VALUES,
        "heading": st.integers(-1, 3) | VALUES,
        "sheet": VALUES,
        "skip": st.dictionaries(st.sampled_from("ab"), VALUES, max_size=1) | VALUES,
        "verdicts": st.dictionaries(TEXTS, st.sampled_from(VERDICTS) | VALUES, max_size=2),
        "updates": sections("updates", "date", "note"),
        "commitments": sections("commitments", "title", "kind"),
    },
)


@given(MAPS, st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_a_map_of_anything_is_followed_or_refused(data: dict[str, Any], cells: list[tuple[str, str]]) -> None:
    content = "\n".join(json.dumps({"a": a, "b": b}) for a, b in cells).encode("utf-8", "replace")
    with suppress(CommitrackError):
        rows = mapped_rows(grids(content, "x"), map_of(data, "map.toml"), NEUTRAL)
        written = bring_in(TEXT, Path("ledger.toml"), Order(rows, None, NOW)).text
        assert parse(written, "ledger.toml").ledger


def test_a_map_that_is_written_is_read_as_the_same_map() -> None:
    data = load_toml((Path(__file__).parent / "tracker.toml").read_text("utf-8"), "map.toml")
    assert load_toml(map_text(data), "map.toml") == data
