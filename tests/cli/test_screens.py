"""What a list shows on real terminals of every width: the golden files, and what holds of all of them."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from commitrack.ledger.parse import parse
from commitrack.progress.states import STATUSES
from commitrack.words.format import label
from tests.support.environment import PROJECT
from tests.support.in_process import run_here
from tests.support.lanes import one_in
from tests.support.promises import promises
from tests.support.screens import COMMANDS, DAY, LISTS, MANY, SCREENS, WIDTHS, screen, shown

pytestmark = pytest.mark.slow

STATUS = "|".join(sorted(map(label, STATUSES), key=len, reverse=True))
ROW = re.compile(rf"^\S (?:declared )?(?:{STATUS})\b.*$", re.MULTILINE)
BAR = re.compile(r"[█░·│]{8,12}(?=  )")


@pytest.mark.parametrize("path", one_in(3, SCREENS), ids=lambda path: path.stem)
def test_a_terminal_shows_what_the_golden_file_says(path: Path) -> None:
    assert screen(path) == path.read_text("utf-8")


ON_TERMINALS = [one for one in SCREENS if not one.stem.endswith("piped")]
LISTED = [one for one in ON_TERMINALS if one.stem.partition("-")[0] in LISTS]


@pytest.mark.parametrize("path", ON_TERMINALS, ids=lambda path: path.stem)
def test_no_line_but_of_an_address_is_wider_than_the_terminal(path: Path) -> None:
    width = int(path.stem.rpartition("-")[2])
    lines = path.read_text("utf-8").split("\n")[1:]
    assert all(cell_len(line) <= width or "http" in line for line in lines)


@pytest.mark.parametrize("path", LISTED, ids=lambda path: path.stem)
def test_a_commitment_has_one_line_from_80_columns_on_and_two_below(path: Path) -> None:
    _, heading, *lines = path.read_text("utf-8").split("\n")
    assert heading
    width = int(path.stem.rpartition("-")[2])
    number = {"shipped": 9, "verdicts": 32, "many": MANY - 23}[path.stem.partition("-")[0]]
    rows = "\n".join(lines).strip().split("\n\n")[1].split("\n")
    assert len(rows) == number * (1 if width >= 80 else 2)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_bars_stand_below_each_other(name: str, width: int) -> None:
    text = next(one for one in SCREENS if one.stem == f"{name}-{width}").read_text("utf-8")
    places = {match.start() for row in ROW.findall(text) if (match := BAR.search(row))}
    assert len(places) == 1


def test_a_ledger_of_one_long_unit_and_one_long_title_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    """The widest row does not decide for all."""
    text = promises(20)
    long = text.replace('unit = "homes"', f'unit = "{"homes that nobody has lived in " * 9}"', 1)
    long = long.replace('title = "Promise 1 ', f'title = "{"Promise of a long title " * 9}', 1)
    for name, content in (("short", text), ("long", long)):
        (tmp_path / f"{name}.toml").write_text(content, "utf-8")
    short, widened = (
        run_here(["list", "--ledger", f"{name}.toml", "--as-of", DAY], tmp_path).stdout.split("\n")
        for name in ("short", "long")
    )
    assert len(short) == len(widened)
    assert sum(one != other for one, other in zip(short, widened, strict=True)) <= 2


def test_a_pipe_leaves_nothing_out() -> None:
    text = shown(COMMANDS["many"], None)
    for key, commitment in parse(promises(MANY), "many.toml").ledger.commitments.items():
        line = next(one for one in text.split("\n") if f" {key} " in one)
        for whole in (commitment.title, str(commitment.due), getattr(commitment, "unit", "no number")):
            assert whole in line
    assert "…" not in text.replace("… awaited", "")


def test_wide_shows_on_a_terminal_what_a_pipe_gets() -> None:
    assert shown(f"{COMMANDS['verdicts']} --wide", 80) == shown(COMMANDS["verdicts"], None)


@pytest.mark.parametrize("width", one_in(3, WIDTHS))
def test_without_colours_the_signs_and_words_are_the_same(width: int) -> None:
    command = COMMANDS["verdicts"]
    coloured = shown(command, width, TERM="xterm-256color")
    assert "\x1b[38;5;29m✔ fulfilled" in coloured or width < 80
    for extra in ({"NO_COLOR": "1"}, {"TERM": "xterm"}):
        plainer = shown(command, width, **{"TERM": "xterm-256color", **extra})
        assert re.findall(r"\x1b\[[0-9;]*3\d", plainer) == []
        assert re.sub(r"\x1b\[[0-9;]*m", "", plainer) == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


LUMINANCES = (0.2126, 0.7152, 0.0722)


def contrast(colour: int, other: float) -> float:
    """The contrast of a colour of xterm's 256 with a luminance, as WCAG 2 has it."""
    levels = (0, 95, 135, 175, 215, 255)
    if colour >= 232:
        red = green = blue = 8 + 10 * (colour - 232)
    else:
        red, green, blue = (levels[(colour - 16) // 6**place % 6] for place in (2, 1, 0))
    parts = [(one / 255 / 12.92 if one <= 10 else ((one / 255 + 0.055) / 1.055) ** 2.4) for one in (red, green, blue)]
    own = sum(one * weight for one, weight in zip(parts, LUMINANCES, strict=True))
    return (max(own, other) + 0.05) / (min(own, other) + 0.05)


def test_every_colour_can_be_read_on_white_and_on_black() -> None:
    coloured = "".join(shown(command, 120, TERM="xterm-256color") for command in COMMANDS.values())
    used = {int(number) for number in re.findall(r"\x1b\[(?:\d+;)*38;5;(\d+)", coloured)}
    assert len(used) >= 4
    assert [one for one in used if contrast(one, 0) < 4.5 or contrast(one, 1) < 4.5] == []
    assert re.findall(r"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7]|2)(?:;\d+)*m", coloured) == []


def test_the_order_is_that_of_attention() -> None:
    ended = run_here(["list", "--ledger", "examples/verdicts.toml", "--as-of", DAY], PROJECT)
    seen = list(dict.fromkeys(row.split()[1] for row in ROW.findall(ended.stdout)))
    assert seen == ["overdue", "missed", "behind", "fulfilled", "declared"]
