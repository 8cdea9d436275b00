"""A Framework chart as rows and cells, and one of its cells opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qualcode.analysis.cell_pages import CellExcerpt, CellPage
from qualcode.analysis.cells import CellState, Rows, Said
from qualcode.analysis.chart_cells import Cell
from qualcode.analysis.framework import Chart, ChartRow
from qualcode.analysis.linked_quotations import Standing
from qualcode.exports.phrases import counted, day_in_words, listed
from qualcode.problem import Problem
from qualcode.transcripts.graphemes import cut
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.drawn_table import TableColumn, TableRow
from qualcode.tui.widgets.reading_page import Paragraph
from qualcode.tui.widgets.shown import clock

NAME, PORTRAIT = "name", "portrait"
OF_FACT, OF_CODE = "fact:", "code:"
LINES = 2
MARKS = {
    CellState.SUMMARISED: "●",
    CellState.LOOK_AGAIN: "↻",
    CellState.CODED: "○",
    CellState.NOTHING: "–",
    CellState.NOT_ASKED: "□",
    CellState.UNREAD: "?",
    CellState.EMPTY: "·",
    CellState.NO_WORDS: "∅",
}
_NAME_WIDTHS = {Rows.PARTICIPANTS: 8, Rows.DOCUMENTS: 20, Rows.GROUPS: 16}
_WHO = {Rows.PARTICIPANTS: "who", Rows.DOCUMENTS: "document", Rows.GROUPS: "group"}
_WITH_GROUP = 20  # where a row's name has that of its group beside it
_CELL_WIDTH, _FACT_WIDTH = 26, 12
_FIRST_WORDS = 60  # cells of an excerpt in a sentence
_NO_PORTRAIT = 9  # while none is written, the room is for the cells


def columns(chart: Chart) -> list[TableColumn]:
    """The columns: who, facts, the portrait, the codes."""
    wide = max(_NAME_WIDTHS[chart.rows_are], _WITH_GROUP if chart.group is not None else 0)
    return [
        TableColumn(NAME, _WHO[chart.rows_are], wide),
        *(TableColumn(OF_FACT + fact.id, fact.name, _FACT_WIDTH) for fact in chart.facts),
        TableColumn(PORTRAIT, "Portrait", _CELL_WIDTH if any(_portrait(row) for row in chart.rows) else _NO_PORTRAIT),
        *(TableColumn(OF_CODE + code.id, code.title, _CELL_WIDTH) for code in chart.codes),
    ]


def row_of(row: ChartRow, row_id: str) -> TableRow:
    """A row of the screen's table; a group's name stands after that of who is in it, which is never cut."""
    name = f"{row.name} · {row.group}" if row.group else row.name
    return TableRow(row_id, (name, *row.facts, _portrait(row), *map(in_cell, row.cells)))


def _portrait(row: ChartRow) -> str:
    return " ".join(row.portrait.body.split()) if row.portrait is not None else ""


def in_cell(cell: Cell) -> str:
    """`● Her own kind, at three in the morning`, `○ coded 2, not summarised`."""
    mark = MARKS[cell.state]
    if cell.body:
        return f"{mark} {' '.join(cell.body.split())}"
    if cell.state is CellState.CODED:
        return f"{mark} coded {cell.excerpts}, not summarised"
    return f"{mark} {cell.state.value}" if cell.state is not CellState.EMPTY else mark


def legend(chart: Chart) -> str:
    """`● 37 summarised; ○ 17 coded, not summarised`, of what there is."""
    told = "; ".join(f"{MARKS[state]} {n:,} {state.value}" for state, n in chart.legend.items() if n) or "no cells"
    return f"esc shows all · {told}" if chart.is_narrowed else told


def title(chart: Chart) -> str:
    """`1 Access · 9 participants by 8 codes`, or `… · 3 of 9 participants by 8 codes · only attr:role=nurse`."""
    one = chart.rows_are.value.removesuffix("s")
    rows = counted(len(chart.rows), one)
    only = ", ".join([*sorted(chart.kinds or ()), *([chart.question] if chart.question else [])])
    if chart.is_narrowed:
        rows = f"{len(chart.rows):,} of {counted(chart.out_of, one)}"
    parts = [chart.title, f"{rows} by {counted(len(chart.codes), 'code')}", f"only {only}" if only else ""]
    if chart.silent:
        parts.append(f"{chart.silent:,} without words left out")
    if chart.withdrawn:
        parts.append(f"{len(chart.withdrawn):,} withdrew")
    return " · ".join(part for part in parts if part)


def empty(chart: Chart) -> str | None:
    """What is said where the chart has no rows; None where it has."""
    if chart.rows:
        return None
    if chart.out_of:
        return "No rows are left of this. esc shows all; f asks for others."
    return "No participants yet. F2 brings in interviews."


# One cell

EXCERPT_COLUMNS = (
    Column("", 3),
    Column("where", 9, least=40),
    Column("", 1),
    Column("excerpt"),
)


def excerpt_row(one: CellExcerpt) -> Row:
    """An excerpt of the cell, ticked where the summary rests on it."""
    where = clock(one.row.seconds) if one.row.seconds is not None else f"turn {one.row.turn}" if one.row.turn else ""
    tick = "[x]" if one.rests else "[ ]"
    return Row(one.excerpt.coding_ids[0], (tick, where, "!" if one.row.against else " ", one.row.words))


def excerpt_page(one: CellExcerpt) -> list[Paragraph]:
    """The words of an excerpt, and what the interviewer asked just before."""
    asked = [Paragraph(one.question, "quiet", 6, "INT")] if one.question else []
    return [*asked, Paragraph(one.row.words, "plain", 6, one.row.who)]


def excerpts_title(page: CellPage) -> str:
    """`P03 × 1.5 Peers like me · 6 excerpts`."""
    if page.code_id is None:
        return f"Portrait of {page.name}"
    return f"{page.name} × {page.code} · {counted(len(page.excerpts), 'excerpt')}"


def coded_here(page: CellPage, said: Said) -> Problem:
    """Why nobody can say `said` of a cell that has excerpts: what the first is, and what to do."""
    number, first = len(page.excerpts), page.excerpts[0].row.words
    words = f"“{cut(first, _FIRST_WORDS)}”"
    return Problem(
        f"{page.name} × {page.code} has {counted(number, 'excerpt')}, so it is not “{said.state}”.",
        f"It is {words}." if number == 1 else f"The first is {words}.",
        "enter writes the summary. What does not belong here: tab goes to it, enter opens it, and d there takes the "
        "code off.",
    )


def said_and_coded(page: CellPage) -> tuple[str, str, str]:
    """What is asked of a cell that is said to hold nothing and has excerpts: the question, what is so, the first."""
    number = len(page.excerpts)
    are, them = ("is", "it") if number == 1 else ("are", "them")
    return (
        f"{page.name} × {page.code}",
        f"{counted(number, 'excerpt')} of {page.name} {are} coded with this: look at {them} first. The cell says "
        f"“{(page.cell.said or Said.NOTHING).state}”.",
        f"“{cut(page.excerpts[0].row.words, _FIRST_WORDS)}”",
    )


def summary_title(page: CellPage) -> str:
    """`Summary · ● summarised`."""
    if page.code_id is None:
        return "Portrait"
    return f"Summary · {MARKS[page.cell.state]} {page.cell.state.value}"


def summary_page(page: CellPage) -> list[Paragraph]:
    """What was written, by whom and when, what it rests on, and what changed since."""
    cell = page.cell
    found = [Paragraph(words) for words in cell.body.splitlines()] if cell.body else []
    if not found:
        about = f"The cell says “{cell.said.state}”." if cell.said is not None else "Nothing is written here yet."
        found.append(Paragraph(f"{about} enter writes.", "quiet"))
    if cell.changed:
        found += [Paragraph(""), Paragraph(f"Look again: {listed(list(cell.changed))}.", "warning")]
        doubtful = cell.said is not Said.SUMMARISED and cell.excerpts
        asks = "w goes to what is coded, or says that it stands all the same."
        found.append(Paragraph(asks if doubtful else "w says that it stands as it is.", "quiet"))
    for one in page.quotations:
        if one.standing is not Standing.AS_SAID:
            found.append(Paragraph(f"A quotation is no longer what was said: {one.standing.value}.", "warning"))
    found.append(Paragraph(""))
    if (line := last_line(page)) != "":
        found.append(Paragraph(line, "quiet"))
    return found


def last_line(page: CellPage) -> str:
    """`RS-01 · 14 March 2026 · rests on 4 of 6 excerpts`."""
    cell = page.cell
    parts = [cell.author, day_in_words(date.fromisoformat(cell.at[:10])) if cell.at else ""]
    if cell.body and page.code_id is not None:
        parts.append(f"rests on {cell.rests_on} of {counted(cell.excerpts, 'excerpt')}")
    return " · ".join(part for part in parts if part)


def row_ids(rows: Sequence[ChartRow]) -> list[str]:
    """An id for each row, from whom it is about."""
    return [f"{row.subject.rows.value}/{row.subject.id}/{row.subject.value}" for row in rows]
