"""Tables in csv files and spreadsheets, as people make them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qualcode.participants.sheets import Sheet, read_sheets
from qualcode.problem import Problem


def csv_sheet(folder: Path, text: str, encoding: str = "utf-8") -> Sheet:
    path = folder / "people.csv"
    path.write_bytes(text.encode(encoding))
    (sheet,) = read_sheets(path)
    return sheet


def workbook(folder: Path, rows: list[list[Any]], **others: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for name, cells in {"People": rows, **others}.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    del book["Sheet"]
    book.save(folder / "people.xlsx")
    return folder / "people.xlsx"


def test_headings_come_without_marks_breaks_and_hard_spaces(tmp_path: Path) -> None:
    sheet = csv_sheet(tmp_path, '\ufeffparticipant\u00a0,"age\nin years", role \nP01,37,peer\n', "utf-8")
    assert sheet.headings == ("participant", "age in years", "role")


def test_two_columns_of_one_name_are_both_kept_and_it_is_said(tmp_path: Path) -> None:
    sheet = csv_sheet(tmp_path, "who,Other,other\nP01,a,b\n")
    assert sheet.headings == ("who", "Other", "other (2)")
    assert sheet.rows[0].cells == ("P01", "a", "b")
    assert any("Two columns" in note for note in sheet.notes)


def test_cells_beyond_the_headings_are_kept_under_a_name_of_their_own(tmp_path: Path) -> None:
    sheet = csv_sheet(tmp_path, "who,age,,\nP01,37,,x\nP02\n")
    assert sheet.headings == ("who", "age", "column D")
    assert [row.cells for row in sheet.rows] == [("P01", "37", "x"), ("P02", "", "")]


def test_a_row_tells_its_line_also_after_a_cell_with_line_breaks(tmp_path: Path) -> None:
    sheet = csv_sheet(tmp_path, 'who,words\r\nP01,"one\r\ntwo"\r\n\r\nP02,three\r\n')
    assert [(row.line, row.cells) for row in sheet.rows] == [(2, ("P01", "one\ntwo")), (5, ("P02", "three"))]


def test_a_spreadsheet_gives_numbers_days_and_words_as_people_read_them(tmp_path: Path) -> None:
    rows = [["who", "age", "share", "joined", "at", "yes"]]
    path = workbook(tmp_path, [*rows, ["P01", 37.0, 0.1, date(2026, 3, 1), datetime(2026, 3, 1, 12, 5), True]])
    (sheet,) = read_sheets(path)
    assert sheet.rows[0].cells == ("P01", "37", "0.1", "2026-03-01", "2026-03-01 12:05:00", "TRUE")


def test_a_title_over_the_table_and_empty_rows_and_columns_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Our people"], [], ["who", None, "age"], ["P01", None, 37], [None], ["P02", None, 4]])
    (sheet,) = read_sheets(path)
    assert sheet.headings == ("who", "age")
    assert [(row.line, row.cells) for row in sheet.rows] == [(4, ("P01", "37")), (6, ("P02", "4"))]
    assert "“Our people” stands above the table" in sheet.notes[0]


def test_every_sheet_with_a_table_is_offered(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["who"], ["P01"]], Empty=[], Documents=[["document", "setting"], ["one", "home"]])
    assert [sheet.name for sheet in read_sheets(path)] == ["People", "Documents"]


def test_a_formula_gives_its_saved_result_and_one_without_is_counted(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["who", "age"], ["P01", "=1+1"]])
    (sheet,) = read_sheets(path)
    assert sheet.rows[0].cells == ("P01", "")
    assert sheet.notes == ("Formulas without a saved result: 1. Open the file in Excel, save it, and try again.",)


def rewritten(path: Path, member: str, change: tuple[bytes, bytes]) -> None:
    """Change the bytes of one part of a spreadsheet."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[member] = parts[member].replace(*change)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_a_spreadsheet_that_defines_entities_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["who"], ["P01"]])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet '
    rewritten(path, "xl/worksheets/sheet1.xml", (b"<worksheet ", bomb))
    with pytest.raises(Problem, match="not safe to read"):
        read_sheets(path)


def test_a_spreadsheet_that_would_unpack_to_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(Problem, match="not safe to read"):
        read_sheets(path)


def test_a_sheet_that_lies_about_its_size_is_read_to_its_real_end(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["who"], ["P01"]])
    rewritten(path, "xl/worksheets/sheet1.xml", (b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    (sheet,) = read_sheets(path)
    assert [row.cells for row in sheet.rows] == [("P01",)]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("old.xlsx", b"\xd0\xcf\x11\xe0 old", "old Excel file"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("broken.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("text.xlsx", b"who,age\n", "damaged"),
        ("old.xls", b"x", "no table"),
        ("empty.csv", b"", "holds no table"),
        ("study.qualcode.csv", b"who\n", "belongs to a study"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Problem, match=sentence):
        read_sheets(tmp_path / name)


def test_a_spreadsheet_with_no_cells_or_a_missing_part_is_a_sentence(tmp_path: Path) -> None:
    path = workbook(tmp_path, [])
    with pytest.raises(Problem, match="holds no table"):
        read_sheets(path)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("nothing.txt", "x")
    path.write_bytes(data.getvalue())
    with pytest.raises(Problem, match="damaged or no spreadsheet"):
        read_sheets(path)
    with pytest.raises(Problem, match="There is no file"):
        read_sheets(tmp_path / "gone.xlsx")


def test_real_tables_are_read_whole(real_files: Path) -> None:
    sheets = read_sheets(real_files / "coded/hlcta_chinese/Coded data.xlsx")
    assert [len(sheet.rows) for sheet in sheets] == [2729, 34]
    (coders,) = read_sheets(real_files / "surveys/freecodecamp/2016 New Coders Survey Part 1.csv")
    assert (len(coders.headings), len(coders.rows)) == (51, 15653)
    assert len(set(map(str.casefold, coders.headings))) == 51


def test_merged_cells_are_told_for_only_the_first_of_each_has_words(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Participant", "Role"], ["P01", "carer"], ["P02", None], ["P03", "nurse"]])
    book = openpyxl.load_workbook(path)
    book["People"].merge_cells("B2:B3")
    book.save(path)
    (sheet,) = read_sheets(path)
    assert [row.cells for row in sheet.rows] == [("P01", "carer"), ("P02", ""), ("P03", "nurse")]
    assert sheet.notes == ("Merged cells: 1. Only the first cell of each holds its words; the others come in empty.",)


def test_a_hidden_sheet_is_left_out_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Participant"], ["P01"]], Key=[["Participant", "Name"], ["P01", "Ana"]])
    book = openpyxl.load_workbook(path)
    book["Key"].sheet_state = "hidden"
    book.save(path)
    (sheet,) = read_sheets(path)
    assert (sheet.name, sheet.notes) == ("People", ("A hidden sheet was left out: “Key”.",))


def test_numbers_look_as_they_look_in_the_spreadsheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Participant", "Share", "Badge"], ["P01", 0.25, 7], ["P02", 0.07, 123]])
    book = openpyxl.load_workbook(path)
    for line in (2, 3):
        book["People"].cell(line, 2).number_format = "0%"
        book["People"].cell(line, 3).number_format = "0000"
    book.save(path)
    (sheet,) = read_sheets(path)
    assert [row.cells for row in sheet.rows] == [("P01", "25%", "0007"), ("P02", "7%", "0123")]
    assert sheet.notes == ("Cells with percentages: 2. They come in as they look, such as 25%.",)


def test_a_single_row_that_is_too_long_is_one_row(tmp_path: Path) -> None:
    sheet = csv_sheet(tmp_path, "Participant,Role\nP01,carer,extra\nP02,nurse\n")
    assert sheet.notes[0] == "1 row has more cells than there are headings."
