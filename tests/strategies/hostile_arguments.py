"""Command lines as accidents and enemies make them, of every command and option that there is."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from tests.strategies.hostile_texts import TEXTS
from tests.support.in_process import COMMAND_LINE

EVERY: dict[str, Sequence[Any]] = {name: command.params for name, command in COMMAND_LINE.commands.items()}
"""Every command, with its options and arguments."""

COMMANDS = {name: parameters for name, parameters in EVERY.items() if name != "serve"}
"""Those that end by themselves."""

LEDGER = "commitments.toml"
FILES = (
    *(
        LEDGER,
        "nowhere.toml",
        ".",
        "./",
        "nowhere/x.toml",
        "/dev/null",
        "-",
        "x" * 300,
        "-x.toml",
        "ü.toml",
        "a b.toml",
    ),
)
"""Files to read and to write, which may be there or not, and where anything may be written."""

SPECIAL = (
    *(text.replace("\x00", "\x01").replace("/", "|") for text in TEXTS),
    *(
        "\udcff\udc80",
        "\udced\udca0\udc80",
        "a\nb",
        "\n",
        "\t",
        "--",
        "-",
        "-1",
        "+1",
        "1_000",
        "1,000",
        "1.000",
        "٣",
        "１２",
    ),
    *("²", "0", "-0", "1e5", "1e400", "1e-400", "9" * 5000, "0." + "1" * 5000, "NaN", "sNaN", "-Infinity", "0x10"),
    *("2024-02-30", "2024-2-1", "20240201", "0000-00-00", "٢٠٢٤-٠١-٠١", "99999-01-01", "today", "Today", "2024-W01-1"),
    *(
        "2024-06-30T12:00Z",
        "0001-01-01",
        "9999-12-31",
        "2024-06-30=5",
        "=",
        "a=b",
        "2024-06-30=",
        "HEAD",
        "HEAD..",
        "..",
    ),
    *("...", "@{u}", "HEAD:x", "x" * 100_000, "-ledger", "'", '"', "\\", "$(x)", "`x`", "%s", "{}", "*", "~"),
)
"""Arguments of all shapes, none of which is the name of a file elsewhere."""

_ANYTHING = st.one_of(
    st.sampled_from(SPECIAL),
    st.text(st.characters(exclude_characters="\x00/"), max_size=20),
    st.binary(max_size=8).map(
        lambda content: content.replace(b"\x00", b"").replace(b"/", b"").decode(errors="surrogateescape")
    ),
)
_PLAUSIBLE = {
    "DATE": ("2024-01-01", "2024-06-30", "2026-12-31", "today", "9999-12-31", "0001-01-01"),
    "N": ("1", "0", "-5", "1200", "0.5", "1000000000000000000"),
    "ID": ("visa-free", "party-delegates", "scholarships", "new-one", "solidarity", "peace", "visa"),
    "UPDATE-ID": ("5e1c07a4", "b90d42f6", "x"),
    "STATUS": ("fulfilled", "on-track", "broken", "behind", "no data"),
    "SECONDS": ("0", "0.1", "nan", "inf", "-1", "1e9"),
    "NAME": ("Peru", "Brazil", "stale", "unsourced", "toml-syntax"),
    "TIME": ("2024-06-30T12:00Z", "0", "99999999999999", "9999-12-31T23:59-23:59", "0001-01-01T00:00+23:59"),
    "A..B": ("HEAD", "HEAD~1..HEAD", ".."),
    "FILE": FILES,
    "LEDGER": FILES,
    "FROM": ("2024-01-01", "2026-01-01", LEDGER),
    "TO": ("2024-01-01", "2026-01-01", LEDGER),
    "DATE=N": ("2026-01-01=1", "2024-01-01=5"),
    "TEXT": ("something", "https://example.org/x"),
}


@st.composite
def command_lines(draw: st.DrawFn, commands: Mapping[str, Sequence[Any]] = COMMANDS) -> list[str]:
    """A command with some of its options and arguments, each with a value that may be good or anything."""
    name = draw(st.sampled_from(sorted(commands)))
    options = [one for one in commands[name] if one.param_type_name == "option"]
    places = [one for one in commands[name] if one.param_type_name == "argument"]
    line = [word for one in places if draw(st.booleans()) for word in _repeated(draw, one)]
    for one in draw(st.lists(st.sampled_from(options), max_size=6)) if options else ():
        line += _option(draw, one)
    if draw(st.integers(0, 9)) == 0:
        line.insert(draw(st.integers(0, len(line))), draw(_ANYTHING))
    return [name, *line] if draw(st.integers(0, 30)) else line


def _repeated(draw: st.DrawFn, one: Any) -> list[str]:
    return [_value(draw, one) for _ in range(draw(st.integers(1, 3)) if one.nargs == -1 else 1)]


def _option(draw: st.DrawFn, one: Any) -> list[str]:
    flag = draw(st.sampled_from((*one.opts, *one.secondary_opts)))
    if one.is_flag:
        return [flag] if draw(st.integers(0, 20)) else [f"{flag}={draw(_ANYTHING)}"]
    value = _value(draw, one)
    return [f"{flag}={value}"] if flag.startswith("--") and draw(st.booleans()) else [flag, value]


def _value(draw: st.DrawFn, one: Any) -> str:
    """A value for an option or argument: most are good, so that the command gets somewhere with the one that is not."""
    metavar = (one.metavar or "").strip("[].")
    good = tuple(getattr(one.type, "choices", ())) or _PLAUSIBLE.get(metavar, _PLAUSIBLE["TEXT"])
    if draw(st.integers(0, 3)):
        return str(draw(st.sampled_from(good)))
    return draw(st.sampled_from(FILES)) if metavar == "FILE" else draw(_ANYTHING)
