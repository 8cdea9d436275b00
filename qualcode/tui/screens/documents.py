"""Documents (F2): the list of what is in the study."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from qualcode.analysis.answer_codes import AnsweredQuestion, answer_texts, answered_questions
from qualcode.analysis.documents import DocumentLine, documents
from qualcode.analysis.study import coders
from qualcode.edits.documents import READING_STATES, ChangeDocument, RemoveDocument
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.counting import Counting
from qualcode.tui.screens.documents_rows import columns, findable, findable_question, numbers, numbers_below, rows
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane

_REST = 0.15  # seconds that the cursor stays where it is, until that document is read


@dataclass(frozen=True)
class Listed:
    """What the list is drawn from; `lines` are all documents but the answers to the questions of surveys."""

    lines: Sequence[DocumentLine]
    coders: dict[str, str]
    questions: Sequence[AnsweredQuestion] = ()

    @property
    def is_shared(self) -> bool:
        """True where it is said of any document which coder it is for."""
        return any(line.for_coder for line in self.lines)


@dataclass(frozen=True)
class _Answers:
    """The answers to the questions of surveys, and their words by id, which are looked for only when wanted."""

    lines: Sequence[DocumentLine] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def _listed(conn: sqlite3.Connection) -> Listed:
    return Listed(documents(conn, with_answers=False), coders(conn), answered_questions(conn))


def _answers(conn: sqlite3.Connection) -> _Answers:
    return _Answers([line for line in documents(conn) if line.question_id is not None], answer_texts(conn))


class DocumentsScreen(Counting):
    """The documents by kind; enter opens one for coding."""

    MODE = "documents"
    CRUMB = "Documents"
    FILTERED = "documents"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "documents.open", "enter", "open", "document: Open", "Opens the document for coding.",
            "Open", pane="documents", of_pane=True,
        ),
        Command(
            "documents.import", "plus", "import", "documents: Import more…",
            "Brings in more transcripts: Word, text, Markdown or captions.", "Import",
        ),
        Command(
            "documents.state", "w", "state", "document: Reading state…",
            "Says how far the reading is: new, read, being coded, coded, checked.", "Reading state", roomy=True,
        ),
        Command(
            "documents.coder", "W,upper_w", "for_coder", "document: Who is to code it…",
            "Says which coder the document is for.",
        ),
        Command(
            "documents.facts", "f", "facts", "document: Details…",
            "Kind, title, date, attributes and consent; of evidence its reference.", "Facts", roomy=True,
        ),
        Command(
            "documents.attributes", "F,upper_f", "attributes", "documents: Attributes, and a table of them…",
            "Says what is kept about every document, and brings in a table (csv, xlsx) with a preview.",
        ),
        Command(
            "documents.memo", "m", "memo", "document: Memo", "Writes a memo on the document.", "Memo", roomy=True,
        ),
        Command(
            "documents.remove", "d", "remove", "document: Remove",
            "Takes the document out of the study; undo brings it back.", "Remove", roomy=True,
        ),
        Command(
            "documents.find", "slash", "filter", "documents: Filter by name",
            "Shows only documents whose name, title or participant has these letters; of survey answers also words.",
            "Find",
        ),
        Command(
            "documents.participants", "p", "app.over('participants')", "participants: Table",
            "Pseudonyms, consent and facts of who speaks.", "People",
        ),
        Command(
            "documents.page", "Z,upper_z", "app.over('study_page')", "study: Page",
            "What the study is about.", "Study",
        ),
        Command("documents.history", "z", "app.over('history')", "study: History", "Who did what, when.", "History"),
    )  # fmt: skip
    HINTS = ("documents.open", "documents.import", "program.palette")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS_HERE),
        Binding("escape", "clear", "Show all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._listed = Listed((), {})
        self._answers: _Answers | None = None
        self._resting: Timer | None = None

    def compose_place(self) -> ComposeResult:
        with Pane(id="list-pane") as pane:
            pane.entitle("Documents")
            yield DrawnRows(columns(for_coders=False), empty="Reading…", id="documents", classes="-tinted")
        yield FindBar("Show documents with", id="find")

    def on_mount(self) -> None:
        """Begin at the list."""
        self._list.focus()

    @on(events.ScreenResume)
    @on(DrawnRows.Moved)
    def _come_to_rest(self) -> None:
        """Read the document under the cursor ahead, once it rests there."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._read_ahead)

    def _read_ahead(self) -> None:
        line = self._here
        if line is not None and self.is_active:
            self.shell.read_ahead(line.id)

    async def refresh_place(self) -> None:
        """Read the documents and draw them."""
        self._listed = await self.shell.read(_listed)
        self._answers = None
        self._draw()
        self.count()
        if self._wanted:
            self._look()

    def _to_count(self) -> tuple[Sequence[str], str | None]:
        return [line.id for line in self._listed.lines], None

    def _draw(self) -> None:
        wanted = self._wanted.casefold().split()
        listed = self._listed
        lines = [line for line in listed.lines if all(word in findable(line) for word in wanted)]
        questions = [one for one in listed.questions if all(word in findable_question(one) for word in wanted)]
        answers = self._answers_with(wanted)
        empty = "No document has these letters. esc shows all." if wanted else "No documents yet. + brings some in."
        found = numbers([*lines, *answers], () if wanted else listed.questions)
        base = numbers(listed.lines, listed.questions)
        drawn = rows(
            [*lines, *answers], listed.coders, questions, found, base, self._coverages, for_coders=listed.is_shared
        )
        self._list.columns = columns(for_coders=listed.is_shared)
        self._list.say_when_empty(empty)
        self._list.show(drawn)
        self.query_one("#list-pane", Pane).entitle("Documents", numbers_below(found, base, narrowed=bool(wanted)))

    def _answers_with(self, wanted: Sequence[str]) -> list[DocumentLine]:
        """The answers of surveys that have these letters, also in their words."""
        if not wanted or self._answers is None:
            return []
        words = self._answers.words
        found = ((line, f"{findable(line)} {words.get(line.id, '')}") for line in self._answers.lines)
        return [line for line, text in found if all(word in text for word in wanted)]

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Look among the answers of surveys, too: read when first looked for, as 15,000 take 0.3 s."""
        if self._answers is None and self._listed.questions:
            self._answers = await self.shell.read(_answers)
            self._draw()

    @property
    def _list(self) -> DrawnRows:
        return self.query_one("#documents", DrawnRows)

    @property
    def _here(self) -> DocumentLine | None:
        wanted = self._list.row_id
        answers = self._answers.lines if self._answers is not None else ()
        return next((line for line in [*self._listed.lines, *answers] if line.id == wanted), None)

    def _document(self) -> DocumentLine | None:
        """The document under the cursor; of a question, whose answers are many, it says so."""
        line = self._here
        if line is None and self._list.row_id:
            self.shell.say("A question of a survey stands for its answers. enter reads and codes them; / finds one.")
        return line

    @on(DrawnRows.Opened)
    async def _opened(self, event: DrawnRows.Opened) -> None:
        if any(question.id == event.row_id for question in self._listed.questions):
            from qualcode.tui.screens.answers import AnswersScreen  # with its first use

            await self.app.push_screen(AnswersScreen(event.row_id))
        else:
            self.shell.open_document(event.row_id)

    # Commands

    @work
    async def action_import(self) -> None:
        """Bring in more documents."""
        from qualcode.tui.screens.choose_path import ChoosePath  # DirectoryTree, with the first import
        from qualcode.tui.screens.table_import import bring_in, can_bring_in

        start = self.shell.lane.path.parent / "transcripts"
        path = await self.app.push_screen_wait(
            ChoosePath(
                "Import transcripts",
                "A file, or a folder of them; or the csv or xlsx file of a survey.",
                start if start.is_dir() else Path.cwd(),
                wanted=can_bring_in,
            )
        )
        if path is not None:
            await bring_in(self.shell, self.app, path)

    @work
    async def action_state(self) -> None:
        """Say how far the reading of a document is."""
        line = self._document()
        if line is None:
            return
        choices = [(state, state, "") for state in READING_STATES]
        chosen = await self.app.push_screen_wait(
            Choose(f"How far is {line.called}?", choices, chosen=line.reading_state)
        )
        if chosen is not None:
            await self.shell.make(ChangeDocument(line.id, {"reading_state": chosen}))

    @work
    async def action_for_coder(self) -> None:
        """Say which coder a document is for."""
        line = self._document()
        if line is None:
            return
        choices = [("", "nobody in particular", ""), *((id_, name, "") for id_, name in self._listed.coders.items())]
        chosen = await self.app.push_screen_wait(Choose(f"Who codes {line.called}?", choices, chosen=line.for_coder))
        if chosen is not None:
            await self.shell.make(ChangeDocument(line.id, {"for_coder": chosen or None}))

    @work
    async def action_facts(self) -> None:
        """Show what is known about a document beside its text."""
        from qualcode.tui.screens.document_details import ask_details  # with its first use

        line = self._document()
        if line is not None:
            await ask_details(self.shell, self.app, line.id)

    @work
    async def action_attributes(self) -> None:
        """Say what is kept about documents."""
        from qualcode.tui.screens.document_details import ask_document_attributes  # with its first use

        await ask_document_attributes(self.shell, self.app)

    @work
    async def action_memo(self) -> None:
        """Write a memo on the document."""
        line = self._document()
        if line is not None:
            from qualcode.edits.memos import MemoTarget  # with the first memo that is written from here
            from qualcode.tui.screens.memo import write_memo

            await write_memo(self, f"document {line.called}", MemoTarget("document", line.id))

    async def action_remove(self) -> None:
        """Take the document out of the study."""
        line = self._document()
        if line is not None and await self.shell.make(RemoveDocument(line.id)):
            self.shell.say(f"{line.called} is out of the study. u brings it back.")

    def action_filter(self) -> None:
        """Filter the list, and read the answers meanwhile, in whose words is looked, too."""
        self._look()
        super().action_filter()

    def action_clear(self) -> None:
        """Show all documents."""
        if self._wanted:
            self.narrow("")
