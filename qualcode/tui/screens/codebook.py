"""Codebook (F3): areas and codes as a tree, and what the one under the cursor means."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from qualcode.analysis.codes import earlier_wordings
from qualcode.analysis.excerpts import Choice, counted_phrase, excerpts
from qualcode.analysis.notes import memos_on
from qualcode.analysis.tallies import (
    CodeTally,
    by_coder,
    by_participant,
    document_kinds,
    extent,
    occurs_with,
    tallies,
)
from qualcode.analysis.wordings import wording_history, wordings_of
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.phrases import counted
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.codebook_commands import COMMANDS
from qualcode.tui.screens.codebook_files import BEGINNINGS, BY_HAND, EMPTY, bring_in, export_codebook, ways_to_begin
from qualcode.tui.screens.codebook_rows import CodeDetails, Shared, TreeNumbers, code_page, first_match, tree_rows
from qualcode.tui.screens.codebook_writing import WritesCodes
from qualcode.tui.screens.excerpts_place import remember_code
from qualcode.tui.screens.kinds_apart import OF_CODES, ONE_KIND, kinds_left_out
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage


class CodebookScreen(WritesCodes):
    """The codebook; enter edits the code under the cursor where it stands."""

    MODE = "codebook"
    CRUMB = "Codebook"
    CSS_PATH = "codebook.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    FILTERED = "tree"
    HINTS = ("codebook.edit", "codebook.new", "codebook.filter")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS_HERE),
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "earlier_or_edit", "Its earlier codings, or edit", show=False),  # on the page
    ]

    def __init__(self) -> None:
        super().__init__()
        self._numbers = TreeNumbers()
        self._counted = ""
        self._details: tuple[str, CodeDetails] | None = None
        self._goes_to_earlier = False

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="codebook-panes"):
            with Pane(id="tree-pane") as pane:
                pane.entitle("Codebook", self._numbers.legend)
                yield CodeTree(self._numbers.columns, id="tree", empty="Reading…")
                yield FindBar("Show codes with", id="filter")
            with Pane(id="meaning-pane") as pane:
                pane.entitle("", "enter edits here")
                yield ReadingPage(id="meaning")

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Draw the tree with the numbers known so far, then count again; not while one is written to."""
        if self._writing is not None:
            return
        self._book, self._uses, base = await self._structure()
        self._numbers = replace(self._numbers, extent=base)
        self._counted = await self.shell.read(counted_phrase)
        self._details = None
        self._draw()
        self._count()

    @work(exclusive=True, group="counting")
    async def _count(self) -> None:
        self._numbers = replace(self._numbers, tallies=await read_apart(self.shell.lane, tallies))
        self._draw()

    def _draw(self) -> None:
        tree = self.query_one("#tree", DrawnRows)
        tree.say_when_empty("No code has these letters. esc shows all." if self._wanted else EMPTY)
        tree.columns = self._numbers.columns
        tree.show(tree_rows(self._book, self._numbers, self._folded, self._wanted), at=self._at)
        if self._at is not None and tree.row_id == self._at:
            self._at = None
        codes = [code for code in self._book.codes if not code.is_area]
        areas, outside = self._book.areas(), self._book.outside_areas()
        words = f"Codebook · {counted(len(codes), 'code')} in {counted(len(areas), 'area')}"
        words += f", {len(outside)} in no area" if outside else ""
        self.query_one("#tree-pane", Pane).entitle(words, self.tree_legend)
        self._draw_meaning()

    @property
    def tree_legend(self) -> str:
        """What the numbers count, after the kinds of document that have no room in the tree."""
        width = self._tree.scrollable_content_region.width
        left_out = kinds_left_out(self._numbers.columns, width) if self._numbers.kinds and width else ""
        return f"{left_out} · {self._numbers.legend}" if left_out else self._numbers.legend

    def _draw_meaning(self) -> None:
        if self.has_class("-editing"):
            return
        code = self._code
        page, pane = self.query_one("#meaning", ReadingPage), self.query_one("#meaning-pane", Pane)
        if code is None:
            begin = not self._book.codes and not self._wanted
            page.show(ways_to_begin() if begin else [])
            pane.entitle("How to begin" if begin else "", "")
            return
        details = self._details[1] if self._details is not None and self._details[0] == code.id else None
        tally, base = self._numbers.tallies.get(code.id, CodeTally()), self._numbers.extent
        page.show(code_page(self._book, code, tally, base, self._counted, details), keep_place=details is not None)
        pane.entitle(code.title, "enter edits here")
        if details is None:
            self._read_details(code)

    @work(exclusive=True, group="details")
    async def _read_details(self, code: Code) -> None:
        self._details = (code.id, await self.shell.read(_details, code.id, self._book))
        self._draw_meaning()

    @on(DrawnRows.Moved, "#tree")
    def _moved(self, event: DrawnRows.Moved) -> None:
        if self.has_class("-editing"):
            self.query_one(Form).save()
        else:
            self._draw_meaning()

    def narrow(self, words: str) -> None:
        """Show only codes with these letters, the cursor on the first, not on what stands above it."""
        if words != self._wanted:
            self._at = first_match(self._book, words)
        super().narrow(words)

    def show_code(self, code_id: str) -> None:
        """Put the cursor on a code, wherever it stands."""
        self._at, self._folded, self._wanted = code_id, frozenset(), ""
        if self._book.get(code_id) is not None:
            self._draw()

    # Going

    async def on_screen_suspend(self) -> None:
        """Going elsewhere saves what is being written, and Excerpts will begin at this code."""
        for form in self.query(Form):
            form.save()
        if (code := self._code) is not None:
            await remember_code(self.shell, code.id, earlier=self._goes_to_earlier)
            self._goes_to_earlier = False

    # Looking

    async def action_excerpts(self) -> None:
        """Read the excerpts of the code."""
        self.shell.go("excerpts")

    async def action_earlier(self) -> None:
        """Read the codings made under an earlier wording of the code."""
        if self._earlier:
            self._goes_to_earlier = True
            self.shell.go("excerpts")
        else:
            self.shell.say("Every coding of it was made under its present wording.")

    async def action_earlier_or_edit(self) -> None:
        """On the page beside the tree: what its line above the keys says."""
        if self._earlier:
            await self.action_earlier()
        else:
            self._tree.action_open()

    @property
    def _earlier(self) -> int:
        code = self._code
        known = code is not None and self._details is not None and self._details[0] == code.id
        return self._details[1].earlier if known and self._details is not None else 0

    @work
    async def action_export(self) -> None:
        """Write the codebook to a file."""
        await export_codebook(self.shell, self.app)

    @on(CodeTree.OpenedEmpty, "#tree")
    def _begin(self) -> None:
        if not self._wanted:
            self._ask_beginning()

    @work
    async def _ask_beginning(self) -> None:
        chosen = await self.app.push_screen_wait(Choose("How is the codebook to begin?", BEGINNINGS))
        if chosen == BY_HAND:
            self.action_new()
        elif chosen is not None:
            await bring_in(self.shell, self.app, chosen)

    @work
    async def action_bring_in(self, source: str) -> None:
        """Bring in a codebook: a file, another study's, or the one for peer support."""
        await bring_in(self.shell, self.app, source)

    def action_fold(self, folded: bool) -> None:
        """Hide or show the codes under this one; folding a code with none goes to the one above it."""
        code = self._code
        if code is None:
            return
        if not folded:
            self._folded -= {code.id}
        elif self._book.children(code.id) and code.id not in self._folded:
            self._folded |= {code.id}
        elif code.parent_id is not None:
            self.query_one("#tree", DrawnRows).go_to(code.parent_id)
        self._draw()

    def action_measure(self) -> None:
        """Show other numbers of each kind of document, or their sum."""
        if self._numbers.extent.kinds_apart:
            self._numbers = replace(self._numbers, measure=self._numbers.measure.after(OF_CODES))
            self._draw()
        else:
            self.shell.say(ONE_KIND)

    def action_side(self) -> None:
        """Show or hide what the code means."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#meaning" if self.has_class("-reading") else "#tree").focus()

    def action_back(self) -> None:
        """From the page to the tree; from a filtered tree to the whole."""
        if self.has_class("-reading"):
            self.action_side()
        elif self._tree.marked:
            self._tree.unmark_all()
            self.query_one("#tree-pane", Pane).entitle(below=self.tree_legend)
        elif self._wanted:
            self.narrow("")
        self.query_one("#tree").focus()


def _details(conn: sqlite3.Connection, code_id: str, book: Codebook) -> CodeDetails:
    found = excerpts(conn, Choice(codes=book.with_descendants(code_id)))
    kind_of = document_kinds(conn)
    shared = []
    for kind in extent(conn).kinds_apart or ("",):
        own = [one for one in found if not kind or kind_of[one.document_id] == kind]
        together = occurs_with(conn, code_id, book, kind or None)
        shared.append(Shared(kind, by_participant(conn, own), by_coder(conn, own), together))
    return CodeDetails(
        shared=shared,
        history=wording_history(conn, code_id),
        earlier=earlier_wordings(conn).get(code_id, 0),
        wordings=wordings_of(conn, code_id),
        memos=[(memo.kind, memo.body) for memo in memos_on(conn, code_id)],
    )
