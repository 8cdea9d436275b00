"""Editing a text: words put right, and the codings on them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.notes import resting
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.store import Edit
from qualcode.edits.texts import (
    ChangeTurnSpeaker,
    GiveTurns,
    JoinTurn,
    ReplaceWords,
    Speaks,
    SplitTurn,
    TextEdit,
)
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.conftest import WORDS, span_of
from tests.edits.texts_seen import coded, fix, now, sound

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


def test_a_typo_is_fixed_and_every_coding_after_it_keeps_its_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    after = code_it(document, "So I sent myself.", "1.2")
    across = code_it(document, "card on the board in the chemist’s", "1.1")
    fix(project, document, "the board in the chemist’s", "the notice board in the chemists")
    assert coded(project, document) == {
        after: "So I sent myself.",
        across: "card on the notice board in the chemists",
    }
    assert (
        WORDS.replace("the board in the chemist’s", "the notice board in the chemists") == now(project, document).text
    )
    sound(project.conn)
    project.undo()
    assert coded(project, document) == {
        after: "So I sent myself.",
        across: "card on the board in the chemist’s",
    }
    assert now(project, document).text == WORDS


def test_what_is_undone_names_the_document_as_it_is_called_on_every_screen(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in()
    renamed = project.make(ChangeDocument(document, {"title": "A second year"}))
    assert renamed.label == "Details of “P03 interview”"
    edits: list[Edit] = [
        ReplaceWords(document, span_of(WORDS, "I sleep."), "I do sleep."),
        SplitTurn(document, 2, WORDS.index("So I sent")),
        JoinTurn(document, 3),
        ChangeTurnSpeaker(document, 2, label="P07"),
        GiveTurns(document, [2, 4], [Speaks(None, "P03")]),
        ChangeDocument(document, {"date": "2026-03-01"}),
        RemoveDocument(document),
    ]
    for edit in edits:
        label = project.make(edit).label
        assert "“A second year”" in label and "P03 interview" not in label


def test_only_the_words_that_differ_are_changed_so_that_a_coding_of_others_keeps_its_edges(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    inside = code_it(document, "a card on the board", "1.1")
    fix(
        project,
        document,
        "It was a card on the board in the chemist’s.",
        "There was a card on the board, at the chemist’s.",
    )
    assert coded(project, document) == {inside: "a card on the board"}


def test_the_text_is_kept_as_what_was_changed_and_not_as_a_second_whole(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    fix(project, document, "chemist’s", "baker’s")
    after = project.conn.execute(
        "SELECT after FROM change WHERE tbl = 'text_version' ORDER BY id DESC LIMIT 1"
    ).fetchone()[0]
    assert "baker" in after
    assert "So I sent myself" not in after
    assert json.loads(json.loads(after)["splices"]) == [
        [WORDS.index("chemist"), WORDS.index("chemist") + 9, "baker’s"]
    ]


def test_a_coding_whose_words_are_all_taken_out_is_listed_and_comes_back(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    gone = code_it(document, "So I sent myself.", "1.2")
    fix(project, document, "So I sent myself.", "")
    assert coded(project, document) == {}
    assert excerpts(project.conn) == []
    (rests,) = resting(project.conn, document)
    assert (rests.id, rests.code, rests.coder, rests.words) == (gone, "1.2 Routes in", "Ana", "So I sent myself.")
    assert now(project, document).text[: rests.at].rstrip().endswith("👩‍👩‍👧")
    project.undo()
    assert coded(project, document) == {gone: "So I sent myself."}
    assert resting(project.conn) == []


def test_a_word_taken_out_leaves_no_doubled_space(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    fix(project, document, "card", "")
    assert "It was a on the board" in now(project, document).text


def test_a_turn_without_words_left_is_no_turn_and_undo_brings_it_back(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    fix(project, document, "And has it changed anything?", "  \n ")
    assert [turn.end > turn.start for turn in now(project, document).turns] == [True] * 3
    sound(project.conn)
    project.undo()
    assert len(now(project, document).turns) == 4


def test_a_document_keeps_at_least_some_words(project: Project, bring_in: BringIn) -> None:
    document = bring_in("P03: Yes.\n")
    with pytest.raises(Problem, match="needs some words"):
        fix(project, document, "Yes.", "")


def test_words_of_two_turns_are_not_changed_at_once(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    with pytest.raises(Problem, match="more than one turn"):
        fix(project, document, "the group?\nP03: I didn’t", "x")


def test_a_change_of_words_seen_in_an_older_text_is_refused(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    seen = now(project, document).version_id
    fix(project, document, "chemist’s", "baker’s")
    with pytest.raises(Problem, match="changed meanwhile"):
        project.make(ReplaceWords(document, Span(30, 35), "x", seen))
    project.make(RemoveDocument(document))
    with pytest.raises(Problem, match="no longer in the study"):
        project.make(ReplaceWords(document, Span(30, 35), "x"))


def test_the_same_words_change_nothing(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    edits: list[TextEdit] = [
        ReplaceWords(document, span_of(WORDS, "And has it changed anything?"), " And has it changed anything?\n"),
        ChangeTurnSpeaker(document, 2, label="p03"),
    ]
    for edit in edits:
        assert project.make(edit).changes == ()


def test_what_would_act_on_a_terminal_is_no_part_of_the_new_words(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    fix(project, document, "I sleep.", "I sl\x1b[2Jeep.\u202e")
    assert "\x1b" not in now(project, document).text
    assert "\u202e" not in now(project, document).text
