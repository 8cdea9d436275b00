"""A table or picture of a place to a file or to the clipboard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeAlias

from qualcode.exports.figures import Bars, Figure, HeatMap, Lines, Picture, Table, narrowed, table_of
from qualcode.exports.files import check_name, name_part, report_path
from qualcode.exports.gather_question import written_out
from qualcode.exports.page import figure_page
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST
from qualcode.problem import Problem
from qualcode.tui.clipboard import send
from qualcode.tui.reading import now
from qualcode.tui.screens.export_choices import remember_lead
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.saved_file import tell_saved

CLIPBOARD = ("clipboard", "To the clipboard, to paste into a spreadsheet", "")
_LEAD = "lead"
_SMALL = "small"
Hiding: TypeAlias = Callable[[], Awaitable[tuple[Sequence[Figure], Sequence[Picture]]]]
_WORDS = "For the study team: everybody by pseudonym. The team lead’s report can be made for others."


async def export_figures(
    place: Place,
    title: str,
    figures: Sequence[Figure],
    question: str = "",
    *,
    pictures: Sequence[Picture] = (),
    hiding: Hiding | None = None,
) -> None:
    """Ask for the format, and write the figures there: a file in the study's exports folder, or the clipboard.

    `question` is the one whose excerpts alone they count, told below each. `pictures` are written as SVG alone.
    `hiding` gives both with the numbers of few people hidden, where that can be ticked.
    """
    if not figures:
        place.shell.say("There is nothing to export here yet.")
        return
    chosen, wanted = await _chosen(place, title, figures, pictures, hiding)
    if chosen == _LEAD:
        await remember_lead(place.shell)
        place.shell.go("export")
    elif chosen is not None and not wanted:
        place.shell.say(f"All of its numbers are of fewer than {FEWEST} people, so nothing is left to export.")
    elif chosen is not None:
        await _write(place, title, wanted, question, chosen)


async def _chosen(
    place: Place, title: str, figures: Sequence[Figure], pictures: Sequence[Picture], hiding: Hiding | None
) -> tuple[str | None, Sequence[Figure]]:
    """The format that was chosen, None where none was, and what is to be written in it."""
    from qualcode.exports.writing import PAGE_FORMATS  # with its first use

    all_of_it, hidden = (figures, pictures), False
    while True:
        drawn = [*pictures, *(one for one in figures if isinstance(one, Bars | HeatMap | Lines))]
        choices = [
            (suffix, f"{name}, *{suffix}", pictures[0].caption if pictures and suffix == ".svg" else "")
            for suffix, name in PAGE_FORMATS.items()
            if drawn or suffix != ".svg"
        ]
        choices.append(CLIPBOARD)
        if hiding is not None:
            tick = "[x]" if hidden else "[ ]"
            choices.append((_SMALL, f"{tick} numbers of fewer than {FEWEST} people hidden", ""))
        choices.append((_LEAD, "All of it: the team lead’s report… (in Export)", ""))
        at = _SMALL if hidden else None
        chosen = await place.app.push_screen_wait(Choose(f"Export: {title}", choices, _WORDS, chosen=at))
        if chosen != _SMALL or hiding is None:
            return chosen, drawn if chosen == ".svg" else figures
        hidden = not hidden
        figures, pictures = await hiding() if hidden else all_of_it


async def _write(place: Place, title: str, figures: Sequence[Figure], question: str, chosen: str) -> None:
    """Write the figures in a format to the study's exports folder, or copy them."""
    from qualcode.exports.leaving import release  # with its first use
    from qualcode.exports.writing import write_page  # with its first use

    shell = place.shell
    try:
        if question.strip():  # a saved one in it may have been forgotten meanwhile
            asked = await shell.read(written_out, question)
            figures = [narrowed(one, asked) for one in figures]
        if chosen == CLIPBOARD[0]:
            copy_tables(place, (table_of(shell.names.show_all(one)) for one in figures), "the table")
            return
        made_on = await now(shell.lane)
        page = shell.names.show_all(figure_page(shell.study_title, made_on, Audience.TEAM, title, figures))
        path = report_path(shell.lane.path, chosen, shell.names, what=name_part(title))
        check_name(path, shell.names)
        written = await asyncio.to_thread(release, shell.names, write_page, page, path)
    except Problem as problem:
        shell.show_problem(problem, decide=True)
        return
    await tell_saved(place, written.paths[0], written.sentences)


def copy_tables(place: Place, tables: Iterable[Table], what: str, held_back: Iterable[str] = ()) -> None:
    """Copy tables as a spreadsheet pastes them, and say so with the sentences on what was held back of them."""
    from qualcode.exports.csv_tables import tab_separated  # with its first use

    copied = send(place.app, "\n".join(map(tab_separated, tables)), what)
    place.shell.say(" ".join([copied, *held_back]))
