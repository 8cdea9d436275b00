"""Excel workbooks read as tables of words, opened as if a stranger had made them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from qualcode.problem import Problem
from qualcode.transcripts.packed import BROKEN_ZIP, LOCKED_ZIP

MOST_PARTS = 5_000
LARGEST_PART = 120_000_000  # bytes of one part, unpacked
LARGEST_TOTAL = 500_000_000
LARGEST_RATIO = 300  # of a part over 5 MB: real sheets stay below 60
_WORTH_A_RATIO = 5_000_000
_DECLARED_BEFORE = 65_536  # bytes at a part's head within which a document type would stand
MOST_ROWS = 200_001  # those after them are not read, and whoever asks refuses such a table
_MOST_EMPTY = 20_000  # rows or columns between those that hold something
_SAVE = "Open it in Excel or LibreOffice, save the sheet as CSV UTF-8, and give that."


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, the names of all, and its rows as words; rows may differ in length."""

    name: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_sheet(data: bytes, wanted: str | None = None) -> Sheet:
    """A sheet by its name, the first that holds anything where None; formulas give their last values.

    Raises Problem where the bytes are no workbook, not safe to unpack, or have no such sheet.
    """
    guard(data)
    from openpyxl import load_workbook  # 0.15 s
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            if wanted is not None and wanted not in sheets:
                raise Problem(
                    f"There is no sheet “{wanted}”.", f"There are: {', '.join(sheets)}.", "Name one of them."
                )
            for name in [wanted] if wanted is not None else list(sheets):
                sheets[name].reset_dimensions()  # what the file says of its size may be wrong
                rows = rows_of_words(sheets[name].iter_rows(values_only=True))
                if rows or wanted is not None:
                    return Sheet(name, tuple(sheets), rows)
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError) as error:
        raise damaged() from error
    except (OSError, EOFError, AttributeError, IndexError, SyntaxError) as error:  # ParseError is a SyntaxError
        raise damaged() from error
    raise Problem("There is nothing in this workbook.", remedy="Look whether the right file was chosen.")


def rows_of_words(found: Iterable[Sequence[Any]]) -> tuple[tuple[str, ...], ...]:
    """The rows of a sheet, of the values of its cells, as words; what is empty at the end of each is left off."""
    rows: list[tuple[str, ...]] = []
    empty = 0
    for values in found:
        words = [words_of(value) for value in values]
        while words and not words[-1]:
            words.pop()
        empty = 0 if words else empty + 1
        if empty > _MOST_EMPTY or len(rows) > MOST_ROWS:
            break
        rows.append(tuple(words))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def words_of(value: Any) -> str:
    """A cell as a person would type it: 37, 2.5, 2026-03-12, TRUE."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def guard(data: bytes) -> None:
    """Raise Problem where the zip is none, would unpack to far too much, or a part declares entities."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Problem("This is an old Excel workbook (.xls), or one with a password.", "", _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_TOTAL:
                raise _bomb()
            for part in parts:
                ratio = part.file_size / max(part.compress_size, 1)
                if part.file_size > LARGEST_PART or (part.file_size > _WORTH_A_RATIO and ratio > LARGEST_RATIO):
                    raise _bomb()
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as opened:
                        head = opened.read(_DECLARED_BEFORE).replace(b"\0", b"")  # UTF-16 has zeros between
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise _bomb()
    except BROKEN_ZIP as error:
        raise damaged() from error
    except LOCKED_ZIP as error:
        raise Problem("This workbook has a password.", "", f"Take the password off. Or: {_SAVE}") from error


def _bomb() -> Problem:
    return Problem("This workbook is not safe to read.", "It holds more, or other, than a workbook does.", _SAVE)


def damaged() -> Problem:
    """What is said of bytes that are no workbook."""
    return Problem("This is no Excel workbook, or a damaged one.", "", f"Copy it again. Or: {_SAVE}")
