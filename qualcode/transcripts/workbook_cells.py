"""The sheets of an Excel workbook, and which of their cells hold no words: numbers, formulas, errors, merged ones."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from qualcode.transcripts.workbook import MOST_ROWS, Sheet, damaged, guard, rows_of_words

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_MOST_MERGED = 1_000  # of one sheet
_A_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


class Odd(StrEnum):
    """What a cell holds that is no words, in a phrase."""

    NUMBER = "a number"
    DATE = "a date or time"
    TRUTH = "TRUE or FALSE"
    ERROR = "an error"
    FORMULA = "a formula whose result was never saved"

    @property
    def has_words(self) -> bool:
        """Whether it can be read as words all the same."""
        return self not in (Odd.ERROR, Odd.FORMULA)


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that were made one, as Excel names them (`B3:C4`): their first and last line and place, from 0."""

    name: str
    lines: tuple[int, int]
    places: tuple[int, int]

    def swallows(self, line: int, place: int) -> bool:
        """Whether a cell is one of them that lost its words: all but the first."""
        inside = self.lines[0] <= line <= self.lines[1] and self.places[0] <= place <= self.places[1]
        return inside and (line, place) != (self.lines[0], self.places[0])


@dataclass(frozen=True)
class CellSheet(Sheet):
    """A sheet; `odd` tells by line and place from 0 which cells hold no words, `merged` which were made one."""

    odd: Mapping[tuple[int, int], Odd] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()


def read_cells(data: bytes) -> tuple[CellSheet, ...]:
    """Every sheet of a workbook, those that Excel does not list too.

    Raises Problem where the bytes are no workbook, or not safe to unpack.
    """
    guard(data)
    from openpyxl import load_workbook  # 0.15 s
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        formulas = _formulas(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
            names = tuple(sheet.title for sheet in sheets)
            return tuple(_sheet(sheet, names, formulas.get(sheet.title, frozenset()), data) for sheet in sheets)
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError) as error:
        raise damaged() from error
    except (OSError, EOFError, AttributeError, IndexError, SyntaxError) as error:  # ParseError is a SyntaxError
        raise damaged() from error


def _sheet(sheet: Any, names: tuple[str, ...], formulas: frozenset[tuple[int, int]], data: bytes) -> CellSheet:
    odd: dict[tuple[int, int], Odd] = {}

    def values() -> Iterator[Sequence[Any]]:
        for line, cells in enumerate(sheet.iter_rows()):
            for place, cell in enumerate(cells):
                kind = Odd.FORMULA if cell.value is None and (line, place) in formulas else _odd(cell)
                if kind is not None:
                    odd[line, place] = kind
            yield [cell.value for cell in cells]

    sheet.reset_dimensions()  # what the file says of its size may be wrong
    return CellSheet(sheet.title, names, rows_of_words(values()), odd, tuple(_merged(sheet, data)))


def _odd(cell: Any) -> Odd | None:
    value = cell.value
    if value is None:
        return None
    if getattr(cell, "data_type", "") == "e":
        return Odd.ERROR
    if isinstance(value, bool):
        return Odd.TRUTH
    if isinstance(value, (date, datetime, time, timedelta)):
        return Odd.DATE
    return Odd.NUMBER if isinstance(value, (int, float)) else None


def _formulas(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """The cells with a formula, by the name of their sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = (one for one in package.namelist() if one.startswith("xl/worksheets/") and one.endswith(".xml"))
        if not any(_A_FORMULA.search(package.read(one)) for one in parts):
            return {}
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        found: dict[str, frozenset[tuple[int, int]]] = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = enumerate(islice(sheet.iter_rows(), MOST_ROWS))
            found[sheet.title] = frozenset(
                (line, place)
                for line, cells in rows
                for place, cell in enumerate(cells)
                if getattr(cell, "data_type", "") == "f"
            )
        return found
    finally:
        book.close()


def _merged(sheet: Any, data: bytes) -> Iterator[Merged]:
    from openpyxl.utils.cell import range_boundaries

    part = str(getattr(sheet, "_worksheet_path", ""))  # a sheet read cell by cell does not tell
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = _MERGED.findall(package.read(part)) if part in package.namelist() else []
    for name in found[:_MOST_MERGED]:
        bounds: Any = range_boundaries(name.decode())
        left, top, right, bottom = bounds
        yield Merged(name.decode(), (top - 1, bottom - 1), (left - 1, right - 1))
