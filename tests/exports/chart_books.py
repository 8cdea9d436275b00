"""The workbook of a test's study's charts, changed as somebody changes it in Excel, and what it brings back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from qualcode.analysis.chart_arriving import ArrivingCharts, arriving
from qualcode.exports import chart_workbook
from qualcode.project.charts import read_charts
from qualcode.project.project import Project
from tests.exports.printed_charts import printed

FIRST, SECOND = "1.1 Knowing what exists", "1.2 Routes in"


def workbook(project: Project, tmp_path: Path, **choice: Any) -> Path:
    path = tmp_path / "chart.xlsx"
    path.write_bytes(chart_workbook.content(printed(project, **choice)))
    return path


def changed(path: Path, change: Callable[[Workbook], None]) -> Path:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def brought(project: Project, path: Path, change: Callable[[Workbook], None] | None = None) -> ArrivingCharts:
    """What a workbook brings back, changed before."""
    return arriving(project.conn, read_charts(changed(path, change) if change is not None else path))


def sheet(book: Workbook) -> Any:
    """The sheet of the first area."""
    return book["1 Access"] if "1 Access" in book.sheetnames else book.worksheets[0]


def cell_of(book: Workbook, name: str, heading: str) -> Any:
    """The cell of a row and a column as somebody finds it in Excel: by their names."""
    rows = list(sheet(book).iter_rows())
    column = next(one.column for row in rows for one in row if one.value == heading)
    line = next(one.row for row in rows for one in row if one.value == name)
    return sheet(book).cell(line, column)
