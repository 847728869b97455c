"""What commands show on real terminals of every width, and in a pipe: a golden file for each.

The first line of a file says what was typed.
"""

import shlex
import tempfile
from pathlib import Path

from tests.support import forks
from tests.support.environment import PROJECT, environment
from tests.support.promises import promises
from tests.support.terminals import on_terminal

FOLDER = PROJECT / "tests" / "golden" / "screens"
WIDTHS = (40, 60, 80, 100, 120, 200)
DAY = "2026-11-26"
COMMANDS = {
    "shipped": f"list --as-of {DAY}",
    "verdicts": f"list --ledger examples/verdicts.toml --as-of {DAY}",
    "many": f"list --ledger many.toml --as-of {DAY}",
    "homes": f"show homes-2024 --ledger examples/uk-homes.toml --as-of {DAY}",
    "finance": f"show hundred-billion --ledger examples/climate-finance.toml --as-of {DAY}",
}
LISTS = tuple(name for name, command in COMMANDS.items() if command.startswith("list"))
MANY = 200
SCREENS = [FOLDER / f"{name}-{width}.txt" for name in COMMANDS for width in (*WIDTHS, "piped")]


def screen(path: Path) -> str:
    """What the command of a golden file shows now."""
    name, _, width = path.stem.rpartition("-")
    return f"$ commitrack {COMMANDS[name]}\n{shown(COMMANDS[name], None if width == 'piped' else int(width))}"


def shown(command: str, columns: int | None, **extra: str) -> str:
    """What a command shows on a terminal of so many columns, or in a pipe; many.toml is a ledger of many promises."""
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "many.toml"
        many.write_text(promises(MANY), "utf-8")
        arguments = [str(many) if word == many.name else word for word in shlex.split(command)]
        if columns is not None:
            text, status = on_terminal(*arguments, columns=columns, cwd=PROJECT, **{"TERM": "dumb", **extra})
            assert status == 0, text
            return text
        env = environment(**extra)
        del env["COLUMNS"]
        piped = forks.run(arguments, cwd=PROJECT, env=env)
        assert piped.returncode == 0, piped.stderr
        return piped.stdout.decode()
