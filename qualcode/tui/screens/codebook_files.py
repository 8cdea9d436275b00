"""The codebook in and out: from a file, from another study, or the one for peer support; and written to a file."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

from textual.app import App

from qualcode import sample
from qualcode.analysis.code_examples import withheld
from qualcode.analysis.code_history import codebook_on
from qualcode.analysis.codes import codebook
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.codebooks.files import READ, read_codebook
from qualcode.exports.code_counts import code_counts
from qualcode.exports.codebook import write
from qualcode.exports.files import check_name, file_name
from qualcode.exports.leaving import release
from qualcode.exports.names import book_for_file, told_of_exchange
from qualcode.exports.phrases import day_in_words
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.connection import SUFFIX
from qualcode.project.other_study import rows_from
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.codebook_arriving import ArrivingScreen
from qualcode.tui.screens.memos_asking import AskChoices
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.reading_page import Paragraph

BY_HAND, FILE, STUDY, PEER_SUPPORT = "by hand", "file", "study", "peer support"
BEGINNINGS = (
    (BY_HAND, "By hand", "+ adds a code or an area, here and whenever you like"),
    (FILE, "From a file", "Word, Excel or csv, as your team wrote it"),
    (STUDY, "From another study", "its codes, without codings and examples"),
    (PEER_SUPPORT, "With the peer support codebook", "four challenge areas: access, culture, evidence, workforce"),
)
EMPTY = "No codes yet. + adds one; enter: a file, another study, or peer support."
_TEAM, _OUTSIDE = "the study team", "anybody: examples left out"
_FORMATS = {"Excel (.xlsx)": ".xlsx", "csv (.csv)": ".csv", "Word (.docx)": ".docx", "Markdown (.md)": ".md"}


def ways_to_begin() -> list[Paragraph]:
    """What stands beside an empty codebook."""
    found = []
    for _, words, under in BEGINNINGS:
        found += [Paragraph(words, "heading"), Paragraph(under, indent=2), Paragraph("")]
    return [*found, Paragraph("enter chooses one; + begins by hand.", "quiet")]


async def bring_in(shell: Shell, app: App[Any], source: str) -> None:
    """Bring in a codebook after showing what it would add and change."""
    try:
        found = await _rows(shell, app, source)
    except Problem as problem:
        shell.show_problem(problem, decide=True)
        return
    if found is None:
        return
    name, rows = found
    edit = await app.push_screen_wait(ArrivingScreen(name, rows))
    if edit is not None and await shell.make(edit) is not None:
        shell.say(f"{edit.added} added, {edit.changed} changed. u takes it back as one step.")


async def _rows(shell: Shell, app: App[Any], source: str) -> tuple[str, list[CodebookRow]] | None:
    """Ask where the codebook lies, and read it. Raises Problem where it cannot be read."""
    if source == PEER_SUPPORT:
        path = sample.folder() / "codebooks" / "peer-support.csv"
        return "Peer support", await asyncio.to_thread(read_codebook, path)
    folder = shell.lane.path.parent
    if source == STUDY:
        words = "Its folder or file. Only its codes are taken over; nothing is changed there."
        place = await app.push_screen_wait(
            ChoosePath("Which study?", words, folder.parent, wanted=lambda path: path.suffix == SUFFIX)
        )
        return None if place is None else (place.stem, await asyncio.to_thread(rows_from, place, shell.lane.path))
    words = "A table (csv, Excel) or a Word document, with a table or with headings. You see first what it would do."
    start = folder / "codebooks"
    path_chosen = await app.push_screen_wait(
        ChoosePath(
            "Bring a codebook in",
            words,
            start if start.is_dir() else folder,
            wanted=lambda path: path.suffix.casefold() in READ and ".qualcode" not in path.name.lower(),
            folders=False,
        )
    )
    if path_chosen is None:
        return None
    return path_chosen.stem, await asyncio.to_thread(read_codebook, path_chosen)


async def export_codebook(shell: Shell, app: App[Any], day: date | None = None) -> None:
    """Ask as what kind of file and for whom, write the codebook, and say where it lies; as it stood on a day."""
    values = await app.push_screen_wait(
        AskChoices(
            "Export the codebook" + (f" of {day_in_words(day)}" if day else ""),
            [
                Field("form", "As", next(iter(_FORMATS)), "choice", tuple(_FORMATS)),
                Field("whom", "For", _TEAM, "choice", (_TEAM, _OUTSIDE)),
                Field("counts", "How many excerpts each has (Word, Markdown)", kind="tick"),
            ],
            "Excel and csv can be brought in again; Word is an appendix to print. It goes to the study’s exports "
            "folder.",
        )
    )
    if values is None:
        return
    study = shell.lane.path
    on = f"-{day.isoformat()}" if day else ""
    name = file_name(f"{shell.names.show(study.stem)}-codebook{on}", _FORMATS[values["form"]])
    path = study.parent / "exports" / name
    audience = Audience.OUTSIDE if values["whom"] == _OUTSIDE else Audience.TEAM
    try:
        sentences = await _write(shell, path, audience, day, counts=values["counts"] == "yes")
    except Problem as problem:
        shell.show_problem(problem, decide=True)
    else:
        shell.say(" ".join(sentences))


async def _write(shell: Shell, path: Path, audience: Audience, day: date | None, *, counts: bool) -> list[str]:
    check_name(path, shell.names)
    found = await shell.read(codebook) if day is None else await shell.read(codebook_on, day)
    made_on = await now(shell.lane)
    gone = await shell.read(withheld, made_on.date())
    asked = (gone.without(found), audience, made_on.date(), path.suffix)
    allowed = await read_apart(shell.lane, book_for_file, *asked)
    told = await read_apart(shell.lane, told_of_exchange, *asked)
    book, title = shell.names.show_all((allowed, shell.study_title))
    used = await read_apart(shell.lane, code_counts) if counts else None
    written = await asyncio.to_thread(
        release, shell.names, write, book, path, title, made_on, used, audience=audience
    )
    held = gone.sentence(found) if audience is Audience.TEAM else ""
    return [f"The codebook is in {written.paths[0]}.", *written.sentences, *filter(None, (held, told))]
