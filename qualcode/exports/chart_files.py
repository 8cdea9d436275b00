"""Charts to a file, by the writer that its name asks for."""

from __future__ import annotations

from pathlib import Path

from qualcode.exports.files import Written, put
from qualcode.exports.framework import PrintedCharts, chart_page
from qualcode.exports.writing import write_page
from qualcode.problem import Problem

FORMATS = {
    ".xlsx": "Excel, to write on and bring back",
    ".docx": "Word",
    ".html": "A web page",
    ".csv": "CSV",
    ".md": "Markdown",
}


def write_charts(value: PrintedCharts, path: Path, *, a3: bool = False) -> Written:
    """Write charts in the format of the file's ending, one of `FORMATS`; Word on A3 where that is wanted.

    Raises Problem on another ending, or where a file cannot be saved.
    """
    suffix = path.suffix.casefold()
    if suffix == ".xlsx":
        from qualcode.exports import chart_workbook  # xlsxwriter: 90 ms

        return put(chart_workbook.content(value), path)
    if suffix == ".docx":
        from qualcode.exports import chart_document  # python-docx: 74 ms

        return put(chart_document.content(value, a3=a3), path)
    if suffix in FORMATS:
        return write_page(chart_page(value, above=suffix != ".csv"), path)
    raise Problem(
        f"A chart cannot be written as “{path.suffix or path.name}”.",
        remedy=f"Let the name end in {', '.join(FORMATS)}.",
    )
