"""Which codes meet, the words of a theme and who is missing, from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def coded(folder: Path, run: Run) -> Path:
    """The study with two codes on one passage, and a third elsewhere."""
    for code, words in (("1.1", "So I sent myself."), ("1.1", "I sleep. That’s the short of it."), ("2.1", "a card")):
        assert run("code", "garden", code, "--words", words).status == 0
    return folder


def test_codes_that_meet_are_listed_with_the_base_of_each_line(run: Run, coded: Path) -> None:
    (one, other) = json.loads(run("together", "--json").out)
    assert (one["code"][:3], one["excerpts"], one["with"][:3], one["together"]) == ("1.1", 2, "1.2", 1)
    assert (other["code"][:3], other["excerpts"], other["together"]) == ("1.2", 1, 1)
    shown = run("together").out
    assert shown.startswith(
        "Excerpts of a code that share words with one of another. Whoever speaks, interviewers too."
    )
    assert "Counted: everybody’s codings" in shown


def test_codes_meet_in_one_turn_or_within_some_words_too(run: Run, coded: Path) -> None:
    turn = json.loads(run("together", "--near", "turn", "--json").out)
    assert {(row["code"][:3], row["with"][:3]) for row in turn} >= {("2.1", "1.2"), ("1.2", "2.1")}
    assert len(json.loads(run("together", "--within", "6", "--json").out)) == 6
    refused = run("together", "--within", "1000")
    assert (refused.status, "Choose a number from 0 to 100." in refused.err) == (1, True)


def test_the_square_table_has_every_code_in_rows_and_columns(run: Run, coded: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("together", "--square", "--csv").out)))
    assert [row["1.1"] for row in table] == ["2", "1", "0"]
    chosen = json.loads(run("together", "--square", "--code", "1", "--code", "2", "--with-nested", "--json").out)
    assert [(row["1"], row["2"]) for row in chosen] == [(2, 0), (0, 1)], "both codes of 1 are on one of its passages"


def test_only_what_a_question_finds_is_looked_at(run: Run, coded: Path) -> None:
    assert run("together", "kind:interview and code:2.1").out == "No two codes meet.\n"
    assert run("together", "kind:evidence").out == "No excerpts.\n"
    for command in ("together", "words"):
        wrong = run(command, "kind:interview and colour:red")
        assert (wrong.status, "kind:interview and ›colour:‹red" in wrong.err) == (1, True)


def test_the_words_of_a_theme_are_listed_with_their_base(run: Run, coded: Path) -> None:
    rows = json.loads(run("words", "1.1", "--json", "--beside").out)
    assert {row["word"]: (row["times"], row["per 1,000 words"], row["elsewhere"]) for row in rows} == {
        "sent": (1, 90.9, 0),
        "short": (1, 90.9, 0),
        "sleep": (1, 90.9, 0),
    }
    shown = run("words", "1.1").out.splitlines()
    assert shown[:2] == ["For the study team only", "Of 11 words in 2 excerpts."]
    assert "it" in [row["word"] for row in json.loads(run("words", "1.1", "--all", "--json").out)]


def test_a_study_has_stop_words_of_its_own(run: Run, coded: Path) -> None:
    assert run("study", "--stop-words", "sent, Short").status == 0
    assert [row["word"] for row in json.loads(run("words", "1.1", "--json").out)] == ["sleep"]
    assert json.loads(run("study", "--json").out)[-1] == {"field": "stop words", "value": "sent short"}


def test_pairs_of_words_and_the_places_of_a_word_are_within_the_theme(run: Run, coded: Path) -> None:
    (row,) = json.loads(run("words", "1.1", "--find", "sleep", "--json").out)
    assert (row["participant"], row["turn"], row["words"], row["audience"]) == ("P03", 4, "I ‹sleep›.", "team")
    assert run("words", "1.1", "--find", "card").out == "Nobody says this here.\n"
    assert run("words", "1.1", "--pairs", "--least", "1").out == "No pairs.\n", "none of words that say much"
    everything = "I didn’t, not for years. It was a card on the board in the chemist’s."
    assert run("code", "garden", "2.1", "--words", everything).status == 0
    pairs = json.loads(run("words", "2.1", "--pairs", "--least", "1", "--window", "4", "--json").out)
    assert {(pair["first"], pair["second"], pair["times"]) for pair in pairs} == {
        ("card", "board", 1),
        ("board", "chemist’s", 1),
    }
    assert run("words", "1.1", "--pairs", "--window", "1").status == 1


def test_the_wanted_are_said_shown_and_taken_back(run: Run, coded: Path) -> None:
    assert run("sampling").out.startswith("Nobody is wanted yet.")
    assert run("participants", "P03", "--set", "age=61").status == 0
    assert run("participants", "--attribute", "age", "--kind", "number").status == 0
    assert run("participants", "P03", "--set", "gender=woman").status == 0
    assert run("sampling", "set", "2", "age=60+").out == "2 wanted: age 60+.\n"
    assert run("sampling", "set", "1", "age=18-34", "gender=woman").status == 0
    rows = json.loads(run("sampling", "--json").out)
    assert [(row["value"], row["its value"], row["wanted"], row["have"], row["missing"]) for row in rows] == [
        ("60+", "", 2, 1, 1),
        ("18–34", "woman", 1, 0, 1),
        ("others", "woman", None, 1, None),
    ]
    assert rows[0]["who"] == ["P03"]
    assert json.loads(run("sampling", "show", "gender", "--json").out)[0]["have"] == 1
    assert run("sampling", "clear", "age", "gender").status == 0
    assert run("sampling", "clear", "age=60+").status == 0
    assert json.loads(run("sampling", "--json").out) == []
    for wrong in (("set", "1", "age"), ("set", "1", "age=many"), ("clear", "a=1", "b=2", "c=3"), ("clear", "gender")):
        assert run("sampling", *wrong).status == 1
