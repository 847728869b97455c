"""Blocks that two branches add to one place: git never takes a line of one for a line of the other."""

import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitrack.ledger.model import AnyCommitment, Programme, Standing, Total, Update
from commitrack.ledger.parse import Document, convert, parse
from commitrack.ledger.splice import Spliced, add_commitment, add_programme, add_update
from tests.strategies.additions import commitments, updates
from tests.support.repository import Repository

Block = Update | AnyCommitment | Programme

BASE = """\
[ledger]
title = "L"

[programmes.p]
title = "P"

[commitments.x]
title = "X"
kind = "total"
target = 100
unit = "homes"
start = 2024-01-01
due = 2026-12-31
source = "https://example.org"

[commitments.y]
title = "Y"
kind = "total"
target = 100
unit = "homes"
start = 2024-01-01
due = 2026-12-31
source = "https://example.org"
"""
HOMES = (
    *("--title", "Homes", "--kind", "total", "--target", "100", "--unit", "homes", "--start", "2024-01-01"),
    *("--due", "2026-12-31", "--source", "https://example.org", "--quote", "We will build homes."),
)
EVIDENCE = (
    *("--date", "2024-06-30", "--source", "https://example.org", "--archive", "https://web.archive.org/1"),
    *("--quote", "So many.", "--publisher", "Ministry", "--published", "2024-07-01", "--by", "pledger"),
)
TOTAL = ("update", "x", "--total", "10", *EVIDENCE)
LATER = (*TOTAL[:3], "11", "--date", "2024-07-01", *EVIDENCE[2:])
SOURCE = "https://example.org"
UPDATE = Update(
    date=date(2024, 6, 30),
    total=Decimal(10),
    source=(SOURCE, f"{SOURCE}/2", f"{SOURCE}/3"),
    archive=SOURCE,
    quote="So many.",
    publisher="Ministry",
    published=date(2024, 7, 1),
    by="pledger",
    note="n",
    recorded=datetime(2024, 7, 2, tzinfo=UTC),
)
MEMBERS = tuple(f"A country with a name as long as that of number {number}" for number in range(12))
STANDING = Standing(title="Visas", target=Decimal(5), unit="countries", members=MEMBERS, start=date(2024, 1, 1))
TOTAL_ALONE = Total(title="Homes", target=Decimal(5), unit="homes")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param((("add", "a", *HOMES),), (("add", "b", *HOMES),), id="adds"),
        pytest.param((TOTAL,), (TOTAL,), id="updates"),
        pytest.param((TOTAL, ("add", "a", *HOMES)), (TOTAL, ("add", "b", *HOMES)), id="both"),
        pytest.param((TOTAL, LATER), (("add", "b", *HOMES), TOTAL), id="in-another-order"),
        pytest.param(
            (("add", "a", *HOMES, "--programme", "q", "--programme-title", "Q"),),
            (("add", "b", *HOMES, "--programme", "r", "--programme-title", "Q"),),
            id="programmes",
        ),
    ],
)
def test_keeping_both_sides_keeps_every_block(
    tmp_path: Path, one: tuple[tuple[str, ...], ...], two: tuple[tuple[str, ...], ...]
) -> None:
    repository = Repository(tmp_path, BASE.encode())
    added = []
    for name, commands in (("one", one), ("two", two)):
        repository.branch(name, *commands)
        text = repository.run("git", "show", f"{name}:commitments.toml")
        added.append(blocks(text) - blocks(BASE))
    repository.run("git", "merge", "--quiet", "--no-edit", "one")
    repository.run("git", "merge", "--quiet", "--no-edit", "two", status=1)
    solved = both_sides(repository.ledger.read_text("utf-8"))
    parse(solved, "solved")
    assert blocks(solved) == blocks(BASE) | added[0] | added[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_blocks_that_differ_in_nothing_but_their_ids(tmp_path: Path, data: st.DataObject) -> None:
    base = parse(BASE, "ledger.toml")
    drawn = data.draw(st.lists(commitments("p") | updates(base.ledger.commitments["x"]), min_size=1, max_size=3))
    assert_merges(tmp_path, base, drawn)


@pytest.mark.parametrize("added", [UPDATE, STANDING, TOTAL_ALONE, Programme(title="Q")])
def test_long_blocks_that_differ_in_nothing_but_their_ids(tmp_path: Path, added: Block) -> None:
    assert_merges(tmp_path, parse(BASE, "ledger.toml"), [added])


def assert_merges(folder: Path, base: Document, added: Sequence[Block]) -> None:
    """Add the same to two branches under other ids, and let git merge them."""
    sides = [with_blocks(base, added, branch) for branch in ("one", "two")]
    files = [folder / name for name in ("one", "base", "two")]
    for file, text in zip(files, (sides[0], base.text, sides[1]), strict=True):
        file.write_bytes(text.encode())
    merge = ["git", "merge-file", "-p", *map(str, files)]
    merged = subprocess.run(merge, capture_output=True, check=False).stdout.decode()
    solved = both_sides(merged)
    assert blocks(solved) == blocks(sides[0]) | blocks(sides[1])
    convert(parse(solved, "solved").data, solved, "solved")


def with_blocks(document: Document, added: Sequence[Block], branch: str) -> str:
    for number, one in enumerate(added):
        spliced = with_block(document, one, f"{branch}-{number}")
        document = convert(spliced.data, spliced.text, "ledger.toml")
    return document.text


def with_block(document: Document, one: Block, name: str) -> Spliced:
    if isinstance(one, Update):
        return add_update(document, "x", msgspec.structs.replace(one, id=name))
    if isinstance(one, Programme):
        return add_programme(document, name, one)
    return add_commitment(document, name, one)


def both_sides(text: str) -> str:
    """What is left of a conflict when the blocks of both sides are kept, as the advice is."""
    return re.sub(r"^(?:<{7}|={7}|>{7}).*\n", "", text, flags=re.MULTILINE)


def blocks(text: str) -> set[str]:
    """The blocks of a ledger, each from its header to the next."""
    return {block.strip("\n") for block in re.split(r"\n(?=\[)", text)}
