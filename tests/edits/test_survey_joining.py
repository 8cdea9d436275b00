"""Rows of a survey that are people already in the study: found by their id, never silently overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.analysis.people import attributes, participants
from qualcode.analysis.surveys import answers, questions, surveys
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.participants import AddParticipant, ChangeParticipant, RemoveParticipant
from qualcode.edits.surveys import ImportSurvey
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.survey_joining import Joining, Same
from qualcode.participants.survey_people import SurveyPeople
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.project.surveys import people_there, preview, read_survey, survey_arrival

ROWS = (
    "ID,Role,Age,Please say why\n"
    "p01,nurse,37,It was a long way to go\n"
    "X9,carer,51,The bus did not come at all\n"
    "P03,nurse,44,I had nobody to talk to\n"
)


@pytest.fixture
def people(project: Project) -> dict[str, str]:
    """Three people of the study by their pseudonyms; the role of one is known."""
    project.make(AddAttribute(NewAttribute("Role", AttributeKind.CHOICE, ("carer", "nurse"))))
    ids = {}
    for name in ("P01", "P02", "P03"):
        edit = AddParticipant(name)
        project.make(edit)
        ids[name] = edit.id
    project.make(ChangeParticipant(ids["P01"], {}, {"Role": "carer"}))
    return ids


def survey_of(folder: Path, words: str = ROWS) -> SurveyPeople:
    path = folder / "spring.csv"
    path.write_text(words, encoding="utf-8")
    return preview(*read_survey(path))


def met(project: Project, survey: SurveyPeople, how: Same = Same.JOIN) -> Joining:
    return project.read(people_there, survey, how)


def bring(project: Project, survey: SurveyPeople, how: Same = Same.JOIN) -> ImportSurvey:
    edit = survey_arrival(survey, people_there=met(project, survey, how))
    project.make(edit)
    return edit


def facts(project: Project) -> dict[str, dict[str, str]]:
    """What is known of everybody, by name."""
    names = {one.id: one.name for one in attributes(project.conn)}
    return {
        person.pseudonym: {names[key]: value for key, value in person.attributes.items() if key in names}
        for person in participants(project.conn)
    }


def test_rows_join_the_people_of_their_id_and_the_preview_says_so_before(
    project: Project, people: dict[str, str], tmp_path: Path
) -> None:
    survey = survey_of(tmp_path)
    assert met(project, survey).said == "2 rows are people already in the study: P01, P03."
    edit = bring(project, survey)
    assert (edit.people, edit.joined, edit.answers) == (1, 2, 3)
    assert [one.pseudonym for one in participants(project.conn)] == ["X9", "P01", "P02", "P03"]
    asked = next(line for line in questions(project.conn) if line.is_open)
    first = answers(project.conn, asked.id)[0]
    assert (first.pseudonym, first.participant_id) == ("P01", people["P01"])
    assert [line.people for line in surveys(project.conn)] == [3]


def test_what_the_study_knows_stays_and_the_difference_is_listed(
    project: Project, people: dict[str, str], tmp_path: Path
) -> None:
    survey = survey_of(tmp_path)
    doubt = "Role: P01 “carer”, in the survey “nurse”. What the study has stays."
    assert met(project, survey).doubts == (doubt,)
    bring(project, survey)
    assert facts(project)["P01"] == {"Role": "carer", "Age": "37"}
    assert facts(project)["P03"] == {"Role": "nurse", "Age": "44"}
    assert doubt in surveys(project.conn)[0].odd


def test_the_surveys_facts_take_the_place_only_where_that_is_wished(
    project: Project, people: dict[str, str], tmp_path: Path
) -> None:
    survey = survey_of(tmp_path)
    assert met(project, survey, Same.REPLACE).doubts[0].endswith("What the survey says takes its place.")
    bring(project, survey, Same.REPLACE)
    assert facts(project)["P01"]["Role"] == "nurse"
    project.undo()
    assert facts(project)["P01"] == {"Role": "carer"}


def test_people_with_the_same_ids_can_be_kept_apart(project: Project, people: dict[str, str], tmp_path: Path) -> None:
    survey = survey_of(tmp_path)
    assert met(project, survey, Same.APART).said.endswith("; kept apart, as other people.")
    edit = bring(project, survey, Same.APART)
    assert (edit.people, edit.joined) == (3, 0)
    assert facts(project)["P01"] == {"Role": "carer"}
    assert len(participants(project.conn)) == 6


def test_an_id_that_stands_twice_joins_nobody(project: Project, people: dict[str, str], tmp_path: Path) -> None:
    survey = survey_of(tmp_path, ROWS + "P01,nurse,20,The second row of one id\n")
    if survey.choices.id_column is None:
        survey = preview(survey.table, survey.choices)
    found = met(project, survey)
    assert [one.name for one in found.people.values()] in (["P03"], [])
    edit = bring(project, survey)
    assert edit.people + edit.joined == 4
    assert "Age" not in facts(project)["P01"]


def test_whoever_withdrew_is_named(project: Project, people: dict[str, str], tmp_path: Path) -> None:
    project.make(ChangeParticipant(people["P03"], {"consent": "withdrawn"}))
    doubts = met(project, survey_of(tmp_path)).doubts
    assert doubts[0] == "Withdrawn in the study, which holds for this survey too: P03."


def test_somebody_who_left_the_study_meanwhile_stops_the_import(
    project: Project, people: dict[str, str], tmp_path: Path
) -> None:
    survey = survey_of(tmp_path)
    edit = survey_arrival(survey, people_there=met(project, survey))
    project.make(RemoveParticipant(people["P03"]))
    with pytest.raises(Problem, match="no longer in the study"):
        project.make(edit)
    assert surveys(project.conn) == []
