"""A survey in a study: one action, only what was chosen, nothing twice, and alike answers coded together."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.analysis.documents import codings_of, documents, open_document
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.samples import draw, methods_sentence, samples, shares_of
from qualcode.analysis.survey_counts import counts
from qualcode.analysis.surveys import (
    AnswerFilter,
    QuestionLine,
    answers,
    find_attribute,
    find_question,
    grouped,
    question_of,
    questions,
    surveys,
)
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.surveys import CodeAnswers, ImportSurvey, MarkSample
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.participants.survey_choices import AskedIf, Role, State, SurveyChoices
from qualcode.participants.survey_guess import as_role
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival

ROWS = [
    ["ID", "Email", "Role", "Age", "Went?", "What helped?", "Anything else?"],
    ["A1", "ana@example.org", "nurse", "37", "Yes", "Talking to people. It helps!", "none"],
    ["A2", "bem@example.org", "carer", "-1726", "Yes", "talking  to people. it helps!", ""],
    ["A3", "cy@example.org", "nurse", "51", "No", "", "N/A"],
    ["A4", "dee@example.org", "", "33", "Yes", "", "A walk by the river"],
    ["A5", "eve@example.org", "carer", "29", "Yes", " A card on the board,\nin the chemist’s ", ""],
]


@pytest.fixture
def survey_file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(ROWS)
    return path


def chosen(choices: SurveyChoices, table_values: Callable[[int], list[str]]) -> SurveyChoices:
    """The last two questions open, the first of them asked only of those who went."""
    kept = []
    for question in choices.questions:
        if question.name in ("What helped?", "Anything else?"):
            question = as_role(question, Role.OPEN, table_values(question.columns[0]))
        elif question.name in ("Role", "Went?", "Age"):
            question = as_role(question, Role.FACT, table_values(question.columns[0]))
        if question.name == "What helped?":
            question = replace(question, routing="If you went", asked_if=AskedIf("Went?", ("Yes",)))
        kept.append(question)
    return replace(choices, questions=tuple(kept))


def arrival(path: Path) -> ImportSurvey:
    table, guessed = read_survey(path)
    return survey_arrival(preview(table, chosen(guessed, table.values)))


@pytest.fixture
def surveyed(project: Project, survey_file: Path) -> Project:
    project.make(arrival(survey_file))
    return project


def tables(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Everything living that an import may add."""
    return {
        table: project.conn.execute(f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id").fetchall()
        for table in (
            "survey",
            "question",
            "participant",
            "speaker",
            "attribute",
            "document",
            "text_version",
            "sample",
        )
    }


def test_each_row_is_a_participant_and_each_answer_a_short_document_in_their_words(surveyed: Project) -> None:
    people = participants(surveyed.conn)
    assert [person.pseudonym for person in people] == ["A1", "A2", "A3", "A4", "A5"]
    lines = documents(surveyed.conn)
    assert [line.name for line in lines] == ["Q4 · A1", "Q4 · A2", "Q5 · A4", "Q4 · A5"]
    assert {(line.kind, line.reading_state, line.turns) for line in lines} == {("survey answer", "new", 1)}
    opened = open_document(surveyed.conn, lines[3].id)
    assert opened is not None
    assert opened.text == ROWS[5][5]
    assert [turn.span.of(opened.text) for turn in opened.turns] == [ROWS[5][5].strip()]
    assert [speaker.shown for speaker in opened.speakers.values()] == ["A5"]


def test_wording_and_routing_are_kept_with_the_question(surveyed: Project) -> None:
    question = find_question(surveyed.conn, "what helped")
    assert (question.label, question.wording) == ("Q4", "What helped?")
    assert (question.routing, question.asked_if) == ("If you went", "Went? = Yes")


def test_an_answer_knows_its_question_and_other_documents_have_none(
    surveyed: Project, bring_in: Callable[..., str]
) -> None:
    asked = [question_of(surveyed.conn, line.id) for line in documents(surveyed.conn)]
    assert [question.wording if question else "" for question in asked] == [
        "What helped?", "What helped?", "Anything else?", "What helped?",
    ]  # fmt: skip
    assert question_of(surveyed.conn, bring_in()) is None


def test_what_is_left_out_is_nowhere_in_the_files_of_the_study(surveyed: Project) -> None:
    surveyed.back_up_if_changed()
    path = surveyed.path
    surveyed.close()
    kept = [file.read_bytes() for file in path.parent.rglob("*") if file.is_file() and ".qualcode" in str(file)]
    assert any("chemist’s".encode() in data for data in kept)
    for data in kept:
        for encoding in ("utf-8", "utf-16-le"):
            assert "@example.org".encode(encoding) not in data


def test_one_undo_takes_the_whole_survey_back_and_redo_brings_it_again(project: Project, survey_file: Path) -> None:
    before = tables(project)
    project.make(arrival(survey_file))
    after = tables(project)
    project.undo()
    assert tables(project) == before
    assert surveys(project.conn) == []
    project.redo()
    assert tables(project) == after


def test_a_second_import_of_the_same_file_adds_nothing(surveyed: Project, survey_file: Path) -> None:
    before = tables(surveyed)
    again = arrival(survey_file)
    made = surveyed.make(again)
    assert again.already and made.changes == ()
    assert tables(surveyed) == before


def test_a_survey_taken_back_can_be_brought_in_otherwise(surveyed: Project, survey_file: Path) -> None:
    surveyed.undo()
    table, guessed = read_survey(survey_file)
    edit = survey_arrival(preview(table, replace(guessed, number_people=True)))
    surveyed.make(edit)
    assert not edit.already
    assert participants(surveyed.conn)[0].pseudonym == "R0001"
    assert len({attribute.name for attribute in attributes(surveyed.conn)}) == len(attributes(surveyed.conn))


def test_another_survey_with_the_same_ids_brings_other_people(surveyed: Project, tmp_path: Path) -> None:
    other = tmp_path / "second.csv"
    other.write_text("ID,Role\nA1,nurse\nA2,carer\n", encoding="utf-8")
    surveyed.make(survey_arrival(preview(*read_survey(other))))
    assert [p.pseudonym for p in participants(surveyed.conn)][-2:] == ["S2-A1", "S2-A2"]
    assert [a.name for a in attributes(surveyed.conn)].count("Role") == 1
    assert [line.people for line in surveys(surveyed.conn)] == [5, 2]


def test_an_answer_that_was_withdrawn_by_itself_is_counted_by_no_list_and_told_of(surveyed: Project) -> None:
    (before,) = surveys(surveyed.conn)
    (one,) = surveyed.conn.execute("SELECT min(id) FROM document WHERE question_id IS NOT NULL").fetchone()
    surveyed.make(ChangeDocument(one, {"consent": "withdrawn"}))
    (now,) = surveys(surveyed.conn)
    assert (now.people, now.answers) == (before.people, before.answers - 1)
    assert (before.withdrew, now.withdrew) == ("", "1 document was withdrawn and is not counted")
    assert now.answers == sum(line.answers for line in questions(surveyed.conn))


def test_a_cancelled_import_leaves_the_study_as_it_was(project: Project, survey_file: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, of: int) -> None:
        raise Stopped

    before = tables(project)
    table, guessed = read_survey(survey_file)
    with pytest.raises(Stopped):
        survey_arrival(preview(table, guessed), progress=stop)
    assert tables(project) == before


def test_not_asked_left_blank_and_none_have_their_own_numbers_and_every_percentage_its_base(
    surveyed: Project,
) -> None:
    conn = surveyed.conn
    helped = counts(conn, find_question(conn, "Q4"))
    assert dict(helped.total.states) == {State.ANSWERED: 3, State.NONE: 0, State.BLANK: 1, State.NOT_ASKED: 1}
    other = counts(conn, find_question(conn, "Q5"))
    assert dict(other.total.states) == {State.ANSWERED: 1, State.NONE: 2, State.BLANK: 2, State.NOT_ASKED: 0}
    assert other.base.startswith("Of 5 people, 1 answered, 2 said none or n/a, 2 left blank.")
    role = counts(conn, find_question(conn, "Role"), find_attribute(conn, "Went?"))
    assert role.values == ("carer", "nurse")
    assert (role.total.values, role.total.answered, role.total.people) == ((2, 2), 4, 5)
    assert [(group.name, group.values, group.people) for group in role.groups] == [
        ("No", (0, 1), 1),
        ("Yes", (2, 1), 4),
    ]
    assert role.total.share(0) == 50.0


def test_a_fact_changed_after_the_import_counts_as_it_is_now(surveyed: Project) -> None:
    conn = surveyed.conn
    fourth = next(person for person in participants(conn) if person.pseudonym == "A4")
    surveyed.make(ChangeParticipant(fourth.id, {}, {"Role": "nurse"}))
    assert counts(conn, find_question(conn, "Role")).total.values == (2, 3)


def test_an_impossible_age_is_kept_and_what_is_odd_stays_with_the_survey(surveyed: Project) -> None:
    conn = surveyed.conn
    age = find_attribute(conn, "Age")
    assert "-1726" in {person.attributes.get(age) for person in participants(conn)}
    assert any("“-1726” (line 3) cannot be an age" in sentence for sentence in surveys(conn)[0].odd)


def helped(project: Project) -> QuestionLine:
    return find_question(project.conn, "What helped?")


def test_answers_in_the_same_words_are_listed_once_with_their_number(surveyed: Project) -> None:
    groups = grouped(answers(surveyed.conn, helped(surveyed).id))
    assert [(group.words, len(group.answers)) for group in groups] == [
        ("Talking to people. It helps!", 2),
        ("A card on the board,\nin the chemist’s", 1),
    ]


def test_alike_answers_are_coded_in_one_action_and_undone_in_one(surveyed: Project, codes: dict[str, str]) -> None:
    conn = surveyed.conn
    group = grouped(answers(conn, helped(surveyed).id))[0]
    made = surveyed.make(CodeAnswers(group.document_ids, codes["1.2"]))
    assert made.label == "“Routes in” on 2 answers"
    for document_id, line in zip(group.document_ids, group.answers, strict=True):
        opened = open_document(conn, document_id)
        assert opened is not None
        (coding,) = codings_of(conn, document_id)
        assert opened.text[coding.start : coding.stop].strip() == line.words
    left = answers(conn, helped(surveyed).id, AnswerFilter(coded=False))
    assert [line.pseudonym for line in left] == ["A5"]
    assert questions(conn)[3].coded == 2
    surveyed.undo()
    assert len(answers(conn, helped(surveyed).id, AnswerFilter(coded=False))) == 3


def test_an_answer_that_is_gone_cannot_be_coded(surveyed: Project, codes: dict[str, str]) -> None:
    group = grouped(answers(surveyed.conn, helped(surveyed).id))[0]
    surveyed.make(RemoveDocument(group.document_ids[0]))
    with pytest.raises(Problem, match="no longer in the study"):
        surveyed.make(CodeAnswers(group.document_ids, codes["1.2"]))


def test_answers_are_filtered_by_facts_and_words(surveyed: Project) -> None:
    conn = surveyed.conn
    role = find_attribute(conn, "role")

    def who(wanted: AnswerFilter) -> list[str]:
        return [line.pseudonym for line in answers(conn, helped(surveyed).id, wanted)]

    assert who(AnswerFilter({role: "Carer"})) == ["A2", "A5"]
    assert who(AnswerFilter({role: "carer"}, words="CARD on")) == ["A5"]
    assert who(AnswerFilter({role: "not stated"})) == []


# Samples


@pytest.fixture
def hundred(project: Project, tmp_path: Path) -> Project:
    """A survey of a hundred answers by 50 nurses, 30 carers, 15 peers and 5 who did not say."""
    path = tmp_path / "hundred.csv"
    who = ["nurse"] * 50 + ["carer"] * 30 + ["peer"] * 15 + [""] * 5
    rows = "".join(
        f"{n},{role},It was person {n % 60} who told me where to go and what to ask\n" for n, role in enumerate(who)
    )
    path.write_text(f"ID,Role,Please say how\n{rows}", encoding="utf-8")
    project.make(survey_arrival(preview(*read_survey(path))))
    return project


def test_a_sample_is_proportional_by_the_largest_remainder() -> None:
    assert shares_of({"a": 50, "b": 30, "c": 15, "d": 5}, 10) == {"a": 5, "b": 3, "c": 2, "d": 0}
    assert shares_of({"a": 2, "b": 1}, 9) == {"a": 2, "b": 1}
    assert shares_of({"a": 1, "b": 1, "c": 1}, 2) == {"a": 1, "b": 1, "c": 0}
    assert sum(shares_of({"a": 917, "b": 1204, "c": 545}, 300).values()) == 300


def test_the_same_seed_draws_the_same_set_and_another_seed_another(hundred: Project) -> None:
    conn = hundred.conn
    role = find_attribute(conn, "Role")
    one, again, other = (draw(conn, 20, seed, by=role) for seed in (7, 7, 8))
    assert one == again
    assert one.documents != other.documents
    assert [(stratum.name, stratum.drawn) for stratum in one.strata] == [
        ("carer", 6), ("nurse", 10), ("peer", 3), ("not stated", 1),
    ]  # fmt: skip


def test_the_same_file_gives_the_same_sample_in_another_study(hundred: Project, tmp_path: Path) -> None:
    def names(project: Project) -> list[str]:
        drawn = draw(project.conn, 12, 7, by=find_attribute(project.conn, "Role"))
        by_id = {line.id: line.name for line in documents(project.conn)}
        return [by_id[one] for one in drawn.documents]

    with Project.create(tmp_path / "other.qualcode", "Other") as other:
        other.sign_in("Bem")
        other.make(survey_arrival(preview(*read_survey(tmp_path / "hundred.csv"))))
        assert len(names(hundred)) == 12
        assert names(other) == names(hundred) == sorted(names(hundred), key=lambda name: int(name.split()[-1]))


def test_a_sample_is_kept_with_its_sentence_and_answers_are_found_by_it(hundred: Project) -> None:
    conn = hundred.conn
    edit = MarkSample(draw(conn, 20, 7, by=find_attribute(conn, "Role")), "First", hundred.coder_id)
    hundred.make(edit)
    (kept,) = samples(conn)
    assert kept.sentence == (
        "Of 100 survey answers, 20 were drawn at random in proportion to Role (largest remainder, seed 7): "
        "carer 6 of 30, nurse 10 of 50, peer 3 of 15, not stated 1 of 5."
    )
    question = next(line for line in questions(conn) if line.is_open)
    assert len(answers(conn, question.id, AnswerFilter(sample_id=edit.id))) == 20
    assert len(answers(conn, question.id, AnswerFilter(for_coder=hundred.coder_id))) == 20
    hundred.undo()
    assert samples(conn) == []
    assert answers(conn, question.id, AnswerFilter(for_coder=hundred.coder_id)) == []


def test_a_report_says_how_the_sample_was_drawn(hundred: Project) -> None:
    hundred.make(MarkSample(draw(hundred.conn, 20, 7, by=find_attribute(hundred.conn, "Role")), "First"))
    made = report(hundred.conn, ReportChoices(), datetime(2026, 1, 1, tzinfo=UTC))
    (told,) = [fact.value for fact in made.sources.facts if fact.label == "Sample of answers"]
    assert "20" in told
    assert "7" in told


def test_a_sample_of_everything_and_of_nothing_say_so(hundred: Project, project: Project) -> None:
    assert methods_sentence(100, 100, 7, None, None, ()) == "All 100 survey answers are in the sample."
    with pytest.raises(Problem, match="at least one"):
        draw(hundred.conn, 0, 7)


# Real files


def plain_rows(path: Path) -> list[dict[str, str]]:
    """The file counted another way: Python's own reader, nothing else."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_numbers_of_a_real_survey_are_those_of_a_plain_recount(project: Project, real_files: Path) -> None:
    path = real_files / "surveys/mental_health_in_tech_2014_raw.csv"
    edit = survey_arrival(preview(*read_survey(path)))
    project.make(edit)
    assert (edit.people, edit.answers) == (1_259, 162)  # of 164 comments one is a dash, one a space
    rows = plain_rows(path)
    conn = project.conn
    for name, by in (("treatment", "family_history"), ("work_interfere", "remote_work"), ("Gender", "leave")):
        counted = counts(conn, find_question(conn, name), find_attribute(conn, by))
        cells = Counter((" ".join(row[name].split()), row[by]) for row in rows if row[name] != "NA")
        for group in counted.groups:
            for place, value in enumerate(counted.values):
                assert group.values[place] == cells[value, group.name]
            assert group.people == sum(row[by] == group.name for row in rows)
        assert counted.total.states[State.BLANK] == sum(row[name] == "NA" for row in rows)
    ages = {person.attributes.get(find_attribute(conn, "Age")) for person in participants(conn)}
    assert {"-1726", "99999999999", "329", "-29"} <= ages
    with_words = {row["comments"].strip() for row in rows} - {"NA", "-", ""}
    question = next(line for line in questions(conn) if line.is_open)
    assert {line.words for line in answers(conn, question.id)} == with_words


def test_boxes_and_choices_of_a_large_real_survey_agree_with_a_plain_recount(
    project: Project, real_files: Path
) -> None:
    path = real_files / "surveys/freecodecamp/2016 New Coders Survey Part 1.csv"
    edit = survey_arrival(preview(*read_survey(path)))
    project.make(edit)
    assert edit.people == 15_653
    with path.open(encoding="utf-8", newline="") as file:
        heads, *rows = list(csv.reader(file))
    conn = project.conn
    events = counts(conn, find_question(conn, "coffee-and-codes"))
    assert events.is_several
    for place, value in enumerate(events.values):
        column = heads.index(value)
        assert events.total.values[place] == sum(bool(row[column]) for row in rows)
    nobody = sum(not any(row[9:18]) for row in rows)
    assert events.total.states[State.BLANK] == nobody
    prefer = counts(conn, find_question(conn, "Would you prefer to..."))
    plain = Counter(row[2].strip() for row in rows if row[2].strip())
    assert dict(zip(prefer.values, prefer.total.values, strict=True)) == plain
    stored = "".join(row[0] for row in conn.execute("SELECT attributes FROM participant LIMIT 50"))
    assert all(row[50] not in stored for row in rows[:50])


def test_comments_in_a_workbook_come_in_as_answers(project: Project, real_files: Path) -> None:
    path = real_files / "coded/hlcta_chinese/Coded data.xlsx"
    edit = survey_arrival(preview(*read_survey(path)))
    project.make(edit)
    assert (edit.people, edit.answers) == (2_729, 2_729)
    theme = counts(project.conn, find_question(project.conn, "Theme"))
    assert sum(theme.total.values) == theme.total.answered
    assert any("CommentID" in sentence for sentence in surveys(project.conn)[0].odd)


def test_whoever_has_withdrawn_is_not_drawn_and_not_in_the_base(surveyed: Project) -> None:
    question = find_question(surveyed.conn, "Anything else?").id
    everybody = draw(surveyed.conn, 10, 7, question_id=question)
    gone = next(one for one in participants(surveyed.conn) if one.pseudonym == "A4")
    surveyed.make(ChangeParticipant(gone.id, {"consent": "withdrawn"}))
    drawn = draw(surveyed.conn, 10, 7, question_id=question)
    assert len(drawn.documents) == drawn.drawn_from == everybody.drawn_from - 1


def test_a_sample_says_how_many_were_drawn_though_one_was_taken_out_since(surveyed: Project) -> None:
    question = find_question(surveyed.conn, "What helped?").id
    drawn = draw(surveyed.conn, 2, 7, question_id=question)
    surveyed.make(MarkSample(drawn, "first"))
    before = samples(surveyed.conn)[0].sentence
    surveyed.make(RemoveDocument(drawn.documents[0]))
    (line,) = samples(surveyed.conn)
    assert len(line.documents) == 1
    assert line.sentence == f"{before} 1 of them was taken out of the study since."
