"""Codebooks in Word documents as teams write them, and in workbooks."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from openpyxl import load_workbook

from qualcode.codebooks.arriving import Does, arriving
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.codebooks.csv_files import CodebookRow, columns_meant, rows_of
from qualcode.codebooks.files import read_codebook
from qualcode.codebooks.word import read_docx
from qualcode.codebooks.word_outline import Paragraph, Table, numbered, rows_of_blocks
from qualcode.codebooks.xlsx_files import as_xlsx, read_xlsx
from qualcode.exports.code_counts import CodeCounts
from qualcode.exports.codebook import as_docx, as_markdown, write
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind
from tests.codebooks.test_codebook_files import codebooks


def table(*rows: tuple[str, ...]) -> Table:
    return Table(rows)


def said(rows: list[CodebookRow]) -> list[tuple[str, str, str, str]]:
    return [(row.area, row.parent, row.index, row.name) for row in rows]


def test_a_table_is_read_whatever_its_columns_are_called_and_in_any_order() -> None:
    (row,) = rows_of_blocks(
        [
            table(
                ("Example quote", "When NOT to use:", "Code name", "When to use", "Description"),
                ("“I went.”", "Never.", "Routes in", "Always.", "The way."),
            )
        ]
    )
    assert (row.name, row.definition, row.use_when, row.do_not_use_when, row.example) == (
        "Routes in", "The way.", "Always.", "Never.", "“I went.”",
    )  # fmt: skip
    assert row.given == {"name", "definition", "use when", "do not use when", "example"}


def test_one_column_is_never_read_twice() -> None:
    assert columns_meant(["Code", "Label", "Definition", "Description", "Shade"]) == [
        "name", "", "definition", "", "",
    ]  # fmt: skip
    assert columns_meant(["Code", "Name"]) == ["index", "name"]


def test_tables_under_headings_belong_to_those_areas() -> None:
    rows = rows_of_blocks(
        [
            Paragraph("Codebook", heading=1),
            Paragraph("1 Access", heading=1),
            Paragraph("Getting to it."),
            table(
                ("No.", "Code", "Definition"), ("1.1", "Routes in", "The way."), ("1.1.1", "Link worker", "By one.")
            ),
            Paragraph("C. Context", heading=1),
            table(("No.", "Code", "Definition"), ("C.1", "Form", "What form.")),
        ]
    )
    assert said(rows) == [
        ("Access", "", "1", "Access"),
        ("Access", "1", "1.1", "Routes in"),
        ("Access", "1.1", "1.1.1", "Link worker"),
        ("Context", "", "C", "Context"),
        ("Context", "C", "C.1", "Form"),
    ]
    assert rows[0].definition == "Getting to it."


def test_an_area_may_be_a_row_across_the_table_and_headings_may_come_again() -> None:
    rows = rows_of_blocks(
        [
            table(
                ("Code", "Definition"),
                ("Access", ""),
                ("Routes in", "The way."),
                ("Code", "Definition"),
                ("Cost", "What it costs."),
            )
        ]
    )
    assert said(rows) == [
        ("Access", "", "", "Access"), ("Access", "", "", "Routes in"), ("Access", "", "", "Cost"),
    ]  # fmt: skip


def test_headings_are_areas_codes_and_codes_below_codes() -> None:
    rows = rows_of_blocks(
        [
            Paragraph("Our study", title=True),
            Paragraph("Introduction", heading=1),
            Paragraph("How this was made."),
            Paragraph("2. Culture", heading=1),
            Paragraph("Ethos", heading=2),
            Paragraph("Definition: Two ways of helping."),
            Paragraph("compared."),
            Paragraph("Use when:"),
            Paragraph("Both are named.", level=0),
            Paragraph("Don’t use when: only one is."),
            Paragraph("In conflict", heading=3),
        ]
    )
    assert said(rows) == [
        ("Culture", "", "2", "Culture"),
        ("Culture", "2", "", "Ethos"),
        ("Culture", "Ethos", "", "In conflict"),
    ]
    ethos = rows[1]
    assert (ethos.definition, ethos.use_when, ethos.do_not_use_when) == (
        "Two ways of helping.\ncompared.", "Both are named.", "only one is.",
    )  # fmt: skip


def test_a_nested_list_is_a_codebook() -> None:
    rows = rows_of_blocks(
        [
            Paragraph("Access", level=0),
            Paragraph("Routes in – the way somebody came", level=1),
            Paragraph("Link worker: by one", level=2),
            Paragraph("Evidence", level=0),
            Paragraph("Benefit", level=1),
        ]
    )
    assert said(rows) == [
        ("Access", "", "", "Access"),
        ("Access", "Access", "", "Routes in"),
        ("Access", "Routes in", "", "Link worker"),
        ("Evidence", "", "", "Evidence"),
        ("Evidence", "Evidence", "", "Benefit"),
    ]
    assert [row.definition for row in rows] == ["", "the way somebody came", "by one", "", ""]


def test_a_letter_is_no_codebook() -> None:
    assert rows_of_blocks([Paragraph("Dear Ana,"), Paragraph("All is well."), table(("a", "b"), ("c", "d"))]) == []


@pytest.mark.parametrize(
    ("title", "index", "name"),
    [
        ("1.2 Routes in", "1.2", "Routes in"),
        ("[1.10] Routes in", "1.10", "Routes in"),
        ("C. Context", "C", "Context"),
        ("C.2) Form", "C.2", "Form"),
        ("A good start", "", "A good start"),
        ("2 many", "2", "many"),
        ("Cost", "", "Cost"),
    ],
)
def test_a_number_before_a_name_is_its_index(title: str, index: str, name: str) -> None:
    assert numbered(title) == (index, name)


def test_a_real_word_document_is_read_with_its_styles_lists_and_merged_cells(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Our codebook", 0)
    document.add_heading("Access", 1)
    grid = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        (("Theme", "Code", "Meaning"), ("Ways", "Routes in", "The way."), ("", "Cost", "Fares."))
    ):
        for column, words in enumerate(cells):
            grid.cell(row, column).text = words
    grid.cell(1, 0).merge(grid.cell(2, 0))
    path = tmp_path / "book.docx"
    document.save(str(path))
    assert said(read_docx(path)) == [("Ways", "", "", "Routes in"), ("Ways", "", "", "Cost")]


def test_a_list_in_a_real_word_document_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Access", style="List Bullet")
    document.add_paragraph("Routes in", style="List Bullet 2")
    path = tmp_path / "book.docx"
    document.save(str(path))
    assert said(read_docx(path)) == [("Access", "", "", "Access"), ("Access", "Access", "", "Routes in")]


SMALL = Codebook(
    (
        Code("a", None, True, "1", "Access", "Getting to it."),
        Code("b", "a", False, "1.1", "Routes in", "The way.", "Always.", "Never.", "“I went.”\n“I came.”"),
        Code("c", "b", False, "1.1.1", "=2+3", "<b>&amp;", state=State.RETIRED),
        Code("d", None, True, "C", "Context"),
        Code("e", "d", False, "C.1", "Form"),
    )
)
COUNTS = CodeCounts({"b": ((Kind.INTERVIEW, 12),)}, apart=False, counted="the agreed codings")
MADE = datetime(2026, 3, 12, 12, tzinfo=UTC)


def test_the_printed_appendix_can_be_brought_in_again(tmp_path: Path) -> None:
    path = tmp_path / "appendix.docx"
    path.write_bytes(as_docx(SMALL, "Study", MADE, COUNTS))
    found = arriving(SMALL, read_docx(path))
    assert [(line.code and line.code.id, line.does, line.doubts) for line in found.lines] == [
        (code.id, Does.SAME, ()) for code, _ in SMALL.walk()
    ]
    assert found.missing == ()


def test_colours_come_back_from_the_printed_appendix_and_are_no_column_where_there_are_none(tmp_path: Path) -> None:
    coloured = Codebook(tuple(replace(one, colour="#4e79a7") if one.id in ("a", "b") else one for one in SMALL.codes))
    path = tmp_path / "appendix.docx"
    path.write_bytes(as_docx(coloured, "Study", MADE))
    lines = arriving(SMALL, read_docx(path)).lines
    assert {line.row.name: line.changes for line in lines if line.changes} == {
        SMALL[one].name: (("colour", "", "#4e79a7"),) for one in ("a", "b")
    }
    assert all(line.does is Does.SAME and not line.doubts for line in arriving(coloured, read_docx(path)).lines)
    path.write_bytes(as_docx(SMALL, "Study", MADE))
    assert all("colour" not in row.given for row in read_docx(path))


def test_the_appendix_is_on_a4_and_repeats_its_headings() -> None:
    document = Document(io.BytesIO(as_docx(SMALL, "Study", MADE, COUNTS)))
    section = document.sections[0]
    width, height = section.page_width, section.page_height
    assert width is not None and height is not None
    assert (round(width.mm), round(height.mm)) == (297, 210)
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings == ["1 Access", "C. Context"]
    first = document.tables[0]
    assert first.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert [cell.text for cell in first.rows[1].cells][-2:] == ["agreed", "12"]
    assert "For the study team only" in section.header.paragraphs[0].text


def test_excerpts_in_two_kinds_of_document_stand_side_by_side_and_it_is_said_what_is_counted(tmp_path: Path) -> None:
    found = ((Kind.INTERVIEW, 16), (Kind.FIELD_NOTE, 2))
    counts = CodeCounts({"b": found}, apart=True, counted="the agreed codings; 1 person withdrew and is not counted")
    path = tmp_path / "appendix.docx"
    path.write_bytes(as_docx(SMALL, "Study", MADE, counts))
    document = Document(str(path))
    assert document.tables[0].rows[1].cells[-1].text == "16 in interviews\n2 in field notes"
    assert document.tables[0].rows[2].cells[-1].text == "0"
    said = (
        "Excerpts are those of a code alone, without those of the codes under it, whoever says them; kinds of "
        "document stand side by side and are never added. "
        "Counted: the agreed codings; 1 person withdrew and is not counted."
    )
    assert said in [one.text for one in document.paragraphs]
    assert arriving(SMALL, read_docx(path)).missing == ()
    plain = as_markdown(SMALL, "Study", MADE, counts)
    assert "(16 excerpts in interviews and 2 in field notes)" in plain and "(0 excerpts)" in plain and said in plain
    assert "Counted" not in as_markdown(SMALL, "Study", MADE)


def test_outside_the_team_there_are_no_examples(tmp_path: Path) -> None:
    from qualcode.participants.disclosure import Audience

    for ending in ("csv", "xlsx", "docx", "md"):
        path = tmp_path / f"book.{ending}"
        write(SMALL, path, "Study", MADE, audience=Audience.OUTSIDE)
        if ending in ("xlsx", "docx"):
            with ZipFile(path) as packed:
                words = b"".join(packed.read(name) for name in packed.namelist()).decode(errors="replace")
        else:
            words = path.read_text(encoding="utf-8")
        assert "Routes in" in words
        assert "I went" not in words
        assert "study team only" not in words


@given(book=codebooks())
def test_a_codebook_survives_a_workbook(book: Codebook, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("codebook") / "book.xlsx"
    path.write_bytes(as_xlsx(book))
    sound = [replaced(row) for row in rows_of(book)]
    assert read_xlsx(path) == sound


def replaced(row: CodebookRow) -> CodebookRow:
    """The row with what no workbook can hold shown as lost."""
    from dataclasses import fields, replace

    texts = {one.name: getattr(row, one.name) for one in fields(row) if type(getattr(row, one.name)) is str}
    return replace(
        row, **{name: text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for name, text in texts.items()}
    )


@given(book=codebooks())
def test_no_cell_of_a_workbook_is_a_formula(book: Codebook) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(book))).worksheets[0]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_workbook_with_a_title_above_its_headings_is_read(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (("Our codebook",), (), ("Theme", "Code", "Meaning"), ("Access", "Routes in", "The way.")):
        sheet.append(cells)
    path = tmp_path / "book.xlsx"
    book.save(path)
    (row,) = read_codebook(path)
    assert (row.area, row.name, row.definition) == ("Access", "Routes in", "The way.")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_what_is_no_document_gets_a_sentence(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book.{ending}"
    for content in (b"", b"PK\x03\x04rest", b"name,definition\n"):
        path.write_bytes(content)
        with pytest.raises(Problem):
            read_codebook(path)


def test_a_word_document_without_codes_gets_a_sentence(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Dear Ana,")
    path = tmp_path / "letter.docx"
    document.save(str(path))
    with pytest.raises(Problem, match="holds no codebook"):
        read_docx(path)


def test_codes_outside_every_area_come_back_outside_from_the_printed_appendix(tmp_path: Path) -> None:
    book = Codebook((Code("a", None, True, "1", "Access"), Code("b", "a", False, "1.1", "Routes in"),
                     Code("c", None, False, "9", "Other")))  # fmt: skip
    path = tmp_path / "book.docx"
    path.write_bytes(as_docx(book, "Peer support", datetime(2026, 3, 12, tzinfo=UTC)))
    assert said(read_docx(path)) == [
        ("Access", "", "1", "Access"), ("Access", "1", "1.1", "Routes in"), ("", "", "9", "Other"),
    ]  # fmt: skip


def test_the_word_codebook_says_when_not_to_use_an_area_and_only_long_rows_break_across_pages() -> None:
    area = Code("a", None, True, "1", "Access", do_not_use_when="Not for its price.")
    short = Code("b", "a", False, "1.1", "Routes in", "The way.")
    long = Code("c", "a", False, "1.2", "Ways out", "The way is long. " * 300)
    document = Document(
        io.BytesIO(as_docx(Codebook((area, short, long)), "Study", datetime(2026, 3, 12, tzinfo=UTC)))
    )
    assert "Do not use when: Not for its price." in [paragraph.text for paragraph in document.paragraphs]
    rows = [row for table in document.tables for row in table.rows]
    whole = {" ".join(cell.text for cell in row.cells): bool(list(row._tr.iter("{*}cantSplit"))) for row in rows}
    assert [told for words, told in whole.items() if "Routes in" in words] == [True]
    assert [told for words, told in whole.items() if "Ways out" in words] == [False], "half a page would be empty"
