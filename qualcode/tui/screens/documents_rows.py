"""The documents as rows under their kinds."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis.answer_codes import AnsweredQuestion
from qualcode.analysis.documents import DocumentLine
from qualcode.transcripts.transcript import Kind
from qualcode.tui.widgets.drawn_list import ListColumn, ListRow

KINDS_SHOWN = {
    "interview": "Interviews",
    "focus group": "Focus groups",
    "field note": "Field notes",
    "survey answer": "Survey answers",
    "workshop note": "Workshop notes",
    "public comment": "Public comments",
    "evidence": "Evidence",
}


def noun(number: int, one: str) -> str:
    """The noun for one or many."""
    return one if number == 1 else f"{one}s"


def columns(width: int) -> Sequence[ListColumn]:
    """The columns of a list of `width` cells."""
    wide = width >= 96
    return (
        ListColumn("document"),
        ListColumn("participants", 22 if wide else 12),
        ListColumn("state", 12),
        ListColumn("codings", 7, right=True),
        ListColumn("turns", 6, right=True),
        ListColumn("for", 12 if wide else 5),
    )


def rows(
    lines: Sequence[DocumentLine], coders: dict[str, str], questions: Sequence[AnsweredQuestion]
) -> list[ListRow]:
    """The documents under their kinds; all answers to one question of a survey are one row."""
    drawn: list[ListRow] = []
    for kind in Kind:
        here = [_row(line, coders) for line in lines if line.kind == kind]
        count = len(here)
        if kind is Kind.SURVEY_ANSWER:
            here = [*(_question_row(one, questions) for one in questions), *here]
            count += sum(one.answers for one in questions)
        if here:
            drawn += [ListRow(None, ("",))] if drawn else []
            drawn += [ListRow(None, (f"{KINDS_SHOWN.get(kind, kind)} · {count:,}",)), *here]
    return drawn


def _row(line: DocumentLine, coders: dict[str, str]) -> ListRow:
    cells = (
        line.name,
        ", ".join(line.participants),
        line.reading_state,
        f"{line.codings:,}" if line.codings else "·",
        f"{line.turns:,}",
        coders.get(line.for_coder or "", ""),
    )
    return ListRow(line.id, cells)


def _question_row(question: AnsweredQuestion, all_of_them: Sequence[AnsweredQuestion]) -> ListRow:
    survey = f"{question.survey}: " if len({one.survey for one in all_of_them}) > 1 else ""
    cells = (
        f"{survey}{question.label} {' '.join(question.wording.split())}",
        f"{question.answers:,} {noun(question.answers, 'answer')}",
        f"{question.coded:,} coded" if question.coded else "none coded",
        f"{question.codings:,}" if question.codings else "·",
        "",
        "",
    )
    return ListRow(question.id, cells)


def findable_question(question: AnsweredQuestion) -> str:
    """The same of a question."""
    return f"{question.survey} {question.label} {question.wording} {Kind.SURVEY_ANSWER}".casefold()


def findable(line: DocumentLine) -> str:
    """What letters are looked for in, in small letters."""
    return " ".join((line.name, line.title or "", line.kind, line.reading_state, *line.participants)).casefold()
