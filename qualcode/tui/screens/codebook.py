"""Codebook (F3): areas and codes as a tree, and what the one under the cursor means."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from qualcode.analysis.codes import Use, codebook, earlier_wordings, uses
from qualcode.analysis.excerpts import Choice, counted_phrase, excerpts
from qualcode.analysis.notes import memos_on
from qualcode.analysis.tallies import (
    CodeTally,
    Extent,
    by_coder,
    by_participant,
    document_kinds,
    extent,
    occurs_with,
    tallies,
)
from qualcode.analysis.wordings import wording_history
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.edits.codebook import AddCode
from qualcode.edits.memos import MemoTarget
from qualcode.edits.store import Edit
from qualcode.exports.phrases import counted
from qualcode.problem import Problem
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens import codebook_edits as change
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.codebook_commands import COMMANDS
from qualcode.tui.screens.codebook_rows import CodeDetails, Shared, TreeNumbers, code_page, tree_rows
from qualcode.tui.screens.excerpts_place import remember_code
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.kinds_apart import OF_CODES, ONE_KIND
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage


class CodebookScreen(Filtered):
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
    ]

    def __init__(self) -> None:
        super().__init__()
        self._book = Codebook(())
        self._numbers = TreeNumbers()
        self._uses: Mapping[str, Use] = {}
        self._counted = ""
        self._details: tuple[str, CodeDetails] | None = None
        self._folded: frozenset[str] = frozenset()
        self._at: str | None = None

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="codebook-panes"):
            with Pane(id="tree-pane") as pane:
                pane.entitle("Codebook", self._numbers.legend)
                yield DrawnRows(self._numbers.columns, id="tree", empty="Reading…")
                yield FindBar("Show codes with", id="filter")
            with Pane(id="meaning-pane") as pane:
                pane.entitle("", "enter edits here")
                yield ReadingPage(id="meaning")

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Draw the tree with the numbers known so far, then count again."""
        self._book, self._uses, base = await self.shell.read(_structure)
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
        tree.say_when_empty(
            "No code has these letters. esc shows all." if self._wanted else "No codes yet. + adds an area or a code."
        )
        tree.columns = self._numbers.columns
        tree.show(tree_rows(self._book, self._numbers, self._folded, self._wanted), at=self._at)
        if self._at is not None and tree.row_id == self._at:
            self._at = None
        codes = [code for code in self._book.codes if not code.is_area]
        areas, outside = self._book.areas(), self._book.outside_areas()
        words = f"Codebook · {counted(len(codes), 'code')} in {counted(len(areas), 'area')}"
        words += f", {len(outside)} in no area" if outside else ""
        self.query_one("#tree-pane", Pane).entitle(words, self._numbers.legend)
        self._draw_meaning()

    @property
    def _code(self) -> Code | None:
        return self._book.get(self.query_one("#tree", DrawnRows).row_id)

    def _draw_meaning(self) -> None:
        if self.has_class("-editing"):
            return
        code = self._code
        page, pane = self.query_one("#meaning", ReadingPage), self.query_one("#meaning-pane", Pane)
        if code is None:
            page.show([])
            pane.entitle("")
            return
        details = self._details[1] if self._details is not None and self._details[0] == code.id else None
        tally, base = self._numbers.tallies.get(code.id, CodeTally()), self._numbers.extent
        page.show(code_page(self._book, code, tally, base, self._counted, details), keep_place=details is not None)
        pane.entitle(code.title)
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

    def show_code(self, code_id: str) -> None:
        """Put the cursor on a code, wherever it stands."""
        self._at, self._folded, self._wanted = code_id, frozenset(), ""
        if self._book.get(code_id) is not None:
            self._draw()

    # Editing in place

    @on(DrawnRows.Opened, "#tree")
    async def _opened(self, event: DrawnRows.Opened) -> None:
        code = self._book.get(event.row_id)
        if code is None or self.query(Form):
            return
        self.add_class("-editing")
        self.query_one("#meaning").display = False
        pane = self.query_one("#meaning-pane", Pane)
        pane.entitle(f"Edit {code.title}", "tab next · esc saves")
        await pane.mount(Form(change.fields_of(code), id="form", about=code.id))

    @on(Form.Done, "#form")
    async def _done(self, event: Form.Done) -> None:
        code = self._book.get(event.form.about)
        if code is not None and event.changed:
            made = await self.shell.make(change.change(code, event.changed))
            if made is None:
                event.form.stay()
                return
            if made.changes:
                self.shell.say(f"{made.label} is saved. u takes it back.")
        if event.leaving:
            await self.run_action("app.leave")
            return
        event.form.put_away()
        self.remove_class("-editing")
        self.query_one("#meaning").display = True
        self.query_one("#meaning-pane", Pane).entitle(below="enter edits here")
        self.query_one("#tree").focus()
        self._draw_meaning()

    async def on_screen_suspend(self) -> None:
        """Going elsewhere saves what is being written, and Excerpts will begin at this code."""
        for form in self.query(Form):
            form.save()
        if (code := self._code) is not None:
            await remember_code(self.shell, code.id)

    # Commands

    @work
    async def action_new(self) -> None:
        """Add a code or an area."""
        here = self._code
        parents = [here, *self._book.ancestors(here.id)] if here is not None else []
        if here is not None and not here.is_area and len(parents) > 1:
            parents[0], parents[1] = parents[1], parents[0]
        names = {f"under {parent.title}": parent for parent in parents if parent.state is not State.RETIRED}
        choices = (*names, "in no area yet", "a new challenge area")
        values = await self.app.push_screen_wait(
            AskForm(
                "New code",
                [
                    Field("name", "Name", hint="a few words"),
                    Field("where", "Where", choices[0] if names else choices[-1], "choice", choices),
                    Field("definition", "Definition (may wait)", hint="what belongs under it"),
                ],
                needed="It needs a name.",
            )
        )
        if values is None:
            return
        parent, is_area = names.get(values["where"]), values["where"] == choices[-1]
        edit = AddCode(
            values["name"],
            parent.id if parent is not None else None,
            is_area,
            change.new_index(self._book, parent, is_area=is_area),
            values["definition"].strip(),
        )
        if parent is not None:
            self._folded -= {parent.id}
        self._at = edit.id
        await self._make(edit)

    async def action_nest(self) -> None:
        """Put the code under the one above it; one that is in no area, under an area that is asked for."""
        code = self._code
        if code is not None and code in self._book.outside_areas() and self._book.areas():
            self._ask_area(code)
        elif code is not None:
            await self._try(lambda: change.nest(self._book, code))

    @work
    async def _ask_area(self, code: Code) -> None:
        choices = [(area.id, area.title, "") for area in self._book.areas()]
        chosen = await self.app.push_screen_wait(Choose(f"Where does “{code.name}” belong?", choices))
        area = self._book.get(chosen or "")
        if area is not None:
            await self._make(change.put_under(self._book, code, area))

    async def action_unnest(self) -> None:
        """Put the code beside the one it stands under."""
        code = self._code
        if code is not None:
            await self._try(lambda: change.unnest(self._book, code))

    async def action_shift(self, by: int) -> None:
        """Move the code among its neighbours."""
        code = self._code
        if code is not None:
            await self._try(lambda: change.move(self._book, code, by), quiet=True)

    async def action_put_away(self) -> None:
        """Retire the code, bring it back, or remove it where it was never used."""
        code = self._code
        if code is not None:
            used = self._uses.get(code.id, Use()).codings
            await self._try(lambda: change.put_away(self._book, code, used))

    @work
    async def action_memo(self) -> None:
        """Write a memo on the code."""
        code = self._code
        if code is not None:
            await write_memo(self, f"code {code.title}", MemoTarget("code", code.id))

    async def action_excerpts(self) -> None:
        """Read the excerpts of the code."""
        self.shell.go("excerpts")

    async def _try(self, worked_out: Callable[[], Edit], *, quiet: bool = False) -> None:
        self._book, self._uses, _ = await self.shell.read(_structure)  # the keys may be faster than the drawing
        try:
            edit = worked_out()
        except Problem as problem:
            self.shell.show_problem(problem)
        else:
            await self._make(edit, quiet=quiet)

    async def _make(self, edit: Edit, *, quiet: bool = False) -> None:
        made = await self.shell.make(edit)
        if made is not None and not quiet:
            self.shell.say(f"{made.label}. u takes it back.")

    # Looking

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
        elif self._wanted:
            self.narrow("")
        self.query_one("#tree").focus()


def _structure(conn: sqlite3.Connection) -> tuple[Codebook, dict[str, Use], Extent]:
    return codebook(conn), uses(conn), extent(conn)


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
        memos=[(memo.kind, memo.body) for memo in memos_on(conn, code_id)],
    )
