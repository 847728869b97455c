"""The rendered reports are what the ledgers say. ``python tests/test_examples.py`` renders them anew."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import PROJECT, environment

LEDGERS = [PROJECT / "data" / "commitments.toml", *sorted((PROJECT / "examples").glob("*.toml"))]


def rendered(ledger: Path) -> Path:
    return PROJECT / "examples" / f"{ledger.stem}.html"


def render(ledger: Path) -> bytes:
    fixed = ["--as-of", "2026-11-23", "--generated-at", "2026-11-23T12:00Z"]
    command = [sys.executable, "-m", "commitrack", "report", "--ledger", str(ledger), *fixed]
    return subprocess.run(command, capture_output=True, env=environment(), check=True).stdout


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda path: path.stem)
def test_the_rendered_report_is_current(ledger: Path) -> None:
    assert rendered(ledger).read_bytes() == render(ledger), "python tests/test_examples.py renders it anew"


def test_there_is_no_report_without_a_ledger() -> None:
    assert sorted((PROJECT / "examples").glob("*.html")) == sorted(map(rendered, LEDGERS))


if __name__ == "__main__":
    for path in LEDGERS:
        rendered(path).write_bytes(render(path))
