"""Only addresses of the web and of mail become links; everything else in a text stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.views.addresses import host, href, plain_host, plain_hosts
from commitrack.views.clean import clean
from commitrack.views.html.pieces import Piece, pieces


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.org/a?b=c&d=e#f", "example.org"),
        ("http://www.example.org", "example.org"),
        ("HTTPS://EXAMPLE.ORG:8080/", "example.org"),
        ("https://gov.example@evil.example/", "evil.example"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
        ("https://bücher.example/größe", "bücher.example"),
        ("mailto:ledger@example.org", "ledger@example.org"),
    ],
)
def test_an_address_is_a_link_and_is_named_by_its_host(address: str, name: str) -> None:
    assert href(address) == address
    assert host(address) == name


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " https://example.org",
        "https://example.org/\u202egnp.html",
        "https://example.org/\x1b[31m",
        "https:\\\\example.org",
        "https://example.org/\"onmouseover=\"alert(1)",
        "https://example.org/<script>",
        "https://",
        "https:example.org",
        "https://[::1/",
        "https://example.org:port/",
        "//example.org",
        "mailto:",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "example.org",
        "Annual report, page 12",
        "",
    ],
)  # fmt: skip
def test_everything_else_is_text(text: str) -> None:
    assert href(text) is None


def test_addresses_and_days_are_cut_out_of_a_sentence() -> None:
    assert pieces("Since 2025-06-01 (see https://example.org/a_(b), or mailto:a@b.example).") == (
        Piece("Since "),
        Piece("2025-06-01", is_whole=True),
        Piece(" (see "),
        Piece("https://example.org/a_(b)", "https://example.org/a_(b)"),
        Piece(", or "),
        Piece("mailto:a@b.example", "mailto:a@b.example"),
        Piece(")."),
    )


def test_a_day_in_an_address_is_part_of_it() -> None:
    assert pieces("https://example.org/2025-06-01/") == (
        Piece("https://example.org/2025-06-01/", "https://example.org/2025-06-01/"),
    )


PARTS = ["https://", "http://a.example/", "mailto:", "javascript:", "2025-06-01", ").", '"', "<b>", "\u202e"]
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=8)).map("".join)


@given(TEXTS)
def test_nothing_is_lost_and_no_link_leads_elsewhere(text: str) -> None:
    cut = pieces(text)
    assert "".join(piece.text for piece in cut) == clean(text)
    for piece in cut:
        if piece.href is not None:
            assert piece.href == piece.text == href(piece.href)
            assert piece.href.lower().startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize(
    ("text", "leftward", "in_our_sentence"),
    [
        ("900 معلم so far", ["معلم"], ["معلم"]),
        ("71.5 % من السكان on 31 December 2025", ["من السكان"], ["من السكان"]),
        ("الوعود في البيان لعام 2024، مع WHO", [], ["الوعود في البيان لعام", "، مع"]),
        ("وعد https://example.org/a-long-path-of-many-letters", [], ["وعد"]),
        ("WHO: الوعود التي وردت في البيان", ["الوعود التي وردت في البيان"], ["الوعود التي وردت في البيان"]),
    ],
)
def test_words_from_right_to_left_stand_apart_in_our_sentences_and_in_texts_that_are_not_theirs(
    text: str, leftward: list[str], in_our_sentence: list[str]
) -> None:
    for is_own, apart in ((True, leftward), (False, in_our_sentence)):
        cut = pieces(text, is_own=is_own)
        assert "".join(piece.text for piece in cut) == text
        assert [piece.text for piece in cut if piece.is_leftward] == apart


def test_a_month_stays_on_one_line_as_a_day_does() -> None:
    cut = pieces("No figure for 2026-01, 2026-02-28 and 12026-03.")
    assert [piece.text for piece in cut if piece.is_whole] == ["2026-01", "2026-02-28"]


def test_a_number_stays_on_one_line_with_its_per_cent_sign() -> None:
    cut = pieces("1,061.5 % of patients, not 65% of 3 or −4 %, 2-3 %: 2 percentage points.")
    assert [piece.text for piece in cut if piece.is_whole] == ["1,061.5 %", "−4 %", "3 %"]


ADDRESSES = [
    "https://www.example.org/a",
    "https://www.example.org/b/c",
    "https://www.example.org",
    "http://example.org",
    "http:/",
    "https://example.org/a b",
    "https://localhost",
    "",
    "a\nb",
]


@given(st.lists(st.sampled_from(ADDRESSES)))
def test_hosts_are_named_at_once_or_each_by_itself(texts: list[str]) -> None:
    assert plain_hosts(texts) == [plain_host(text) or "" for text in texts]
