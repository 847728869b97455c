"""The parts of the documentation that are made of the code, and of what the check cases say.

A part stands between two comments, of which the first names it, or the date at which the ledger above it is judged.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from commitrack.ledger.parse import parse
from commitrack.progress.judge import judge
from commitrack.views.rows.export import EXPORT
from commitrack.words.explanation import explain
from commitrack.words.format import label
from tests.support.cases import catalogue
from tests.support.environment import PROJECT
from tests.support.key_tables import TABLES, table
from tests.support.verdicts import PARTS as VERDICTS

_PART = re.compile(r"(?<=<!-- made: )([^>]+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
_JUDGED = re.compile(r"(```toml\n((?:(?!```).)*)```\n\n<!-- judged: (\S+) -->\n).*?(?=<!-- end -->)", re.DOTALL)
_LEDGER = '[ledger]\ntitle = "x"\n\n'


def _columns() -> str:
    return table(("column", "type", "meaning"), [(f"`{it.name}`", it.type, it.description) for it in EXPORT])


PARTS: Mapping[str, Callable[[], str]] = {"columns of the export": _columns, **TABLES, **VERDICTS}
"""Every part that a page may have, by its name."""


def made_anew(page: str) -> str:
    """Return a page with its parts as the code has them."""
    page = _PART.sub(lambda part: f"{part[1]}{part[2]}{PARTS[part[1]]()}", page)
    return _JUDGED.sub(lambda part: f"{part[1]}{_judged(part[2], date.fromisoformat(part[3]))}", page)


def _judged(commitments: str, as_of: date) -> str:
    """The state of the first of some commitments, and the sentence that explains it."""
    ledger = parse(_LEDGER + commitments, "page.md").ledger
    judgement = judge(ledger, next(iter(ledger.commitments)), as_of)
    return f"> As of {as_of}: **{label(judgement.status)}**. {explain(judgement)}\n"


PAGES: Mapping[Path, Callable[[str], str]] = {
    PROJECT / "docs" / "errors.md": lambda page: catalogue(),
    **{PROJECT / name: made_anew for name in ("README.md", "docs/export.md", "docs/judgement.md", "docs/ledger.md")},
}
"""What is made of each page, as it is."""


def page(path: Path) -> str:
    """A page as it is to be."""
    return PAGES[path](path.read_text("utf-8"))
