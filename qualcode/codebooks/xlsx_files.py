"""Codebook files as Excel workbooks: every cell plain text, so that nothing in them is a formula or a date."""

from __future__ import annotations

import io
import re
from pathlib import Path

from qualcode.codebooks.code import Codebook
from qualcode.codebooks.csv_files import COLUMNS, CodebookRow, cells_of, columns_meant, rows_of, rows_of_table
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.given_file import bytes_of

_WIDTHS = {"id": 12, "area": 20, "index": 8, "parent": 8, "name": 28, "state": 10, "in totals": 9, "colour": 10}
_WIDE = 44
_LONGEST_CELL = 32_767
_NO_CHARACTER = re.compile("[\ufffe\uffff]")  # which XML cannot hold
_HEADED_WITHIN = 10  # rows in which the headings are looked for


def read_xlsx(path: Path, sheet: str | None = None) -> list[CodebookRow]:
    """The rows of a codebook in a workbook: of the sheet named, else of the first that holds anything.

    Raises Problem when the file cannot be read, is not safe to unpack, or has no column for the codes' names.
    """
    from qualcode.transcripts.workbook import read_sheet  # 20 ms

    rows = read_sheet(bytes_of(path, "codebook", "a codebook file"), sheet).rows
    first = next((number for number, row in enumerate(rows[:_HEADED_WITHIN]) if "name" in columns_meant(row)), 0)
    lines = [[clean(newlines(cell)).strip() for cell in row] for row in rows[first:]]
    return rows_of_table(path.name, lines[0], lines[1:])


def as_xlsx(codebook: Codebook) -> bytes:
    """A codebook as a workbook with one sheet."""
    from xlsxwriter import Workbook  # 90 ms

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = workbook.add_format({"bold": True, "bottom": 1})
    text = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = workbook.add_worksheet("Codebook")
    for column, heading in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(heading, _WIDE))
        sheet.write_string(0, column, heading, head)
    for line, row in enumerate(rows_of(codebook), start=1):
        for column, cell in enumerate(cells_of(row)):
            if len(cell) > _LONGEST_CELL:
                raise Problem(f"“{row.name}” has more to say than a cell of a workbook holds.", remedy="Use .csv.")
            sheet.write_string(line, column, _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", cell), text)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    workbook.close()
    return file.getvalue()
