"""Where commands under test run: the project, and the environment of a plain terminal."""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]

KEEPER = {
    **{f"GIT_{role}_{what}": "keeper@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
"""Who commits in git, apart from the settings of whoever runs the tests."""


def environment(**extra: str) -> dict[str, str]:
    """The environment of a plain terminal of 80 columns, with the commitrack under test first on the path."""
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR", "COVERAGE_PROCESS_START") if name in os.environ}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {
        **kept,
        **KEEPER,
        "PATH": path,
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "COLUMNS": "80",
        "COMMITRACK_PAGER": "cat",
        "COMMITRACK_CACHE": "off",
        **extra,
    }
