"""A codebook file of any kind that can be read: .csv, .xlsx or .docx."""

from __future__ import annotations

from pathlib import Path

from qualcode.codebooks.csv_files import CodebookRow, read_csv
from qualcode.problem import Problem

READ = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".docx", ".docm")


def read_codebook(path: Path) -> list[CodebookRow]:
    """The rows of a codebook file, read by what its name ends in. Raises Problem where it cannot be read."""
    ending = path.suffix.casefold()
    if ".qualcode" in path.name.lower():
        raise Problem(
            f"{path.name} belongs to a study, it is no table.",
            remedy="To take over its codebook: qualcode codes from-study FOLDER",
        )
    if ending not in READ:
        raise Problem(
            f"{path.name} is no codebook file.",
            remedy="A codebook can be brought in from Word (.docx), Excel (.xlsx) or a table (.csv).",
        )
    if ending in (".xlsx", ".xlsm"):
        from qualcode.codebooks.xlsx_files import read_xlsx

        return read_xlsx(path)
    if ending in (".docx", ".docm"):
        from qualcode.codebooks.word import read_docx

        return read_docx(path)
    return read_csv(path)
