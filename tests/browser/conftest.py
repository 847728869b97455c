"""One browser for all tests in it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from tests.support.browsing import LEDGERS, browsing, find_chromium, render, render_site

Visit = Callable[..., Page]
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def browser(need: Callable[[object, str], None]) -> Iterator[Browser]:
    need(find_chromium(), "a browser: Debian's package chromium")
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The rendered reports."""
    folder = tmp_path_factory.mktemp("reports")
    return {name: render(ledger, day, folder / f"{name}.html") for name, (ledger, day) in LEDGERS.items()}


@pytest.fixture(scope="session")
def folder_of_a_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's report as a site."""
    ledger, day = LEDGERS["every-state"]
    return render_site(ledger, day, tmp_path_factory.mktemp("web") / "site")


@pytest.fixture
def visit(browser: Browser, reports: dict[str, Path]) -> Iterator[Visit]:
    """Open a report; at the end, nothing has been complained about, and nothing was asked for but the page itself."""
    opened: list[tuple[BrowserContext, str]] = []
    complaints: list[str] = []
    requests: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    def visit(name: str, anchor: str = "", *, width: int = 1280, scheme: Scheme = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", dismiss)
        page.on("request", lambda request: requests.append(request.url))
        address = reports[name].as_uri()
        page.goto(address + anchor)
        opened.append((context, address))
        return page

    yield visit
    for context, _ in opened:
        context.close()
    assert complaints == []
    assert {re.split("[?#]", request)[0] for request in requests} == {address for _, address in opened}
