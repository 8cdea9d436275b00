"""Who is still missing: participants wanted for a value, or for two at once, beside those there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from qualcode.analysis.sampling import Grid
from qualcode.edits.wanted import SetWanted
from qualcode.exports.figures import Picture, Table
from qualcode.participants.recognising import FEWEST
from qualcode.participants.wanted_values import wanted_value
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.beside_commands import MISSING
from qualcode.tui.screens.beside_counts import BesideCounts
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.missing_rows import (
    LEGEND,
    PEOPLE_COLUMNS,
    ReadGrid,
    cell_title,
    columns,
    fields,
    people_rows,
    read_grid,
    rows,
    title,
    why_nobody,
)
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable, TableRow, fitted
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.words import Words

_TABLES = {"wanted", "attribute", "participant", "speaker", "document", "survey"}
_NO_FACTS = "No facts about participants yet. p in Documents (F2) shows their table."
_NO_VALUES = "No values of it yet. + adds one, and how many are wanted with it."
_NOBODY = "Nobody is here yet."


def _no_number(words: str) -> Problem:
    return Problem(f"“{words}” is no number of participants.", remedy="Write it in figures: 5.")


class _AnotherValue(AskForm):
    """Asks for a value and how many are wanted with it, until both can be."""

    def __init__(self, shown: Grid, fields: Sequence[Field]) -> None:
        super().__init__("Another value", fields, needed="A value is needed.")
        self._facts = {"value": shown.attribute} | ({"other": shown.other} if shown.other is not None else {})

    def refusal(self, values: Mapping[str, str]) -> str:
        """Why the form cannot be taken as it is, in a sentence; empty where it can."""
        try:
            for name, fact in self._facts.items():
                wanted_value(values[name], fact.type)
        except Problem as problem:
            return super().refusal(values) or str(problem)
        number = values["number"].strip()
        if not number:
            return "How many are wanted? A number is needed."
        return "" if number.isdecimal() else str(_no_number(number))


class MissingScreen(BesideCounts):
    """A grid of values; enter on a cell says how many are wanted, and below stands who there is."""

    MODE = "themes"
    CRUMB = "Who is still missing"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = MISSING
    HINTS = ("missing.open", "missing.form", "missing.new")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MISSING)]

    DEFAULT_CSS = """
    MissingScreen #grid-pane { height: 2fr; }
    MissingScreen #grid { height: 1fr; }
    MissingScreen #notes { height: auto; max-height: 3; color: $text-muted; padding: 0 1; }
    MissingScreen #people-pane { height: 1fr; min-height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pair: tuple[str, str | None] | None = None
        self._shown = ReadGrid()

    def compose_place(self) -> ComposeResult:
        with Vertical():
            with Pane(id="grid-pane") as pane:
                pane.entitle(self.CRUMB)
                yield DrawnTable(id="grid", empty="Counting…")
                yield Words(id="notes")
            with Pane(id="people-pane") as pane:
                pane.entitle("Who there is")
                yield DrawnRows(PEOPLE_COLUMNS, id="people", empty=_NOBODY)

    def on_mount(self) -> None:
        """Begin at the grid."""
        self.query_one("#grid").focus()

    async def study_changed(self, made: Made) -> None:
        """Count again after what could move a number."""
        if {change.table for change in made.changes} & _TABLES:
            await super().study_changed(made)

    async def refresh_place(self) -> None:
        """Read the grid."""
        self._shown = await read_apart(self.shell.lane, read_grid, self._pair)
        found, table = self._shown.grid, self.query_one("#grid", DrawnTable)
        notes = self.query_one("#notes", Words)
        if found is None:
            table.show((), (), lambda _: TableRow("", ()), _NO_FACTS)
            notes.update("")
            return
        self._pair = found.attribute.id, found.other.id if found.other is not None else None
        rows_of = rows(found)
        table.show(fitted(columns(found), rows_of), [row.id for row in rows_of], rows_of.__getitem__, _NO_VALUES)
        self.query_one("#grid-pane", Pane).entitle(
            title(found), "enter: how many are wanted · + another value · f other facts"
        )
        notes.update(f"{found.base} {LEGEND}.")
        self._draw_people()

    def _cell(self) -> tuple[int, int] | None:
        """The row and column under the cursor; a value's name stands for its first cell."""
        table, found = self.query_one("#grid", DrawnTable), self._shown.grid
        row, column = table.row_id, table.column_id
        if found is None or not row.isdecimal() or int(row) >= len(found.rows):
            return None
        place = int(column) if column.isdecimal() else 0
        return (int(row), place) if place < len(found.columns) else None

    @on(DrawnTable.Moved, "#grid")
    def _moved(self) -> None:
        self._draw_people()

    def _draw_people(self) -> None:
        found, cell = self._shown.grid, self._cell()
        if found is None or cell is None:
            self.query_one("#people", DrawnRows).show([])
            return
        self.query_one("#people", DrawnRows).show(people_rows(self._shown, found.cells[cell[0]][cell[1]]))
        self.query_one("#people-pane", Pane).entitle(cell_title(found, *cell))

    # Commands

    def action_open(self) -> None:
        """Say how many are wanted."""
        self.query_one("#grid", DrawnTable).action_open()

    @on(DrawnTable.Opened, "#grid")
    @work
    async def _ask_wanted(self) -> None:
        found, cell = self._shown.grid, self._cell()
        if found is None or cell is None:
            return
        if why := why_nobody(found, *cell):
            self.shell.say(why)
            return
        row, column = cell
        now = found.cells[row][column].wanted
        asked = [Field("number", "How many participants; empty: nobody said", "" if now is None else str(now))]
        values = await self.app.push_screen_wait(AskForm(cell_title(found, row, column), asked))
        if values is not None:
            await self._want(found.rows[row], found.columns[column], values["number"])

    async def _want(self, value: str, other_value: str, said: str) -> None:
        """Say how many are wanted with a value; nothing said takes it back."""
        if self._pair is None:
            return
        words = said.strip()
        if words and not words.isdecimal():
            self.shell.show_problem(_no_number(words))
            return
        first, other = self._pair
        number = int(words) if words else None
        edit = SetWanted(first, value, number, other, other_value if other is not None else None)
        made = await self.shell.make(edit)
        if made is not None:
            done = f"{made.label}. u takes it back." if made.changes else "That was so already; nothing was changed."
            self.shell.say(done)

    @work
    async def action_remove(self) -> None:
        """Take back how many are wanted here."""
        found, cell = self._shown.grid, self._cell()
        if found is None or cell is None or found.cells[cell[0]][cell[1]].wanted is None:
            self.shell.say("Nobody said how many are wanted here.")
            return
        await self._want(found.rows[cell[0]], found.columns[cell[1]], "")

    @work
    async def action_new(self) -> None:
        """Ask for another value, and how many are wanted with it."""
        found = self._shown.grid
        if found is None:
            self.shell.say(_NO_FACTS)
            return
        asked = [Field("value", f"{found.attribute.name}: a value, or of a number a range", hint="18–34, 65+")]
        if found.other is not None:
            asked.append(Field("other", f"{found.other.name}: a value, or of a number a range"))
        asked.append(Field("number", "How many participants are wanted", hint="5"))
        values = await self.app.push_screen_wait(_AnotherValue(found, asked))
        if values is None:
            return
        await self._want(values["value"], values.get("other", ""), values["number"])

    @work
    async def action_form(self) -> None:
        """Ask which facts stand down and across."""
        if self._shown.grid is None:
            self.shell.say(_NO_FACTS)
            return
        values = await self.app.push_screen_wait(AskForm("Who is still missing", fields(self._shown)))
        if values is None:
            return
        first, other = self._shown.named(values["first"]), self._shown.named(values["other"])
        if first is None:
            return
        self._pair = first, None if other == first else other
        await self.refresh_place()

    @work
    async def action_export(self) -> None:
        """Write the grid to a file."""
        from qualcode.exports.wanted_figures import wanted_table  # with its first use

        found = self._shown.grid
        if found is not None:
            names = {one: person.pseudonym for one, person in self._shown.people.items()}
            table = wanted_table(found, names)

            async def hiding() -> tuple[Sequence[Table], Sequence[Picture]]:
                return [wanted_table(found, names, FEWEST)], ()

            await export_figures(self, self.CRUMB, [table] if table.rows else [], hiding=hiding)

    def action_back(self) -> None:
        """From the people to the grid, from there back to where this was opened."""
        grid = self.query_one("#grid")
        if self.focused is not grid:
            grid.focus()
        else:
            self.dismiss()
