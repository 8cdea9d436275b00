"""A csv file as somebody's spreadsheet saved it: with a BOM or in a code page, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines, plain
from qualcode.transcripts.given_file import bytes_of

_RUNS_IN_A_SPREADSHEET = re.compile(r"'*[=+\-@\t\r]")
MOST_ROWS = 200_000  # of people, codes or quotes
_SAVE_AS = "Save it as CSV UTF-8 from Excel."


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its line in the file, from 1, and its cells by heading in lower case; a missing cell is empty."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class CsvTable:
    """Headings as written, and the rows under them."""

    headings: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def read_table(path: Path) -> CsvTable:
    """The table in a csv file, its cells stripped and free of what acts on a terminal.

    Raises Problem where the file cannot be read as one. A study's own file is refused unopened.
    """
    text = text_of_table(path)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = tuple(plain(name).strip() for name in next(reader, []))
        keys = [heading.casefold() for heading in headings]
        rows = tuple(
            CsvRow(reader.line_num, dict.fromkeys(keys, "") | dict(zip(keys, map(_cell, cells), strict=False)))
            for cells in _not_too_many(reader, path)
            if any(cells)
        )
    except csv.Error as error:
        raise Problem(f"{path.name} is not a table.", f"{error}.", _SAVE_AS) from error
    return CsvTable(headings, rows)


def _not_too_many(rows: Iterable[list[str]], path: Path) -> Iterator[list[str]]:
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise Problem(f"{path.name} is too large a table.", remedy="Split it into smaller files.")
        yield row


def text_of_table(path: Path) -> str:
    """The text of a csv file. Raises Problem where it cannot be read; a study's own file is refused unopened."""
    data = bytes_of(path, "table", "a .csv file")
    if data.startswith(b"PK\x03\x04"):
        raise Problem(f"{path.name} is a spreadsheet, not a csv file.", remedy=_SAVE_AS)
    try:
        return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cell(cell: str) -> str:
    return clean(newlines(bare_cell(cell))).strip()


def bare_cell(cell: str) -> str:
    """A cell as it was before `inert`."""
    return cell[1:] if cell.startswith("'") and _RUNS_IN_A_SPREADSHEET.match(cell) else cell


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `read_table` gives back the cell as it was."""
    return "'" + cell if _RUNS_IN_A_SPREADSHEET.match(cell) else cell
