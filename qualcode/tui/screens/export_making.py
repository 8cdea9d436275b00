"""The report of the export dialog: read for the preview, read again and written."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import documents
from qualcode.analysis.people import attributes
from qualcode.exports import markdown
from qualcode.exports.files import Written, check_name
from qualcode.exports.gather import report
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.page import Page
from qualcode.exports.report import Report
from qualcode.exports.writing import page_writer, write
from qualcode.participants.names import Names
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.export_rows import Offered
from qualcode.tui.widgets.page_paragraphs import page_paragraphs
from qualcode.tui.widgets.reading_page import Paragraph
from qualcode.tui.widgets.report_paragraphs import paragraphs


@dataclass(frozen=True)
class Preview:
    """The report that would be written now; `words` are its words as a page, empty for one of numbers."""

    made: Report | Page
    words: list[Paragraph]

    def page(self, width: int) -> list[Paragraph]:
        """What is shown of it, numbers in lines of `width` cells."""
        return page_paragraphs(self.made, width) if isinstance(self.made, Page) else self.words


def offered(conn: sqlite3.Connection, study: Path, names: Names) -> Offered:
    """What the study has to choose from."""
    return Offered(codebook(conn), documents(conn), attributes(conn), study, names)


def previewed(conn: sqlite3.Connection, asked: Asked, made_on: datetime) -> Preview:
    """The report as it would be written now; on a copy. Raises Problem."""
    value = made(conn, asked, made_on)
    return Preview(value, [] if isinstance(value, Page) else paragraphs(markdown.text(value)))


def made(conn: sqlite3.Connection, asked: Asked, made_on: datetime) -> Report | Page:
    """The report as it is asked for, judged on a day; on a copy. Raises Problem."""
    return lead_page(conn, asked.lead_choices, made_on) if asked.numbers else report(conn, asked.choices, made_on)


async def write_files(value: Report | Page, asked: Asked, study: Path, names: Names) -> tuple[Path, list[str]]:
    """Write the report; gives the first file, and sentences on all. Raises Problem, if it can before writing any."""
    paths = asked.paths(study, names)
    for path in paths:
        check_name(path, names)
    if isinstance(value, Report):
        written = await asyncio.to_thread(write, value, paths[0], template=asked.template_path)
        return written.paths[0], [*written.sentences, value.held_back_sentence]
    writers = [page_writer(path, template=asked.template_path) for path in paths]
    every = await asyncio.to_thread(_all_written, writers, value)
    return every[0].paths[0], [
        *(sentence for one in every for sentence in one.sentences),
        *(f"Beside it: {_files(one)}" for one in every[1:]),
    ]


def _all_written(writers: list[Callable[[Page], Written]], page: Page) -> list[Written]:
    return [write_one(page) for write_one in writers]


def _files(written: Written) -> str:
    first, number = written.paths[0], len(written.paths)
    return first.name if number == 1 else f"{first.parent.name}, with {number} files"
