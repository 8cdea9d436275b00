"""The participants table tells of each what may be printed, and nothing that would tell who they are where asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.people import participants
from qualcode.analysis.surveys import find_attribute
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.figures import HIDDEN, Table
from qualcode.exports.gather_participants import (
    ParticipantChoices,
    ParticipantsTable,
    participants_table,
    recognised_in_table,
)
from qualcode.exports.page import Facts
from qualcode.exports.writing import page_writer
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import NOON

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


@pytest.fixture
def people(project: Project, bring_in: BringIn) -> list[str]:
    """Twelve people, each with an interview: two carers, ten service users, of whom one lives in Ribbleton."""
    project.make(AddAttribute(NewAttribute("role", printable=True)))
    project.make(AddAttribute(NewAttribute("place", printable=True)))
    project.make(AddAttribute(NewAttribute("village")))
    for number in range(1, 13):
        bring_in(f"Interviewer: How is it?\nS{number:02}: It is well with me now.\n", f"interview {number:02}")
    found = participants(project.conn)
    role, place, village = (find_attribute(project.conn, one) for one in ("role", "place", "village"))
    for number, person in enumerate(found):
        facts = {
            role: "carer" if number < 2 else "service user",
            place: "Ribbleton" if number == 5 else "the city",
            village: "Osmotherley",
        }
        project.make(ChangeParticipant(person.id, {"attributes": facts, "consent": "quote"}))
    return [person.id for person in found]


def made(project: Project, audience: Audience = Audience.TEAM, **choices: Any) -> ParticipantsTable:
    return project.read_copy(participants_table, ParticipantChoices(audience, **choices), NOON)


def rows(table: Table) -> list[list[str]]:
    return [[column.name for column in table.columns], *(table.text(row) for row in table.rows)]


def fact(value: ParticipantsTable, label: str) -> str:
    (facts,) = value.page.sections[0].parts
    assert isinstance(facts, Facts)
    return next((one.value for one in facts.lines if one.label == label), "")


def test_each_participant_has_what_may_be_printed_and_their_documents_words_and_excerpts(
    project: Project, people: list[str], code_it: CodeIt
) -> None:
    (document,) = project.conn.execute("SELECT id FROM document WHERE name = 'interview 01'").fetchone()
    code_it(document, "It is well", "1.1")
    code_it(document, "is well with", "1.1", "Bem")  # the same excerpt
    code_it(document, "with me now", "3.1")
    code_it(document, "How is it?", "3.1")  # an interviewer's
    head, first, second, *_ = rows(made(project).page.tables[-1])
    assert head == ["Participant", "role", "place", "Interviews", "Words", "Excerpts"]
    assert first == ["P01", "carer", "the city", "1", "6", "2"]
    assert second[3:] == ["1", "6", "0"]
    assert fact(made(project), "Codings counted").startswith("Everybody’s codings, merged")


def test_what_may_not_be_printed_is_in_no_table_even_for_the_team(project: Project, people: list[str]) -> None:
    assert "Osmotherley" not in str(made(project).page)
    with pytest.raises(Problem, match="“village” may not be printed"):
        made(project, attributes=(find_attribute(project.conn, "village"),))
    role = find_attribute(project.conn, "role")
    assert rows(made(project, attributes=(role,)).page.tables[-1])[0][1:3] == ["role", "Interviews"]
    (table,) = made(project, attributes=()).page.tables
    assert rows(table)[1] == ["P01", "1", "6", "0"]


def test_who_could_be_recognised_is_warned_of(project: Project, people: list[str]) -> None:
    found = recognised_in_table(project.conn, made(project))
    assert {one.who for one in found.people} == {"P01", "P02", "P06"}
    role = find_attribute(project.conn, "role")
    assert {one.who for one in recognised_in_table(project.conn, made(project, attributes=(role,))).people} == {
        "P01",
        "P02",
    }


def test_facts_that_tell_who_somebody_is_are_hidden_on_request(project: Project, people: list[str]) -> None:
    value = made(project, fewest=5)
    assert recognised_in_table(project.conn, value).people == ()
    by_attribute, table = value.page.tables
    told = {row[0]: row[1:3] for row in rows(table)[1:]}
    assert told["P01"] == [HIDDEN, "the city"] and told["P06"] == ["service user", HIDDEN]
    assert told["P03"] == ["service user", "the city"]
    assert ["carer", HIDDEN] in rows(by_attribute)
    # Ten of twelve would tell that the others are two.
    assert ["service user", HIDDEN] in rows(by_attribute)


def test_facts_shared_alone_but_not_together_are_hidden_one_by_one(project: Project, people: list[str]) -> None:
    role, place = (find_attribute(project.conn, one) for one in ("role", "place"))
    for number, one in enumerate(people):
        facts = {role: "carer" if number < 6 else "service user", place: "north" if number % 6 < 1 else "south"}
        project.make(ChangeParticipant(one, {"attributes": facts}))
    for one in people[1:5]:
        project.make(ChangeParticipant(one, {"attributes": {role: "carer", place: "north"}}))
    value = made(project, fewest=5)
    assert recognised_in_table(project.conn, value).people == ()
    hidden = [row for row in rows(value.page.tables[-1]) if HIDDEN in row]
    assert hidden and len(hidden) < len(people)


def test_who_withdrew_is_in_no_row_and_no_number(project: Project, people: list[str]) -> None:
    project.make(ChangeParticipant(people[0], {"consent": "withdrawn"}))
    by_attribute, table = made(project).page.tables
    assert rows(table)[1][0] == "P02"
    assert ["carer", "1"] in rows(by_attribute)
    assert fact(made(project), "Participants") == "11 participants in 11 interviews"


def test_consent_is_for_the_team_alone(project: Project, people: list[str]) -> None:
    project.make(ChangeParticipant(people[0], {"consent": "team only", "consent_until": "2020-01-01"}))
    project.make(ChangeParticipant(people[1], {"consent_until": "2030-12-31"}))
    table = rows(made(project, consent=True).page.tables[-1])
    assert [row[-1] for row in table[:4]] == [
        "Consent",
        "team only, ran out on 1 January 2020",
        "quote, until 31 December 2030",
        "quote",
    ]
    with pytest.raises(Problem, match="for the study team only"):
        made(project, Audience.OUTSIDE, consent=True)


def test_kinds_of_document_stand_side_by_side_and_are_never_added(
    project: Project, people: list[str], bring_in: BringIn
) -> None:
    bring_in("S01: I said so before.\nS13: And I did not.\n", "a group", Kind.FOCUS_GROUP)
    names = [person.labels[0] for person in participants(project.conn)]
    head, *others = rows(made(project, attributes=()).page.tables[-1])
    assert "Words in interviews" in head and "Words in focus groups" in head
    assert len(others) == len(names)
    alone = rows(made(project, attributes=(), kinds=frozenset(["focus group"])).page.tables[-1])
    assert alone[0] == ["Participant", "Focus groups", "Words", "Excerpts"] and len(alone) == 3


def test_who_only_answered_a_survey_is_left_out_and_counted_unless_asked_for(
    project: Project, people: list[str], bring_in: BringIn
) -> None:
    bring_in("S77: It is too far for me.\n", "an answer", Kind.SURVEY_ANSWER)
    value = made(project)
    assert len(value.page.tables[-1].rows) == 12
    assert fact(value, "Left out").startswith("1 participant who only answered a survey is not")
    asked = made(project, kinds=frozenset(["survey answer"]))
    assert len(asked.page.tables[-1].rows) == 1


def test_a_study_of_nobody_has_no_table(project: Project) -> None:
    with pytest.raises(Problem, match="no participants"):
        made(project)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".csv", ".md"])
def test_the_table_is_written_in_every_format(
    project: Project, people: list[str], tmp_path: Path, suffix: str
) -> None:
    written = page_writer(tmp_path / f"people{suffix}")(made(project).page)
    assert all(path.stat().st_size for path in written.paths)
