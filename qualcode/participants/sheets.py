"""Tables as people keep them, in csv files and spreadsheets: headings once each, cells by column, nothing lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.participants.workbooks import SAVE_AGAIN, workbook_tables
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines, plain
from qualcode.transcripts.csv_table import bare_cell, text_of_table

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
MOST_COLUMNS = 5_000
_HEADINGS_WITHIN = 12  # rows of titles above a table


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
        found = [_noted(_sheet(one.name, one.rows), one.notes) for one in workbook_tables(path)]
    elif path.suffix.casefold() in (".xls", ".ods", ".numbers", ".docx"):
        raise Problem(f"{path.name} is no table that qualcode reads.", remedy=SAVE_AGAIN)
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
        raise Problem(f"{path.name} is not a table.", f"{error}.", SAVE_AGAIN) from error


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
        rows_have = "1 row has" if ragged == 1 else f"{ragged:,} rows have"
        notes.append(f"{rows_have} more cells than there are headings.")
    return Sheet(plain(name), headings, table, (*notes, *odd))


def _noted(sheet: Sheet, notes: tuple[str, ...]) -> Sheet:
    return replace(sheet, notes=(*sheet.notes, *notes)) if notes else sheet


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
