"""How far the coding is, as rows under the kinds of document; the numbers of kinds stand side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.progress import ProgressLine, QuestionProgress, totals
from qualcode.analysis.whose_words import NO_LABELS, unlabelled_phrase, whose, words_phrase
from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.transcripts.coverage import Coverage
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.documents_rows import share
from qualcode.tui.widgets.drawn_rows import Column, Row

BAR = 10  # cells
_EIGHTHS = " ▏▎▍▌▋▊▉"

COLUMNS = (
    Column("document"),
    Column("for", 10, least=100),
    Column("state", 12),
    Column("words", 8, right=True),
    Column("coded", 5, right=True),
    Column("", BAR),
    Column("left", 5, right=True),
    Column("memos", 5, right=True),
    Column("you were at", 11, right=True, least=100),
)


def bar(percent: int, width: int = BAR) -> str:
    """A bar of `width` cells, full at 100; what is missing is dotted, so that it reads without colour."""
    whole, rest = divmod(percent * width * 8 // 100, 8)
    drawn = "█" * whole + (_EIGHTHS[rest] if rest else "")
    return drawn + "·" * (width - len(drawn))


def progress_rows(
    lines: Sequence[ProgressLine],
    questions: Sequence[QuestionProgress],
    coverages: Mapping[str, Coverage],
    coders: Mapping[str, str],
) -> list[Row]:
    """The documents under their kinds, each kind with its total; a question of a survey stands for its answers."""
    total = totals((line.document for line in lines), coverages)
    rows: list[Row] = []
    for kind in Kind:
        here = [_row(line, coverages.get(line.document.id), coders) for line in lines if line.document.kind == kind]
        asked = questions if kind is Kind.SURVEY_ANSWER else ()
        if not here and not asked:
            continue
        if rows:
            rows.append(Row(f"above {kind}", ("",), "heading"))
        answers = _answers(asked)
        words = f"{sentence_case(plural(kind))} · {len(here) + answers.words:,}"
        if asked:
            words += (
                f" · {share(answers)} of answers coded · {answers.stretches:,} left, counted in answers, not words"
            )
        if here:
            known = all(line.document.id in coverages for line in lines if line.document.kind == kind)
            words += f" · {total_words(kind, total[kind], known)}"
        rows.append(Row(f"kind {kind}", (words,), "heading"))
        if here and (told := unlabelled_phrase(total[kind].unlabelled)):
            rows.append(Row(f"labels {kind}", (told,), "under", spread=True))
        rows += [_question_row(one, len({each.survey for each in questions}) > 1) for one in asked]
        rows += here
    return rows


def total_words(kind: Kind, total: Coverage, known: bool) -> str:
    """`21,520 words of participants · 43% coded · 37 stretches left`; of others’ words, how many are whose."""
    if not known:
        return f"the words of {whose(kind)} are being counted…"
    if not total.words:
        return words_phrase(total, kind)
    left = f" · {counted(total.stretches, 'stretch', 'stretches')} left" if total.stretches else ""
    return f"{words_phrase(total, kind)} · {share(total)} coded{left}"


def shares_of_kinds(
    lines: Sequence[ProgressLine], questions: Sequence[QuestionProgress], coverages: Mapping[str, Coverage]
) -> str:
    """`43% of interviews · 12% of focus groups`: for the title, once all are counted."""
    if any(line.document.id not in coverages for line in lines):
        return "counting…"
    total = totals((line.document for line in lines), coverages)
    parts = [f"{share(one)} of {plural(kind)}" for kind, one in total.items() if one.words]
    if questions:
        parts.append(f"{share(_answers(questions))} of answers")
    return " · ".join(parts)


def _answers(questions: Sequence[QuestionProgress]) -> Coverage:
    """The answers to some questions, each counted as one."""
    return Coverage(
        sum(one.answers for one in questions), sum(one.coded for one in questions), sum(one.left for one in questions)
    )


def _row(line: ProgressLine, coverage: Coverage | None, coders: Mapping[str, str]) -> Row:
    percent = coverage.percent if coverage is not None else None
    cells = (
        line.document.called + (f" · {NO_LABELS}" if coverage is not None and coverage.unlabelled else ""),
        coders.get(line.document.for_coder or "", ""),
        line.document.reading_state,
        f"{coverage.words:,}" if coverage is not None else "…",
        share(coverage),
        bar(percent) if percent is not None else "",
        f"{coverage.stretches:,}" if coverage is not None and coverage.stretches else "",
        f"{line.memos:,}" if line.memos else "",
        f"turn {line.stopped:,}" if line.stopped is not None else "",
    )
    return Row(line.document.id, cells)


def _question_row(question: QuestionProgress, several: bool) -> Row:
    answers = _answers([question])
    survey = f"{question.survey}: " if several else ""
    cells = (
        f"{survey}{question.label} {' '.join(question.wording.split())}",
        "",
        f"{question.read:,} read" if question.read else "none read",
        f"{question.answers:,}",
        share(answers),
        bar(answers.percent or 0),
        f"{question.left:,}" if question.left else "",
        "",
        "",
    )
    return Row(question.id, cells)
