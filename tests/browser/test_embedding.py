"""A promise on another page: the snippet makes a frame that holds its card on a phone, whatever its words are."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browsing import LEDGERS, render_site
from tests.support.lanes import one_in

HIDDEN = """() => {
  const [told, main] = ['.told', 'main'].map((it) => document.querySelector(it));
  return [told.scrollHeight - told.clientHeight, innerHeight - main.getBoundingClientRect().bottom];
}"""
"""How much of the card is out of sight, and how much room is left below it."""


def copied(page: Page, folder: Path, name: str) -> str:
    """The snippet of a promise, as a reader copies it."""
    page.goto((folder / "promise" / f"{name}.html").as_uri())
    return page.locator("pre").inner_text().replace("https://example.org/", f"{folder.as_uri()}/")


@pytest.mark.parametrize("name", one_in(3, ["extremes", "arabic", "verdicts", "every-state"]))
def test_the_frame_holds_the_card_on_a_phone(window: Page, tmp_path: Path, name: str) -> None:
    folder = render_site(*LEDGERS[name], tmp_path / "site")
    for promise in sorted(path.stem for path in (folder / "embed").iterdir()):
        around = tmp_path / "around.html"
        around.write_text(f'<body style="margin: 0">{copied(window, folder, promise)}', "utf-8")
        for width in (320, 600):
            window.set_viewport_size({"width": width, "height": 900})
            window.goto(around.as_uri())
            (frame,) = window.frames[1:]
            frame.wait_for_load_state()
            hidden, left = frame.evaluate(HIDDEN)
            assert hidden == 0, promise
            assert left >= 20, promise  # room for wider letters


def test_in_a_frame_that_is_too_low_the_card_scrolls_above_the_line_that_says_where_it_is_from(
    window: Page, tmp_path: Path
) -> None:
    folder = render_site(*LEDGERS["extremes"], tmp_path / "site")
    window.set_viewport_size({"width": 320, "height": 200})
    window.goto((folder / "embed" / "long.html").as_uri())
    hidden, left = window.evaluate(HIDDEN)
    assert hidden > 100
    assert left == 0
    assert window.evaluate("document.documentElement.scrollHeight") == 200
    bottom = window.locator(".aside").evaluate("it => it.getBoundingClientRect().bottom")
    assert 150 < bottom < 200


def test_a_title_with_quotation_marks_is_still_a_title_once_it_is_copied(window: Page, tmp_path: Path) -> None:
    title = 'Build "homes" <b>now</b> & here'
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(
        f"[ledger]\ntitle = 'x'\n\n[commitments.homes]\ntitle = '{title}'\nkind = 'qualitative'\n", "utf-8"
    )
    folder = render_site(ledger, "2026-06-30", tmp_path / "site")
    window.set_content(copied(window, folder, "homes"))
    assert window.locator("iframe").get_attribute("title") == title
