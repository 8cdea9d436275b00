"""The documents as rows under their kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.answer_codes import AnsweredQuestion
from qualcode.analysis.documents import DocumentLine
from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.transcripts.coverage import Coverage
from qualcode.transcripts.transcript import Kind
from qualcode.tui.widgets.drawn_rows import Column, Row


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many documents of a kind there are, and codings of them."""

    documents: int = 0
    codings: int = 0


def columns(*, for_coders: bool) -> Sequence[Column]:
    """The columns of the list; with `for_coders` the coder each document is for."""
    return (
        Column("document"),
        Column("participants", 12, roomy=22),
        Column("state", 12),
        Column("codings", 7, right=True),
        Column("turns", 6, right=True),
        *((Column("coder", 5, roomy=12),) if for_coders else ()),
        Column("coded", 5, right=True, least=96),
    )


def rows(
    lines: Sequence[DocumentLine],
    coders: dict[str, str],
    questions: Sequence[AnsweredQuestion],
    found: Mapping[Kind, Numbers],
    base: Mapping[Kind, Numbers],
    coverages: Mapping[str, Coverage],
    *,
    for_coders: bool = True,
) -> list[Row]:
    """The documents under their kinds; all answers to one question of a survey are one row.

    `found` are the numbers of what is shown, `base` those of the study: several kinds have them in their headings.
    `coverages` say how much of each document is coded, as far as it is counted; `for_coders` is as in `columns`.
    """
    drawn: list[Row] = []
    for kind in Kind:
        named = coders if for_coders else None
        here = [_row(line, named, coverages.get(line.id)) for line in lines if line.kind == kind]
        count = len(here)
        if kind is Kind.SURVEY_ANSWER:
            here = [*(_question_row(one, questions, for_coders) for one in questions), *here]
            count += sum(one.answers for one in questions)
        if here:
            words = f"{sentence_case(plural(kind))} · {count:,}"
            if len(base) > 1:
                every, codings = base[kind].documents, found.get(kind, Numbers()).codings
                words += f" of {every:,}" if count < every else ""
                words += f" · {counted(codings, 'coding')}"
            drawn += [Row("", ("",), "heading")] if drawn else []
            drawn += [Row("", (words,), "heading"), *here]
    return drawn


def numbers(lines: Sequence[DocumentLine], questions: Sequence[AnsweredQuestion]) -> dict[Kind, Numbers]:
    """The documents and codings of each kind there is; a question of a survey stands for its answers."""
    documents, codings = Counter[str](), Counter[str]()
    for line in lines:
        documents[line.kind] += 1
        codings[line.kind] += line.codings
    for question in questions:
        documents[Kind.SURVEY_ANSWER] += question.answers
        codings[Kind.SURVEY_ANSWER] += question.codings
    return {kind: Numbers(documents[kind], codings[kind]) for kind in Kind if documents[kind]}


def numbers_below(found: Mapping[Kind, Numbers], base: Mapping[Kind, Numbers], *, narrowed: bool) -> str:
    """What stands below a list of one kind of document; of several, each kind's heading has its own."""
    if len(base) > 1:
        return ""
    documents, every = (sum(one.documents for one in these.values()) for these in (found, base))
    shown = f"{documents:,} of " if narrowed else ""
    codings = sum(one.codings for one in found.values())
    return f"{shown}{counted(every, 'document')} · {counted(codings, 'coding')}"


def share(coverage: Coverage | None) -> str:
    """How much of the words is coded; `…` where it is not counted yet."""
    return coverage.share if coverage is not None else "…"


def _row(line: DocumentLine, coders: dict[str, str] | None, coverage: Coverage | None) -> Row:
    cells = (
        line.called,
        ", ".join(line.participants),
        line.reading_state,
        f"{line.codings:,}" if line.codings else "·",
        f"{line.turns:,}",
        *((coders.get(line.for_coder or "", ""),) if coders is not None else ()),
        share(coverage) if line.question_id is None else "",
    )
    return Row(line.id, cells)


def _question_row(question: AnsweredQuestion, all_of_them: Sequence[AnsweredQuestion], for_coders: bool) -> Row:
    survey = f"{question.survey}: " if len({one.survey for one in all_of_them}) > 1 else ""
    cells = (
        f"{survey}{question.label} {' '.join(question.wording.split())}",
        counted(question.answers, "answer"),
        f"{question.coded:,} coded" if question.coded else "none coded",
        f"{question.codings:,}" if question.codings else "·",
        "",
        *(("",) if for_coders else ()),
        share(Coverage(question.answers, question.coded)),
    )
    return Row(question.id, cells)


def findable_question(question: AnsweredQuestion) -> str:
    """The same of a question."""
    return f"{question.survey} {question.label} {question.wording} {Kind.SURVEY_ANSWER}".casefold()


def findable(line: DocumentLine) -> str:
    """What letters are looked for in, in small letters."""
    return " ".join((line.name, line.title or "", line.kind, line.reading_state, *line.participants)).casefold()
