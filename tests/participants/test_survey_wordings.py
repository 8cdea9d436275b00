"""A questionnaire gives columns the words in which they were asked."""

from __future__ import annotations

from pathlib import Path

from qualcode.participants.survey_guess import guessed_choices
from qualcode.participants.survey_wordings import Wording, with_wordings, wordings_in
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.survey_table import read_survey_table

QUESTIONNAIRE = """About you

1. What is your role?
Nurse
Peer worker
Carer

Q2) Which of these have helped?
Talking
Walking
None
Other

3. Anything else?
"""


def test_numbered_questions_are_read_with_the_choices_below_them() -> None:
    assert wordings_in(QUESTIONNAIRE) == [
        Wording("What is your role?", ("Nurse", "Peer worker", "Carer")),
        Wording("Which of these have helped?", ("Talking", "Walking", "None", "Other")),
        Wording("Anything else?", ()),
    ]


def test_boxes_and_their_other_find_their_question_and_choices_their_order(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    rows = "".join(
        f"{role},Talking,,{other}\n,,Walking,\n" for role, other in (("nurse", "singing"), ("carer", "tea")) * 4
    )
    path.write_text(f"What is your role?,Talking,Walking,Other\n{rows}", encoding="utf-8")
    choices = with_wordings(guessed_choices(read_survey_table(path)), wordings_in(QUESTIONNAIRE))
    role, helped, other = choices.questions
    assert role.type.choices == ("nurse", "Peer worker", "carer")
    assert (helped.wording, helped.name) == ("Which of these have helped?", "Which of these have helped?")
    assert other.name == "Which of these have helped? – other"


def test_a_real_questionnaire_tells_four_columns_called_other_apart(real_files: Path) -> None:
    folder = real_files / "surveys/freecodecamp"
    found = wordings_in(text_of((folder / "survey-questions.txt").read_bytes()).text)
    table = read_survey_table(folder / "2016 New Coders Survey Part 1.csv")
    choices = with_wordings(guessed_choices(table), found)
    ticked = [question.wording for question in choices.questions if question.is_ticked]
    assert ticked == [
        "Which types of in-person coding events have you attended?",
        "Which learning resources have you found helpful?",
        "Which coding-related podcasts have you found helpful?",
    ]
    others = [question.wording for question in choices.questions if question.wording.endswith("– other")]
    assert others == [f"{wording} – other" for wording in ticked]
    assert len({question.name.casefold() for question in choices.questions}) == len(choices.questions)
