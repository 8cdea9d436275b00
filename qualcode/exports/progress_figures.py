"""How far the coding and the charts are, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qualcode.analysis.cells import CellState
from qualcode.analysis.framework import Chart
from qualcode.analysis.progress import ProgressLine, QuestionProgress, totals
from qualcode.analysis.sampling import Grid
from qualcode.analysis.whose_words import participants_words, unlabelled_phrase
from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.phrases import documents_of, sentence_case
from qualcode.transcripts.coverage import Coverage
from qualcode.transcripts.transcript import Kind

_CODED = (Column("Coded"), Column("Share coded", ValueKind.SHARE, down=True), Column("Stretches left"))
ANYBODY = "anybody"


_NOTE = (
    "Interviewers’ words never count; of field notes it is the observer’s words, of evidence the text’s. "
    "A share is rounded down, so that 100% is all. Words of who withdrew are in no number of words."
)


def _words(some_others: bool) -> tuple[Column, ...]:
    """The columns of words; how many are participants’ only where the kind of document does not say it."""
    return (Column("Words"), *((Column("Of participants"),) if some_others else ()), *_CODED)


def _notes(by: str, found: Iterable[Coverage]) -> tuple[str, ...]:
    said = unlabelled_phrase(sum(one.unlabelled for one in found))
    return (_NOTE, *((f"{said}.",) if said else ()), _coded(by))


def _coded(by: str) -> str:
    return f"Coded is what {by} coded."


def _codings(by: str) -> tuple[Column, str]:
    """The column of codings, whose heading says whose they are where a file has nothing else; and its note."""
    heading = f"Codings of {'all coders' if by == ANYBODY else by}"
    return Column(heading), (
        f"“{heading}” is the work of coding and no number of excerpts: one excerpt may have several, and codings are "
        f"all that {by} made."
    )


def progress_table(
    lines: Sequence[ProgressLine],
    counted: Mapping[str, Coverage],
    name_of: Callable[[ProgressLine], str],
    by: str = ANYBODY,
) -> Table:
    """A row for each document; `by` is whose codings they tell."""
    codings, told = _codings(by)
    found = [counted.get(line.document.id, Coverage()) for line in lines]
    others = any(one.others for one in found)
    columns = (
        Column("Document", ValueKind.WORDS),
        Column("Kind", ValueKind.WORDS),
        Column("State", ValueKind.WORDS),
        *_words(others),
        codings,
    )
    rows = (
        Row(
            (
                name_of(line),
                sentence_case(line.document.kind),
                sentence_case(line.document.reading_state),
                *_numbers(one, line.document.kind, others),
                line.codings,
            )
        )
        for line, one in zip(lines, found, strict=True)
    )
    notes = (*_notes(by, found), told)
    return Table("Coding of each document", columns, tuple(rows), notes, sheet="Progress by document")


def kinds_table(lines: Iterable[ProgressLine], counted: Mapping[str, Coverage], by: str = ANYBODY) -> Table:
    """A row for each kind of document, which are never added; `by` is whose codings they tell."""
    lines = list(lines)
    held = [Kind(line.document.kind) for line in lines]
    found = totals([line.document for line in lines], counted)
    others = any(one.others for one in found.values())
    rows = (
        Row((sentence_case(documents_of(kind, held.count(kind))), *_numbers(one, kind, others)))
        for kind, one in found.items()
    )
    columns = (Column("Documents", ValueKind.WORDS), *_words(others))
    notes = _notes(by, found.values())
    return Table("Coding of each kind of document", columns, tuple(rows), notes, sheet="Progress by kind")


def _numbers(one: Coverage, kind: str, some_others: bool) -> tuple[int | float | None, ...]:
    theirs = (participants_words(one, kind),) if some_others else ()
    return one.words, *theirs, one.coded, one.coded / one.words if one.words else None, one.stretches


def questions_table(questions: Sequence[QuestionProgress]) -> Table:
    """A row for each open question of a survey."""
    columns = (
        Column("Question", ValueKind.WORDS),
        Column("Answers"),
        Column("Read"),
        Column("Coded"),
        Column("Share coded", ValueKind.SHARE, down=True),
    )
    rows = (
        Row(
            (
                f"{one.label} {' '.join(one.wording.split())}".strip(),
                one.answers,
                one.read,
                one.coded,
                one.coded / one.answers if one.answers else None,
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
