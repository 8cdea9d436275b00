"""Groups side by side: how many of each mention a code, in how many excerpts, and how much of what they say it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.codebooks.code import Code
from qualcode.exports.figures import Picture, Table
from qualcode.participants.recognising import FEWEST
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.beside_commands import GROUPS
from qualcode.tui.screens.beside_view import BesideView, Filled, filled
from qualcode.tui.screens.counts_asking import Chosen, Facts
from qualcode.tui.screens.excerpts_known import known
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.groups_rows import ShownGroups, begun, fields, groups_of, name_of, read_groups
from qualcode.tui.screens.reads_numbers import LONG, Behind, ReadsNumbers
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage

_EMPTY = "No codes yet. F3 adds some."
_LEGEND = "· none, tint: share of the group’s participants"


def _counted(conn: sqlite3.Connection, chosen: Chosen) -> Filled[ShownGroups]:
    return filled(ShownGroups(read_groups(conn, chosen), chosen.own))


class GroupsScreen(BesideView[Chosen, Filled[ShownGroups]], ReadsNumbers):
    """The codes down, groups across with three numbers each; enter on a number reads what it counts."""

    CRUMB = "Groups side by side"
    FORM = "Groups side by side"
    FILTERED = "groups"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = GROUPS
    HINTS = ("groups.open", "groups.form", "groups.export")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GROUPS)]

    DEFAULT_CSS = """
    GroupsScreen #table-pane { height: 2fr; }
    GroupsScreen #groups { height: 1fr; }
    GroupsScreen #told { height: auto; max-height: 4; min-height: 2; }
    GroupsScreen.-low #told { max-height: 3; }
    """

    def __init__(self) -> None:
        super().__init__(begun(Facts()))
        self._facts = Facts()
        self._shown: ShownGroups | None = None

    def compose_place(self) -> ComposeResult:
        with Vertical():
            with Pane(id="table-pane") as pane:
                pane.entitle(self.CRUMB)
                yield DrawnTable(id="groups", empty="Counting…")
                yield ReadingPage(id="told")
            yield from self.compose_behind()

    def on_mount(self) -> None:
        """Begin at the table."""
        self.query_one("#groups").focus()

    counting = staticmethod(_counted)

    def fields(self) -> list[Field]:
        return fields(self._shown_for, self._facts)

    def chosen(self, values: Mapping[str, str]) -> Chosen:
        return groups_of(values, self._facts)

    async def refresh_place(self) -> None:
        """Count anew."""
        self._known = await self.shell.read(known)
        self._facts = await self.shell.read(Facts.of)
        if self._shown is None or (self._next.asked.attribute_id and not name_of(self._next, self._facts)):
            self._next = begun(self._facts)
        await self.count_anew()

    def draw(self, found: Filled[ShownGroups]) -> None:
        chosen = self._shown_for
        self._shown, columns, rows = found
        ids = [row.id for row in rows] if self._known.book.codes else ()
        table = self.query_one("#groups", DrawnTable)
        table.show(columns, ids, rows.__getitem__, _EMPTY)
        if table.row_id.endswith(":"):
            table.go_to(next((row.id for row in rows if not row.id.endswith(":")), ""))
        self.query_one("#table-pane", Pane).entitle(
            f"Groups by {name_of(chosen, self._facts)} · participants, excerpts, words in 1,000",
            self.only(chosen.question, "f other groups · enter reads"),
        )
        self._draw_told()

    def _draw_told(self) -> None:
        """Say how much a difference means in the kind of document under the cursor."""
        if self._shown is not None:
            notes = self._shown.notes(self.query_one("#groups", DrawnTable).row_id)
            self.query_one("#told", ReadingPage).show([Paragraph(f"{notes} {_LEGEND}.", "quiet")] if notes else [])

    @on(DrawnTable.Moved, "#groups")
    def _moved(self) -> None:
        self._draw_told()
        self.read_behind()

    async def behind(self) -> Behind | None:
        """The excerpts that the cell counts."""
        table, shown = self.query_one("#groups", DrawnTable), self._shown
        if shown is None:
            return None
        at = shown.at(table.row_id)
        if at is None:
            return Behind((), "")
        part, row = at
        measure, key = shown.asked_of(table.column_id)
        wanted = replace(part.asked, measure=measure), row.code.code_id, key
        nested = not shown.own or row.code.is_area
        if (row.code.nested.excerpts or 0) > LONG:
            found = await read_apart(self.shell.lane, cell_excerpts, *wanted, kind=part.kind, nested=nested)
        else:
            found = await self.shell.read(cell_excerpts, *wanted, kind=part.kind, nested=nested)
        return Behind(found, shown.sentence(table.row_id, table.column_id))

    def code_here(self) -> Code | None:
        """The code of the row."""
        _, _, code_id = self.query_one("#groups", DrawnTable).row_id.partition(":")
        return self._known.book.get(code_id)

    @work
    async def action_export(self) -> None:
        """Write the tables to a file."""
        if self._shown is not None:
            from qualcode.exports.group_figures import groups_tables  # with its first use

            name = name_of(self._shown_for, self._facts)
            shown = self._shown

            def tables(fewest: int) -> tuple[Table, ...]:
                return groups_tables(
                    shown.groups, name, titles={}, own=shown.own, excerpts=True, least=fewest, fewest=fewest
                )

            async def hiding() -> tuple[Sequence[Table], Sequence[Picture]]:
                return tables(FEWEST), ()

            asked = self._shown_for.question
            await export_figures(self, f"Groups by {name}", tables(0), asked, hiding=hiding)
