"""Charts as they are printed: values that somebody has cleared for their readers, and the same as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from qualcode.analysis.cells import CellState, Rows, Said, Subject
from qualcode.analysis.chart_text import HELD_BACK, ROW_HEADS
from qualcode.analysis.framework import ChartChoice
from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.page import Page, Paragraph, Part, Section
from qualcode.exports.phrases import day_in_words
from qualcode.exports.spoken import FRAME
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.disclosure import Audience


@dataclass(frozen=True)
class ChartExport:
    """Which charts leave the study: one for each area of `areas` (None for all), drawn as `choice` says.

    `choice.area_id` is not looked at. `coder_names` prints who wrote each summary, and when.
    """

    choice: ChartChoice
    areas: tuple[str, ...] | None = None
    audience: Audience = Audience.TEAM
    coder_names: bool = False
    portraits: bool = True


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell that may be read: where it stands, what a person said of it, its words, who wrote them and when."""

    state: CellState
    said: Said | None
    excerpts: int
    words: str
    by: str = ""
    changed: tuple[str, ...] = ()
    held: bool = False

    @property
    def text(self) -> str:
        """The cell as it is printed: its words, or what there is to be said of it."""
        if self.held:
            return HELD_BACK
        said = _SAID[self.said] if self.said is not None else ""
        if self.state is CellState.CODED:
            said = f"coded {self.excerpts:,}, not summarised"
        elif self.state in (CellState.UNREAD, CellState.NO_WORDS):
            said = str(self.state)
        words = f"{said}: {self.words}" if said and self.words else said or self.words
        marked = f"↻ {words}" if self.changed else words
        return f"{marked} ({self.by})" if self.by else marked


_SAID = {Said.SUMMARISED: "", Said.NOTHING: str(CellState.NOTHING), Said.NOT_ASKED: str(CellState.NOT_ASKED)}


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row that may be read; `portrait` is empty where nobody wrote one."""

    subject: Subject
    name: str
    facts: tuple[str, ...]
    portrait: PrintedCell | None
    cells: tuple[PrintedCell, ...]
    group: str = ""


@dataclass(frozen=True)
class PrintedChart:
    """A chart that may be read: its codes by id and title, the names of its facts (`heads`) and what each of them is.

    `narrowed` says which rows alone were asked for, to stand above it; empty where it has all. `group` is the name of
    the fact whose values keep rows together, empty where none does.
    """

    title: str
    rows_are: Rows
    heads: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]
    nested: bool = False
    has_portraits: bool = False
    narrowed: str = ""
    group: str = ""
    fact_kinds: tuple[AttributeKind, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings, the first that of the rows' names."""
        portrait = ("Portrait",) if self.has_portraits else ()
        return (ROW_HEADS[self.rows_are], *self.heads, *portrait, *(title for _, title in self.codes))

    @property
    def group_head(self) -> str:
        """The heading of a column of groups, where no column of facts has the same; bands beside their numbers."""
        if self.group not in self.heads:
            return self.group
        place = self.heads.index(self.group)
        banded = any(row.group not in ("", "–", row.facts[place]) for row in self.rows)
        return f"{self.group}, in bands" if banded else ""


@dataclass(frozen=True)
class PrintedCharts:
    """Charts of a study for one audience; `made_on` carries its zone. `held_back` tells what was, and why."""

    title: str
    study: str
    made_on: datetime
    audience: Audience
    charts: tuple[PrintedChart, ...]
    held_back: tuple[str, ...] = ()
    language: str = FRAME

    @property
    def day(self) -> str:
        """The day they were made, in words."""
        return day_in_words(self.made_on.date())


def chart_page(value: PrintedCharts, *, above: bool = True) -> Page:
    """The charts as a page of tables, one for each area, with what was held back at the end.

    What narrows a chart stands `above` it, else among its notes: where a table is a file of its own.
    """
    sections = [Section(one.title, tuple(_parts(one, above=above))) for one in value.charts]
    if value.held_back:
        sections.append(Section("Held back", tuple(Paragraph(said) for said in value.held_back)))
    return Page(value.title, value.study, value.made_on, value.audience, tuple(sections))


def _parts(one: PrintedChart, *, above: bool) -> Iterator[Part]:
    table = chart_table(one)
    if one.narrowed and above:
        yield Paragraph(one.narrowed)
    yield table if above or not one.narrowed else replace(table, notes=(one.narrowed, *table.notes))


def chart_table(value: PrintedChart) -> Table:
    """One chart as a table of words; rows that stand in groups have their group's name above them."""
    columns = tuple(Column(name, ValueKind.WORDS) for name in value.columns)
    # A number at its beginning would be read as going on that of the table.
    caption = f"Framework chart: {value.title}"
    return Table(caption, columns, tuple(_rows(value, len(columns))), value.notes, sheet=value.title)


def _rows(value: PrintedChart, columns: int) -> Iterator[Row]:
    group = ""
    for row in value.rows:
        if row.group != group:
            group = row.group
            yield Row((group or "–", *[""] * (columns - 1)), strong=True)
        portrait = (row.portrait.text if row.portrait is not None else "",) if value.has_portraits else ()
        yield Row((row.name, *row.facts, *portrait, *(cell.text for cell in row.cells)), depth=int(bool(group)))
