"""The codebook in the export dialog."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from qualcode.analysis.code_examples import withheld
from qualcode.analysis.codes import codebook
from qualcode.exports.code_counts import code_counts
from qualcode.exports.codebook import as_markdown, write
from qualcode.exports.files import Written
from qualcode.exports.gather import names_for, study_facts
from qualcode.exports.names import book_for_file, told_of_exchange
from qualcode.exports.phrases import counted
from qualcode.participants.disclosure import Audience
from qualcode.tui.screens.export_kind import ExportKind, Going, Option, Output, Picked, Tick
from qualcode.tui.screens.export_offered import Offered


class CodebookKind(ExportKind):
    """Areas and codes with their definitions."""

    name: ClassVar = "codebook"
    label: ClassVar = "Codebook"
    words: ClassVar = "Areas and codes with definitions and rules, to be printed, or brought in again."
    formats: ClassVar = {
        ".docx": "Word",
        ".md": "Markdown",
        ".xlsx": "Excel, to bring in again",
        ".csv": "CSV, to bring in again",
    }

    takes_template: ClassVar = False

    def include(self, picked: Picked, offered: Offered, audience: Audience) -> Sequence[Option]:
        """What stands beside each code."""
        return (Tick("counts", "excerpts of each code (Word, Markdown)"),)

    def gather(self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime) -> Going:
        """The codebook without examples that may not be read; on a copy. Raises Problem."""
        names, day = names_for(conn, audience), made_on.date()
        found, gone = codebook(conn), withheld(conn, day)
        books = {
            suffix: names.show_all(book_for_file(conn, gone.without(found), audience, day, suffix))
            for suffix in self.suffixes(picked)
        }
        told = {told_of_exchange(conn, gone.without(found), audience, day, suffix) for suffix in books}
        book = names.show_all(book_for_file(conn, gone.without(found), audience, day, ".docx"))
        title = names.show(study_facts(conn)[0])
        used = code_counts(conn) if picked.is_ticked("counts") else None
        codes = [code for code in book.codes if not code.is_area]

        def output(path: Path, template: Path | None) -> Written:
            return write(books[path.suffix], path, title, made_on, used, audience=audience)

        outside = audience is Audience.OUTSIDE
        examples = "examples are left out" if outside else gone.sentence(found).rstrip(".")
        return Going(
            audience,
            f"{counted(len(codes), 'code')} in {counted(len(book.areas()), 'area')}; nobody is quoted",
            (Output("", output),),
            markdown=as_markdown(book, title, made_on, used, audience=audience),
            values=(book, *books.values()),
            asides=tuple(filter(None, (examples, *(one.rstrip(".") for one in told)))),
        )
