"""A difference is one that git applies, to every text; and of a block that is added, it is that block."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.views.patch import unified
from tests.support.in_process import folder

_LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n", "# c\n", "x = 1\r\n", "\u2028 d\n", "-- e\n"]), max_size=30)
_TEXTS = st.builds(lambda lines, end: "".join(lines) + end, _LINES, st.sampled_from(("", "", "no newline")))


def applied(text: str, difference: str, here: Path) -> str:
    """What git makes of a text."""
    file = here / "a b.toml"
    file.write_bytes(text.encode())
    if difference:
        git = ["git", "apply", "-p0", "--whitespace=nowarn", "-"]
        subprocess.run(git, cwd=here, input=difference.encode(), check=True, capture_output=True)
    return file.read_bytes().decode()


@pytest.mark.slow
@given(_TEXTS, _TEXTS)
def test_git_makes_the_new_text_of_the_old_one(old: str, new: str) -> None:
    with folder() as here:
        assert applied(old, unified(old, new, "a b.toml"), here) == new


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=600), st.data())
def test_git_makes_the_new_text_of_the_old_one_in_long_files_too(numbers: list[int], data: st.DataObject) -> None:
    lines = [f"{number}\n" for number in numbers for _ in range(3)]
    changed = list(lines)
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(changed)))
        changed[at : at + data.draw(st.integers(0, 90))] = lines[: data.draw(st.integers(0, 90))]
    with folder() as here:
        old, new = "".join(lines), "".join(changed)
        assert applied(old, unified(old, new, "a b.toml"), here) == new


@given(_LINES, _LINES, _LINES)
def test_of_a_block_that_is_added_nothing_is_taken_away(above: list[str], block: list[str], below: list[str]) -> None:
    difference = unified("".join(above + below), "".join(above + block + below), "x").split("\n")
    assert [line for line in difference[2:] if line.startswith("-")] == []
    assert len([line for line in difference[2:] if line.startswith("+")]) == len(block)


def test_lines_that_changed_stand_apart_from_those_that_did_not() -> None:
    old = "".join(f"{number}\n" for number in range(30))
    new = old.replace("\n10\n", "\nten\n").replace("\n14\n", "\n").replace("\n25\n", "\n25\n25.5\n")
    assert unified(old, new, "x") == (
        "--- x\n+++ x\n"
        "@@ -8,11 +8,10 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n-14\n 15\n 16\n 17\n"
        "@@ -24,6 +23,7 @@\n 23\n 24\n 25\n+25.5\n 26\n 27\n 28\n"
    )


def test_a_new_file() -> None:
    assert unified(None, "a\nb", "x") == "--- /dev/null\n+++ x\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n"
    assert unified("a\n", "a\n", "x") == ""
