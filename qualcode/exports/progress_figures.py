"""How far the coding and the charts are, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qualcode.analysis.cells import CellState
from qualcode.analysis.framework import Chart
from qualcode.analysis.progress import ProgressLine, QuestionProgress, totals
from qualcode.analysis.sampling import Grid
from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.phrases import documents_of, sentence_case
from qualcode.transcripts.coverage import Coverage
from qualcode.transcripts.transcript import Kind

_WORDS = (Column("Words"), Column("Coded"), Column("Share coded", ValueKind.SHARE), Column("Stretches left"))
ANYBODY = "anybody"


def _note(by: str) -> str:
    return (
        "Interviewers’ words never count; of field notes it is the observer’s words, of evidence the text’s. "
        "A share is rounded down, so that 100% is all. Words of who withdrew are in no number of words; codings are "
        f"all that {by} made."
    )


def progress_table(
    lines: Sequence[ProgressLine],
    counted: Mapping[str, Coverage],
    name_of: Callable[[ProgressLine], str],
    by: str = ANYBODY,
) -> Table:
    """A row for each document; `by` is whose codings they tell."""
    columns = (
        Column("Document", ValueKind.WORDS),
        Column("Kind", ValueKind.WORDS),
        Column("State", ValueKind.WORDS),
        *_WORDS,
        Column("Codings"),
    )
    rows = (
        Row(
            (
                name_of(line),
                sentence_case(line.document.kind),
                sentence_case(line.document.reading_state),
                *_numbers(counted.get(line.document.id, Coverage())),
                line.codings,
            )
        )
        for line in lines
    )
    return Table("Coding of each document", columns, tuple(rows), (_note(by),), sheet="Progress by document")


def kinds_table(lines: Iterable[ProgressLine], counted: Mapping[str, Coverage], by: str = ANYBODY) -> Table:
    """A row for each kind of document, which are never added; `by` is whose codings they tell."""
    lines = list(lines)
    held = [Kind(line.document.kind) for line in lines]
    rows = (
        Row((sentence_case(documents_of(kind, held.count(kind))), *_numbers(coverage)))
        for kind, coverage in totals([line.document for line in lines], counted).items()
    )
    columns = (Column("Documents", ValueKind.WORDS), *_WORDS)
    return Table("Coding of each kind of document", columns, tuple(rows), (_note(by),), sheet="Progress by kind")


def _numbers(one: Coverage) -> tuple[int, int, float | None, int]:
    return one.words, one.coded, None if one.percent is None else one.percent / 100, one.stretches


def questions_table(questions: Sequence[QuestionProgress]) -> Table:
    """A row for each open question of a survey."""
    columns = (
        Column("Question", ValueKind.WORDS),
        Column("Answers"),
        Column("Read"),
        Column("Coded"),
        Column("Share coded", ValueKind.SHARE),
    )
    rows = (
        Row(
            (
                f"{one.label} {' '.join(one.wording.split())}".strip(),
                one.answers,
                one.read,
                one.coded,
                (100 * one.coded // one.answers) / 100 if one.answers else None,
            )
        )
        for one in questions
    )
    notes = (
        "An answer is coded where it has a coding; answers of who withdrew are not counted. A share is rounded down.",
    )
    return Table("Coding of the answers to open questions", columns, tuple(rows), notes, sheet="Progress of answers")


def missing_table(grid: Grid) -> Table:
    """Who is wanted and who is there, by a value of one attribute or by two; None where nobody said how many."""
    named = [grid.attribute.name, *([grid.other.name] if grid.other is not None else [])]
    columns = (
        *(Column(name, ValueKind.WORDS) for name in named),
        Column("Wanted"),
        Column("Have"),
        Column("Still missing"),
    )
    rows = (
        Row(
            (
                value,
                *([other] if grid.other is not None else []),
                cell.wanted,
                cell.have,
                None if cell.wanted is None else cell.missing,
            )
        )
        for value, line in zip(grid.rows, grid.cells, strict=True)
        for other, cell in zip(grid.columns, line, strict=True)
    )
    by = " and ".join(named)
    return Table(
        f"Participants wanted and found, by {by}", columns, tuple(rows), (grid.base,), sheet=f"Wanted by {by}"
    )


def chart_states_table(charts: Sequence[Chart], titles: Mapping[str, str]) -> Table:
    """Where the cells of each area's chart stand."""
    columns = (
        Column("Chart", ValueKind.WORDS),
        *(Column(sentence_case(state.value)) for state in CellState),
        Column("Cells"),
    )
    rows = (
        Row((titles.get(one.area_id or "", one.title), *one.legend.values(), sum(one.legend.values())))
        for one in charts
    )
    counted = charts[0].counted if charts else ""
    notes = (
        "A cell is what one participant said that belongs to one code; summaries are written by people. "
        f"Counted: {counted}.",
    )
    return Table("Cells of the charts", columns, tuple(rows), notes, sheet="Charts")
