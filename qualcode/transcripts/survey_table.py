"""A survey as its tool exports it: one csv or xlsx with a row for each person and a column for each question."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.clean import REPLACEMENT, clean, newlines, plain
from qualcode.transcripts.given_file import bytes_of
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.workbook import read_sheet

LARGEST = 30_000_000  # bytes; a hundred times that of a survey of 2,600 people
MOST_ROWS = 200_000
MOST_COLUMNS = 3_000
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_TOLD = 5  # places named in a sentence about what is odd
_SWALLOWED = 200  # lines in one cell, above which a quotation mark is probably missing
_SAVE_AS = "Save it as CSV UTF-8 from the survey tool or from Excel."
_BARE_WORD = re.compile(r"(?:^|,)([A-Za-z][^,\"\r\n]*)(?=,|\r?$)", re.MULTILINE)
_LONGEST_CELL = 1 << 24  # characters; Python's own limit is below a long answer pasted from a document
_SECOND_HEADINGS = re.compile(r"(?:open-ended )?response|other \(please specify\)", re.IGNORECASE)


@dataclass(frozen=True)
class SurveyColumn:
    """A column: its heading as written (on one line), the question above it where the file has two rows of headings,
    and a name that no other column has.
    """

    number: int
    heading: str
    above: str
    name: str


@dataclass(frozen=True)
class SurveyTable:
    """A survey's cells as they are in the file, but for line ends, and characters that would act on a terminal.

    Every row has a cell for each column; `lines` says where a row begins in the file, from 1. `odd` are sentences
    about what is not as it should be; nothing was left out because of it. `sheets` are a workbook's, empty for csv;
    a csv has the name of its `encoding` as shown to people, and the `separator` between its cells.
    """

    name: str
    file_name: str
    sha256: str
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[SurveyColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    odd: tuple[str, ...]
    na_is_empty: bool = False
    encoding: str = ""
    separator: str = ""

    @property
    def read_as(self) -> str:
        """`Read as UTF-8, with commas between cells.`; empty for a workbook."""
        if not self.encoding:
            return ""
        return f"Read as {self.encoding}, with {SEPARATORS[self.separator]} between cells."

    def values(self, column: int) -> list[str]:
        """The cells of one column, from the first row to the last."""
        return [row[column] for row in self.rows]


@dataclass(frozen=True)
class _Raw:
    """What a file holds before headings are told from rows."""

    rows: list[list[str]]
    lines: list[int]
    odd: list[str]
    na_is_empty: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""


def read_survey_table(
    path: Path, *, sheet: str | None = None, encoding: str | None = None, separator: str | None = None
) -> SurveyTable:
    """The table of a survey file. Raises Problem where it cannot be read as one; a study's own file is never opened.

    `sheet` names one of a workbook's, the first that holds anything where None; `encoding` and `separator` are a
    csv's, found where None.
    """
    data = bytes_of(path, "survey", "a .csv or .xlsx file", LARGEST)
    is_workbook = data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    raw = _workbook(data, sheet) if is_workbook else _csv(path, data, encoding, separator)
    while raw.rows and not any(map(str.strip, raw.rows[0])):  # empty rows above the headings
        del raw.rows[0], raw.lines[0]
    if len(raw.rows) < 2:
        raise Problem(
            f"{path.name} holds no answers.", "It has headings at most.", "Look whether it was fully saved."
        )
    width = max(map(len, raw.rows))
    if width > MOST_COLUMNS or len(raw.rows) > MOST_ROWS:
        raise Problem(f"{path.name} is too large for a survey.", f"It has {len(raw.rows):,} rows, {width:,} columns.")
    heads = _heading_rows(raw.rows)
    odd = [*raw.odd, *_ragged(raw, heads)]
    columns = _columns(raw.rows[:heads], width, odd)
    kept = [n for n in range(heads, len(raw.rows)) if any(map(str.strip, raw.rows[n]))]
    if len(kept) < len(raw.rows) - heads:
        odd.append(f"{len(raw.rows) - heads - len(kept):,} rows are empty; they are no people.")
    rows = tuple(tuple(raw.rows[n]) + ("",) * (width - len(raw.rows[n])) for n in kept)
    rows, columns = _without_empty_ends(rows, columns)
    odd += _repeated(rows)
    return SurveyTable(
        name=path.stem,
        file_name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        sheet=raw.sheet,
        sheets=raw.sheets,
        columns=columns,
        rows=rows,
        lines=tuple(raw.lines[n] for n in kept),
        odd=tuple(odd),
        na_is_empty=raw.na_is_empty,
        encoding=raw.encoding,
        separator=raw.separator,
    )


def _workbook(data: bytes, wanted: str | None) -> _Raw:
    sheet = read_sheet(data, wanted)
    odd: list[str] = []
    rows = [_tidied(list(row)) for row in sheet.rows]
    if len(sheet.names) > 1:
        others = ", ".join(f"“{name}”" for name in sheet.names if name != sheet.name)
        odd.append(f"Only the sheet “{sheet.name}” is read, not {others}.")
    return _Raw(rows, list(range(1, len(rows) + 1)), odd + _replaced(rows), False, sheet.name, sheet.names)


def _csv(path: Path, data: bytes, encoding: str | None, separator: str | None) -> _Raw:
    if separator is not None and separator not in SEPARATORS:
        raise Problem(
            "No table is separated by that.", remedy=f"Choose one of: {', '.join(SEPARATORS.values())}, or none."
        )
    decoded = text_of(data, encoding)
    # Not `decoded.text`: in it a line separator within a cell has become a line end, which would end the row.
    text = data.decode(codecs.lookup(decoded.encoding).name, "replace").removeprefix("\ufeff")
    before_limit = csv.field_size_limit(_LONGEST_CELL)  # for the whole process, so put back below
    separator = separator or _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    lines: list[int] = []
    odd = list(decoded.warnings)
    before = 0
    try:
        for row in reader:
            rows.append(_tidied(row))
            lines.append(before + 1)
            if len(rows) > MOST_ROWS:
                break  # refused by its number of rows
            if reader.line_num - before > _SWALLOWED:
                odd.append(
                    f"A cell in line {before + 1} has {reader.line_num - before} lines: is a quote mark missing?"
                )
            before = reader.line_num
    except csv.Error as error:
        raise Problem(f"{path.name} is not a table.", f"Line {before + 1}: {error}.", _SAVE_AS) from error
    finally:
        csv.field_size_limit(before_limit)
    ends = Counter(re.findall("\r\n|\n|\r", text))
    if len(ends) > 1 and "\r" not in text.replace("\r\n", ""):
        odd.append("Lines end in two ways; they are read alike.")
    return _Raw(rows, lines, odd + _replaced(rows), _is_from_r(text), encoding=decoded.encoding, separator=separator)


def _tidied(row: list[str]) -> list[str]:
    return [cell if cell.isascii() and cell.isprintable() else clean(newlines(cell)) for cell in row]


def _replaced(rows: list[list[str]]) -> list[str]:
    places = [n for n, row in enumerate(rows, start=1) if any(REPLACEMENT in cell for cell in row)]
    if not places:
        return []
    return [f"Characters that cannot be shown stand as � in {_in_rows(places)}."]


def _separator(text: str) -> str:
    """What stands between cells: the mark that divides the first rows most evenly."""
    sample = text[:100_000]

    def evenness(separator: str) -> tuple[float, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if row][:30]
        except csv.Error:
            return 0, 0
        width, alike = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        return (alike / len(rows) if width > 1 else 0, width)

    return max(SEPARATORS, key=evenness)


def _is_from_r(text: str) -> bool:
    """True where NA stands bare while every word is in quotes: R writes an empty cell so."""
    bare = {match[1] for match in _BARE_WORD.finditer(text)}
    return "NA" in bare and bare <= {"NA", "TRUE", "FALSE"} and '"NA"' not in text


def _heading_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows hold headings: survey tools write up to three."""
    codes = [cell.strip() for cell in rows[2] if cell.strip()] if len(rows) > 3 else []
    if codes and all(cell.startswith('{"ImportId"') for cell in codes):
        return 3
    if len(rows) > 2:
        first, second = rows[0], rows[1]
        gaps = sum(not cell.strip() for cell in first)
        answers = sum(_SECOND_HEADINGS.fullmatch(cell.strip()) is not None for cell in second)
        if answers and not second[0].strip() and (gaps or answers > 1):
            return 2
    return 1


def _columns(heads: Sequence[Sequence[str]], width: int, odd: list[str]) -> tuple[SurveyColumn, ...]:
    first = [*map(_heading, heads[0]), *[""] * (width - len(heads[0]))]
    above = [""] * width
    if len(heads) == 3:
        odd.append(
            "The first three rows hold names, wordings and codes of the columns; the wordings are the headings."
        )
        wordings = [*map(_heading, heads[1]), *[""] * (width - len(heads[1]))]
        first = [wording or name for wording, name in zip(wordings, first, strict=True)]
    elif len(heads) == 2:
        odd.append("The first two rows are headings: questions, and below them their parts.")
        below = [*map(_heading, heads[1]), *[""] * (width - len(heads[1]))]
        question = ""
        for number, (top, part) in enumerate(zip(first, below, strict=True)):
            question = top or question
            if part and _SECOND_HEADINGS.fullmatch(part) is None:
                first[number], above[number] = part, question
            elif part and not top:
                first[number], above[number] = f"{question}: {part}", question
    names: dict[str, int] = {}
    columns = []
    for number, heading in enumerate(first):
        name = heading or f"Column {number + 1}"
        names[name.casefold()] = times = names.get(name.casefold(), 0) + 1
        free = name if times == 1 else f"{name} ({times})"
        columns.append(SurveyColumn(number, heading, above[number], free))
    twice = [heading for heading in dict.fromkeys(first) if heading and names[heading.casefold()] > 1]
    if twice:
        listed = ", ".join(f"“{heading}” ({names[heading.casefold()]} times)" for heading in twice[:_TOLD])
        odd.append(f"Columns have the same heading: {listed}. They are told apart by a number.")
    unnamed = [str(column.number + 1) for column in columns if not column.heading]
    if unnamed:
        odd.append(f"Columns without a heading: {', '.join(unnamed[:_TOLD])}{_more(len(unnamed))}.")
    return tuple(columns)


def _heading(cell: str) -> str:
    return " ".join(plain(cell).replace("\ufeff", "").split())


def _without_empty_ends(
    rows: tuple[tuple[str, ...], ...], columns: tuple[SurveyColumn, ...]
) -> tuple[tuple[tuple[str, ...], ...], tuple[SurveyColumn, ...]]:
    """Without columns at the right that have neither a heading nor a cell, as spreadsheets leave them."""
    width = len(columns)
    while width and not columns[width - 1].heading and not any(row[width - 1].strip() for row in rows):
        width -= 1
    if width == len(columns):
        return rows, columns
    return tuple(row[:width] for row in rows), columns[:width]


def _ragged(raw: _Raw, heads: int) -> list[str]:
    width = max(len(row) for row in raw.rows[:heads])
    longer = [
        line for row, line in zip(raw.rows, raw.lines, strict=True) if any(cell.strip() for cell in row[width:])
    ]
    said = []
    if longer:
        said.append(f"More cells than headings in {_in_lines(longer)}: they are in columns without a heading.")
    if not raw.sheets:  # a workbook has no empty cells at the end of a row
        shorter = [n for row, n in zip(raw.rows[heads:], raw.lines[heads:], strict=True) if 0 < len(row) < width]
        if shorter:
            said.append(f"Fewer cells than headings in {_in_lines(shorter)}: the missing ones are left blank.")
    return said


def _repeated(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    times = sum(count - 1 for count in Counter(rows).values())
    return [f"{times:,} rows are the same as another in every cell; all are kept."] if times else []


def _in_lines(places: Sequence[int]) -> str:
    return f"line{'s' if len(places) > 1 else ''} {', '.join(map(str, places[:_TOLD]))}{_more(len(places))}"


def _in_rows(places: Sequence[int]) -> str:
    return f"row{'s' if len(places) > 1 else ''} {', '.join(map(str, places[:_TOLD]))}{_more(len(places))}"


def _more(count: int) -> str:
    return f" and {count - _TOLD:,} more" if count > _TOLD else ""
