"""CSV and TSV open safely in a spreadsheet, and Markdown cells stay in their table."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.ledger.model import Total
from commitrack.progress.judge import judge_alone
from commitrack.views.markdown import table
from commitrack.views.rows.list import LIST, Judged
from commitrack.views.tabular import separated

DAY = date(2024, 6, 1)


def judged(title: str) -> list[Judged]:
    commitment = Total(title=title, target=Decimal("-5"), baseline=Decimal("66.5"), unit="places", source=title)
    return [Judged("a", judge_alone(commitment, DAY))]


def cells(title: str, form: str = "csv") -> dict[str, str]:
    text = separated(LIST.in_cells, judged(title), form)
    [row] = csv.DictReader(io.StringIO(text), delimiter="," if form == "csv" else "\t")
    return row


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+2", "'+1+2"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        (" =1", "' =1"),
        ("\t=1", "' =1"),
        ('"=1"', '\'"=1"'),
        ("a;=1", "a;'=1"),
        ("a,=1;@b", "a,'=1;'@b"),
        ("a,-5,b; -7", "a,'-5,b;' -7"),
        ('a;"=1"', 'a;\'"=1"'),
        ("-5", "-5"),
        ("+5.5", "+5.5"),
        ("a=b", "a=b"),
        ('say "hi", you', 'say "hi", you'),
        ("two\nlines", "two lines"),
    ],
)
def test_a_cell_that_looks_like_a_formula_is_neutralised(title: str, cell: str) -> None:
    assert cells(title)["title"] == cell
    assert cells(title, "tsv")["title"] == cell


FORMULA = tuple("=+-@＝＋－＠")
_HARD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from("=+-@＝＋－＠,;\t|\"' \na1"), max_size=12),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", ",;\t"])
@pytest.mark.parametrize("form", ["csv", "tsv"])
@given(title=_HARD)
def test_no_cell_is_a_formula_whatever_a_spreadsheet_takes_for_the_delimiter(
    title: str, form: str, delimiter: str
) -> None:
    for line in separated(LIST.in_cells, judged(title), form).split("\n"):
        for cell in split(line, delimiter):
            if cell.strip().startswith(FORMULA):
                assert Decimal(cell.strip()).is_finite()


def split(line: str, delimiters: str) -> list[str]:
    """The cells of a line, as spreadsheets tell them apart: only a quote that begins a cell holds it together."""
    found = re.findall(rf'(?:^|[{delimiters}])(?:"((?:[^"]|"")*)"([^{delimiters}]*)|([^{delimiters}]*))', line)
    return [f"{quoted}{rest}{plain}".replace('""', '"') for quoted, rest, plain in found]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("csv", 'a,"x, y; z",'),
        ("tsv", 'a\t"x, y; z"\t'),
    ],
)
def test_a_cell_is_quoted_for_every_delimiter(form: str, line: str) -> None:
    assert separated(LIST.in_cells, judged("x, y; z"), form).split("\n")[1].startswith(line)


def test_numbers_stay_numbers() -> None:
    row = cells("x")
    assert (row["target"], row["baseline"], row["actual"]) == ("-5", "66.5", "")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_title_stays_in_its_cell(title: str) -> None:
    text = separated(LIST.in_cells, judged(title), "tsv")
    header, row = text.removesuffix("\n").split("\n")
    assert header.split("\t") == [column.name for column in LIST.in_cells]
    assert row.count("\t") == len(LIST.in_cells) - 1
    assert not cells(title)["title"].lstrip().startswith(("=", "@"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_title_breaks_a_markdown_table(title: str) -> None:
    *_, row = table(LIST.on_page, judged(title)).removesuffix("\n").split("\n")
    assert row.count("|") == 9
    assert "<" not in row
