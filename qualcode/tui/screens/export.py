"""Export (F8): what goes into a report, a true preview of it, and what is held back."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import DocumentLine, documents
from qualcode.codebooks.code import Codebook
from qualcode.exports import markdown
from qualcode.exports.choices import ReportChoices
from qualcode.exports.files import check_name
from qualcode.exports.gather import report
from qualcode.exports.report import Report
from qualcode.exports.writing import write
from qualcode.problem import Problem
from qualcode.tui.clipboard import send
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens import export_opening
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.export_boxes import TickMany, Why
from qualcode.tui.screens.export_choices import Asked, remember, remembered
from qualcode.tui.screens.export_rows import Offered, before_rows, choice_rows, ticked
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage
from qualcode.tui.widgets.report_paragraphs import paragraphs


@dataclass(frozen=True)
class Preview:
    """The report that would be written now, and its words as a page."""

    report: Report
    page: list[Paragraph]


class ExportScreen(Place):
    """The export dialog; its choices are remembered for each study."""

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
        Command("export.why", "", "why", "export: Why something is held back", "Lists what is held back, and why."),
    )  # fmt: skip
    HINTS = ("export.tick", "export.write")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS_HERE),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asked = self._kept = Asked()
        self._offered = Offered()
        self._preview: Preview | None = None
        self._busy = ""

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

    async def on_screen_resume(self) -> None:
        """Begin with what another place asked to be exported."""
        kept = await remembered(self.shell)
        if kept not in (self._kept, self._asked):
            self._asked, self._stale = kept, True
        self._kept = kept

    async def refresh_place(self) -> None:
        """Read what there is to choose from, and preview."""
        book, lines = await self.shell.read(_offered)
        self._offered = Offered(book, lines, self.shell.lane.path, self.shell.names)
        self._draw()
        self._read_preview()

    def _draw(self) -> None:
        self.query_one("#choices", DrawnRows).show(choice_rows(self._asked, self._offered))
        self._draw_before()

    def _draw_before(self) -> None:
        value = self._preview.report if self._preview is not None else None
        self.query_one("#before", DrawnRows).show(before_rows(value, self._asked, self._offered, self._busy))

    @work(exclusive=True, group="preview")
    async def _read_preview(self) -> None:
        pane, page = self.query_one("#preview-pane", Pane), self.query_one("#preview", ReadingPage)
        pane.entitle("Preview · reading…")
        try:
            self._preview = await read_apart(
                self.shell.lane, previewed, self._asked.choices, await now(self.shell.lane)
            )
        except Problem as problem:
            self.shell.show_problem(problem)
            return
        page.show(self._preview.page, keep_place=True)
        pane.entitle("Preview")
        self._turned()
        self._draw_before()

    @on(ReadingPage.Turned, "#preview")
    def _turned(self) -> None:
        page = self.query_one("#preview", ReadingPage).page_numbers
        words = "the very words of the file"
        self.query_one("#preview-pane", Pane).entitle(below=f"{page} · {words}" if page else words)

    # Choosing

    def _chosen(self, asked: Asked) -> None:
        """Draw and keep other choices; preview again where the report differs."""
        before, self._asked = self._asked, asked
        self._draw()
        self._keep()
        if before.choices != asked.choices:
            self._read_preview()

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
        if event.row_id == "why":
            self.action_why()
        elif event.row_id == "export":
            self.action_export()

    @work
    async def _ask(self, row_id: str) -> None:
        choices = self._asked.choices
        if row_id == "codes":
            rows = [(code.id, "  " * depth + code.title) for code, depth in self._offered.book.walk()]
            found = await self.app.push_screen_wait(TickMany("Codes and areas", rows, choices.codes or ()))
            if found is not None:
                self._chosen(replace(self._asked, choices=replace(choices, codes=found or None)))
        elif row_id == "documents":
            rows = [(line.id, line.name) for line in self._offered.documents]
            found = await self.app.push_screen_wait(TickMany("Documents", rows, choices.documents or ()))
            if found is not None:
                self._chosen(replace(self._asked, choices=replace(choices, documents=found or None)))
        elif row_id in _TYPED:
            await self._ask_line(row_id)

    async def _ask_line(self, row_id: str) -> None:
        asked = self._asked
        title, words, hint = _TYPED[row_id]
        values = {
            "per_code": "" if asked.choices.per_code is None else str(asked.choices.per_code),
            "title": asked.choices.title,
            "template": asked.template,
            "where": asked.where,
        }
        found = await self.app.push_screen_wait(AskForm(title, [Field("it", hint, values[row_id])], words))
        if found is None:
            return
        typed = " ".join(found["it"].split())
        if row_id == "per_code":
            if typed and not typed.isdecimal():
                self.shell.show_problem(Problem(f"“{typed}” is not a number.", remedy="Type 3, or nothing for all."))
                return
            self._chosen(replace(asked, choices=replace(asked.choices, per_code=int(typed) if typed else None)))
        elif row_id == "title":
            self._chosen(replace(asked, choices=replace(asked.choices, title=typed)))
        elif row_id == "template":
            if typed and not Path(typed).expanduser().is_file():
                self.shell.show_problem(
                    Problem(f"There is no file {typed}.", remedy="Check the name and the folder.")
                )
                return
            self._chosen(replace(asked, template=typed))
        else:
            suffix = Path(typed).suffix.casefold()
            self._chosen(replace(asked, where=typed, suffix=suffix if suffix in (".docx", ".md") else asked.suffix))

    # Writing

    @work(group="export")
    async def action_export(self) -> None:
        """Write the report, judged by what people consent to now."""
        if self._busy:
            return
        asked, study = self._asked, self.shell.lane.path
        path = asked.path(study, self.shell.names)
        self._busy = f"Writing {path.name}…"
        self._draw_before()
        try:
            check_name(path, self.shell.names)
            value = await read_apart(self.shell.lane, report, asked.choices, await now(self.shell.lane))
            written = await asyncio.to_thread(write, value, path, template=asked.template_path)
        except Problem as problem:
            self.shell.show_problem(problem, decide=True)
            return
        finally:
            self._busy = ""
            self._draw_before()
        await self._after(written.paths[0], [*written.sentences, value.held_back_sentence])

    async def _after(self, path: Path, sentences: list[str]) -> None:
        choices = [
            ("open", "Open it", ""),
            ("folder", "Show it in its folder", ""),
            ("path", "Copy its path", ""),
            ("back", "Go back", ""),
        ]
        if not export_opening.can_open():
            choices = choices[2:]
            sentences.append("This machine has no desktop to open it with.")
        while True:
            chosen = await self.app.push_screen_wait(
                Choose(f"Saved {path.name}", choices, "\n".join([str(path), *sentences]))
            )
            if chosen in (None, "back"):
                return
            try:
                if chosen == "path":
                    self.shell.say(send(self.app, str(path), "the path"))
                else:
                    export_opening.show(path, folder=chosen == "folder")
                    return
            except Problem as problem:
                self.shell.show_problem(problem)

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
        if self._preview is not None and self._preview.report.held_back:
            await self.app.push_screen_wait(Why(self._preview.report.held_back))
        elif self._preview is not None:
            self.shell.say("Nothing is held back.")

    def action_side(self) -> None:
        """Show or hide the preview."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#preview" if self.has_class("-reading") else "#choices").focus()

    def action_back(self) -> None:
        """Go back to the choices."""
        self.remove_class("-reading")
        self.query_one("#choices").focus()


_TYPED = {
    "per_code": ("Excerpts of each code", "Kept quotes come first, then one of each participant in turn.", "At most"),
    "title": ("Title", "It stands on the first page.", "Title (empty: the study’s)"),
    "template": (
        "House template",
        "Its styles, page and header are used for the Word file.",
        "A .docx file, or nothing",
    ),
    "where": ("Where", "A name goes to the study’s exports folder; a path goes where it says.", "File"),
}


def previewed(conn: sqlite3.Connection, choices: ReportChoices, made_on: datetime) -> Preview:
    """The report as it would be written now."""
    value = report(conn, choices, made_on)
    return Preview(value, paragraphs(markdown.text(value)))


def _offered(conn: sqlite3.Connection) -> tuple[Codebook, list[DocumentLine]]:
    return codebook(conn), documents(conn)
