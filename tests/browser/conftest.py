"""One browser for all tests in it, and two windows: with scripts, and without. To open one takes longer than a page."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.support.browsing import LEDGERS, browsing, find_chromium, render, render_site

Visit = Callable[..., Page]
Scheme = Literal["light", "dark"]
NOWHERE = "about:blank"


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


@pytest.fixture(scope="session")
def windows(browser: Browser) -> dict[bool, Page]:
    """A window in which scripts run, and one in which they do not."""
    return {
        script: browser.new_context(java_script_enabled=script, reduced_motion="reduce").new_page()
        for script in (True, False)
    }


@pytest.fixture
def window(windows: dict[bool, Page]) -> Iterator[Page]:
    """A window for any page, in which scripts run."""
    page = windows[True]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="null", color_scheme="light", forced_colors="none")
    yield page
    page.goto(NOWHERE)


@pytest.fixture
def visit(windows: dict[bool, Page], reports: dict[str, Path]) -> Iterator[Visit]:
    """Open a report, in the place of the one before.

    At the end, nothing has been complained about, and nothing was asked for but the pages themselves.
    """
    opened: set[str] = set()
    complaints: list[str] = []
    requests: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    listeners: dict[str, Callable[..., None]] = {
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "dialog": dismiss,
        "request": lambda request: requests.append(request.url),
    }

    def visit(name: str, anchor: str = "", *, width: int = 1280, scheme: Scheme = "light", script: bool = True) -> Page:
        page = windows[script]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="null", color_scheme=scheme, forced_colors="none")
        if page.url != NOWHERE:
            page.goto(NOWHERE)  # from one place of a page to another it would not be loaded anew
        address = reports[name].as_uri()
        page.goto(address + anchor)
        opened.add(address)
        return page

    for page in windows.values():
        for event, listener in listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]  # one for each event
    yield visit
    for page in windows.values():
        page.goto(NOWHERE)
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    assert complaints == []
    assert {re.split("[?#]", request)[0] for request in requests} == opened
