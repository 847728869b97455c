"""The manual page says what --help says, and man reads it."""

import re
import shutil
import subprocess
from collections.abc import Callable

from commitrack import errors
from tests.support.in_process import COMMAND_LINE
from tests.support.manual import PAGE, manual

Need = Callable[[object, str], None]


def shown() -> str:
    """The page as a terminal shows it, without bold and underlined letters."""
    command = ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-u", "-P-o", str(PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return re.sub(r"\s+", " ", done.stdout)


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == manual()


def test_man_reads_it(need: Need) -> None:
    need(shutil.which("groff"), "groff")
    page = shown()
    for name in COMMAND_LINE.commands:
        assert f" commitrack {name} [OPTIONS]" in page
    assert " --dry-run Show the change as a unified diff, and write nothing. " in page
    assert " The commitments' ids, as 'commitrack list --wide' shows them. [required] " in page


def test_it_has_every_exit_code() -> None:
    codes = {one.exit_code for one in vars(errors).values() if isinstance(one, type) and hasattr(one, "exit_code")}
    section = manual().partition(".SH EXIT STATUS\n")[2]
    told = {int(code) for codes in re.findall(r"^\.B ([\d, ]+)$", section, re.MULTILINE) for code in codes.split(", ")}
    assert codes | {0, 1, 130} == told
