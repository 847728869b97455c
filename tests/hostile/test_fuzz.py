"""Any file and any command line: a documented exit code, a sentence, nothing but text, and the ledger as it was.

A hundred of each in every run; ``pytest tests/hostile --hypothesis-profile=long`` tries 20,000 of each, 140,000 in all.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.hostile_arguments import COMMANDS, LEDGER, SPECIAL, command_lines
from tests.strategies.hostile_laws import assert_ended_well, assert_kept
from tests.strategies.hostile_texts import CORPUS, accidents, concoctions
from tests.strategies.ledger_texts import ledgers
from tests.support.environment import PROJECT
from tests.support.in_process import folder, run_here
from tests.support.lanes import Lane

SHIPPED = (PROJECT / "data" / "commitments.toml").read_bytes()

READING = """
list
list --sort due
list --sort progress
list --as-of 0001-01-01
list --as-of 9999-12-31
list --format json
list --format csv
list --format tsv
list --format markdown
show places
show places --as-of 9999-12-31
show places --format json
show visas
show visa-free
show x
log
log places
log --since 2024-01-01
log --format json
log --format csv
log --format markdown
diff 2024-01-01 2024-06-30
diff 0001-01-01 9999-12-31
diff 2020-01-01 --format json
diff 2020-01-01 --format markdown
report
report --format markdown
export
export --format jsonl
check
check --strict
check --as-of 9999-12-31
check --format json
check --format github
update places --add 1 --dry-run
"""
WRITING = """
update places --add 1
update places --total 7 --source x
update places --target 5
update places --status broken --note why
update places --corrects aaaa0001
update visas --grant Peru
update visa-free --withdraw Peru
update x --checked
update y --due 2030-01-01
retract aaaa0001 --note why
retract x-0 --note why
edit
edit places
add new --title New --kind qualitative
add new --title New --kind total --target 5 --unit u --programme education
add new --title New --kind standing --target 1 --unit u --programme p2 --programme-title P
"""

_reading = st.sampled_from(READING.strip().split("\n")).map(str.split)
_writing = st.sampled_from(WRITING.strip().split("\n")).map(str.split)


def hold(
    content: bytes, arguments: list[str], *, terminal: bool = False, edited: bytes | None = None, **extra: str
) -> None:
    """Run a command on a ledger, and prove the laws."""
    with folder() as here:
        ledger = here / LEDGER
        ledger.write_bytes(content)
        if edited is not None:
            (here / "edited").write_bytes(edited)
        editor = "true" if edited is None else f"cp {here / 'edited'}"
        term = "xterm-256color" if terminal else "dumb"
        ended = run_here(arguments, here, terminal=terminal, EDITOR=editor, TERM=term, **extra)
        assert_ended_well(ended, arguments, terminal=terminal)
        assert_kept(content, ledger.read_bytes(), ended, arguments)


@given(concoctions(), _reading)
def test_any_file(content: bytes, arguments: list[str]) -> None:
    hold(content, arguments)


@given(accidents(), _reading)
def test_a_ledger_that_something_happened_to(content: bytes, arguments: list[str]) -> None:
    hold(content, arguments)


@given(
    st.one_of(accidents(), concoctions(), ledgers().map(str.encode)),
    _reading,
    st.sampled_from(("20", "40", "80", "200")),
)
def test_any_file_on_a_terminal(content: bytes, arguments: list[str], columns: str) -> None:
    hold(content, arguments, terminal=True, COLUMNS=columns)


@given(st.one_of(accidents(), concoctions(), ledgers().map(str.encode)), _writing)
def test_any_file_is_written_to(content: bytes, arguments: list[str]) -> None:
    hold(content, arguments)


@given(st.sampled_from(CORPUS), st.one_of(accidents(), concoctions()))
def test_any_file_is_edited_into(content: bytes, edited: bytes) -> None:
    hold(content, ["edit"], edited=edited)


@given(command_lines())
def test_any_arguments(arguments: list[str]) -> None:
    hold(SHIPPED, arguments)


@given(command_lines(), st.sampled_from(("20", "40", "80")))
def test_any_arguments_on_a_terminal(arguments: list[str], columns: str) -> None:
    hold(SHIPPED, arguments, terminal=True, COLUMNS=columns)


GOOD = {
    "show": "visa-free",
    "diff": "2024-01-01",
    "update": "visa-free --checked --source x",
    "retract": "5e1c07a4 --note why",
    "add": "new --title New --kind qualitative",
    "init": "--ledger new.toml",
}
"""What makes a command whole, so that a hostile option beside it gets to where it is used."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_takes_or_refuses_anything(command: str, lane: Lane) -> None:
    """One after the other, so that none depends on luck; without ``--long``, some of it."""
    special = SPECIAL if lane is Lane.LONG else ("\udcff\udc80", *SPECIAL[:: len(SPECIAL) // 4])
    whole = GOOD.get(command, "").split()
    for one in COMMANDS[command]:
        for text in special:
            if one.param_type_name == "argument":
                hold(SHIPPED, [command, *whole[1:], "--", text])
            elif not one.is_flag:
                hold(SHIPPED, [command, *whole, f"{one.opts[0]}={text}"])
