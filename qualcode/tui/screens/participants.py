"""Participants: who speaks in the study, what they agreed to, and what is known of them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from qualcode.analysis.memos import memos_by_row
from qualcode.analysis.people import Attribute, Participant, attributes, kinds_by_person, participants
from qualcode.edits.attributes import RemoveAttribute
from qualcode.edits.memos import MemoTarget
from qualcode.edits.participants import AddParticipant, MarkInterviewer, RemoveParticipant
from qualcode.edits.store import Edit
from qualcode.exports.phrases import plural
from qualcode.participants.attributes import AppliesTo
from qualcode.transcripts.transcript import Kind
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now
from qualcode.tui.screens.cell_editor import CellEditor
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.participants_columns import OF_KIND, Order, ask_attribute, ask_printable, ask_table
from qualcode.tui.screens.participants_commands import COMMANDS
from qualcode.tui.screens.participants_rows import (
    PeopleTable,
    cell_asked,
    cell_edit,
    consent_sentence,
    person_page,
)
from qualcode.tui.screens.participants_writing import WritesParticipants
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.reason_wanted import make_because
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage


class ParticipantsScreen(WritesParticipants):
    """The participants as a table: enter edits a cell where it stands, on a name all that is known of the person.

    The cursor begins on the participant `at`. Esc goes back to where one came from.
    """

    MODE = "participants"
    CRUMB = "Participants"
    FILTERED = "people"
    CSS_PATH = "participants.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("participants.edit", "participants.add", "participants.facts")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS_HERE),
        Binding("p", "leave", "Go back", show=False),
    ]

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._first = at
        self._memos: Mapping[str, Sequence[tuple[str, str]]] = {}
        self._table = PeopleTable((), (), date.min)
        self._order = Order()
        self._doubtful_only = False
        self._kinds: Mapping[str, frozenset[str]] = {}
        self._of_kind = ""
        self._today = date.min

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="people-panes"):
            with Pane(id="table-pane") as pane:
                pane.entitle("Participants")
                yield DrawnTable(id="people", empty="Reading…")
                yield FindBar("Show participants with", id="filter")
            with Pane(id="person-pane") as pane:
                pane.entitle("", "")
                yield ReadingPage(id="person")

    async def refresh_place(self) -> None:
        """Read the participants and draw them; not while one is written to."""
        if self._draft is not None:
            return
        self._today = (await now(self.shell.lane)).date()
        self._people, self._facts, self._memos, self._kinds = await self.shell.read(_people)
        self._draw()
        if self._first:
            self.query_one("#people", DrawnTable).go_to(self._first, "who")
            self._first = ""

    def _draw(self) -> None:
        self._table = PeopleTable(
            self._people,
            self._facts,
            self._today,
            wanted=self._wanted,
            sorted_by=self._order.by,
            backwards=self._order.backwards,
            doubtful_only=self._doubtful_only,
            kinds=self._kinds,
            of_kind=self._of_kind,
        )
        empty = "Nobody yet. Participants come with the documents they speak in; + adds one by hand."
        if self._wanted or self._doubtful_only or self._of_kind:
            empty = (
                "Nobody has these letters. esc shows all." if self._wanted else "Nothing is doubtful. esc shows all."
            )
        ids = [person.id for person in self._table.people]
        self.query_one("#people", DrawnTable).show(self._table.columns, ids, self._table.row_at, empty)
        pane = self.query_one("#table-pane", Pane)
        shown = f"{len(ids):,} of {len(self._people):,}" if len(ids) < len(self._people) else f"{len(ids):,}"
        only = f" in {plural(Kind(self._of_kind))}" if self._of_kind else ""
        only += " · doubtful" if self._doubtful_only else ""
        only += f" · with “{' '.join(self._wanted.split())}”" if self._wanted.strip() else ""
        pane.entitle(f"Participants · {shown}{only}", consent_sentence(self._people, self._today))
        self._draw_person()

    @property
    def _person(self) -> Participant | None:
        wanted = self.query_one("#people", DrawnTable).row_id
        return next((person for person in self._people if person.id == wanted), None)

    @property
    def _fact(self) -> Attribute | None:
        wanted = self.query_one("#people", DrawnTable).column_id
        return next((fact for fact in self._facts if fact.id == wanted), None)

    def _draw_person(self) -> None:
        person = self._person
        page = self.query_one("#person", ReadingPage)
        doubts = self._table.doubts(person) if person is not None else {}
        own = self._memos.get(person.id, ()) if person is not None else ()
        facts = self._table.facts_of(person) if person is not None else ()
        page.show(person_page(person, facts, self._today, doubts, own) if person is not None else [])
        if not self.has_class("-editing"):
            self.query_one("#person-pane", Pane).entitle(person.pseudonym if person is not None else "")

    @on(DrawnTable.Moved, "#people")
    def _moved(self) -> None:
        if self.has_class("-editing"):
            self.query_one(Form).save()
        else:
            self._draw_person()

    # Editing a cell where it stands

    @on(DrawnTable.Opened, "#people")
    async def _opened(self, event: DrawnTable.Opened) -> None:
        person = self._person
        if person is None or self.query(Form):
            return
        if event.column_id == "who":
            await self._open_form(person)
        elif cell_asked(person, event.column_id, self._facts) is not None:
            self._edit_cell(person, event.column_id)
        else:
            self.shell.say("This comes from the documents. Review who speaks there to change it.")

    @work
    async def _edit_cell(self, person: Participant, column: str) -> None:
        table = self.query_one("#people", DrawnTable)
        asked = cell_asked(person, column, self._facts)
        while asked is not None:
            edited = await self.app.push_screen_wait(CellEditor(asked, lambda: table.cell_region))
            if edited is None:
                return
            if edited.value == asked.value or await self.shell.make(cell_edit(person, column, edited.value)):
                table.go_to(person.id, column)
                table.action_aside(edited.columns)
                return
            asked = replace(asked, value=edited.value)  # what was typed stays, to be put right

    # Commands

    @work
    async def action_add(self) -> None:
        """A new participant, a new attribute, or a table."""
        choices = [
            ("table", "Bring in a table (csv, xlsx)…", "shows first what fits, what does not, and what is doubtful"),
            ("fact", "New attribute…", "such as role, age or place"),
            ("person", "New participant…", "somebody whose documents are not in the study yet"),
        ]
        chosen = await self.app.push_screen_wait(Choose("Participants", choices))
        if chosen == "table":
            await self._bring_in()
        elif chosen == "fact":
            edit = await ask_attribute(self.app, None, AppliesTo.PARTICIPANT)
            if edit is not None:
                await self._make(edit)
        elif chosen == "person":
            await self._add_person()

    async def _add_person(self) -> None:
        name = await self.app.push_screen_wait(
            AskLine("A new participant", "Their pseudonym, never their name.", placeholder="such as P12")
        )
        if name:
            edit = AddParticipant(name)
            await self._make(edit)
            await self.refresh_place()  # before the change itself draws it: the cursor goes there
            self.query_one("#people", DrawnTable).go_to(edit.id, "who")

    async def _bring_in(self) -> None:
        from qualcode.tui.screens.choose_path import ChoosePath  # DirectoryTree, with the first table

        path = await self.app.push_screen_wait(
            ChoosePath(
                "Bring in a table of participants",
                "A csv file or a spreadsheet. Nothing is brought in before you have seen what fits.",
                self.shell.lane.path.parent,
                wanted=lambda one: one.suffix.casefold() in (".csv", ".tsv", ".xlsx", ".xlsm"),
                folders=False,
            )
        )
        if path is not None:
            await self.bring_in(path)

    async def bring_in(self, path: Path) -> None:
        """Show what fits of a table, to be brought in or not."""
        from qualcode.tui.screens.facesheet import preview_table  # with the first table

        await preview_table(self.shell, self.app, path, AppliesTo.PARTICIPANT)

    @work
    async def action_facts(self) -> None:
        """Sort the table, or say what its columns are."""
        column = self.query_one("#people", DrawnTable).column_id
        heading = next((one.heading.removesuffix(" *") for one in self._table.columns if one.id == column), "")
        kinds = Counter(kind for person in self._people for kind in self._kinds.get(person.id, ()))
        there = {str(kind): kinds[kind] for kind in Kind if kinds[kind]}
        chosen = await ask_table(
            self.app, heading, self._fact, self._order, column, self._doubtful_only, there, self._of_kind
        )
        if chosen in ("up", "down"):
            self._order = Order(column, chosen == "down")
            self._draw()
        elif chosen == "unsort":
            self._order = Order()
            self._draw()
        elif chosen == "doubtful":
            self._doubtful_only = not self._doubtful_only
            self._draw()
        elif chosen is not None and chosen.startswith(OF_KIND):
            self._of_kind = chosen.removeprefix(OF_KIND)
            self._draw()
        elif chosen is not None:
            await self._change_columns(chosen)

    async def _change_columns(self, chosen: str) -> None:
        edit: Edit | None = None
        if chosen == "print" and not self._facts:
            self.shell.say("No attributes yet. + adds one.")
        elif chosen == "print":
            edit = await ask_printable(self.app, self._facts)
        elif self._fact is not None and chosen == "attribute":
            edit = await ask_attribute(self.app, self._fact, AppliesTo.PARTICIPANT)
        elif self._fact is not None:
            edit = RemoveAttribute(self._fact.id)
        if edit is not None:
            await self._make(edit)

    async def action_remove(self) -> None:
        """Empty the cell under the cursor; on a name take the person out."""
        person, column = self._person, self.query_one("#people", DrawnTable).column_id
        if person is None:
            return
        if column == "who":
            await self._make(RemoveParticipant(person.id))
        elif column == "until" or self._fact is not None:
            await self._make(cell_edit(person, column, ""))
        else:
            self.shell.say("This cell cannot be empty." if column == "consent" else "This comes from the documents.")

    async def _make(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None:
            self.shell.say(f"{made.label}. u takes it back.")

    @work
    async def action_interviewer(self) -> None:
        """Say that the person under the cursor asks the questions."""
        person = self._person
        if person is None:
            return
        made = await make_because(self.shell, self.app, lambda because: MarkInterviewer(person.id, because))
        if made is not None:
            self.shell.say(f"{made.label} now: their words count as questions. u takes it back.")

    @work
    async def action_erase(self) -> None:
        """Take the person under the cursor out of all that the study keeps."""
        from qualcode.tui.screens.erasing import ask_erase  # with its first use

        person = self._person
        if person is not None:
            await ask_erase(self, self.shell, person)

    @work
    async def action_memo(self) -> None:
        """Write a memo on the participant."""
        person = self._person
        if person is not None:
            await write_memo(self, f"participant {person.pseudonym}", MemoTarget("participant", person.id))

    # Looking

    def action_side(self) -> None:
        """Show or hide the person beside the table."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#person" if self.has_class("-reading") else "#people").focus()

    def action_back(self) -> None:
        """From the person to the table; from a filtered table to the whole; then out."""
        if self.has_class("-reading"):
            self.action_side()
        elif self._wanted or self._doubtful_only or self._of_kind:
            self._doubtful_only, self._of_kind = False, ""
            self.narrow("")
        elif self.query_one("#person").has_focus:
            self.query_one("#people").focus()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go back to where one came from."""
        self.dismiss()


def _people(
    conn: sqlite3.Connection,
) -> tuple[list[Participant], list[Attribute], dict[str, list[tuple[str, str]]], dict[str, frozenset[str]]]:
    return participants(conn), attributes(conn), memos_by_row(conn, "participant"), kinds_by_person(conn)
