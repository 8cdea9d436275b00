"""A whole survey taken out of a study: what goes with it, who stays, and one undo."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from qualcode.analysis.cells import Rows, Subject, participant
from qualcode.analysis.framework import ChartChoice, chart
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.survey_removal import find_survey, removal
from qualcode.analysis.surveys import answers, questions, surveys
from qualcode.analysis.withdrawals import documents_withdrawn
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.clock import FixedClock
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.edits.summaries import WriteSummary
from qualcode.edits.survey_removal import RemoveSurvey
from qualcode.edits.surveys import CodeAnswers
from qualcode.participants.survey_joining import Same
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.project.surveys import people_there, preview, read_survey, survey_arrival, what_goes

FIRST = "ID,Role,Please say why\nA1,nurse,It was a long way to go\nA2,carer,The bus did not come\nA3,nurse,n/a\n"
SECOND = "ID,Role,Age,Please say how\nA1,nurse,37,By asking people I know\nB2,carer,51,With a map and a friend\n"


def bring(project: Project, folder: Path, name: str, words: str) -> str:
    path = folder / f"{name}.csv"
    path.write_text(words, encoding="utf-8")
    survey = preview(*read_survey(path))
    edit = survey_arrival(survey, people_there=project.read(people_there, survey, Same.JOIN))
    project.make(edit)
    return edit.survey_id


def living(project: Project) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: project.conn.execute(f"SELECT * FROM {table} WHERE deleted_at IS NULL ORDER BY id").fetchall()
        for table in ("survey", "question", "participant", "attribute", "document")
    }


def test_all_that_came_with_a_survey_goes_with_it_and_one_undo_brings_it_back(
    project: Project, tmp_path: Path, codes: dict[str, str]
) -> None:
    survey = bring(project, tmp_path, "first", FIRST)
    asked = next(line for line in questions(project.conn) if line.is_open)
    ids = [line.document_id for line in answers(project.conn, asked.id)]
    project.make(CodeAnswers(ids, codes["1.2"]))
    before = {table: len(rows) for table, rows in living(project).items()}
    going = removal(project.conn, survey)
    assert what_goes(going) == "With it go 3 people, 2 answers, 2 codings, 0 memos, 0 quotes and 1 fact."
    project.make(RemoveSurvey(survey))
    assert {table: len(rows) for table, rows in living(project).items()} == dict.fromkeys(before, 0)
    assert surveys(project.conn) == [] and participants(project.conn) == []
    project.undo()
    assert {table: len(rows) for table, rows in living(project).items()} == before
    assert project.conn.execute("SELECT count(*) FROM coding_seen").fetchone() == (2,)


def test_what_was_written_of_a_surveys_people_is_said_to_go_with_them(
    project: Project, tmp_path: Path, codes: dict[str, str]
) -> None:
    survey = bring(project, tmp_path, "first", FIRST)
    (person, *_) = participants(project.conn)
    (role,) = [one for one in attributes(project.conn) if one.name == "Role"]
    project.make(WriteSummary(participant(person.id), codes["1.2"], "A long way."))
    project.make(WriteSummary(Subject(Rows.GROUPS, role.id, "nurse"), codes["1.2"], "All walk."))
    assert "0 quotes, 2 summaries and 1 fact." in what_goes(removal(project.conn, survey))
    project.make(RemoveSurvey(survey))
    assert chart(project.conn, ChartChoice(codes["1"])).rows == ()
    project.undo()
    assert [row.filled for row in chart(project.conn, ChartChoice(codes["1"])).rows] == [1, 0, 0]


def test_people_of_other_documents_and_surveys_stay_with_what_is_known_of_them(
    project: Project, clock: FixedClock, tmp_path: Path
) -> None:
    project.make(AddParticipant("A2"))
    clock.moment += timedelta(seconds=1)
    first = bring(project, tmp_path, "first", FIRST)
    clock.moment += timedelta(seconds=1)
    second = bring(project, tmp_path, "second", SECOND)
    going = removal(project.conn, first)
    assert [name for _, name in going.staying] == ["A2", "A1"]
    assert "2 people in it stay, being in the study without it: A2, A1." in what_goes(going)
    project.make(RemoveSurvey(first))
    facts = {one.name: one.id for one in attributes(project.conn)}
    known = {one.pseudonym: one.attributes for one in participants(project.conn)}
    assert known.keys() == {"A1", "A2", "B2"}
    assert known["A2"] == {facts["Role"]: "carer"}
    assert known["A1"].keys() == {facts["Role"], facts["Age"], second}
    assert [line.people for line in surveys(project.conn)] == [2]
    project.make(RemoveSurvey(second))
    assert [one.pseudonym for one in participants(project.conn)] == ["A1", "A2"]


def test_a_fact_that_the_team_kept_before_a_survey_stays_without_it(project: Project, tmp_path: Path) -> None:
    project.make(AddAttribute(NewAttribute("Role")))
    survey = bring(project, tmp_path, "first", FIRST)
    assert "fact" not in what_goes(removal(project.conn, survey))
    project.make(RemoveSurvey(survey))
    assert [one.name for one in attributes(project.conn)] == ["Role"]


def test_a_survey_taken_out_can_be_brought_in_again(project: Project, tmp_path: Path) -> None:
    survey = bring(project, tmp_path, "first", FIRST)
    project.make(RemoveSurvey(survey))
    again = bring(project, tmp_path, "first", FIRST)
    assert again != survey
    assert [one.pseudonym for one in participants(project.conn)] == ["A1", "A2", "A3"]
    assert [one.name for one in attributes(project.conn)] == ["Role"]


def test_a_survey_that_is_gone_or_that_nobody_knows_is_a_sentence(project: Project, tmp_path: Path) -> None:
    survey = bring(project, tmp_path, "first", FIRST)
    bring(project, tmp_path, "second", SECOND)
    assert find_survey(project.conn, "FIRST") == survey
    with pytest.raises(Problem, match="Several surveys fit"):
        find_survey(project.conn, "s")
    with pytest.raises(Problem, match="No survey is called"):
        find_survey(project.conn, "third")
    project.make(RemoveSurvey(survey))
    with pytest.raises(Problem, match="no longer in the study"):
        project.make(RemoveSurvey(survey))


@pytest.mark.parametrize("heading", ["ID", "Remark"])  # with ids of their own, and by their rows alone
def test_who_withdrew_is_not_forgotten_where_a_survey_is_taken_out_and_brought_in_again(
    project: Project, tmp_path: Path, heading: str
) -> None:
    words = FIRST.replace("ID", heading) if heading == "ID" else FIRST.replace("ID,", "").replace("A1,", "")
    words = words.replace("A2,", "").replace("A3,", "") if heading != "ID" else words
    survey = bring(project, tmp_path, "first", words)
    first, second, _ = participants(project.conn)
    project.make(ChangeParticipant(first.id, {"consent": "withdrawn"}))
    project.make(ChangeParticipant(second.id, {"consent": "quote"}))
    going = removal(project.conn, survey)
    assert what_goes(going).endswith(
        f"1 person withdrew, or agreed to less than to be quoted: {first.pseudonym}. That stays on record, and holds "
        "where the survey is brought in again."
    )
    assert what_goes(going).startswith("With it go 2 people, 2 answers")
    project.make(RemoveSurvey(survey))
    (left,) = participants(project.conn)
    assert (left.pseudonym, str(left.agreement.consent), left.attributes) == (first.pseudonym, "withdrawn", {})
    bring(project, tmp_path, "first", words)
    consents = {one.pseudonym: str(one.agreement.consent) for one in participants(project.conn)}
    assert consents[first.pseudonym] == "withdrawn"
    assert len(consents) == 3
    asked = next(line for line in questions(project.conn) if line.is_open)
    (kept,) = [line for line in answers(project.conn, asked.id) if line.participant_id == first.id]
    assert kept.document_id in documents_withdrawn(project.conn)
    project.undo()
    project.undo()
    assert {one.pseudonym for one in participants(project.conn)} == set(consents)
