"""Ledgers that are hard to add to, each beside what writes make of it: a difference, or the refusal."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from commitrack.errors import Refused
from commitrack.ledger.model import Programme, Qualitative, Update
from commitrack.ledger.parse import Document, parse
from commitrack.ledger.splice import Spliced
from commitrack.views.patch import unified
from tests.strategies.splice_laws import commitment_added, programme_added, update_added
from tests.support.environment import PROJECT

FOLDER = PROJECT / "tests" / "golden" / "writes"
RESULTS = sorted(FOLDER.glob("*/*.txt"))
UPDATE = Update(
    id="0000abcd",
    date=date(2024, 3, 1),
    checked=True,
    note='A "quoted"\nnote\u2028with\u0085breaks \\ and [brackets] # and more',
    recorded=datetime(2024, 3, 2, 9, 14, 7, tzinfo=UTC),
)


def _commitment(document: Document) -> Qualitative:
    return Qualitative(title="New\n[commitments.y]", programme="p" if "p" in document.ledger.programmes else None)


WRITES: Mapping[str, Callable[[Document], Spliced]] = {
    "update": lambda document: update_added(document, "x", UPDATE),
    "commitment": lambda document: commitment_added(document, "new", _commitment(document)),
    "programme": lambda document: programme_added(document, "new", Programme(title="New # programme")),
}
"""What is done to each ledger: an update of x, a commitment of p if there is one, a programme."""


def ledger(result: Path) -> str:
    """The ledger beside a result, with the line ends it has."""
    return result.with_name("ledger.toml").read_bytes().decode()


def write(result: Path, text: str | None = None) -> Spliced:
    """Do to the ledger, or to a text of it, what the result is named for."""
    return WRITES[result.stem](parse(text or ledger(result), "ledger.toml"))


def outcome(result: Path) -> str:
    """What becomes of the ledger."""
    try:
        return unified(ledger(result), write(result).text, "ledger.toml")
    except Refused as refusal:
        return f"{refusal}\n"
