"""Export (F8): what goes into a report, a true preview of it, and what is held back."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.although import printed_although
from qualcode.edits.attributes import TellLess
from qualcode.exports.page import Page
from qualcode.exports.report import Report
from qualcode.problem import Problem
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.export_asking import AsksForExport
from qualcode.tui.screens.export_boxes import WhoIsKnown, Why
from qualcode.tui.screens.export_briefing import Papers
from qualcode.tui.screens.export_changed import WhatChanged
from qualcode.tui.screens.export_choices import Asked, remember, remembered
from qualcode.tui.screens.export_kind import Going
from qualcode.tui.screens.export_kinds import BRIEFING, KINDS, NUMBERS
from qualcode.tui.screens.export_making import (
    Preview,
    first_previewed,
    made,
    page_of,
    previewed,
    write_all_papers,
    write_files,
    write_going,
)
from qualcode.tui.screens.export_offered import offered
from qualcode.tui.screens.export_rows import before_rows, choice_rows, refused_rows, ticked
from qualcode.tui.screens.saved_file import tell_saved
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage


class ExportScreen(AsksForExport):
    """The export dialog: all documents that can be made, the choices of one, and what would go out of it."""

    MODE = "export"
    CRUMB = "Export"
    CSS_PATH = "export.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "export.choose", "enter", "open", "export: Choose", "Chooses it, or opens what to choose from.",
            "Choose", of_pane=True,
        ),
        Command("export.tick", "space", "tick", "export: Tick", "Ticks it, or takes the tick away.", "Tick"),
        Command(
            "export.write", "x", "export", "export: Write the file", "Writes the report as previewed.", "Export",
        ),
        Command("export.preview", "i", "side", "export: The preview", "Shows or hides the preview.", "Preview"),
        Command(
            "export.lead", "", "lead", "export: Team lead’s report",
            "Reach, counts, codes that meet, themes, charts and progress in one report, or as tables and pictures.",
        ),
        Command(
            "export.briefing", "", "briefing", "export: Briefing papers",
            "A short paper for each area, all in the same form: evidence, themes with quotes, tensions, questions.",
        ),
        *(
            Command(f"export.{kind.name}", "", f"make('{kind.name}')", f"export: {kind.label}", kind.words)
            for kind in KINDS.values()
        ),
        Command("export.why", "", "why", "export: Why something is held back", "Lists what is held back, and why."),
        Command(
            "export.who", "", "who", "export: Who could be recognised",
            "Lists who could be, by which facts, and the least that mends it.",
        ),
    )  # fmt: skip
    HINTS = ("export.tick", "export.write")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS_HERE),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._kept = self._asked
        self._preview: Preview | None = None
        self._busy = ""
        self._refused: Problem | None = None  # why nothing can be written

    def compose_place(self) -> ComposeResult:
        with Vertical():
            with Horizontal(id="export-panes"):
                with Pane(id="choices-pane") as pane:
                    pane.entitle("Export")
                    yield DrawnRows((Column(""),), id="choices", empty="Reading…")
                with Pane(id="preview-pane") as pane:
                    pane.entitle("Preview")
                    yield ReadingPage(id="preview")
            with Pane(id="before-pane") as pane:
                pane.entitle("Before it goes out")
                yield DrawnRows((Column(""),), id="before", empty="Reading…")

    # Reading and drawing

    def on_mount(self) -> None:
        """Look again what lies where the file goes when somebody comes back from another program."""
        self.watch(self.app, "app_focus", self._draw_before, init=False)

    async def on_screen_resume(self) -> None:
        """Begin with what another place asked to be exported."""
        kept = await remembered(self.shell)
        if kept not in (self._kept, self._asked):
            self._take(kept)
            self._stale = True
        self._kept = kept
        self._draw_before()

    async def refresh_place(self) -> None:
        """Read what there is to choose from, and preview."""
        first = not self._offered.book.codes and not self._offered.documents
        self._offered = await self.shell.read(offered, self.shell.lane.path, self.shell.names)
        self._take(self._asked)
        self._draw()
        if first:
            self._go_to_what()
        self._read_preview()

    def _draw(self) -> None:
        self.query_one("#choices", DrawnRows).show(choice_rows(self._asked, self._offered))
        self._draw_before()

    def _go_to_what(self) -> None:
        self.query_one("#choices", DrawnRows).go_to(self._asked.what)

    def _draw_before(self) -> None:
        value, said = (self._preview.made, self._busy) if self._preview is not None else (None, "")
        known = self._preview.recognised if self._preview is not None else None
        told = self._preview.although if self._preview is not None else ()
        self.set_class(known is not None and bool(known.people), "-recognised")
        self.set_class(bool(told), "-although")
        self.set_class(isinstance(value, Going) and bool(value.look), "-look")
        refused = refused_rows(self._refused) if self._refused is not None else None
        rows = refused or before_rows(value, self._asked, self._offered, said, known, told)
        self.query_one("#before", DrawnRows).show(rows)

    @work(exclusive=True, group="preview")
    async def _read_preview(self) -> None:
        pane = self.query_one("#preview-pane", Pane)
        pane.entitle("Preview · reading…")
        self._refused = None
        try:
            asked, made_on = self._asked, await now(self.shell.lane)
            if asked.kind is not None and asked.kind.shows_first:
                await self._show_first(asked, made_on)
            self._preview = await read_apart(self.shell.lane, previewed, asked, made_on)
        except Problem as problem:
            self._refuse(problem)
            return
        self._show_page()
        pane.entitle("Preview")
        self._draw_before()
        # What stands below may have taken a line of the page.
        self.call_after_refresh(self._turned)

    async def _show_first(self, asked: Asked, made_on: datetime) -> None:
        """Show what can be shown before all of it is judged. Raises Problem."""
        first = await read_apart(self.shell.lane, first_previewed, asked, made_on)
        if first:
            self._preview = None  # what it says of what goes out was of something else
            self._draw_before()
            page = self.query_one("#preview", ReadingPage)
            page.show(page_of(first, page.scrollable_content_region.width))
            self.query_one("#preview-pane", Pane).entitle("Preview · judging the rest…")

    def _show_page(self) -> None:
        if self._preview is not None:
            page = self.query_one("#preview", ReadingPage)
            page.show(self._preview.page(page.scrollable_content_region.width), keep_place=True)

    def on_resize(self) -> None:
        """Fit the numbers to the new width."""
        self.call_after_refresh(self._fit_numbers)

    def _fit_numbers(self) -> None:
        if self._preview is not None and isinstance(self._preview.made, (Page, Papers, Going)):
            self._show_page()

    def _refuse(self, problem: Problem) -> None:
        """Say where the report would stand why there is none."""
        self._preview, self._refused = None, problem
        told = [Paragraph(problem.title, "warning"), Paragraph(problem.detail), Paragraph(problem.remedy)]
        self.query_one("#preview", ReadingPage).show([one for one in told if one.words])
        self.query_one("#preview-pane", Pane).entitle("Preview", "nothing can be written so")
        self._draw_before()

    @on(ReadingPage.Turned, "#preview")
    def _turned(self) -> None:
        page = self.query_one("#preview", ReadingPage).screen_numbers
        words = "the numbers of the file" if self._asked.numbers else "the very words of the file"
        if self._refused is not None:
            page, words = "", "nothing can be written so"
        self.query_one("#preview-pane", Pane).entitle(below=f"{page} · {words}" if page else words)

    # Choosing

    def _chosen(self, asked: Asked) -> None:
        """Draw and keep other choices; preview again where the report differs."""
        before = self._asked
        self._take(asked)
        self._draw()
        self._keep()
        if before.previews_as != self._asked.previews_as:
            self._read_preview()

    def _take(self, asked: Asked) -> None:
        """Go on with other choices; what was read of another document is forgotten."""
        if self._asked.what != asked.what:
            self._preview, self._refused = None, None
        self._asked = asked.with_own_readers(self._offered, self._asked)

    @work(group="keep")
    async def _keep(self) -> None:
        asked = self._asked
        await remember(self.shell, asked)
        self._kept = asked

    @on(DrawnRows.Opened, "#choices")
    @on(DrawnRows.Clicked, "#choices")
    def _pressed(self, event: DrawnRows.RowMessage) -> None:
        self._press(event.row_id, by_mouse=isinstance(event, DrawnRows.Clicked))

    def _press(self, row_id: str, *, by_mouse: bool = False) -> None:
        asked = ticked(self._asked, row_id, self._offered)
        if asked is not None:
            self._chosen(asked)
        elif not by_mouse:
            self._ask(row_id)

    @on(DrawnRows.Opened, "#before")
    @on(DrawnRows.Clicked, "#before")
    def _before_pressed(self, event: DrawnRows.RowMessage) -> None:
        if event.row_id in ("why", "although", "look"):
            self.action_why()
        elif event.row_id == "recognised":
            self.action_who()
        elif event.row_id == "export":
            self.action_export()

    # Writing

    @work(group="export")
    async def action_export(self) -> None:
        """Write the report, judged by what people consent to now."""
        if self._busy:
            return
        asked, study, names = self._asked, self.shell.lane.path, self.shell.names
        self._busy = f"Writing {asked.paths(study, names)[0].name}…"
        self._draw_before()
        try:
            value = await read_apart(self.shell.lane, made, asked, await now(self.shell.lane))
            changed: list[tuple[str, tuple[str, ...]]] = []
            if isinstance(value, Papers):
                papers = await write_all_papers(value, asked, self.shell)
                path, told, changed = papers.path, papers.told, papers.changed
            elif isinstance(value, Going):
                path, told = await write_going(value, asked, study, names)
                recorded = None if value.then is None else await self.shell.make(value.then)
                told += [f"{recorded.label}. u takes that back."] if recorded is not None else []
            else:
                path, told = await write_files(value, asked, study, names)
        except Problem as problem:
            self.shell.show_problem(problem, decide=True)
            return
        finally:
            self._busy = ""
            self._draw_before()
        if changed:
            await self.app.push_screen_wait(WhatChanged(changed))
        await tell_saved(self, path, told)

    # Commands

    async def action_open(self) -> None:
        """Choose what the focused list's cursor is on."""
        focused = self.focused if isinstance(self.focused, DrawnRows) else self.query_one("#choices", DrawnRows)
        focused.action_open()

    def action_tick(self) -> None:
        """Tick what the cursor is on."""
        rows = self.focused
        if isinstance(rows, DrawnRows) and rows.id == "choices":
            self._press(rows.row_id)
        elif isinstance(rows, DrawnRows):
            rows.action_open()

    @work
    async def action_why(self) -> None:
        """List what is held back."""
        value = self._preview.made if self._preview is not None else None
        told = self._preview.although if self._preview is not None else ()
        held = value.held_back if isinstance(value, (Report, Papers, Going)) else ()
        look = value.look if isinstance(value, Going) else ()
        if held or told or look:
            await self.app.push_screen_wait(Why(held, printed_although(told), look))
        elif value is not None:
            nobody = isinstance(value, Page)
            self.shell.say("Nobody is quoted in numbers." if nobody else "Nothing is held back.")

    @work
    async def action_who(self) -> None:
        """List who could be recognised, by what, and what would mend it; mend it where that is wanted."""
        known = self._preview.recognised if self._preview is not None else None
        if known is not None and known.people:
            if await self.app.push_screen_wait(WhoIsKnown(known)):
                made = await self.shell.make(TellLess(known.wider))
                if made is not None:
                    self.shell.say(f"{made.label}. u takes it back.")
        elif known is not None:
            self.shell.say("Nobody could be recognised by what is printed beside them.")

    def action_lead(self) -> None:
        """Choose the team lead's report."""
        self.action_make(NUMBERS)

    def action_briefing(self) -> None:
        """Choose the briefing papers."""
        self.action_make(BRIEFING)

    def action_make(self, what: str) -> None:
        """Choose what to make, by its name."""
        self._chosen(self._asked.turned_to(what))
        self._go_to_what()

    def action_side(self) -> None:
        """Show or hide the preview."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#preview" if self.has_class("-reading") else "#choices").focus()
        self.call_after_refresh(self._fit_numbers)

    def action_back(self) -> None:
        """Go back to the choices."""
        self.remove_class("-reading")
        self.query_one("#choices").focus()
