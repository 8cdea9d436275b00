"""The options that say what becomes of a survey's columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.problem import Problem

if TYPE_CHECKING:
    from qualcode.participants.survey_choices import QuestionChoice, Role, SurveyChoices
    from qualcode.transcripts.survey_table import SurveyTable

F = TypeVar("F", bound=Callable[..., Any])

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_MANY = (
    ("--open", "open_", "COLUMN", "Its cells are open answers."),
    ("--fact", "facts", "COLUMN", "Its cells are facts about people, or answers to a closed question."),
    ("--leave-out", "left_out", "COLUMN", "Keep nothing of it."),
    (
        "--kind",
        "kinds",
        "COLUMN=KIND",
        "The kind of a fact: text, number, date, choice, several choices, scale, rank.",
    ),
    ("--call", "called", "COLUMN=NAME", "A short name for a fact."),
    ("--wording", "wordings", "COLUMN=WORDS", "The question as it was asked, where the heading is not it."),
    ("--routing", "routings", "COLUMN=WORDS", "What the survey says about who is asked."),
    ("--asked", "asked", "COLUMN=OTHER:VALUE", "Asked only of those who said VALUE (or V1|V2) under OTHER."),
    ("--none", "nones", "WORD", "One more way in which people say that they have no answer."),
    ("--empty", "empties", "WORD", "A word that stands for an empty cell, such as NA."),
)


def column_options(function: F) -> F:
    """`--open`, `--fact`, `--id` and the others; COLUMN is a heading, the beginning of one, or a number from 1."""
    for name, parameter, shown, words in reversed(_MANY):
        function = click.option(name, parameter, multiple=True, metavar=shown, help=words)(function)
    for name, parameter, words in (
        ("--id", "id_", "The column with a number or mark for each person."),
        ("--sheet", "sheet", "The sheet of a workbook, where it is not the first."),
        ("--encoding", "encoding", "The encoding of a csv, where accents come out wrong: windows-1252, …"),
        ("--separator", "separator", "What stands between a csv’s cells: comma, semicolon, tab or bar."),
        ("--title", "title", "What the survey is called; the file’s name if not given."),
    ):
        function = click.option(name, parameter, help=words)(function)
    wordings = click.option(
        "--wordings",
        "questionnaire",
        type=click.Path(path_type=Path),
        help="The questionnaire as text: numbered questions, their choices below.",
    )
    function = wordings(function)
    for name, parameter, words in (
        ("--only", "only", "Leave out every column that is not named."),
        ("--number-people", "number_people", "Call people R0001, R0002, … whatever their ids."),
    ):
        function = click.option(name, parameter, is_flag=True, help=words)(function)
    return function


def with_options(table: SurveyTable, guessed: SurveyChoices, options: Mapping[str, Any]) -> SurveyChoices:
    """What was guessed, changed as the options say. Raises Problem where one names no column, or no kind."""
    from qualcode.participants.survey_choices import AskedIf, Role

    changed = {question.columns: question for question in guessed.questions}

    def change(named: str, how: Callable[[QuestionChoice], QuestionChoice]) -> None:
        found = guessed.find(named)
        changed[found.columns] = how(changed[found.columns])

    named = [guessed.find(name).columns for name in (*options["open_"], *options["facts"], *_one(options["id_"]))]
    if options["only"]:
        changed = {
            place: question if place in named else replace(question, role=Role.LEFT_OUT)
            for place, question in changed.items()
        }
    if options["id_"]:
        for place, question in changed.items():
            if question.role is Role.ID:
                changed[place] = replace(question, role=Role.LEFT_OUT)
    for role, names in (
        (Role.OPEN, options["open_"]),
        (Role.FACT, options["facts"]),
        (Role.LEFT_OUT, options["left_out"]),
        (Role.ID, _one(options["id_"])),
    ):
        for name in names:
            change(name, partial(_of_role, table, role))
    for name, value in _pairs(options["kinds"], "--kind age=number"):
        change(name, partial(_of_kind, table, value))
    for name, value in _pairs(options["called"], "--call 3=role"):
        change(name, partial(_called, value))
    for name, value in _pairs(options["wordings"], "--wording Q3=What helped you most?"):
        change(name, partial(replace, wording=value))
    for name, value in _pairs(options["routings"], "--routing Q3=Only those who said yes to Q2"):
        change(name, partial(replace, routing=value))
    for name, value in _pairs(options["asked"], "--asked Q3=Q2:Yes"):
        other, colon, values = value.rpartition(":")
        if not colon:
            raise Problem(f"“{value}” does not say after which answer.", remedy="For example: --asked Q3=Q2:Yes")
        decides = changed[guessed.find(other).columns].name
        change(name, partial(replace, asked_if=AskedIf(decides, tuple(part.strip() for part in values.split("|")))))
    nones = tuple(" ".join(word.split()).casefold() for word in options["nones"])
    questions = tuple(replace(one, none_words=(*one.none_words, *nones)) for one in changed.values())
    return replace(
        guessed,
        name=options["title"] or guessed.name,
        questions=questions,
        empty_words=(*guessed.empty_words, *options["empties"]),
        number_people=options["number_people"],
    )


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _pairs(given: tuple[str, ...], example: str) -> list[tuple[str, str]]:
    pairs = []
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Problem(f"“{one}” lacks a column or a value.", remedy=f"For example: {example}")
        pairs.append((name.strip(), value.strip()))
    return pairs


def separator_of(named: str | None) -> str | None:
    """The mark that stands between cells, by its name or itself. Raises Problem where it is none."""
    if named is None or named in _SEPARATORS.values():
        return named
    if named.casefold().rstrip("s") not in _SEPARATORS:
        raise Problem(f"“{named}” separates no cells.", remedy=f"Use one of: {', '.join(_SEPARATORS)}.")
    return _SEPARATORS[named.casefold().rstrip("s")]


def _of_role(table: SurveyTable, role: Role, question: QuestionChoice) -> QuestionChoice:
    from qualcode.participants.survey_guess import as_role

    return as_role(question, role, table.values(question.columns[0]))


def _called(name: str, question: QuestionChoice) -> QuestionChoice:
    return replace(question, name=name, type=replace(question.type, name=name))


def _of_kind(table: SurveyTable, kind: str, question: QuestionChoice) -> QuestionChoice:
    from qualcode.participants.attributes import AttributeKind, ValueType
    from qualcode.participants.guessing import choices_in

    if kind not in list(AttributeKind):
        raise Problem(f"“{kind}” is not a kind of fact.", remedy=f"Use one of: {', '.join(AttributeKind)}.")
    wanted = AttributeKind(kind)
    choices = question.type.choices or choices_in(wanted, table.values(question.columns[0]))
    return replace(question, type=ValueType(wanted, choices if wanted.has_choices else (), question.name))
