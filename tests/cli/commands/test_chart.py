"""A chart is a picture that stands alone."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.environment import PROJECT
from tests.support.in_process import Ended, run_here

LEDGER = PROJECT / "tests" / "golden" / "transcripts" / "report.toml"


def chart(*arguments: str) -> Ended:
    return run_here(["chart", *arguments, "-l", str(LEDGER), "--as-of", "2026-06-30"], PROJECT)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["scholarships", "homes", "visa-free", "language-classes"])
def test_a_chart_is_well_formed_and_asks_for_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "chart.svg"
    done = chart(name, "-o", str(path))
    assert (done.status, done.stderr) == (0, "")
    assert re.fullmatch(rf"{re.escape(str(path))}: the chart of {name}, \d+ kB\n", done.stdout)
    written = path.read_text("utf-8")
    root = ElementTree.fromstring(written)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["viewBox"].startswith("0 0 720 ")
    assert "http" not in written.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert chart(name).stdout == written


def test_where_there_is_no_figure_there_is_nothing_to_draw() -> None:
    done = chart("schools")
    assert (done.status, done.stdout) == (2, "")
    assert "schools: there is nothing to draw yet; a chart needs a figure, and time on its axis\n" in done.stderr


def test_a_name_that_nobody_knows_is_said() -> None:
    done = chart("scholarship")
    assert done.status == 3
    assert 'did you mean "scholarships"?' in done.stderr
