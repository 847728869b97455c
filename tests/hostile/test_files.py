"""Files that are no ledgers, or monstrous ones: each ends soon, with a sentence, and is as it was."""

import os
import re
import signal
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.strategies.hostile_laws import assert_only_text
from tests.support import forks
from tests.support.environment import environment
from tests.support.lanes import Lane, one_in

ABOUT = '[ledger]\ntitle = "x"\n'
PLACES = ABOUT + '[commitments.a]\ntitle = "A"\nkind = "total"\ntarget = 10\nunit = "u"\n'
VISAS = ABOUT + '[commitments.a]\ntitle = "A"\nkind = "standing"\ntarget = 10\nunit = "u"\n'
MEGABYTE = 2**20
SECONDS = 20
"""Of the processor, however busy the machine is: many times what the slowest takes. In the long run ten times that."""

COMMANDS = [
    ["list"],
    ["check"],
    ["show", "a"],
    ["log"],
    ["export"],
    ["report"],
    ["report", "--site", "site"],
    ["agenda"],
    ["diff", "2025-01-01"],
    ["chart", "a"],
    ["serve", "--port", "0"],
    ["update", "a", "--add", "1"],
    ["retract", "x", "--note", "n"],
    ["add", "b", "--title", "B", "--kind", "qualitative"],
    ["edit", "--dry-run"],
]


def run(*arguments: str, ledger: Path, seconds: int = SECONDS) -> tuple[int, str, str]:
    words = [*arguments, "--ledger", ledger.name]
    done = forks.run(words, cwd=ledger.parent, env=environment(EDITOR="true"), seconds=seconds)
    assert done.returncode != -signal.SIGXCPU, f"took more than {seconds} seconds of the processor"
    assert_only_text(done.stdout.decode() + done.stderr.decode(), terminal=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


NESTED = "keys or brackets are nested too deeply; write plain ones"
STATEMENT = "column 1: not a TOML statement; write a line as key = value, a heading as [table] and a comment after #"
NAMELESS = 'a key or heading lacks its name, or has one that needs quotes; write [table] or "a name" = value'
UNCLOSED = 'a text has no closing quote; add the missing "'
CONFLICT = (
    "a merge conflict was left in the file; keep the blocks of both sides, "
    "and delete the lines that begin with <<<<<<<, =======, ||||||| or >>>>>>>"
)
TWO_THINGS = 'column 9: something follows the value; put text in "quotes", and one key on each line'
THOUSANDS = "column 11: write the number without thousands separators, or with underscores: 1000 or 1_000"
CONTROL = "a text has a line break or control character in it; close its quotes on the same line"
BEYOND = "commitments.a.target: beyond 1,000,000,000,000,000,000 (10^18); check the figure, or use a larger unit"
PLACES_AFTER_POINT = "commitments.a.target: more than 9 digits after the point; round it, or use a smaller unit"
MISSING = 'the [ledger] table is missing; begin the file with [ledger] and title = "…"'

ONE_MISTAKE: dict[str, tuple[str, int, str]] = {
    "1-mb-of-brackets": ("[" * MEGABYTE, 1, f"column 3: {NAMELESS}"),
    "1-mb-of-braces": ("{" * MEGABYTE, 1, STATEMENT),
    "nested-lists": ("\na = " + "[" * MEGABYTE, 2, NESTED),
    "nested-tables": ("\na = " + "{a = " * MEGABYTE, 2, NESTED),
    "nested-lists-on-lines": ("a =" + "[\n" * MEGABYTE, 1, NESTED),
    "a-deep-key": (ABOUT + ".".join("a" * 100_000) + " = 1\n", 3, NESTED),
    "a-deep-header": (ABOUT + f"[{'.'.join('a' * 100_000)}]\n", 3, NESTED),
    "a-string-without-end": (ABOUT + 'note = "' + "x" * 10 * MEGABYTE, 3, f"column 10485769: {UNCLOSED}"),
    "strings-within-a-string": (ABOUT + 'note = """' + '"\\\n' * MEGABYTE, MEGABYTE + 3, f"column 1: {UNCLOSED}"),
    "conflicts": ("<<<<<<< HEAD\n" * 100_000, 1, CONFLICT),
    "blank-lines": ("\n" * MEGABYTE, 1, MISSING),
    "nothing": ("", 1, MISSING),
    "two-byte-order-marks": ("\ufeff\ufeff" + ABOUT, 1, STATEMENT),
    "nul-in-a-text": (ABOUT + 'note = "\0"\n', 3, f"column 9: {CONTROL}"),
    "nul-everywhere": ("\0" * MEGABYTE, 1, STATEMENT),
    "carriage-returns": (ABOUT.replace("\n", "\r"), 1, TWO_THINGS),
    "a-carriage-return-in-a-text": (ABOUT + 'note = "a\rb"\n', 3, f"column 10: {CONTROL}"),
    "digits": (ABOUT + "a = " + "9" * MEGABYTE, 3, "a number has more than 4,300 digits; write a smaller one"),
    "hexadecimal-digits": (PLACES.replace("10", "0x" + "f" * MEGABYTE), 6, BEYOND),
    "negative-hexadecimal": (PLACES.replace("10", "-9" + "9" * 4000), 6, BEYOND),
    "hexadecimal-days": (
        ABOUT + f"stale_after = 0x{'f' * 3600}\n",
        3,
        "ledger.stale_after: above 36,500; write the number of days, such as 180",
    ),
    "digits-with-underscores": (
        ABOUT + "a = 1\nb = " + "9_" * 4400 + "9",
        4,
        "a number has more than 4,300 digits; write a smaller one",
    ),
    "an-exponent": (PLACES.replace("10", "1e999999999"), 6, BEYOND),
    "a-negative-exponent": (PLACES.replace("10", "1e-999999999"), 6, PLACES_AFTER_POINT),
    "decimals": (PLACES.replace("10", "1." + "0" * MEGABYTE), 6, PLACES_AFTER_POINT),
    "thousands": (PLACES.replace("10", "1" + ",000" * MEGABYTE), 6, THOUSANDS),
}
"""Texts with one mistake each: on which line, and what is said of it."""


@pytest.mark.parametrize("name", ONE_MISTAKE)
def test_a_text_with_one_mistake(tmp_path: Path, name: str) -> None:
    text, line, message = ONE_MISTAKE[name]
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(text, "utf-8", newline="")
    status, written, complaint = run("list", ledger=ledger)
    assert (status, written) == (3, "")
    mistake, summary, end = complaint.split("\n")
    assert mistake == f"ledger.toml:{line}: {message}"
    assert (summary, end) == ("1 mistake in ledger.toml; correct what is said above, and run the command again", "")
    assert ledger.read_bytes() == text.encode()


def keys(number: int, name: str = "k") -> str:
    return "".join(f"{name}{one} = 1\n" for one in range(number))


def tables(number: int, name: str, body: str) -> str:
    return "".join(f'[{name}{one}]\ntitle = "T"\n{body.format(one)}\n' for one in range(number))


def updates(number: int, body: str) -> str:
    block = "[[commitments.a.updates]]\ndate = 2024-01-01\n"
    return "".join(f"{block}{body.format(one)}\n" for one in range(number))


def words(number: int, name: str) -> str:
    return str([f"{name}{one}" for one in range(number)])


MANY_MISTAKES: dict[str, Callable[[int], str]] = {
    "keys-of-the-file": lambda number: keys(number) + ABOUT,
    "keys-of-the-ledger": lambda number: ABOUT + keys(number),
    "keys-of-a-commitment": lambda number: PLACES + keys(number),
    "keys-like-a-known-one": lambda number: PLACES + keys(number, "title"),
    "keys-of-an-update": lambda number: PLACES + updates(1, "add = 1") + keys(number),
    "keys-on-one-line": lambda number: (
        f"commitments.a = {{title = 'A', kind = 'qualitative', {', '.join(keys(number).split(chr(10))[:-1])}}}\n{ABOUT}"
    ),
    "commitments-that-are-none": lambda number: ABOUT + "[commitments]\n" + keys(number),
    "commitments-of-no-kind": lambda number: ABOUT + tables(number, "commitments.c", 'kind = "k{0}"'),
    "programmes-of-other-names": lambda number: (
        ABOUT
        + tables(number, "programmes.p", "")
        + tables(number, "commitments.c", 'kind = "qualitative"\nprogramme = "q{0}"')
    ),
    "words-in-a-list": lambda number: PLACES + f"assumed = {words(number, 'w')}\n",
    "milestones-on-one-day": lambda number: (
        PLACES + f"milestones = [{', '.join(['{by = 2024-01-01, target = 1}'] * (number + 1))}]\n"
    ),
    "updates-with-one-id": lambda number: PLACES + updates(number + 1, 'id = "x"\nadd = 1'),
    "corrections-of-nothing": lambda number: PLACES + updates(number, 'id = "x{0}"\nadd = 1\ncorrects = "y{0}"'),
    "corrections-of-one": lambda number: (
        PLACES + updates(1, 'id = "x"\nadd = 1') + updates(number + 1, 'id = "y{0}"\nadd = 1\ncorrects = "x"')
    ),
}
"""Texts with so many mistakes."""


@pytest.mark.parametrize("name", one_in(2, list(MANY_MISTAKES)))
def test_a_text_with_many_mistakes(tmp_path: Path, name: str, lane: Lane) -> None:
    number, seconds = lane.amount(1_000, 5_000, 100_000), lane.amount(SECONDS, SECONDS, 10 * SECONDS)
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(MANY_MISTAKES[name](number), "utf-8", newline="")
    before = ledger.read_bytes()
    status, written, complaint = run("list", ledger=ledger, seconds=seconds)
    assert (status, written) == (3, "")
    *mistakes, summary, end = complaint.split("\n")
    assert len(mistakes) == 100
    assert all(mistake.startswith("ledger.toml:") for mistake in mistakes)
    assert summary == (
        f"{number:,} mistakes in ledger.toml; 'commitrack check' lists them all; "
        "correct what is said above, and run the command again"
    )
    assert end == ""
    status, written, complaint = run("check", ledger=ledger, seconds=seconds)
    assert (status, complaint) == (1, "")
    *lines, summary, end = written.split("\n")
    assert len([line for line in lines if line.startswith("ledger.toml:")]) >= number
    assert re.match(rf"1 ledger: {number:,} errors\b", summary)
    assert ledger.read_bytes() == before


SPACES = " " * MEGABYTE
LONG = "x" * 10 * MEGABYTE
MONSTERS: dict[str, Callable[[int], str]] = {
    "a-10-mb-string": lambda number: PLACES + f'note = "{LONG}"\n',
    "10-mb-strings-everywhere": lambda number: PLACES.replace('"A"', f'"{LONG}"').replace('"u"', f'"{LONG}"'),
    "a-10-mb-id": lambda number: PLACES + f'[commitments.{LONG}]\ntitle = "A"\nkind = "qualitative"\n',
    "a-10-mb-comment": lambda number: PLACES + "#" * 10 * MEGABYTE,
    "spaces-within-texts": lambda number: PLACES.replace('"A"', f'"A{SPACES}A"').replace('"u"', f'"u{SPACES}u"'),
    "spaces-within-toml": lambda number: PLACES.replace("\n", f"{SPACES}\n").replace(" = ", f" = {SPACES}"),
    "line-breaks-within-texts": lambda number: PLACES.replace('"A"', f'"""A{chr(10) * MEGABYTE}A"""'),
    "characters-of-no-width": lambda number: PLACES.replace('"A"', f'"A{chr(0x301) * MEGABYTE}"'),
    "bidirectional-controls": lambda number: PLACES.replace('"A"', f'"A{chr(0x202E) * MEGABYTE}"'),
    "commitments": lambda number: PLACES + tables(number, "commitments.c", 'kind = "qualitative"'),
    "names": lambda number: VISAS + updates(1, f"grant = {words(number, 'n')}"),
    "names-that-do-not-count": lambda number: (
        VISAS + f"members = {words(number, 'm')}\n" + updates(1, f"grant = {words(number, 'n')}")
    ),
    "updates": lambda number: PLACES + updates(number, "add = 1"),
}
"""Ledgers that are valid, but nobody's."""


@pytest.mark.parametrize("name", one_in(3, list(MONSTERS)))
def test_a_monstrous_ledger(tmp_path: Path, name: str, lane: Lane) -> None:
    ledger = tmp_path / "ledger.toml"
    number, seconds = lane.amount(1_000, 5_000, 50_000), lane.amount(SECONDS, SECONDS, 10 * SECONDS)
    ledger.write_text(MONSTERS[name](number), "utf-8", newline="")
    before = ledger.read_bytes()
    for command in COMMANDS[: lane.amount(1, 2, 6)]:
        status, written, complaint = run(*command, ledger=ledger, seconds=seconds)
        assert (status, complaint) == (0, "")
        assert written
    assert ledger.read_bytes() == before


def no_file(path: Path) -> str:
    return f"{path.name}: no such file; check the name, or start a ledger there with 'commitrack init --ledger FILE'"


def folder(path: Path) -> str:
    path.mkdir()
    return f"{path.name}: is a folder; name the ledger file in it"


def pipe(path: Path) -> str:
    os.mkfifo(path)
    return f"{path.name}: is a pipe that nobody writes to; name a file, or write to the pipe"


def endless_device(path: Path) -> str:
    path.symlink_to("/dev/zero")
    return f"{path.name}: larger than 256 MiB; is this a ledger? Split it if it is"


def empty_device(path: Path) -> str:
    path.symlink_to("/dev/null")
    return f"{path.name}:1: {MISSING}\n1 mistake in {path.name}; correct what is said above, and run the command again"


def link_to_nowhere(path: Path) -> str:
    path.symlink_to("nowhere")
    return no_file(path)


def link_to_itself(path: Path) -> str:
    path.symlink_to(path.name)
    return f"{path.name}: cannot be read: too many levels of symbolic links"


def invalid_utf8(path: Path) -> str:
    path.write_bytes(PLACES.encode().replace(b"A", b"A\xff"))
    return f"{path.name}:4: a byte that is not UTF-8; save the file as UTF-8"


def surrogate(path: Path) -> str:
    path.write_bytes(PLACES.encode().replace(b"A", b"\xed\xa0\x80"))
    return f"{path.name}:4: a byte that is not UTF-8; save the file as UTF-8"


def utf16(path: Path) -> str:
    path.write_text(PLACES, "utf-16")
    return f"{path.name}: is in UTF-16; save it as UTF-8"


def too_large(path: Path) -> str:
    with path.open("wb") as file:
        file.truncate(256 * MEGABYTE + 1)
    return f"{path.name}: larger than 256 MiB; is this a ledger? Split it if it is"


KINDS = [no_file, folder, empty_device, link_to_nowhere, link_to_itself, invalid_utf8, surrogate, utf16]


@pytest.mark.parametrize("make", [*KINDS, pipe, endless_device, too_large], ids=lambda make: make.__name__)
def test_what_is_no_text(tmp_path: Path, make: Callable[[Path], str]) -> None:
    ledger = tmp_path / "ledger.toml"
    message = make(ledger)
    assert run("show", "x", ledger=ledger) == (3, "", f"{message}\n")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_says_so(tmp_path: Path, command: list[str], lane: Lane) -> None:
    for make in KINDS if lane is Lane.LONG else [folder, utf16]:
        ledger = tmp_path / f"{make.__name__}.toml"
        make(ledger)
        before = ledger.read_bytes() if ledger.is_file() else None
        status, written, complaint = run(*command, ledger=ledger)
        if make is not empty_device:
            assert (status, written) == (3, "")
            assert complaint.startswith(f"{ledger.name}:")
        assert (ledger.read_bytes() if ledger.is_file() else None) == before


def test_no_command_waits_for_a_pipe_that_nobody_writes_to(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.toml"
    os.mkfifo(ledger)
    with ThreadPoolExecutor(len(COMMANDS)) as side_by_side:
        ends = list(side_by_side.map(lambda command: run(*command, ledger=ledger), COMMANDS))
    for status, written, complaint in ends:
        assert (status, written) == (3, "")
        assert complaint in (
            "ledger.toml: is a pipe that nobody writes to; name a file, or write to the pipe\n",
            "ledger.toml: not a regular file, so it cannot be replaced; nothing was written\n",
        )


@pytest.mark.parametrize("command", [["import"], ["import", "table.csv", "--map"], ["edit", "--from"], ["diff"]])
def test_no_other_file_that_is_named_is_waited_for_either(tmp_path: Path, command: list[str]) -> None:
    ledger = tmp_path / "ledger.toml"
    ledger.write_text(PLACES, "utf-8")
    (tmp_path / "table.csv").write_text("a\n1\n", "utf-8")
    os.mkfifo(tmp_path / "pipe")
    assert run(*command, "pipe", ledger=ledger) == (
        3,
        "",
        "pipe: is a pipe that nobody writes to; name a file, or write to the pipe\n",
    )


def test_a_pipe_in_the_place_of_the_schema_is_not_waited_for(tmp_path: Path) -> None:
    schema = tmp_path / "commitments.schema.json"
    os.mkfifo(schema)
    status, written, complaint = run("init", ledger=tmp_path / "ledger.toml")
    assert (status, complaint) == (0, "")
    assert written.endswith(
        "commitments.schema.json: was there already and is left alone; 'commitrack schema' prints that of a ledger\n"
    )
    assert schema.is_fifo()


@pytest.mark.parametrize("writer", ["sleep 1; exec > {0}", "exec > {0}; sleep 4"], ids=["late", "slow"])
def test_a_ledger_comes_out_of_a_named_pipe(tmp_path: Path, writer: str) -> None:
    ledger = tmp_path / "ledger.toml"
    os.mkfifo(ledger)
    with subprocess.Popen(["bash", "-c", f"{writer.format(ledger)}; printf '%s' '{PLACES}'"]):
        status, written, complaint = run("list", ledger=ledger)
    assert (status, complaint) == (0, "")
    assert "\n1 promise: 1 without a published figure\n" in written
