"""Workbooks, read back by a reader of its own, cell by cell."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policies.catalogue import xlsx
from policies.catalogue.xlsx import Sheet, workbook
from tests.catalogue.sheets import cells, opened

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
VALUES = st.one_of(TEXTS, st.integers(-(2**31), 2**31), st.booleans(), st.none())


def read(*sheets):
    return opened(workbook(sheets))


def one(value):
    return Sheet("one", ["column"], [[value]])


@settings(max_examples=60)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=5))
@example([["=1+1", "\r\n\t", "_x0041_"], ["_x0041\x01", "\ufffe", "'="], [" ", "𠀀农村", "a\x00b"]])
def test_whatever_is_written_is_read(rows):
    found = cells(read(Sheet("one", ["a", "b", "c"], rows)).active)
    assert found[0] == ["a", "b", "c"]
    # Empty rows at the end are no rows to openpyxl.
    assert [row for row in found[1:] if any(value is not None for value in row)] == [
        row for row in rows if any(value is not None for value in row)
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "2015-11", "007", "1E5"])
def test_text_is_text_and_stays_so_when_it_is_edited(text):
    cell = read(one(text)).active["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_numbers_and_answers_are_no_text():
    sheet = read(Sheet("one", ["a", "b"], [[7, True]])).active
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [(7, "n"), (True, "b")]


def test_the_heading_is_bold_and_stays_in_sight():
    sheet = read(one("x")).active
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold, sheet.freeze_panes) == (True, False, "A2")


@pytest.mark.parametrize(("text", "is_long"), [("中" * 32_767, False), ("中" * 32_768, True), ("𠀀" * 16_384, True)])
def test_a_text_that_no_cell_holds_stands_in_parts_in_the_last_sheet(text, is_long):
    book = read(Sheet("one", ["a", "b"], [["x", text]]))
    if not is_long:
        assert (book.sheetnames, book["one"]["B2"].value) == (["one"], text)
        return
    note = f"[{len(text)} characters: the whole text is in the sheet long_cells] "
    assert book.sheetnames == ["one", "long_cells"]
    assert book["one"]["B2"].value == note + text[:1000]
    rows = cells(book["long_cells"])
    assert rows[0] == ["sheet", "cell", "part", "text"]
    assert [row[:3] for row in rows[1:]] == [["one", "B2", number] for number in range(1, len(rows))]
    assert "".join(row[3] for row in rows[1:]) == text


def test_rows_too_many_for_a_sheet_go_on_in_another(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    book = read(Sheet("a", ["n"], ([n] for n in range(5))), Sheet("b", ["n"], [[9], [8]]))
    assert {sheet.title: cells(sheet) for sheet in book} == {
        "a": [["n"], [0], [1]],
        "a_2": [["n"], [2], [3]],
        "a_3": [["n"], [4]],
        "b": [["n"], [9], [8]],
    }


def test_columns_have_the_names_that_spreadsheets_give_them():
    header = [str(number) for number in range(1, 705)]
    sheet = read(Sheet("wide", header, [])).active
    assert {place: sheet[place].value for place in ("A1", "Z1", "AA1", "ZZ1", "AAB1")} == {
        "A1": "1",
        "Z1": "26",
        "AA1": "27",
        "ZZ1": "702",
        "AAB1": "704",
    }


def test_the_first_bytes_come_before_any_row_is_read():
    def rows():
        raise AssertionError
        yield

    assert next(workbook([Sheet("one", ["a"], rows())]))[:4] == b"PK\x03\x04"


def test_rows_are_forgotten_once_they_are_written():
    alive, most = 0, 0

    class Row(list):
        def __init__(self, value):
            nonlocal alive, most
            super().__init__([value])
            alive += 1
            most = max(most, alive)

        def __del__(self):
            nonlocal alive
            alive -= 1

    written = workbook([Sheet("one", ["a"], (Row(hashlib.sha256(str(n).encode()).hexdigest()) for n in range(3000)))])
    # So little is kept of it that what is handed on at once stays small.
    assert max(len(piece) for piece in written) < 2 * xlsx.AT_ONCE
    assert most <= 3


def test_the_same_rows_give_the_same_bytes_of_no_day():
    first, second = (b"".join(workbook([one("x")])) for _time in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
