"""All commands of all places, for help, `qualcode keys` and the test of the letters."""

from __future__ import annotations

from qualcode.tui.commands import EVERYWHERE, Command


def every_command() -> list[Command]:
    """Every command once, those that work everywhere last."""
    from qualcode.tui.screens.answers import AnswersScreen
    from qualcode.tui.screens.codebook import CodebookScreen
    from qualcode.tui.screens.coding import CodingScreen
    from qualcode.tui.screens.documents import DocumentsScreen
    from qualcode.tui.screens.excerpts import ExcerptsScreen
    from qualcode.tui.screens.export import ExportScreen
    from qualcode.tui.screens.facesheet import FacesheetScreen
    from qualcode.tui.screens.history import HistoryScreen
    from qualcode.tui.screens.participants import ParticipantsScreen
    from qualcode.tui.screens.speakers import SpeakersScreen

    places = (
        DocumentsScreen,
        CodingScreen,
        CodebookScreen,
        ExcerptsScreen,
        ExportScreen,
        ParticipantsScreen,
        FacesheetScreen,
        SpeakersScreen,
        AnswersScreen,
        HistoryScreen,
    )
    found: dict[str, Command] = {}
    for place in places:
        for command in place.COMMANDS_HERE:
            found.setdefault(command.id, command)
    for command in EVERYWHERE:
        found.setdefault(command.id, command)
    return list(found.values())
