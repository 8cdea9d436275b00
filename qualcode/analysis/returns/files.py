"""A workshop's return in a file: the sheet filled in with Word, a table, or plain lines."""

from __future__ import annotations

from pathlib import Path

from qualcode.analysis.returns.columns import columns_of
from qualcode.analysis.returns.typed import TypedLine, typed_rows, typed_text
from qualcode.problem import Problem

SUFFIXES = (".docx", ".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".md")


def read_returns(path: Path) -> list[TypedLine]:
    """The lines of a return. Raises Problem where the file cannot be read, or is not safe to open."""
    suffix = path.suffix.casefold()
    if suffix == ".docx":
        return _in_word(path)
    if suffix in (".xlsx", ".xlsm"):
        from qualcode.participants.workbooks import workbook_tables  # openpyxl: 120 ms

        return [line for one in workbook_tables(path) for line in typed_rows(one.rows)]
    if suffix not in SUFFIXES:
        raise Problem(
            f"A return cannot be read from “{path.suffix or path.name}”.",
            remedy="Give a .docx, .xlsx, .csv or .txt file, or paste the lines.",
        )
    from qualcode.transcripts.csv_table import text_of_table

    return typed_text(text_of_table(path))


def _in_word(path: Path) -> list[TypedLine]:
    """The rows of the tables that are headed as a return sheet is."""
    from qualcode.codebooks.word import tables_in  # lxml: 60 ms

    found: list[TypedLine] = []
    line = 0
    for table in tables_in(path, "return", "the return sheet as a .docx file"):
        rows = [(line + number, row) for number, row in enumerate(table.rows, 1)]
        line += len(rows)
        if any(columns_of(row) is not None for _, row in rows):
            found += typed_rows(rows)
    if not line:
        raise Problem(f"{path.name} holds no table.", remedy="Give the return sheet, or paste the lines.")
    return found
