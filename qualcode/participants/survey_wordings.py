"""A questionnaire as text: numbered questions with their choices below, matched to the columns of its answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.participants.attributes import AttributeKind
from qualcode.participants.survey_choices import QuestionChoice, SurveyChoices
from qualcode.participants.survey_guess import shortened

_NUMBERED = re.compile(r"\s*(?:Q(?:uestion)?\s*)?\d{1,3}\s*[.):]\s+(?P<words>\S.*)", re.IGNORECASE)
_MOSTLY = 0.6  # of a question's boxes must be among the choices listed
_OTHER = " – other"


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it was asked, and the choices listed below it."""

    words: str
    choices: tuple[str, ...]


def wordings_in(text: str) -> list[Wording]:
    """The numbered questions of a questionnaire; an empty line ends a question's choices."""
    found: list[Wording] = []
    open_ = False
    for line in text.splitlines():
        bare = " ".join(line.split())
        numbered = _NUMBERED.fullmatch(line)
        if numbered is not None:
            found.append(Wording(" ".join(numbered["words"].split()), ()))
            open_ = True
        elif not bare:
            open_ = False
        elif open_:
            found[-1] = replace(found[-1], choices=(*found[-1].choices, bare))
    return found


def with_wordings(choices: SurveyChoices, wordings: Sequence[Wording]) -> SurveyChoices:
    """The choices with the questions as they were asked, where a column or its boxes can be told from them.

    A column headed “Other” that follows a question with the choice “Other” belongs to that question.
    """
    questions: list[QuestionChoice] = []
    before: Wording | None = None
    taken: set[str] = set()
    for question in choices.questions:
        found = _boxes(question, wordings) if question.is_ticked else _headed(question, wordings)
        if found is not None:
            question = _worded(question, found)
            before = found
        elif before is not None and _key(question.wording) == "other" and "other" in map(_key, before.choices):
            name = shortened(before.words + _OTHER)
            name = name if name.endswith(_OTHER) else shortened(before.words[: 60 - len(_OTHER)]) + _OTHER
            question = _named(replace(question, wording=before.words + _OTHER), name)
            before = None
        else:
            before = None
        if question.name.casefold() in taken:
            question = _named(question, f"{question.name} ({question.columns[0] + 1})")
        taken.add(question.name.casefold())
        questions.append(question)
    return replace(choices, questions=tuple(questions))


def _key(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _headed(question: QuestionChoice, wordings: Sequence[Wording]) -> Wording | None:
    return next((wording for wording in wordings if _key(wording.words) == _key(question.wording)), None)


def _boxes(question: QuestionChoice, wordings: Sequence[Wording]) -> Wording | None:
    """The question whose choices hold most of the boxes."""
    boxes = {_key(choice) for choice in question.type.choices}

    def shared(wording: Wording) -> int:
        return len(boxes & set(map(_key, wording.choices)))

    best = max(wordings, key=shared, default=None)
    return best if best is not None and shared(best) >= _MOSTLY * len(boxes) else None


def _worded(question: QuestionChoice, wording: Wording) -> QuestionChoice:
    worded = replace(question, wording=wording.words)
    if question.is_ticked:
        return _named(worded, shortened(wording.words))
    kind = question.type
    if kind.kind is AttributeKind.CHOICE and {_key(one) for one in kind.choices} <= set(map(_key, wording.choices)):
        # In the order in which they were offered; spelt as in the answers, where anybody chose them.
        spelt = {_key(one): one for one in kind.choices}
        ordered = tuple(spelt.get(_key(one), one) for one in wording.choices)
        return replace(worded, type=replace(kind, choices=ordered))
    return worded


def _named(question: QuestionChoice, name: str) -> QuestionChoice:
    return replace(question, name=name, type=replace(question.type, name=name))
