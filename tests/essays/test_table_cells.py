"""The cells of tables in drafts: which of a draft's paragraphs stand in one row, whatever its format."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.draft import Draft
from tests.essays.test_drafts import odt_draft

MARKDOWN = """Before.

| Who | Words |
| --- | ----- |
| P01 | first |
|     | second |

| Words | Who |
| ----- | --- |
| third | P04 |
"""
ODT = """
<text:p>Before.</text:p>
<table:table>
<table:table-header-rows><table:table-row><table:table-cell><text:p>Who</text:p></table:table-cell>
<table:table-cell><text:p>Words</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>P01</text:p></table:table-cell>
<table:table-cell><text:p>first</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>second</text:p></table:table-cell></table:table-row>
</table:table>
<table:table><table:table-row><table:table-cell><text:p>Words</text:p></table:table-cell>
<table:table-cell><text:p>Who</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>third</text:p></table:table-cell>
<table:table-cell><text:p>P04</text:p></table:table-cell></table:table-row></table:table>
"""


def word() -> bytes:
    """The same in Word: who speaks stands in a cell over two rows."""
    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(3, 2)
    for row, cells in enumerate((("Who", "Words"), ("P01", "first"), ("", "second"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    other = document.add_table(2, 2)
    for row, cells in enumerate((("Words", "Who"), ("third", "P04"))):
        for column, words in enumerate(cells):
            other.cell(row, column).text = words
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def cells(draft: Draft) -> list[tuple[str, tuple[int, int, int] | None]]:
    return [
        (one.words.strip(), None if one.cell is None else (one.cell.table, one.cell.row, one.cell.column))
        for one in draft.paragraphs
        if one.words.strip()
    ]


@pytest.mark.parametrize("name", ["essay.md", "essay.odt", "essay.docx"])
def test_a_paragraph_in_a_table_knows_its_table_its_row_and_its_column(tmp_path: Path, name: str) -> None:
    data = {"essay.md": MARKDOWN.encode(), "essay.odt": odt_draft(ODT), "essay.docx": word()}[name]
    (tmp_path / name).write_bytes(data)
    assert cells(read_draft(tmp_path / name)) == [
        ("Before.", None),
        ("Who", (0, 0, 0)),
        ("Words", (0, 0, 1)),
        ("P01", (0, 1, 0)),
        ("first", (0, 1, 1)),
        ("second", (0, 2, 1)),
        ("Words", (1, 0, 0)),
        ("Who", (1, 0, 1)),
        ("third", (1, 1, 0)),
        ("P04", (1, 1, 1)),
    ]


def test_a_cell_over_two_columns_moves_those_after_it(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, words in enumerate((("wide", "", "last"), ("a", "b", "c"))):
        for column, one in enumerate(words):
            table.cell(row, column).text = one
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inside"
    document.add_paragraph("After.")
    document.save(str(tmp_path / "essay.docx"))
    assert cells(read_draft(tmp_path / "essay.docx")) == [
        ("wide", (0, 0, 0)),
        ("last", (0, 0, 2)),
        ("a", (0, 1, 0)),
        ("b", (0, 1, 1)),
        ("inside", (1, 0, 0)),
        ("c", (0, 1, 2)),
        ("After.", None),
    ]
