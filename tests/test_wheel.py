"""What is installed: the package with the shipped ledger in it, which is never written."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.environment import PROJECT, environment

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with commitrack as a wheel installs it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = environment(PYTHONPATH=str(installed), PYTHONSAFEPATH="1")
    command = [sys.executable, "-m", "commitrack", *arguments]
    return subprocess.run(command, cwd=here, env=env, capture_output=True, text=True, check=False)


def test_the_shipped_ledger_is_in_the_wheel(installed: Path) -> None:
    shipped = (PROJECT / "data" / "commitments.toml").read_bytes()
    assert (installed / "commitrack" / "data" / "commitments.toml").read_bytes() == shipped
    assert (installed / "commitrack" / "py.typed").exists()


def test_the_schema_of_the_figures_is_in_the_wheel(installed: Path) -> None:
    schema = (PROJECT / "schema" / "figures.schema.json").read_bytes()
    assert (installed / "commitrack" / "schema" / "figures.schema.json").read_bytes() == schema


def test_the_manual_page_is_installed_where_man_looks(installed: Path) -> None:
    page = (PROJECT / "docs" / "commitrack.1").read_bytes()
    [folder] = installed.glob("commitrack-*.data")
    assert (folder / "data" / "share" / "man" / "man1" / "commitrack.1").read_bytes() == page


def test_the_example_is_copied_from_the_installed_package(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "init", "--example")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "commitments.toml").read_bytes() == (PROJECT / "data" / "commitments.toml").read_bytes()


def test_the_installed_copy_is_never_written(installed: Path, tmp_path: Path) -> None:
    copy = installed / "commitrack" / "data" / "commitments.toml"
    before = copy.read_bytes()
    link = tmp_path / "link.toml"
    link.symlink_to(copy)
    for path in (copy, link):
        done = run(installed, tmp_path, "update", "scholarships", "--checked", "--source", "x", "--ledger", str(path))
        assert done.returncode == 3
        assert done.stderr == (
            f"{path}: this is the installed copy of the example, which is never written; "
            "copy it with 'commitrack init --example', and update the copy\n"
        )
    assert copy.read_bytes() == before
    assert list(copy.parent.iterdir()) == [copy]


def test_the_report_finds_its_templates_in_the_installed_package(installed: Path, tmp_path: Path) -> None:
    ledger = installed / "commitrack" / "data" / "commitments.toml"
    done = run(installed, tmp_path, "report", "--ledger", str(ledger))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("<!DOCTYPE html>\n")
    assert done.stdout.endswith("</html>\n")
