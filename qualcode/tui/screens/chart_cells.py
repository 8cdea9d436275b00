"""The cells of a chart: going from one to the next, and the one under the cursor opened below."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from qualcode.analysis.cell_pages import CellExcerpt, CellPage, cell_page
from qualcode.analysis.cells import CellState, Subject
from qualcode.analysis.framework import Chart, ChartChoice, ChartRow
from qualcode.transcripts.span import Span
from qualcode.tui.screens.chart_rows import (
    EXCERPT_COLUMNS,
    LINES,
    OF_CODE,
    excerpt_page,
    excerpt_row,
    excerpts_title,
    summary_page,
    summary_title,
)
from qualcode.tui.screens.themes import ThemesView
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_REST = 0.08  # seconds that the cursor rests on a cell before it is opened below
_WAITING = (CellState.CODED, CellState.LOOK_AGAIN)
_KEYS = "enter opens it · space: rests on it, or not · y quotes it"


class ReadsCells(ThemesView):
    """The table of a chart, and below it the cell under its cursor: its excerpts, and what is written in it."""

    DEFAULT_CSS = """
    ReadsCells #chart-pane { height: 3fr; }
    ReadsCells #cell { height: 2fr; min-height: 6; }
    ReadsCells #excerpts-pane { width: 3fr; }
    ReadsCells #rows-0 { height: 1fr; }
    ReadsCells #excerpt { height: 2fr; border-top: dashed $panel; }
    ReadsCells #summary-pane { width: 2fr; }
    ReadsCells.-alone #cell { display: none; }
    ReadsCells.-narrow #excerpts-pane { display: none; }
    ReadsCells.-narrow.-choosing #excerpts-pane { display: block; width: 1fr; }
    ReadsCells.-narrow.-choosing #summary-pane { display: none; }
    ReadsCells.-writing #cell { height: 3fr; }
    ReadsCells.-short #chart-pane, ReadsCells.-short #cell { height: 1fr; min-height: 0; }
    ReadsCells.-short #chart-pane:focus-within, ReadsCells.-short #cell:focus-within { height: 30fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._choice: ChartChoice | None = None
        self._chart: Chart | None = None
        self._rows: dict[str, ChartRow] = {}
        self._page: CellPage | None = None

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
        self._draw_summary(page)

    def _draw_summary(self, page: CellPage) -> None:
        self.query_one("#summary", ReadingPage).show(summary_page(page))
        self.query_one("#summary-pane", Pane).entitle(summary_title(page), "enter writes")

    def _excerpt(self) -> CellExcerpt | None:
        """The excerpt under the cursor."""
        row_id = self.query_one("#rows-0", DrawnRows).row_id
        found = self._page.excerpts if self._page is not None else ()
        return next((one for one in found if one.excerpt.coding_ids[0] == row_id), None)

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
