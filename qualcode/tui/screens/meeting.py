"""Codes that meet: how many excerpts of one code stand with one of another; every number opens into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from qualcode.analysis.occurring import WHOSE
from qualcode.codebooks.code import Code
from qualcode.exports.figures import HeatMap, Picture
from qualcode.participants.recognising import FEWEST
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.beside_commands import MEETING
from qualcode.tui.screens.beside_view import BesideView, Filled, filled
from qualcode.tui.screens.excerpts_known import known
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.meeting_rows import Chosen, ShownMeeting, chosen_of, fields, read_meeting
from qualcode.tui.screens.reads_numbers import Behind, ReadsNumbers
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.words import Words

_EMPTY = "Nothing meets here yet. c puts a code on a passage (F2); f asks otherwise."
_LEGEND = f"{WHOSE} Read along a row: · none, tint: share of the row’s excerpts."


def _counted(conn: sqlite3.Connection, chosen: Chosen) -> Filled[ShownMeeting]:
    return filled(ShownMeeting(read_meeting(conn, chosen)))


class MeetingScreen(BesideView[Chosen, Filled[ShownMeeting]], ReadsNumbers):
    """The codes in rows and columns; enter on a number reads the excerpts of its row that meet the column’s."""

    CRUMB = "Codes that meet"
    FORM = "Which codes meet"
    FILTERED = "meetings"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = MEETING
    HINTS = ("meeting.open", "meeting.measure", "meeting.form")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEETING)]

    DEFAULT_CSS = """
    MeetingScreen #table-pane { height: 2fr; }
    MeetingScreen #meetings { height: 1fr; }
    MeetingScreen #notes { height: auto; max-height: 3; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(Chosen())
        self._shown: ShownMeeting | None = None

    def compose_place(self) -> ComposeResult:
        with Vertical():
            with Pane(id="table-pane") as pane:
                pane.entitle(self.CRUMB, "% another way to meet · enter reads")
                yield DrawnTable(id="meetings", empty="Counting…")
                yield Words(id="notes")
            yield from self.compose_behind()

    counting = staticmethod(_counted)

    def fields(self) -> list[Field]:
        return fields(self._shown_for, self._known.book)

    def chosen(self, values: Mapping[str, str]) -> Chosen:
        return chosen_of(values, self._known.book)

    async def refresh_place(self) -> None:
        """Count anew."""
        self._known = await self.shell.read(known)
        await self.count_anew()

    def draw(self, found: Filled[ShownMeeting]) -> None:
        chosen = self._shown_for
        self._shown, columns, rows = found
        table = self.query_one("#meetings", DrawnTable)
        table.show(columns, [row.id for row in rows], rows.__getitem__, _EMPTY)
        if table.row_id.endswith(":"):
            table.go_to(self._shown.first)
        below = self.only(chosen.question, "% another way to meet · enter reads")
        self.query_one("#table-pane", Pane).entitle(self._shown.title, below)
        self._draw_notes()

    def _draw_notes(self) -> None:
        if self._shown is not None:
            table = self.query_one("#meetings", DrawnTable)
            said = self._shown.sentence(table.row_id, table.column_id)
            notes = f"{said} Counted: {self._shown.occurring.counted}. {_LEGEND}".strip()
            self.query_one("#notes", Words).update(notes)

    @on(DrawnTable.Moved, "#meetings")
    def _moved(self) -> None:
        self._draw_notes()
        self.read_behind()

    async def behind(self) -> Behind | None:
        """The excerpts that the cell counts."""
        table = self.query_one("#meetings", DrawnTable)
        if self._shown is None:
            return None
        found = self._shown.at(table.row_id, table.column_id)
        if found is None:
            return Behind((), "")
        meeting, row, column = found
        return Behind(meeting.cell_excerpts(row, column), self._shown.cell_title(table.row_id, table.column_id))

    def code_here(self) -> Code | None:
        """The code of the row."""
        _, _, code_id = self.query_one("#meetings", DrawnTable).row_id.partition(":")
        return self._known.book.get(code_id)

    def action_measure(self) -> None:
        """Let excerpts meet in another way."""
        self.count(self._next.next_measure())

    @work
    async def action_export(self) -> None:
        """Write the tables to a file."""
        if self._shown is not None:
            from qualcode.exports.count_figures import together_hiding, together_maps  # with their first use

            found = self._shown.occurring
            within = self._known.book if found.nested else None

            async def hiding() -> tuple[Sequence[HeatMap], Sequence[Picture]]:
                return together_hiding(found, FEWEST, {}, within=within), ()

            question = self._shown_for.question
            await export_figures(self, self.CRUMB, together_maps(found), question, hiding=hiding)
