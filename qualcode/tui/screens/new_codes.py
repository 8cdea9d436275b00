"""New codes in each document, one after the other: when nothing new came any more, and how much order matters."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.narrowing import narrowed
from qualcode.analysis.counts.saturation import Saturation, Step, saturation
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.codebooks.code import Code
from qualcode.exports.phrases import counted
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.beside_commands import NEW_CODES
from qualcode.tui.screens.beside_view import BesideView
from qualcode.tui.screens.excerpts_known import known
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.new_codes_rows import (
    NARROW,
    ORDERS,
    WIDE,
    Chosen,
    chosen_of,
    columns,
    document_rows,
    fields,
    told,
)
from qualcode.tui.screens.reads_numbers import Behind, ReadsNumbers
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage

_EMPTY = "Nothing is coded yet. F2 opens a document; there c puts a code on a passage."


# The documents of each kind in their order, and what a question found.
_Found = tuple[tuple[Saturation, ...], tuple[Excerpt, ...] | None]


def _found(conn: sqlite3.Connection, chosen: Chosen) -> _Found:
    asked = narrowed(conn, Asked(), chosen.question)
    found = asked.found
    if found is None and chosen.question:
        found = tuple(excerpts_for(conn, chosen.question))
    made = saturation(conn, asked, order=chosen.order, base=chosen.base, run=chosen.run, orders=ORDERS)
    return tuple(one for one in made if one.steps), found


def _of_step(conn: sqlite3.Connection, step: Step, found: tuple[Excerpt, ...] | None) -> list[Excerpt]:
    """The excerpts of the codes that are new in a document, in it."""
    if found is None:
        return excerpts(conn, Choice(codes=step.new, documents=[step.document_id]))
    return [one for one in found if one.document_id == step.document_id and one.code_id in step.new]


class NewCodesScreen(BesideView[Chosen, _Found], ReadsNumbers):
    """The documents in an order, each with the codes that are new in it; enter reads their excerpts."""

    CRUMB = "New codes in each document"
    FORM = "New codes"
    FILTERED = "documents"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = NEW_CODES
    HINTS = ("new-codes.open", "new-codes.form", "new-codes.export")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NEW_CODES)]

    DEFAULT_CSS = """
    NewCodesScreen #documents-pane { height: 2fr; }
    NewCodesScreen #documents { height: 1fr; }
    NewCodesScreen #told { height: auto; max-height: 6; min-height: 2; }
    NewCodesScreen.-low #told { max-height: 3; }
    """

    def __init__(self) -> None:
        super().__init__(Chosen())
        self._shown: tuple[Saturation, ...] = ()
        self._of_question: tuple[Excerpt, ...] | None = None

    def compose_place(self) -> ComposeResult:
        with Vertical():
            with Pane(id="documents-pane") as pane:
                pane.entitle(self.CRUMB)
                yield DrawnRows(columns(NARROW), id="documents", empty="Counting…")
                yield ReadingPage(id="told")
            yield from self.compose_behind()

    def on_mount(self) -> None:
        """Begin at the documents."""
        self.query_one("#documents").focus()

    counting = staticmethod(_found)

    def fields(self) -> list[Field]:
        return fields(self._shown_for)

    def chosen(self, values: Mapping[str, str]) -> Chosen:
        return chosen_of(values)

    async def refresh_place(self) -> None:
        """Count anew."""
        self._known = await self.shell.read(known)
        await self.count_anew()

    def draw(self, found: _Found) -> None:
        self._shown, self._of_question = found
        self._draw_documents()

    def _draw_documents(self) -> None:
        rows = self.query_one("#documents", DrawnRows)
        width = WIDE if self.app.size.width >= 100 else NARROW
        rows.columns = columns(width)
        rows.say_when_empty(_EMPTY)
        rows.show(document_rows(self._shown, width))
        caption = self._shown[0].caption if len(self._shown) == 1 else self.CRUMB
        below = self.only(self._shown_for.question, "f changes the order · enter reads")
        self.query_one("#documents-pane", Pane).entitle(caption, below)
        self._draw_told()

    def _draw_told(self) -> None:
        """Say what the kind of document under the cursor tells."""
        place = self.query_one("#documents", DrawnRows).row_id.partition(":")[0]
        here = [one for number, one in enumerate(self._shown) if f"{number}" == place]
        words = [Paragraph(told(one, several=len(self._shown) > 1), "quiet") for one in here]
        self.query_one("#told", ReadingPage).show(words)

    def on_resize(self) -> None:
        """Draw the bars as wide as there is room for."""
        self._draw_documents()

    def _step(self) -> Step | None:
        place, _, number = self.query_one("#documents", DrawnRows).row_id.partition(":")
        if not number or not place.isdecimal() or int(place) >= len(self._shown):
            return None
        return self._shown[int(place)].steps[int(number)]

    @on(DrawnRows.Moved, "#documents")
    def _moved(self) -> None:
        self._draw_told()
        self.read_behind()

    async def behind(self) -> Behind | None:
        """The excerpts of the new codes in the document under the cursor."""
        step = self._step()
        if step is None:
            return Behind((), "")
        found = await self.shell.read(_of_step, step, self._of_question)
        if not step.new:
            return Behind(found, f"No code is new in {step.name}")
        number = counted(len(step.new), "new code")
        passages = len({(one.start, one.stop) for one in found})
        return Behind(found, f"{number} in {step.name} · {counted(passages, 'excerpt')}")

    @on(DrawnRows.Opened, "#documents")
    async def _document_opened(self) -> None:
        await self.open_number()

    def code_here(self) -> Code | None:
        """The code of the excerpt under the cursor."""
        excerpt = self._under_cursor()
        return self._known.book.get(excerpt.code_id) if excerpt is not None else None

    @work
    async def action_export(self) -> None:
        """Write the numbers and their picture to a file."""
        from qualcode.exports.count_figures import new_code_lines  # with its first use

        figures = [line for one in self._shown if (line := new_code_lines(one)) is not None]
        await export_figures(self, self.CRUMB, figures, self._shown_for.question)
