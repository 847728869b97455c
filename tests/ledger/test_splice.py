"""An update adds one block and changes no other byte, or is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.errors import CommitrackError, Refused
from commitrack.ledger.blocks import update_table
from commitrack.ledger.model import About, Ledger, Update
from commitrack.ledger.parse import Document, load_toml
from commitrack.ledger.splice import Spliced, add_update

CORPUS = Path(__file__).parents[1] / "cases" / "splice"
UPDATE = Update(
    id="0000abcd",
    date=date(2024, 3, 1),
    add=Decimal("12.5"),
    note='A "quoted"\nnote\u2028with\u0085breaks \\ and [brackets] # and more',
    recorded=datetime(2024, 3, 2, 9, 14, 7, tzinfo=UTC),
)


def add(text: str, commitment_id: str, update: Update) -> Spliced:
    nothing = Ledger(about=About(title=""), programmes={}, commitments={})
    return add_update(Document(text, "ledger.toml", load_toml(text, "ledger.toml"), nothing), commitment_id, update)


def assert_only_added(text: str, spliced: str, commitment_id: str, update: Update) -> None:
    """Prove that the new text is the old one with one piece more, and says exactly the update more."""
    piece = len(spliced) - len(text)
    assert piece > 0
    assert any(spliced[:at] + spliced[at + piece :] == text for at in range(len(text) + 1))
    expected = load_toml(text, "old")
    expected["commitments"][commitment_id].setdefault("updates", []).append(update_table(update))
    assert repr(load_toml(spliced, "new")) == repr(expected)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.toml")), ids=lambda path: path.stem)
def test_hard_toml(path: Path) -> None:
    """Each file of the corpus stands beside what becomes of it: the new text, or the refusal."""
    text = path.read_bytes().decode()
    expected = path.with_suffix(".expected").read_bytes().decode()
    assert outcome(text) == expected
    if not expected.startswith("ledger.toml:"):
        assert_only_added(text, expected, "x", UPDATE)


def outcome(text: str) -> str:
    """The text with the update, or the sentence that refuses it."""
    try:
        return add(text, "x", UPDATE).text
    except Refused as refusal:
        return f"{refusal}\n"


KEYS = st.sampled_from(["x", "y", "z"])
NEWLINES = st.sampled_from(["\n", "\r\n"])
COMMENTS = st.sampled_from(["", "# glued\n", "# banner\n\n", "\n# above\n# glued\n", "  # indented\n", "\n\n"])
VALUES = st.sampled_from(
    [
        '"text"',
        '"""\n[commitments.x]\n[[commitments.x.updates]]\n"""',
        "'''\n# no comment\n[z]\n'''",
        '"a # b [c]"',
        "[\n  [1, 2], # [three]\n  [3],\n]",
        "{ a = 1, b = [2] }",
        "2024-01-01",
        '"\u2028\u0085"',
        '"""a""""',
        "'c:\\'",
    ]
)
INDENTS = st.sampled_from(["", "  ", "\t"])


@st.composite
def sections(draw: st.DrawFn) -> str:
    key, indent = draw(KEYS), draw(INDENTS)
    header = draw(
        st.sampled_from(
            ["[[commitments.{}.updates]]", '[[ commitments . "{}" . updates ]]', "[[commitments.'{}'.updates]] # why"]
        )
    ).format(key)
    return f"{draw(COMMENTS)}{indent}{header}\n{indent}note = {draw(VALUES)}\n{draw(COMMENTS)}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    heads = [f"{draw(COMMENTS)}[commitments.{key}]\ntitle = {draw(VALUES)}\n{draw(COMMENTS)}" for key in "xyz"]
    parts = [f"[ledger]\ntitle = {draw(VALUES)}\n", *heads, *draw(st.lists(sections(), max_size=6))]
    text = draw(COMMENTS) + "".join(parts)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(NEWLINES))


@settings(max_examples=300)
@given(texts(), KEYS, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_only_the_block_is_added(text: str, key: str, note: str) -> None:
    update = Update(id="0000abcd", date=date(2024, 3, 1), total=Decimal(7), note=note)
    tomli.loads(text)
    spliced = add(text, key, update).text
    assert_only_added(text, spliced, key, update)


@settings(max_examples=300)
@given(texts(), KEYS)
def test_comments_glued_above_a_header_stay_there(text: str, key: str) -> None:
    spliced = add(text, key, UPDATE).text

    def glued(lines: list[str]) -> list[tuple[str, str]]:
        return [
            (above, line)
            for above, line in pairwise(lines)
            if above.lstrip().startswith("#") and line.lstrip().startswith("[")
        ]

    assert glued(text.split("\n")) == glued(spliced.split("\n"))


@settings(max_examples=200)
@given(texts(), KEYS)
def test_the_line_is_where_the_block_stands(text: str, key: str) -> None:
    spliced = add(text, key, UPDATE)
    line = spliced.text.split("\n")[spliced.line - 1]
    assert line.strip() == f"[[commitments.{key}.updates]]  # 0000abcd"


def test_numbers_of_every_form_come_back_as_they_were() -> None:
    text = '[commitments.x]\ntitle = "x"\n'
    for written in ("1", "1.5", "1E+3", "1.50", "0.000000001", "999999999999999999.999999999"):
        update = Update(date=date(2024, 3, 1), total=Decimal(written))
        data: dict[str, Any] = load_toml(add(text, "x", update).text, "l")
        assert data["commitments"]["x"]["updates"][0]["total"] == Decimal(written)


def test_a_refusal_is_an_error_of_ours() -> None:
    with pytest.raises(CommitrackError, match="written inline"):
        add("commitments = {x = {}}\n", "x", UPDATE)


if __name__ == "__main__":
    for case in sorted(CORPUS.glob("*.toml")):
        case.with_suffix(".expected").write_bytes(outcome(case.read_bytes().decode()).encode())
