"""Participants: who speaks in the study, what they agreed to, and what is known of them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.edits.memos import MemoTarget
from qualcode.edits.participants import ChangeAttribute, ImportParticipants, MarkInterviewer
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.exports.phrases import counted
from qualcode.participants.files import read_csv
from qualcode.problem import Problem
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.export_boxes import TickMany
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.participants_rows import (
    COLUMNS,
    change,
    consent_sentence,
    fields_of,
    person_page,
    person_rows,
)
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage


class ParticipantsScreen(Place):
    """The participants; enter edits one where they stand. Esc goes back to where one came from."""

    MODE = "participants"
    CRUMB = "Participants"
    CSS_PATH = "participants.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "participants.edit", "enter", "open", "participant: Edit",
            "Opens pseudonym, consent, facts and note to write in; esc saves.", "Edit", pane="people", of_pane=True,
        ),
        Command(
            "participants.add", "plus", "add", "participants: Bring in a table, or add a fact…",
            "Brings in consent and facts from a csv file, or adds a fact about everybody.", "Bring in",
        ),
        Command(
            "participants.facts", "f", "facts", "participants: Which facts may be printed…",
            "Says which facts may stand beside a quote.", "Facts…",
        ),
        Command(
            "participants.interviewer", "I,upper_i", "interviewer", "participant: Is an interviewer",
            "Says that this person asks the questions: in every document, and no longer in this table.",
            "Interviewer",
        ),
        Command("participants.memo", "m", "memo", "participant: Memo", "Writes a memo on the participant.", "Memo"),
        Command(
            "participants.filter", "slash", "filter", "participants: Filter",
            "Shows only those with these letters in name, consent, facts or documents.", "Filter",
        ),
        Command("participants.side", "i", "side", "participants: The pane beside it", "Shows or hides one person."),
        Command("participants.back", "escape", "back", "participants: Go back", "Goes back.", "Back"),
    )  # fmt: skip
    HINTS = ("participants.edit", "participants.add", "participants.facts")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS_HERE),
        Binding("p", "leave", "Go back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._people: Sequence[Participant] = ()
        self._facts: Sequence[Attribute] = ()
        self._wanted = ""
        self._today = date.min

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="people-panes"):
            with Pane(id="table-pane") as pane:
                pane.entitle("Participants")
                yield DrawnRows(COLUMNS, id="people", empty="Reading…")
                yield FindBar("Show participants with", id="filter")
            with Pane(id="person-pane") as pane:
                pane.entitle("", "enter edits here")
                yield ReadingPage(id="person")

    async def refresh_place(self) -> None:
        """Read the participants and draw them."""
        self._today = (await now(self.shell.lane)).date()
        self._people, self._facts = await self.shell.read(_people)
        self._draw()

    def _draw(self) -> None:
        rows = person_rows(self._people, self._facts, self._today, self._wanted)
        table = self.query_one("#people", DrawnRows)
        table.say_when_empty(
            "Nobody has these letters. esc shows all."
            if self._wanted
            else "Nobody yet. Participants come with the documents they speak in."
        )
        table.show(rows)
        pane = self.query_one("#table-pane", Pane)
        pane.entitle(f"Participants · {len(rows)}", consent_sentence(self._people, self._today))
        self._draw_person()

    @property
    def _person(self) -> Participant | None:
        wanted = self.query_one("#people", DrawnRows).row_id
        return next((person for person in self._people if person.id == wanted), None)

    def _draw_person(self) -> None:
        person = self._person
        page = self.query_one("#person", ReadingPage)
        page.show(person_page(person, self._facts, self._today) if person is not None else [])
        if not self.has_class("-editing"):
            self.query_one("#person-pane", Pane).entitle(person.pseudonym if person is not None else "")

    @on(DrawnRows.Moved, "#people")
    def _moved(self) -> None:
        if self.has_class("-editing"):
            self.query_one(Form).save()
        else:
            self._draw_person()

    # Editing in place

    @on(DrawnRows.Opened, "#people")
    async def _opened(self, event: DrawnRows.Opened) -> None:
        person = self._person
        if person is None or self.query(Form):
            return
        self.add_class("-editing")
        self.query_one("#person").display = False
        pane = self.query_one("#person-pane", Pane)
        pane.entitle(f"Edit {person.pseudonym}", "tab next · esc saves")
        await pane.mount(Form(fields_of(person, self._facts), id="form", about=person.id))

    @on(Form.Done, "#form")
    async def _done(self, event: Form.Done) -> None:
        person = next((one for one in self._people if one.id == event.form.about), None)
        if person is not None and event.changed:
            try:
                edit = change(person, event.changed)
            except Problem as problem:
                self.shell.show_problem(problem)
                event.form.stay()
                return
            made = await self.shell.make(edit)
            if made is None:
                event.form.stay()
                return
            self.shell.say(f"{made.label} are saved. u takes it back.")
        if event.leaving:
            await self.run_action("app.leave")
            return
        event.form.put_away()
        self.remove_class("-editing")
        self.query_one("#person").display = True
        self.query_one("#person-pane", Pane).entitle(below="enter edits here")
        self.query_one("#people").focus()
        self._draw_person()

    def on_screen_suspend(self) -> None:
        """Going elsewhere saves what is being written."""
        for form in self.query(Form):
            form.save()

    # Commands

    @work
    async def action_add(self) -> None:
        """Bring in a table, or add a fact."""
        choices = [
            (
                "table",
                "Bring in a table (csv)…",
                "columns: participant, consent, until, words, and a column for each fact",
            ),
            ("fact", "Add a fact about participants…", "such as role, age or place"),
        ]
        chosen = await self.app.push_screen_wait(Choose("Participants", choices))
        if chosen == "table":
            await self._bring_in()
        elif chosen == "fact":
            await self._add_fact()

    async def _bring_in(self) -> None:
        from qualcode.tui.screens.choose_path import ChoosePath  # DirectoryTree, with the first table

        path = await self.app.push_screen_wait(
            ChoosePath(
                "Bring in a table of participants",
                "A csv file. Only what stands under a heading that ends in "
                "“(may be printed)” is ever printed beside a quote.",
                self.shell.lane.path.parent,
                wanted=lambda one: one.suffix.casefold() == ".csv",
                folders=False,
            )
        )
        if path is not None:
            await self.bring_in(path)

    async def bring_in(self, path: Path) -> None:
        """Fill in participants from a csv file, and say which of its rows fit nobody."""
        try:
            table = await asyncio.to_thread(read_csv, path)
        except Problem as problem:
            self.shell.show_problem(problem, decide=True)
            return
        edit = ImportParticipants(table.rows, table.printable)
        if await self.shell.make(edit) is None:
            return
        if edit.unmatched:
            self.shell.show_problem(
                Problem(
                    f"{counted(len(edit.unmatched), 'row')} of {path.name} fit nobody in this study.",
                    ", ".join(edit.unmatched[:12]) + ("…" if len(edit.unmatched) > 12 else "."),
                    "Give the pseudonym that stands in this table, or import their documents first. "
                    f"{counted(edit.changed, 'participant')} changed.",
                ),
                decide=True,
            )
        else:
            self.shell.say(f"{counted(edit.changed, 'participant')} changed. u takes it back.")

    async def _add_fact(self) -> None:
        fields = [
            Field("name", "Name of the fact", hint="such as role"),
            Field("printable", "may be printed beside a quote", "", "tick"),
        ]
        found = await self.app.push_screen_wait(
            AskForm("A fact about participants", fields, needed="It needs a name.")
        )
        name = " ".join(found["name"].split()) if found is not None else ""
        if found is not None and name:
            edit = ImportParticipants((), {name: found["printable"] == "yes"})
            await self._make(Together([edit], f"New fact “{name}”"))

    @work
    async def action_facts(self) -> None:
        """Say which facts may be printed."""
        if not self._facts:
            self.shell.say("No facts yet. + adds one.")
            return
        now = {fact.id for fact in self._facts if fact.printable}
        words = "Those that are ticked may stand beside a quote."
        rows = [(fact.id, fact.name) for fact in self._facts]
        wanted = await self.app.push_screen_wait(TickMany("Facts that may be printed", rows, now, words))
        if wanted is None or wanted == now:
            return
        edits = [
            ChangeAttribute(fact.id, {"printable": int(fact.id in wanted)})
            for fact in self._facts
            if (fact.id in wanted) != fact.printable
        ]
        await self._make(Together(edits, "Facts that may be printed"))

    async def _make(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None:
            self.shell.say(f"{made.label}. u takes it back.")

    @work
    async def action_interviewer(self) -> None:
        """Say that the person under the cursor asks the questions."""
        person = self._person
        if person is not None and (made := await self.shell.make(MarkInterviewer(person.id))) is not None:
            self.shell.say(f"{made.label} now: their words count as questions. u takes it back.")

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
        elif self._wanted:
            self._wanted = ""
            self._draw()
        elif self.query_one("#person").has_focus:
            self.query_one("#people").focus()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go back to where one came from."""
        self.dismiss()

    def action_filter(self) -> None:
        """Type letters of a participant."""
        self.remove_class("-reading")
        self.query_one(FindBar).open(self._wanted)

    @on(FindBar.Typed)
    def _typed(self, event: FindBar.Typed) -> None:
        self._wanted = event.words
        self._draw()

    @on(FindBar.Closed)
    def _filtered(self, event: FindBar.Closed) -> None:
        self._wanted = event.words
        self._draw()
        self.query_one("#people").focus()


def _people(conn: sqlite3.Connection) -> tuple[list[Participant], list[Attribute]]:
    return participants(conn), attributes(conn)
