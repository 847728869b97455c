"""What the terminal prints, in a page's ``<pre>``: a text from right to left never moves the figures beside it."""

import re
from html import escape
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.support.environment import PROJECT
from tests.support.in_process import run_here
from tests.support.transcripts import FOLDER

PLACES = """
([line, from, to]) => {
  const node = document.querySelector('pre').children[line].firstChild, range = document.createRange();
  range.setStart(node, from); range.setEnd(node, to);
  const box = range.getBoundingClientRect();
  return [box.left, box.right];
}
"""


@pytest.mark.parametrize("command", ["list", "log"])
def test_columns_stand_from_left_to_right_in_a_page(window: Page, command: str) -> None:
    ledger = str(FOLDER / "scripts.toml")
    for width in ("80", ""):
        text = run_here([command, "--ledger", ledger, "--as-of", "2026-11-26"], PROJECT, COLUMNS=width).stdout
        lines = text.rstrip("\n").split("\n")
        window.set_content(f"<pre>{''.join(f'<div>{escape(line)}</div>' for line in lines)}</pre>")
        looked_at = 0
        for number, line in enumerate(lines):
            if not re.search("[\u0590-\u06ff]", line) or not line.strip():
                continue
            cells = [found.span() for found in re.finditer(r"\S+(?: \S+)*", line)]
            boxes = [window.evaluate(PLACES, [number, *one]) for one in cells]
            assert all(left[1] <= right[0] + 1 for left, right in pairwise(boxes)), line
            looked_at += len(cells) > 1
        assert looked_at
