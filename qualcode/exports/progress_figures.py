"""How far the coding and the charts are, as tables."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from qualcode.analysis.cells import CellState
from qualcode.analysis.framework import Chart
from qualcode.analysis.progress import ProgressLine, QuestionProgress, totals
from qualcode.analysis.sampling import Grid
from qualcode.analysis.whose_words import participants_words, unlabelled_phrase
from qualcode.exports.figures import HIDDEN, Column, Row, Table, Value, ValueKind
from qualcode.exports.phrases import documents_of, sentence_case
from qualcode.exports.small_cells import few_in_words, hidden_of_people, is_small, note, unless_small
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


def kinds_table(
    lines: Iterable[ProgressLine],
    counted: Mapping[str, Coverage],
    by: str = ANYBODY,
    *,
    people: Mapping[Kind, tuple[int, int]] | None = None,
    fewest: int = 0,
) -> Table:
    """A row for each kind of document, which are never added; `by` is whose codings they tell.

    `people` are how many participants speak in documents of a kind, and how many of them have words that are coded:
    numbers of some, and fewer than `fewest`, are hidden.
    """
    lines = list(lines)
    held = [Kind(line.document.kind) for line in lines]
    found = totals([line.document for line in lines], counted)
    others = any(one.others for one in found.values())
    rows = (
        Row(
            (
                sentence_case(documents_of(kind, held.count(kind))),
                *_without_few(_numbers(one, kind, others), (people or {}).get(kind, (0, 0)), fewest),
            )
        )
        for kind, one in found.items()
    )
    columns = (Column("Documents", ValueKind.WORDS), *_words(others))
    notes = (*_notes(by, found.values()), *filter(None, [note(fewest)]))
    return Table("Coding of each kind of document", columns, tuple(rows), notes, sheet="Progress by kind")


def _numbers(one: Coverage, kind: str, some_others: bool) -> tuple[int | float | None, ...]:
    theirs = (participants_words(one, kind),) if some_others else ()
    return one.words, *theirs, one.coded, one.coded / one.words if one.words else None, one.stretches


def _without_few(numbers: Sequence[Value], people: tuple[int, int], fewest: int) -> Sequence[Value]:
    """A kind's numbers, the last three of which are of what is coded."""
    speak, coded = people
    if is_small(speak, fewest):
        return [HIDDEN] * len(numbers)
    return [*numbers[:-3], *([HIDDEN] * 3)] if is_small(coded, fewest) else numbers


def questions_table(questions: Sequence[QuestionProgress], *, fewest: int = 0) -> Table:
    """A row for each open question of a survey; numbers of some answers, and fewer than `fewest`, are hidden."""
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
                *_without_few_answers(one, fewest),
            )
        )
        for one in questions
    )
    notes = (
        "An answer is coded where it has a coding; answers of who withdrew are not counted. A share is rounded down.",
        *([f"Numbers of fewer than {fewest:,} answers, but 0, are hidden."] if fewest else []),
    )
    return Table("Coding of the answers to open questions", columns, tuple(rows), notes, sheet="Progress of answers")


def _without_few_answers(one: QuestionProgress, fewest: int) -> Sequence[Value]:
    if is_small(one.answers, fewest):
        return [HIDDEN] * 4
    share = one.coded / one.answers if one.answers else None
    coded = [HIDDEN, HIDDEN] if is_small(one.coded, fewest) else [one.coded, share]
    return [one.answers, unless_small(one.read, fewest), *coded]


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


def chart_states_table(charts: Sequence[Chart], titles: Mapping[str, str], *, fewest: int = 0) -> Table:
    """Where the cells of each area's chart stand; those of some rows, and fewer than `fewest`, are hidden."""
    columns = (
        Column("Chart", ValueKind.WORDS),
        *(Column(sentence_case(state.value)) for state in CellState),
        Column("Cells"),
    )
    rows = (Row((titles.get(one.area_id or "", one.title), *_states(one, fewest))) for one in charts)
    counted = charts[0].counted if charts else ""
    notes = (
        "A cell is what one participant said that belongs to one code; summaries are written by people. "
        f"{note(fewest)}{' ' if fewest else ''}Counted: {few_in_words(counted, fewest)}.",
    )
    return Table("Cells of the charts", columns, tuple(rows), notes, sheet="Charts")


def _states(one: Chart, fewest: int) -> Sequence[Value]:
    """How many cells stand where, and all of them."""
    rows: dict[CellState, set[Hashable]] = {
        state: {place for place, row in enumerate(one.rows) if any(cell.state is state for cell in row.cells)}
        for state in CellState
    }
    gone = hidden_of_people([(number, rows[state]) for state, number in one.legend.items()], fewest)
    told = [HIDDEN if is_hidden else number for number, is_hidden in zip(one.legend.values(), gone, strict=True)]
    return [*told, HIDDEN if is_small(len(one.rows), fewest) else sum(one.legend.values())]
