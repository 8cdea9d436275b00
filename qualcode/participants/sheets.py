"""Tables as people keep them, in csv files and spreadsheets: headings once each, cells by column, nothing lost."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines, plain
from qualcode.transcripts.csv_table import bare_cell, text_of_table
from qualcode.transcripts.importers.package import LARGEST_PART, LARGEST_RATIO, LARGEST_TOTAL, MOST_ENTRIES

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
MOST_ROWS = 200_000
MOST_COLUMNS = 5_000
_HEADINGS_WITHIN = 12  # rows of titles above a table
_EMPTY_IN_A_ROW = 1_000  # formatted rows below a table go on to row 1,048,576
_SAVE_AGAIN = "Open it in your spreadsheet program, save it as .xlsx or as CSV UTF-8, and give that."
_WORTH_A_RATIO = 5_000_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: where it stands in the file, from 1, and a cell for each heading."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table with its headings, each once and none empty; `notes` are sentences on what was odd in it."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()

    def column(self, place: int) -> list[str]:
        """The cells under a heading, from 0."""
        return [row.cells[place] for row in self.rows]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The tables in a file, empty ones left out, at least one.

    Raises Problem where the file cannot be read as tables, or holds none. A study's own file is refused unopened.
    """
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        found = _workbook_sheets(path)
    elif path.suffix.casefold() in (".xls", ".ods", ".numbers", ".docx"):
        raise Problem(f"{path.name} is no table that qualcode reads.", remedy=_SAVE_AGAIN)
    else:
        text = text_of_table(path)
        found = [_sheet(path.name, _csv_rows(path, text))]
    kept = tuple(sheet for sheet in found if sheet.headings)
    if not kept:
        raise Problem(f"{path.name} holds no table.", "It has no row of headings.", "Give a file with headings.")
    return kept


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins at."""
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    begins = 1
    try:
        for cells in reader:
            yield begins, [bare_cell(cell) for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Problem(f"{path.name} is not a table.", f"{error}.", _SAVE_AGAIN) from error


# A table among rows


def _sheet(name: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """The table in rows of cells: titles above it passed over, empty columns and rows left out."""
    kept = [(line, [_tidy(cell) for cell in cells]) for line, cells in rows if any(cell.strip() for cell in cells)]
    head, notes = _heading_row(kept)
    if head is None:
        return Sheet(name, (), ())
    below = kept[head + 1 :]
    width = max((len(cells) for _, cells in kept[head:]), default=0)
    if width > MOST_COLUMNS:
        raise Problem(f"“{plain(name)}” has {width:,} columns.", remedy="Keep the columns you need, and try again.")
    padded = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in below]
    written = [" ".join(cell.split()) for cell in [*kept[head][1], *[""] * width][:width]]
    used = [place for place in range(width) if written[place] or any(cells[place] for _, cells in padded)]
    headings, odd = _headings([written[place] for place in used], used)
    table = tuple(SheetRow(line, tuple(cells[place] for place in used)) for line, cells in padded)
    ragged = sum(len(cells) > len(kept[head][1]) for _, cells in below)
    if ragged and any(not written[place] for place in used):
        notes.append(f"{ragged:,} rows have more cells than there are headings.")
    return Sheet(plain(name), headings, table, (*notes, *odd))


def _heading_row(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int | None, list[str]]:
    """Which row names the columns: the first, or below a title the first with several cells."""
    if not rows:
        return None, []
    filled = [sum(bool(cell) for cell in cells) for _, cells in rows[:_HEADINGS_WITHIN]]
    if filled[0] == 1:
        several = next((place for place, count in enumerate(filled) if count > 1), None)
        if several is not None:
            title = next(cell for cell in rows[0][1] if cell)
            return several, [f"“{_short(title)}” stands above the table and was passed over."]
    return 0, []


def _headings(written: Sequence[str], places: Sequence[int]) -> tuple[tuple[str, ...], list[str]]:
    """Headings each once and none empty, and a sentence on each that had to be given another name."""
    found: list[str] = []
    notes: list[str] = []
    taken: set[str] = set()
    for heading, place in zip(written, places, strict=True):
        plain_heading = plain(heading) or f"column {_letter(place)}"
        name, number = plain_heading, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain_heading} ({number})"
        if not heading:
            notes.append(f"Column {_letter(place)} has no heading; it is called “{name}” here.")
        elif number > 1:
            notes.append(f"Two columns are called “{plain_heading}”; the later one is called “{name}” here.")
        taken.add(name.casefold())
        found.append(name)
    return tuple(found), notes


def _letter(place: int) -> str:
    """A column's letter as spreadsheets print it: A for 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _tidy(cell: str) -> str:
    """A cell safe to show, with spaces as people mean them: no BOM, no-break spaces as spaces, ends stripped."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    bare = cell.replace("\ufeff", "").replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "")
    return clean(newlines(bare)).strip()


def _short(words: str) -> str:
    line = plain(words)
    return line if len(line) <= 60 else f"{line[:59]}…"


# Spreadsheets


def _workbook_sheets(path: Path) -> list[Sheet]:
    data = _guarded(path)
    import openpyxl  # 120 ms, and only spreadsheets need it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = [_worksheet(name, book, data) for name in _shown(book)]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, IndexError, SyntaxError) as error:
        raise Problem(f"{path.name} is damaged or no spreadsheet.", "", _SAVE_AGAIN) from error
    return found


def _shown(book: Workbook) -> list[str]:
    """The names of the sheets with cells (a chart has a sheet of its own), hidden ones left out if others remain."""
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    seen = [sheet.title for sheet in sheets if sheet.sheet_state == "visible"]
    return seen or [sheet.title for sheet in sheets]


def _worksheet(name: str, book: Workbook, data: bytes) -> Sheet:
    rows = list(_cells_of(book, name))
    sheet = _sheet(name, ((line, [_words_of(value) for value in values]) for line, values in rows))
    unsaved = _formulas_without_results(data, name, rows)
    if unsaved:
        note = f"Formulas without a saved result: {unsaved:,}. Open the file in Excel, save it, and try again."
        return Sheet(sheet.name, sheet.headings, sheet.rows, (*sheet.notes, note))
    return sheet


def _cells_of(book: Workbook, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that hold something, with their numbers; what a sheet says of its own size is not believed."""
    sheet: Any = book[name]
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    empty = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(value is not None and value != "" for value in values):
            empty = 0
            yield line, values
        else:
            empty += 1
        if line > MOST_ROWS:
            raise Problem(f"“{plain(name)}” has more than {MOST_ROWS:,} rows.", remedy="Split it, and try again.")
        if empty > _EMPTY_IN_A_ROW:
            return


def _formulas_without_results(data: bytes, name: str, rows: Sequence[tuple[int, tuple[Any, ...]]]) -> int:
    """How many cells hold a formula whose result was never saved (files that programs wrote have such)."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = (entry for entry in package.namelist() if entry.startswith("xl/worksheets/"))
        if not any(b"<f" in package.read(entry) for entry in sheets):
            return 0
    import openpyxl

    known = dict(rows)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    count = 0
    for line, values in _cells_of(book, name):
        results = known.get(line, ())
        for place, value in enumerate(values):
            if isinstance(value, str) and value.startswith("=") and (place >= len(results) or results[place] is None):
                count += 1
    book.close()
    return count


def _words_of(value: Any) -> str:
    """A cell's value as a person reads it: whole numbers without a point, days in ISO 8601."""
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
    if ".qualcode" in path.name.lower():
        raise Problem(f"{path.name} belongs to a study, it is no table.", remedy="Give a .csv or .xlsx file.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem(f"There is no file {path.name}.", remedy="Check the name and the folder.") from None
    except OSError as error:
        raise Problem(f"{path.name} cannot be read.", f"{error.strerror}.", "Check who may open it.") from error
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        what = "has a password" if locked else "is an old Excel file (.xls)"
        raise Problem(f"{path.name} {what}.", remedy=_SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(path, package)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError) as error:
        raise Problem(f"{path.name} is damaged or no spreadsheet.", "", _SAVE_AGAIN) from error
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
            f"{path.name} is not safe to read.", "It would unpack to far more than a table holds.", _SAVE_AGAIN
        )
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and _defines(package, entry):
            raise Problem(
                f"{path.name} is not safe to read.",
                "It defines entities of its own, as no program does.",
                _SAVE_AGAIN,
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
