"""Where the screens of a study are found: each is loaded when somebody first goes there, 20 to 60 ms."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from textual.screen import Screen

_SCREENS = "qualcode.tui.screens"

WELCOME = "welcome.WelcomeScreen"

# By the mode of a tab in `qualcode.tui.commands.PLACES`, or of one of its views.
AT = {
    "documents": "documents.DocumentsScreen",
    "codebook": "codebook.CodebookScreen",
    "excerpts": "excerpts.ExcerptsScreen",
    "counts": "counts.CountsScreen",
    "chart": "chart.ChartScreen",
    "making": "making.MakingScreen",
    "quotes": "quotes.QuotesScreen",
    "export": "export.ExportScreen",
    "memos": "memos.MemosScreen",
}

# The views of a tab that has several: modes in `AT`, the one shown last is where the tab leads.
VIEWS = {"themes": ("counts", "chart", "making")}

# By the word that `over('…')`, the action of their commands, has for them.
OVER = {
    "study_page": "study_page.StudyPageScreen",
    "history": "history.HistoryScreen",
    "participants": "participants.ParticipantsScreen",
    "speakers": "speakers.SpeakersScreen",
    "survey_answers": "answers.AnswersScreen",
    "said": "said.SaidScreen",
    "codebook_history": "codebook_history.CodebookHistoryScreen",
    "progress": "progress.ProgressScreen",
    "meeting": "meeting.MeetingScreen",
    "words_within": "words_within.WordsWithinScreen",
    "new_codes": "new_codes.NewCodesScreen",
    "missing": "missing.MissingScreen",
    "groups": "groups.GroupsScreen",
}

# Opened out of another, on one thing of it.
OUT_OF = {
    "coding": "coding.CodingScreen",
    "facesheet": "facesheet.FacesheetScreen",
    "split": "codebook_split.SplitScreen",
    "draft": "quotes_draft.DraftScreen",
}


def screen_at(found: str) -> type[Screen[Any]]:
    """The class of a screen as the tables name it."""
    module, _, name = found.rpartition(".")
    screen: type[Screen[Any]] = getattr(import_module(f"{_SCREENS}.{module}"), name)
    return screen


def prewarm() -> None:
    """Load all of them, the one opened most first, and what edits need; for a thread, once a place is drawn."""
    for table in (OUT_OF, AT, OVER):
        for found in table.values():
            screen_at(found)
    import_module("sqlite_utils")  # 87 ms that the first edit would take


def every_screen() -> Iterator[type[Screen[Any]]]:
    """All of them, the places of the tab bar first."""
    for table in (AT, OUT_OF, OVER):
        for found in table.values():
            yield screen_at(found)
