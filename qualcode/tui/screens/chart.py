"""Chart (F5, 2): the Framework method: people by codes, each cell a summary that somebody wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.cell_pages import CellExcerpt, CellPage, cell_page
from qualcode.analysis.cells import CellState, Rows, Said, Subject
from qualcode.analysis.codes import codebook
from qualcode.analysis.framework import Chart, ChartChoice, ChartRow, chart
from qualcode.analysis.linked_quotations import quotation_of
from qualcode.codebooks.code import Codebook
from qualcode.edits.memos import MemoTarget
from qualcode.edits.store import Edit
from qualcode.edits.summaries import ClearCell, LookedAgain, RestOn, SayOfCell, WriteSummary
from qualcode.edits.together import Together
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.chart_asking import ask_chart, first_choice
from qualcode.tui.screens.chart_commands import COMMANDS
from qualcode.tui.screens.chart_export import export_chart
from qualcode.tui.screens.chart_rows import (
    EXCERPT_COLUMNS,
    LINES,
    OF_CODE,
    columns,
    excerpt_page,
    excerpt_row,
    excerpts_title,
    legend,
    row_ids,
    row_of,
    summary_page,
    summary_title,
    title,
)
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.one_step import FORM_KEYS, FormDraft
from qualcode.tui.screens.themes import ThemesView
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Field, Form, WordsField
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_REST = 0.08  # seconds that the cursor rests on a cell before it is opened below
_WAITING = (CellState.CODED, CellState.LOOK_AGAIN)
_TABLES = {"coding", "code", "summary", "participant", "document", "speaker", "text_version", "attribute", "agreed"}
_EXCERPT_FIRST = "Go to an excerpt of the cell first, with tab; in a narrow window, i shows them."
_KEYS = "enter opens it · space: rests on it, or not · y quotes it"


class ChartScreen(ThemesView):
    """The chart of an area; enter on a cell writes its summary."""

    VIEW = "chart"
    CRUMB = "Chart"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("chart.open", "chart.next", "chart.form")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    DEFAULT_CSS = """
    ChartScreen #chart-pane { height: 3fr; }
    ChartScreen #cell { height: 2fr; min-height: 6; }
    ChartScreen #excerpts-pane { width: 3fr; }
    ChartScreen #rows-0 { height: 1fr; }
    ChartScreen #excerpt { height: 2fr; border-top: dashed $panel; }
    ChartScreen #summary-pane { width: 2fr; }
    ChartScreen.-alone #cell { display: none; }
    ChartScreen.-narrow #excerpts-pane { display: none; }
    ChartScreen.-narrow.-choosing #excerpts-pane { display: block; width: 1fr; }
    ChartScreen.-narrow.-choosing #summary-pane { display: none; }
    ChartScreen.-writing #cell { height: 3fr; }
    ChartScreen.-short #chart-pane, ChartScreen.-short #cell { height: 1fr; min-height: 0; }
    ChartScreen.-short #chart-pane:focus-within, ChartScreen.-short #cell:focus-within { height: 30fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._choice: ChartChoice | None = None
        self._chart: Chart | None = None
        self._rows: dict[str, ChartRow] = {}
        self._page: CellPage | None = None
        self._book = Codebook(())
        self._writing: tuple[Subject, str | None, FormDraft] | None = None

    def compose_view(self) -> ComposeResult:
        with Vertical():
            with Pane(id="chart-pane"):
                yield DrawnTable(id="chart", empty="Reading…", lines=LINES)
            with Horizontal(id="cell"):
                with Pane(id="excerpts-pane"):
                    yield DrawnRows(EXCERPT_COLUMNS, id="rows-0", empty="Nothing of this is coded here.")
                    yield ReadingPage(id="excerpt")
                with Pane(id="summary-pane"):
                    yield ReadingPage(id="summary")

    def on_mount(self) -> None:
        """Begin at the chart."""
        self.query_one("#chart").focus()

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the chart."""
        self._book = await self.shell.read(codebook)
        choice = self._choice
        if choice is None or (choice.area_id is not None and self._book.get(choice.area_id) is None):
            choice = await first_choice(self.shell, self._book)
        try:
            self._chart = await read_apart(self.shell.lane, chart, choice)
        except Problem as problem:
            self.shell.show_problem(problem)
            return
        self._choice = choice
        self._draw()

    async def study_changed(self, made: Made) -> None:
        """Read again after what stands under a chart; not while one writes, which would only show the same words."""
        if not {change.table for change in made.changes} & _TABLES:
            return
        if self._writing is not None and self.is_current:
            self._stale = True
            return
        await super().study_changed(made)

    def _draw(self) -> None:
        if self._chart is None:
            return
        rows = self._chart.rows
        ids = row_ids(rows)
        self._rows = dict(zip(ids, rows, strict=True))
        empty = "No participants yet. F2 brings in interviews." if not rows else None
        drawn = self.query_one("#chart", DrawnTable)
        begins = not drawn.row_id
        drawn.show(columns(self._chart), ids, lambda place: row_of(rows[place], ids[place]), empty)
        if begins and ids and self._chart.codes:
            drawn.go_to(ids[0], OF_CODE + self._chart.codes[0].id)
        self.query_one("#chart-pane", Pane).entitle(title(self._chart), legend(self._chart))

    def _at(self) -> tuple[Subject, str | None] | None:
        """Whose cell is under the cursor, and under which code; None the portrait. None where it is no such cell."""
        drawn = self.query_one("#chart", DrawnTable)
        row = self._rows.get(drawn.row_id)
        if row is None:
            return None
        column = drawn.column_id
        return row.subject, column.removeprefix(OF_CODE) if column.startswith(OF_CODE) else None

    @on(DrawnTable.Moved, "#chart")
    def _moved(self) -> None:
        self._read_cell()

    @on(events.DescendantFocus)
    async def _focus_moved(self, event: events.DescendantFocus) -> None:
        """Have the cell under the cursor open before a key acts on one of its excerpts; who leaves for the chart
        has written."""
        if event.widget.id == "rows-0" and not self._is_open(self._at()):
            await self._open_cell()
        elif event.widget.id == "chart" and self._writing is not None:
            self.query_one("#form", Form).save()

    def _is_open(self, at: tuple[Subject, str | None] | None) -> bool:
        """Whether the cell below is this one."""
        return self._page is not None and at == (self._page.subject, self._page.code_id)

    @work(exclusive=True, group="cell")
    async def _read_cell(self) -> None:
        await asyncio.sleep(_REST)
        await self._open_cell()

    async def _open_cell(self) -> None:
        """Show the cell under the cursor below the chart."""
        at = self._at()
        if self._choice is None:
            return
        if at is None:
            self._page = None
            self.query_one("#rows-0", DrawnRows).show([])
            self.query_one("#summary", ReadingPage).show([])
            self.query_one("#excerpts-pane", Pane).entitle("", "")
            self.query_one("#summary-pane", Pane).entitle("", "")
            return
        self._page = await self.shell.read(cell_page, *at, nested=self._choice.nested)
        self._draw_cell(self._page)

    def _draw_cell(self, page: CellPage) -> None:
        rows = self.query_one("#rows-0", DrawnRows)
        rows.show([excerpt_row(one) for one in page.excerpts], at=rows.row_id)
        self.query_one("#excerpts-pane", Pane).entitle(excerpts_title(page), _KEYS if page.excerpts else "")
        if self._writing is not None:
            return
        self.query_one("#summary", ReadingPage).show(summary_page(page))
        self.query_one("#summary-pane", Pane).entitle(summary_title(page), "enter writes")

    # Writing

    def commands_held(self) -> Sequence[Command]:
        """What the keys do while a summary is written."""
        written = self.focused is not None and any(isinstance(one, Form) for one in self.focused.ancestors)
        return FORM_KEYS[:1] if written else ()

    @on(DrawnTable.Opened, "#chart")
    async def _cell_opened(self) -> None:
        at = self._at()
        if at is None or self._writing is not None or self._choice is None:
            return
        subject, code_id = at
        page = self._page = await self.shell.read(cell_page, subject, code_id, nested=self._choice.nested)
        self._draw_cell(page)
        nested = self._choice.nested

        def edit(changed: Mapping[str, str], values: Mapping[str, str]) -> Edit:
            return WriteSummary(subject, code_id, values["body"], nested)

        self._writing = subject, code_id, FormDraft(self.shell, edit)
        self.add_class("-writing")
        self.remove_class("-alone", "-choosing")
        self.query_one("#summary").display = False
        pane = self.query_one("#summary-pane", Pane)
        about = f"What {page.name} says of {page.code}"
        label = about if code_id is not None else f"Who {page.name} is, in a paragraph"
        pane.entitle(below="esc done · kept as you type")
        form = Form([Field("body", label, page.words, "words")], id="form")
        await pane.mount(form)
        self.set_focus(form.query_one(WordsField))  # at once: the next letter may have come already

    @on(Form.Rested, "#form")
    async def _rested(self, event: Form.Rested) -> None:
        if self._writing is not None:
            await self._writing[2].keep(event.form.first, event.form.values)

    @on(Form.Done, "#form")
    async def _done(self, event: Form.Done) -> None:
        if self._writing is None:
            return
        draft = self._writing[2]
        if not await draft.leave(event.form.first, event.form.values):
            event.form.stay()
            return
        self._writing = None
        if event.leaving:
            await self.run_action("app.leave")
            return
        event.form.put_away()
        self.remove_class("-writing")
        self.query_one("#summary").display = True
        self.query_one("#chart").focus()
        if draft.step.changed:
            self.shell.say(f"{draft.step.label} is saved. u takes it back.")
            self._stale = True
        await self._freshen()
        await self._open_cell()

    # Commands on a cell

    async def _do(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None and made.changes:
            self.shell.say(f"{made.label}. u takes it back.")
            await self._freshen()
            await self._open_cell()

    @work
    async def action_say(self, said: str) -> None:
        """Say that nothing was said, or that it was not asked."""
        at = self._at()
        if at is None or at[1] is None:
            self.shell.say("Go to the cell of a code first.")
        elif self._choice is not None:
            await self._do(SayOfCell(at[0], at[1], Said(said), self._choice.nested))

    @work
    async def action_stands(self) -> None:
        """Say that a summary stands with what is there now."""
        at = self._at()
        if at is None or at[1] is None:
            self.shell.say("Go to the cell of a code first.")
        else:
            await self._do(LookedAgain([(at[0], at[1])]))

    @work
    async def action_remove(self) -> None:
        """Take out what is written in the cell."""
        at = self._at()
        if at is not None:
            await self._do(ClearCell(*at))

    def _excerpt(self) -> CellExcerpt | None:
        """The excerpt under the cursor."""
        row_id = self.query_one("#rows-0", DrawnRows).row_id
        found = self._page.excerpts if self._page is not None else ()
        return next((one for one in found if one.excerpt.coding_ids[0] == row_id), None)

    @work
    async def action_rests(self) -> None:
        """Say whether the summary rests on the excerpt under the cursor."""
        one, page = self._excerpt(), self._page
        if one is None or page is None or page.code_id is None or not self.query_one("#rows-0").has_focus:
            self.shell.say(_EXCERPT_FIRST)
            return
        await self._do(RestOn(page.subject, page.code_id, one.excerpt.coding_ids, not one.rests))

    @work
    async def action_quote(self) -> None:
        """Put the words of the excerpt into the summary, linked to it."""
        one, page = self._excerpt(), self._page
        if one is None or page is None or self._choice is None or not self.query_one("#rows-0").has_focus:
            self.shell.say(_EXCERPT_FIRST)
            return
        quotation = await self.shell.read(quotation_of, one.excerpt)
        if self._writing is not None:
            field = self.query_one("#form", Form).query_one(WordsField)
            field.insert(f"{'' if not field.text or field.text[-1:].isspace() else ' '}{quotation} ")
            field.focus()
            return
        body = f"{page.words} {quotation}".strip()
        edits: list[Edit] = [WriteSummary(page.subject, page.code_id, body, self._choice.nested)]
        if page.code_id is not None:
            edits.append(RestOn(page.subject, page.code_id, one.excerpt.coding_ids, True))
        await self._do(Together(edits, f"Quotation of {page.name} put into {page.code or 'the portrait'}"))

    @on(DrawnRows.Moved, "#rows-0")
    def _excerpt_moved(self) -> None:
        one = self._excerpt()
        self.query_one("#excerpt", ReadingPage).show(excerpt_page(one) if one is not None else [])

    @on(DrawnRows.Opened, "#rows-0")
    def _excerpt_opened(self) -> None:
        one = self._excerpt()
        if one is not None:
            self.shell.open_document(one.excerpt.document_id, Span(one.excerpt.start, one.excerpt.stop))

    def action_waiting(self, step: int) -> None:
        """Go to the next cell that waits for a person, reading along the rows."""
        if self._chart is None:
            return
        drawn = self.query_one("#chart", DrawnTable)
        ids = list(self._rows)
        cells = [
            (row_id, OF_CODE + code.id, cell.state)
            for row_id, row in self._rows.items()
            for code, cell in zip(self._chart.codes, row.cells, strict=True)
        ]
        codes = [OF_CODE + code.id for code in self._chart.codes]
        if not cells or drawn.row_id not in ids:
            return
        column = codes.index(drawn.column_id) if drawn.column_id in codes else -1 if step > 0 else len(codes)
        here = ids.index(drawn.row_id) * len(codes) + column
        places = [place for place, (_, _, state) in enumerate(cells) if state in _WAITING]
        onwards = [place for place in places if (place > here if step > 0 else place < here)]
        if not onwards:
            self.shell.say("No cell waits from here on." if step > 0 else "No cell waits before this.")
            return
        row_id, column_id, _ = cells[onwards[0] if step > 0 else onwards[-1]]
        drawn.go_to(row_id, column_id)

    # The chart

    @work
    async def action_form(self) -> None:
        """Ask which chart."""
        if self._choice is None:
            return
        chosen = await ask_chart(self, self._book, self._choice)
        if chosen is not None:
            self._choice = chosen
            await self.refresh_place()

    def action_side(self) -> None:
        """Show or hide the cell below; on a narrow screen its excerpts or its summary."""
        self.toggle_class("-choosing" if self.has_class("-narrow") else "-alone")

    def action_back(self) -> None:
        """From the excerpts to the chart."""
        self.remove_class("-choosing")
        self.query_one("#chart").focus()

    @work
    async def action_memo(self) -> None:
        """Write a memo on the code of the column, or on the participant."""
        at = self._at()
        if at is None:
            return
        subject, code_id = at
        code = self._book.get(code_id or "")
        if code is not None:
            await write_memo(self, f"code {code.title}", MemoTarget("code", code.id))
        elif subject.rows is Rows.PARTICIPANTS:
            name = self._rows[self.query_one("#chart", DrawnTable).row_id].name
            await write_memo(self, f"participant {name}", MemoTarget("participant", subject.id))

    @work
    async def action_export(self) -> None:
        """Write the chart to a file."""
        if self._choice is not None and self._chart is not None:
            await export_chart(self, self._choice, self._chart)

    @work
    async def action_arrive(self) -> None:
        """Bring a chart back that was filled in with Excel, after showing what it would change."""
        from qualcode.tui.screens.chart_arriving import bring_chart_in  # with its first use

        if await bring_chart_in(self):
            await self._freshen()
