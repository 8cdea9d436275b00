"""A table about participants or documents before it is brought in: what fits, what does not, what is doubtful."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from qualcode.analysis.document_details import known_documents
from qualcode.analysis.people import attributes, known_people
from qualcode.edits.facesheets import BringInTable
from qualcode.exports.phrases import counted
from qualcode.participants.attributes import AppliesTo, Attribute, AttributeKind
from qualcode.participants.columns import Meaning, meanings_for
from qualcode.participants.facesheet import Decisions, Known, Plan, plan
from qualcode.participants.sheets import Sheet, read_sheets
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.facesheet_rows import COLUMNS, column_rows, found_rows
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.words import Words


async def preview_table(shell: Shell, app: App[object], path: Path, applies_to: AppliesTo) -> None:
    """Read a table, ask which sheet where there are several, and show what of it fits."""
    try:
        sheets = await asyncio.to_thread(read_sheets, path)
    except Problem as problem:
        shell.show_problem(problem, decide=True)
        return
    sheet = sheets[0]
    if len(sheets) > 1:
        choices = [
            (str(place), one.name, f"{counted(len(one.rows), 'row')}: {', '.join(one.headings[:6])}")
            for place, one in enumerate(sheets)
        ]
        chosen = await app.push_screen_wait(Choose(f"Which sheet of {path.name}?", choices))
        if chosen is None:
            return
        sheet = sheets[int(chosen)]
    await app.push_screen(FacesheetScreen(sheet, path.name, applies_to))


class FacesheetScreen(Place):
    """The preview of a table; space decides, enter brings in what fits, esc leaves everything as it was."""

    MODE = "participants"
    CRUMB = "A table"
    CSS_PATH = "facesheet.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "facesheet.bring-in", "enter", "bring_in", "table: Bring in what fits",
            "Brings in what fits and what you ticked, as one step; nothing else is changed.", "Bring in",
        ),
        Command(
            "facesheet.tick", "space", "tick", "table: Agree, or may be printed",
            "Ticks what is under the cursor: agrees to a suggestion, adds somebody new, lets a column be printed.",
            "Tick",
        ),
        Command(
            "facesheet.facts", "f", "facts", "table: What this column is…",
            "Says what the column under the cursor is: who, consent, an attribute of some kind, or left out.",
            "Column…", pane="columns", only_there=True,
        ),
        Command(
            "facesheet.agree", "", "agree", "table: Agree to every suggestion",
            "Ticks every suggestion but those that would bring in what may say who somebody is.",
        ),
        Command(
            "facesheet.new", "", "everybody_new", "table: Add everybody who fits nobody",
            "Ticks every row that fits nobody, to be added as a new participant.",
        ),
        Command("facesheet.pane", "tab", "app.focus_next", "table: Other list", "Goes to the other list.", "Lists"),
        Command(
            "facesheet.back", "escape", "back", "table: Go back", "Goes back; nothing is brought in.", "Back",
        ),
    )  # fmt: skip
    HINTS = ("facesheet.tick", "facesheet.facts", "facesheet.bring-in")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS_HERE)]

    def __init__(self, sheet: Sheet, name: str, applies_to: AppliesTo) -> None:
        super().__init__()
        self._sheet = sheet
        self._file = name
        self._applies_to = applies_to
        self._decisions = Decisions()
        self._known: Sequence[Known] = ()
        self._facts: Sequence[Attribute] = ()
        self._plan: Plan | None = None

    def compose_place(self) -> ComposeResult:
        with Container(id="table-panes"):
            with Pane(id="found-pane") as pane:
                pane.entitle("What would be brought in")
                yield _Rows((Column(""),), id="found", empty="Reading…")
                yield Words("", id="whole")
            with Pane(id="columns-pane") as pane:
                pane.entitle("Columns", "f what it is · space may be printed")
                yield _Rows(COLUMNS, id="columns", empty="Reading…")

    def crumbs(self) -> Sequence[str]:
        """The file's name stands in the first line."""
        return (self.shell.study_title, "Participants" if self._people else "Documents", plain(self._file))

    @property
    def _people(self) -> bool:
        return self._applies_to is AppliesTo.PARTICIPANT

    async def refresh_place(self) -> None:
        """Read what the study knows, and hold the table against it."""
        self._known, self._facts = await self.shell.read(_known, self._applies_to)
        await self._hold()

    async def _hold(self) -> None:
        self._plan = await asyncio.to_thread(
            plan, self._sheet, self._applies_to, self._known, self._facts, self._decisions
        )
        self.query_one("#columns", DrawnRows).show(column_rows(self._plan))
        self.query_one("#found", DrawnRows).show(found_rows(self._plan, self._decisions.new))
        new = sum(fit.target is None for fit in self._plan.fits)
        fitting = counted(len(self._plan.fits) - new, "row")
        verb = "fits" if len(self._plan.fits) - new == 1 else "fit"
        words = f"{fitting} of {len(self._sheet.rows):,} {verb} · {self._plan.changed - new:,} with something new"
        words += f" · {counted(new, 'participant')} added" if new else ""
        self.query_one("#found-pane", Pane).entitle("What would be brought in", words)

    @on(DrawnRows.Moved, "#found")
    def _moved(self, event: DrawnRows.Moved) -> None:
        rows = found_rows(self._plan, self._decisions.new) if self._plan is not None else []
        words = next((row.cells[0].strip() for row in rows if row.id == event.row_id), "")
        self.query_one("#whole", Words).update(plain(words))

    @on(DrawnRows.Clicked)
    async def _clicked(self, event: DrawnRows.Clicked) -> None:
        if event.rows.id == "found":
            await self.action_tick()

    # Deciding

    async def action_tick(self) -> None:
        """Tick what is under the cursor."""
        if self._plan is None:
            return
        if self.query_one("#columns").has_focus:
            self._tick_column(int(self.query_one("#columns", DrawnRows).row_id or -1))
        else:
            what, _, name = self.query_one("#found", DrawnRows).row_id.partition(":")
            if what == "doubt" and any(doubt.id == name and doubt.offer for doubt in self._plan.doubts):
                self._decisions = replace(self._decisions, accepted=self._decisions.accepted ^ {name})
            elif what == "new" and (int(name) in self._decisions.new or self._may_be_new(int(name))):
                self._decisions = replace(self._decisions, new=self._decisions.new ^ {int(name)})
            else:
                return
        await self._hold()

    def _may_be_new(self, line: int) -> bool:
        assert self._plan is not None
        return any(one.line == line and one.may_be_new for one in self._plan.strangers)

    def _tick_column(self, place: int) -> None:
        assert self._plan is not None
        column = next((one for one in self._plan.attributes if one.place == place), None)
        if column is not None:
            printable = {**self._decisions.printable, place: not column.printable}
            self._decisions = replace(self._decisions, printable=printable)

    @work
    async def action_facts(self) -> None:
        """Say what the column under the cursor is."""
        place = self.query_one("#columns", DrawnRows).row_id
        if self._plan is None or not place:
            return
        column = self._plan.columns[int(place)]
        now = f"kind:{column.kind}" if column.meaning is Meaning.ATTRIBUTE else f"meaning:{column.meaning}"
        choices = [(f"kind:{kind}", f"an attribute: {kind}", "") for kind in AttributeKind]
        choices += [(f"meaning:{one}", str(one), "") for one in meanings_for(self._applies_to)]
        sample = ", ".join(dict.fromkeys(plain(cell) for cell in self._sheet.column(column.place) if cell))
        words = f"It says: {sample[:150]}{'…' if len(sample) > 150 else ''}"
        chosen = await self.app.push_screen_wait(Choose(f"What “{column.heading}” is", choices, words, chosen=now))
        if chosen is not None:
            self._say_what(column.place, chosen)
            await self._hold()

    def _say_what(self, place: int, chosen: str) -> None:
        what, _, name = chosen.partition(":")
        meaning = Meaning(name) if what == "meaning" else Meaning.ATTRIBUTE
        # What only one column can be goes from the one to the other.
        one_only = meaning not in (Meaning.ATTRIBUTE, Meaning.LEFT_OUT)
        meanings = {at: one for at, one in self._decisions.meanings.items() if not (one_only and one is meaning)}
        kinds = dict(self._decisions.kinds)
        if what == "kind":
            kinds[place] = AttributeKind(name)
        self._decisions = replace(self._decisions, meanings={**meanings, place: meaning}, kinds=kinds)

    async def action_agree(self) -> None:
        """Agree to every suggestion; one may raise another, of a column first."""
        for _ in range(3):
            if self._plan is not None:
                offered = {one.id for one in self._plan.doubts if one.offer and not one.is_for_one_by_one}
                self._decisions = replace(self._decisions, accepted=self._decisions.accepted | offered)
                await self._hold()

    async def action_everybody_new(self) -> None:
        """Add everybody who fits nobody."""
        if self._plan is not None:
            lines = {one.line for one in self._plan.strangers if one.may_be_new}
            self._decisions = replace(self._decisions, new=self._decisions.new | lines)
            await self._hold()

    # Going

    async def action_bring_in(self) -> None:
        """Bring in what fits, as one step."""
        if self._plan is None:
            return
        if self._plan.who is None:
            self.shell.say("No column says whom the rows are about. tab goes to the columns, f says what one is.")
            return
        if not self._plan.fits:
            self.shell.say("No row fits yet, so nothing would be brought in. space on a row says who it is about.")
            return
        edit = BringInTable(self._plan)
        made = await self.shell.make(edit)
        if made is None:
            return
        noun = "participant" if self._people else "document"
        words = f"{counted(edit.changed, noun)} filled in{f', {edit.new} new' if edit.new else ''}."
        left = len(self._plan.strangers)
        words += f" {counted(left, 'row')} left out." if left else ""
        self.shell.say(f"{words} u takes it back." if made.changes else "That was so already; nothing was changed.")
        self.dismiss()

    def action_back(self) -> None:
        """Go back; nothing is brought in."""
        self.dismiss()


class _Rows(DrawnRows, inherit_bindings=False):
    """A list whose rows are ticked, not opened: enter brings in."""

    BINDINGS: ClassVar[list[BindingType]] = [one for one in DrawnRows.BINDINGS if getattr(one, "key", "") != "enter"]


def _known(conn: sqlite3.Connection, applies_to: AppliesTo) -> tuple[list[Known], list[Attribute]]:
    known = known_people(conn) if applies_to is AppliesTo.PARTICIPANT else known_documents(conn)
    return known, attributes(conn, applies_to)
