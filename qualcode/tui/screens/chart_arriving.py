"""A chart that comes back from Excel: what it would change, cell by cell, before it is done."""

from __future__ import annotations

import asyncio

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from qualcode.analysis.cells import Subject
from qualcode.analysis.chart_arriving import ArrivingCell, ArrivingCharts, Keep, arriving
from qualcode.edits.chart_arrivals import BringInCharts
from qualcode.exports.phrases import counted
from qualcode.problem import Problem
from qualcode.project.charts import read_charts
from qualcode.transcripts.clean import plain
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.marked_options import MarkedOptions

_ALL, _TOLD = "all", "told:"


async def bring_chart_in(place: Place) -> bool:
    """Ask for the workbook and bring in what was filled in, after it was looked at; False where nothing was."""
    shell = place.shell
    words = "The workbook that was exported here and filled in."
    path = await place.app.push_screen_wait(
        ChoosePath("Which chart?", words, shell.lane.path.parent, wanted=lambda one: one.suffix.casefold() == ".xlsx")
    )
    if path is None:
        return False
    try:
        found = await read_apart(shell.lane, arriving, await asyncio.to_thread(read_charts, path))
    except Problem as problem:
        shell.show_problem(problem, decide=True)
        return False
    if not found.cells and not found.told:
        shell.say("Nothing in it differs from the study.")
        return False
    choices = await place.app.push_screen_wait(ArrivingChart(path.name, found))
    if choices is None:
        return False
    made = await shell.make(BringInCharts(found, choices))
    if made is not None:
        shell.say(f"{made.label}. u takes it back as one step.")
    return made is not None


class ArrivingChart(Modal[dict[tuple[Subject, str | None], Keep]]):
    """A line for each cell that differs; enter decides on one, on the first line brings all in.

    What is not read stands before the cells, a line each, with what to do. Gives what was decided, by cell; those
    that nobody decided on stay as the study has them.
    """

    DEFAULT_CSS = """
    ArrivingChart > .box { width: 96%; max-width: 110; }
    ArrivingChart MarkedOptions, ArrivingChart MarkedOptions:focus { height: auto; max-height: 24; }
    """

    def __init__(self, name: str, found: ArrivingCharts) -> None:
        keys = "↑↓ move · enter decides on a cell; on the first, brings in · esc back: nothing is changed"
        super().__init__(f"Bring in “{name}”", keys=keys)
        self._found = found
        self._choices: dict[tuple[Subject, str | None], Keep] = {}

    def compose_box(self) -> ComposeResult:
        yield MarkedOptions(id="lines")

    def on_mount(self) -> None:
        """Show the cells, those to be decided on first."""
        self._draw(0)

    @property
    def _cells(self) -> list[ArrivingCell]:
        return sorted(self._found.cells, key=lambda cell: not cell.how.is_doubtful)

    def _draw(self, at: int) -> None:
        options = self.query_one(MarkedOptions)
        options.clear_options()
        left = sum((cell.subject, cell.code_id) not in self._choices for cell in self._found.doubtful)
        alone = f"{counted(left, 'cell')} below to decide on; left alone, they stay as the study has them"
        taken = len(self._found.cells) - len(self._found.doubtful)
        taken += sum(choice is not Keep.OURS for choice in self._choices.values())
        what = (
            f"Bring in {counted(taken, 'cell')}" if self._found.cells else "Nothing differs that could be brought in"
        )
        options.add_option(_option(_ALL, what, alone if left else ""))
        for number, sentence in enumerate(self._found.told):
            options.add_option(Option(Content.styled(f"! {plain(sentence)}", "$warning"), id=f"{_TOLD}{number}"))
        for number, cell in enumerate(self._cells):
            options.add_option(_option(str(number), *self._line(cell)))
        options.highlighted = at
        options.focus()

    def _line(self, cell: ArrivingCell) -> tuple[str, str]:
        choice = self._choices.get((cell.subject, cell.code_id))
        kept = f" · {choice.value} is kept" if choice is not None else ""
        there = " ".join(cell.there.words.split()) or (cell.there.said.value if cell.there.said else "empty")
        return f"{cell.name} × {cell.code or 'portrait'} · {cell.how.value}{kept}", there

    @on(MarkedOptions.OptionSelected)
    def _selected(self, event: MarkedOptions.OptionSelected) -> None:
        if event.option.id == _ALL:
            self.dismiss(self._choices if self._found.cells else None)
        elif event.option.id is not None and not event.option.id.startswith(_TOLD):
            self.run_worker(self._decide(int(event.option.id)))

    async def _decide(self, number: int) -> None:
        cell = self._cells[number]
        choices = [(choice.name, f"Keep {choice.value}", _words(cell, choice)) for choice in Keep]
        chosen = await self.app.push_screen_wait(Choose(self._line(cell)[0], choices))
        if chosen is not None:
            self._choices[cell.subject, cell.code_id] = Keep[chosen]
        self._draw(number + 1 + len(self._found.told))


def _words(cell: ArrivingCell, choice: Keep) -> str:
    kept = cell.kept(choice)
    return " ".join(kept.words.split()) or (kept.said.value if kept.said else "empty")


def _option(name: str, words: str, under: str) -> Option:
    more = ("\n  " + plain(under), "$text-muted") if under else ""
    return Option(Content.assemble(plain(words), more), id=name)
