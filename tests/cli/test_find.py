"""Looking for words in all documents from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_word_is_listed_in_its_sentence_with_its_other_forms(run: Run, folder: Path) -> None:
    (row,) = json.loads(run("find", "sleeping", "--json").out)
    assert (row["participant"], row["words"]) == ("P03", "I ‹sleep›.")
    assert json.loads(run("find", "sleeping", "--exactly", "--json").out) == []
    assert "Nobody says this." in run("find", "zebra").out


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
    assert found.err == "1 held back: the person has withdrawn.\n"
