"""A view of numbers that shows what was asked for in its form, counted while keys go on."""

from __future__ import annotations

import asyncio
import sqlite3
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import ClassVar, Generic, NamedTuple, Protocol, TypeVar

from textual import work

from qualcode.problem import Problem
from qualcode.transcripts.graphemes import cells, cut_middle
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.beside_counts import BesideCounts
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.widgets.drawn_table import TableColumn, TableRow, fitted
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane

_AT_ONCE = 0.3  # seconds that keys wait for what they are meant for; what takes longer is counted while they act

_COUNTING = "Counting…"
_LEAST_QUESTION = 16  # cells


class Tabled(Protocol):
    """What is shown as a table."""

    @property
    def columns(self) -> list[TableColumn]: ...

    def rows(self) -> list[TableRow]: ...


T = TypeVar("T", bound=Tabled)


class Filled(NamedTuple, Generic[T]):
    """A table with its rows and columns: those of 1,200 participants are too many to be made between keys."""

    shown: T
    columns: list[TableColumn]
    rows: list[TableRow]


def filled(shown: T) -> Filled[T]:
    """Make the rows and columns of a table."""
    rows = shown.rows()
    return Filled(shown, fitted(shown.columns, rows), rows)


Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


class BesideView(BesideCounts, Generic[Wanted, Found]):
    """What `counting` finds for what was `wanted`; where that cannot be asked, what was shown stays."""

    MODE = "themes"
    FORM: ClassVar[str] = ""  # what stands over the form

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self._shown_for = wanted
        self._next = wanted  # what is being counted, where keys came faster
        self._counted = asyncio.Event()
        self._below = ""  # what stands below the table while nothing is being counted

    @staticmethod
    @abstractmethod
    def counting(conn: sqlite3.Connection, wanted: Wanted, /) -> Found:
        """Count on a copy. Raises Problem where it cannot be asked."""

    @abstractmethod
    def draw(self, found: Found) -> None:
        """Show what was found for `_shown_for`."""

    @abstractmethod
    def fields(self) -> Sequence[Field]:
        """The fields of the form."""

    @abstractmethod
    def chosen(self, values: Mapping[str, str]) -> Wanted:
        """What was chosen in the form. Raises Problem for what cannot be."""

    async def recount(self, wanted: Wanted) -> None:
        """Count something else. Raises Problem where it cannot be asked; what was shown stays."""
        found = await read_apart(self.shell.lane, self.counting, wanted)
        self._shown_for = self._next = wanted
        self.draw(found)

    def only(self, question: str, rest: str) -> str:
        """`only kind:interview · enter reads`, below the table: a long question is cut, what follows it never."""
        if not question:
            return rest
        room = (self.query(Pane).first().size.width or self.size.width) - len("╰─ only  ·  ─╯") - cells(rest)
        return f"only {cut_middle(question, max(_LEAST_QUESTION, room))} · {rest}"

    def count(self, wanted: Wanted) -> None:
        """Count something else while keys go on: where codes meet takes 3 s for 100,000 codings."""
        self._next = wanted
        self._counted.clear()
        self._count(wanted)

    @work(exclusive=True, group="counting")
    async def _count(self, wanted: Wanted) -> None:
        pane = self.query(Pane).first()
        if pane.border_subtitle != _COUNTING:
            self._below = str(pane.border_subtitle or "")
        late = self.set_timer(_AT_ONCE, lambda: pane.entitle(below=_COUNTING))
        try:
            await self.recount(wanted)
        except Problem as problem:
            self._next = self._shown_for
            pane.border_subtitle = self._below
            self.shell.show_problem(problem)
        finally:
            late.stop()
        self._counted.set()

    async def count_anew(self) -> None:
        """Count what is shown, or what was asked for last, again."""
        self.count(self._next)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._counted.wait(), _AT_ONCE)

    @work
    async def action_form(self) -> None:
        """Ask for something else."""
        values = await self.app.push_screen_wait(AskForm(self.FORM, self.fields()))
        if values is None:
            return
        try:
            wanted = self.chosen(values)
        except Problem as problem:
            self.shell.show_problem(problem)
            return
        self.count(wanted)
