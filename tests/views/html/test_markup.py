"""Many texts that are written at once are what each of them is by itself."""

from hypothesis import given
from hypothesis import strategies as st

from commitrack.views.html.markup import all_escaped, all_linked, all_links, escaped, link, linked

MARKS = ["a", " ", "\x1b", "\x7f", "&", "<b>", '"', "'", "-", "\n", "\u202e", "é", "عدد", "&amp;", ":", "1,234", "."]
ADDRESSES = ["https://example.org/a?b=1&c=2", "mailto:a@example.org"]
PARTS = st.sampled_from([*MARKS, *ADDRESSES, "2024-05", "2024-05-06"])
TEXTS = st.lists(st.lists(PARTS, max_size=5).map("".join), max_size=5)


@given(TEXTS)
def test_texts_are_escaped_as_one_or_each_by_itself(texts: list[str]) -> None:
    assert all_escaped(texts) == list(map(escaped, texts))


@given(TEXTS)
def test_texts_are_linked_as_one_or_each_by_itself(texts: list[str]) -> None:
    assert all_linked(texts) == list(map(linked, texts))
    assert all_linked(texts, is_own=True) == [linked(text, is_own=True) for text in texts]


@given(TEXTS)
def test_texts_lead_to_their_addresses(texts: list[str]) -> None:
    addresses = texts[::-1]
    assert all_links(texts, addresses) == list(map(link, texts, addresses))
