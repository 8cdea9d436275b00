"""Charts that come back as a file: read, looked at, taken in."""

from __future__ import annotations

from pathlib import Path

from qualcode.transcripts.given_file import bytes_of
from qualcode.transcripts.workbook_cells import CellSheet, read_cells


def read_charts(path: Path) -> tuple[CellSheet, ...]:
    """Every sheet of a workbook, those that Excel does not list too.

    Raises Problem where it cannot be read, or is no workbook.
    """
    data = bytes_of(path, "chart", "an .xlsx file")
    return read_cells(data)
