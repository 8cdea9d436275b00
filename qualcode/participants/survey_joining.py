"""Rows of a survey that are people already in the study, by their id; and what the two say otherwise of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.participants.attributes import Attribute, parts_of, tidy
from qualcode.participants.consent import BINDING, Consent
from qualcode.participants.facesheet import Known
from qualcode.participants.survey_choices import Role
from qualcode.participants.survey_people import Respondent, SurveyPeople

_TOLD = 5  # people named in a sentence


class Same(StrEnum):
    """What becomes of rows about people who are in the study: a fact of theirs is never changed but by REPLACE."""

    JOIN = "join"
    REPLACE = "replace"
    APART = "apart"


@dataclass(frozen=True)
class Joining:
    """Who of a survey is in the study, by the place of their row; empty where they are kept apart.

    `found` counts those rows however they are taken; `said` says it in a sentence, and `doubts` are sentences on
    what the survey and the study say otherwise of these people.
    """

    how: Same = Same.APART
    people: Mapping[int, Known] = field(default_factory=dict)
    found: int = 0
    said: str = ""
    doubts: tuple[str, ...] = ()


def joining(
    survey: SurveyPeople,
    known: Sequence[Known],
    attributes: Sequence[Attribute],
    how: Same = Same.JOIN,
    *,
    again: bool = False,
) -> Joining:
    """Which rows are about people of the study: their id there is a pseudonym, an id or a label that only one has.

    Of a survey that is brought in `again`, rows without an id are about who is bound by a consent and has the
    pseudonym that the row gets.
    """
    names = _names(known)
    bound = {_key(one.name): one for one in known if again and one.consent in BINDING and not one.speaks}
    times = Counter(_key(person.source_id) for person in survey.people)
    found: dict[int, Known] = {}
    several: dict[str, list[int]] = {}
    rows_of: dict[str, list[int]] = {}
    for place, person in enumerate(survey.people):
        one = names.get(_key(person.source_id)) if person.source_id else bound.get(_key(person.pseudonym))
        if one is None:
            continue
        if person.source_id and times[_key(person.source_id)] > 1:
            several.setdefault(one.name, []).append(person.line)
        else:
            rows_of.setdefault(one.id, []).append(place)
            found[place] = one
    for places in rows_of.values():
        if len(places) > 1:  # by two of their names
            for place in places:
                several.setdefault(found.pop(place).name, []).append(survey.people[place].line)
    if not found and not several:
        return Joining(how)
    number = len(found)
    doubts = [
        f"{name} would be in several rows (lines {', '.join(map(str, lines[:_TOLD]))}"
        f"{f' and {len(lines) - _TOLD:,} more' if len(lines) > _TOLD else ''}): each is kept as another person."
        for name, lines in several.items()
    ]
    gone = [one.name for one in found.values() if one.consent == Consent.WITHDRAWN]
    if gone and how is Same.APART:
        doubts.append(f"Withdrawn in the study, which does not hold for rows that are kept apart: {_named(gone)}.")
    if how is not Same.APART:
        if gone:
            doubts.append(f"Withdrawn in the study, which holds for this survey too: {_named(gone)}.")
        doubts += _differing(survey, found, attributes, how)
    are = "row is a person" if number == 1 else "rows are people"
    kept = "" if how is not Same.APART else "; kept apart, as other people"
    said = f"{number:,} {are} already in the study: {_named([one.name for one in found.values()])}{kept}."
    return Joining(how, {} if how is Same.APART else found, number, said if found else "", tuple(doubts))


def _key(name: str | None) -> str:
    return tidy(name or "").casefold()


def _names(known: Sequence[Known]) -> dict[str, Known]:
    """Who goes by a name that nobody else goes by; the study's own name outweighs another's id or label."""
    named: dict[str, dict[str, Known]] = {}
    for one in known:
        for name in one.also:
            named.setdefault(_key(name), {})[one.id] = one
    names = {name: next(iter(people.values())) for name, people in named.items() if len(people) == 1}
    names |= {_key(one.name): one for one in known}
    names.pop("", None)
    return names


def _differing(
    survey: SurveyPeople, found: Mapping[int, Known], attributes: Sequence[Attribute], how: Same
) -> list[str]:
    """A sentence for each fact of which the study holds another value than the survey."""
    by_name = {one.name.casefold(): one.id for one in attributes}
    sentences = []
    for at, question in enumerate(survey.choices.kept):
        held_as = by_name.get(question.type.name.casefold())
        if question.role is not Role.FACT or held_as is None:
            continue
        others = [
            f"{one.name} “{tidy(one.held[held_as])}”, in the survey “{tidy(person.facts[at])}”"
            for place, one in found.items()
            if _differs(one, held_as, person := survey.people[place], at)
        ]
        if others:
            stays = "What the study has stays." if how is Same.JOIN else "What the survey says takes its place."
            sentences.append(f"{question.type.name}: {_named(others, '; ')}. {stays}")
    return sentences


def _differs(one: Known, attribute_id: str, person: Respondent, at: int) -> bool:
    held, said = one.held.get(attribute_id, ""), person.facts.get(at, "")
    return bool(held and said) and _parts(held) != _parts(said)


def _parts(value: str) -> set[str]:
    return {tidy(part).casefold() for part in parts_of(value)}


def _named(names: Sequence[str], between: str = ", ") -> str:
    more = f" and {len(names) - _TOLD:,} more" if len(names) > _TOLD else ""
    return f"{between.join(names[:_TOLD])}{more}"
