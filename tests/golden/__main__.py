"""Write the golden files anew from what really happens: all, or those that are named. Read the difference.

Each file that changes is printed. A name is one of --list, or the path of a file.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from commitrack.ledger.schema import schema_text
from commitrack.views import json
from tests.support import (
    browsing,
    cases,
    conversations,
    examples,
    manual,
    pages,
    pictures,
    screens,
    transcripts,
    verdicts,
    writes,
)
from tests.support.environment import PROJECT


class Golden(NamedTuple):
    """Files of one sort."""

    about: str
    files: Sequence[Path]
    content: Callable[[Path], str | bytes]
    """What a file is to hold now."""


_SCHEMAS: Mapping[Path, Callable[[], str]] = {
    PROJECT / "schema" / "commitments.schema.json": schema_text,
    PROJECT / "schema" / "figures.schema.json": json.export_schema,
}
_PICTURES = {picture.path.resolve(): picture.command for picture in pictures.pictures()}
_LEDGERS = {examples.rendered(ledger): ledger for ledger in examples.LEDGERS}

GOLDEN: Mapping[str, Golden] = {
    "transcripts": Golden("what commands print", transcripts.TRANSCRIPTS, transcripts.replay),
    "screens": Golden("what terminals of every width show", screens.SCREENS, screens.screen),
    "conversations": Golden("what is asked at a terminal", conversations.CONVERSATIONS, conversations.hold),
    "cases": Golden(
        "what check says of ledgers with one thing wrong",
        [case / "expected.txt" for case in cases.CASES],
        lambda path: cases.printed(cases.findings(path.parent)),
    ),
    "writes": Golden("what writes make of ledgers that are hard to add to", writes.RESULTS, writes.outcome),
    "schemas": Golden("the schemas of a ledger and of its figures", [*_SCHEMAS], lambda path: _SCHEMAS[path]()),
    "pages": Golden("pages of the documentation that are made of the code", [*pages.PAGES], pages.page),
    "manual": Golden("the manual page", [manual.PAGE], lambda path: manual.manual()),
    "examples": Golden("the reports of the shipped ledgers", [*_LEDGERS], lambda path: examples.render(_LEDGERS[path])),
    "verdicts": Golden(
        "what comes out of the pledges that experts have judged",
        verdicts.FILES,
        lambda path: verdicts.in_csv() if path == verdicts.COMPARED else pages.made_anew(path.read_text("utf-8")),
    ),
    "pictures": Golden("pictures of the terminal", [*_PICTURES], lambda path: pictures.draw(_PICTURES[path])),
    "photograph": Golden(
        "the picture of a report in a browser", [browsing.PICTURE], lambda path: browsing.photograph()
    ),
}
"""Every golden file, those first that others are made of."""


def main(arguments: Sequence[str]) -> int:
    """Write golden files anew, and return an exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.golden", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to write; everything if there is none")
    parser.add_argument("--list", action="store_true", help="list the names")
    wanted = parser.parse_args(arguments)
    if wanted.list:
        for name, golden in GOLDEN.items():
            print(f"{name:<13}  {golden.about}  ({len(golden.files)})")
        return 0
    unknown = [name for name in wanted.names if not list(_chosen([name]))]
    if unknown:
        parser.error(f"nothing is named {', '.join(unknown)}; --list has the names")
    for golden, path in _chosen(wanted.names or list(GOLDEN)):
        if golden is GOLDEN["photograph"] and not browsing.find_chromium():
            print(f"{path.relative_to(PROJECT)}: not taken, as there is no browser; install chromium", file=sys.stderr)
            continue
        content = golden.content(path)
        content = content.encode() if isinstance(content, str) else content
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            print(path.relative_to(PROJECT))
    return 0


def _chosen(names: Sequence[str]) -> Iterator[tuple[Golden, Path]]:
    for name, golden in GOLDEN.items():
        for path in golden.files:
            if name in names or any(Path(one).resolve() == path for one in names):
                yield golden, path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
