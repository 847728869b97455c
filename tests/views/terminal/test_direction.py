"""Text from right to left never moves the figures beside it, and columns are counted as terminals count them."""

import ctypes
import ctypes.util
import locale
import re
import sys
from pathlib import Path

import pytest
from bidi import get_display

from commitrack.views.terminal.console import closed, columns, shortened
from tests.support.in_process import run_here
from tests.support.transcripts import FOLDER

LEDGER = str(FOLDER / "scripts.toml")
DAY = ("--as-of", "2026-11-26")
MARKS = dict.fromkeys(map(ord, "\u200e\u200f"))
HEBREW = re.compile("[\u0590-\u05ff\u0600-\u06ff]")


def lines(*arguments: str, width: str) -> list[str]:
    return run_here([*arguments, "-l", LEDGER, *DAY], Path.cwd(), COLUMNS=width).stdout.split("\n")


@pytest.mark.parametrize("width", ["40", "60", "80", "120", ""])
@pytest.mark.parametrize("direction", [None, "L"], ids=["found by the terminal", "left to right"])
@pytest.mark.parametrize("command", [("list",), ("log",), ("show", "hebrew"), ("show", "arabic")])
def test_figures_stand_where_they_do_without_a_text_from_right_to_left(
    width: str, direction: str | None, command: tuple[str, ...]
) -> None:
    """Each line as it is displayed has everything but the words themselves in the place where it was written."""
    seen = 0
    for line in lines(*command, width=width):
        if not HEBREW.search(line) or re.fullmatch(r"[ “”]*[\u0590-\u06ff ]+[ “”.]*", line.translate(MARKS)):
            continue
        seen += 1
        shown = get_display(line, base_dir=direction).translate(MARKS)
        written = line.translate(MARKS)
        for figure in re.findall(r"\S+ / \S+(?: m\b)?|[█░│·]{8,}|\d{4}-\d\d-\d\d|\d+ [A-Z][a-z]+ 20\d\d", written):
            assert shown.index(figure) == written.index(figure)
    assert seen


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux is asked")
@pytest.mark.parametrize(
    "text", ["हिन्दी में नए घर बनाने का वादा", "ที่อยู่อาศัยใหม่สำหรับประชาชน", "தமிழ்", "বাংলা", "新しい住宅", "한국", "plain", "é"]
)
def test_columns_are_counted_as_the_system_does(text: str) -> None:
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    try:
        library = ctypes.CDLL(ctypes.util.find_library("c"))
        library.wcwidth.argtypes = [ctypes.c_wchar]
        assert columns(text) == sum(library.wcwidth(character) for character in text)
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


@pytest.mark.parametrize("width", range(1, 12))
def test_text_is_cut_between_what_people_see_as_letters(width: int) -> None:
    for text in (
        "हिन्दी में नए घर",
        "👨\u200d👩\u200d👧 family home",
        "🇩🇪🇫🇷🇪🇸🇮🇹🇵🇹🇬🇷",
        "新しい住宅を百万戸",
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
    ):
        cut = shortened(text, width)
        assert columns(cut) <= width
        assert cut == text or cut.endswith("…")
        rest = text[len(cut) - 1 :]
        assert cut == text or not rest.startswith(("\u0301", "\u200d", "ि", "ी", "्"))


def test_the_ellipsis_of_a_cut_text_stands_at_its_end() -> None:
    shown = get_display(f"behind  {closed(shortened('בתים חדשים בכל רחבי הארץ', 12))}  5 / 6", base_dir="L").translate(
        MARKS
    )
    assert shown.startswith("behind  …")
    assert shown.endswith("  5 / 6")
