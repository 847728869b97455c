"""The overview: a row for each promise, choices that stand together, and what changed, told in few lines."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.browsing import LEDGERS, render
from tests.support.lanes import one_in

Visit = Callable[..., Page]

WIDTHS = [320, 375, 560, 768, 1024, 1440]


@pytest.mark.parametrize("name", one_in(2, ["verdicts", "every-state"]))
def test_a_promise_is_a_row_of_44_pixels(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in (768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        heights = page.evaluate(
            "[...document.querySelectorAll('.promises tbody tr')].map((it) => [it.offsetHeight, it.textContent.trim()])"
        )
        assert len(heights) > 10
        higher = [words for height, words in heights if height not in (44, 45)]
        assert [words for words in higher if width > 768 or "2025-07-01 to 2026-06-30" not in words] == [], width


def test_a_long_status_has_smaller_letters_and_no_higher_row(visit: Visit) -> None:
    page = visit("extremes", width=1440)
    assert page.locator("[data-id='assembly']").evaluate("it => it.offsetHeight") in (44, 45)


@pytest.mark.parametrize("name", one_in(2, ["every-state", "verdicts", "hostile"]))
def test_a_title_has_the_most_room_of_a_row(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in (768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        widths = page.evaluate(
            "[...document.querySelectorAll('.promises thead th')].map((it) => it.getBoundingClientRect().width)"
        )
        assert widths[1] == max(widths), (width, widths)


@pytest.mark.parametrize("width", [375, 1440])
def test_what_is_left_is_seen_by_whoever_chooses_from_far_below(visit: Visit, width: int) -> None:
    page = visit("verdicts", width=width)
    page.evaluate("document.querySelector('.promises tbody tr:last-child').scrollIntoView()")
    page.evaluate(
        "() => { const it = document.querySelector('#status_'); it.value = 'is-withdrawn';"
        " it.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    top, bottom = page.evaluate(
        "() => { const box = document.querySelector('.promises tbody tr:not([hidden])').getBoundingClientRect();"
        " const form = document.querySelector('form').getBoundingClientRect();"
        " return [box.top - form.bottom, box.bottom] }"
    )
    assert top >= 0
    assert bottom <= 900


@pytest.mark.parametrize("name", one_in(2, ["every-state", "extremes"]))
def test_no_choice_stands_alone_below_others(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        fields = page.evaluate(
            "[...document.querySelectorAll('.field')].map((it) => [it.offsetTop, it.firstElementChild.textContent])"
        )
        lines = [[label for top, label in fields if top == line] for line in sorted({top for top, _ in fields})]
        alone = [line[0] for line in lines if len(line) == 1]
        assert alone in ([], ["Search"]) or len(lines) == len(fields), (width, lines)


def test_changes_beyond_eight_are_folded_and_printed_where_everything_is(
    window: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger, day = LEDGERS["verdicts"]
    folder = tmp_path_factory.mktemp("changes")
    window.goto(render(ledger, day, folder / "many.html", "--since", "2018-01-01").as_uri())
    changes = window.get_by_role("region", name="What changed since 2018-01-01")
    total = changes.locator("li").count()
    assert total > 9
    assert changes.locator("li:visible").count() == 8
    summary = changes.get_by_text(f"{total - 8} more changes", exact=True)
    summary.click()
    assert changes.locator("li:visible").count() == total
    summary.click()
    dates = changes.locator(".date").all_text_contents()
    assert dates == sorted(dates, reverse=True)
    window.emulate_media(media="print")
    assert changes.locator("li:visible").count() == 8
    assert summary.is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", window.pdf(format="A4"))) in (2, 3)
    window.get_by_label("Print every promise").evaluate("it => it.checked = true")
    assert changes.locator("li:visible").count() == total
    assert summary.is_hidden()
    window.goto(render(ledger, day, folder / "few.html", "--since", "2026-01-01").as_uri())
    assert window.locator(".news li").count() > 5
    assert window.locator(".news summary").count() == 0


_ENDS = """[...document.querySelectorAll('.promises .unit')].filter((it) => it.innerText[0] === '%').map((it) => {
  const place = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().bottom;
  };
  const number = it.previousSibling, words = document.createTreeWalker(it, NodeFilter.SHOW_TEXT).nextNode();
  return Math.abs(place(number, number.length - 2) - place(words, 0)) < 5;
})"""
"""Whether a number ends on the line on which its per cent sign is, for each of the table."""


def test_a_number_and_its_per_cent_sign_are_on_one_line(visit: Visit) -> None:
    page = visit("extremes")
    for width in (320, 752, 764, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_ENDS) == [True], width
