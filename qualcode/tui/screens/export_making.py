"""The report of the export dialog: read for the preview, read again and written."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qualcode.exports import markdown
from qualcode.exports.although import overridden_in
from qualcode.exports.briefing_files import write_papers
from qualcode.exports.files import Written, check_name
from qualcode.exports.gather import report
from qualcode.exports.gather_briefing import briefings
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.leaving import leaving, release
from qualcode.exports.page import Page
from qualcode.exports.recognised import Recognised, recognised, recognised_in
from qualcode.exports.report import Report
from qualcode.exports.writing import page_writer, write
from qualcode.participants.disclosure import Although
from qualcode.participants.names import Names
from qualcode.problem import Problem
from qualcode.project.papers import changed_since
from qualcode.tui.screens.export_briefing import Papers
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.export_kind import Going
from qualcode.tui.screens.export_rows import Made
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.page_paragraphs import page_paragraphs
from qualcode.tui.widgets.reading_page import Paragraph
from qualcode.tui.widgets.report_paragraphs import paragraphs

_MOST_BESIDE = 8  # files that are named


@dataclass(frozen=True)
class Preview:
    """The report that would be written now; `words` are its words as a page, empty for one of numbers.

    `recognised` are those who could be by what it prints beside them; `although` tells of the quotes that are printed
    although consent does not allow it.
    """

    made: Made
    words: list[Paragraph]
    recognised: Recognised
    although: tuple[Although, ...] = ()

    def page(self, width: int) -> list[Paragraph]:
        """What is shown of it, numbers in lines of `width` cells."""
        if isinstance(self.made, Going) and self.words:
            return self.words
        if isinstance(self.made, Report):
            return self.words
        found = page_of((self.made,) if isinstance(self.made, Page) else self.made.pages, width)
        if isinstance(self.made, Going) and self.made.goes_on:
            found += [Paragraph(""), Paragraph(self.made.goes_on, "quiet")]
        return found


def previewed(conn: sqlite3.Connection, asked: Asked, made_on: datetime) -> Preview:
    """The report as it would be written now; on a copy. Raises Problem."""
    value = made(conn, asked, made_on)
    # Of kinds of document, also what their preview does not show.
    shown = (*value.values, *value.pages) if isinstance(value, Going) else (value,)
    told = overridden_in(conn, made_on.date(), *shown)
    return replace(_previewed(conn, value), although=told)


def first_previewed(conn: sqlite3.Connection, asked: Asked, made_on: datetime) -> tuple[Page, ...]:
    """What the preview can show before all of what goes out is judged; on a copy. Raises Problem."""
    return asked.kind.first_pages(conn, asked.of_kind, asked.audience, made_on) if asked.kind is not None else ()


def page_of(pages: Sequence[Page], width: int) -> list[Paragraph]:
    """Some pages as the preview shows them, one after the other, numbers in lines of `width` cells."""
    found: list[Paragraph] = []
    for one in pages:
        found += [Paragraph("")] if found else []
        found += page_paragraphs(one, width)
    return found


def _previewed(conn: sqlite3.Connection, value: Made) -> Preview:
    if isinstance(value, Going):
        return Preview(value, paragraphs(value.markdown) if value.markdown else [], value.recognised)
    if isinstance(value, Page):
        return Preview(value, [], Recognised())
    if isinstance(value, Papers):
        return Preview(value, [], recognised(conn, value.appearances))
    return Preview(value, paragraphs(markdown.text(value)), recognised_in(conn, value))


def made(conn: sqlite3.Connection, asked: Asked, made_on: datetime) -> Made:
    """The report as it is asked for, judged on a day; on a copy. Raises Problem."""
    if asked.kind is not None:
        return asked.kind.gather(conn, asked.of_kind, asked.audience, made_on)
    if asked.briefing.wanted:
        return Papers(briefings(conn, asked.briefing_choices, made_on), asked.choices.audience)
    return lead_page(conn, asked.lead_choices, made_on) if asked.numbers else report(conn, asked.choices, made_on)


async def write_files(value: Report | Page, asked: Asked, study: Path, names: Names) -> tuple[Path, list[str]]:
    """Write the report; gives the first file, and sentences on all. Raises Problem, if it can before writing any."""
    paths = asked.paths(study, names)
    for path in paths:
        check_name(path, names)
    if isinstance(value, Report):
        written = await asyncio.to_thread(release, names, write, value, paths[0], template=asked.template_path)
        return written.paths[0], [*written.sentences, value.held_back_sentence]
    writers = [page_writer(path, template=asked.template_path) for path in paths]
    every, said = await asyncio.to_thread(_all_written, writers, value, names)
    return every[0].paths[0], [
        *(sentence for one in every for sentence in one.sentences),
        *_beside(every),
        *said,
    ]


async def write_going(value: Going, asked: Asked, study: Path, names: Names) -> tuple[Path, list[str]]:
    """Write what would go out of a kind of document; gives the first file, and sentences on all. Raises Problem."""
    kind = asked.kind
    assert kind is not None, "only a kind of document gives what would go out"
    if not value.outputs:
        raise Problem(
            "There is nothing that these readers may have.",
            " ".join(value.told) or value.held_phrase,
            "Choose other readers or documents, or look at the consent of the people.",
        )
    paths = kind.paths(value, asked.of_kind, study, names, value.audience)
    every, said = await asyncio.to_thread(kind.write, value, paths, names, asked.template_path)
    told = [sentence for one in every for sentence in one.sentences]
    held = [f"Held back: {value.held_phrase}."] if value.held_back and not value.told else []
    return every[0].paths[0], [*told, *_beside(every), *held, *said]


def _beside(every: Sequence[Written]) -> list[str]:
    """What else was written: file by file where they are few."""
    others = [_files(one) for one in every[1:]]
    if len(others) > _MOST_BESIDE:
        return [f"Beside it: {len(others):,} more files"]
    return [f"Beside it: {one}" for one in others]


@dataclass(frozen=True)
class PapersWritten:
    """The first file, sentences on all, and by its file's name what changed in each that had one before it."""

    path: Path
    told: list[str]
    changed: list[tuple[str, tuple[str, ...]]]


async def write_all_papers(value: Papers, asked: Asked, shell: Shell) -> PapersWritten:
    """Write the papers, none over a file that is there. Raises Problem."""
    places = asked.briefing.places(value.papers, shell.lane.path, shell.names, value.audience)

    def work() -> tuple[list[Written], list[str]]:
        with leaving(shell.names, *value.pages) as going:
            written = write_papers(
                value.papers,
                places,
                asked.briefing.in_order,
                template=asked.template_path,
                names=shell.names,
            )
        return written, going.sentences

    every, said = await asyncio.to_thread(work)
    changed = await shell.lane.call(lambda project: changed_since(project, value.papers, asked.briefing_choices))
    told = [sentence for one in every for sentence in one.sentences]
    told += [f"Beside it: {path.name}" for path in [path for one in every for path in one.paths][1:]]
    names = [one.paths[0].name for one in every]
    before = [(name, sentences) for name, sentences in zip(names, changed, strict=True) if sentences]
    return PapersWritten(every[0].paths[0], [*told, *said], before)


def _all_written(
    writers: list[Callable[[Page], Written]], page: Page, names: Names
) -> tuple[list[Written], list[str]]:
    with leaving(names, page) as going:
        every = [write_one(page) for write_one in writers]
    return every, going.sentences


def _files(written: Written) -> str:
    first, number = written.paths[0], len(written.paths)
    return first.name if number == 1 else f"{first.parent.name}, with {number} files"
