"""Charts as an Excel workbook that may be written on and brought back: a sheet for each area, every word plain text.

Facts that are numbers or days are so in the sheet, too.

A hidden row and column hold the ids of codes and rows, so that a sheet may be sorted and its columns moved; a sheet
that Excel does not list tells what each cell was when it left.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from qualcode.analysis.chart_text import (
    ABOUT,
    FACT,
    HEADING,
    HELD_BACK,
    MARK,
    NAME,
    NESTED,
    PORTRAIT,
    STAMPS,
    as_text,
    cell_text,
    mark_of,
    row_key,
)
from qualcode.exports.chart_facts import FactValue, fact_value, number_format
from qualcode.exports.framework import PrintedCell, PrintedChart, PrintedCharts
from qualcode.exports.spreadsheet import Formats, fitting, sheet_names
from qualcode.exports.word_package import blank_workbook
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.disclosure import Audience
from qualcode.transcripts.workbook import words_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_NAME_WIDTH, _FACT_WIDTH, _CELL_WIDTH = 16, 14, 38  # in characters
_LOOK_AGAIN = "#FFF2CC"
_LONGEST_HEADER = 255  # characters of a page's header that Excel takes


def content(value: PrintedCharts) -> bytes:
    """The workbook, the same bytes for the same charts; for readers outside it holds no ids and cannot come back."""
    # Costs 0.09 s.
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    names = sheet_names([STAMPS, ABOUT, *(one.title for one in value.charts)])
    formats = Formats(workbook)
    stamps: list[tuple[str, str, str]] = []
    for one, name in zip(value.charts, names[2:], strict=True):
        stamps += _sheet(workbook.add_worksheet(name), value, _with_groups(one), formats)
    _about(workbook, workbook.add_worksheet(names[1]), value)
    if value.audience is Audience.TEAM:
        hidden = workbook.add_worksheet(STAMPS)
        hidden.very_hidden()
        for line, stamp in enumerate(stamps):
            for place, words in enumerate(stamp):
                hidden.write_string(line, place, words)
    workbook.close()
    return blank_workbook(file.getvalue(), value.made_on)


def _with_groups(one: PrintedChart) -> PrintedChart:
    """The same with what keeps its rows together as the first fact, for a sheet that may be sorted."""
    if not one.group_head:
        return one
    rows = tuple(replace(row, facts=(row.group, *row.facts)) for row in one.rows)
    kinds = (AttributeKind.TEXT, *one.fact_kinds)  # a band is words
    return replace(one, heads=(one.group_head, *one.heads), rows=rows, fact_kinds=kinds)


def _sheet(sheet: Worksheet, value: PrintedCharts, one: PrintedChart, formats: Formats) -> list[tuple[str, str, str]]:
    """Write a chart; gives the key of the row, the code and the stamp of each cell, and what rows and columns are."""
    returns = value.audience is Audience.TEAM
    heading = formats.of(bold=True, bottom=1, text_wrap=True, valign="top")
    words = formats.of(text_wrap=True, valign="top")
    doubted = formats.of(text_wrap=True, valign="top", bg_color=_LOOK_AGAIN)
    columns = one.columns
    ids = [*[""] * (1 + len(one.heads)), *([PORTRAIT] if one.has_portraits else []), *(code for code, _ in one.codes)]
    if returns:
        for place, code in enumerate([NESTED if one.nested else MARK, *ids]):
            sheet.write_string(0, place, code)
        sheet.set_row(0, None, None, {"hidden": True})
    for place, name in enumerate(columns, start=1):
        sheet.write_string(1, place, fitting(name), heading)
    stamps = [(HEADING, code, fitting(name)) for code, name in zip(ids, columns, strict=True) if code]
    stamps += [(FACT, fitting(name), fitting(name)) for name in one.heads]
    for line, row in enumerate(one.rows, start=2):
        key = row_key(row.subject)
        stamps.append((key, NAME, fitting(row.name)))
        if returns:
            sheet.write_string(line, 0, key)
        sheet.write_string(line, 1, fitting(row.name), words)
        facts = zip(one.heads, row.facts, one.fact_kinds, strict=True)
        for place, (name, fact, kind) in enumerate(facts, start=2):
            held = fact_value(fitting(fact), kind)
            _write_fact(sheet, line, place, held, number_format(fact, held), formats)
            # As it is read when it comes back: of 1,200 the number.
            stamps.append((key, f"{FACT} {fitting(name)}", mark_of(words_of(held))))
        cells = [row.portrait, *row.cells] if one.has_portraits else list(row.cells)
        for place, cell in enumerate(cells, start=2 + len(one.heads)):
            text = _text(cell)
            look = doubted if cell is not None and cell.changed else words
            sheet.write_string(line, place, text, look)
            if cell is not None and cell.changed:
                sheet.write_comment(line, place, f"Look again: {'; '.join(cell.changed)}.")
            if cell is None or not cell.held:
                stamps.append((key, ids[place - 1], cell_text(text).stamp))
    _lay_out(sheet, value, one, len(columns))
    return stamps


def _write_fact(sheet: Worksheet, line: int, place: int, value: FactValue, shown: str, formats: Formats) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, value, formats.of(text_wrap=True, valign="top"))
        return
    look = formats.of(valign="top", num_format=shown)
    if isinstance(value, date):
        sheet.write_datetime(line, place, value, look)
    else:
        sheet.write_number(line, place, value, look)


def _lay_out(sheet: Worksheet, value: PrintedCharts, one: PrintedChart, columns: int) -> None:
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, _NAME_WIDTH)
    if one.heads:
        sheet.set_column(2, 1 + len(one.heads), _FACT_WIDTH)
    sheet.set_column(2 + len(one.heads), columns, _CELL_WIDTH)
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(1)
    sheet.repeat_columns(1)
    # With the hidden column, or sorting would leave the ids where they were.
    sheet.autofilter(1, 0, max(1 + len(one.rows), 2), columns)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    told = f"&L{one.narrowed.replace('&', '&&')}" if one.narrowed else ""
    notice = f"&R{value.audience.notice}" if value.audience.notice else ""
    if header := notice if len(told + notice) > _LONGEST_HEADER else told + notice:
        sheet.set_header(header)


def _text(cell: PrintedCell | None) -> str:
    if cell is None:
        return ""
    if cell.held:
        return HELD_BACK
    return fitting(as_text(cell.state, cell.said, cell.excerpts, cell.words))


def _about(workbook: Workbook, sheet: Worksheet, value: PrintedCharts) -> None:
    bold = workbook.add_format({"bold": True})
    for line, words in enumerate(_told(value)):
        sheet.write_string(line, 0, fitting(words), bold if line == 0 else None)
    sheet.set_column(0, 0, 100)


def _told(value: PrintedCharts) -> Iterator[str]:
    yield value.title
    yield f"{value.study}, {value.day}"
    if value.audience.notice:
        yield value.audience.notice
    for one in value.charts:
        yield " ".join(part for part in (f"{one.title}.", one.narrowed, *one.notes) if part)
    yield from value.held_back
    if value.audience is Audience.TEAM:
        yield (
            "This workbook may be written on and brought back into the study. Write in the cells of the codes; "
            "words in square brackets say where a cell stands: [asked, nothing said], [not asked]. Rows may be "
            "sorted and columns moved; the hidden row and column must stay."
        )
