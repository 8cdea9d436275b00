"""The questions a new study begins with, each of them asked again where one goes back from the next."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from textual.app import App

from qualcode.project.beginning import FOLDERS, file_stem
from qualcode.transcripts.clean import plain
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.paths import working_folder
from qualcode.tui.screens.questions import AskLine, Choose


class NewStudy(NamedTuple):
    """What a new study is made of: its transcripts, title, folder, which codebook, and that one's file."""

    source: Path
    title: str
    place: Path
    chosen: str
    codebook: Path | None


async def ask_new(app: App[object], given: Path | None) -> NewStudy | None:
    """Ask for a new study; esc goes one question back, from the first it gives None."""
    while (
        source := given
        or await app.push_screen_wait(
            ChoosePath("New study: where are the transcripts?", "Choose their folder, or one file.", working_folder())
        )
    ) is not None:
        folder = source if source.is_dir() else source.parent
        inside = folder.name.casefold() == "transcripts"
        title = plain(folder.parent.name if inside else folder.name)
        while (
            answer := await app.push_screen_wait(
                AskLine("New study: what is it called?", f"The transcripts are read from {folder}.", value=title)
            )
        ) is not None:
            title = answer
            while (place := folder.parent if inside else await _ask_where(app, folder, title)) is not None:
                asked = await _ask_codebook(app, place)
                if asked is not None:
                    return NewStudy(source, title, place, *asked)
                if inside:
                    break
        if given is not None:
            break
    return None


async def _ask_codebook(app: App[object], place: Path) -> tuple[str, Path | None] | None:
    """Which codebook a new study begins with, and its file; None where one goes back."""
    choices = [
        ("peer", "Peer support", "four challenge areas, ready to use and to change"),
        ("none", "None yet", "areas and codes are made while coding"),
        ("file", "From a file", "a table saved as csv"),
    ]
    chosen = None
    while (
        chosen := await app.push_screen_wait(Choose("New study: which codebook?", choices, chosen=chosen))
    ) == "file":
        codebook = await app.push_screen_wait(
            ChoosePath(
                "New study: the codebook's file",
                "A table saved as csv.",
                place,
                wanted=lambda path: path.suffix.casefold() == ".csv",
                folders=False,
            )
        )
        if codebook is not None:
            return chosen, codebook
    return (chosen, None) if chosen is not None else None


async def _ask_where(app: App[object], folder: Path, title: str) -> Path | None:
    """The folder that a new study is kept in; None where one goes back."""
    stem = file_stem(title)
    choices = [
        ("there", "with the transcripts", f"the folders {', '.join(FOLDERS)} are made in {folder}"),
        ("own", "in a folder of its own…", f"called “{stem}”, in a place that you choose; nothing else changes"),
    ]
    chosen = None
    while (
        chosen := await app.push_screen_wait(Choose("New study: where is it kept?", choices, chosen=chosen))
    ) == "own":
        place = await app.push_screen_wait(
            ChoosePath(
                "New study: where is its folder made?",
                f"A folder called “{stem}” is made in the one you choose.",
                folder.parent,
                wanted=lambda path: False,
            )
        )
        if place is not None:
            return place / stem if place / stem != folder else place / f"{stem} study"
    return folder if chosen is not None else None
