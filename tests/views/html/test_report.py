"""The page says all that the ledger says, as text and nothing else, and needs nothing from anywhere."""

import re
from base64 import b64encode
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from commitrack.ledger.model import Ledger
from commitrack.ledger.parse import parse
from commitrack.progress.judge import judge, judge_all
from commitrack.views.clean import clean
from commitrack.views.edition import Edition
from commitrack.views.html.report import report
from commitrack.words.explanation import explain
from tests.support.environment import PROJECT

HOSTILE = PROJECT / "tests" / "views" / "hostile.toml"
RICH = PROJECT / "tests" / "golden" / "transcripts" / "report.toml"
ARABIC = PROJECT / "tests" / "browser" / "arabic.toml"
LEDGERS = (HOSTILE, RICH, ARABIC, PROJECT / "data" / "commitments.toml", *sorted((PROJECT / "examples").glob("*.toml")))
DAY = date(2026, 6, 30)

OWN = """
html head meta title link style body script svg defs pattern symbol use path line rect circle text desc
header main section footer article div h1 h2 h3 p span bdi strong s br code blockquote figure figcaption a
details summary ul li dl dt dd table caption thead tbody tr th td form label input select option optgroup output button
"""
VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """The page as a browser reads it: every element opened and closed in order, and every text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.within: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))
        if tag not in VOID:
            self.within.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.within.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.within and self.within[-1] in ("style", "script"):
            self.raw[self.within[-1]] = self.raw.get(self.within[-1], "") + data
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


@cache
def ledger_of(path: Path) -> Ledger:
    return parse(path.read_text("utf-8"), str(path)).ledger


@cache
def written(path: Path) -> str:
    ledger = ledger_of(path)
    judgements = judge_all(ledger, DAY)
    moment = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    return report(ledger, judgements, Edition(as_of=DAY, generated_at=moment, digest="0a" * 32, version="1.2.3"))


@pytest.fixture(params=LEDGERS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def test_only_the_pages_own_elements_are_there(path: Path) -> None:
    page = Page(written(path))
    assert page.within == []
    assert {tag for tag, _ in page.tags} <= set(OWN.split())
    assert Counter(tag for tag, _ in page.tags)["script"] == 1
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]


def test_only_addresses_of_the_web_and_of_mail_are_links(path: Path) -> None:
    page = Page(written(path))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert links
    assert all(link.startswith(("#", "http://", "https://", "mailto:")) for link in links)
    assert page.values("src") == []
    assert [attributes["href"] for tag, attributes in page.tags if tag == "link"] == ["data:,"]


def test_no_character_controls_anything(path: Path) -> None:
    assert {character for character in written(path) if clean(character) != character} <= {"\n"}


def test_every_name_is_used_once_and_every_reference_leads_somewhere(path: Path) -> None:
    page = Page(written(path))
    names = page.values("id")
    assert len(names) == len(set(names))
    wanted = [link[1:] for link in page.values("href") if link.startswith("#")] + page.values("for")
    wanted += [name for names in page.values("aria-labelledby") for name in names.split()]
    assert set(wanted) <= set(names)


def test_all_that_is_said_of_a_commitment_is_on_the_page(path: Path) -> None:
    text = Page(written(path)).text
    ledger = ledger_of(path)
    for key, commitment in ledger.commitments.items():
        said = [commitment.title, commitment.quote, commitment.description, commitment.note, *commitment.tags]
        said += [commitment.means_of_verification, explain(judge(ledger, key, DAY))]
        said += [part for update in commitment.updates for part in (update.quote, update.note, str(update.date))]
        for part in filter(None, said):
            assert " ".join(clean(part).replace("mailto:", "").split()) in text
    assert set(ledger.commitments) <= set(Page(written(path)).values("id"))


def test_the_policy_lets_in_the_pages_own_style_and_script_and_nothing_else(path: Path) -> None:
    page = Page(written(path))
    [policy] = [attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes]
    digests = {
        name: b64encode(sha256(page.raw[name].encode()).digest()).decode() for name in ("style", "script")
    }  # fmt: skip
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digests['style']}'; "
        f"script-src 'sha256-{digests['script']}'; base-uri 'none'; form-action 'none'"
    )


def test_headings_go_down_step_by_step(path: Path) -> None:
    levels = [int(tag[1]) for tag, _ in Page(written(path)).tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_headings_with_a_scope(path: Path) -> None:
    tags = Page(written(path)).tags
    count = Counter(tag for tag, _ in tags)
    assert count["table"] == count["caption"]
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in tags if tag == "th")


def test_every_picture_has_words_or_is_hidden(path: Path) -> None:
    for tag, attributes in Page(written(path)).tags:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or attributes["role"] == "img"
            if "role" in attributes:
                assert attributes.get("aria-label") or attributes["aria-labelledby"]


def test_the_imprint_says_what_it_was_made_from() -> None:
    assert Page(written(RICH)).text.endswith(
        "As of 2026-06-30: what happened later is not on this page. "
        "Generated 2026-07-01 09:30 UTC by commitrack 1.2.3. "
        f"SHA-256 of the ledger: {'0a' * 32}"
    )


def test_the_foot_says_how_it_is_judged_cited_and_corrected() -> None:
    text, markup = Page(written(RICH)).text, written(RICH)
    assert "Promises of the Republic of Testland: 15 promises, as of 2026-06-30. Ledger 0a0a0a0a0a0a." in text
    assert 'Write to <a class="bare" href="mailto:ledger@example.org">ledger@example.org</a>' in markup
    assert "LicenceCC BY 4.0" in text
    assert "No figure is not a zero." in text


def test_the_language_and_direction_are_the_ledgers() -> None:
    assert '<html lang="en" dir="ltr">' in written(RICH)
    assert '<html lang="ar" dir="rtl">' in written(ARABIC)


def test_no_data_and_a_reported_zero_look_different() -> None:
    markup = written(RICH)
    [zero] = [line for line in markup.split("\n") if ">2023</th>" in line]
    [silence] = [line for line in markup.split("\n") if ">2024</th>" in line]
    assert '<rect class="track"' in zero
    assert '<rect class="fill" y="3" width="0%"' in zero
    assert ">0 of 400<" in zero
    assert '<rect class="absent"' in silence
    assert ">no figure, goal 400<" in silence


def test_a_correction_is_struck_marked_and_linked_both_ways() -> None:
    markup = written(RICH)
    assert "<s>1,900 scholarships so far</s>" in markup
    assert 'replaced by <a href="#scholarships/aaaa0003">aaaa0003</a>' in markup
    assert 'corrects <a href="#scholarships/aaaa0002">aaaa0002</a>' in markup
    assert 'withdraws <a href="#friendship/dddd0001">dddd0001</a>' in markup


def test_what_was_revised_and_what_is_assumed_is_said() -> None:
    text = Page(written(RICH)).text
    assert re.search(r"Raised from 1,000 to 1,200 places on [^;]*; last date moved from 31 December 2026 to ", text)
    assert "from 2024-01-01 (assumed) to 2027-12-31 (assumed)" in text
    assert "24 by 2025-07-31, 22 by 2026-07-31" in text


def test_a_verdict_stands_beside_what_the_figures_say() -> None:
    assert (
        "declared partially fulfilled by those who keep this list by the figures missed 512 of 800 buildings"
        in Page(written(RICH)).text
    )


def test_the_archived_copy_stands_beside_the_source() -> None:
    assert (
        '<a href="https://example.org/office/2024">Scholarship office</a>, '
        'published <span class="whole">2024-11-02</span>, said by the pledger'
        '<br><a href="https://archive.example.org/2024/office">archived copy</a>'
    ) in written(RICH)


def test_text_of_a_ledger_is_shown_as_it_is() -> None:
    text = Page(written(HOSTILE)).text
    assert "<script>alert('title')</script>\\u202egnp | ${7*7} {{ 7*7 }}" in text
    assert "\\x1b[31mred\\x9b" in text
    assert "</blockquote></article><form action=https://evil.example><input name=password>" in text


def test_an_empty_ledger_has_a_page() -> None:
    empty = parse('[ledger]\ntitle = "Nothing yet"', "x.toml").ledger
    edition = Edition(as_of=DAY, generated_at=datetime(2026, 7, 1, tzinfo=UTC), digest="", version="")
    page = Page(report(empty, {}, edition))
    assert "Nothing yet" in page.text
    assert "There are no promises to report on." in page.text


def page_of(text: str) -> Page:
    ledger = parse(text, "ledger.toml").ledger
    edition = Edition(as_of=DAY, generated_at=datetime(2026, 7, 1, tzinfo=UTC), digest="0a" * 32, version="1.2.3")
    return Page(report(ledger, judge_all(ledger, DAY), edition))


LAW = """
    [ledger]
    title = "L"
    [commitments.a]
    title = "A law"
    kind = "qualitative"
    due = 2025-12-31
    [[commitments.a.updates]]
    date = 2025-06-01
    status = "fulfilled"
    note = "It is in force."
"""


def test_figures_are_spoken_of_only_where_there_are_some() -> None:
    page = page_of(LAW.replace("fulfilled", "stalled"))
    assert "declared stalled" in page.text
    assert "by the figures" not in page.text


@pytest.mark.parametrize(
    ("by", "words", "counted"),
    [("", "declared fulfilled", "fulfilled"), ('by = "pledger"\n', "overdue The pledger says: fulfilled", "overdue")],
)
def test_what_a_party_says_of_its_own_promise_is_neither_coloured_nor_counted(
    by: str, words: str, counted: str
) -> None:
    page = page_of(LAW + by)
    assert words in page.text
    assert page.values("data-status") == [counted]
    assert f"1 {counted}" in page.text
