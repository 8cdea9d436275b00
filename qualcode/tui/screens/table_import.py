"""Tables brought in: asked for, or met among transcripts, and taken for what a person says they are."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.app import App

from qualcode.participants.attributes import AppliesTo
from qualcode.problem import Problem
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.importing import ImportScreen
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.survey_import import SurveyImportScreen
from qualcode.tui.shell import Shell

_BOOKS = (".xlsx", ".xlsm")
_TABLES = (".csv", ".tsv", *_BOOKS)
_SURVEY, _PEOPLE, _TURNS = "survey", "people", "turns"


def can_bring_in(path: Path) -> bool:
    """True of every file that is read as a transcript, and of tables; by the name alone."""
    from qualcode.transcripts.importers import can_read

    return can_read(path) or _is_table(path)


async def choose_survey(shell: Shell, app: App[object]) -> None:
    """Ask for the file of a survey, and bring it in."""
    path = await app.push_screen_wait(
        ChoosePath(
            "Bring a survey in",
            "The csv or xlsx file that the survey tool exports. Nothing is brought in before you have seen it.",
            shell.lane.path.parent,
            wanted=_is_table,
            folders=False,
        )
    )
    if path is not None:
        await _bring_survey_in(app, path)


async def bring_in(shell: Shell, app: App[object], path: Path) -> None:
    """Bring a file or a folder in; of a table that is no transcript ask what it is."""
    if not path.is_file() or not _is_table(path) or await asyncio.to_thread(_is_transcript, path):
        await app.push_screen_wait(ImportScreen([path]))
        return
    choices = [
        (_SURVEY, "The answers of a survey", "a row for each person, a column for each question"),
        (_PEOPLE, "A table of participants", "what is known of those who are in the study: role, age, consent"),
    ]
    if path.suffix.casefold() not in _BOOKS:
        choices.append((_TURNS, "A transcript", "a row for each thing said, with columns for speaker and words"))
    chosen = await app.push_screen_wait(Choose(f"What is {path.name}?", choices))
    if chosen == _SURVEY:
        await _bring_survey_in(app, path)
    elif chosen == _PEOPLE:
        from qualcode.tui.screens.facesheet import preview_table  # with its first use

        await preview_table(shell, app, path, AppliesTo.PARTICIPANT)
    elif chosen == _TURNS:
        await app.push_screen_wait(ImportScreen([path]))


async def _bring_survey_in(app: App[object], path: Path) -> None:
    survey_id = await app.push_screen_wait(SurveyImportScreen(path))
    if survey_id is not None:
        from qualcode.tui.screens.answers import AnswersScreen  # with its first use

        await app.push_screen(AnswersScreen(survey_id=survey_id))


def _is_table(path: Path) -> bool:
    return path.suffix.casefold() in _TABLES and ".qualcode" not in path.name.lower()


def _is_transcript(path: Path) -> bool:
    from qualcode.transcripts.importers import can_read, read

    try:
        return can_read(path) and bool(read(path))
    except Problem:
        return False
