"""Quotes (F7): essays as outlines of headings, notes and quotes, each quote as its readers will see it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from qualcode.analysis.although import printed_although
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.edits.memos import MemoTarget
from qualcode.essays.essays import EssayList, essays
from qualcode.essays.kept import KeptView, looked_at
from qualcode.essays.outline import Outline, QuotePart, outline
from qualcode.essays.titles import BEFORE
from qualcode.transcripts.graphemes import cut
from qualcode.tui.clipboard import copy
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.quotes_checking import ChecksQuotes
from qualcode.tui.screens.quotes_commands import COMMANDS
from qualcode.tui.screens.quotes_place import open_essay, remember_essay
from qualcode.tui.screens.quotes_rows import (
    ESSAY_COLUMNS,
    KEPT,
    PART_COLUMNS,
    begin_page,
    essay_rows,
    part_page,
    part_rows,
    part_title,
    row_of,
    section_of,
)
from qualcode.tui.screens.quotes_weighing import balance_lines, weighed
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.trim_view import TrimView

_REST = 0.12  # seconds that the cursor rests on an essay before its outline is read
_NOT_IN_WORDS = ("quotes.remove", "quotes.new", "quotes.find")
_NOT_IN_LIST = tuple(f"quotes.{name}" for name in ("another", "like", "answer", "mark", "copy", "as-said", "as-now"))
_FEW_LINES = 18
_EDGE = 2  # cells of a row before its words


class QuotesScreen(ChecksQuotes):
    """Essays and Kept, the outline of the one under the cursor, and the quote under the cursor there."""

    MODE = "quotes"
    CRUMB = "Quotes"
    FILTERED = "parts"
    CSS_PATH = "quotes.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("quotes.new", "quotes.another", "quotes.memo")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self._drawn_id = ""  # of the part whose page is shown

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="quotes-panes"):
            with Vertical(id="left"):
                with Pane(id="essays-pane") as pane:
                    pane.entitle("Essays", "enter opens one")
                    yield DrawnRows(ESSAY_COLUMNS, id="essays", empty="Reading…")
                with Pane(id="parts-pane"):
                    yield DrawnRows(PART_COLUMNS, id="parts", empty="Reading…")
                    balance = ReadingPage(id="balance")
                    balance.can_focus = False
                    yield balance
                    yield FindBar("Show what has", id="find")
            with Vertical(id="right"):
                with Pane(id="quote-pane"):
                    yield ReadingPage(id="quote")
                with Pane(id="trim-pane"):
                    yield TrimView(id="trim")

    def commands_of_place(self) -> Sequence[Command]:
        """In the words of a quote d and + act on these; in the list of essays there is no quote to act on."""
        out = _NOT_IN_WORDS if self._in_trim else _NOT_IN_LIST if self._in_list else ()
        return [one for one in COMMANDS if one.id not in out]

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the essays and the outline of the one under the cursor."""
        if self._outline is None and self._at is None:
            essay = await open_essay(self.shell)
            self._at = None if essay is None else essay.id
        day, wanted = (await now(self.shell.lane)).date(), None
        while wanted != (self._at or self._essays.row_id):  # the cursor may go elsewhere meanwhile
            wanted = self._at or self._essays.row_id
            found, read, self._view_of_kept = await read_apart(
                self.shell.lane, _read, wanted, day, self._view_of_kept
            )
        if self._outline is None or row_of(self._outline) != row_of(read):
            self._weighed = None
        self._list, self._outline = found, read
        self._at = None
        began = self.has_class("-begin")
        self.set_class(not (found.essays or found.kept), "-begin")
        self._draw(at=row_of(read))
        self._weigh(read)
        if began and not self.has_class("-begin"):
            self.call_after_refresh(self._essays.focus)

    def _draw(self, at: str | None = None) -> None:
        self._essays.show(essay_rows(self._list), at=at)
        self._draw_parts()

    def _draw_parts(self) -> None:
        read, rows = self._outline, self._parts
        if read is None:
            return
        if read.essay is not None:
            rows.say_when_empty("+ puts a heading in; y elsewhere keeps a passage.")
        elif self._view_of_kept.question:
            rows.say_when_empty("No kept quote answers this. f asks something else.")
        else:
            rows.say_when_empty("Nothing is kept. y in a document keeps a passage.")
        if self._wanted:
            rows.say_when_empty("Nothing has these words. esc shows all.")
        width = rows.scrollable_content_region.width - _EDGE
        wanted, self._part_at = self._part_at, None
        warned = self._weighed.warned if self._weighed is not None else frozenset()
        rows.show(part_rows(read, max(20, width), self._wanted, warned), at=wanted)
        self._show_titles()
        self._draw_part()
        if rows.has_focus:
            self._open()

    def _bar_came_or_went(self) -> None:
        """Lay the outline out again, beside its bar for scrolling or without: its pane gains and loses lines."""
        self.call_after_refresh(self._draw_parts)

    def _show_titles(self) -> None:
        read, marked = self._outline, len(self._parts.marked)
        if read is None:
            return
        title = read.essay.title if read.essay is not None else f"Kept{self._view_of_kept.sentence}"
        words = f" · with “{self._wanted}”" if self._wanted else ""
        below = self._where_kept(read) if self._parts.has_focus and read.essay else "tab goes here"
        below = f"{marked} marked: keys act on all of them" if marked else below
        self.query_one("#parts-pane", Pane).entitle(f"{title}{words}", below)

    def _draw_part(self) -> None:
        read, page, pane = self._outline, self.query_one("#quote", ReadingPage), self.query_one("#quote-pane", Pane)
        if read is None:
            return
        if self.has_class("-begin"):
            pane.entitle("Quotes", "+ begins an essay")
            page.show(begin_page())
            return
        part = None if self._in_list else self._part
        title = part_title(read, part.id) if part is not None else read.essay.title if read.essay else "Kept"
        pane.entitle(title, "i hides this")
        drawn = part.id if part is not None else row_of(read)
        page.show(part_page(read, part, self._weighed), keep_place=self._drawn_id == drawn)
        self._drawn_id = drawn
        quote = part if isinstance(part, QuotePart) and part.shown is not None else None
        self.query_one("#trim-pane").display = quote is not None
        self._read_trimming(part if quote is not None else None)

    @on(DrawnRows.Moved, "#essays")
    def _essay_moved(self, event: DrawnRows.Moved) -> None:
        if self._outline is not None and event.row_id not in ("", row_of(self._outline)):
            self._read_outline(event.row_id)

    @work(exclusive=True, group="details")
    async def _read_outline(self, essay_id: str) -> None:
        await asyncio.sleep(_REST)
        day = (await now(self.shell.lane)).date()
        found, read, view = await read_apart(self.shell.lane, _read, essay_id, day, self._view_of_kept)
        if self._essays.row_id == essay_id:
            self._list, self._outline, self._weighed, self._view_of_kept = found, read, None, view
            self._parts.unmark_all()
            self._draw_parts()
            self._weigh(read)

    @work(exclusive=True, group="reach")
    async def _weigh(self, read: Outline) -> None:
        await asyncio.sleep(_REST)
        found = await read_apart(self.shell.lane, weighed, read)
        if self._outline is read:
            self._weighed = found
            self.query_one("#balance", ReadingPage).show(list(balance_lines(found.balance)))
            self._draw_parts()

    def _where_kept(self, read: Outline) -> str:
        """Where passages go that are kept elsewhere: under the heading of what is under the cursor."""
        heading = section_of(read, self._parts.row_id)
        return f"y elsewhere keeps a passage {f'under “{cut(heading.words, 26)}”' if heading else 'here'}"

    @on(DrawnRows.Moved, "#parts")
    def _part_moved(self) -> None:
        self._draw_part()
        if self._parts.has_focus:
            self._open()

    def on_mount(self) -> None:
        """Hear when the outline gets a bar for scrolling."""
        self.watch(self._parts, "show_vertical_scrollbar", self._bar_came_or_went, init=False)

    def on_resize(self) -> None:
        """Lay the outline out for the new width; where there are few lines the pane with the focus has them."""
        self.set_class(self.size.height < _FEW_LINES, "-short")
        self.call_after_refresh(self._draw_parts)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the essay where the list has the focus, else the part under the cursor: its essay is open from now.

        The page of an essay has its balance, which then need not stand below the outline too.
        """
        self.set_class(self._in_list, "-list")
        self._show_titles()
        self._draw_part()
        if event.widget is self._parts:
            self._open()

    def _open(self) -> None:
        """Let passages be kept where the cursor is: in this essay, under this heading."""
        essay, read = self._essay, self._outline
        if read is None or row_of(read) != self._essays.row_id:
            return
        heading = section_of(read, self._parts.row_id)
        under = "" if essay is None else heading.id if heading is not None else BEFORE
        here = ("" if essay is None else essay.id, under)
        if here != self._kept_under:
            self._kept_under = here
            self._show_titles()
            self._remember(here)

    @work(exclusive=True, group="open")
    async def _remember(self, here: tuple[str, str]) -> None:
        essay_id, under = here
        await remember_essay(self.shell, essay_id or None, under)

    # Opening

    @on(DrawnRows.Opened, "#essays")
    def _essay_opened(self) -> None:
        self._parts.focus()

    @on(DrawnRows.Opened, "#parts")
    def _part_opened(self) -> None:
        part = self._part
        if isinstance(part, QuotePart):
            self.shell.open_document(part.document_id, part.span)
        elif part is not None:
            self._write(part)

    @work
    async def action_memo(self) -> None:
        """Write why the quote under the cursor is there; in the list, or where there is none, a memo on the essay."""
        read, part = self._outline, self._part
        if read is None or row_of(read) != self._essays.row_id:
            return
        if isinstance(part, QuotePart) and not self._in_list:
            await write_memo(self, part_title(read, part.id), MemoTarget("quote", part.id))
        elif read.essay is not None:
            await write_memo(self, f"“{read.essay.title}”", MemoTarget("essay", read.essay.id))
        else:
            self.shell.say("Kept is no essay. m on one of its quotes says why it is there.")

    def show_essay(self, essay_id: str) -> None:
        """Put the cursor on an essay of the list."""
        self._essays.focus()
        if any(one.id == essay_id for one in self._list.essays):
            self._essays.show(essay_rows(self._list), at=essay_id)
        else:
            self._at = essay_id

    async def show_quote(self, essay_id: str | None, quote_id: str) -> None:
        """Put the cursor on a quote of an essay, or of Kept, showing all of them."""
        self._at, self._part_at = essay_id or KEPT, quote_id
        self._wanted, self._view_of_kept = "", KeptView()
        await self.refresh_place()
        self._parts.focus()

    @work
    async def action_copy(self) -> None:
        """Copy the quote as its readers will see it, with its citation; judged now, not when it was drawn."""
        here, read = self._quote_here(), self._outline
        if here is None or read is None:
            return
        essay_id, day = read.essay.id if read.essay is not None else None, (await now(self.shell.lane)).date()
        found = await read_apart(self.shell.lane, outline, essay_id, day)
        part = next((one for one in found.quotes if one.id == here.id), None)
        if part is None:
            return
        if part.printed is None:
            self.shell.say(f"Not copied: {', '.join(part.citation.people) or 'nobody named'}, {part.held}.")
        else:
            told = printed_although(filter(None, [part.printed.although]))
            self.shell.say(" ".join([copy(self.app, part.printed, part.citation.text), *told]))

    # Looking

    def action_mark(self) -> None:
        """Mark what is under the cursor in the outline."""
        self._parts.toggle_mark()
        self._show_titles()

    def action_pane(self, step: int) -> None:
        """From the essays to the outline, to the words of its quote, and back."""
        panes: list[Widget] = [self._essays, self._parts]
        if self._trimming is not None and not (self.has_class("-alone") and not self.has_class("-narrow")):
            panes.append(self._view)
        here = panes.index(self.focused) if self.focused in panes else 0
        there = panes[(here + step) % len(panes)]
        if self.has_class("-narrow"):
            self.set_class(there is self._view, "-reading")
        there.focus()

    def action_side(self) -> None:
        """Show or hide the quote beside the list."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#quote" if self.has_class("-reading") else "#parts").focus()

    def action_back(self) -> None:
        """From the quote to the outline; then marks go, then what was looked for; then to the essays."""
        if self._in_trim and self._view.anchored:
            self._view.let_go()
        elif self.has_class("-reading"):
            self.action_side()
        elif self._in_trim:
            self._parts.focus()
        elif self._parts.marked:
            self._parts.unmark_all()
            self._show_titles()
        elif self._wanted:
            self.narrow("")
        else:
            self._essays.focus()


def _read(conn: sqlite3.Connection, wanted: str, on: date, view: KeptView) -> tuple[EssayList, Outline, KeptView]:
    """All essays, the outline of the one that is wanted, else the first, else Kept; and how Kept is looked at.

    A question that can no longer be asked is asked no more.
    """
    found = essays(conn)
    ids = [one.id for one in found.essays]
    essay_id = wanted if wanted in ids else None if wanted == KEPT or not ids else ids[0]
    read = outline(conn, essay_id, on)
    if essay_id is not None:
        return found, read, view
    try:
        return found, looked_at(conn, read, view), view
    except QuestionProblem:
        view = replace(view, question="")
        return found, looked_at(conn, read, view), view
