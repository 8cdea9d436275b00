"""Bringing a survey in: what becomes of each column is shown first, and decided here."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from qualcode.analysis.study import language
from qualcode.exports.phrases import counted
from qualcode.participants.survey_choices import QuestionChoice, Role, SurveyChoices
from qualcode.participants.survey_guess import with_decisions
from qualcode.participants.survey_joining import Joining, Same
from qualcode.participants.survey_people import SurveyPeople
from qualcode.problem import Problem
from qualcode.project.surveys import people_there, preview, read_survey, survey_arrival
from qualcode.transcripts.clean import clean, plain
from qualcode.transcripts.importers.encodings import shown_name
from qualcode.transcripts.survey_table import SEPARATORS, SurveyTable
from qualcode.tui.screens.importing_rows import ENCODINGS
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.survey_import_column import ask_about
from qualcode.tui.screens.survey_import_rows import (
    BRING_IN,
    ENCODING,
    FOUND,
    NAME,
    PEOPLE,
    SAME,
    SEPARATOR,
    column_rows,
    encodings,
    said_of,
    same_people,
    sample_of,
    separators,
)
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.marked_options import MarkedOptions
from qualcode.tui.widgets.words import Words


class SurveyImportScreen(Modal[str]):
    """One line for each column: enter says what it is to be; the first line brings all in as one step.

    Gives the id of the survey where its answers are to be read now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Go on", show=False)]

    DEFAULT_CSS = """
    SurveyImportScreen > .box { width: 96%; max-width: 110; }
    SurveyImportScreen MarkedOptions, SurveyImportScreen MarkedOptions:focus { height: 1fr; max-height: 22; }
    SurveyImportScreen #said { height: auto; color: $text-muted; }
    SurveyImportScreen VerticalScroll { height: auto; max-height: 7; margin-top: 1; }
    SurveyImportScreen #odd { height: auto; }
    """

    def __init__(self, path: Path) -> None:
        super().__init__("Bring a survey in", keys="esc back; nothing is brought in before you agree")
        self._path = path
        self._table: SurveyTable | None = None
        self._choices: SurveyChoices | None = None
        self._found: SurveyPeople | None = None
        self._stop = threading.Event()
        self._busy = False
        self._survey_id: str | None = None
        self._encoding: str | None = None  # as a person chose them; None finds them
        self._separator: str | None = None
        self._same = Same.JOIN
        self._met = Joining()
        self._done = False

    @dataclass
    class Progressed(Message):
        """So many people's answers are cut into sentences."""

        number: int
        total: int

    def compose_box(self) -> ComposeResult:
        yield Words("Reading…", id="said")
        yield MarkedOptions(id="columns")
        with VerticalScroll():
            yield Words("", id="odd")

    def on_mount(self) -> None:
        """Read the file at once."""
        self._read()

    def on_unmount(self) -> None:
        """Leave no thread working on."""
        self._stop.set()

    def action_back(self) -> None:
        """Go back; nothing is brought in unless all is, and what is being written is written."""
        self._stop.set()
        if not self._busy:
            self.dismiss(None)

    def action_go_on(self) -> None:
        """Read the answers once they are in."""
        if self._done:
            self.dismiss(self._survey_id)

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            table, self._choices = await asyncio.to_thread(read_survey, self._path)
            self._table, sheets = table, table.sheets
            if len(sheets) > 1:
                sheet = await self.app.push_screen_wait(
                    Choose("Which sheet holds the answers?", [(name, name, "") for name in sheets])
                )
                if sheet is None:
                    self.dismiss(None)
                    return
                self._table, self._choices = await asyncio.to_thread(read_survey, self._path, sheet)
        except Problem as problem:
            self._end(str(problem))
            return
        await self._look()

    async def _look(self, at: str = BRING_IN) -> None:
        """Work out what would come in, and show it."""
        assert self._table is not None
        assert self._choices is not None
        options = self.query_one(MarkedOptions)
        self.query_one("#said", Words).update("Looking what that gives…")
        try:
            self._found = await asyncio.to_thread(preview, self._table, self._choices)
            self._met = await cast(Shell, self.app).read(people_there, self._found, self._same)
        except Problem as problem:
            self._found = None
            self.query_one("#odd", Words).update(clean(str(problem)))
        else:
            self.query_one("#odd", Words).update(clean("\n".join(self._found.odd)))
        self.query_one("#said", Words).update(clean(said_of(self._table, self._found)))
        rows = column_rows(self._table, self._choices, self._found, self._met)
        options.clear_options()
        options.add_options(
            Option(
                Content.assemble(plain(row.words), *(("\n  " + plain(line), "$text-muted") for line in row.under)),
                id=row.id,
            )
            for row in rows
        )
        options.highlighted = next((place for place, row in enumerate(rows) if row.id == at), 0)
        options.focus()
        self.query_one(".key-words", Words).update(
            "↑↓ move · enter changes, on the first line brings in · tab what is odd · esc back"
        )

    @on(MarkedOptions.OptionSelected)
    def _selected(self, event: MarkedOptions.OptionSelected) -> None:
        if self._busy or self._done:
            return
        if event.option.id == BRING_IN:
            self._bring_in()
        elif event.option.id is not None:
            self._decide(event.option.id)

    # Deciding

    @work(exclusive=True)
    async def _decide(self, column: str) -> None:
        assert self._choices is not None
        if column == NAME:
            name = await self.app.push_screen_wait(AskLine("What the survey is called", "", value=self._choices.name))
            self._choices = replace(self._choices, name=name or self._choices.name)
        elif column == PEOPLE:
            self._choices = replace(self._choices, number_people=not self._choices.number_people)
        elif column == SAME:
            words = "Rows about people who are in the study already"
            chosen = await self.app.push_screen_wait(Choose(words, same_people(), chosen=self._same))
            self._same = Same(chosen or self._same)
        elif column == ENCODING:
            await self._choose_encoding()
        elif column == SEPARATOR:
            await self._choose_separator()
        else:
            question = next(one for one in self._choices.questions if str(one.columns[0]) == column)
            await self._decide_column(question)
        await self._look(column)

    async def _choose_encoding(self) -> None:
        assert self._table is not None
        now = next((name for name, _ in ENCODINGS if shown_name(name) == self._table.encoding), FOUND)
        sample = sample_of(self._table)
        said = f"It holds: {sample}" if sample else "It holds no letters but a to z."
        chosen = await self.app.push_screen_wait(
            Choose(f"How is {self._path.name} written?", encodings(), said, chosen=now)
        )
        if chosen is not None:
            await self._read_again(chosen or None, self._separator)

    async def _choose_separator(self) -> None:
        assert self._table is not None
        now = SEPARATORS[self._table.separator]
        chosen = await self.app.push_screen_wait(
            Choose(f"What stands between the cells of {self._path.name}?", separators(), chosen=now)
        )
        if chosen is not None:
            mark = next((mark for mark, words in SEPARATORS.items() if words == chosen), None)
            await self._read_again(self._encoding, mark)

    async def _read_again(self, encoding: str | None, separator: str | None) -> None:
        """Read the file in another way, keeping what was decided of columns that are still there."""
        assert self._choices is not None
        try:
            table, guessed = await asyncio.to_thread(read_survey, self._path, None, encoding, separator)
        except Problem as problem:
            self.notify(str(problem), markup=False)
            return
        self._encoding, self._separator = encoding, separator
        self._table, self._choices = table, with_decisions(guessed, self._choices, table)

    async def _decide_column(self, question: QuestionChoice) -> None:
        assert self._table is not None
        assert self._choices is not None
        changed = await ask_about(self.app, question, self._table, self._choices)
        self._put(question, lambda one: changed)
        if changed.role is Role.ID and question.role is not Role.ID:
            for other in [one for one in self._choices.questions if one.role is Role.ID and one is not changed]:
                self._put(other, lambda one: replace(one, role=Role.LEFT_OUT))

    def _put(self, question: QuestionChoice, changed: Callable[[QuestionChoice], QuestionChoice]) -> None:
        assert self._choices is not None
        questions = tuple(changed(one) if one is question else one for one in self._choices.questions)
        self._choices = replace(self._choices, questions=questions)

    # Bringing in

    @work(exclusive=True)
    async def _bring_in(self) -> None:
        if self._found is None or self._done:
            return
        self._busy = True
        self.query_one(".key-words", Words).update("esc stops; nothing is brought in then")
        shell = cast(Shell, self.app)
        spoken = await shell.read(language)
        try:
            edit = await asyncio.to_thread(survey_arrival, self._found, spoken, self._tell, self._met)
            self._tell(len(self._found.people), len(self._found.people))
            self.query_one("#said", Words).update("Writing it into the study…")
            await shell.lane.make(edit)
        except Problem as problem:
            self._end(str(problem))
            return
        self._survey_id = edit.survey_id
        if edit.already:
            self._end("This survey is in the study already; nothing was added.")
            return
        joined = f"{edit.joined:,} more were in the study already. " if edit.joined else ""
        self._end(
            f"{counted(edit.people, 'person', 'people')} and {counted(edit.answers, 'answer')} brought in. {joined}"
            "u takes it back as one step.\n\n"
            "Later, survey: Answers among all commands (:) opens them, and so does Documents (F2)."
        )

    def _tell(self, number: int, total: int) -> None:
        """Say how far it is, and stop where that is wished."""
        if self._stop.is_set():
            raise Problem("The import was stopped.", "Nothing was brought in.", "Begin it again when you like.")
        self.post_message(self.Progressed(number, total))

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        if self._busy and event.number < event.total:
            self.query_one("#said", Words).update(
                f"Finding the sentences: {event.number:,} of {event.total:,} people"
            )

    def _end(self, words: str) -> None:
        self._done, self._busy = True, False
        self.query_one("#said", Words).update("")
        self.query_one(MarkedOptions).display = False
        self.query_one("#odd", Words).update(clean(words))
        opens = "enter reads its answers · esc back" if self._survey_id is not None else "enter or esc goes back"
        self.query_one(".key-words", Words).update(opens)
        self.query_one(VerticalScroll).focus()
