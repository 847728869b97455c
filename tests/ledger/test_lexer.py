"""Where statements stand and what they name, beside what the TOML parser says of every part of the text."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.lexer import DEEPEST, Statement, lines_of, statements
from commitrack.ledger.mistakes import Place
from ledger_texts import ledgers
from toml_texts import LEDGER_PLACES, PLACES, documents, is_toml

CASES = sorted((Path(__file__).parents[1] / "cases" / "lexing").glob("*.toml"))


def found_by_force(text: str) -> Iterator[Statement]:
    """The statements, from one line end at which the text so far is valid to the next."""
    start = 0
    for end in [at + 1 for at, char in enumerate(text) if char == "\n"] + [len(text)]:
        if end == start or not is_toml(text[:end]):
            continue
        piece = text[start:end].strip()
        if piece.startswith("[["):
            yield Statement("array", start, end, only_keys(piece))
        elif piece.startswith("["):
            yield Statement("table", start, end, only_keys(piece))
        elif piece and not piece.startswith("#"):
            key = next(piece[:at] for at, char in enumerate(piece) if char == "=" and is_toml(f"{piece[:at]}=0"))
            yield Statement("pair", start, end, only_keys(f"{key}=0"))
        start = end


def only_keys(statement: str) -> tuple[str, ...]:
    keys, node = [], tomli.loads(statement)
    while node:
        [(key, inner)] = node.items()
        keys.append(key)
        node = inner[0] if isinstance(inner, list) else inner
    return tuple(keys)


def lines_by_force(text: str) -> dict[Place, int]:
    """Each place that a statement names, with the line of the statement before which the text did not say it."""
    lines: dict[Place, int] = {}
    table: Place = ()
    for statement in found_by_force(text):
        after = tomli.loads(text[: statement.end])
        if statement.kind == "pair":
            place = (*table, *statement.keys)
        else:
            place = table = position(after, statement.keys)
        said = set(places(tomli.loads(text[: statement.start])))
        line = text.count("\n", 0, statement.start) + 1
        named = [place[:length] for length in range(1, min(len(place), DEEPEST) + 1)]
        lines |= {place: line for place in named if place not in said}
    return lines


def position(data: dict[str, object], keys: tuple[str, ...]) -> Place:
    """The place that a header opens: in the last table of every list on its way."""
    place: Place = ()
    node: object = data
    for key in keys:
        assert isinstance(node, dict)
        place, node = (*place, key), node[key]
        if isinstance(node, list):
            place, node = (*place, len(node) - 1), node[-1]
    return place


def places(node: object, place: Place = ()) -> Iterator[Place]:
    yield place
    if isinstance(node, dict | list):
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from places(inner, (*place, key))


def assert_agrees(text: str) -> None:
    assert list(statements(text)) == list(found_by_force(text))
    lines = lines_of(text)
    assert {place: line for place, line in lines.items() if len(place) <= DEEPEST} == lines_by_force(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_hard_toml(case: Path) -> None:
    text = case.read_bytes().decode()
    if case.stem == "toml-1.1" and not is_toml(text):
        pytest.skip("the installed tomli reads TOML 1.0 only")
    assert is_toml(text)
    assert_agrees(text)


@given(documents(PLACES) | documents(LEDGER_PLACES) | ledgers())
def test_any_toml(text: str) -> None:
    assert_agrees(text)


@given(documents(LEDGER_PLACES), st.sets(st.sampled_from(((), *LEDGER_PLACES))))
def test_pairs_that_are_not_wanted_are_passed(text: str, tables: set[tuple[str, ...]]) -> None:
    table: tuple[str, ...] = ()
    expected = []
    for statement in statements(text):
        if statement.kind != "pair":
            table = statement.keys
        if statement.kind != "pair" or table in tables:
            expected.append(statement)
    assert list(statements(text, tables.__contains__)) == expected


@given(st.text("[]\"=\\#\n'a. {},\r\t", max_size=40))
def test_what_is_not_toml_is_read_to_some_point(text: str) -> None:
    """The line to edit is looked up in broken ledgers, too."""
    try:
        found = list(statements(text))
    except tomli.TOMLDecodeError:
        return
    assert all(one.end <= other.start for one, other in pairwise(found))
