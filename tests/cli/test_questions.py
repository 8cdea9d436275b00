"""Questions on the command line: asked of excerpts and documents, saved, and what is left out of an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def coded(run: Run, folder: Path) -> Path:
    """The study with a few more codings: an answer, and a question of the interviewer’s."""
    assert run("code", "garden", "3.1", "--words", "I sleep.").status == 0
    assert run("code", "garden", "1.1", "--words", "It was a card on the board").status == 0
    assert run("code", "garden", "1.1", "--words", "How did you come to hear about the group?").status == 0
    return folder


def words(run: Run, *arguments: object) -> list[str]:
    return [row["words"] for row in json.loads(run("excerpts", *arguments, "--json").out)]


def test_a_question_in_words_or_a_code_alone_lists_its_excerpts(run: Run, coded: Path) -> None:
    assert words(run, "1.2") == words(run, "code:1.2") == words(run, "Routes in") == ["So I sent myself."]
    assert words(run, "card") == ["It was a card on the board"]
    assert words(run, "code:1 and not text:card who:P03") == ["So I sent myself."]
    assert words(run, "code:1.2", "or", "text:sleep", "--document", "garden") == ["So I sent myself."]
    assert words(run, "code:1.1 near:turn code:1.2") == ["It was a card on the board", "So I sent myself."]
    assert len(words(run)) == 4


def test_how_many_and_whose_codings_is_said_below_the_list(run: Run, coded: Path) -> None:
    assert run("excerpts", "1").out.endswith("\n3 excerpts, of everybody’s codings, merged.\n")
    assert run("excerpts", "1.2", "--seen").out.endswith("\n1 excerpt, of all codings that may be seen.\n")
    assert run("excerpts", "code:1.2 zebra").out == "For the study team only\nNo excerpt answers this question.\n"


def test_a_slip_is_marked_where_it_stands(run: Run, coded: Path) -> None:
    asked = run("excerpts", "card and whom:P03")
    assert asked.status == 1
    assert asked.err.splitlines()[:3] == [
        "Nothing can be asked about “whom:”.",
        "card and ›whom:‹P03",
        "Nearest: “who:”.",
    ]
    assert "code:1 near:20 ›near:3‹ card" in run("excerpts", "code:1 near:20 near:3 card").err
    assert "Two questions were asked." in run("excerpts", "card", "--question", "x").err


def test_readers_outside_get_no_interviewer_s_words_unless_asked_for(run: Run, coded: Path) -> None:
    assert run("participants", "P03", "--consent", "quote").status == 0
    question = "How did you come to hear about the group?"
    assert question in words(run, "1.1")
    outside = run("excerpts", "1.1", "--outside")
    assert question not in outside.out and "1 is in an interviewer’s words alone" in outside.err
    assert question not in words(run, "1.1", "--outside")
    assert question in words(run, "1.1", "--outside", "--interviewers")
    assert words(run, "who:interviewer", "--outside") == [question]


def test_what_is_held_back_is_summed_up_and_listed_when_asked(run: Run, coded: Path) -> None:
    assert run("excerpts", "--outside").err == "4 held back: no consent is recorded. To list each: --held\n"
    held = run("excerpts", "--outside", "--held").err.splitlines()
    assert held[0] == "4 held back: no consent is recorded." and len(held) == 5
    assert all("P03: no consent is recorded" in line for line in held[1:] if "nobody" not in line)


def test_progress_is_told_of_the_documents_that_answer_a_question(run: Run, coded: Path) -> None:
    def documents(question: str) -> list[str]:
        return [row["document"] for row in json.loads(run("progress", "--question", question, "--json").out)]

    assert documents("code:1.2 and sleep") == documents("kind:interview") == ["garden group"]
    assert documents("code:1.3") == [] == documents("not who:P03")
    assert run("progress", "--question", "not who:P03").out == "No document answers this question.\n"
    asked = run("progress", "--question", "code:1 in:turn")
    assert asked.status == 1 and "code:1 ›in:turn‹" in asked.err


def test_a_question_is_saved_asked_by_its_name_and_taken_away(run: Run, coded: Path) -> None:
    assert run("questions").out == "No saved questions. Save one with: qualcode questions save NAME QUESTION\n"
    saved = run("questions", "save", "the card", "code:1.1", "text:card")
    assert saved.status == 0, saved.err
    assert words(run, "--question", "The Card") == words(run, '@"the card"') == ["It was a card on the board"]
    (row,) = json.loads(run("questions", "--json").out)
    assert (row["name"], row["by"], row["question"]) == ("the card", "Ana", "code:1.1 text:card")
    assert "Another question is saved as “the card”." in run("questions", "save", "the card", "sleep").err
    assert run("questions", "save", "the card", "sleep", "--instead").status == 0
    assert words(run, "--question", "the card") == ["I sleep."]
    assert "asks for itself" in run("questions", "save", "the card", 'not @"the card"', "--instead").err
    assert run("questions", "remove", "the card").out == "“the card” is no longer saved.\n"
    assert "No question is saved as “the card”." in run("excerpts", "--question", "the card").err
    assert run("undo").status == 0
    assert words(run, "--question", "the card") == ["I sleep."]


def test_a_question_that_cannot_be_asked_is_not_saved(run: Run, coded: Path) -> None:
    asked = run("questions", "save", "odd", "code:9.9")
    assert asked.status == 1 and "No code is called “9.9”." in asked.err
    assert json.loads(run("questions", "--json").out) == []


def test_a_report_prints_only_what_a_question_finds(folder: Path, run: Run) -> None:
    assert run("code", "garden", "3.1", "--words", "I sleep.").status == 0
    assert run("questions", "save", "sent", "text:sent").status == 0
    assert run("export", "report", "--to", "a.md", "--question", "@sent").status == 0
    text = (folder / "a.md").read_text("utf-8")
    assert "So I sent myself." in text and "I sleep." not in text
    assert "what the question “(text:sent)” finds" in text


def test_a_slip_in_a_reports_question_is_pointed_at_and_nothing_is_written(folder: Path, run: Run) -> None:
    refused = run("export", "report", "--to", "a.md", "--question", "code:1.2 and colour:red")
    assert refused.status == 1 and "code:1.2 and ›colour:‹red" in refused.err
    assert not (folder / "a.md").exists()
