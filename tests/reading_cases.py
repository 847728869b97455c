"""Ledgers with one mistake each, beside the exact message.

``python tests/reading_cases.py`` writes every message anew: read the difference.
"""

from pathlib import Path

from commitrack.errors import LedgerInvalid
from commitrack.ledger.parse import parse

FOLDER = Path(__file__).parent / "cases" / "reading"


def message(case: Path) -> str:
    """What reading the case's ledger says."""
    try:
        parse((case / "ledger.toml").read_text("utf-8"), "ledger.toml")
    except LedgerInvalid as error:
        return f"{error}\n"
    return ""


if __name__ == "__main__":
    for case in sorted(FOLDER.iterdir()):
        (case / "expected.txt").write_text(message(case), "utf-8")
