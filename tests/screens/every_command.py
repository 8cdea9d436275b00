"""Rows of a table of commands, and how each is tried in a running application."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.shown import Mark
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.living import Living, living
from tests.screens.place_study import Study, screen_text, settle, toasts

W = TypeVar("W", bound=Widget)
_NAMED = {" ": "space", ".": "full_stop", "-": "minus", ":": "colon", "=": "equals_sign"}


@dataclass(frozen=True)
class Row:
    """A command, and what must hold after its keys.

    `keys` and `before` are keys with spaces between, `“words”` among them typed; a command that has no key is chosen
    as from the palette, then `keys` are pressed. `edits` says that the study is changed: one `u` must take it
    back exactly, and `U` give it again; without, the study must be as it was. `after` puts back what no undo does.
    """

    command: str
    promise: str
    keys: str
    holds: Callable[[Seen], object]
    before: str = ""
    edits: bool = False
    after: str = ""
    chosen: bool = False


class Seen:
    """The application as a person has it before them."""

    def __init__(self, pilot: Pilot[None], study: Study) -> None:
        self.pilot = pilot
        self.study = study

    @property
    def app(self) -> QualcodeApp:
        assert isinstance(self.pilot.app, QualcodeApp)
        return self.pilot.app

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def text(self) -> str:
        """The screen as text."""
        return screen_text(self.pilot)

    @property
    def said(self) -> str:
        """The newest toast."""
        return (toasts(self.pilot) or [""])[-1]

    @property
    def view(self) -> TranscriptView:
        return self.one("#text", TranscriptView)

    @property
    def selected(self) -> str:
        """The selected words of the open document."""
        return self.view.selection.of(self.view.source.text) if self.view.selection else ""

    @property
    def mark(self) -> Mark:
        """The coding under the cursor."""
        mark = self.view.current_mark
        assert mark is not None, "there is no coding here"
        return mark

    def one(self, selector: str, kind: type[W]) -> W:
        """A widget of the screen."""
        return self.screen.query_one(selector, kind)

    def rows(self, selector: str) -> DrawnRows:
        """A table of the screen."""
        return self.one(selector, DrawnRows)

    def on(self, *kinds: type[Screen[Any]]) -> bool:
        """Whether a screen of that kind is on top."""
        return isinstance(self.screen, kinds)

    async def press(self, keys: str) -> None:
        """Press keys with spaces between them; `“words”` are typed."""
        outside, *quoted = keys.split("“")
        await self._press_all(outside.split())
        for part in quoted:
            words, _, others = part.partition("”")
            await self.pilot.press(*(_NAMED.get(letter, letter) for letter in words))
            await settle(self.pilot)
            await self._press_all(others.split())

    async def _press_all(self, keys: Sequence[str]) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def choose(self, command: str) -> None:
        """Choose a command as the palette does."""
        assert isinstance(self.screen, Place)
        await self.screen.run_command(command)
        await settle(self.pilot)

    async def living(self) -> Living:
        """What the study holds."""
        return await self.app.lane.call(lambda project: living(project.conn))

    async def undo_to(self, start: Living) -> None:
        """Take back all that was done."""
        while await self.app.lane.call(lambda project: bool(project.stacks().done)):
            if await self.living() == start:
                break
            await self.app.lane.call(Project.undo)
        await settle(self.pilot)
        assert await self.living() == start

    async def to(self, place: type[Place]) -> None:
        """Back out of what was opened over a place, losing nothing."""
        for _ in range(8):
            if type(self.screen) is place:
                break
            await self.press("escape")
        assert type(self.screen) is place, f"esc leads to {type(self.screen).__name__}"
        for _ in range(3):
            if not isinstance(self.app.focused, Input | TextArea):
                break
            await self.press("escape")


async def text_at_its_start(seen: Seen) -> None:
    """In the document, nothing held or looked for, its first sentence selected."""
    for _ in range(8):
        if seen.on(CodingScreen):
            break
        await seen.press("enter" if type(seen.screen).__name__ == "DocumentsScreen" else "escape")
    await seen.to(CodingScreen)
    for _ in range(4):
        view = seen.view
        if not (view._passage.anchored or view._hits or view.looked_at or seen.screen.has_class("-beside")):
            break
        await seen.press("escape")
    await seen.press("g g")


async def tried(seen: Seen, row: Row, start: Living) -> str:
    """Try a row; returns what did not hold, empty where all did."""
    await seen.press(row.before)
    before = await seen.living()
    if row.chosen:
        await seen.choose(row.command)
    await seen.press(row.keys)
    wrong = ""
    try:
        if not row.holds(seen):
            wrong = f"it does not hold; the screen is {type(seen.screen).__name__}, it said {seen.said!r}"
    except AssertionError as error:
        wrong = str(error)
    after = await seen.living()
    if row.edits and after == before:
        wrong = wrong or f"it changed nothing; it said {seen.said!r}"
    elif row.edits and not wrong:
        await seen.press("u")
        if await seen.living() != before:
            wrong = f"undo does not give what was there before; it said {seen.said!r}"
        await seen.press("U")
        if await seen.living() != after:
            wrong = wrong or f"redo does not give it again; it said {seen.said!r}"
    elif after != before and not row.edits:
        wrong = wrong or "the study was changed"
    await seen.press(row.after)
    await seen.undo_to(start)
    return f"{row.command} ({row.keys or 'chosen'}): {row.promise}: {wrong}" if wrong else ""
