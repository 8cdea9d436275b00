"""What becomes of each column of a survey: who decides is a person, and this is what can be decided."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qualcode.participants.attributes import ValueType, parts_of, tidy
from qualcode.problem import Problem

NONE_WORDS = (
    "n/a", "na", "n.a.", "n.a", "none", "nil", "nothing", "not applicable", "no comment", "no comments",
    "no answer", "-", "--", "–", "—", ".", "/", "x",
)  # fmt: skip

# As a choice that was offered, “none” or “nothing” is an answer like the others; these are none there too.
_NOT_APPLICABLE = frozenset({"n/a", "na", "n.a.", "n.a", "not applicable", "no answer"})
_TEXT = ValueType()


class Role(StrEnum):
    """What a column is used as."""

    ID = "id"
    OPEN = "open answers"
    FACT = "fact"
    LEFT_OUT = "left out"


class State(StrEnum):
    """What one person did with one question; the value is the figure kept for it.

    Figures, as letters in a row can be somebody’s name, which replacing names would change.
    """

    ANSWERED = "1"
    NONE = "2"
    BLANK = "0"
    NOT_ASKED = "9"

    @property
    def shown(self) -> str:
        return _SHOWN[self]


_SHOWN = {
    State.ANSWERED: "answered",
    State.NONE: "said none or n/a",
    State.BLANK: "left blank",
    State.NOT_ASKED: "not asked",
}


@dataclass(frozen=True, slots=True)
class AskedIf:
    """A question was put only to those who gave one of `values` to the question named `question`."""

    question: str
    values: tuple[str, ...]

    def fits(self, value: str) -> bool:
        """True where a value, or one of several choices in it, is one of `values`, in whatever case."""
        said = {tidy(part).casefold() for part in (value, *parts_of(value))}
        return any(tidy(wanted).casefold() in said for wanted in self.values)

    def __str__(self) -> str:
        return f"{self.question} = {' | '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """One question of a survey, or another column, and what it is to be.

    `columns` are numbers from 0: one, or several where each is a box to tick. `name` is what the fact is called.
    `off` says why a column is left out until somebody ticks it. An answer that is one of `none_words` says that
    there is none.
    """

    columns: tuple[int, ...]
    name: str
    wording: str
    role: Role
    type: ValueType = _TEXT
    routing: str = ""
    asked_if: AskedIf | None = None
    none_words: tuple[str, ...] = NONE_WORDS
    off: str = ""

    @property
    def is_ticked(self) -> bool:
        """True where each column is one choice, ticked or not."""
        return len(self.columns) > 1

    @property
    def is_kept(self) -> bool:
        return self.role in (Role.OPEN, Role.FACT)

    @property
    def nones(self) -> tuple[str, ...]:
        """The words that say there is no answer to this question, in lower case."""
        if self.role is Role.FACT and self.type.kind.has_choices:
            return tuple(word for word in self.none_words if word in _NOT_APPLICABLE or word not in NONE_WORDS)
        return self.none_words


@dataclass(frozen=True)
class SurveyChoices:
    """What is to become of a survey's columns, each in one question, in the order of the file.

    `empty_words` stand for an empty cell. `number_people` names people R0001, R0002, … even where the id could
    name them.
    """

    name: str
    questions: tuple[QuestionChoice, ...]
    empty_words: tuple[str, ...] = ()
    number_people: bool = False

    @property
    def kept(self) -> tuple[QuestionChoice, ...]:
        """The open questions and facts."""
        return tuple(question for question in self.questions if question.is_kept)

    @property
    def id_column(self) -> int | None:
        return next((question.columns[0] for question in self.questions if question.role is Role.ID), None)

    def find(self, named: str) -> QuestionChoice:
        """The question of that name, wording or column number from 1. Raises Problem unless there is just one."""
        wanted = " ".join(named.split()).casefold()
        exact = [q for q in self.questions if wanted in (q.name.casefold(), q.wording.casefold())]
        number = [q for q in self.questions if wanted.isdecimal() and int(wanted) - 1 in q.columns]
        begun = [q for q in self.questions if q.name.casefold().startswith(wanted)]
        found = exact or number or begun
        if len(found) == 1:
            return found[0]
        if not found:
            raise Problem(f"No column is called “{named}”.", remedy="--preview lists them, with their numbers.")
        places = ", ".join(str(q.columns[0] + 1) for q in found)
        raise Problem(f"Several columns are called “{named}”.", remedy=f"Use one of their numbers: {places}.")


def labels(questions: Iterable[QuestionChoice]) -> list[str]:
    """Q1, Q2, … for the kept questions: the number that its wording begins with, else its place among them."""
    given: list[str] = []
    taken: set[str] = set()
    for place, question in enumerate(questions, start=1):
        found = re.match(r"\s*Q?(\d{1,3}[a-z]?)\s*[.):]\s*\D", question.wording, re.IGNORECASE)
        label = f"Q{found[1]}" if found else f"Q{place}"
        free = next(name for name in (label, f"Q{place}", f"Q{place}_{place}") if name.casefold() not in taken)
        taken.add(free.casefold())
        given.append(free)
    return given
