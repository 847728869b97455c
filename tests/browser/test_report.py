"""The report in a real browser: it is whole without a script, found with one, and open to everybody."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.browsing import LEDGERS, PICTURE, SCREENSHOTS
from tests.support.lanes import one_in

Visit = Callable[..., Page]

PAGES = sorted(LEDGERS, key=lambda name: (name != "every-state", name))
WIDTHS = [320, 375, 768, 1024, 1440]
SCHEMES = ["light", "dark"]
SEEN = [(375, "dark"), (1440, "light")]
"""Each width and scheme once, for the pages that have nothing that is not on the page of every state, too."""


def shown(page: Page) -> list[str]:
    return [card.get_attribute("id") or "" for card in page.locator("article:visible").all()]


def choose(page: Page, label: str, words: str) -> None:
    page.get_by_label(label, exact=True).select_option(words)


def rows(page: Page) -> list[str]:
    return [row.get_attribute("data-id") or "" for row in page.locator(".promises tbody tr:visible").all()]


def query(page: Page) -> str:
    asked = page.evaluate("location.search.slice(1)")
    assert isinstance(asked, str)
    return asked


def found(page: Page) -> str:
    return page.locator("output").inner_text()


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    one_in(
        13,
        [
            *product(["every-state"], WIDTHS, SCHEMES),
            *((name, width, scheme) for name in PAGES if name != "every-state" for width, scheme in SEEN),
        ],
    ),
)
def test_axe_finds_nothing(visit: Visit, name: str, width: int, scheme: str) -> None:
    page = visit(name, width=width, scheme=scheme)
    violations = Axe().run(page).response["violations"]
    assert [(it["impact"], it["id"], [node["html"] for node in it["nodes"]]) for it in violations] == []


@pytest.mark.parametrize("scheme", one_in(2, ["dark", "light"]))
def test_axe_finds_nothing_on_a_filtered_page(visit: Visit, scheme: str) -> None:
    page = visit("every-state", scheme=scheme)
    page.get_by_label("Search").fill("scholarships")
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("name", one_in(2, sorted(PAGES, key=lambda name: name != "extremes")))
def test_no_page_is_wider_than_its_window(visit: Visit, name: str) -> None:
    page = visit(name)
    for letters in ("100%", "200%"):
        page.evaluate("letters => document.documentElement.style.fontSize = letters", letters)
        for width in (*WIDTHS, 2560):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width, letters


@pytest.mark.parametrize("name", one_in(len(PAGES), PAGES))
def test_the_page_is_whole_without_a_script(visit: Visit, name: str) -> None:
    with_script, without = visit(name), visit(name, script=False)
    assert without.locator("form").count() == 0 or without.locator("form").is_hidden()
    for part in ("header.masthead", ".overview", "#full_", "section.glossary", "footer"):
        assert without.locator(part).inner_text() == with_script.locator(part).inner_text()


def test_words_find_commitments_wherever_they_stand(visit: Visit) -> None:
    page = visit("every-state")
    assert found(page) == ""
    search = page.get_by_label("Search")
    search.fill("SZOHOD")  # without the accent, and only in a table
    assert shown(page) == ["embassies"]
    assert found(page) == "1 of 15 promises shown"
    assert page.locator("section.programme:visible h2").all_inner_texts() == ["Travel"]
    search.fill("office scholarship")
    assert shown(page) == ["scholarships"]
    search.fill("zebra")
    assert shown(page) == []
    assert found(page) == "No promise matches."
    assert page.get_by_text("No promise matches.").count() == 1
    expect(page.locator(".promises")).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == 15
    assert found(page) == ""
    expect(search).to_be_focused()
    expect(search).to_have_value("")


def test_statuses_and_programmes_narrow_it_down(visit: Visit) -> None:
    page = visit("every-state")
    choose(page, "Status", "3 no data")
    assert shown(page) == rows(page) == ["schools", "friendship", "delegates"]
    choose(page, "Status", "4 not known")
    assert rows(page) == ["schools", "kindergartens", "friendship", "delegates"]
    choose(page, "Programme", "Education")
    assert shown(page) == rows(page) == ["schools", "kindergartens"]
    page.get_by_label("Search").fill("homes")
    assert shown(page) == []
    page.get_by_label("Search").fill("")
    choose(page, "Programme", "No programme")
    assert shown(page) == ["friendship", "delegates"]
    choose(page, "Status", "Any status")
    choose(page, "Programme", "All programmes")
    choose(page, "Tag", "youth")
    assert rows(page) == ["scholarships"]


def test_what_is_found_is_announced(visit: Visit) -> None:
    page = visit("every-state")
    choose(page, "Status", "2 fulfilled")
    expect(page.get_by_role("status")).to_have_text("2 of 15 promises shown")


def test_what_is_chosen_stands_in_the_address_and_comes_back_with_it(visit: Visit) -> None:
    page = visit("every-state")
    page.get_by_label("Search").fill("a")
    choose(page, "Programme", "Climate and housing")
    choose(page, "Status", "1 missed")
    page.get_by_role("button", name="Due").click()
    assert query(page) == "q=a&programme=climate&status=is-missed&sort=due"
    chosen = rows(page)
    page.reload()
    assert rows(page) == chosen == ["homes"]
    assert page.get_by_label("Status", exact=True).evaluate("it => it.selectedOptions[0].text") == "1 missed"
    page.get_by_role("button", name="Show all").click()
    assert query(page) == "sort=due"


def test_the_table_is_put_in_order_by_its_headings(visit: Visit) -> None:
    page = visit("every-state")
    first = rows(page)
    due = page.get_by_role("button", name="Due")
    due.click()
    dates = [date for date in page.locator(".promises td:nth-child(5)").all_inner_texts() if date != "–"]
    assert dates == sorted(dates)
    assert page.get_by_role("columnheader", name="Due").get_attribute("aria-sort") == "ascending"
    due.click()
    assert page.locator(".promises td:nth-child(5)").all_inner_texts()[: len(dates)] == dates[::-1]
    due.click()
    assert rows(page) == first
    page.get_by_role("button", name="Status").click()
    assert rows(page)[:2] == ["rail", "embassies"]


def test_the_headings_of_the_table_stay_below_the_form(visit: Visit) -> None:
    page = visit("verdicts")
    page.locator(".promises tbody tr").nth(16).evaluate("row => row.scrollIntoView({block: 'start'})")
    form, head = page.locator("#filter_").bounding_box(), page.locator(".promises thead th").first.bounding_box()
    assert form is not None
    assert head is not None
    assert form["y"] == 0
    assert head["y"] == pytest.approx(form["height"], abs=1)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [1024, 1440])
def test_what_stays_at_the_top_covers_no_link_that_is_reached_backwards(visit: Visit, width: int, script: bool) -> None:
    page = visit("verdicts", width=width, script=script)
    links = page.locator(".promises tbody tr a")
    links.last.focus()
    covered = []
    for number in range(links.count() - 2, 0, -1):
        page.keyboard.press("Shift+Tab")
        expect(links.nth(number)).to_be_focused()
        seen = page.evaluate(
            "(() => { const it = document.activeElement, box = it.getBoundingClientRect();"
            " return it.contains(document.elementFromPoint(box.left + 4, box.top)) })()"
        )
        covered += [] if seen else [number]
    assert covered == []


def test_enter_in_the_search_goes_nowhere(visit: Visit) -> None:
    page = visit("commitments")
    page.get_by_label("Search").fill("visa")
    page.keyboard.press("Enter")
    assert query(page) == "q=visa"
    assert shown(page) == ["visa-free"]


@pytest.mark.parametrize("anchor", one_in(3, ["#%", "#%E0%A4%A", "#%00", "#nowhere", "#"]))
def test_an_address_that_leads_nowhere_is_no_complaint(visit: Visit, anchor: str) -> None:
    page = visit("every-state", anchor)
    page.evaluate("anchor => location.hash = anchor", f"{anchor}x")
    expect(page.locator("article.card").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("anchor", one_in(2, ["#visa-free", "#programme:travel", "#scholarships/aaaa0002"]))
def test_an_address_leads_to_its_place(visit: Visit, anchor: str, script: bool) -> None:
    page = visit("every-state", anchor, script=script)
    expect(page.locator(f'[id="{anchor[1:]}"]')).to_be_in_viewport()


def test_a_link_to_what_is_filtered_away_shows_it(visit: Visit) -> None:
    page = visit("every-state")
    page.get_by_label("Search").fill("visa")
    page.locator(".news").get_by_role("link", name="Coal power stations closed").click()
    expect(page.locator("#coal")).to_be_in_viewport()
    assert len(shown(page)) == 15
    page.get_by_label("Search").fill("visa")
    page.evaluate("location.hash = '#heat-pumps'")
    expect(page.locator("#heat-pumps")).to_be_in_viewport()
    page.get_by_label("Search").fill("visa")
    page.evaluate("location.hash = '#embassies'")
    expect(page.locator("#embassies")).to_be_in_viewport()
    assert shown(page) == ["visa-free", "embassies"]


def test_a_permalink_is_the_address_of_its_commitment(visit: Visit) -> None:
    page = visit("commitments")
    page.get_by_role("link", name="Link to this promise, visa-free").click()
    assert page.url.endswith("commitments.html#visa-free")


def test_everything_is_within_reach_of_the_keyboard_and_shows_it(visit: Visit) -> None:
    page = visit("every-state", width=768)
    stops = page.locator("a[href]:visible, input:visible, select:visible, button:visible, summary:visible").count()
    looks = set()
    for _ in range(stops):
        page.keyboard.press("Tab")
        looks.add(
            page.evaluate(
                "(() => { const it = document.activeElement; it.dataset.reached = '';"
                " return `${getComputedStyle(it).outlineStyle} ${it.getBoundingClientRect().right > 0}` })()"
            )
        )
    assert page.locator("[data-reached]").count() == stops
    assert looks == {"solid true"}


def test_the_first_stop_skips_to_the_promises(visit: Visit) -> None:
    page = visit("commitments")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the promises")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#promises_")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search")).to_be_focused()


def test_landmarks_say_what_is_where(visit: Visit) -> None:
    page = visit("commitments")
    for only in (page.get_by_role("banner"), page.get_by_role("main"), page.get_by_role("contentinfo")):
        assert only.count() == 1
    assert page.get_by_role("search", name="Find promises").count() == 1
    assert page.get_by_role("region", name="Peace Program").count() == 1
    assert page.get_by_role("article", name="Government scholarships").count() == 1
    assert page.get_by_role("img", name="1 kept, 14 not known").count() == 1
    assert page.get_by_role("img", name="Chart: Visa-free access for five countries of the region").count() == 1


def test_tables_stay_tables_at_every_width(visit: Visit) -> None:
    page = visit("climate-finance")
    history = page.get_by_role("table", name="History, newest first")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert history.get_by_role("row").count() == 4
        assert history.get_by_role("columnheader").count() == 4
        assert history.get_by_role("cell").count() == 12


def test_dark_is_dark(visit: Visit) -> None:
    paper = [visit("commitments", scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
             for scheme in SCHEMES]  # fmt: skip
    assert paper == ["rgb(252, 251, 249)", "rgb(23, 23, 22)"]


def test_on_paper_it_is_black_on_white_and_sources_have_their_address(visit: Visit) -> None:
    page = visit("climate-finance", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("document.getElementById('print_all_').checked = true")
    look = page.evaluate(
        "(() => { const body = getComputedStyle(document.body), link = document.querySelector('.source a');"
        " return [body.color, body.backgroundColor, getComputedStyle(link, '::after').content] })()"
    )
    assert look[:2] == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert "https://www.oecd.org/climate-change/finance-usd-100-billion-goal/" in look[2]
    assert page.pdf(format="A4").startswith(b"%PDF-")


def test_the_search_is_not_printed(visit: Visit) -> None:
    page = visit("commitments")
    expect(page.locator("form")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("form")).to_be_hidden()


def test_the_policy_stops_what_is_not_the_pages_own(browser: Browser, visit: Visit, reports: dict[str, Path]) -> None:
    smuggled = reports["commitments"].with_name("smuggled.html")
    script = "<script>document.title = 'broken in'</script><img src='https://evil.example/x.png'>"
    smuggled.write_text(reports["commitments"].read_text("utf-8").replace("<main>", f"<main>{script}"), "utf-8")
    page = visit("commitments")
    other = browser.new_page()
    blocked: list[str] = []
    other.on("console", lambda message: blocked.append(message.text))
    requests: list[str] = []
    other.on("requestfinished", lambda request: requests.append(request.url))
    other.goto(smuggled.as_uri())
    assert other.title() == page.title()
    assert len(blocked) == 2
    assert all("Content Security Policy" in message for message in blocked)
    assert requests == [smuggled.as_uri()]
    other.close()


@pytest.mark.skipif(not SCREENSHOTS, reason="COMMITRACK_SCREENSHOTS names no folder to keep screenshots in")
@pytest.mark.full
def test_screenshots_are_kept_for_people_to_look_at(visit: Visit) -> None:
    folder = Path(SCREENSHOTS).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for name, width, scheme in product(PAGES, WIDTHS, SCHEMES):
        path = folder / f"{name}-{width}-{scheme}.png"
        visit(name, width=width, scheme=scheme).screenshot(path=path, full_page=True)
        assert path.stat().st_size > 10_000


def test_the_picture_in_the_readme_is_small() -> None:
    picture = PICTURE.read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 250_000
