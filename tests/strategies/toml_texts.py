"""Valid TOML of any content, ledger or not: any statements in any order, without those that would break it."""

from collections.abc import Sequence

import tomli
from hypothesis import strategies as st

from tests.strategies.toml_forms import TEXTS, ended, gap, header, inline, items, number, pair, string

Names = Sequence[tuple[str, ...]]

PLACES: Names = (
    ("a",),
    ("a", "b"),
    ("b",),
    ("b", "a", "b"),
    ("a", "", "#"),
    ("x = y", "[z]"),
    ("é", '"'),
    ("a.b", "'"),
    ("1", "c\\"),
)
LEDGER_PLACES: Names = (
    ("commitments", "x"),
    ("commitments", "x", "updates"),
    ("commitments", "y"),
    ("commitments",),
    ("commitments", "x", "more"),
    ("commitments", "x", "updates", "more"),
    ("commitments", "x", "more", "still"),
    ("x",),
    ("updates",),
    ("x", "updates"),
    ("title",),
    ("ledger",),
    ("programmes", "p"),
)

_PLAIN = st.sampled_from(
    ("true", "2024-01-01", "1979-05-27T07:32:00Z", "07:32:00.5", "-inf", "nan", "+1_0.5e-3", "0o7")
)


@st.composite
def documents(draw: st.DrawFn, places: Names = PLACES, size: int = 10) -> str:
    """Draw a text whose headers and keys name some of the places."""
    text = ""
    for _ in range(draw(st.integers(0, size))):
        statement = _statement(draw, draw(st.sampled_from(places)))
        if is_toml(text + statement):
            text += statement
    return ended(draw, text + gap(draw))


def is_toml(text: str) -> bool:
    try:
        tomli.loads(text)
    except ValueError:
        return False
    return True


def _statement(draw: st.DrawFn, place: tuple[str, ...]) -> str:
    match draw(st.sampled_from(("pair", "table", "array"))):
        case "table":
            return header(draw, place)
        case "array":
            return header(draw, place, array=True)
        case _:
            return pair(draw, place, _value(draw, 2))


def _value(draw: st.DrawFn, depth: int) -> str:
    kinds = ("string", "number", "plain", "list", "table") if depth else ("string", "number", "plain")
    match draw(st.sampled_from(kinds)):
        case "number":
            return number(draw, 42)
        case "plain":
            return draw(_PLAIN)
        case "list":
            return items(draw, [_value(draw, depth - 1) for _ in range(draw(st.integers(0, 3)))])
        case "table":
            keys = draw(st.lists(TEXTS, unique=True, max_size=2))
            return inline(draw, {key: _value(draw, depth - 1) for key in keys})
        case _:
            return string(draw, draw(TEXTS))
