"""How the report looks: nothing is told by hue alone, nothing is too narrow to read, and it prints as an edition."""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from commitrack.progress.states import BANDS, FROM_KEPT_TO_UNKNOWN
from tests.support.browsing import LEDGERS, render, render_site
from tests.support.lanes import one_in

Visit = Callable[..., Page]
Colour = tuple[float, float, float]
LOOKS: Sequence[tuple[Literal["light", "dark"], Literal["screen", "print"]]] = (
    ("light", "screen"),
    ("dark", "screen"),
    ("dark", "print"),
)

_DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881))
"""Machado, Oliveira and Fernandes 2009, in linear light."""


def linear(written: str) -> Colour:
    """The linear light of ``#rrggbb``."""
    parts = (int(written[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts)
    return red, green, blue


def as_seen(colour: Colour) -> Colour:
    red, green, blue = (
        min(max(sum(share * part for share, part in zip(line, colour, strict=True)), 0), 1) for line in _DEUTERANOPIA
    )
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (high + 0.05) / (low + 0.05)


def colours(page: Page) -> dict[str, Colour]:
    said = page.evaluate(
        "bands => { const of = (it, name) => getComputedStyle(it).getPropertyValue(name).trim();"
        " const tones = bands.map((name) => [name, of(document.querySelector(`.bands .band-${name}`), '--tone')]);"
        " return Object.fromEntries([...tones, ['paper', of(document.documentElement, '--paper')]]); }",
        list(BANDS),
    )
    return {name: linear(written) for name, written in said.items()}


def test_bands_differ_in_luminance_for_everybody_and_stand_out_from_the_paper(visit: Visit) -> None:
    page = visit("every-state")
    papers = set()
    for scheme, media in LOOKS:
        page.emulate_media(color_scheme=scheme, media=media)
        seen = colours(page)
        papers.add(seen["paper"])
        assert all(contrast(seen[name], seen["paper"]) >= 3 for name in BANDS), (scheme, media)
        for one, other in combinations((name for name in BANDS if name != "unknown"), 2):
            assert contrast(seen[one], seen[other]) >= 1.4, (scheme, media, one, other)
            assert contrast(as_seen(seen[one]), as_seen(seen[other])) >= 1.4, (scheme, media, one, other)
    assert len(papers) == len(LOOKS)


def test_every_band_has_its_texture_and_every_status_its_sign(visit: Visit) -> None:
    page = visit("every-state")
    fills = page.evaluate(
        "bands => bands.map((name) => getComputedStyle(document.querySelector(`.bands rect.band-${name}`)).fill)",
        list(BANDS),
    )
    assert len(set(fills)) == len(BANDS)
    assert sum("texture-" in fill for fill in fills) == 4
    signs = [page.locator(f"symbol[id='{status}_']").inner_html() for status in FROM_KEPT_TO_UNKNOWN]
    assert len(set(signs)) == len(FROM_KEPT_TO_UNKNOWN)


@pytest.mark.parametrize("name", one_in(3, ["every-state", "climate-finance", "commitments"]))
def test_no_cell_of_a_history_is_narrower_than_its_words(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in (320, 375):
        page.set_viewport_size({"width": width, "height": 900})
        widths = page.evaluate(
            "[...document.querySelectorAll('.evidence td:not(:empty)')].map(it =>"
            " it.clientWidth / it.closest('.card').clientWidth)"
        )
        assert widths, width
        assert min(widths) > 0.8, width


_INK = """png => new Promise((done) => {
  const image = new Image();
  image.onload = () => {
    const sheet = new OffscreenCanvas(image.width, image.height).getContext("2d");
    sheet.drawImage(image, 0, 0);
    const { data } = sheet.getImageData(0, 0, image.width, image.height);
    let ink = 0;
    for (let place = 0; place < data.length; place += 4) {
      ink += Math.abs(data[place] - 42) + Math.abs(data[place + 1] - 114) + Math.abs(data[place + 2] - 174) < 60;
    }
    done(ink / image.width);
  };
  image.src = `data:image/png;base64,${png}`;
})"""
"""How many pixels of a picture have the colour of figures, for each pixel of its width."""


def test_a_chart_of_300_figures_shows_them(visit: Visit) -> None:
    page = visit("homes-often")
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        drawing = page.locator("#waiting .drawing")
        ink = page.evaluate(_INK, b64encode(drawing.screenshot()).decode())
        assert ink > 2, width


def test_the_numbers_of_a_chart_are_those_that_have_room(visit: Visit) -> None:
    page = visit("climate-finance")
    for width, figures in ((320, ["115.9", "83.3"]), (1440, ["115.9", "89.6", "83.3"])):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".drawing .label-figure:visible").all_text_contents() == figures


@pytest.mark.parametrize("name", one_in(2, ["every-state", "climate-finance", "uk-homes", "homes-often", "extremes"]))
def test_no_word_of_a_chart_runs_out_of_the_card(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        outside = page.evaluate(
            "[...document.querySelectorAll('.chart text')].filter((it) => { const box = it.getBoundingClientRect(),"
            " card = it.closest('.card').getBoundingClientRect();"
            " return box.width && (box.left < card.left || box.right > card.right) }).map((it) => it.textContent)"
        )
        assert outside == [], width


@pytest.mark.parametrize("name", one_in(4, ["climate-finance", "every-state", "commitments", "hostile"]))
def test_axe_finds_nothing_in_forced_colours_or_with_larger_text(visit: Visit, name: str) -> None:
    page = visit(name, width=768)
    page.emulate_media(forced_colors="active")
    assert Axe().run(page).response["violations"] == []
    page.emulate_media(forced_colors="none")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert Axe().run(page).response["violations"] == []


def test_a_goal_is_seen_on_what_has_reached_it_in_forced_colours(visit: Visit) -> None:
    page = visit("uk-homes")
    page.emulate_media(forced_colors="active")
    opacity = "it => getComputedStyle(it).fillOpacity"
    assert page.locator(".promises .fill").first.evaluate(opacity) == "0.45"
    page = visit("every-state")
    page.emulate_media(forced_colors="active")
    assert page.locator(".drawing .column").first.evaluate(opacity) == "0.45"


def pages_of(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.full
def test_a_long_overview_prints_on_few_pages(visit: Visit) -> None:
    assert pages_of(visit("verdicts")) in (2, 3)


def test_the_overview_prints_alone_as_an_edition(visit: Visit) -> None:
    page = visit("every-state")
    assert pages_of(page) == 2
    page.get_by_label("Print every promise").check()
    assert pages_of(page) > 6


def test_a_promise_prints_alone_at_its_own_address(visit: Visit) -> None:
    page = visit("every-state", "#coal")
    page.emulate_media(media="print")
    assert [card.get_attribute("id") for card in page.locator("article:visible").all()] == ["coal"]
    assert page.locator(".promises").is_hidden()


@pytest.mark.parametrize("script", [True, False])
def test_older_history_is_folded_and_opens_for_its_address(visit: Visit, script: bool) -> None:
    page = visit("homes-often", script=script)
    summary = page.get_by_text("7 earlier updates")
    assert page.locator("[id='homes/u02']").is_hidden()
    summary.click()
    assert page.locator("[id='homes/u02']").is_visible()
    other = visit("homes-often", "#homes/u03", script=script)
    assert other.locator("[id='homes/u03']").is_visible()
    assert other.evaluate("matchMedia('print').matches") is False


@pytest.mark.parametrize("width", one_in(2, [320, 1440]))
@pytest.mark.parametrize(
    "name", one_in(2, ["promise/scholarships.html", "index.html", "embed/homes.html", "promise/homes.html"])
)
def test_axe_finds_nothing_on_a_page_of_a_site(window: Page, folder_of_a_site: Path, name: str, width: int) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    window.goto((folder_of_a_site / name).as_uri())
    violations = Axe().run(window).response["violations"]
    assert [(it["id"], [node["html"] for node in it["nodes"]]) for it in violations] == []
    assert window.evaluate("document.documentElement.scrollWidth") == width


def test_a_page_of_a_site_prints_its_promise_and_nothing_to_click_or_copy(window: Page, folder_of_a_site: Path) -> None:
    window.goto((folder_of_a_site / "promise" / "homes.html").as_uri())
    window.emulate_media(media="print")
    assert window.locator("article").is_visible()
    assert window.locator(".share-it").is_hidden()
    assert window.locator("summary:visible").count() == 0


def test_a_printed_page_is_set_in_sizes_that_agree_and_breaks_between_its_parts(visit: Visit) -> None:
    page = visit("every-state", "#coal")
    page.emulate_media(media="print")
    style = "([it, name]) => getComputedStyle(document.querySelector(it))[name]"
    sizes = [float(page.evaluate(style, [it, "fontSize"])[:-2]) for it in ("h1", ".explanation", ".aside")]
    assert sizes == sorted(sizes, reverse=True)
    assert page.evaluate(style, [".card:target", "boxShadow"]) == "none"
    for whole in ("tr", ".glossary dl > div", "footer dl > div", ".programme > header", ".news li", "figure"):
        assert page.evaluate(style, [whole, "breakInside"]) == "avoid", whole


def test_the_headings_of_the_table_stand_on_each_of_its_printed_pages(visit: Visit) -> None:
    page = visit("every-state")
    page.emulate_media(media="print")
    places = page.evaluate(
        "[...document.querySelectorAll('.promises thead :is(th, button)')].map((it) =>"
        " [it.tagName, getComputedStyle(it).display, getComputedStyle(it).position])"
    )
    assert {tuple(place) for place in places} == {("TH", "table-cell", "static"), ("BUTTON", "contents", "static")}


def test_an_address_that_is_read_on_the_page_is_not_printed_beside_itself(visit: Visit) -> None:
    page = visit("every-state")
    page.emulate_media(media="print")
    beside = page.evaluate(
        "[...document.querySelectorAll('.masthead a, footer a')].map((it) =>"
        " [it.textContent, getComputedStyle(it, '::after').content])"
    )
    assert ["ledger@example.org", "none"] in beside
    assert ["https://creativecommons.org/licenses/by/4.0/", "none"] in beside
    assert [words for words, after in beside if after != "none"] == ["example.org"]


_PLACES = """([inside, words]) => {
  const within = document.querySelector(inside), walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode()) {
    for (const word of words) {
      const at = walker.currentNode.data.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + word.length);
      const box = range.getBoundingClientRect();
      places.push([word, Math.round(box.top), box.left]);
    }
  }
  return places;
}"""
"""Where words stand that are looked for inside of an element, in the order of the text."""


def test_an_english_sentence_about_an_arabic_unit_reads_in_order(visit: Visit) -> None:
    page = visit("arabic", width=1440)
    said = ["2,300 of 3,500", "مسكن", "on 31 March 2026"]
    places = page.evaluate(_PLACES, ["#homes .explanation", said])[:3]
    assert [word for word, *_ in places] == said
    lefts = [left for *_, left in places]
    assert lefts == sorted(lefts)


def test_an_arabic_page_begins_at_the_right(visit: Visit) -> None:
    page = visit("arabic", width=1440)
    boxes = page.evaluate(
        "['h1', 'main', '.promises thead th:first-child', '.promises thead th:last-child'].map((it) => {"
        " const box = document.querySelector(it).getBoundingClientRect(); return [box.left, box.right] })"
    )
    heading, main, first, last = boxes
    assert heading[1] == main[1]
    assert first[0] > last[1]


def test_english_words_of_an_arabic_page_begin_at_its_right_too(visit: Visit) -> None:
    page = visit("arabic", width=1440)
    ends = page.evaluate(
        "['.hero', '#news_', '#all_', 'label', 'caption', '#words_', 'footer h2', '.explanation', '.terms dt'].map("
        "(it) => { const place = document.querySelector(it), range = document.createRange();"
        " range.selectNodeContents(place);"
        " const lines = [...range.getClientRects()].map((box) => box.right), box = place.getBoundingClientRect();"
        " return [it, Math.round(box.right - Math.max(...lines))] })"
    )
    assert [it for it, short in ends if abs(short) > 1] == []


def test_an_arabic_text_with_figures_dates_and_latin_letters_reads_from_the_right(visit: Visit) -> None:
    page = visit("arabic", width=1440)
    said = ["الوعود", "2024", "مع الأدلة", "WHO", "وغيرها", "2025-01-31"]
    places = page.evaluate(_PLACES, [".lead", said])
    assert [word for word, *_ in places] == said
    lefts = [left for *_, left in places]
    assert lefts == sorted(lefts, reverse=True)


def test_bars_of_an_arabic_page_begin_where_their_words_do(visit: Visit) -> None:
    page = visit("arabic", width=1440)
    middles = page.evaluate(
        "['.stack rect', '.bands li', '.promises .bullet .fill', '.promises .bullet .track'].map((it) => {"
        " const box = [...document.querySelectorAll(it)].map((one) => one.getBoundingClientRect());"
        " return box.map((one) => [one.left, one.right]) })"
    )
    parts, words, fills, tracks = middles
    assert [left for left, _ in parts] == sorted((left for left, _ in parts), reverse=True)
    assert [left for left, _ in words] == sorted((left for left, _ in words), reverse=True)
    assert [round(right) for _, right in fills] == [round(right) for _, right in tracks]


def test_what_is_to_be_copied_stands_from_left_to_right_on_every_page(
    window: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger, day = LEDGERS["arabic"]
    window.goto(
        (render_site(ledger, day, tmp_path_factory.mktemp("arabic") / "site") / "promise" / "homes.html").as_uri()
    )
    snippet = window.evaluate(_PLACES, ["pre", ["<iframe", "src=", "title="]])
    assert [left for *_, left in snippet] == sorted(left for *_, left in snippet)


def test_the_key_of_a_chart_names_an_arabic_unit_before_how_often_it_is_counted(window: Page, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(
        '[ledger]\ntitle = "Homes"\n[commitments.homes]\ntitle = "Homes"\nkind = "periodic"\ntarget = 20000\n'
        'every = "year"\nunit = "مسكن جديد"\nstart = 2024-01-01\n'
        "[[commitments.homes.updates]]\ndate = 2024-12-31\ntotal = 21000\n"
        "[[commitments.homes.updates]]\ndate = 2025-12-31\ntotal = 15000\n",
        "utf-8",
    )
    window.goto(render(ledger, "2026-06-30", tmp_path / "page.html").as_uri())
    places = window.evaluate(_PLACES, ["figcaption", ["مسكن جديد", "a year"]])
    assert [word for word, *_ in places] == ["مسكن جديد", "a year"]
    assert places[0][2] < places[1][2]
