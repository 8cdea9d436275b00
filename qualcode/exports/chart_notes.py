"""What readers of a chart need to know: which rows it has, how many, which codings are counted, where cells stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode.analysis.cells import CellState, Rows
from qualcode.analysis.framework import Chart
from qualcode.analysis.phrases import counted, listed, plural
from qualcode.exports.framework import PrintedRow
from qualcode.transcripts.transcript import Kind

_ONE = {Rows.PARTICIPANTS: "participant", Rows.DOCUMENTS: "document", Rows.GROUPS: "group"}


def narrowed(drawn: Chart, shown: int, out_of: int, question: str) -> str:
    """`Only participants who speak in interviews and are found by the question “attr:role=nurse”: 3 of 9.`

    Empty of all. `question` is how it is told to these readers, empty where none was asked.
    """
    if drawn.kinds is None and not question and not drawn.silent:
        return ""
    sentences = []
    if drawn.kinds is not None or question:
        found = f"{_joint(drawn)}found by {question}" if question else ""
        sentences.append(f"Only {_rows(drawn)}{found}: {shown:,} of {out_of:,}.")
        sentences.append("What stands in a cell is not narrowed.")
    if drawn.silent:
        sentences.append(f"{counted(drawn.silent, _ONE[drawn.rows_are])} without words left out.")
    return " ".join(sentences)


def _rows(drawn: Chart) -> str:
    """`participants who speak in interviews and focus groups`, `interviews`, `groups with members in interviews`."""
    rows = {Rows.GROUPS: "groups with members"}.get(drawn.rows_are, f"{_ONE[drawn.rows_are]}s")
    if drawn.kinds is None:
        return rows
    kinds = listed([plural(kind) for kind in Kind if kind.value in drawn.kinds])
    if drawn.rows_are is Rows.DOCUMENTS:
        return kinds
    return f"{rows} who speak in {kinds}" if drawn.rows_are is Rows.PARTICIPANTS else f"{rows} in {kinds}"


def _joint(drawn: Chart) -> str:
    """What joins the rows with how they were found."""
    if drawn.kinds is None or drawn.rows_are is Rows.DOCUMENTS:
        return " "
    return " and are " if drawn.rows_are is Rows.PARTICIPANTS else ", "


def notes(drawn: Chart, printed: Sequence[PrintedRow]) -> Iterator[str]:
    """How many rows and codes there are, where the cells stand, and which codings are counted."""
    nested = ", each with what lies below it" if drawn.nested else ""
    yield f"{counted(len(printed), _ONE[drawn.rows_are])} by {counted(len(drawn.codes), 'code')}{nested}."
    numbers = Counter(cell.state for row in printed for cell in row.cells)
    standing = [f"{state} {numbers[state]:,}" for state in CellState if numbers[state]]
    if standing:
        yield f"Cells: {', '.join(standing)}."
    yield f"Excerpts counted: {drawn.counted}."
    if numbers[CellState.LOOK_AGAIN]:
        yield "↻ stands where something changed since the summary was written."
