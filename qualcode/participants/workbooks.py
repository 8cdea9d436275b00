"""The sheets of a spreadsheet as rows of words, read only where that is safe."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.given_file import bytes_of
from qualcode.transcripts.importers.package import LARGEST_PART, LARGEST_RATIO, LARGEST_TOTAL, MOST_ENTRIES

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_ROWS = 200_000
SAVE_AGAIN = "Open it in your spreadsheet program, save it as .xlsx or as CSV UTF-8, and give that."
_EMPTY_IN_A_ROW = 1_000  # formatted rows below a table go on to row 1,048,576
_WORTH_A_RATIO = 5_000_000


@dataclass(frozen=True)
class WorkbookTable:
    """A sheet: its rows that hold something with their numbers from 1, and sentences on what was odd."""

    name: str
    rows: tuple[tuple[int, list[str]], ...]
    notes: tuple[str, ...] = ()


def workbook_tables(path: Path) -> list[WorkbookTable]:
    """The sheets of a spreadsheet. Raises Problem where it cannot be read, or is not safe to read."""
    data = _guarded(path)
    import openpyxl  # 120 ms, and only spreadsheets need it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        shown, hidden = _shown(book)
        found = [_table(name, book, data) for name in shown]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, IndexError, SyntaxError) as error:
        raise Problem(f"{path.name} is damaged or no spreadsheet.", "", SAVE_AGAIN) from error
    if not hidden:
        return found
    listed = ", ".join(f"“{plain(name)}”" for name in hidden)
    note = f"{'A hidden sheet was' if len(hidden) == 1 else 'Hidden sheets were'} left out: {listed}."
    return [replace(one, notes=(*one.notes, note)) for one in found]


def _shown(book: Workbook) -> tuple[list[str], list[str]]:
    """The names of the sheets with cells (a chart has a sheet of its own), and of those left out as hidden.

    Where all are hidden, none is left out.
    """
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    seen = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
    return (seen, hidden) if seen else (hidden, [])


def _table(name: str, book: Workbook, data: bytes) -> WorkbookTable:
    rows: list[tuple[int, list[str]]] = []
    empty: dict[int, list[bool]] = {}
    percent = 0
    for line, cells in _cells_of(book, name):
        rows.append((line, [_words_of(cell) for cell in cells]))
        empty[line] = [cell.value is None for cell in cells]
        percent += sum(_is_percent(cell) for cell in cells)
    notes = []
    if percent:
        notes.append(f"Cells with percentages: {percent:,}. They come in as they look, such as 25%.")
    merged = _merged(book, name, data)
    if merged:
        notes.append(
            f"Merged cells: {merged:,}. Only the first cell of each holds its words; the others come in empty."
        )
    unsaved = _formulas_without_results(data, name, empty)
    if unsaved:
        notes.append(f"Formulas without a saved result: {unsaved:,}. Open the file in Excel, save it, and try again.")
    return WorkbookTable(name, tuple(rows), tuple(notes))


def _merged(book: Workbook, name: str, data: bytes) -> int:
    """How many stretches of cells were made one."""
    part = str(getattr(book[name], "_worksheet_path", ""))  # a sheet read cell by cell does not tell
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if part not in package.namelist():
            return 0
        return len(re.findall(rb"<(?:\w+:)?mergeCell\b", package.read(part)))


def _cells_of(book: Workbook, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that hold something, with their numbers; what a sheet says of its own size is not believed."""
    sheet: Any = book[name]
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    empty = 0
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        if any(cell.value is not None and cell.value != "" for cell in cells):
            empty = 0
            yield line, cells
        else:
            empty += 1
        if line > MOST_ROWS:
            raise Problem(f"“{plain(name)}” has more than {MOST_ROWS:,} rows.", remedy="Split it, and try again.")
        if empty > _EMPTY_IN_A_ROW:
            return


def _formulas_without_results(data: bytes, name: str, empty: Mapping[int, Sequence[bool]]) -> int:
    """How many cells hold a formula whose result was never saved (files that programs wrote have such)."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = (entry for entry in package.namelist() if entry.startswith("xl/worksheets/"))
        if not any(b"<f" in package.read(entry) for entry in sheets):
            return 0
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    count = 0
    for line, cells in _cells_of(book, name):
        nothing = empty.get(line, ())
        for place, cell in enumerate(cells):
            written = isinstance(cell.value, str) and cell.value.startswith("=")
            count += written and (place >= len(nothing) or nothing[place])
    book.close()
    return count


def _is_percent(cell: Any) -> bool:
    value = cell.value
    return isinstance(value, (int, float)) and not isinstance(value, bool) and "%" in (cell.number_format or "")


def _words_of(cell: Any) -> str:
    """A cell's value as a person reads it: whole numbers without a point, days in ISO 8601, 25%, 0007."""
    value = cell.value
    if _is_percent(cell):
        return f"{value * 100:.12g}%"
    if isinstance(value, int) and not isinstance(value, bool) and re.fullmatch("00+", cell.number_format or ""):
        return f"{value:0{len(cell.number_format)}d}"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)


def _guarded(path: Path) -> bytes:
    """The bytes of a spreadsheet whose parts are no bomb and define no entities."""
    data = bytes_of(path, "table", "a .csv or .xlsx file")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        what = "has a password" if locked else "is an old Excel file (.xls)"
        raise Problem(f"{path.name} {what}.", remedy=SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(path, package)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError) as error:
        raise Problem(f"{path.name} is damaged or no spreadsheet.", "", SAVE_AGAIN) from error
    return data


def _check_parts(path: Path, package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    large = len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_TOTAL
    large = large or any(
        entry.file_size > LARGEST_PART
        or (entry.file_size > _WORTH_A_RATIO and entry.file_size / max(entry.compress_size, 1) > LARGEST_RATIO)
        for entry in entries
    )
    if large or len({entry.filename for entry in entries}) < len(entries):
        raise Problem(
            f"{path.name} is not safe to read.", "It would unpack to far more than a table holds.", SAVE_AGAIN
        )
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and _defines(package, entry):
            raise Problem(
                f"{path.name} is not safe to read.",
                "It defines entities of its own, as no program does.",
                SAVE_AGAIN,
            )


def _defines(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """True where a part has a document type, or is in an encoding in which one could hide."""
    before = b""
    with package.open(entry) as part:
        while chunk := part.read(1 << 20):
            if not before and chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
                return True
            if b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk:
                return True
            before = chunk[-16:]
    return False
