"""Where statements stand and what they name, beside what the TOML parser says of every part of the text."""

import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from commitrack.errors import Refused
from commitrack.ledger.lexer import Statement, newer_syntax, plain_lines_beside, statements
from commitrack.ledger.rules.mistakes import Place
from commitrack.ledger.rules.places import DEEPEST, Lines
from tests.strategies.ledger_texts import ledgers
from tests.strategies.toml_texts import LEDGER_PLACES, PLACES, documents, is_toml
from tests.support.writes import RESULTS, write

CASES = sorted((Path(__file__).parent / "lexing").glob("*.toml"))


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


def places_by_force(text: str) -> Iterator[tuple[int, Place]]:
    """The line of each statement, and the place that it names."""
    table: Place = ()
    for statement in found_by_force(text):
        if statement.kind != "pair":
            table = position(tomli.loads(text[: statement.end]), statement.keys)
        own = statement.keys if statement.kind == "pair" else ()
        yield text.count("\n", 0, statement.start) + 1, (*table, *own)


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
    lines, expected = Lines(text), lines_by_force(text)
    known = [place for place in places(tomli.loads(text)) if len(place) <= DEEPEST]
    assert {place: line for place in known if (line := lines.line_of(place))} == expected
    named = list(places_by_force(text))
    for number in range(1, text.count("\n") + 2):
        last = [place for line, place in named if line <= number][-1:]
        assert lines.place_at(number)[:DEEPEST] == (last[0][:DEEPEST] if last else ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_hard_toml(case: Path) -> None:
    text = case.read_bytes().decode()
    if case.stem == "toml-1.1" and not is_toml(text):
        pytest.skip("the installed tomli reads TOML 1.0 only")
    assert is_toml(text)
    assert_agrees(text)


@st.composite
def plain_headers(draw: st.DrawFn) -> str:
    """A text with headers as commitrack writes them, of names that begin alike."""
    names = st.sampled_from(("x", "x-y", "xx", "y", "x.updates"))
    tables = [f"[commitments.{name}]\n" for name in draw(st.lists(names, unique=True))]
    lists = [f"[[commitments.{name}.updates]]  # x\n" for name in draw(st.lists(names))]
    return "a = 1\n\n".join(draw(st.permutations(tables + lists)))


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


@given(
    documents(LEDGER_PLACES) | ledgers(commitments=1) | plain_headers(),
    st.sampled_from([place for place in LEDGER_PLACES if len(place) == 2]),
)
def test_neighbours_are_passed_and_nothing_else(text: str, place: tuple[str, ...]) -> None:
    def wanted(table: tuple[str, ...]) -> bool:
        return table in ((), place[:1]) or table[:2] == place

    found = list(statements(text, wanted, plain_lines_beside(place)))
    everything = list(statements(text, wanted))
    assert [one for one in everything if one in found] == found
    table: tuple[str, ...] = ()
    for one in everything:
        above, table = table, one.keys if one.kind != "pair" else table
        assert one in found or not (wanted(above) or wanted(table))


@given(st.text("[]\"=\\#\n'a. {},\r\t", max_size=40))
def test_what_is_not_toml_is_read_to_some_point(text: str) -> None:
    """The line to edit is looked up in broken ledgers, too."""
    try:
        found = list(statements(text))
    except tomli.TOMLDecodeError:
        return
    assert all(one.end <= other.start for one, other in pairwise(found))


NEWER = {
    "a = {b = 1,}": "take away the comma before }",
    "a = {b = 1 , }": "take away the comma before }",
    "a = [{b = [1,], c = {d = 1}, }]": "take away the comma before }",
    "a = {b = 1\n}": "write the table from { to } on one line",
    "a = [\n{b = 1, # so }\nc = 2}]": "write the table from { to } on one line",
    'a = "\\e[1m"': r"write \u001b for \e",
    'a = "\\\\\\xe4"': r"write \u00e4 for \xe4",
    "a = 09:30": "write a time with its seconds, as 09:30:00",
    "a = 2026-03-01T09:30Z": "write a time with its seconds, as 09:30:00",
}
"""TOML 1.1, with what to write in its place."""
OLDER = (
    "a = [1,\n]\nb = {c = [1,\n]}",
    'a = {b = "1,", c = {}}',
    'a = "\\\\e \\\\x41"',
    "a = '\\e \\x41, {'  # {,\n",
    'a = """{,}\n09:30"""',
    "a = 09:30:00.5\nb = 2026-03-01T09:30:00+01:00",
)


@pytest.mark.parametrize("text", NEWER)
def test_toml_1_1_is_told(text: str) -> None:
    tomli.loads(text)
    if sys.version_info < (3, 15):
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads(text)
    assert [advice for _, advice in newer_syntax(text)] == [NEWER[text]]


@pytest.mark.parametrize("text", OLDER)
def test_toml_1_0_is_not(text: str) -> None:
    tomllib.loads(text)
    assert list(newer_syntax(text)) == []


def test_nothing_that_is_written_is_toml_1_1() -> None:
    for result in RESULTS:
        with suppress(Refused):
            assert list(newer_syntax(write(result).text)) == [], result
