"""Tables as an Excel workbook: a sheet for each, numbers as numbers, every word plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from qualcode.exports.figures import NOTHING, Column, Table, Value, ValueKind
from qualcode.exports.page import Headed, study_and_day
from qualcode.exports.phrases import printable
from qualcode.exports.word_package import blank_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_NAME_WIDTH, _NARROW_WIDTH, _NUMBER_WIDTH, _DATE_WIDTH = 42, 7, 12, 18  # in characters
_DEEPEST = 15  # that Excel indents
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_LONGEST_NAME = 31
_LONGEST = 32_767  # characters of a cell
_CUT = " … (cut: longer than a cell of Excel’s holds)"


def content(page: Headed, tables: Iterable[Table]) -> bytes:
    """The workbook, the same bytes for the same tables; its sheets are called after them."""
    # Costs 0.09 s.
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    every = list(tables) or [Table("Counts", (Column("Code", ValueKind.WORDS),), ())]
    names = sheet_names([table.name for table in every])
    formats = Formats(workbook)
    for table, name in zip(every, names, strict=True):
        _sheet(workbook.add_worksheet(name), page, table, formats)
    workbook.close()
    return blank_workbook(file.getvalue(), page.made_on)


def sheet_names(wanted: Sequence[str], longest: int = _LONGEST_NAME) -> list[str]:
    """A name for each sheet that Excel accepts, no two alike in any case of letters."""
    taken: set[str] = {"history"}  # which Excel keeps for itself
    names = []
    for title in wanted:
        whole = " ".join(_NOT_IN_A_NAME.sub(" ", printable(title)).split()).strip("'") or "Table"
        name, number = _cut(whole, longest), 1
        while name.casefold() in taken:
            number += 1
            tail = f" {number}"
            name = _cut(whole, longest - len(tail)) + tail
        taken.add(name.casefold())
        names.append(name)
    return names


def fitting(words: str) -> str:
    """Words as a cell holds them, and where they are cut it says so."""
    text = printable(words)
    return text if _size(text) <= _LONGEST else f"{_cut(text, _LONGEST - len(_CUT))}{_CUT}"


def _size(text: str) -> int:
    """How many characters Excel counts: an emoji is two."""
    return len(text.encode("utf-16-le", "replace")) // 2


def _cut(words: str, longest: int) -> str:
    """The words cut to what Excel counts as so many characters."""
    while (over := _size(words) - longest) > 0:
        words = words[: -max(1, over // 2)]
    return words.rstrip(" '")


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _sheet(sheet: Worksheet, page: Headed, table: Table, formats: Formats) -> None:
    about = [page.audience.notice, page.title, study_and_day(page), table.caption, *table.told, *table.notes]
    top = 0
    for line in filter(None, about):
        sheet.write_string(top, 0, fitting(line), formats.of(bold=True) if top == 0 else None)
        top += 1
    top += 1
    for place, column in enumerate(table.columns):
        align = "center" if column.is_number else "left"
        head = formats.of(bold=True, bottom=1, align=align, text_wrap=True)
        sheet.write_string(top, place, fitting(column.name), head)
    for line_number, row in enumerate(table.every_row, start=top + 1):
        strong = row.strong or row is table.base
        for place, value in enumerate(row.cells):
            look: dict[str, object] = {"bold": True} if strong else {}
            if place == 0 and row.depth:
                look["indent"] = min(row.depth, _DEEPEST)
            _write(sheet, line_number, place, value, table.column(row, place), look, formats)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column, first=place == 0))
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if page.audience.notice:
        sheet.set_header(f"&R{page.audience.notice}")


def _write(
    sheet: Worksheet, line: int, place: int, value: Value, column: Column, look: dict[str, object], formats: Formats
) -> None:
    if value is None:
        sheet.write_string(line, place, NOTHING, formats.of(**look, align="right"))
    elif isinstance(value, str):
        sheet.write_string(line, place, fitting(value), formats.of(**look))
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, formats.of(**look, num_format="d mmmm yyyy", align="left"))
    else:
        sheet.write_number(line, place, value, formats.of(**look, num_format=_number_format(column)))


def _number_format(column: Column) -> str:
    decimals = f".{'0' * column.places}" if column.places else ""
    return f"0{decimals}%" if column.kind is ValueKind.SHARE else f"#,##0{decimals}"


def _width(column: Column, *, first: bool) -> int:
    if column.kind is ValueKind.DATE:
        return _DATE_WIDTH
    if not column.is_number:
        return _NAME_WIDTH
    return _NAME_WIDTH if first else _NARROW_WIDTH if column.narrow else _NUMBER_WIDTH
