"""Tables as csv, for programs that count on; and as text between tabs, for the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from qualcode.exports.figures import Table, Value
from qualcode.exports.page import Headed, study_and_day
from qualcode.exports.phrases import printable
from qualcode.transcripts.csv_table import inert

_DECIMALS = 6


def content(table: Table) -> bytes:
    """The headings and rows as a csv file in UTF-8 with BOM: numbers bare, a share from 0 to 1, days as 2026-03-12.

    What the numbers count stands in `about`, since a program that reads the file takes every line for a row.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([inert(printable(column.name)) for column in table.columns])
    writer.writerows([_bare(value) for value in row.cells] for row in table.every_row)
    return out.getvalue().encode("utf-8-sig")


def about(page: Headed, tables: Iterable[tuple[str, Table]]) -> str:
    """What lies in some csv files and how to read them; each table with the name of its file."""
    return "\n".join(_about(page, tables)) + "\n"


def _about(page: Headed, tables: Iterable[tuple[str, Table]]) -> Iterator[str]:
    if page.audience.notice:
        yield page.audience.notice
    yield page.title
    yield study_and_day(page)
    for name, table in tables:
        yield from ("", name, printable(table.caption), *map(printable, (*table.told, *table.notes)))


def tab_separated(table: Table) -> str:
    """The table with its caption and notes as lines of text, tabs between cells: what a spreadsheet pastes."""
    rows = [[_bare(column.name) for column in table.columns], *(map(_bare, row.cells) for row in table.every_row)]
    lines = ["\t".join(map(_on_one_line, row)) for row in rows]
    around = [_on_one_line(_bare(words)) for words in (table.caption, *table.notes)]
    return "\n".join([around[0], *lines, *around[1:]]) + "\n"


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _bare(value: Value) -> str:
    """A value as a program reads it; words in a form that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(printable(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value if isinstance(value, int) else round(value, _DECIMALS))
