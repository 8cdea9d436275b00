"""Chart (F5, 2): the Framework method: people by codes, each cell a summary that somebody wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from qualcode.analysis.codes import codebook
from qualcode.analysis.framework import ChartChoice, chart
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.asking import Asks
from qualcode.tui.screens.chart_asking import ask_chart
from qualcode.tui.screens.chart_commands import COMMANDS
from qualcode.tui.screens.chart_export import export_chart
from qualcode.tui.screens.chart_rows import OF_CODE, columns, empty, legend, row_ids, row_of, title
from qualcode.tui.screens.chart_writing import WritesCells
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.question_bar import QuestionBar

_TABLES = {"coding", "code", "summary", "participant", "document", "speaker", "text_version", "attribute", "agreed"}
_HINT = "attr:role=carer · kind:interview · code:1.5"


class ChartScreen(WritesCells, Asks):
    """The chart of an area; enter on a cell writes its summary."""

    VIEW = "chart"
    CRUMB = "Chart"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("chart.open", "chart.next", "chart.form")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    def compose_view(self) -> ComposeResult:
        with Vertical():
            yield from super().compose_view()
            yield QuestionBar("Only rows of", id="find", hint=_HINT)

    def on_mount(self) -> None:
        """Begin at the chart."""
        self.query_one("#chart").focus()

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the chart."""
        self._book = await self.shell.read(codebook)
        choice = self._choice
        if choice is None or (choice.area_id is not None and self._book.get(choice.area_id) is None):
            areas = self._book.areas()
            choice = replace(choice or ChartChoice(None), area_id=areas[0].id if areas else None)
        try:
            await self._read_chart(choice)
        except QuestionProblem as problem:
            self.shell.show_problem(problem)
            await self._choose(replace(choice, question=""))
        except Problem as problem:  # what made the groups is gone
            self.shell.show_problem(problem)
            await self._choose(ChartChoice(choice.area_id))

    async def _read_chart(self, choice: ChartChoice) -> None:
        """Show another chart. Raises Problem where there is none of that choice; what was shown stays."""
        self._chart = await read_apart(self.shell.lane, chart, choice)
        self._choice = choice
        self._draw()

    async def _choose(self, choice: ChartChoice) -> None:
        try:
            await self._read_chart(choice)
        except Problem as problem:
            self.shell.show_problem(problem)

    async def study_changed(self, made: Made) -> None:
        """Read again after what stands under a chart; not while one writes, which would only show the same words."""
        asked = self._choice is not None and self._choice.is_narrowed  # a question may ask for anything
        if not asked and not {change.table for change in made.changes} & _TABLES:
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
        drawn = self.query_one("#chart", DrawnTable)
        begins = not drawn.row_id
        drawn.show(columns(self._chart), ids, lambda place: row_of(rows[place], ids[place]), empty(self._chart))
        if begins and ids and self._chart.codes:
            drawn.go_to(ids[0], OF_CODE + self._chart.codes[0].id)
        self.query_one("#chart-pane", Pane).entitle(title(self._chart), legend(self._chart))

    # Which chart

    @work
    async def action_form(self) -> None:
        """Ask which chart."""
        if self._choice is None:
            return
        chosen = await ask_chart(self, self._book, self._choice)
        if chosen is not None:
            await self._choose(chosen)

    @property
    def wanted(self) -> str:
        """The question that the bar opens with."""
        return self.question

    @property
    def question(self) -> str:
        """The question that narrows the rows; empty where none does."""
        return self._choice.question if self._choice is not None else ""

    @property
    def filtered_list(self) -> DrawnTable:
        """The table."""
        return self.query_one("#chart", DrawnTable)

    def narrow(self, words: str) -> None:
        """Wait for the whole question: half of one finds nothing."""

    async def answer(self, words: str) -> None:
        """Show only the rows that a question finds."""
        if self._choice is not None:
            await self._read_chart(replace(self._choice, question=words.strip()))

    def action_side(self) -> None:
        """Show or hide the cell below; on a narrow screen its excerpts or its summary."""
        self.toggle_class("-choosing" if self.has_class("-narrow") else "-alone")

    def action_back(self) -> None:
        """From the excerpts to the chart; then what narrows its rows goes."""
        drawn = self.query_one("#chart", DrawnTable)
        if drawn.has_focus and not self.has_class("-choosing") and self._choice is not None:
            if self._choice.is_narrowed:
                self.run_worker(self._choose(replace(self._choice, question="", kinds=None)))
            return
        self.remove_class("-choosing")
        drawn.focus()

    # To a file and back

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
