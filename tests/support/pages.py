"""The parts of the documentation that are made of the code, and of what the check cases say."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from commitrack.views.rows.export import EXPORT
from tests.support.cases import catalogue
from tests.support.environment import PROJECT


def columns(page: str) -> str:
    """The page about the export with its table of columns as the code has it."""
    rows = [f"| `{column.name}` | {column.type} | {column.description} |\n" for column in EXPORT]
    return re.sub(r"(?<=\| column \| type \| \|\n\|---\|---\|---\|\n)(\|.*\n)*", lambda _: "".join(rows), page)


PAGES: Mapping[Path, Callable[[str], str]] = {
    PROJECT / "docs" / "errors.md": lambda page: catalogue(),
    PROJECT / "docs" / "export.md": columns,
}
"""What is made of each page, as it is."""


def page(path: Path) -> str:
    """A page as it is to be."""
    return PAGES[path](path.read_text("utf-8"))
