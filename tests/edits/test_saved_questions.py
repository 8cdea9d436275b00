"""Questions are kept under a name, each name once."""

from __future__ import annotations

import pytest

from qualcode.analysis.questions.saved import find_saved, saved_questions
from qualcode.edits.saved_questions import ForgetQuestion, RenameQuestion, SaveQuestion
from qualcode.problem import Problem
from qualcode.project.project import Project


def test_a_question_is_kept_under_its_name_by_whom_and_when(project: Project) -> None:
    made = project.make(SaveQuestion(" @night  shifts ", " code:1.1 and who:P03 "))
    assert made.label == "Saved question “night shifts”"
    (kept,) = saved_questions(project.conn)
    assert (kept.name, kept.words, kept.coder) == ("night shifts", "code:1.1 and who:P03", "Ana")
    assert kept.created_at.startswith("2026-03-12")
    project.undo()
    assert saved_questions(project.conn) == []


def test_a_name_is_given_once_unless_the_other_is_replaced(project: Project) -> None:
    project.make(SaveQuestion("Nights", "code:1.1"))
    with pytest.raises(Problem, match="Another question is saved as “nights”"):
        project.make(SaveQuestion("nights", "code:1.2"))
    project.make(SaveQuestion("nights", "code:1.2", instead=True))
    assert [(one.name, one.words) for one in saved_questions(project.conn)] == [("nights", "code:1.2")]
    project.make(SaveQuestion("Days", "code:3"))
    with pytest.raises(Problem, match="Another question"):
        project.make(RenameQuestion(find_saved(project.conn, "days").id, "NIGHTS"))


def test_a_saved_question_is_renamed_and_forgotten_and_comes_back(project: Project) -> None:
    edit = SaveQuestion("Nights", "code:1.1")
    project.make(edit)
    assert project.make(RenameQuestion(edit.id, "Late")).label == "The saved question “Nights” is called “Late”"
    project.make(ForgetQuestion(edit.id))
    with pytest.raises(Problem, match="no longer saved"):
        project.make(ForgetQuestion(edit.id))
    project.undo()
    assert find_saved(project.conn, "late").words == "code:1.1"


@pytest.mark.parametrize(("name", "words"), [("", "code:1"), ("Nights", "  "), ("@", "code:1")])
def test_a_question_without_a_name_or_words_is_not_saved(project: Project, name: str, words: str) -> None:
    with pytest.raises(Problem):
        project.make(SaveQuestion(name, words))
