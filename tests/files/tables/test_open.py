"""Files of every kind are read as tables, or refused with a sentence that says what to do."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from commitrack.errors import TableUnreadable
from commitrack.files.tables.grid import Sheet, headed
from commitrack.files.tables.open import grids
from commitrack.files.tables.opendocument import faulty_cells

Fill = Callable[[Any, Any], None]


def book(fill: Fill, name: str = "updates") -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as made:
        fill(made, made.add_worksheet(name))
    return content.getvalue()


def sheet(content: bytes) -> Sheet:
    return headed(grids(content, "x")[0])


def rows(content: bytes) -> list[tuple[int, dict[str, Any]]]:
    return [(row.number, dict(row.cells)) for row in sheet(content).rows]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,x\n",
        "a;b\n1;x\n",
        "a\tb\n1\tx\n",
        "\ufeffa,b\r\n1,x\r\n",
        "sep=;\na;b\n1;x",
        '"a"," b "\n\n1,x\n,\n',
        '{"a": "1", "b": "x"}',
        '[{"a": "1", "b": "x"}]',
        '{"promises": [{"a": "1", "b": "x"}]}',
    ],
)
def test_a_file_of_text_is_read_whatever_it_has_between_its_cells(text: str) -> None:
    assert [cells for _, cells in rows(text.encode())] == [{"a": "1", "b": "x"}]


def test_a_number_of_a_billion_digits_is_left_as_it_is_written() -> None:
    assert rows(b'{"a": 1e999999999, "b": [1e999999999, NaN]}') == [
        (1, {"a": "1E+999999999", "b": ["1E+999999999", "nan"]})
    ]


def test_utf_16_is_what_excel_calls_unicode_text() -> None:
    assert rows("a\tb\n1\té\n".encode("utf-16")) == [(2, {"a": "1", "b": "é"})]


def test_rows_are_numbered_as_an_editor_numbers_the_lines() -> None:
    assert rows(b'a,b\n"two\nlines",x\n\n3,y\n') == [(2, {"a": "two\nlines", "b": "x"}), (5, {"a": "3", "b": "y"})]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "x: is empty; the first row must have the names of the columns"),
        (b"\n\n ,\n", "x: is empty; the first row must have the names of the columns"),
        (b"\0\0\0", "x: holds no table; name a workbook, or a CSV, TSV or JSON Lines file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x: holds no table; name a workbook, or a CSV, TSV or JSON Lines file"),
        (b"a\nb\xe9\n", "x:2: a byte that is not UTF-8; save the file as CSV in UTF-8"),
        (b"\xff\xfea", "x: begins like UTF-16, and is not; save it as UTF-8"),
        (b'a\n"b\n', "x:2: a text in quotes does not end as it should; close its quotes, and double those within it"),
        (b"a,a\n", "x:1: the heading “a” stands in two columns, A and B; give one of them another name"),
        (b'{"a": 1}\n{"a": \n', "x:2: not a JSON object; write one on each line"),
        (b'{"a": 1, "a": 2}\n{"b": 1}', "x:1: a key stands there twice; keep one of the two"),
        (b'{"a": [1]}', "x: is JSON, but no list of objects; write an object for each row"),
        (b'{"a":' * 100_000, "x:1: not a JSON object; write one on each line"),
        (b"PK\x03\x04nothing", "x: is a damaged workbook or another archive; save it as XLSX again"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "x: is no workbook that can be read (Cannot detect file format); save it as XLSX or CSV again",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "x: is encrypted; save it without a password",
        ),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(TableUnreadable) as refused:
        sheet(content)
    assert str(refused.value) == sentence


def archive(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return content.getvalue()


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(TableUnreadable, match="x: is an archive, but no workbook; name an XLSX, XLS, ODS, CSV or TSV"):
        grids(archive(**{"readme.txt": b"hello"}), "x")


@pytest.mark.slow
def test_an_archive_that_unpacks_to_more_than_anybody_has_is_refused() -> None:
    bomb = archive(**{"xl/workbook.xml": bytes(257 * 2**20)})
    assert len(bomb) < 300_000
    with pytest.raises(TableUnreadable, match="x: unpacks to more than 256 MiB; save only the tables, as CSV"):
        grids(bomb, "x")


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    honest = archive(**{"xl/workbook.xml": bytes(2**20)})
    lying = honest.replace((2**20).to_bytes(4, "little"), (2**10).to_bytes(4, "little"))
    with pytest.raises(TableUnreadable, match="x: is a damaged workbook"):
        grids(lying, "x")


def test_an_encrypted_ods_is_told_from_a_damaged_one() -> None:
    content = archive(**{"content.xml": b"?", "META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    with pytest.raises(TableUnreadable, match="x: is encrypted; save it without a password"):
        grids(content, "x")


@pytest.mark.slow
def test_cells_far_away_do_not_fill_the_memory() -> None:
    def fill(made: Any, into: Any) -> None:
        into.write_string(0, 0, "a")
        into.write_string(1_048_575, 16_383, "far")

    with pytest.raises(TableUnreadable, match="x:updates: has cells as far as column XFD and row 1048576; delete what"):
        grids(book(fill), "x")


def test_an_ods_that_repeats_a_cell_does_not_fill_the_memory() -> None:
    row = (
        b'<table:table table:name="s"><table:table-row/><table:table-row table:number-rows-repeated="1048576">'
        b'<table:table-cell office:value="1"/></table:table-row></table:table>'
    )
    with pytest.raises(TableUnreadable, match="x:s:2: repeats a cell a thousand times and more"):
        grids(archive(**{"content.xml": row, "mimetype": b""}), "x")
    long = row.replace(b"1048576", b"900").replace(
        b'"1"/>', b'"1"><text:p>%s</text:p></table:table-cell>' % bytes(b"x" * 2**20)
    )
    with pytest.raises(TableUnreadable, match="x:s:2: repeats a cell a thousand times and more, or a long text"):
        grids(archive(**{"content.xml": long, "mimetype": b""}), "x")


@pytest.mark.slow
def test_a_long_text_that_many_cells_share_does_not_fill_the_memory() -> None:
    def fill(made: Any, into: Any) -> None:
        for row in range(20_000):
            into.write_string(row, 0, "x" * 32_767)

    with pytest.raises(TableUnreadable, match="x: its cells hold more than 256 MiB of text; save only"):
        grids(book(fill), "x")


@pytest.mark.slow
def test_texts_of_more_than_256_mebibytes_are_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("xl/workbook.xml", b"")
        with made.open("xl/sharedStrings.xml", "w") as strings:
            for _ in range(257):
                strings.write(b"x" * 2**20)
    with pytest.raises(TableUnreadable, match="x: unpacks to more than 256 MiB; save only the tables, as CSV"):
        grids(content.getvalue(), "x")


def test_an_error_in_an_ods_has_its_place() -> None:
    cell = "<table:table-cell><text:p>a</text:p></table:table-cell>"
    error = '<table:table-cell calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    above = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    row = f"<table:table-row>{blank}{cell}{error}</table:table-row>"
    table = f'<table:table table:name="s">{above}{row}</table:table>'
    assert faulty_cells(table.encode(), "x", 2**20) == {"s": [(3, 4)]}


@pytest.mark.parametrize(
    ("content", "heading", "columns"),
    [
        (
            "Promises of the town,,\n,as of March,\ntitle,date,source\nHomes,2026-03-01,x\n",
            3,
            ("title", "date", "source"),
        ),
        ("title\nHomes\n", 1, ("title",)),
        ("title,date,source\nHomes,2026-03-01,x\n", 1, ("title", "date", "source")),
    ],
)
def test_headings_stand_below_a_title(content: str, heading: int, columns: tuple[str, ...]) -> None:
    found = sheet(content.encode())
    assert (found.heading, found.columns) == (heading, columns)


@pytest.mark.slow
def test_ten_thousand_empty_columns_are_none() -> None:
    def fill(made: Any, into: Any) -> None:
        grey = made.add_format({"bg_color": "#eeeeee"})
        for row in range(6):
            for column in range(10_000):
                into.write_blank(row, column, None, grey)
        into.write_string(0, 0, "a")
        into.write_string(5, 0, "x")

    assert rows(book(fill)) == [(6, {"a": "x"})]
    many = ",".join(["a", *[""] * 10_000])
    assert rows(f"{many}\nx\n".encode()) == [(2, {"a": "x"})]


def test_cells_of_a_workbook_have_their_types() -> None:
    def fill(made: Any, into: Any) -> None:
        into.write_row(2, 0, ["date", "moment", "number", "small", "truth", "text"])
        into.write_datetime(3, 0, date(2026, 3, 1), made.add_format({"num_format": "yyyy-mm-dd"}))
        into.write_datetime(3, 1, datetime(2026, 3, 1, 9, 30), made.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        into.write_row(3, 2, [300, 0.1 + 0.2, True, "x"])

    [(number, cells)] = rows(book(fill))
    assert number == 4
    assert cells == {
        "date": date(2026, 3, 1),
        "moment": datetime(2026, 3, 1, 9, 30),
        "number": Decimal(300),
        "small": Decimal("0.3"),
        "truth": True,
        "text": "x",
    }


def test_cells_that_hold_no_value_say_so() -> None:
    def fill(made: Any, into: Any) -> None:
        into.write_row(0, 0, ["a", "b", "c"])
        into.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        into.write_formula(1, 1, "=A1", None, "")
        into.merge_range(2, 0, 3, 0, "merged")
        into.write_string(4, 5, "beside")

    found = {(fault.number, fault.column): fault.sentence for fault in sheet(book(fill)).faults}
    assert found == {
        (2, "a"): "holds an error such as #REF! in place of a value; correct the formula, or clear the cell",
        (2, "b"): "is a formula whose value was never computed; open the file in a spreadsheet and save it, "
        "or write the value",
        (3, "a"): "the cells A3:A4 are merged into one; separate them, and write the value into each",
        (5, ""): "column F has no heading, and 'beside' in it; give the column a name, or quote a text that has the "
        "delimiter in it",
    }


def test_times_are_texts() -> None:
    def fill(made: Any, into: Any) -> None:
        into.write_row(0, 0, ["a", "b"])
        into.write_datetime(1, 0, time(9, 30), made.add_format({"num_format": "hh:mm"}))
        into.write_datetime(1, 1, timedelta(hours=30), made.add_format({"num_format": "[h]:mm"}))

    assert rows(book(fill)) == [(2, {"a": "09:30:00", "b": "1 day, 6:00:00"})]


VALID = book(lambda made, into: into.write_row(0, 0, ["a", "b"]))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    read_or_refused(content)


@given(st.integers(0, len(VALID) - 1), st.integers(0, 255), st.integers(0, len(VALID)))
def test_a_workbook_with_any_byte_changed_or_cut_is_a_table_or_refused(at: int, byte: int, end: int) -> None:
    read_or_refused(VALID[:at] + bytes([byte]) + VALID[at + 1 :])
    read_or_refused(VALID[:end])


def read_or_refused(content: bytes) -> None:
    with suppress(TableUnreadable):
        for grid in grids(content, "x"):
            headed(grid)
