"""Survey answers as rows, and one of them as a page to read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.answer_codes import AnswerCoding
from qualcode.analysis.survey_counts import GroupCount, QuestionCount
from qualcode.analysis.surveys import AnswerGroup, QuestionLine
from qualcode.codebooks.code import Codebook
from qualcode.participants.names import Names
from qualcode.participants.survey_choices import State
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph

QUESTIONS = (Column("question"), Column("answers", 7, right=True), Column("coded", 6, right=True))
_INDENT = 10
_NAMED = 3
_VALUE = 26  # cells of a value beside its counts
_COUNT = 15  # cells of a count with its percentage, and a space between two


def columns() -> tuple[Column, ...]:
    """The columns of the answers; codes stand by their numbers, so that they have room."""
    return (
        Column("same", 5, right=True),
        Column("who", 8, least=64),
        Column("codes", 12),
        Column("answer"),
    )


def question_rows(questions: Sequence[QuestionLine]) -> list[Row]:
    """Each survey with its open questions, which are there to be coded, then the closed ones."""
    rows: list[Row] = []
    for survey in dict.fromkeys(line.survey_id for line in questions):
        lines = [line for line in questions if line.survey_id == survey]
        rows.append(Row(f"survey {survey}", (lines[0].survey, "", ""), "heading", spread=True))
        rows += [question_row(line) for line in lines if line.is_open]
        rows += [question_row(line) for line in lines if not line.is_open]
    return rows


def question_row(line: QuestionLine) -> Row:
    """A question, with how many answered it in words and how many of these are coded."""
    if not line.is_open:
        return Row(line.id, (f"{line.label} {line.name}",), "quiet", spread=True)
    number = f"{line.answers:,}" if line.answers else "·"
    return Row(line.id, (f"{line.label} {line.name}", number, f"{line.coded:,}" if line.coded else "·"))


@dataclass
class Coded:
    """The codings on the answers to a question, by answer; answers without any are not among them."""

    by_answer: dict[str, list[AnswerCoding]] = field(default_factory=dict)

    @classmethod
    def of(cls, codings: Sequence[AnswerCoding]) -> Coded:
        found = cls()
        found.add(codings)
        return found

    def add(self, codings: Sequence[AnswerCoding]) -> None:
        """Add codings."""
        for coding in codings:
            self.by_answer.setdefault(coding.document_id, []).append(coding)

    def replace(self, document_ids: Sequence[str], codings: Sequence[AnswerCoding]) -> None:
        """Put these in the place of all codings on some answers."""
        for document_id in document_ids:
            self.by_answer.pop(document_id, None)
        self.add(codings)

    def of_group(self, group: AnswerGroup) -> list[AnswerCoding]:
        """All codings on the answers of a group."""
        return [coding for one in group.document_ids for coding in self.by_answer.get(one, ())]

    def is_coded(self, group: AnswerGroup) -> bool:
        """True where every answer of the group has a coding."""
        return all(one in self.by_answer for one in group.document_ids)


def row_of(group: AnswerGroup, coded: Coded, book: Codebook, names: Names, withdrawn: Collection[str]) -> Row:
    """A group of answers in the same words as one row, quiet where all who gave them have withdrawn."""
    first = group.answers[0]
    codes = dict.fromkeys(coding.code_id for coding in coded.of_group(group))
    shown = [code.index or code.name for one in codes if (code := book.get(one)) is not None]
    words = names.show(" ".join(group.words.split()), first.document_id)
    same = f"{len(group.answers):,}×" if len(group.answers) > 1 else ""
    look = "quiet" if withdrawn and all(one in withdrawn for one in group.document_ids) else "plain"
    return Row(first.document_id, (same, names.show(first.pseudonym), ", ".join(shown) or "·", words), look)


def answer_page(
    group: AnswerGroup,
    question: QuestionLine,
    coded: Coded,
    book: Codebook,
    names: Names,
    withdrawn: Collection[str],
) -> list[Paragraph]:
    """The question as it was asked, the answer in full, who gave it, and its codes."""
    page = [Paragraph(names.show(question.wording or question.name), "quiet", _INDENT, question.label)]
    page += [Paragraph(names.show(asked), "quiet", _INDENT, "asked") for asked in _asked(question)]
    first = group.answers[0]
    page += [Paragraph(line, "plain", _INDENT) for line in names.show(group.words, first.document_id).split("\n")]
    page.append(Paragraph(""))
    page.append(Paragraph(_who(group, names, withdrawn), "plain", _INDENT, "who"))
    counted: dict[str, int] = {}
    for coding in coded.of_group(group):
        counted[coding.code_id] = counted.get(coding.code_id, 0) + 1
    for code_id, number in counted.items():
        code = book.get(code_id)
        if code is not None:
            on = f" on {number:,} of {len(group.answers):,}" if len(group.answers) > 1 else ""
            page.append(Paragraph(f"{names.show(code.title)}{on}", "plain", _INDENT, "code"))
    return page


def _asked(question: QuestionLine) -> list[str]:
    return [words for words in (question.routing, question.asked_if and f"only if {question.asked_if}") if words]


def _who(group: AnswerGroup, names: Names, withdrawn: Collection[str]) -> str:
    people = [names.show(one.pseudonym) for one in group.answers]
    more = f" and {len(people) - _NAMED:,} more" if len(people) > _NAMED else ""
    gone = sum(one in withdrawn for one in group.document_ids)
    if gone:
        more += " · has withdrawn" if len(people) == 1 else f" · {gone:,} of them withdrawn"
    return f"{', '.join(people[:_NAMED])}{more}"


def digits_page(digits: Sequence[tuple[int, str]], book: Codebook, names: Names) -> list[Paragraph]:
    """What each digit applies."""
    return [
        Paragraph(names.show(code.title), "quiet", _INDENT, str(digit))
        for digit, code_id in digits
        if (code := book.get(code_id)) is not None
    ]


def counts_page(count: QuestionCount, names: Names, width: int) -> list[Paragraph]:
    """A closed question: each value with how many gave it and of whom, groups side by side as far as they fit."""
    question = count.question
    page = [Paragraph(names.show(question.wording), "title")] if question.wording not in ("", question.name) else []
    page += [Paragraph(names.show(f"Asked: {asked}"), "quiet") for asked in _asked(question)]
    page.append(Paragraph(count.base, "quiet"))
    beside = max(1, (width - _VALUE) // _COUNT)
    for first in range(0, len(count.groups), beside - 1 or 1) or (0,):
        groups = [*count.groups[first : first + (beside - 1 or 1)], count.total]
        page.append(Paragraph(""))
        page += _counts_of(groups, count.values, names)
    return page


def _counts_of(groups: Sequence[GroupCount], values: Sequence[str], names: Names) -> list[Paragraph]:
    lines = []
    if len(groups) > 1:
        lines.append(_line("", [names.show(group.name) for group in groups], "heading"))
    lines.append(_line("answered", [f"{group.answered:,} of {group.people:,}" for group in groups], "quiet"))
    for place, value in enumerate(values):
        lines.append(_line(names.show(value), [_count(group, place) for group in groups]))
    for state in (State.NONE, State.BLANK, State.NOT_ASKED):
        if any(group.states[state] for group in groups):
            lines.append(_line(state.shown, [f"{group.states[state]:,}        " for group in groups], "quiet"))
    return lines


def _count(group: GroupCount, place: int) -> str:
    share = group.share(place)
    return f"{group.values[place]:,}" + (f" {share:5.1f} %" if share is not None else "        ")


def _line(name: str, cells_: Sequence[str], look: str = "plain") -> Paragraph:
    def fitted(words: str, room: int, right: bool) -> str:
        drawn = cut(plain(words), room)
        space = " " * (room - cells(drawn))
        return space + drawn if right else drawn + space

    words = fitted(name, _VALUE - 1, False) + "".join(" " + fitted(cell, _COUNT - 1, True) for cell in cells_)
    return Paragraph(words.rstrip(), look, unbroken=True)


def title(question: QuestionLine, answers: int, different: int, coded: int, shown_of: Mapping[str, str]) -> str:
    """`Q3 · 164 answers, 150 different · 12 coded`, with what is shown only."""
    only = "".join(f" · {name} {value}".rstrip() for name, value in shown_of.items())
    others = f", {different:,} different" if different != answers else ""
    return f"{question.label}{only} · {answers:,} {'answer' if answers == 1 else 'answers'}{others} · {coded:,} coded"
