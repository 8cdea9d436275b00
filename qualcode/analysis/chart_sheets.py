"""The sheets of a workbook that came back as charts: where their ids, names and cells stand now.

Lines may have been sorted, columns moved, and lines and columns put in: the hidden line and column tell what is what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.chart_text import ABOUT, FACT, HEADING, MARK, NAME, NESTED, ROW_HEADS, STAMPS, mark_of
from qualcode.problem import Problem
from qualcode.transcripts.workbook_cells import CellSheet, Merged, Odd

Stamps = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A column with an id: the place where it stands, the id of its code or `PORTRAIT`, and its heading."""

    place: int
    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line below the headings: its number as Excel shows it, its hidden key, its name, and all its cells."""

    number: int
    key: str
    name: str
    cells: tuple[str, ...]

    def at(self, place: int) -> str:
        """What stands at a place."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True)
class ChartSheet:
    """A sheet that is a chart; `nested` says whether its codes hold what lies below them.

    `columns` have ids, `facts` are those that were written beside the names, `strangers` were put in since.
    """

    sheet: CellSheet
    nested: bool
    columns: tuple[ChartColumn, ...]
    facts: tuple[ChartColumn, ...]
    strangers: tuple[ChartColumn, ...]
    lines: tuple[SheetLine, ...]
    has_names: bool

    @property
    def name(self) -> str:
        """What the sheet is called now."""
        return self.sheet.name

    def odd(self, line: SheetLine, place: int) -> Odd | None:
        """What a cell holds that is no words."""
        return self.sheet.odd.get((line.number - 1, place))

    def swallowed(self, line: SheetLine, place: int) -> Merged | None:
        """The cells made one by which a cell lost its words."""
        return next((one for one in self.sheet.merged if one.swallows(line.number - 1, place)), None)


def stamps_of(sheets: Sequence[CellSheet]) -> Stamps:
    """What the cells were when they left, by the key of their row and the id of their column."""
    rows = (row for sheet in sheets if sheet.name == STAMPS for row in sheet.rows)
    return {(row[0], row[1]): row[2] for row in rows if len(row) == 3}


def charts_in(sheets: Sequence[CellSheet], stamps: Stamps) -> tuple[list[ChartSheet], list[str]]:
    """The sheets that are charts, and a sentence on every other that holds anything.

    Raises Problem where none is a chart of a study that may come back.
    """
    found: list[ChartSheet] = []
    told: list[str] = []
    for sheet in sheets:
        chart = _chart(sheet, stamps) if sheet.name not in (STAMPS, ABOUT) else None
        if chart is not None:
            found.append(chart)
        elif sheet.name not in (STAMPS, ABOUT) and any(map(any, sheet.rows)):
            told.append(
                f"“{sheet.name}”: nothing in this sheet is read. It is no chart, or it has lost its hidden line and "
                "column; copy its words into a chart that is exported anew."
            )
    if not found:
        raise Problem(
            "There is no chart in this workbook that could come back.",
            "Charts for readers outside the team hold no ids, and a hidden line and a hidden column must stay.",
            "Export the chart for the team, and write on that; words written here can be copied into it.",
        )
    if not stamps:
        told.append(
            "The hidden sheet that tells what the cells were is gone, so nobody knows which side is newer: "
            "where both differ, you decide."
        )
    return found, told


def changed_facts(chart: ChartSheet, stamps: Stamps) -> Iterator[str]:
    """A sentence on every fact that was changed: facts are not brought in."""
    for line in chart.lines:
        for fact in chart.facts:
            was = stamps.get((line.key, f"{FACT} {fact.heading}"))
            if was is not None and was != mark_of(line.at(fact.place)):
                yield (
                    f"“{chart.name}”, {line.name or f'line {line.number}'}: “{fact.heading}” was changed to "
                    f"“{line.at(fact.place)}”, and is not brought in. Change it in Participants or Documents."
                )


def _chart(sheet: CellSheet, stamps: Stamps) -> ChartSheet | None:
    """A sheet as a chart; None where it has lost the mark of one."""
    found = next(
        (
            (line, place)
            for line, row in enumerate(sheet.rows)
            for place, words in enumerate(row)
            if words in (MARK, NESTED)
        ),
        None,
    )
    if found is None:
        return None
    ids_at, key_at = found
    ids = sheet.rows[ids_at]
    heads_at = next(
        (line for line, row in enumerate(sheet.rows) if line != ids_at and _is_heading(row, key_at)), ids_at + 1
    )
    headings = sheet.rows[heads_at] if heads_at < len(sheet.rows) else ()
    name_at = next((place for place, words in enumerate(headings) if words in ROW_HEADS.values()), None)
    lines = tuple(
        SheetLine(
            number,
            row[key_at] if key_at < len(row) else "",
            row[name_at] if name_at is not None and name_at < len(row) else "",
            row,
        )
        for number, row in enumerate(sheet.rows, start=1)
        if number - 1 not in (ids_at, heads_at) and any(row)
    )
    width = max(len(headings), len(ids), *(len(line.cells) for line in lines), 0)
    columns: list[ChartColumn] = []
    facts: list[ChartColumn] = []
    strangers: list[ChartColumn] = []
    for place in range(width):
        if place in (key_at, name_at):
            continue
        heading = headings[place] if place < len(headings) else ""
        one = ChartColumn(place, ids[place] if place < len(ids) else "", heading)
        if one.id:
            columns.append(one)
        elif (FACT, heading) in stamps:
            facts.append(one)
        elif heading or any(line.at(place) for line in lines):
            strangers.append(one)
    nested = ids[key_at] == NESTED
    return ChartSheet(sheet, nested, tuple(columns), tuple(facts), tuple(strangers), lines, name_at is not None)


def _is_heading(row: Sequence[str], key_at: int) -> bool:
    """Whether a line holds the headings: what stands above the names is among them, and it has no key."""
    return not {*row}.isdisjoint(ROW_HEADS.values()) and not (key_at < len(row) and row[key_at])


def was_called(stamps: Stamps, chart: ChartSheet, line: SheetLine) -> str:
    """What the line of a key was called when it left, where it now stands beside another name; else nothing."""
    was = stamps.get((line.key, NAME), "")
    return was if chart.has_names and line.name != was else ""


def heading_was(stamps: Stamps, column: ChartColumn) -> str:
    """What stood above a column when it left, where something else does now; else nothing."""
    was = stamps.get((HEADING, column.id), column.heading)
    return was if was != column.heading else ""
