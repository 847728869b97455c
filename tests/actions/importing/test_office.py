"""A real spreadsheet opens the workbook and saves it, and the ledger has nothing new in what comes back."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.environment import PROJECT
from tests.support.in_process import run_here
from tests.support.lanes import one_in

OFFICE = shutil.which("soffice")
LEDGERS = [PROJECT / "data" / "commitments.toml", *sorted((PROJECT / "examples").glob("*.toml"))]
LEDGERS += [PROJECT / "tests" / "golden" / "transcripts" / f"{name}.toml" for name in ("export", "update", "import")]

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def office(need: Callable[[object, str], None]) -> None:
    need(OFFICE, "LibreOffice Calc")


def saved(paths: list[Path], form: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them."""
    assert OFFICE is not None
    profile = (folder / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", str(folder / form)]
    subprocess.run([OFFICE, *options, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [folder / form / f"{path.stem}.{form}" for path in paths]


@pytest.mark.parametrize("form", one_in(3, ["xlsx", "ods", "xls"]))
def test_a_workbook_that_was_saved_again_has_nothing_new(form: str, tmp_path: Path) -> None:
    books = [tmp_path / f"{ledger.stem}-{number}.xlsx" for number, ledger in enumerate(LEDGERS)]
    for ledger, book in zip(LEDGERS, books, strict=True):
        shutil.copy(ledger, book.with_suffix(".toml"))
        arguments = ["--format", "xlsx", "--ledger", book.with_suffix(".toml").name, "-o", book.name]
        assert run_here(["export", *arguments], tmp_path).status == 0
    for ledger, book, back in zip(LEDGERS, books, saved(books, form, tmp_path), strict=True):
        own = book.with_suffix(".toml")
        ended = run_here(["import", str(back), "--ledger", own.name], tmp_path)
        assert (ended.status, ended.stderr) == (0, "")
        assert ended.stdout.startswith(f"{own.name}: nothing to add: ")
        assert own.read_bytes() == ledger.read_bytes()


@pytest.mark.full
def test_a_table_that_was_opened_as_csv_and_saved_as_a_workbook_has_nothing_new(tmp_path: Path) -> None:
    shutil.copy(LEDGERS[0], tmp_path / "commitments.toml")
    assert run_here(["export", "--table", "updates", "-o", "updates.csv"], tmp_path).status == 0
    [back] = saved([tmp_path / "updates.csv"], "xlsx", tmp_path)
    ended = run_here(["import", str(back)], tmp_path)
    assert (ended.status, ended.stderr) == (0, "")
    assert ended.stdout == "commitments.toml: nothing to add: 2 rows passed over, as the ledger has them\n"
