"""What each column of a survey most probably is, for a person to agree with or to change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from qualcode.participants.attributes import AttributeKind, ValueType, is_missing
from qualcode.participants.guessing import choices_in, guess
from qualcode.participants.survey_choices import QuestionChoice, Role, SurveyChoices
from qualcode.participants.survey_private import is_bookkeeping, why_private
from qualcode.transcripts.survey_table import SurveyColumn, SurveyTable

LONGEST_NAME = 60
_SAMPLE = 1_000  # cells looked at to tell what a column is
_SHORT_ANSWER = 12
_LONG_ANSWER = 40  # characters on average, those of Chinese and its like counted thrice
_NEARLY_ALL = 0.95  # of the ids differ: a row or two may have been handed in twice
_ID = re.compile(r"#|no\.?|nr\.?|.*\b(id|identifier|respondent|participant|case|record|code|number)|.*[a-z]id", re.I)
_ASKS_FOR_WORDS = re.compile(
    r"comment|tell us|please (say|describe|explain|specify|give)|describe|in your own words|why\b|feedback|"
    r"anything else|suggest|thoughts",
    re.IGNORECASE,
)


def guessed_choices(table: SurveyTable) -> SurveyChoices:
    """What becomes of each column if nobody says otherwise; what tells who somebody is stays out."""
    empty = ("NA",) if table.na_is_empty else ()
    values = [_said(table.values(column.number), empty) for column in table.columns]
    ticked = _ticked_runs(table.columns, values)
    inside = {number for run in ticked for number in run}
    questions: list[QuestionChoice] = []
    has_id = False
    for column in table.columns:
        number = column.number
        run = next((run for run in ticked if run[0] == number), None)
        if run is not None:
            questions.append(_ticked(table.columns, run))
        elif number not in inside:
            question = _question(column, values[number], len(table.rows), may_be_id=not has_id)
            has_id = has_id or question.role is Role.ID
            questions.append(question)
    return SurveyChoices(table.name, tuple(_named_apart(questions)), empty)


def as_role(question: QuestionChoice, role: Role, values: Sequence[str]) -> QuestionChoice:
    """The question used as something else, its kind guessed from its cells where it becomes a fact."""
    kind = _type_of(question.name, values) if role is Role.FACT and not question.is_ticked else question.type
    return replace(question, role=role, type=kind)


def with_decisions(guessed: SurveyChoices, decided: SurveyChoices, table: SurveyTable) -> SurveyChoices:
    """What was guessed of a file read in another way, with what was decided where its columns are the same."""
    before = {question.columns: question for question in decided.questions}
    if before.keys() != {question.columns for question in guessed.questions}:
        before = {}
    questions = []
    for question in guessed.questions:
        was = before.get(question.columns)
        if was is not None and was.role is not question.role:
            question = as_role(question, was.role, table.values(question.columns[0]))
        if was is not None:
            question = replace(question, routing=was.routing)
        questions.append(question)
    return replace(guessed, name=decided.name, questions=tuple(questions), number_people=decided.number_people)


def _said(cells: Sequence[str], empty: Sequence[str]) -> list[str]:
    """The cells that hold something, as they are."""
    return [cell for cell in cells if cell.strip() and cell.strip() not in empty]


def _question(column: SurveyColumn, said: Sequence[str], people: int, *, may_be_id: bool) -> QuestionChoice:
    wording = column.heading or column.name
    if column.above:
        wording = f"{column.above} – {column.heading}"
    plain = QuestionChoice((column.number,), shortened(column.name), wording, Role.LEFT_OUT)
    if private := why_private(column.heading, _sample(said)):
        return replace(plain, off=f"looks like {private}")
    if may_be_id and _is_id(column, said, people):
        return replace(plain, role=Role.ID)
    if not said:
        return replace(plain, off="is empty")
    if is_bookkeeping(column.heading):
        return replace(plain, off="is the survey tool’s own note")
    kind = _type_of(plain.name, said)
    if kind.kind in (AttributeKind.TEXT, AttributeKind.CHOICE) and _is_open(wording, said, kind.kind):
        return replace(plain, role=Role.OPEN)
    return replace(plain, role=Role.FACT, type=kind)


def _type_of(name: str, said: Sequence[str]) -> ValueType:
    distinct = list(dict.fromkeys(cell.strip() for cell in said))
    if distinct and set(distinct) <= {"0", "1"}:
        return ValueType(AttributeKind.CHOICE, ("0", "1"), name)
    found = guess(name, _sample(said))
    if found.kind.has_choices:
        found = replace(found, choices=choices_in(found.kind, distinct))
        if found.kind is not AttributeKind.SEVERAL and len(found.choices) > 40:
            return ValueType(name=name)
    return found


def _sample(said: Sequence[str]) -> Sequence[str]:
    return said if len(said) <= _SAMPLE else said[:: len(said) // _SAMPLE + 1]


def _is_id(column: SurveyColumn, said: Sequence[str], people: int) -> bool:
    if len(said) < people or len(set(said)) < _NEARLY_ALL * people or _ID.fullmatch(column.heading) is None:
        return False
    return all(len(cell) <= 64 and not cell.strip().count(" ") for cell in _sample(said))


def _is_open(wording: str, said: Sequence[str], kind: AttributeKind) -> bool:
    """True of long answers, and of short ones to a question that asks for words."""
    words = [cell for cell in _sample(said) if not is_missing(cell)]
    if len(words) < 2:
        return False
    average = sum(map(_length, words)) / len(words)
    asks = _ASKS_FOR_WORDS.search(wording) is not None
    if kind is AttributeKind.CHOICE:
        return asks and average >= _LONG_ANSWER
    return (average >= _LONG_ANSWER and len(set(words)) * 4 >= len(words)) or (asks and average >= _SHORT_ANSWER)


def _length(words: str) -> int:
    if words.isascii():
        return len(words)
    return sum(3 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def _ticked_runs(columns: Sequence[SurveyColumn], values: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    """Neighbouring columns whose only value is their heading: boxes to tick, of one question."""
    runs: list[list[int]] = []
    for column in columns:
        boxed = _is_box(column, values[column.number])
        before = columns[column.number - 1] if column.number else None
        if boxed and runs and before is not None and runs[-1][-1] == before.number and column.above == before.above:
            runs[-1].append(column.number)
        elif boxed:
            runs.append([column.number])
    return [tuple(run) for run in runs if len(run) > 1]


def _is_box(column: SurveyColumn, said: Sequence[str]) -> bool:
    if not said or not column.heading or ";" in column.heading:
        return False
    wanted = column.heading.casefold()
    return all(" ".join(cell.split()).casefold() == wanted for cell in set(said))


def _ticked(columns: Sequence[SurveyColumn], run: tuple[int, ...]) -> QuestionChoice:
    choices = tuple(columns[number].heading for number in run)
    wording = columns[run[0]].above or " / ".join(choices)
    name = shortened(wording)
    return QuestionChoice(run, name, wording, Role.FACT, ValueType(AttributeKind.SEVERAL, choices, name))


def shortened(name: str) -> str:
    """A name that fits a column's head."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def _named_apart(questions: Sequence[QuestionChoice]) -> list[QuestionChoice]:
    """The questions, a number after the name of those that shortening made alike."""
    taken: dict[str, int] = {}
    apart = []
    for question in questions:
        key = question.name.casefold()
        taken[key] = taken.get(key, 0) + 1
        name = question.name if taken[key] == 1 else f"{question.name} [{taken[key]}]"
        apart.append(replace(question, name=name, type=replace(question.type, name=name)))
    return apart
