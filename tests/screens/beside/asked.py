"""How the views beside Counts are gone to, asked and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual.pilot import Pilot

from qualcode.analysis.excerpts import Excerpt
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.groups import GroupsScreen
from qualcode.tui.screens.meeting import MeetingScreen
from qualcode.tui.screens.missing import MissingScreen
from qualcode.tui.screens.new_codes import NewCodesScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.words_within import WordsWithinScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.words import Words
from tests.screens.place_study import (
    press,
    screen_of,
    screen_text,
    settle,
)

T = TypeVar("T")
P = TypeVar("P", bound=Place)

VIEWS = ("meeting", "words_within", "new_codes", "missing", "groups")
SCREENS: dict[str, type[Place]] = {
    "meeting": MeetingScreen,
    "words_within": WordsWithinScreen,
    "new_codes": NewCodesScreen,
    "missing": MissingScreen,
    "groups": GroupsScreen,
}


async def ask(pilot: Pilot[None], function: Callable[[Project], T]) -> T:
    """What the open study answers."""
    app = pilot.app
    assert isinstance(app, QualcodeApp)
    return await app.lane.call(function)


async def beside(pilot: Pilot[None], view: str) -> None:
    """Go to a view from Counts, with its key there."""
    await press(pilot, "f5", "B")
    screen_of(pilot, Choose)
    await press(pilot, *["down"] * VIEWS.index(view), "enter")
    for _ in range(40):
        if isinstance(pilot.app.screen, SCREENS[view]) and "Counting…" not in screen_text(pilot):
            break
        await settle(pilot)
    await settle(pilot)


def the(pilot: Pilot[None], kind: type[P]) -> P:
    return screen_of(pilot, kind)


def titled(pilot: Pilot[None], pane: str) -> str:
    return str(pilot.app.screen.query_one(pane, Pane).border_title)


def listed(pilot: Pilot[None]) -> set[str]:
    """The first codings of the excerpts that are listed."""
    return set(pilot.app.screen.query_one("#rows-0", DrawnRows).row_ids)


def firsts(found: Sequence[Excerpt]) -> set[str]:
    return {one.coding_ids[0] for one in found}


async def at(pilot: Pilot[None], table: str, row: str, column: str) -> None:
    """Put the cursor on a cell, and wait for what stands behind it."""
    pilot.app.screen.query_one(table, DrawnTable).go_to(row, column)
    await settle(pilot)


def words_of(pilot: Pilot[None]) -> str:
    """What stands below the table."""
    return str(pilot.app.screen.query_one("#notes", Words).content)
