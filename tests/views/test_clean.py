"""No text of a ledger controls a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from commitrack.views.clean import clean


@given(st.text())
def test_what_comes_out_is_printable_and_on_one_line(text: str) -> None:
    cleaned = clean(text)
    joiners = "\u200c\u200d"
    categories = ("Cc", "Cf", "Zl", "Zp", "Cs")
    dangerous = [char for char in cleaned if unicodedata.category(char) in categories and char not in joiners]
    assert dangerous == []


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_plain_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_what_cannot_be_seen_is_made_visible() -> None:
    assert clean("\x1b[31m") == r"\x1b[31m"
    assert clean("a\u202eb") == r"a\u202eb"
    assert clean("tab\tand\r\nline\u2028breaks") == "tab and line breaks"
    assert clean("no\u00a0break") == "no break"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
