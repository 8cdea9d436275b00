"""Looking for words in all documents from the command line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Run


def test_a_word_is_listed_in_its_sentence_with_its_other_forms(run: Run, folder: Path) -> None:
    (row,) = json.loads(run("find", "sleeping", "--json").out)
    assert (row["participant"], row["words"]) == ("P03", "I ‹sleep›.")
    assert json.loads(run("find", "sleeping", "--exactly", "--json").out) == []
    assert "Nobody says this." in run("find", "zebra").out


def test_a_star_finds_any_ending_and_a_phrase_stays_in_its_sentence(run: Run, folder: Path) -> None:
    (row,) = json.loads(run("find", "sle*", "--exactly", "--json").out)
    assert row["words"] == "I ‹sleep›."
    assert json.loads(run("find", "sleep that*", "--json").out) == []
    assert len(json.loads(run("find", "sleep. that*", "--json").out)) == 1


def test_every_place_found_is_coded_and_one_undo_takes_it_back(run: Run, folder: Path) -> None:
    coded = run("find", "card", "--code", "1.1", "--as", "Ana")
    assert coded.out == "1 passage coded as 1.1 Knowing what exists. “qualcode undo” takes it back.\n"
    assert "It was a card on the board" in run("excerpts", "1.1").out
    assert run("undo").status == 0
    assert "a card on the board" not in run("excerpts", "1.1").out


def test_what_somebody_said_who_withdrew_is_held_back(run: Run, folder: Path) -> None:
    assert run("participants", "P03", "--consent", "withdrawn").status == 0
    found = run("find", "sleep")
    assert "I ‹sleep›" not in found.out
    assert found.err == "1 held back: withdrawn.\n"


def test_what_was_said_in_a_document_that_was_withdrawn_is_held_back(run: Run, folder: Path) -> None:
    assert run("documents", "garden", "--consent", "withdrawn").status == 0
    found = run("find", "sleep")
    assert "I ‹sleep›" not in found.out
    assert found.err == "1 held back: withdrawn.\n"
    assert json.loads(run("find", "sleep", "--json").out) == []


def test_what_is_found_says_that_it_is_for_the_team(run: Run, folder: Path) -> None:
    assert run("find", "sleep").out.startswith("For the study team only\n")
    (row,) = json.loads(run("find", "sleep", "--json").out)
    assert row["audience"] == "team"


def test_a_name_that_was_looked_for_is_not_kept_in_the_history(run: Run, folder: Path) -> None:
    assert run("names", "add", "chemist", "shop").status == 0
    assert run("find", "chemist", "--code", "1.1", "--as", "Ana").status == 0
    with closing(sqlite3.connect(next(folder.glob("*.qualcode")))) as conn:
        labels = [label for (label,) in conn.execute("SELECT action FROM action")]
    assert any("with “shop”" in label for label in labels)
    assert not any("chemist" in label for label in labels)


def test_in_a_table_the_words_found_are_in_sight_however_long_their_sentence(run: Run, folder: Path) -> None:
    (folder / "transcripts" / "long.txt").write_text(
        "Interviewer: And?\nP09: I went there every Thursday of that whole long winter, for the shortbread.\n",
        encoding="utf-8",
    )
    assert run("import", "--as", "Ana").status == 0
    assert "‹shortbread›" in run("find", "shortbread").out
    (row,) = json.loads(run("find", "shortbread", "--json").out)
    assert row["words"].startswith("I went there every Thursday")
