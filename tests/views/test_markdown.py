"""Markdown, as real renderers show it: its text is text, and only addresses are links."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import About, Ledger, Total, Update
from commitrack.ledger.parse import parse
from commitrack.progress.changes import Comparison, Side
from commitrack.progress.diff import compare
from commitrack.progress.judge import judge_alone
from commitrack.views import markdown
from commitrack.views.clean import clean
from commitrack.views.edition import Edition
from commitrack.views.rows.list import LIST, Judged
from tests.support.environment import PROJECT
from tests.support.rendered import RENDERERS, Shown, rendered

DAYS = (date(2024, 1, 1), date(2024, 1, 2))
EDITION = Edition(
    as_of=DAYS[1], generated_at=datetime(2026, 7, 1, 9, 30, tzinfo=UTC), digest="0a" * 32, version="1.2.3"
)
LINK = re.compile(r"(https?|ftp)://|[\w.+-]*(mailto|xmpp):[^@]*@", re.IGNORECASE)
"""Where a link may lead: GitHub makes some of texts, too."""

ALLOWED = {"h1", "h2", "p", "ul", "li", "strong", "a", "code", "table", "thead", "tbody", "tr", "th", "td"}

TEXTS = [
    "http://x/<img src=x onerror=alert(1)>",
    "www.example.org/<img src=x onerror=alert(1)>",
    "https://x/&lt;img",
    "see http://x/a_b_c*d*e?f=1&g=2&copy;#h",
    "mailto:a@example.org<script>alert(1)</script>",
    "ftp://x/`<svg onload=alert(1)>`",
    "http://x/[a](javascript:alert(1))",
    "HTTP://X/**b**",
    "[a](javascript:alert(1))",
    "![a](http://x/y.png)",
    "[a]: http://x",
    "<!-- a -->",
    "<?php ?>",
    "<http://x/<b>>",
    "&lt;b&gt; &amp; &#60; &#x3c; R&D",
    "\\<b\\> \\\\ \\`",
    "`a` ``b`` ```c```",
    "~~a~~ ~b~ ~~~",
    "**a** __b__ *c* _d_ e_f_g",
    "| a | b | \\| c",
    "# a #",
    "> a",
    "- a",
    "+ a",
    "1. a",
    "2) a",
    "---",
    "===",
    "    a",
    "  a  ",
    "a  ",
    "\ta\n\nb\r\n# c\u2028d",
    "\x1b[31m\u202ea",
    '"a"',
    "(a) ",
    "*",
    "_",
]


def compared(text: str, source: str | None) -> Comparison:
    commitment = Total(
        title=text,
        target=Decimal(6),
        unit=text,
        updates=(Update(id="a", date=DAYS[1], total=Decimal(3), source=source, publisher=text),),
    )
    ledger = Ledger(about=About(title=text, pledger=text), programmes={}, commitments={"c": commitment})
    return compare(*(Side(str(day), ledger, day, {"c": judge_alone(commitment, day)}) for day in DAYS))


def documents(text: str, source: str | None) -> Iterator[str]:
    """Everything that is written as Markdown, with a text wherever there can be one."""
    comparison = compared(text, source)
    later = comparison.later
    yield markdown.diff(comparison)
    yield markdown.report(later.ledger, later.judgements, EDITION, comparison)
    yield markdown.table(LIST.on_page, [Judged(*one) for one in later.judgements.items()])


def as_read(text: str) -> str:
    return " ".join(clean(text).split())


def assert_harmless(shown: Shown) -> None:
    assert shown.tags <= ALLOWED
    assert shown.attributes <= {"href", "align", "style"}
    assert all(LINK.match(link) for link in shown.links)


def assert_texts_are_shown(text: str, renderer: str) -> None:
    notes, report, table = (rendered(document, renderer) for document in documents(text, text))
    for shown in (notes, report, table):
        assert_harmless(shown)
    read = as_read(text)
    assert notes.texts[:2] == [f"{read}, from 1 January 2024 to 2 January 2024", read]
    assert f"update: 2024-01-02 · 3 {read} so far ({read})".replace("  ", " ") in notes.texts
    assert report.texts[:2] == [read, f"{read} · as of 2 January 2024"]
    assert f"2024-01-02 {read}: no data → in progress" in report.texts
    assert [read, "3", "6", read, "–", "in progress", "", "2024-01-02"] == report.texts[-11:-3]
    assert report.texts[-2].startswith(f"2024-01-02 {read}: 3 {read} so far; 3 / 6 (")
    assert table.texts == [column.heading for column in LIST.on_page] + report.texts[-11:-3]


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_shown_as_it_is(text: str, renderer: str) -> None:
    assert_texts_are_shown(text, renderer)


_HARD = "\\`*_[]<>|~#&!:;/.@()-+=\"' \t\n ab1"


@pytest.mark.parametrize("renderer", RENDERERS)
@given(
    text=st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        st.text(st.sampled_from(_HARD), min_size=1, max_size=12),
        st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map("".join),
        st.lists(
            st.sampled_from(("http://", "www.", "x.y/", *_HARD, "<b>", "&lt;", "&#60;", "](")), min_size=1, max_size=9
        ).map("".join),
    ).filter(str.strip)
)
def test_any_text_is_shown_as_it_is(text: str, renderer: str) -> None:
    assert_texts_are_shown(text, renderer)


ADDRESSES = [
    "https://example.org/a_b*c(d)",
    "http://example.org",
    "https://example.org/?a=1&b=2&copy=3",
    "https://example.org/?a=1&copy;&lt;b&#60;",
    "https://example.org/~a/[b]/c'd'?e=*f*#g",
    "mailto:a@example.org",
    "https://[::1]:8080/a",
    "https://example.org/(a",
    "https://example.org/a)))",
]


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_a_link_to_it(address: str, renderer: str) -> None:
    notes, report, _ = (rendered(document, renderer) for document in documents("places", address))
    assert [unquoted(link) for link in notes.links] == [address]
    assert f"update: 2024-01-02 · 3 places so far ({address})" in notes.texts
    assert [unquoted(link) for link in report.links] == [address]
    assert report.texts[-2] == "2024-01-02 places: 3 places so far; 3 / 6 (places)"


def unquoted(link: str) -> str:
    """An address without what a renderer does to brackets."""
    return link.replace("%5B", "[").replace("%5D", "]").replace("%27", "'")


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("https://example.org/a_b*c(d)", "(<https://example.org/a_b*c(d)>)"),
        (
            "https://example.org/?a&lt;b",
            "([https&#58;//example.org/?a&amp;lt;b](<https://example.org/?a&amp;lt;b>))",
        ),
        ("javascript:alert(1)", "(javascript:alert(1))"),
        ("https://example.org/\u202egnp", "(https&#58;//example.org/&#92;u202egnp)"),
        ("https://example.org/a b", "(https://example.org/a b)"),
        ("https://example.org/><script>", "(https&#58;//example.org/&gt;&lt;script&gt;)"),
        ("Annual report, page_12 of R&D", "(Annual report, page_12 of R&D)"),
        ("Annual _report_ [2]", "(Annual &#95;report&#95; &#91;2&#93;)"),
    ],
)
def test_it_reads_well_before_it_is_rendered(source: str, written: str) -> None:
    assert markdown.diff(compared("places", source)).split("\n")[5] == (
        f"  - update: 2024-01-02 · 3 places so far {written}"
    )


@pytest.mark.parametrize("renderer", RENDERERS)
def test_a_hostile_ledger_is_harmless(renderer: str) -> None:
    ledger = parse((PROJECT / "tests" / "views" / "hostile.toml").read_text("utf-8"), "hostile.toml").ledger
    judgements = {key: judge_alone(one, date(2026, 6, 30)) for key, one in ledger.commitments.items()}
    shown = rendered(markdown.report(ledger, judgements, EDITION), renderer)
    assert_harmless(shown)
    assert as_read(ledger.about.title) == shown.texts[0]
