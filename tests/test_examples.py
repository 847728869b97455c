"""The rendered reports are what the ledgers say."""

from pathlib import Path

import pytest

from tests.support.environment import PROJECT
from tests.support.examples import LEDGERS, render, rendered


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda path: path.stem)
def test_the_rendered_report_is_current(ledger: Path) -> None:
    assert rendered(ledger).read_text("utf-8") == render(ledger)


def test_there_is_no_report_without_a_ledger() -> None:
    assert sorted((PROJECT / "examples").glob("*.html")) == sorted(map(rendered, LEDGERS))
