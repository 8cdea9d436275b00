"""Counts (F5, 1): codes by participant, document, attribute and more; every number opens into its excerpts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.cell_pages import CellExcerpt, with_questions
from qualcode.analysis.code_history import merged_codes
from qualcode.analysis.counts.asked import Asked, Measure
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.reach import Reaches, code_reaches
from qualcode.analysis.counts.tables import table
from qualcode.codebooks.code import Code
from qualcode.exports.figures import Picture, Table
from qualcode.participants.recognising import FEWEST
from qualcode.problem import Problem
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.asking import Asks
from qualcode.tui.screens.beside_view import BesideView, Filled, filled
from qualcode.tui.screens.counts_asking import Chosen, Facts, chosen_of, fields
from qualcode.tui.screens.counts_commands import COMMANDS
from qualcode.tui.screens.counts_rows import AGAINST, Shown, beside, beside_excerpt, title
from qualcode.tui.screens.excerpts_known import known, written_out
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.reads_numbers import LONG, Behind, ReadsNumbers
from qualcode.tui.screens.themes import ThemesView
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.question_bar import QuestionBar
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.words import Words

_LEGEND = "· none, + with what is below it, tint: share of the row"
_EMPTY = "No codes yet. F3 adds some."
_HINT = "kind:interview · attr:role=carer · code:1.5"


def _counted(conn: sqlite3.Connection, chosen: Chosen) -> Filled[Shown]:
    return filled(Shown(table(conn, chosen.with_found(conn)), chosen.own))


class CountsScreen(ThemesView, Asks, BesideView[Chosen, Filled[Shown]], ReadsNumbers):
    """Codes by anything; enter on a number reads what it counts."""

    VIEW = "counts"
    CRUMB = "Counts"
    FORM = "What is counted"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("counts.open", "counts.form", "counts.measure")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    DEFAULT_CSS = """
    CountsScreen #counted { height: 1fr; }
    CountsScreen #upper { height: 2fr; }
    CountsScreen #table-pane { width: 1fr; }
    CountsScreen #counts { height: 1fr; }
    CountsScreen #notes { height: auto; max-height: 5; color: $text-muted; padding: 0 1; }
    CountsScreen #beside-pane { width: 32; }
    CountsScreen.-alone #beside-pane, CountsScreen.-narrow #beside-pane { display: none; }
    CountsScreen.-narrow.-alone #beside-pane { display: block; width: 1fr; }
    CountsScreen.-narrow.-alone #table-pane { display: none; }
    CountsScreen.-low #notes { max-height: 3; }
    CountsScreen.-short #upper, CountsScreen.-short #behind-pane { height: 1fr; min-height: 0; }
    CountsScreen.-short #upper:focus-within, CountsScreen.-short #behind-pane:focus-within { height: 30fr; }
    """

    def __init__(self) -> None:
        super().__init__(Chosen())
        self._asked = Asked()
        self._facts = Facts()
        self._shown: Shown | None = None
        self._written = ""  # the question without a saved one in it, for when one is saved no longer
        self._reaches: dict[str, Reaches] = {}
        self._order: list[str] = []
        self._merged: Mapping[str, Sequence[str]] = {}  # what was merged into each code
        self._excerpt: CellExcerpt | None = None  # that stands beside, while the list of excerpts has the keys

    def compose_view(self) -> ComposeResult:
        with Vertical(id="counted"):
            with Horizontal(id="upper"):
                with Pane(id="table-pane"):
                    yield DrawnTable(id="counts", empty="Counting…")
                    yield Words(id="notes")
                with Pane(id="beside-pane") as pane:
                    pane.entitle("Reach", "i hides this")
                    yield ReadingPage(id="beside")
            yield from self.compose_behind()
            yield QuestionBar("Count only", id="find", hint=_HINT)

    def on_mount(self) -> None:
        """Begin at the table."""
        self.query_one("#counts").focus()

    # Reading and drawing

    counting = staticmethod(_counted)

    def fields(self) -> list[Field]:
        return fields(self._shown_for, self._facts, several_kinds=len(self._known.extent.kinds_apart) > 1)

    def chosen(self, values: Mapping[str, str]) -> Chosen:
        return chosen_of(values, self._facts)

    async def refresh_place(self) -> None:
        """Count anew."""
        self._known = await self.shell.read(known)
        self._facts = await self.shell.read(Facts.of)
        self._merged = await self.shell.read(merged_codes)
        self._next = await self._without_what_is_gone(self._next.still_there(self._facts))
        await self.count_anew()

    async def _without_what_is_gone(self, wanted: Chosen) -> Chosen:
        """What is counted, in the words of a saved question where it is saved no longer."""
        try:
            self._written = await self.shell.read(written_out, wanted.question)
        except Problem:
            return replace(wanted, question=self._written)
        return wanted

    def draw(self, found: Filled[Shown]) -> None:
        self._shown, columns, rows = found
        self._asked = found.shown.table.asked
        self._reaches = {}
        by_id = {row.id: row for row in rows}
        self._order = list(by_id) if self._known.book.codes else []
        drawn = self.query_one("#counts", DrawnTable)
        drawn.show(columns, self._order, lambda place: by_id[self._order[place]], _EMPTY)
        question = self._shown_for.question
        below = self.only(question, "esc counts all" if question else "enter reads what a number counts")
        self.query_one("#table-pane", Pane).entitle(title(found.shown), below)
        self._draw_notes()
        self._draw_beside()
        self._reach()

    def _draw_notes(self) -> None:
        """Say out of how many the numbers of the kind under the cursor are, and which codings are counted."""
        if self._shown is not None:
            told = self._shown.told(self.query_one("#counts", DrawnTable).column_id)
            self.query_one("#notes", Words).update(f"{told}\n{_LEGEND}")

    @work(exclusive=True, group="reach")
    async def _reach(self) -> None:
        """Count how far each code reaches, which counts words: 5 s for ten million that are new."""
        asked, own = self._asked, self._shown_for.own
        self._reaches = await read_apart(self.shell.lane, code_reaches, asked, nested=not own)
        self._draw_beside()

    def _draw_beside(self) -> None:
        if self._shown is None:
            return
        drawn, page = self.query_one("#counts", DrawnTable), self.query_one("#beside", ReadingPage)
        width = max(20, page.size.width - 2)
        reaches = self._reaches.get(drawn.row_id) if self._reaches else None
        merged = self._merged.get(drawn.row_id, ())
        about = beside(self._shown, drawn.row_id, drawn.column_id, reaches, width, merged)
        said = [] if self._excerpt is None else beside_excerpt(self._excerpt, self._known.book)
        self.query_one("#beside-pane", Pane).entitle("Excerpt and reach" if said else "Reach")
        page.show([*said, *about])

    @on(DrawnTable.Moved, "#counts")
    def _moved(self) -> None:
        self._draw_notes()
        self._draw_beside()
        self.read_behind()

    @on(DrawnRows.Moved, "#rows-0")
    def _excerpt_moved(self) -> None:
        if self._list.has_focus:
            self._draw_excerpt()

    @on(events.DescendantFocus)
    def _keys_moved(self, event: events.DescendantFocus) -> None:
        """While the excerpts have the keys, what was asked before the one under the cursor stands beside, too."""
        if event.widget.id == "rows-0":
            self._draw_excerpt()
        elif event.widget.id == "counts" and self._excerpt is not None:
            self.workers.cancel_group(self, "place")
            self._excerpt = None
            self._draw_beside()

    async def _show_behind(self) -> None:
        await super()._show_behind()
        if self._list.has_focus:
            self._draw_excerpt()

    @work(exclusive=True, group="place")
    async def _draw_excerpt(self) -> None:
        excerpt = self._under_cursor()
        found = await self.shell.read(with_questions, [excerpt]) if excerpt is not None else []
        self._excerpt = next(iter(found), None) if self._list.has_focus else None
        self._draw_beside()

    async def behind(self) -> Behind | None:
        """The excerpts behind the number under the cursor."""
        drawn, shown = self.query_one("#counts", DrawnTable), self._shown
        if shown is None:
            return None
        row, column = drawn.row_id, drawn.column_id
        cell = shown.cell(column)
        if cell is None or not row:
            return Behind((), "")
        kind, nested = shown.table.parts[cell.part].kind, not shown.own or self._is_area(row)
        against = cell.what == AGAINST
        wanted = self._asked, row, cell.column
        if shown.excerpts(row, column) > LONG:
            found = await read_apart(
                self.shell.lane, cell_excerpts, *wanted, kind=kind, nested=nested, against=against
            )
        else:
            found = await self.shell.read(cell_excerpts, *wanted, kind=kind, nested=nested, against=against)
        return Behind(found, f"{self._row_title(row)} × {shown.column_name(column)} · {shown.number(row, column)}")

    def code_here(self) -> Code | None:
        """The code of the row."""
        return self._known.book.get(self.query_one("#counts", DrawnTable).row_id)

    def _is_area(self, row: str) -> bool:
        code = self._known.book.get(row)
        return code is None or code.is_area

    def _row_title(self, row: str) -> str:
        code = self._known.book.get(row)
        return code.title if code is not None else row.capitalize()

    def on_resize(self) -> None:
        """Fit the bars to the new width, too."""
        self.call_after_refresh(self._draw_beside)

    # Commands

    def action_measure(self) -> None:
        """Count something else."""
        self.count(self._next.next_measure())

    @property
    def wanted(self) -> str:
        """The question that the bar opens with."""
        return self._shown_for.question

    @property
    def filtered_list(self) -> DrawnTable:
        """The table."""
        return self.query_one("#counts", DrawnTable)

    def narrow(self, words: str) -> None:
        """Wait for the whole question: half of one finds nothing."""

    @property
    def question(self) -> str:
        """The question whose excerpts are counted."""
        return self._shown_for.question

    async def answer(self, words: str) -> None:
        """Count only what a question finds."""
        await self.recount(replace(self._shown_for, question=words.strip()))
        self._written = await self.shell.read(written_out, self.question)

    def action_side(self) -> None:
        """Show or hide reach and bars, in a narrow window in place of the table; the excerpts keep the keys."""
        self.toggle_class("-alone")
        if not self._list.has_focus:
            instead = self.has_class("-alone") and self.has_class("-narrow")  # what is hidden has no keys
            self.query_one("#beside" if instead else "#counts").focus()
        self.call_after_refresh(self._draw_beside)  # as wide as it is now

    def action_back(self) -> None:
        """From the excerpts to the table; then marks go, then the question."""
        if self.has_class("-narrow") and self.has_class("-alone"):
            self.action_side()
        elif not self.back_to_numbers() and self._shown_for.question:
            self.count(replace(self._shown_for, question=""))

    @work
    async def action_export(self) -> None:
        """Write the table to a file."""
        if self._shown is not None:
            from qualcode.exports.count_figures import counts_tables
            from qualcode.exports.reach_figures import reach_bars  # with their first use

            counted, own = self._shown.table, self._shown.own
            made, bars = counts_tables(counted, own=own), reach_bars(counted)

            async def hiding() -> tuple[Sequence[Table], Sequence[Picture]]:
                whose = replace(counted.asked, measure=Measure.PARTICIPANTS)
                people = await read_apart(self.shell.lane, table, whose)
                few = reach_bars(counted, fewest=FEWEST)
                return counts_tables(counted, own=own, people=people, fewest=FEWEST), [] if few is None else [few]

            pictures = [] if bars is None else [bars]
            title = f"Codes by {counted.across}"
            await export_figures(self, title, made, self.question, pictures=pictures, hiding=hiding)

    @work
    async def action_export_reach(self) -> None:
        """Write who carries each code, who never mentions it, and what goes against it."""
        from qualcode.exports.gather_reach import reach_page_tables  # with its first use

        made = await read_apart(self.shell.lane, reach_page_tables, self._asked, await now(self.shell.lane))

        async def hiding() -> tuple[Sequence[Table], Sequence[Picture]]:
            few = await read_apart(
                self.shell.lane, reach_page_tables, self._asked, await now(self.shell.lane), FEWEST
            )
            return few, ()

        await export_figures(self, "Reach of the codes", made, self.question, hiding=hiding)
