"""Progress: how much of what was said is coded in each document, what is left, and where one stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from qualcode.analysis.progress import (
    ProgressLine,
    QuestionProgress,
    next_uncoded,
    progress_lines,
    question_progress,
)
from qualcode.analysis.questions.asked import documents_for
from qualcode.analysis.study import coders
from qualcode.analysis.withdrawals import withdrew_phrase
from qualcode.edits.documents import READING_STATES
from qualcode.exports.figures import Picture, Table
from qualcode.exports.phrases import counted
from qualcode.participants.recognising import FEWEST
from qualcode.problem import Problem
from qualcode.project.places import last_place
from qualcode.project.project import Made
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.asking import SAVING, Asks, is_question
from qualcode.tui.screens.counting import Counting
from qualcode.tui.screens.documents_rows import findable
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.progress_rows import COLUMNS, progress_rows, shares_of_kinds
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.question_bar import QuestionBar

_HINT = "letters, or kind:interview · not code:1.5"
_CODER, _STATE, _ANYBODY, _MINE, _EVERY = "coder ", "state ", "anybody", "for me", "every"


@dataclass(frozen=True)
class _Read:
    """What the list is drawn from, but for the count of words."""

    lines: Sequence[ProgressLine] = ()
    questions: Sequence[QuestionProgress] = ()
    coders: dict[str, str] = field(default_factory=dict)
    withdrew: str = ""  # how many withdrew and are not counted


def _read(conn: sqlite3.Connection, reader_id: str, coder_id: str | None) -> _Read:
    lines = progress_lines(conn, reader_id or None, coder_id)
    return _Read(lines, question_progress(conn, coder_id), coders(conn), withdrew_phrase(conn))


def _next(conn: sqlite3.Connection, document_id: str, reader_id: str, coder_id: str | None) -> Span | None:
    """The stretch to go on with: the next without a code from where the reader was, else that place."""
    place = last_place(conn, reader_id, document_id)
    return next_uncoded(conn, document_id, place, coder_id) or place


class ProgressScreen(Counting, Asks):
    """The documents by kind with the share of their words that is coded; enter goes on coding.

    Letters and a question narrow them; the survey's questions answer no question themselves, and are then not shown.
    """

    MODE = "documents"
    CRUMB = "Progress"
    FILTERED = "progress"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "progress.open", "enter", "open", "document: Go on coding",
            "Opens the document at its next stretch without a code; where nothing is left, where you were last.",
            "Go on", pane="progress", of_pane=True,
        ),
        Command(
            "progress.filter", "f", "choose", "progress: Whose codings, and which documents…",
            "Counts the codings of one coder or of anybody; shows only documents in one reading state, or for you.",
            "Whose, which",
        ),
        Command(
            "progress.find", "slash", "filter", "progress: Filter by name or question",
            "Shows only documents whose name, title or participant has these letters, or that answer a question "
            "such as kind:interview or not code:1.5.", "Find",
        ),
        Command(
            "progress.form", "", "ask_form", "progress: Which documents, as a form…",
            "Fills a question about documents in field by field.",
        ),
        *SAVING,
        Command(
            "progress.export", "x", "export", "progress: Export…",
            "Word, a web page, Excel, csv, or the clipboard: of what is shown.", "Export",
        ),
        Command("progress.back", "escape", "back", "progress: Back", "Shows all again, else goes back.", "Back"),
    )  # fmt: skip
    HINTS = ("progress.open", "progress.filter")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS_HERE)]

    def __init__(self) -> None:
        super().__init__()
        self._read = _Read()
        self._coder: str | None = None  # whose codings; anybody's where None
        self._state = ""  # a reading state, or documents for the reader
        self._answers: frozenset[str] = frozenset()  # the documents that answer the question

    def compose_place(self) -> ComposeResult:
        with Pane(id="progress-pane") as pane:
            pane.entitle("Progress")
            yield DrawnRows(COLUMNS, id="progress", empty="Reading…")
        yield QuestionBar("Show documents with", id="find", hint=_HINT, is_question=is_question)

    async def on_screen_resume(self) -> None:
        """Read again after a document was open: where one was in it has changed, which is no change of the study."""
        self._stale = True

    async def refresh_place(self) -> None:
        """Read the documents, draw them, and count their words meanwhile."""
        self._read = await self.shell.read(_read, self.shell.coder_id, self._coder)
        if self.question:
            # It may have been true of a code, a person or a name that are no longer there.
            try:
                self._answers = await self._answering(self.question)
            except Problem as problem:
                self.shell.show_problem(problem)
        self._draw()
        self.count()

    async def _answering(self, question: str) -> frozenset[str]:
        return frozenset(await read_apart(self.shell.lane, documents_for, question))

    async def answer(self, words: str) -> None:
        """Show the documents that answer a question."""
        found = await self._answering(words)
        self._wanted, self._answers = words.strip(), found
        self._draw()

    def narrow(self, words: str) -> None:
        """Show those with these letters; a question waits until all of it is there."""
        words = self.question if is_question(words) else words
        if words != self._wanted:
            super().narrow(words)

    async def study_changed(self, made: Made) -> None:
        """Draw again after what could move a number."""
        if {change.table for change in made.changes} - {"quote", "pin", "setting"}:
            await super().study_changed(made)

    def _to_count(self) -> tuple[Sequence[str], str | None]:
        return [line.document.id for line in self._read.lines], self._coder

    def _to_show(self) -> tuple[list[ProgressLine], list[QuestionProgress]]:
        """The documents and the surveys' questions that nothing leaves out."""
        wanted = self._wanted.casefold().split()
        questions = [
            one
            for one in self._read.questions
            if not self._state
            and not self.question
            and all(word in f"{one.survey} {one.label} {one.wording}".casefold() for word in wanted)
        ]
        return [line for line in self._read.lines if self._is_wanted(line)], questions

    def _draw(self) -> None:
        lines, questions = self._to_show()
        rows = self.query_one("#progress", DrawnRows)
        narrowed = bool(self._wanted.strip() or self._state)
        none = "No document answers this question." if self.question else "No document is like this."
        rows.say_when_empty(f"{none} esc shows all." if narrowed else "No documents yet.")
        rows.show(progress_rows(lines, questions, self._coverages, self._read.coders))
        shares = shares_of_kinds(lines, questions, self._coverages)
        title = " · ".join(part for part in ("Progress", self._shown(len(lines)), shares) if part)
        self.query_one("#progress-pane", Pane).entitle(title, self._below(narrowed))

    def _shown(self, number: int) -> str:
        """What is shown of the documents, where a question or letters narrow them."""
        words = " ".join(self._wanted.split())
        if not words:
            return ""
        of = counted(len(self._read.lines), "document")
        return f"{words if self.question else f'with “{words}”'} · {number:,} of {of}"

    def _below(self, narrowed: bool) -> str:
        whose = "anybody’s codings" if self._coder is None else f"codings of {self._read.coders.get(self._coder, '')}"
        which = {"": "", _MINE: "documents for you"}.get(self._state, f"documents that are {self._state}")
        keys = "esc shows all" if narrowed else "f changes it"
        return " · ".join(part for part in (whose, self._read.withdrew, which, keys) if part)

    def _is_wanted(self, line: ProgressLine) -> bool:
        document = line.document
        if self._state == _MINE and document.for_coder != self.shell.coder_id:
            return False
        if self._state not in ("", _MINE) and document.reading_state != self._state:
            return False
        if self.question:
            return document.id in self._answers
        return all(word in findable(document) for word in self._wanted.casefold().split())

    # Commands

    @on(DrawnRows.Opened, "#progress")
    async def _opened(self, event: DrawnRows.Opened) -> None:
        if any(question.id == event.row_id for question in self._read.questions):
            from qualcode.tui.screens.answers import AnswersScreen  # with its first use

            await self.app.push_screen(AnswersScreen(event.row_id))
            return
        span = await self.shell.read(_next, event.row_id, self.shell.coder_id, self._coder)
        self.shell.open_document(event.row_id, span)

    @work
    async def action_choose(self) -> None:
        """Choose whose codings count, or which documents are shown."""
        choices = [
            (_ANYBODY, "anybody’s codings", "how much the team has coded"),
            *((f"{_CODER}{id_}", f"codings of {name}", "") for id_, name in self._read.coders.items()),
            (_EVERY, "every document", ""),
            (_MINE, "documents for you", ""),
            *((f"{_STATE}{state}", f"documents that are {state}", "") for state in READING_STATES),
        ]
        chosen_now = _ANYBODY if self._coder is None else f"{_CODER}{self._coder}"
        chosen = await self.app.push_screen_wait(Choose("Show…", choices, chosen=chosen_now))
        if chosen is None:
            return
        if chosen == _ANYBODY or chosen.startswith(_CODER):
            self._coder = None if chosen == _ANYBODY else chosen.removeprefix(_CODER)
            self._coverages = {}
            await self.refresh_place()
        else:
            self._state = "" if chosen == _EVERY else chosen.removeprefix(_STATE)
            self._draw()

    @work
    async def action_export(self) -> None:
        """Write what is shown to a file."""
        from qualcode.exports.gather_progress import ProgressShown, progress_figures  # with its first use

        lines, questions = self._to_show()
        mine = f"for {self._read.coders.get(self.shell.coder_id, '')}"
        shown = ProgressShown(
            {line.document.id for line in lines},
            {one.id for one in questions},
            self._coder,
            {"": "", _MINE: mine}.get(self._state, f"that are {self._state}"),
            "" if self.question else " ".join(self._wanted.split()),
            self.question,
        )
        try:
            figures = await read_apart(self.shell.lane, progress_figures, shown)
        except Problem as problem:
            self.shell.show_problem(problem)
            return

        async def hiding() -> tuple[Sequence[Table], Sequence[Picture]]:
            few = replace(shown, fewest=FEWEST)
            return await read_apart(self.shell.lane, progress_figures, few), ()

        await export_figures(self, self.CRUMB, figures, hiding=hiding)

    def action_back(self) -> None:
        """Show all again, else go back."""
        if self._wanted or self._state:
            self._state = self._wanted = ""
            self._draw()
        else:
            self.dismiss()
