"""A comparison in Markdown: its text is text, and only addresses of the web are links."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import About, Ledger, Total, Update
from commitrack.progress.changes import Comparison, Side
from commitrack.progress.diff import compare
from commitrack.progress.judge import judge_alone
from commitrack.views.markdown import diff

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def compared(title: str, source: str) -> Comparison:
    commitment = Total(
        title=title,
        target=Decimal(2),
        unit=title,
        updates=(Update(id="a", date=date(2024, 1, 2), total=Decimal(1), source=source),),
    )
    ledger = Ledger(about=About(title=title), programmes={}, commitments={"c": commitment})
    days = (date(2024, 1, 1), date(2024, 1, 2))
    return compare(*(Side(str(day), ledger, day, {"c": judge_alone(commitment, day)}) for day in days))


def last_item(source: str) -> str:
    return diff(compared("places", source)).split("\n")[5]


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("https://example.org/a_b*c(d)", "(<https://example.org/a_b*c(d)>)"),
        ("http://example.org", "(<http://example.org>)"),
        ("javascript:alert(1)", "(javascript:alert(1))"),
        ("https://example.org/\u202egnp", r"(https://example.org/\\u202egnp)"),
        ("https://example.org/a b", "(https://example.org/a b)"),
        ("https://example.org/><script>", r"(https://example.org/\>\<script\>)"),
        ("https://example.org/\x1b[31m", r"(https://example.org/\\x1b\[31m)"),
        ("Annual report, page_12", r"(Annual report, page\_12)"),
    ],
)
def test_only_an_address_of_the_web_is_a_link(source: str, written: str) -> None:
    assert last_item(source) == f"  - update: 2024-01-02 · 1 places so far {written}"


@given(TEXT, TEXT)
def test_no_text_breaks_the_list_or_becomes_markup(title: str, source: str) -> None:
    lines = diff(compared(title, source)).removesuffix("\n").split("\n")
    assert [line[: line.find("-") + 2] for line in lines[2:6]] == ["- ", "  - ", "  - ", "  - "]
    assert len(lines) == 8
    bare = "".join(lines).replace("\\\\", "").replace("\\<", "").replace("\\[", "").replace("\\`", "")
    assert "[" not in bare
    assert "`" not in bare
    assert bare.count("<") == bare.count("(<http")
