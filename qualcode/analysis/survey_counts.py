"""Closed questions of surveys: how many gave each answer, by group, always with the base."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.phrases import withdrew
from qualcode.analysis.surveys import NOT_STATED, QuestionLine, path_of
from qualcode.participants.attributes import AttributeKind, ValueType, parts_of, sort_key, tidy
from qualcode.participants.consent import Consent
from qualcode.participants.survey_choices import State
from qualcode.problem import Problem


@dataclass(frozen=True)
class GroupCount:
    """How a group of people answered one question: `values` counts each value in the order of the table.

    `asked` are all but those not put the question; percentages are of those who `answered`.
    """

    name: str
    people: int
    states: Mapping[State, int]
    values: tuple[int, ...]

    @property
    def asked(self) -> int:
        return self.people - self.states[State.NOT_ASKED]

    @property
    def answered(self) -> int:
        return self.states[State.ANSWERED]

    def share(self, place: int) -> float | None:
        """The percentage of those who answered that gave the value at `place`; None where nobody answered."""
        return 100 * self.values[place] / self.answered if self.answered else None


@dataclass(frozen=True)
class QuestionCount:
    """The answers to one question, of all and by group, without the people who `withdrew`.

    `is_several`: one person may have given several values.
    """

    question: QuestionLine
    values: tuple[str, ...]
    total: GroupCount
    groups: tuple[GroupCount, ...] = ()
    is_several: bool = False
    withdrew: int = 0

    @property
    def base(self) -> str:
        """What the percentages are percentages of, as a sentence."""
        total = self.total
        parts = [f"{total.answered:,} answered"]
        for state in (State.NONE, State.BLANK, State.NOT_ASKED):
            if total.states[state]:
                parts.append(f"{total.states[state]:,} {state.shown}")
        gone = f"; {withdrew(self.withdrew)}" if self.withdrew else ""
        return f"Of {total.people:,} people, {', '.join(parts)}{gone}. {self.percentages}"

    @property
    def percentages(self) -> str:
        """What the percentages are percentages of, without how many that is."""
        several = " One person may have given several." if self.is_several else ""
        return f"Percentages are of those who answered.{several}"


def counts(conn: sqlite3.Connection, question: QuestionLine, by: str | None = None) -> QuestionCount:
    """How many gave each value (an open question: how many answered), by the values of the attribute `by`.

    Who has withdrawn is in none of the figures.
    """
    group_type = _type_of(conn, by) if by is not None else ValueType()
    key = question.attribute_id or question.id
    people: dict[str, list[tuple[State, str]]] = {}
    none_words = frozenset(question.none_words)
    gone = 0
    for figures, value, group, consent in conn.execute(
        "SELECT json_extract(attributes, ?), json_extract(attributes, ?), json_extract(attributes, ?), consent "
        "FROM participant WHERE deleted_at IS NULL AND json_extract(attributes, ?) IS NOT NULL",
        (path_of(question.survey_id), path_of(key), path_of(by or ""), path_of(question.survey_id)),
    ):
        if consent == Consent.WITHDRAWN:
            gone += 1
            continue
        said = str(value or "")
        name = tidy(str(group or "")) if by is not None else ""
        people.setdefault(name, []).append((_state(question, figures, said, none_words), said))
    everybody = [one for some in people.values() for one in some]
    several = question.type.kind is AttributeKind.SEVERAL
    values = _values(question, everybody)
    ordered = sorted(people, key=lambda name: sort_key(name, group_type)) if by is not None else []
    return QuestionCount(
        question,
        values,
        _group("all", everybody, values, several),
        tuple(_group(name or NOT_STATED, people[name], values, several) for name in ordered),
        several,
        gone,
    )


def _state(question: QuestionLine, figures: str, said: str, none_words: frozenset[str]) -> State:
    """What somebody did; a value that was filled in or taken away since the import counts as it is now."""
    figure = State(figures[question.place]) if figures else State.BLANK
    if question.is_open:
        return figure
    if said:
        return State.NONE if tidy(said).casefold() in none_words else State.ANSWERED
    return State.NOT_ASKED if figure is State.NOT_ASKED else State.BLANK


def _values(question: QuestionLine, people: Sequence[tuple[State, str]]) -> tuple[str, ...]:
    """The values given, choices in their order and those nobody gave too; then by how many gave them."""
    if question.is_open:
        return ()
    counted: Counter[str] = Counter()
    for said, times in Counter(said for state, said in people if state is State.ANSWERED).items():
        for part in _parts(said, question.type.kind is AttributeKind.SEVERAL):
            counted[part] += times
    known = list(question.type.choices)
    others = [value for value in counted if value not in set(known)]
    if question.type.kind in (AttributeKind.NUMBER, AttributeKind.RANK, AttributeKind.DATE):
        return tuple(sorted(others, key=lambda value: sort_key(value, question.type)))
    return (*known, *sorted(others, key=lambda value: (-counted[value], value.casefold())))


def _parts(said: str, several: bool) -> tuple[str, ...]:
    return parts_of(said) if several else (tidy(said),)


def _group(name: str, people: Sequence[tuple[State, str]], values: Sequence[str], several: bool) -> GroupCount:
    states = Counter(state for state, _ in people)
    counted: Counter[str] = Counter()
    for said, times in Counter(said for state, said in people if state is State.ANSWERED).items():
        for part in _parts(said, several):
            counted[part] += times
    return GroupCount(
        name,
        len(people),
        {state: states.get(state, 0) for state in State},
        tuple(counted[value] for value in values),
    )


def _type_of(conn: sqlite3.Connection, attribute_id: str) -> ValueType:
    row = conn.execute("SELECT kind, choices, name FROM attribute WHERE id = ?", (attribute_id,)).fetchone()
    if row is None:
        raise Problem("This attribute is no longer in the study.")
    return ValueType(AttributeKind(row[0]), tuple(json.loads(row[1])), row[2])
