"""The report that is served, in a real browser: changes of the ledger are seen, and so is what is wrong with it."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.support.serving import serving

TITLE = "Promises of the Republic of Testland"


def test_a_keeper_sees_in_the_browser_what_was_changed_and_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    complaints: list[str] = []
    with serving(tmp_path) as start, browser.new_page() as page:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        served = start()
        text = served.ledger.read_text("utf-8")
        page.goto(f"http://localhost:{served.port}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        page.get_by_label("Search").fill("scholarships")
        page.get_by_role("link", name="Scholarships for students from abroad").last.click()
        expect(page).to_have_url(f"http://localhost:{served.port}/promise/scholarships.html")

        served.ledger.write_text(text.replace("Scholarships for students", "Grants for students"), "utf-8")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Grants for students from abroad")
        expect(page.get_by_role("status")).to_have_count(0)

        served.ledger.write_text(text.replace('"total"', '"totl"', 1), "utf-8")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Grants for students from abroad")
        said = page.get_by_role("status")
        expect(said).to_contain_text("This page shows what it held before.")
        expect(said).to_contain_text("commitments.toml:28: commitments.")
        assert said.locator("p").evaluate("it => getComputedStyle(it).fontWeight") == "600"
        assert Axe().run(page).response["violations"] == []

        page.get_by_role("link", name="Its chart as a picture").click()
        fill = page.locator("text.heading").first.evaluate("it => getComputedStyle(it).fontSize")
        assert fill == "20px"
    assert complaints == []
