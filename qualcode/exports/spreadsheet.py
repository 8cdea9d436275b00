"""The whole tables of counts as an Excel workbook, for more participants than a page has room."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.exports.files import Written, put
from qualcode.exports.numbers import TOTALS, CountsTable
from qualcode.exports.phrases import printable
from qualcode.exports.report import Report
from qualcode.exports.word_package import blank_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CODE_WIDTH, _NUMBER_WIDTH, _TOTAL_WIDTH = 42, 7, 12


def write(report: Report, path: Path) -> Written:
    """Write the counts of `report` to `path`. Raises Problem where it cannot be saved."""
    return put(content(report), path)


def content(report: Report) -> bytes:
    """The workbook: a sheet for each kind of document, codes down, participants across, then the totals.

    Every name is plain text.
    """
    # Costs 0.09 s.
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for counts in report.counts or (CountsTable((), ()),):
        _sheet(workbook, report, counts)
    workbook.close()
    return blank_workbook(file.getvalue(), report.made_on)


def _sheet(workbook: Workbook, report: Report, counts: CountsTable) -> None:
    bold = workbook.add_format({"bold": True})
    head = workbook.add_format({"bold": True, "bottom": 1, "align": "center", "text_wrap": True})
    indents = [workbook.add_format({"indent": depth, "bold": depth == 0}) for depth in range(10)]
    sheet = workbook.add_worksheet(counts.name)
    made = f"{report.study}, {report.day}"
    about = [report.audience.notice, report.title, made, counts.caption, counts.note]
    top = 0
    for line in filter(None, about):
        sheet.write_string(top, 0, printable(line), bold if top == 0 else None)
        top += 1
    top += 1
    sheet.write_string(top, 0, "Code", workbook.add_format({"bold": True, "bottom": 1}))
    for column, name in enumerate(counts.heads, start=1):
        sheet.write_string(top, column, printable(name), head)
    for line_number, row in enumerate(counts.rows, start=top + 1):
        sheet.write_string(line_number, 0, printable(row.title), indents[min(row.depth, 9)])
        weight = bold if row.depth == 0 else None
        for column, number in enumerate((*row.numbers, *row.totals), start=1):
            sheet.write_number(line_number, column, number, weight)
    last = len(counts.columns)
    sheet.set_column(0, 0, _CODE_WIDTH)
    if last:
        sheet.set_column(1, last, _NUMBER_WIDTH)
    sheet.set_column(last + 1, last + len(TOTALS), _TOTAL_WIDTH)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if report.audience.notice:
        sheet.set_header(f"&R{report.audience.notice}")
