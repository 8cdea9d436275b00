"""What becomes of a survey's columns: what tells who somebody is stays out, and three kinds of nothing stay apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qualcode.participants.attributes import AttributeKind
from qualcode.participants.survey_choices import AskedIf, QuestionChoice, Role, State, SurveyChoices
from qualcode.participants.survey_guess import guessed_choices
from qualcode.participants.survey_people import survey_people
from qualcode.participants.survey_private import why_private
from qualcode.problem import Problem
from qualcode.transcripts.survey_table import SurveyTable, read_survey_table

LONG = "It was a card on the board in the chemist’s that told me after years of not knowing where to go"


def table_of(tmp_path: Path, text: str) -> SurveyTable:
    path = tmp_path / "survey.csv"
    path.write_text(text, encoding="utf-8")
    return read_survey_table(path)


def roles(table: SurveyTable) -> dict[str, Role]:
    return {question.name: question.role for question in guessed_choices(table).questions}


def changed(choices: SurveyChoices, name: str, **fields: Any) -> SurveyChoices:
    return replace(
        choices,
        questions=tuple(replace(q, **fields) if q.name == name else q for q in choices.questions),
    )


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Email", ""),
        ("What is your e-mail address?", "x"),
        ("Q14", "ana@example.org"),
        ("IP Address", ""),
        ("Q15", "192.168.17.4"),
        ("Network ID", "5f57f20d14"),
        ("First name", "x"),
        ("Your name", "x"),
        ("Surname", "x"),
        ("Telephone number", ""),
        ("Q16", "+44 7700 900123"),
        ("Q17", "07700 900 123"),
        ("Postcode", ""),
        ("Zip", ""),
        ("Q18", "SW1A 1AA"),
        ("Date of birth", "x"),
        ("Latitude", "51.2"),
    ],
)
def test_what_tells_who_somebody_is_is_known_by_heading_or_by_content(heading: str, value: str) -> None:
    assert why_private(heading, [value, value.replace("1", "2"), value.replace("0", "3")])


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("What is the name of the service?", "Talking Space"),
        ("Mobile app used?", "no"),
        ("Age", "37"),
        ("Was the tip useful?", "yes"),
        ("How did you hear of it?", "by email from my doctor"),
        ("Salary", "450000"),
        ("Score", "1.2"),
    ],
)
def test_other_columns_are_not_taken_for_it(heading: str, value: str) -> None:
    assert why_private(heading, [value] * 5) == ""


def test_a_column_that_looks_private_is_off_with_its_reason_until_somebody_ticks_it(tmp_path: Path) -> None:
    table = table_of(tmp_path, f"ID,Email,Role,Comments\n1,a@b.org,nurse,{LONG}\n2,c@d.org,carer,{LONG} too\n")
    choices = guessed_choices(table)
    email = choices.find("Email")
    assert (email.role, email.off) == (Role.LEFT_OUT, "looks like e-mail addresses")
    ticked = changed(choices, "Email", role=Role.FACT)
    assert "a@b.org" in survey_people(table, ticked).people[0].facts.values()
    assert "a@b.org" not in repr(survey_people(table, choices).people)


def test_id_open_answers_and_facts_are_guessed(tmp_path: Path) -> None:
    rows = "".join(
        f"{n},2026-01-0{n},{'nurse' if n % 2 else 'carer'},{30 + n},Often,{LONG} {n}\n" for n in range(1, 9)
    )
    table = table_of(tmp_path, f"Respondent ID,Timestamp,Role,Age,How often?,Tell us more\n{rows}")
    guessed = roles(table)
    assert guessed["Respondent ID"] is Role.ID
    assert guessed["Timestamp"] is Role.LEFT_OUT
    assert guessed["Tell us more"] is Role.OPEN
    assert guessed_choices(table).find("Age").type.kind is AttributeKind.NUMBER
    assert guessed_choices(table).find("Role").type.kind is AttributeKind.CHOICE


def test_boxes_to_tick_are_one_question_with_several_choices(tmp_path: Path) -> None:
    table = table_of(
        tmp_path, "Role,Talking,Walking,None\nnurse,Talking,Walking,\ncarer,,,None\nnurse,,,\nnurse,Talking,,\n"
    )
    people = survey_people(table, guessed_choices(table))
    boxes = people.questions[1]
    assert boxes.question.type.kind is AttributeKind.SEVERAL
    assert boxes.question.type.choices == ("Talking", "Walking", "None")
    assert [person.facts.get(1) for person in people.people] == ["Talking; Walking", "None", None, "Talking"]
    assert boxes.states == {State.ANSWERED: 3, State.NONE: 0, State.BLANK: 1, State.NOT_ASKED: 0}


def test_not_applicable_is_no_answer_to_a_closed_question_but_none_of_the_choices_is(tmp_path: Path) -> None:
    rows = ["Never", "Often", "Never", "None", "None", "n/a", "Often", "", "Not applicable", "None", "Often", "Never"]
    table = table_of(tmp_path, "Help,Age\n" + "".join(f"{row},4\n" for row in rows))
    people = survey_people(table, guessed_choices(table))
    assert people.questions[0].states == {State.ANSWERED: 9, State.NONE: 2, State.BLANK: 1, State.NOT_ASKED: 0}


def survey_with_routing(tmp_path: Path) -> tuple[SurveyTable, SurveyChoices]:
    table = table_of(
        tmp_path,
        f"Went?,Why?,More\nYes,{LONG},\nYes,n/a,\nYes,,\nNo,,\nNo,I said it all the same though nobody asked,\n,,x\n",
    )
    choices = guessed_choices(table)
    choices = changed(choices, "Why?", role=Role.OPEN, asked_if=AskedIf("Went?", ("yes",)))
    return table, choices


def test_not_asked_left_blank_and_none_are_three_things(tmp_path: Path) -> None:
    people = survey_people(*survey_with_routing(tmp_path))
    assert [State(person.states[1:2] or State.BLANK) for person in people.people] == [
        State.ANSWERED, State.NONE, State.BLANK, State.NOT_ASKED, State.ANSWERED, State.NOT_ASKED,
    ]  # fmt: skip
    assert people.questions[1].states == {State.ANSWERED: 2, State.NONE: 1, State.BLANK: 1, State.NOT_ASKED: 2}
    assert any("1 answered without being asked (line 6)" in sentence for sentence in people.odd)
    assert [len(person.answers) for person in people.people] == [1, 0, 0, 0, 1, 0]
    assert people.people[1].facts[1] == "n/a"


def test_a_question_asked_only_after_itself_is_refused(tmp_path: Path) -> None:
    table, choices = survey_with_routing(tmp_path)
    ring = changed(choices, "Went?", asked_if=AskedIf("Why?", ("x",)))
    with pytest.raises(Problem, match="only if itself"):
        survey_people(table, ring)


def test_an_impossible_age_stays_as_it_is_and_is_listed(tmp_path: Path) -> None:
    ages = [37, 44, -1726, 29, 51, 33, 62, 40, 38, 27, 45]
    table = table_of(tmp_path, "Age,Role\n" + "".join(f"{age},nurse\n" for age in ages))
    people = survey_people(table, guessed_choices(table))
    assert people.people[2].facts[0] == "-1726"
    assert any("“-1726” (line 4) cannot be an age" in sentence for sentence in people.odd)


def test_an_answer_is_kept_exactly_as_it_was_written(tmp_path: Path) -> None:
    said = f"  {LONG}\n\nand “more” \u00a0"
    table = table_of(tmp_path, f'ID,Comments\n1,"{said}"\n2,{LONG}\n')
    answer = survey_people(table, guessed_choices(table)).people[0].answers[0]
    assert answer.text == said
    assert answer.words.of(answer.text) == said.strip()


def test_people_are_called_by_their_id_only_where_that_is_one_for_each_and_no_name(tmp_path: Path) -> None:
    def called(ids: list[str]) -> list[str]:
        table = table_of(tmp_path, "ID,Role\n" + "".join(f"{one},nurse\n" for one in ids))
        choices = guessed_choices(table)
        if choices.id_column is None:
            first = choices.questions[0]
            choices = replace(choices, questions=(replace(first, role=Role.ID), *choices.questions[1:]))
        return [person.pseudonym for person in survey_people(table, choices).people]

    assert called(["A-17", "A-18"]) == ["A-17", "A-18"]
    assert called(["Anna", "Bob"]) == ["R0001", "R0002"]
    assert called(["A-17", "A-17", "A-18"]) == ["R0001", "R0002", "R0003"]
    assert called(["995106cd710ec2af", "ee9b99ff3a221d11"]) == ["R0001", "R0002"]


def test_nothing_chosen_is_a_sentence(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Role,Age\nnurse,37\n")
    out: tuple[QuestionChoice, ...] = tuple(
        replace(question, role=Role.LEFT_OUT) for question in guessed_choices(table).questions
    )
    with pytest.raises(Problem, match="No column"):
        survey_people(table, SurveyChoices("s", out))


def test_the_guess_for_a_large_real_survey_leaves_out_what_tells_who_people_are(real_files: Path) -> None:
    table = read_survey_table(real_files / "surveys/freecodecamp/2016 New Coders Survey Part 1.csv")
    choices = guessed_choices(table)
    left = [question.name for question in choices.questions if question.role is Role.LEFT_OUT]
    assert left == ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
    assert [len(q.columns) for q in choices.questions if q.is_ticked] == [9, 11, 5]
    assert choices.id_column == 0
