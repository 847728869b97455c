"""A command line is read, and completed, the same without typer and with it, or without it not at all."""

import io
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from itertools import groupby, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer._completion_classes import BashComplete, FishComplete, ZshComplete
from typer.exceptions import TyperException
from typer.main import get_group

from commitrack.cli import app, plain
from commitrack.cli.commands import COMMANDS, load
from commitrack.cli.declare import defaults_of, parameters
from commitrack.cli.group import made
from tests.strategies.hostile_arguments import EVERY, command_lines
from tests.support.environment import PROJECT
from tests.support.transcripts import TRANSCRIPTS


def recorder(name: str) -> Any:
    """A command that is declared as the real one, and tells what it is called with."""
    command = load(name)

    def record(**values: Any) -> str:
        return told(name, values)

    record.__annotations__ = command.__annotations__
    record.__kwdefaults__ = defaults_of(command)
    return record


def told(name: str, values: Mapping[str, Any]) -> str:
    """The values and their types, in words."""
    return f"{name} {sorted(values.items())!r}"


RECORDING: Any = get_group(app.app)
for _name in COMMANDS:
    RECORDING.commands[_name] = made(_name, recorder(_name))


def by_typer(line: Sequence[str]) -> str | None:
    """What typer calls which command with; None where it refuses the line, or answers it itself."""
    with redirect_stdout(io.StringIO()):
        try:
            answer = RECORDING.main(args=list(line), prog_name="commitrack", standalone_mode=False)
        except TyperException:
            return None
    return answer if isinstance(answer, str) else None


def plainly(line: Sequence[str]) -> str | None:
    """The same without typer; None where the line is left to it."""
    found = plain.read(line)
    return None if found is None else told(found.name, found.values)


_STRAY = (
    *("--", "-", "-1", "", "--no-pager", "--help", "-h", "-vh"),
    *("-oa.txt", "-o", "-l=x", "--ledger", "--form", "csv"),
)


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Command lines of every command, some with a word left out, doubled or put in where it may not stand."""
    words = draw(command_lines(EVERY))
    for change in draw(st.lists(st.sampled_from(["leave out", "double", "put in"]), max_size=2)):
        at = draw(st.integers(0, max(len(words) - 1, 0)))
        if change == "put in":
            words.insert(at, draw(st.sampled_from(_STRAY)))
        else:
            words[at : at + 2] = words[at + 1 : at + 2] if change == "leave out" else words[at : at + 2] * 2
    return [*["--no-pager"] * draw(st.integers(0, 2)), *words]


ENVIRONMENTS = st.fixed_dictionaries(
    {},
    optional={
        "COMMITRACK_LEDGER": st.sampled_from(["", "a.toml", "a.toml:b.toml", ":", " a b.toml "]),
        "SOURCE_DATE_EPOCH": st.sampled_from(["", "0", "1e3", "2026-01-01"]),
    },
)


@given(lines(), ENVIRONMENTS)
def test_a_line_is_read_as_typer_reads_it_or_left_to_it(line: list[str], environment: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        for name, value in environment.items():
            patched.setenv(name, value)
        read, expected = plainly(line), by_typer(line)
    assert read in (None, expected)
    if read is None and expected is not None:  # typer alone takes "-oFILE", a bare figure, and "--" before the command
        assert any(re.match("-[a-z].", word) for word in line) or {"--", "update"} & {*line}


def typed(transcript: str) -> Iterator[list[str]]:
    """The command lines of a transcript, without what a shell makes of them."""
    for command in re.findall(r"^\$ (.*)$", transcript, flags=re.MULTILINE):
        words = shlex.shlex(command, posix=True, punctuation_chars=True)
        words.whitespace_split, words.commenters = True, ""
        for is_one, part in groupby(words, lambda word: word not in ("|", "||", "&&", ";")):
            found = list(part)
            if is_one and "commitrack" in found:
                yield found[found.index("commitrack") + 1 :]


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_what_transcripts_type_is_read_alike(transcript: Any) -> None:
    for line in typed(transcript.read_text("utf-8")):
        assert plainly(line) in (None, by_typer(line)), line


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "--no-pager list",
        "list visa --format csv --as-of=2026-03-01 --programme peace --program solidarity --stale --stale",
        "show visa-free training --all --ledger a.toml",
        "log -l a.toml --since today",
        "diff 2026-01-01 today --exit-code",
        "check -- -a.toml",
        "export - --table updates",
        "report -o report.html --generated-at 2026-01-01T12:00Z",
        "serve --port 0",
        "update training --add -5 --date 2026-03 --note --",
        "retract 5e1c07a4 --note wrong",
        "add new --title New --kind total --target 5 --due 2030-01-01",
        "import a.csv --dry-run",
        "edit",
        "init --title Homes",
        "schema",
    ],
)
def test_what_people_type_is_read_without_typer(line: str) -> None:
    assert plainly(line.split()) == by_typer(line.split()) is not None


@pytest.mark.parametrize(
    "line", ["", "lst", "list --help", "list --form csv", "list --format xml", "show", "list --as-of", "update x 5"]
)
def test_what_is_not_plain_is_left_to_typer(line: str) -> None:
    assert plainly(line.split()) is None


SHELLS: Mapping[str, Any] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


def asking(shell: str, words: Sequence[str], action: str = "get-args") -> dict[str, str]:
    """What the script of a shell sets where the last of the words is completed."""
    typed, separator = ["commitrack", *words], "\n" if shell == "bash" else " "
    asked = {"COMP_WORDS": separator.join(typed), "COMP_CWORD": str(len(words))}
    other = {"_TYPER_COMPLETE_ARGS": separator.join(typed), "_TYPER_COMPLETE_FISH_ACTION": action}
    return {"_COMMITRACK_COMPLETE": f"complete_{shell}", **(asked if shell == "bash" else other)}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_line_is_completed_as_typer_completes_it_or_left_to_it(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    flags = [flag for one in parameters(load(command)) for flag in one.declared.flags]
    given = ["", "visa-free", "visa-free training", "-l examples/uk-homes.toml", "-l x visa-free", "--all", "--", "'"]
    before = [*given, *flags, *(f"visa-free {flag}" for flag in flags), *(f"{flag} 2026-01-01" for flag in flags)]
    for words, begun, (shell, its) in product(before, ["", "v", "s", "-", "=", "x=s"], SHELLS.items()):
        for name, value in asking(shell, [command, *words.split(), begun]).items():
            monkeypatch.setenv(name, value)
        told = plain.complete()
        assert told is None or told == its(RECORDING, {}, "commitrack", "_COMMITRACK_COMPLETE").complete() + "\n"


@pytest.mark.parametrize(
    "line", ["show vis", "list --programme p", "retract --note x b", "update visa-free --corrects "]
)
@pytest.mark.parametrize("shell", [*SHELLS])
def test_what_the_ledger_has_is_completed_without_typer(line: str, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    for action in ("get-args", "is-args"):
        for name, value in asking(shell, line.split(" "), action).items():
            monkeypatch.setenv(name, value)
        assert plain.complete() is not None
