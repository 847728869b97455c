"""Hundreds of texts that would run, load something or change a page, in every field of a ledger, in a real browser.

The policy of the pages is turned off, so that whatever came through would be seen to run.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
import tomli_w
from playwright.sync_api import Browser, Dialog, Page

from tests.support.environment import PROJECT
from tests.support.in_process import run_here
from tests.support.lanes import Lane

HERE = PROJECT / "tests" / "browser"
_DATA = tomllib.loads((HERE / "payloads.toml").read_text("utf-8"))
PAYLOADS = tuple(
    dict.fromkeys(
        [*(breaker + vector for breaker in _DATA["breakers"] for vector in _DATA["vectors"]), *_DATA["alone"]]
    )
)
FIELDS = (HERE / "every-field.toml").read_text("utf-8")

SCHEME = re.compile(r"^[^#?/:]*:")
ALLOWED = {"https:", "http:", "mailto:"}

PROVOKE = """() => {
    for (const it of document.querySelectorAll('details')) it.open = true
    for (const it of document.querySelectorAll('*')) {
        for (const name of ['mouseover', 'mouseenter', 'pointerdown', 'focus', 'blur', 'toggle', 'load', 'error'])
            it.dispatchEvent(new Event(name))
    }
}"""
SKELETON = """() => [...document.querySelectorAll('*')].map(it =>
    [it.localName, ...it.getAttributeNames().filter(name => !/^data-|^hidden$/.test(name)).sort()].join(' '))"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""After two frames the page has seen how much room there is."""
ADDRESSES = """() => [...document.querySelectorAll('[href], [src], [action], [formaction], [srcdoc]')].map(it =>
    it.getAttribute('href') ?? it.getAttribute('src') ?? 'none:')"""


def drawn(texts: Sequence[str]) -> str:
    """The ledger with these texts in its fields, one after another and from the first again."""
    at = 0

    def fill(value: Any) -> Any:
        nonlocal at
        if isinstance(value, dict):
            return {key: fill(one) for key, one in value.items()}
        if isinstance(value, list):
            return [fill(one) for one in value]
        if not isinstance(value, str) or "@" not in value.replace("press@", ""):
            return value
        if value == "@m":
            return texts[0]
        at += 1
        return value.replace("@", texts[at % len(texts)], 1)

    return tomli_w.dumps(fill(tomllib.loads(FIELDS)))


def render(texts: Sequence[str], folder: Path) -> list[Path]:
    """Every page of a ledger: the report, and those of its site with the ones that others embed."""
    folder.mkdir()
    (folder / "commitments.toml").write_text(drawn(texts), "utf-8")
    at = ["--as-of", "2024-12-31", "--since", "2024-03-31", "--generated-at", "2024-12-31T12:00Z"]
    for words in (["-o", "report.html"], ["--site", "site", "--base-url", "https://example.org/"]):
        ended = run_here(["report", *at, *words], folder)
        assert (ended.status, ended.stderr) == (0, ""), texts
    return sorted([*folder.rglob("*.html"), *folder.rglob("*.svg")])


class Seen(NamedTuple):
    """What a browser makes of a page."""

    happened: list[str]
    skeleton: list[str]
    addresses: list[str]


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Open a page, move over everything in it, and say what happened."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    happened: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        happened.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("console", lambda message: happened.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: happened.append(f"error: {error}"))
    page.on("request", lambda request: happened.append(f"request: {request.url}"))
    page.on("popup", lambda popup: happened.append(f"popup: {popup.url}"))

    def look(path: Path, query: str = "", act: Callable[[Page], None] = lambda page: None) -> Seen:
        page.goto("about:blank")
        happened.clear()
        page.goto(path.as_uri() + query)
        page.evaluate(PROVOKE)
        act(page)
        page.evaluate(DRAWN)
        more = [one for one in happened if re.split("[?#]", one)[0] != f"request: {path.as_uri()}"]
        return Seen(more, page.evaluate(SKELETON), page.evaluate(ADDRESSES))

    yield look
    context.close()


def test_what_did_run_would_be_seen(look: Callable[..., Seen], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>x</title><img src=https://evil.example/x onerror=alert(1)><p onmouseover=alert(2)>x</p>")
    happened = look(page).happened
    assert {"request: https://evil.example/x", "dialog: 1", "dialog: 2"} <= set(happened)


def test_nothing_in_a_ledger_runs_or_becomes_markup(look: Callable[..., Seen], tmp_path: Path, lane: Lane) -> None:
    count = FIELDS.count("@") - FIELDS.count("press@")
    clean = render([f"words {number}" for number in range(count)], tmp_path / "clean")
    some = ("report", "index", "total")
    allowed: dict[str, set[str]] = {}
    own = set[str]()
    for page in (one for one in clean if lane >= Lane.FULL or one.stem in some):
        seen = look(page)
        assert seen.happened == []
        own |= set(seen.addresses)
        allowed.setdefault(page.suffix, set()).update(seen.skeleton)
    # In the full run each payload stands in one field at least, and in the long run in each.
    starts = range(len(PAYLOADS)) if lane is Lane.LONG else lane.some(range(0, len(PAYLOADS), count), 8)
    for start in starts:
        texts = [*PAYLOADS[start:], *PAYLOADS[:start]][:count]
        for page in render(texts, tmp_path / str(start)):
            if page.stem not in some and (start or lane < Lane.FULL):
                continue
            seen = look(page)
            assert seen.happened == [], (start, page)
            assert set(seen.skeleton) - allowed[page.suffix] == set(), (start, page)
            assert {scheme for one in {*seen.addresses} - own for scheme in SCHEME.findall(one.lower())} <= ALLOWED


def test_nothing_that_is_searched_for_or_stands_in_an_address_runs(
    look: Callable[..., Seen], tmp_path: Path, lane: Lane
) -> None:
    [page] = [page for page in render(["words"], tmp_path / "clean") if page.name == "report.html"]
    clean = set(look(page).skeleton)
    for text in PAYLOADS if lane is Lane.LONG else lane.some(PAYLOADS[::50], 5):
        words = quote(text, safe="")
        search = f"?q={words}&programme={words}&status={words}&tag={words}&sort={words}#{words}"
        seen = look(page, search, lambda page, text=text: page.get_by_label("Search").fill(text))
        assert seen.happened == [], text
        assert set(seen.skeleton) - clean == set(), text
