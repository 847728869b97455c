"""The reports of the shipped ledgers, as they are rendered in ``examples/``."""

from pathlib import Path

from tests.support.environment import PROJECT
from tests.support.in_process import printed

LEDGERS = [PROJECT / "data" / "commitments.toml", *sorted((PROJECT / "examples").glob("*.toml"))]


def rendered(ledger: Path) -> Path:
    """Where the report of a ledger is kept."""
    return PROJECT / "examples" / f"{ledger.stem}.html"


def render(ledger: Path) -> str:
    """The report as it is now, of a fixed date."""
    fixed = ["--as-of", "2026-11-23", "--generated-at", "2026-11-23T12:00Z"]
    return printed("report", "--ledger", str(ledger), *fixed)
