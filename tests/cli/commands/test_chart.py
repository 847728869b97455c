"""A chart is a picture that stands alone."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.environment import PROJECT, environment

LEDGER = PROJECT / "tests" / "golden" / "transcripts" / "report.toml"


def chart(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "commitrack", "chart", *arguments, "-l", str(LEDGER), "--as-of", "2026-06-30"]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["scholarships", "homes", "visa-free", "language-classes"])
def test_a_chart_is_well_formed_and_asks_for_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "chart.svg"
    done = chart(name, "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = path.read_text("utf-8")
    root = ElementTree.fromstring(written)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["viewBox"].startswith("0 0 720 ")
    assert "http" not in written.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert chart(name).stdout == written


def test_where_there_is_no_figure_there_is_nothing_to_draw() -> None:
    done = chart("schools")
    assert (done.returncode, done.stdout) == (2, "")
    assert "schools: there is nothing to draw yet; a chart needs a figure, and time on its axis\n" in done.stderr


def test_a_name_that_nobody_knows_is_said() -> None:
    done = chart("scholarship")
    assert done.returncode == 3
    assert 'did you mean "scholarships"?' in done.stderr
