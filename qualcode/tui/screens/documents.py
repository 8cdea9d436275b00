"""Documents (F2): the list of what is in the study."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from qualcode.analysis.documents import DocumentLine, documents
from qualcode.analysis.study import coders
from qualcode.edits.documents import READING_STATES, ChangeDocument, RemoveDocument
from qualcode.edits.memos import MemoTarget
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_list import DrawnList, ListColumn, ListRow
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane

KINDS_SHOWN = {
    "interview": "Interviews",
    "focus group": "Focus groups",
    "field note": "Field notes",
    "survey answer": "Survey answers",
    "workshop note": "Workshop notes",
    "public comment": "Public comments",
    "evidence": "Evidence",
}


@dataclass(frozen=True)
class Listed:
    """What the list is drawn from."""

    lines: Sequence[DocumentLine]
    coders: dict[str, str]


def _listed(conn: sqlite3.Connection) -> Listed:
    return Listed(documents(conn), coders(conn))


class DocumentsScreen(Place):
    """The documents by kind; enter opens one for coding."""

    MODE = "documents"
    CRUMB = "Documents"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "documents.open", "enter", "choose", "document: Open", "Opens the document for coding.",
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
            "documents.memo", "m", "memo", "document: Memo", "Writes a memo on the document.", "Memo", roomy=True,
        ),
        Command(
            "documents.remove", "d", "remove", "document: Remove",
            "Takes the document out of the study; undo brings it back.", "Remove", roomy=True,
        ),
        Command(
            "documents.find", "slash", "find", "documents: Filter by name",
            "Shows only documents whose name, title or participant has these letters.", "Find",
        ),
        Command(
            "documents.participants", "p", "app.participants", "participants: Table",
            "Pseudonyms, consent and facts of who speaks.", "People",
        ),
        Command("documents.page", "Z,upper_z", "app.study_page", "study: Page", "What the study is about.", "Study"),
        Command("documents.history", "z", "app.history", "study: History", "Who did what, when.", "History"),
    )  # fmt: skip
    HINTS = ("documents.open", "documents.import", "program.palette")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS_HERE),
        Binding("escape", "clear", "Show all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._listed = Listed((), {})
        self._wanted = ""

    def compose_place(self) -> ComposeResult:
        with Pane(id="list-pane") as pane:
            pane.entitle("Documents")
            yield DrawnList(_columns, id="documents", empty="Reading…")
        yield FindBar("Show documents with", id="find")

    def on_mount(self) -> None:
        """Begin at the list."""
        super().on_mount()
        self.query_one("#documents").focus()

    async def refresh_place(self) -> None:
        """Read the documents and draw them."""
        self._listed = await self.shell.read(_listed)
        self._draw()

    def _draw(self) -> None:
        wanted = self._wanted.casefold().split()
        lines = [line for line in self._listed.lines if all(word in _findable(line) for word in wanted)]
        empty = "No document has these letters. esc shows all." if wanted else "No documents yet. + brings some in."
        self.query_one("#documents", DrawnList).show(_rows(lines, self._listed.coders), empty)
        count = len(self._listed.lines)
        codings = sum(line.codings for line in lines)
        shown = f"{len(lines):,} of {count:,}" if wanted else f"{count:,}"
        pane = self.query_one("#list-pane", Pane)
        pane.entitle("Documents", f"{shown} {_noun(count, 'document')} · {codings:,} {_noun(codings, 'coding')}")

    @property
    def _here(self) -> DocumentLine | None:
        wanted = self.query_one("#documents", DrawnList).cursor_id
        return next((line for line in self._listed.lines if line.id == wanted), None)

    @on(DrawnList.Chosen)
    def _chosen(self, event: DrawnList.Chosen) -> None:
        self.shell.open_document(event.row_id)

    # Commands

    @work
    async def action_import(self) -> None:
        """Bring in more documents."""
        from qualcode.tui.screens.choose_path import ChoosePath  # DirectoryTree, with the first import
        from qualcode.tui.screens.importing import ImportScreen

        start = self.shell.lane.path.parent / "transcripts"
        path = await self.app.push_screen_wait(
            ChoosePath("Import transcripts", "A file, or a folder of them.", start if start.is_dir() else Path.cwd())
        )
        if path is not None:
            await self.app.push_screen_wait(ImportScreen([path]))

    @work
    async def action_state(self) -> None:
        """Say how far the reading of a document is."""
        line = self._here
        if line is None:
            return
        choices = [(state, state, "") for state in READING_STATES]
        chosen = await self.app.push_screen_wait(
            Choose(f"How far is {line.name}?", choices, chosen=line.reading_state)
        )
        if chosen is not None:
            await self.shell.make(ChangeDocument(line.id, {"reading_state": chosen}))

    @work
    async def action_for_coder(self) -> None:
        """Say which coder a document is for."""
        line = self._here
        if line is None:
            return
        choices = [("", "nobody in particular", ""), *((id_, name, "") for id_, name in self._listed.coders.items())]
        chosen = await self.app.push_screen_wait(Choose(f"Who codes {line.name}?", choices, chosen=line.for_coder))
        if chosen is not None:
            await self.shell.make(ChangeDocument(line.id, {"for_coder": chosen or None}))

    @work
    async def action_memo(self) -> None:
        """Write a memo on the document."""
        line = self._here
        if line is not None:
            await write_memo(self, f"document {line.name}", MemoTarget("document", line.id))

    async def action_remove(self) -> None:
        """Take the document out of the study."""
        line = self._here
        if line is not None and await self.shell.make(RemoveDocument(line.id)):
            self.shell.say(f"{line.name} is out of the study. u brings it back.")

    def action_find(self) -> None:
        """Filter the list."""
        self.query_one(FindBar).open(self._wanted)

    def action_clear(self) -> None:
        """Show all documents."""
        if self._wanted:
            self._wanted = ""
            self._draw()

    @on(FindBar.Typed)
    def _typed(self, event: FindBar.Typed) -> None:
        self._wanted = event.words
        self._draw()

    @on(FindBar.Closed)
    def _found(self, event: FindBar.Closed) -> None:
        self._wanted = event.words
        self._draw()
        self.query_one("#documents").focus()


def _noun(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"


def _columns(width: int) -> Sequence[ListColumn]:
    wide = width >= 96
    return (
        ListColumn("document"),
        ListColumn("participants", 22 if wide else 12),
        ListColumn("state", 12),
        ListColumn("codings", 7, right=True),
        ListColumn("turns", 6, right=True),
        ListColumn("for", 12 if wide else 5),
    )


def _rows(lines: Sequence[DocumentLine], coders: dict[str, str]) -> list[ListRow]:
    rows: list[ListRow] = []
    kind = ""
    for line in lines:
        if line.kind != kind:
            kind = line.kind
            if rows:
                rows.append(ListRow(None, ("",)))
            count = sum(1 for other in lines if other.kind == kind)
            rows.append(ListRow(None, (f"{KINDS_SHOWN.get(kind, kind)} · {count:,}",)))
        rows.append(
            ListRow(
                line.id,
                (
                    line.name,
                    ", ".join(line.participants),
                    line.reading_state,
                    f"{line.codings:,}" if line.codings else "·",
                    f"{line.turns:,}",
                    coders.get(line.for_coder or "", ""),
                ),
            )
        )
    return rows


def _findable(line: DocumentLine) -> str:
    return " ".join((line.name, line.title or "", line.kind, line.reading_state, *line.participants)).casefold()
