"""An approval is of the person who gave it: words that become another's are not approved any more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

SAID = "It was a card on the board in the chemist’s."
TO_ANOTHER = ("text", "speaker", "garden", "--turn", "2", "--is", "P04")


@pytest.fixture
def essay(folder: Path, run: Run) -> str:
    """An essay with one quote of P03, who approved it; P04 must be asked first too, and never was."""
    run("participants", "P03", "--consent", "must be asked first")
    run("participants", "P04", "--add", "--consent", "must be asked first")
    run("essay", "new", "A way in")
    kept = run("quote", "keep", "garden", SAID, "--in", "A way in").out.strip(" .\n").rpartition(" ")[2]
    assert run("quote", "answer", kept, "approved").status == 0
    return kept


def quote(run: Run) -> dict[str, Any]:
    return dict(json.loads(run("essay", "show", "A way in", "--json").out)[0])


def printed(run: Run) -> bool:
    assert run("export", "quotes", "A way in", "--outside", "--to", "essay.html").status == 0
    return "on the board" in Path("essay.html").read_text(encoding="utf-8")


def waiting(run: Run) -> list[tuple[str, int]]:
    rows = json.loads(run("quote", "waiting", "--essay", "A way in", "--json").out)
    return [(row["who"], row["approved"]) for row in rows]


def test_the_yes_of_one_person_is_never_anothers(run: Run, essay: str) -> None:
    assert quote(run)["state"] == "ok"
    assert printed(run)
    assert run(*TO_ANOTHER).status == 0
    assert quote(run)["state"] != "ok"
    assert not printed(run)
    assert waiting(run) == [("P04", 0)]
    assert "Somebody else approved these words on" in run("essay", "show", "A way in").out


def test_whose_the_words_are_now_can_approve_them(run: Run, essay: str) -> None:
    run(*TO_ANOTHER)
    assert run("quote", "answer", essay, "approved").status == 0
    assert quote(run)["state"] == "ok"
    assert waiting(run) == [("P04", 1)]
    run("undo")
    assert quote(run)["state"] != "ok"
    assert "sound" in run("doctor").out


def test_words_that_come_back_are_approved_as_they_were(run: Run, essay: str) -> None:
    run(*TO_ANOTHER)
    run("undo")
    assert quote(run)["state"] == "ok"
    assert waiting(run) == [("P03", 1)]


def test_a_yes_given_while_the_words_were_anothers_is_not_theirs_afterwards(run: Run, essay: str) -> None:
    run("undo")
    run(*TO_ANOTHER)
    run("quote", "answer", essay, "approved")
    run("text", "speaker", "garden", "--turn", "2", "--is", "P03")
    assert quote(run)["state"] != "ok"


def test_turns_that_change_elsewhere_leave_an_approval_as_it_is(run: Run, essay: str) -> None:
    run("text", "fix", "garden", "--find", "I didn’t", "--replace", "No, I did not")
    run("text", "speaker", "garden", "--turn", "4", "--is", "P04")
    assert quote(run)["state"] == "ok"
