"""A place whose numbers open into the excerpts they count, listed below and acted on as in Excerpts."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.widget import Widget

from qualcode.analysis.excerpts import Excerpt
from qualcode.edits.memos import MemoTarget
from qualcode.edits.themes import Thing
from qualcode.exports.phrases import counted
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.transcripts.span import Span
from qualcode.tui.screens.beside_counts import BesideCounts
from qualcode.tui.screens.excerpts_acting import ActsOnExcerpts
from qualcode.tui.screens.excerpts_known import rows_of
from qualcode.tui.screens.excerpts_rows import columns
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.theme_choosing import gather
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.pane import Pane

LONG = 3_000  # excerpts; beyond them reading them would hold up coding
NOT_COUNTED = frozenset({"quote", "pin", "setting", "memo", "memo_link"})  # tables that move no number of excerpts
_REST = 0.12  # seconds that the cursor rests on a number before its excerpts are read
_NOTHING = "Nothing stands behind this cell."


class Behind(NamedTuple):
    """What stands behind a number: its excerpts, and what it is of, in words."""

    excerpts: Sequence[Excerpt]
    words: str


class ReadsNumbers(ActsOnExcerpts, BesideCounts):
    """A table or list (`filtered_list`) with numbers; those of `behind` stand in the list of excerpts below."""

    _behind_due = False  # another number is under the cursor than the one whose excerpts are shown
    DEFAULT_CSS = """
    ReadsNumbers #behind-pane { height: 1fr; min-height: 5; }
    """

    def compose_behind(self) -> ComposeResult:
        """Yield the list of excerpts."""
        with Pane(id="behind-pane"):
            yield DrawnRows(columns(of_several=True), id="rows-0", empty=_NOTHING)

    @abstractmethod
    async def behind(self) -> Behind | None:
        """What stands behind the number under the cursor; None leaves what is shown. Raises Problem."""

    async def study_changed(self, made: Made) -> None:
        """Count again after what could move a number."""
        if {change.table for change in made.changes} - NOT_COUNTED:
            await super().study_changed(made)

    def read_behind(self) -> None:
        """Show the excerpts behind the number under the cursor, once it rests there."""
        self._behind_due = True
        self._read_rested()

    @work(exclusive=True, group="behind")
    async def _read_rested(self) -> None:
        await asyncio.sleep(_REST)
        await self._show_behind()

    @on(events.DescendantFocus)
    async def _focus_moved(self, event: events.DescendantFocus) -> None:
        """Have the excerpts of the number under the cursor before a key acts on one of them."""
        if event.widget.id == "rows-0" and self._behind_due:
            self.workers.cancel_group(self, "behind")
            await self._show_behind()

    async def _show_behind(self) -> None:
        try:
            found = await self.behind()
        except Problem as problem:  # what the number is about is gone; the table is about to say so
            found = Behind((), problem.title)
        if found is None:
            self._behind_due = False
            return
        by_id = {excerpt.coding_ids[0]: excerpt for excerpt in found.excerpts}
        rows = self.query_one("#rows-0", DrawnRows)
        first = [by_id[row_id] for row_id in rows.in_sight_of(list(by_id))]
        ready = await self.shell.read(rows_of, first, self._known.book)
        self._behind_due = False
        self._unmark_all()
        self._found = by_id
        rows.show_pages(list(by_id), ready)
        places = {(one.document_id, one.start, one.stop) for one in found.excerpts}
        several = ""
        if len(places) < len(found.excerpts):
            several = f" · {counted(len(found.excerpts), 'line')}: one for each code"
        below = "enter goes there" if found.excerpts else ""
        self.query_one("#behind-pane", Pane).entitle(f"{found.words}{several}", below)

    # Commands

    def action_open(self) -> None:
        """Go to the excerpts, or to the document of one."""
        target = self._list if self._list.has_focus else self.filtered_list
        if isinstance(target, DrawnRows | DrawnTable):
            target.action_open()

    @on(DrawnTable.Opened)
    async def _number_opened(self) -> None:
        await self.open_number()

    async def open_number(self) -> None:
        """Go to the excerpts behind the number."""
        self.workers.cancel_group(self, "behind")
        await self._show_behind()
        if self._found:
            self.query_one("#rows-0").focus()
        else:
            self.shell.say(_NOTHING)

    @on(DrawnRows.Opened, "#rows-0")
    def _excerpt_opened(self, event: DrawnRows.Opened) -> None:
        excerpt = self._found.get(event.row_id)
        if excerpt is not None:
            self.shell.open_document(excerpt.document_id, Span(excerpt.start, excerpt.stop))

    def _chosen(self) -> list[Excerpt]:
        """The marked excerpts, else the one under the cursor; none while the numbers have the keys."""
        if self._list.has_focus or self._list.marked:
            return super()._chosen()
        self.shell.say("Go to an excerpt first, with enter.")
        return []

    def action_mark(self) -> None:
        """Mark the excerpt under the cursor."""
        if self._list.has_focus:
            self._list.toggle_mark()

    def back_to_numbers(self) -> bool:
        """Take the marks away, else go from the excerpts to the numbers; False where one is there already."""
        upper: Widget = self.filtered_list
        if any(rows.marked for rows in self._lists()):
            self._unmark_all()
        elif self.focused is not upper:
            upper.focus()
        else:
            return False
        return True

    def action_back(self) -> None:
        """From the excerpts to the numbers, from there back to where this was opened."""
        if not self.back_to_numbers():
            self.dismiss()

    @work
    async def action_gather(self) -> None:
        """Put the excerpts that are marked, or the code of the row, under a theme in the making."""
        code = self.code_here()
        if self.filtered_list.has_focus and code is not None and not self._list.marked:
            await gather(self, [Thing("code", code.id)], code.title)
            return
        chosen = self._chosen()
        await gather(self, [Thing("coding", one.coding_ids[0]) for one in chosen], counted(len(chosen), "excerpt"))
        self._unmark_all()

    @work
    async def action_memo(self) -> None:
        """Write a memo on the coding under the cursor, or on the code of the row."""
        chosen = self._under_cursor()
        if not self.filtered_list.has_focus and chosen is not None:
            code = self._known.book.get(chosen.code_id)
            name = code.title if code is not None else "a code"
            await write_memo(self, f"this coding of {name}", MemoTarget("coding", chosen.coding_ids[0]))
        elif (code := self.code_here()) is not None:
            await write_memo(self, f"code {code.title}", MemoTarget("code", code.id))
