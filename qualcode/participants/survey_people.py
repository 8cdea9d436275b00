"""The people of a survey and what each said, as they will enter a study; and what a person should know before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.participants.attributes import AttributeKind, ValueType, joined, tidy, value_of
from qualcode.participants.survey_choices import QuestionChoice, Role, State, SurveyChoices, labels
from qualcode.participants.survey_private import private_inside
from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.transcripts.survey_table import SurveyTable

_TOLD = 5  # values or lines named in a sentence
_LONGEST_PSEUDONYM = 12
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote under an open question: the cell as it is, and where its words stand in it (half-open)."""

    place: int
    text: str
    words: Span


@dataclass(frozen=True, slots=True)
class Respondent:
    """One row: the line it begins in, its id in the file, facts by the question's place, and open answers.

    `states` has a figure of `State` for each kept question, in order; it is empty where the facts alone tell all.
    """

    line: int
    pseudonym: str
    source_id: str | None
    facts: Mapping[int, str]
    states: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class QuestionPreview:
    """One column or question as it would come in: how many did what, how many different values, some of them."""

    question: QuestionChoice
    label: str
    states: Mapping[State, int]
    different: int
    examples: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class SurveyPeople:
    """A survey ready to enter a study: its people, and what a person should see before they agree.

    `named` says what the people will be called; `odd` is kept with the survey.
    """

    table: SurveyTable
    choices: SurveyChoices
    people: tuple[Respondent, ...]
    questions: tuple[QuestionPreview, ...]
    named: str
    odd: tuple[str, ...]

    @property
    def answers(self) -> int:
        """How many open answers there are to read."""
        return sum(len(person.answers) for person in self.people)


def survey_people(table: SurveyTable, choices: SurveyChoices) -> SurveyPeople:
    """Everybody's answers as chosen. Raises Problem where nothing was chosen, or a condition names no kept column."""
    kept = choices.kept
    if not kept:
        raise Problem("No column of this survey is chosen.", remedy="Choose at least one open question or fact.")
    filters = _filters(choices)
    columns = [_said(table, choices, question) for question in choices.questions]
    place_of = {question.name: n for n, question in enumerate(choices.questions)}
    kept_at = [place_of[question.name] for question in kept]
    states = [""] * len(choices.questions)
    unasked: dict[str, list[int]] = {}
    for at in sorted(range(len(choices.questions)), key=lambda n: _depth(n, filters)):
        states[at], strays = _states(
            choices.questions[at], columns[at], filters.get(at), columns, states, table.lines
        )
        if strays:
            unasked[choices.questions[at].name] = strays
    facts, doubts = _facts(kept, [columns[at] for at in kept_at], [states[at] for at in kept_at], table.lines)
    for place, question in enumerate(kept):
        if question.name in unasked:
            strays = unasked[question.name]
            doubts[place].append(f"{len(strays):,} answered without being asked ({_lines(strays)})")
        if question.role is Role.OPEN or question.type.kind is AttributeKind.TEXT:
            doubts[place] += private_inside(columns[kept_at[place]])
    pseudonyms, ids, named, alike = _names(table, choices)
    rows = list(zip(*(states[at] for at in kept_at), strict=True))
    open_places = [place for place, question in enumerate(kept) if question.role is Role.OPEN]
    packed = {figures: "" if _told_by_facts(figures, open_places) else "".join(figures) for figures in set(rows)}
    people = tuple(
        Respondent(
            line=table.lines[n],
            pseudonym=pseudonyms[n],
            source_id=ids[n],
            facts={place: column[n] for place, column in facts.items() if column[n]},
            states=packed[rows[n]],
            answers=tuple(
                _answer(place, columns[kept_at[place]][n])
                for place in open_places
                if rows[n][place] == State.ANSWERED
            ),
        )
        for n in range(len(table.rows))
    )
    given = labels(kept)
    previews = tuple(
        _preview(
            question,
            given[place],
            states[kept_at[place]],
            facts[place] if question.role is Role.FACT else columns[kept_at[place]],
            doubts[place],
        )
        for place, question in enumerate(kept)
    )
    odd = [
        *table.odd,
        *_spaces(kept, [columns[at] for at in kept_at]),
        *alike,
        *(f"{p.question.name}: {doubt}." for p in previews for doubt in p.doubts),
    ]
    if choices.empty_words:
        words = ", ".join(f"“{word}”" for word in choices.empty_words)
        odd.append(f"{words} in a cell is taken as left blank.")
    return SurveyPeople(table, choices, people, previews, named, tuple(odd))


def _told_by_facts(figures: tuple[str, ...], open_places: Sequence[int]) -> bool:
    """True where everybody can see from the facts what was answered and what left blank."""
    return State.NOT_ASKED not in figures and all(figures[place] == State.BLANK for place in open_places)


def _said(table: SurveyTable, choices: SurveyChoices, question: QuestionChoice) -> list[str]:
    """One question's cells, empty where nothing was said; boxes that were ticked joined into one value."""
    empty = {"", *choices.empty_words}
    if question.is_ticked:
        memo: dict[tuple[str, ...], str] = {}
        cells = []
        for row in table.rows:
            ticks = tuple(row[number] for number in question.columns)
            if ticks not in memo:
                memo[ticks] = joined(tidy(tick) for tick in ticks if tick.strip() not in empty)
            cells.append(memo[ticks])
        return cells
    number = question.columns[0]
    return ["" if cell.strip() in empty else cell for cell in table.values(number)]


def _filters(choices: SurveyChoices) -> dict[int, int]:
    """For each question put only to some, the place of the one that decides. Raises Problem for a ring."""
    found: dict[int, int] = {}
    for place, question in enumerate(choices.questions):
        if question.asked_if is not None:
            decides = choices.find(question.asked_if.question)
            found[place] = choices.questions.index(decides)
    for place in found:
        seen, at = {place}, found[place]
        while at in found:
            if at in seen:
                name = choices.questions[place].name
                raise Problem(
                    f"“{name}” is asked only if itself is answered.", remedy="Change one of the conditions."
                )
            seen.add(at)
            at = found[at]
    return found


def _depth(place: int, filters: Mapping[int, int]) -> int:
    depth = 0
    while place in filters:
        place, depth = filters[place], depth + 1
    return depth


def _states(
    question: QuestionChoice,
    said: Sequence[str],
    decides: int | None,
    columns: Sequence[Sequence[str]],
    states: Sequence[str],
    lines: Sequence[int],
) -> tuple[str, list[int]]:
    """A figure of `State` for every row, and the lines of those who answered though they were not asked."""
    memo: dict[str, str] = {}
    nones = frozenset(question.nones)
    figures = []
    for cell in said:
        if cell not in memo:
            memo[cell] = (
                State.BLANK if not cell.strip() else State.NONE if tidy(cell).casefold() in nones else State.ANSWERED
            )
        figures.append(memo[cell])
    strays: list[int] = []
    if decides is not None and question.asked_if is not None:
        fits = {value: question.asked_if.fits(value) for value in set(columns[decides])}
        for n, value in enumerate(columns[decides]):
            if states[decides][n] == State.NOT_ASKED or not fits[value]:
                if figures[n] == State.BLANK:
                    figures[n] = State.NOT_ASKED
                else:
                    strays.append(lines[n])
    return "".join(figures), strays


def _facts(
    kept: Sequence[QuestionChoice], said: Sequence[Sequence[str]], states: Sequence[str], lines: Sequence[int]
) -> tuple[dict[int, list[str]], list[list[str]]]:
    """The values of facts as kept, by the question's place, and for every question what is doubtful."""
    facts: dict[int, list[str]] = {}
    doubts: list[list[str]] = []
    for place, question in enumerate(kept):
        doubts.append([])
        if question.role is not Role.FACT:
            # Words that say there is no answer are kept as the person wrote them.
            nothing = [
                cell if figure == State.NONE else "" for cell, figure in zip(said[place], states[place], strict=True)
            ]
            if any(nothing):
                facts[place] = nothing
            continue
        memo: dict[str, str] = {}
        doubtful: dict[str, list[str]] = {}
        for cell in dict.fromkeys(said[place]):
            value = value_of(cell, question.type)
            memo[cell] = value.kept
            if value.doubt and tidy(cell).casefold() not in question.nones:
                doubtful.setdefault(value.doubt, []).append(cell)
        facts[place] = [memo[cell] for cell in said[place]]
        for doubt, cells in doubtful.items():
            doubts[-1].append(_doubt(doubt, cells, said[place], lines))
    return facts, doubts


def _spaces(kept: Sequence[QuestionChoice], said: Sequence[Sequence[str]]) -> list[str]:
    """A sentence about facts with spaces at their ends, which are not kept."""
    spaced = [
        question.name
        for question, cells in zip(kept, said, strict=True)
        if question.role is Role.FACT and any(cell != cell.strip() for cell in set(cells))
    ]
    if not spaced:
        return []
    more = f" and {len(spaced) - _TOLD:,} more" if len(spaced) > _TOLD else ""
    return [f"Spaces at the ends of values are left out in {', '.join(spaced[:_TOLD])}{more}."]


def _doubt(doubt: str, cells: Sequence[str], said: Sequence[str], lines: Sequence[int]) -> str:
    """`5 values: -1726 (line 391), … cannot be an age`."""
    first = {cell: lines[n] for n, cell in reversed(list(enumerate(said)))}
    wanted = set(cells)
    number = sum(cell in wanted for cell in said)
    named = ", ".join(f"“{tidy(cell)[:30]}” (line {first[cell]})" for cell in cells[:_TOLD])
    more = f" and {len(cells) - _TOLD:,} more" if len(cells) > _TOLD else ""
    return f"{number:,} {'value' if number == 1 else 'values'} kept though doubtful: {named}{more} {doubt}"


def _lines(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - _TOLD:,} more" if len(lines) > _TOLD else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines[:_TOLD]))}{more}"


def _answer(place: int, cell: str) -> Answer:
    start = len(cell) - len(cell.lstrip())
    return Answer(place, cell, Span(start, len(cell.rstrip())))


def _names(table: SurveyTable, choices: SurveyChoices) -> tuple[list[str], list[str | None], str, list[str]]:
    """What people are called, their ids in the file, a sentence about it, and one on ids that several have."""
    width = max(4, len(str(len(table.rows))))
    numbers = [f"R{n:0{width}d}" for n in range(1, len(table.rows) + 1)]
    column = choices.id_column
    if column is None:
        said = f"People are called {numbers[0]} to {numbers[-1]}, in the file’s order."
        return numbers, [None] * len(numbers), said, []
    ids = [tidy(cell) for cell in table.values(column)]
    name = table.columns[column].name
    twice = [one for one, times in Counter(one.casefold() for one in ids).items() if times > 1 or not one]
    fitting = all(len(one) <= _LONGEST_PSEUDONYM and any(map(str.isdigit, one)) for one in ids)
    if choices.number_people or twice or not fitting:
        said = f"People are called {numbers[0]} to {numbers[-1]}, in the file’s order; “{name}” is kept beside."
        return numbers, [one or None for one in ids], said, _not_one_each(name, ids, set(twice), table.lines)
    return ids, [one or None for one in ids], f"People are called as in “{name}”, such as {ids[0]}.", []


def _not_one_each(name: str, ids: Sequence[str], twice: set[str], lines: Sequence[int]) -> list[str]:
    places = [lines[n] for n, one in enumerate(ids) if one.casefold() in twice]
    if not places:
        return []
    return [f"{name}: {len(places):,} people have no id of their own ({_lines(places)}); each is kept as a person."]


def _preview(
    question: QuestionChoice, label: str, states: str, said: Sequence[str], doubts: Sequence[str]
) -> QuestionPreview:
    counted = Counter(states)
    values = Counter(cell.strip() for cell in said if cell.strip())
    # Open answers are counted as they are listed afterwards: what is an answer, whatever its spaces and capitals.
    answers = {
        tidy(cell).casefold() for state, cell in zip(states, said, strict=True) if state == State.ANSWERED.value
    }
    different = len(answers) if question.role is Role.OPEN else len(values)
    return QuestionPreview(
        question,
        label,
        {state: counted.get(state.value, 0) for state in State},
        different,
        tuple(value for value, _ in values.most_common(_EXAMPLES)),
        tuple(doubts),
    )


def packed_type(kind: ValueType) -> dict[str, str]:
    """The columns of an attribute that a type fills."""
    choices = json.dumps(list(kind.choices), ensure_ascii=False) if AttributeKind(kind.kind).has_choices else "[]"
    return {"kind": str(kind.kind), "choices": choices}
