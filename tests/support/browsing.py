"""A real browser: Debian's Chromium, driven by Playwright, which brings none of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

from tests.support.environment import PROJECT
from tests.support.in_process import run_here

PICTURE = PROJECT / "docs" / "pictures" / "report.png"
SCREENSHOTS = os.environ.get("COMMITRACK_SCREENSHOTS", "")
"""The folder where screenshots are kept for people to look at; none are taken where it has no name."""

LEDGERS = {
    "commitments": (PROJECT / "data" / "commitments.toml", "2026-11-23"),
    "uk-homes": (PROJECT / "examples" / "uk-homes.toml", "2026-11-23"),
    "climate-finance": (PROJECT / "examples" / "climate-finance.toml", "2026-11-23"),
    "verdicts": (PROJECT / "examples" / "verdicts.toml", "2026-11-23"),
    "every-state": (PROJECT / "tests" / "golden" / "transcripts" / "report.toml", "2026-06-30"),
    "homes-often": (PROJECT / "tests" / "browser" / "homes-often.toml", "2026-06-30"),
    "extremes": (PROJECT / "tests" / "browser" / "extremes.toml", "2026-06-30"),
    "arabic": (PROJECT / "tests" / "browser" / "arabic.toml", "2026-06-30"),
    "hostile": (PROJECT / "tests" / "views" / "hostile.toml", "2026-06-30"),
}
FLAGS = [
    "--no-sandbox",  # it refuses to run as root with one, and opens nothing but our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The browser's path; None where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def browsing() -> Iterator["Browser"]:
    """A browser with an empty profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


def render(ledger: Path, as_of: str, page: Path, *options: str) -> Path:
    """Write the report of a ledger."""
    _report(ledger, as_of, *options, "-o", str(page))
    return page


def render_site(ledger: Path, as_of: str, folder: Path) -> Path:
    """Write the report of a ledger as a site."""
    _report(ledger, as_of, "--site", str(folder), "--base-url", "https://example.org/")
    return folder


def _report(ledger: Path, as_of: str, *options: str) -> None:
    fixed = ["--ledger", str(ledger), "--as-of", as_of, "--generated-at", "2026-11-23T12:00Z"]
    ended = run_here(["report", *fixed, *options], PROJECT)
    assert (ended.status, ended.stderr) == (0, "")


def photograph() -> bytes:
    """The picture that the README shows: the first screen of an example, with its first commitment."""
    with browsing() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 2000}, color_scheme="light")
        page.goto((PROJECT / "examples" / "uk-homes.html").as_uri())
        box = page.locator("article").first.bounding_box()
        assert box is not None
        return page.screenshot(clip={"x": 0, "y": 0, "width": 1200, "height": box["y"] + box["height"] + 24})
