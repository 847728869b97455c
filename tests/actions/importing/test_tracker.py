"""A tracker that somebody else made comes in whole, with one map and one command."""

import csv
import io
import re
import time
from pathlib import Path

import pytest

from commitrack.ledger.model import Ledger
from commitrack.ledger.parse import parse
from tests.support.in_process import Ended, run_here

HERE = Path(__file__).parent
TRACKER, MAP = HERE / "tracker.csv", HERE / "tracker.toml"
ROWS = list(csv.DictReader(io.StringIO(TRACKER.read_text("utf-8"), newline="")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "commitments.toml").write_text('[ledger]\ntitle = "Tracker"\n')
    return tmp_path


def run(folder: Path, *arguments: str) -> Ended:
    return run_here(arguments, folder)


def imported(folder: Path) -> Ledger:
    return parse((folder / "commitments.toml").read_text("utf-8"), "commitments.toml").ledger


def test_every_row_comes_in_with_every_source(folder: Path) -> None:
    begun = time.process_time()
    ended = run(folder, "import", str(TRACKER), "--map", str(MAP))
    assert time.process_time() - begun < 3
    assert re.sub("batch [0-9a-f]{8}", "batch …", ended.stdout) == (
        "commitments.toml: 6 programmes, 174 commitments and 112 updates added\n"
        "commitments.toml: batch …: to take it back, 'commitrack retract --batch … --note REASON'\n"
    )
    ledger = imported(folder)
    assert [one.title for one in sorted(ledger.commitments.values(), key=lambda one: one.title)] == sorted(
        row["Promise"] for row in ROWS
    )
    assert sum(len(one.sources) for one in ledger.commitments.values()) == sum(
        len(row["Sources"].split()) for row in ROWS
    )
    verdicts = {
        "In progress": "in-progress",
        "Achieved": "fulfilled",
        "Broken": "broken",
        "Compromised": "partially-fulfilled",
    }
    said = sorted(str(update.status) for _, update in ledger.updates())
    assert said == sorted(verdicts[row["Status"]] for row in ROWS if row["Status"] in verdicts)
    comments = {row["Comment"] or "as the tracker had it on 2018-08-01" for row in ROWS}
    assert {update.note for _, update in ledger.updates()} <= comments


@pytest.mark.slow
def test_the_same_file_twice_adds_nothing_and_is_no_news(folder: Path) -> None:
    run(folder, "import", str(TRACKER), "--map", str(MAP))
    before = (folder / "commitments.toml").read_bytes()
    again = run(folder, "import", str(TRACKER), "--map", str(MAP))
    assert again.stdout == "commitments.toml: nothing to add: 286 rows passed over, as the ledger has them\n"
    assert (folder / "commitments.toml").read_bytes() == before
    assert "Nothing changed in 174 commitments." in run(folder, "diff", "2020-01-01").stdout
    assert run(folder, "check").status == 0
    assert run(folder, "report", "-o", "report.html").status == 0


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '"Compromised" = "partially-fulfilled"',
            "",
            "“Compromised” (in 17 rows) is no verdict; say in [verdicts] of map.toml what it means, as ",
        ),
        (
            '"Broken" = "broken"',
            '"Broken" = "brokn"',
            '“Broken” cannot mean “brokn”; did you mean "broken"?',
        ),
        (
            "date = 2018-08-01",
            "",
            "map.toml: [updates] does not say where date comes from; write date = 2026-03-01, ",
        ),
        (
            'note = {column = "Comment", otherwise',
            'publisher = {column = "Comment", otherwise',
            "[updates] does not say where note",
        ),
        ('"Category"', '"Catgory"', 'has no column “Catgory”; did you mean "Category"?'),
        (
            "[verdicts]",
            "headings = 3\n[verdicts]",
            'the map: there is no “headings”; did you mean "heading"?',
        ),
        ("[verdicts]", "heading = 300000\n[verdicts]", "has nothing in row 300000"),
        ("[verdicts]", 'sheet = "Data"\n[verdicts]', "map.toml: sheet: there is no “Data”; the file has no sheets"),
        ("kind = ", "knd = ", 'map.toml: commitments: there is no “knd”; did you mean "kind"?'),
        ('kind = "qualitative"', "", "map.toml: [commitments] does not say where kind comes from"),
        ('split = " "', "split = 5", "is not a text; put it in quotes"),
        ("[verdicts]", "[verdicts", "map.toml:3: column 10: "),
    ],
)
def test_a_map_that_says_too_little_is_told_what_to_say(folder: Path, old: str, new: str, sentence: str) -> None:
    text = MAP.read_text("utf-8")
    assert old in text
    (folder / "map.toml").write_text(text.replace(old, new))
    before = (folder / "commitments.toml").read_bytes()
    ended = run(folder, "import", str(TRACKER), "--map", "map.toml")
    assert ended.status == 3
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (folder / "commitments.toml").read_bytes() == before


def test_dates_numbers_and_updates_alone_of_another_country(folder: Path) -> None:
    (folder / "commitments.toml").write_text(
        '[ledger]\ntitle = "L"\n\n[commitments.homes]\ntitle = "New homes"\nkind = "total"\n'
        'target = 9000\nunit = "homes"\n'
    )
    (folder / "map.toml").write_text(
        'decimal = ","\ndates = ["%d.%m.%Y", "%m/%Y"]\nheading = 3\n\n[skip]\nStand = ["Entwurf"]\n\n[updates]\n'
        'commitment = {column = "Zusage"}\ndate = {column = "Datum"}\ntotal = {column = "Zahl"}\nsource = "Amt"\n'
    )
    (folder / "zahlen.csv").write_text(
        "Stand der Dinge;;;\n;;;\nZusage;Datum;Zahl;Stand\n"
        "New Homes;31.03.2026;1.234,5;\nhomes;30.06.2026;2.000;Entwurf\n"
    )
    ended = run(folder, "import", "zahlen.csv", "--map", "map.toml")
    assert ended.stderr == ""
    [(key, update)] = imported(folder).updates()
    assert (key, str(update.date), str(update.total), update.source) == ("homes", "2026-03-31", "1234.5", "Amt")
