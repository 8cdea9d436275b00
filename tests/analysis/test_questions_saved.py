"""Questions kept under a name and asked within others, and questions of the charts."""

from __future__ import annotations

import pytest

from qualcode.analysis.cells import participant
from qualcode.analysis.questions.asked import excerpts_for, people_for, question_of
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.saved import find_saved, saved_questions
from qualcode.edits.codebook import ChangeCode
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.edits.summaries import WriteSummary
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.analysis.question_study import Asked, make


@pytest.fixture
def asked(project: Project) -> Asked:
    return make(project)


def ids(made: Asked, words: str) -> list[str]:
    return [one.id for one in excerpts_for(made.project.conn, words)]


def test_a_saved_question_is_found_by_its_name_in_any_case(asked: Asked) -> None:
    asked.project.make(SaveQuestion("Wet days", "code:1.1 rain*"))
    asked.project.make(SaveQuestion("against", "against:yes"))
    assert [(one.name, one.coder) for one in saved_questions(asked.project.conn)] == [
        ("against", "Ana"),
        ("Wet days", "Ana"),
    ]
    assert find_saved(asked.project.conn, "@wet  DAYS").words == "code:1.1 rain*"
    with pytest.raises(Problem, match="No question is saved as “wet day”") as raised:
        find_saved(asked.project.conn, "wet day")
    assert raised.value.detail == "Nearest: “Wet days”."


def test_a_saved_question_stands_in_another_as_if_in_brackets(asked: Asked) -> None:
    asked.project.make(SaveQuestion("wet or bus", "rain* or bus"))
    asked.project.make(SaveQuestion("twice", "not @“wet or bus”"))
    assert ids(asked, "kind:interview @“wet or bus”") == ids(asked, "kind:interview (rain* or bus)") != []
    assert ids(asked, "@twice") == ids(asked, "not (rain* or bus)") != []


@pytest.mark.parametrize("words", ["1.2", "weather", "1.1 Weather", "The group"])
def test_a_code_alone_means_that_code_in_a_saved_question_too(asked: Asked, words: str) -> None:
    asked.project.make(SaveQuestion("mine", words))
    assert ids(asked, "@mine") == ids(asked, words) != []
    assert ids(asked, "kind:interview @mine") == [one for one in ids(asked, words) if one in ids(asked, "doc:Rain")]


def test_a_saved_question_keeps_how_near_its_codes_must_lie(asked: Asked) -> None:
    asked.project.make(SaveQuestion("together", "code:1.1 and code:2.1 in:document"))
    assert (
        ids(asked, "@together")
        == ids(asked, "code:1.1 and code:2.1 in:document")
        != ids(asked, "code:1.1 and code:2.1")
    )
    assert ids(asked, "@together in:passage") == ids(asked, "@together")


def test_a_saved_question_of_everything_asks_for_everything(asked: Asked) -> None:
    asked.project.make(SaveQuestion("near", "in:turn"))
    assert ids(asked, "@near kind:interview") == ids(asked, "kind:interview")


def test_a_question_within_itself_is_refused_where_it_is_asked_and_before_it_is_saved(asked: Asked) -> None:
    for name, words in (("one", "rain or @two"), ("two", "bus or @three"), ("three", "it @one")):
        asked.project.make(SaveQuestion(name, words))
    with pytest.raises(QuestionProblem, match="The saved question “one” asks for itself") as raised:
        question_of(asked.project.conn, "code:1 @one")
    assert raised.value.place.of("code:1 @one") == "@one"
    asked.project.make(SaveQuestion("three", "it", instead=True))
    assert question_of(asked.project.conn, "@one").tree == question_of(asked.project.conn, "rain or bus or it").tree
    with pytest.raises(QuestionProblem, match="asks for itself"):
        question_of(asked.project.conn, "@one", saving="@Three")


def test_saved_questions_that_would_never_end_are_refused(asked: Asked) -> None:
    asked.project.make(SaveQuestion("0", "rain or bus"))
    for number in range(1, 19):
        asked.project.make(SaveQuestion(f"{number}", f"@{number - 1} or not @{number - 1}"))
    assert ids(asked, "@3") == ids(asked, "")
    for words in ("@18", " or ".join(["a"] * 2001)):
        with pytest.raises(QuestionProblem, match="asks for too much at once"):
            ids(asked, words)
    for number in range(19, 60):
        asked.project.make(SaveQuestion(f"{number}", f"@{number - 1}" if number > 19 else "rain"))
    assert ids(asked, "@30") == ids(asked, "rain")
    with pytest.raises(QuestionProblem, match="asks for too much at once"):
        ids(asked, "@59")


def test_what_became_wrong_in_a_saved_question_is_told_where_it_is_asked_for(asked: Asked) -> None:
    asked.project.make(SaveQuestion("old", "rain code:9.9"))
    asked.project.make(SaveQuestion("older", "(rain"))
    for words, title in (("a @old", "No code is called “9.9”."), ("a @older", "A bracket is opened here")):
        with pytest.raises(QuestionProblem, match=title) as raised:
            question_of(asked.project.conn, words)
        assert raised.value.place.of(words).removeprefix("@") in ("old", "older")


def test_a_chart_s_cells_are_empty_until_somebody_writes_and_stale_when_what_is_under_them_changes(
    asked: Asked,
) -> None:
    conn, code, person = asked.project.conn, asked.codes["2.1"], asked.people["P03"]
    before = ids(asked, "code:=2.1 who:P03")
    assert before and ids(asked, "chart:empty code:=2.1 who:P03") == before
    assert ids(asked, "chart:stale") == [] and people_for(conn, "chart:stale") == []
    asked.project.make(WriteSummary(participant(person), code, "It rained, and P03 stayed in."))
    assert ids(asked, "chart:empty code:=2.1 who:P03") == [] == ids(asked, "chart:stale")
    assert len(ids(asked, "chart:empty code:=2.1")) == len(ids(asked, "code:=2.1 (who:P05 or who:P06)"))
    asked.project.make(ChangeCode(code, {"definition": "All that falls from the sky."}))
    assert ids(asked, "chart:stale") == before and people_for(conn, "chart:stale") == [person]
