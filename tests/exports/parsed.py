"""Tables as a reader finds them in the files that were written: cells as text or as numbers, row by row."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

Cells = list[list[str]]


class Parsed(HTMLParser):
    """Every table of an html page by the id of its caption: the texts of its cells, and the exact values."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, Cells] = {}
        self.exact: dict[str, list[list[str | None]]] = {}
        self.captions: dict[str, str] = {}
        self.scopes: list[str | None] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._in: list[str] = []
        self._name = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self._in.append(tag)
        if tag == "caption":
            self._name = given.get("id") or f"table without a name {len(self.tables)}"
            self.tables[self._name], self.exact[self._name], self.captions[self._name] = [], [], ""
        elif tag == "tr":
            self.tables[self._name].append([])
            self.exact[self._name].append([])
        elif tag in ("th", "td"):
            self.tables[self._name][-1].append("")
            self.exact[self._name][-1].append(given.get("data-value"))
            if tag == "th":
                self.scopes.append(given.get("scope"))

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._in and self._in[-1] == "caption":
            self.captions[self._name] += data
        elif self._in and self._in[-1] in ("th", "td"):
            self.tables[self._name][-1][-1] += data


def word_tables(document: bytes) -> list[Cells]:
    """The cells of every table, in the order of the document."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(document)).tables
    ]


def sheets(workbook: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every sheet, from its headings on."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for sheet in load_workbook(io.BytesIO(workbook)).worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        assert sheet.freeze_panes is not None
        head = int("".join(letter for letter in str(sheet.freeze_panes) if letter.isdigit())) - 2
        found[sheet.title] = [*rows[head:]]
    return found


def csv_rows(path: Path) -> Cells:
    """The rows of a csv file, its headings first."""
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
