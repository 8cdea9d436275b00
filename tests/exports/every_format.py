"""Every number of a page, as it is found again in the files that the page is written to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from qualcode.exports import html_page, spreadsheet, word
from qualcode.exports.figures import NOTHING, HeatMap, Row, Table, table_of
from qualcode.exports.page import Page
from qualcode.exports.word_tables import fits
from qualcode.exports.writing import write_page
from tests.exports.parsed import Parsed, csv_rows, sheets, word_tables
from tests.exports.word_rules import faults


def every_table(page: Page) -> list[Table]:
    """The tables of a page, then its pictures as tables."""
    return [*page.tables, *(table_of(picture) for picture in page.pictures)]


def same_in_workbook(page: Page) -> None:
    """Each sheet has the exact numbers of its table, as numbers."""
    found = list(sheets(spreadsheet.content(page, every_table(page))).values())
    assert len(found) == len(every_table(page))
    for rows, one in zip(found, every_table(page), strict=True):
        assert list(rows[0]) == [column.name or None for column in one.columns]
        written = [[NOTHING if value is None else value for value in row.cells] for row in one.every_row]
        for row, values in zip(rows[1:], written, strict=True):
            assert [(type(cell) is str, cell) for cell in row] == [
                # A workbook keeps 16 digits.
                (type(value) is str, pytest.approx(value, rel=1e-14) if isinstance(value, float) else value)
                for value in values
            ]


def same_in_csv(page: Page, folder: Path) -> None:
    """Each file has the numbers of its table, bare."""
    *paths, told = write_page(page, folder / "numbers.csv").paths
    assert told.name == ("about these tables.txt" if len(paths) > 1 else "numbers about.txt")
    for path, one in zip(paths, every_table(page), strict=True):
        rows = csv_rows(path)
        assert len(rows) == 1 + len(one.every_row)
        for cells, row in zip(rows[1:], one.every_row, strict=True):
            for cell, value in zip(cells, row.cells, strict=True):
                if isinstance(value, (int, float)):
                    assert float(cell) == pytest.approx(value, abs=1e-6)
                else:
                    # An apostrophe keeps a spreadsheet from running what begins like a formula.
                    assert cell.removeprefix("'") == (value or "")


def same_in_html(page: Page) -> None:
    """Each table reads as it does in print, with the exact number behind each cell."""
    parsed = Parsed(html_page.content(page).decode())
    assert len(parsed.tables) == len(every_table(page))
    in_order = [id_ for id_ in parsed.tables if id_.startswith("table")] + [
        id_ for id_ in parsed.tables if id_.startswith("figure")
    ]
    for id_, one in zip(in_order, every_table(page), strict=True):
        assert parsed.captions[id_].endswith(one.caption)
        assert parsed.tables[id_][1:] == [one.text(row) for row in one.every_row]
        for exact, row in zip(parsed.exact[id_][1:], one.every_row, strict=True):
            for cell, value in list(zip(exact, row.cells, strict=True))[1:]:
                assert cell == (repr(value) if isinstance(value, (int, float)) else None)


def same_in_word(page: Page) -> None:
    """Each column of a table or heat map reads as in print beside its first, a dot for none; a wide one is in blocks.

    Of a table too wide for its page the narrow columns are left off.
    """
    document = word.page_content(page)
    assert faults(document) == []
    held = {
        (column[0], tuple(block[0]), tuple(column))
        for rows in word_tables(document)
        for block in [list(zip(*rows, strict=True))]
        for column in block
    }
    for one in [*page.tables, *(table_of(one) for one in page.pictures if isinstance(one, HeatMap))]:
        lines = [[column.name for column in one.columns], *map(partial(_in_word, one), one.every_row)]
        first, *others = zip(*lines, strict=True)
        for column, cells in zip(one.columns[1:], others, strict=True):
            assert (column.name, first, cells) in held or (column.narrow and not fits(one)), (one.caption, column)


def _in_word(one: Table, row: Row) -> list[str]:
    return ["·" if one.dots and value == 0 else one.shown(row, at) for at, value in enumerate(row.cells)]
