"""Themes in the making (F5, 3): claims across areas, what supports each, and what goes against it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.counts.reach import Reaches
from qualcode.analysis.themes import Deed, Theme, theme_history, theme_reach, themes
from qualcode.exports.figures import Picture, Table
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST
from qualcode.project.project import Made
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.excerpts_place import remember_code
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.making_changing import ChangesThemes
from qualcode.tui.screens.making_commands import COMMANDS
from qualcode.tui.screens.making_rows import (
    THEME_COLUMNS,
    THING_COLUMNS,
    begin_page,
    theme_page,
    theme_rows,
    thing_rows,
)
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_TABLES = {"theme", "theme_link", "coding", "code", "quote", "document", "participant", "speaker", "text_version"}
_REST = 0.12  # seconds that the cursor rests on a theme before its reach is counted
_NOTHING = "Nothing yet. c gathers a code; Y in Excerpts and Counts an excerpt."


class MakingScreen(ChangesThemes):
    """Claims, what was gathered under the one under the cursor, and how far it reaches."""

    VIEW = "making"
    CRUMB = "In the making"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("making.new", "making.code", "making.against")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    DEFAULT_CSS = """
    MakingScreen #left { width: 3fr; }
    MakingScreen #themes-pane { height: 1fr; }
    MakingScreen #things-pane { height: 2fr; }
    MakingScreen #about-pane { width: 2fr; }
    MakingScreen.-alone #about-pane, MakingScreen.-narrow #about-pane { display: none; }
    MakingScreen.-narrow.-alone #about-pane { display: block; width: 1fr; }
    MakingScreen.-narrow.-alone #left { display: none; }
    MakingScreen.-begin #left { display: none; }
    MakingScreen.-begin #about-pane { display: block; width: 1fr; }
    MakingScreen.-short #themes-pane, MakingScreen.-short #things-pane { height: 1fr; min-height: 0; }
    MakingScreen.-short #themes-pane:focus-within, MakingScreen.-short #things-pane:focus-within { height: 30fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._reaches: tuple[Reaches, Reaches] | None = None
        self._deeds: Sequence[Deed] = ()
        self._drawn_id = ""  # of the theme whose gathered things are shown

    def compose_view(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Pane(id="themes-pane") as pane:
                    pane.entitle("Themes in the making", "enter: claim and note")
                    yield DrawnRows(THEME_COLUMNS, id="themes", empty="Reading…")
                with Pane(id="things-pane") as pane:
                    pane.entitle("Gathered")
                    yield DrawnRows(THING_COLUMNS, id="things", empty=_NOTHING)
            with Pane(id="about-pane"):
                yield ReadingPage(id="about")

    def on_mount(self) -> None:
        """Begin at the themes."""
        self.query_one("#themes").focus()

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the themes."""
        self._themes = {one.id: one for one in await read_apart(self.shell.lane, themes)}
        self.query_one("#themes", DrawnRows).show([row for one in self._themes.values() for row in theme_rows(one)])
        began = self.has_class("-begin") and bool(self._themes)
        self.set_class(not self._themes, "-begin")
        self._draw_theme()
        if began:
            self.call_after_refresh(self.query_one("#themes").focus)

    async def study_changed(self, made: Made) -> None:
        """Read again after what could move a number."""
        if {change.table for change in made.changes} & _TABLES:
            await super().study_changed(made)

    def _draw_theme(self) -> None:
        one = self._theme
        things = self.query_one("#things", DrawnRows)
        rows = thing_rows(one) if one is not None else []
        other = one is None or one.id != self._drawn_id
        first = next((thing.link_id for thing in (*one.supporting, *one.opposing)), "") if one is not None else ""
        things.show(rows, at=first if other else None)  # marks stay on what is still there
        self._drawn_id = one.id if one is not None else ""
        self.query_one("#things-pane", Pane).entitle(one.claim if one is not None else "Gathered")
        self._reaches, self._deeds = None, ()
        self._draw_page()
        if one is not None:
            self._read_reach(one)

    @work(exclusive=True, group="reach")
    async def _read_reach(self, one: Theme) -> None:
        await asyncio.sleep(_REST)
        self._deeds = await self.shell.read(theme_history, one.id)
        self._reaches = await read_apart(self.shell.lane, theme_reach, one)
        self._draw_page()

    def _draw_page(self) -> None:
        one, page, pane = self._theme, self.query_one("#about", ReadingPage), self.query_one("#about-pane", Pane)
        if one is None:
            pane.entitle("Themes in the making", "+ begins one")
            page.show(begin_page())
            return
        pane.entitle("Reach and history", "i hides this")
        claims = {each.id: each.claim for each in self._themes.values()}
        page.show(theme_page(one, self._reaches, self._deeds, claims))

    @on(DrawnRows.Moved, "#themes")
    def _theme_moved(self) -> None:
        self._draw_theme()

    # Commands

    @on(DrawnRows.Opened, "#themes")
    def _theme_opened(self) -> None:
        self._write()

    @on(DrawnRows.Opened, "#things")
    async def _thing_opened(self) -> None:
        thing = self._under_cursor()
        if thing is None:
            return
        if thing.table == "code" and not thing.gone:
            await remember_code(self.shell, thing.id)
            self.shell.go("excerpts")
        elif found := (*thing.excerpts, *thing.opposing):
            self.shell.open_document(found[0].document_id, Span(found[0].start, found[0].stop))
        else:
            self.shell.say("It is no longer there to be opened.")

    def action_words(self) -> None:
        """Go to the words said in what supports the theme."""
        from qualcode.tui.screens.words_within import WordsWithinScreen  # with its first use
        from qualcode.tui.screens.words_within_rows import Within

        if (one := self._theme) is not None:
            self.app.push_screen(WordsWithinScreen(Within(theme_id=one.id)))

    def action_side(self) -> None:
        """Show or hide reach and history."""
        self.toggle_class("-alone")
        if not self.has_class("-alone"):
            self.query_one("#themes").focus()

    def action_back(self) -> None:
        """From what was gathered to the themes."""
        things = self.query_one("#things", DrawnRows)
        if self.has_class("-narrow") and self.has_class("-alone"):
            self.action_side()
        elif things.marked:
            things.unmark_all()
        else:
            self.query_one("#themes").focus()

    @work
    async def action_export(self) -> None:
        """Write the themes with their numbers to a file."""
        from qualcode.exports.gather_themes import theme_numbers
        from qualcode.exports.reach_figures import theme_tables  # with its first use

        today = (await now(self.shell.lane)).date()
        reached = await read_apart(self.shell.lane, theme_numbers, Audience.TEAM, today)

        async def hiding() -> tuple[Sequence[Table], Sequence[Picture]]:
            return theme_tables(reached, FEWEST), ()

        title = "Themes in the making"
        await export_figures(self, title, theme_tables(reached) if reached else (), hiding=hiding)
