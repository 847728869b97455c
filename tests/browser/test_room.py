"""Everything has room: no words lie on others or on a point, and none are cut off or broken."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.support.browsing import LEDGERS
from tests.support.environment import PROJECT
from tests.support.in_process import run_here
from tests.support.lanes import Lane, one_in

Visit = Callable[..., Page]

_MET = """() => [...document.querySelectorAll('.drawing > svg')].flatMap((drawing) => {
  const points = [...drawing.querySelectorAll('[class^="point-"]')].flatMap((path) =>
    [...path.getAttribute('d').matchAll(/M([-.\\d]+) ([-.\\d]+)h0/g)].map(([, x, y]) =>
      new DOMPoint(+x, +y).matrixTransform(path.getScreenCTM())));
  const words = [...drawing.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  const onPoints = words.filter(([, box]) => points.some(({ x, y }) =>
    box.left - 3 < x && x < box.right + 3 && box.top + 1 < y && y < box.bottom - 1)).map(([text]) => [text, 'a point']);
  const onWords = words.flatMap(([text, box], number) => words.slice(number + 1)
    .filter(([, other]) => Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
      && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 4).map(([other]) => [text, other]));
  return [...onPoints, ...onWords];
})"""


def at_each_width(page: Page, *widths: int) -> Iterator[int]:
    """Make the window of a page as wide as that, one after the other."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        yield width


@pytest.mark.parametrize("name", one_in(2, ["every-state", "commitments", "verdicts", "homes-often", "extremes"]))
def test_no_words_of_a_chart_lie_on_a_point_or_on_others(visit: Visit, name: str) -> None:
    page = visit(name)
    assert page.locator(".drawing > svg").count()
    for width in at_each_width(page, 320, 375, 768, 1440):
        assert page.evaluate(_MET) == [], width


def test_no_amount_beside_a_chart_is_cut(visit: Visit) -> None:
    cut = visit("extremes").evaluate(
        "() => [...document.querySelectorAll('.label-tick')].filter((text) =>"
        " text.getBoundingClientRect().left < text.ownerSVGElement.getBoundingClientRect().left)"
        ".map((text) => text.textContent)"
    )
    assert cut == []


def test_no_title_in_the_table_is_cut(visit: Visit) -> None:
    page = visit("verdicts")
    for width in at_each_width(page, 320, 688, 768, 1024, 1440):
        cut = page.evaluate(
            "[...document.querySelectorAll('.promises tbody :is(th, th a, td)')].filter((it) => {"
            " const range = document.createRange(); range.selectNodeContents(it);"
            " const words = range.getBoundingClientRect(), box = it.getBoundingClientRect();"
            " const isClamped = getComputedStyle(it).webkitLineClamp != 'none';"
            " return words.right > box.right + 1 || words.bottom > box.bottom + 1 || isClamped })"
            ".map((it) => it.textContent)"
        )
        assert cut == [], width


def test_each_group_of_promises_stands_on_one_line_beside_its_whole_swatch(visit: Visit) -> None:
    page = visit("verdicts")
    for width in at_each_width(page, 320, 688, 768, 900, 1024, 1440):
        lines = page.evaluate(
            "[...document.querySelectorAll('.bands li')]"
            ".map((it) => [it.offsetHeight, it.querySelector('svg').clientWidth, it.offsetTop])"
        )
        assert len(lines) == 5
        assert all(height < 40 and swatch == 28 for height, swatch, _ in lines), (width, lines)
        assert len({top for *_, top in lines}) == (1 if width >= 768 else 5), (width, lines)


_ON_GOALS = """() => [...document.querySelectorAll('.drawing > svg')].flatMap((drawing) => {
  const lines = [...drawing.querySelectorAll('.line-goal')].flatMap((path) =>
    [...path.getAttribute('d').matchAll(/M([-.\\d]+) ([-.\\d]+)L([-.\\d]+) ([-.\\d]+)/g)].map(([, x, y, end, foot]) =>
      [new DOMPoint(+x, +y), new DOMPoint(+end, +foot)].map((point) => point.matrixTransform(path.getScreenCTM()))));
  return [...drawing.querySelectorAll('text')].filter((text) => { const box = text.getBoundingClientRect();
    return box.width && lines.some(([from, to]) => from.x < box.right && box.left < to.x
      && box.top + 3 < from.y && from.y < box.bottom - 3) }).map((text) => text.textContent);
})"""


_CROSSED = """() => [...document.querySelectorAll('.drawing > svg')].flatMap((drawing) => {
  const lines = [...drawing.querySelectorAll('[class^="line-"]')].flatMap((path) =>
    path.getAttribute('d').split('M').slice(1).flatMap((part) => {
      const numbers = part.replace(/([\\d.]+) ([\\d.]+)V/, '$1 $2 $1 ').match(/-?[\\d.]+/g).map(Number), points = [];
      for (let at = 0; at < numbers.length; at += 2)
        points.push(new DOMPoint(numbers[at], numbers[at + 1]).matrixTransform(path.getScreenCTM()));
      return points.slice(1).map((point, at) => [points[at], point]);
    }));
  const crosses = (box) => ([from, to]) => {
    let [enter, leave] = [0, 1];
    for (const [start, step, low, high] of [[from.x, to.x - from.x, box.left + 1, box.right - 1],
                                            [from.y, to.y - from.y, box.top + 4, box.bottom - 4]]) {
      if (!step) { if (start <= low || start >= high) return false; continue; }
      const [one, other] = [(low - start) / step, (high - start) / step];
      enter = Math.max(enter, Math.min(one, other)); leave = Math.min(leave, Math.max(one, other));
    }
    return enter < leave;
  };
  return [...drawing.querySelectorAll('.label-gap, .label-projection, .label-forecast, .label-former, .label-expected')]
    .map((text) => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width && lines.some(crosses(box))).map(([text]) => text);
})"""


@pytest.mark.parametrize("name", one_in(2, ["every-state", "verdicts", "commitments", "uk-homes", "extremes"]))
def test_no_line_crosses_words_that_a_chart_can_do_without(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in at_each_width(page, 320, 375, 768, 1024, 1440):
        assert page.evaluate(_CROSSED) == [], width


@pytest.mark.parametrize("name", one_in(2, ["extremes", "every-state"]))
def test_no_words_of_a_chart_are_struck_through_by_its_goal(visit: Visit, name: str) -> None:
    assert visit(name, width=1440).evaluate(_ON_GOALS) == []


def test_nothing_on_a_card_is_wider_than_the_card(visit: Visit) -> None:
    page = visit("extremes")
    for width in at_each_width(page, 320, 1440):
        wide = page.evaluate(
            "[...document.querySelectorAll('.card figcaption, .card dd, .card td, .card p, .card h3')].filter((it) => {"
            " const range = document.createRange(); range.selectNodeContents(it);"
            " return range.getBoundingClientRect().right > it.closest('.card').getBoundingClientRect().right })"
            ".map((it) => it.textContent)"
        )
        assert wide == [], width


def test_a_chart_of_its_own_has_all_its_words_within_the_picture(window: Page) -> None:
    ledger, day = LEDGERS["extremes"]
    for key in ("long", "word", "huge", "months", "rivals", "tiny", "mean"):
        window.set_content(run_here(["chart", key, "--ledger", str(ledger), "--as-of", day], PROJECT).stdout)
        outside, met = window.evaluate(
            "() => { const sheet = document.querySelector('svg').getBoundingClientRect();"
            " const words = [...document.querySelectorAll('g text, svg > text')].map((it) =>"
            " [it.textContent, it.getBoundingClientRect()]);"
            " const meet = (one, other) => one.left < other.right && other.left < one.right"
            " && one.top + 3 < other.bottom && other.top + 3 < one.bottom;"
            " return [words.filter(([, box]) => box.left < sheet.left || box.right > sheet.right"
            " || box.bottom > sheet.bottom).map(([text]) => text),"
            " words.filter(([, box], place) => words.slice(place + 1).some(([, other]) => meet(box, other)))"
            ".map(([text]) => text)] }"
        )
        assert outside == met == [], key


@pytest.mark.parametrize("name", one_in(2, ["every-state", "extremes", "climate-finance"]))
def test_the_strip_of_periods_stands_above_their_columns(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in at_each_width(page, 320, 1440):
        pairs = page.evaluate(
            "[...document.querySelectorAll('.card:has(.strip.above)')].map((card) =>"
            " ['.strip rect', '.drawing rect.column'].map((it) => [...card.querySelectorAll(it)].map((one) =>"
            " { const box = one.getBoundingClientRect(); return [box.left, box.width] })))"
        )
        assert pairs, width
        for cells, columns in pairs:
            assert columns, width
            for left, wide in columns:
                assert any(abs(left - x) < 1.5 and abs(wide - cell) < 1.5 for x, cell in cells), (width, left, cells)


def test_a_period_without_a_figure_looks_like_none_that_was_missed(visit: Visit) -> None:
    page = visit("climate-finance", width=1024)
    looks = page.evaluate(
        "[...document.querySelectorAll('.strip rect')].map((it) => [it.textContent, getComputedStyle(it).fill])"
    )
    assert dict(looks)["2023: overdue"] == "none"
    assert all("url" in fill for words, fill in looks if words.endswith("missed"))


_BROKEN_DATES = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), broken = [];
  while (walker.nextNode()) {
    for (const found of walker.currentNode.data.matchAll(/\\d{4}-\\d\\d(-\\d\\d)?/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, found.index);
      range.setEnd(walker.currentNode, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].filter((it) => it.width).map((it) => Math.round(it.top)));
      if (lines.size > 1) broken.push(walker.currentNode.data);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("name", one_in(2, ["extremes", "every-state"]))
def test_no_date_is_broken_over_two_lines(visit: Visit, name: str) -> None:
    page = visit(name)
    for width in at_each_width(page, 320, 768, 1440):
        assert page.evaluate(_BROKEN_DATES) == [], width


def test_nothing_covers_what_the_keyboard_has_reached(visit: Visit, lane: Lane) -> None:
    page = visit("verdicts")
    for width in at_each_width(page, *lane.some((375, 1440), 2)):
        page.locator(".promises tbody a").last.focus()
        covered = []
        for _ in range(page.locator(".promises tbody a").count() - 1):
            page.keyboard.press("Shift+Tab")
            if not page.evaluate(
                "(() => { const it = document.activeElement, box = it.getClientRects()[0];"
                " return it.closest('tbody').contains(document.elementFromPoint(box.left + 4, box.top + 4)) })()"
            ):
                covered.append(page.evaluate("document.activeElement.textContent"))
        assert covered == [], width
