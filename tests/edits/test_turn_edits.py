"""Turns split, joined and given to somebody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.excerpt_rows import excerpt_rows
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.tallies import extent
from qualcode.edits.documents import ChangeSpeaker
from qualcode.edits.texts import ChangeTurnSpeaker, GiveTurns, JoinTurn, Speaks, SplitTurn, without_speaker
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.conftest import WORDS
from tests.edits.texts_seen import coded, fix, now, sound, standing

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


def test_a_turn_is_split_at_a_place_and_the_second_part_is_somebody_elses(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    project.make(SplitTurn(document, 2, WORDS.index("So I sent"), label="Interviewer"))
    opened = now(project, document)
    assert opened.text == WORDS
    assert [opened.speakers[turn.speaker or ""].label for turn in opened.turns] == [
        "Interviewer", "P03", "Interviewer", "Interviewer", "P03",
    ]  # fmt: skip
    assert [WORDS[turn.start : turn.end] for turn in opened.turns][1:3] == [
        "I didn’t, not for years. It was a card on the board in the chemist’s. 👩‍👩‍👧", "So I sent myself.",
    ]  # fmt: skip
    (excerpt,) = excerpts(project.conn)
    assert (excerpt.coding_ids, excerpt.turn, excerpt.participant_id) == ((coding,), 3, None)
    sound(project.conn)
    project.undo()
    (excerpt,) = excerpts(project.conn)
    assert excerpt.turn == 2
    assert excerpt.participant_id is not None


def test_a_turn_is_not_split_where_one_part_would_be_empty(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    turn = now(project, document).turns[1]
    for at in (turn.start, turn.end, turn.end + 4, turn.start - 3):
        with pytest.raises(Problem, match="nothing to split"):
            project.make(SplitTurn(document, 2, at))


def test_joined_turns_are_one_persons_and_the_label_between_is_no_part_of_the_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    question = code_it(document, "And has it changed anything?", "3.1")
    answer = code_it(document, "I sleep.", "3.1.1")
    both = code_it(document, "anything?\nP03: I sleep.", "1.1")
    project.make(JoinTurn(document, 4))
    opened = now(project, document)
    assert [opened.text[turn.start : turn.end] for turn in opened.turns][2:] == [
        "And has it changed anything? I sleep. That’s the short of it."
    ]
    assert coded(project, document) == {
        question: "And has it changed anything?",
        answer: "I sleep.",
        both: "anything? I sleep.",
    }
    assert {excerpt.turn for excerpt in excerpts(project.conn)} == {3}
    sound(project.conn)
    project.undo()
    assert now(project, document).text == WORDS


def test_the_first_turn_has_none_before_it_to_be_joined_with(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    with pytest.raises(Problem, match="first turn"):
        project.make(JoinTurn(document, 1))
    with pytest.raises(Problem, match="no turn 9"):
        project.make(JoinTurn(document, 9))


def test_what_was_split_and_joined_again_is_as_it_was(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    before = now(project, document)
    project.make(SplitTurn(document, 2, WORDS.index("It was a card")))
    project.make(JoinTurn(document, 3))
    after = now(project, document)
    assert (after.text, after.turns) == (before.text, before.turns)


def test_one_turn_is_given_to_a_new_person_and_undo_takes_the_person_away(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    coding = code_it(document, "I sleep.", "3.1.1")
    before = standing(project.conn)
    project.make(ChangeTurnSpeaker(document, 4, label="P-7"))
    (excerpt,) = excerpts(project.conn)
    assert excerpt.coding_ids == (coding,)
    names = dict(project.conn.execute("SELECT id, pseudonym FROM participant"))
    assert names[excerpt.participant_id] == "P07"
    (row,) = excerpt_rows(project.conn, [excerpt])
    assert row.who == "P07"
    project.undo()
    assert standing(project.conn) == before


def test_who_has_no_turn_left_is_no_longer_counted_among_those_who_speak(project: Project, bring_in: BringIn) -> None:
    document = bring_in("P03: I sleep.\nP30: That’s the short of it.\nP03: Yes.\n")
    assert extent(project.conn).people == 2
    project.make(ChangeTurnSpeaker(document, 2, label="P03"))
    assert extent(project.conn).people == 1
    assert [one.shown for one in now(project, document).speakers.values()] == ["P03"]
    project.undo()
    assert extent(project.conn).people == 2


def test_who_is_given_a_turn_again_is_the_participant_they_were(project: Project, bring_in: BringIn) -> None:
    document = bring_in("P03: I sleep.\nZoë: That’s the short of it.\nP03: Yes.\n")
    before = {one.label: one.shown for one in now(project, document).speakers.values()}
    project.make(ChangeTurnSpeaker(document, 2, label="P03"))
    project.make(ChangeTurnSpeaker(document, 2, label="zoë"))
    assert {one.label: one.shown for one in now(project, document).speakers.values()} == before


@pytest.mark.parametrize(("speaker", "label", "says"), [("nobody", "", "no longer"), (None, "  ", "Who speaks")])
def test_a_turn_is_given_to_nobody_unknown(
    project: Project, bring_in: BringIn, speaker: str | None, label: str, says: str
) -> None:
    document = bring_in()
    with pytest.raises(Problem, match=says):
        project.make(ChangeTurnSpeaker(document, 2, speaker, label))


def test_a_speaker_found_to_ask_is_taken_in_by_the_codings_of_the_text_of_now(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "So I sent myself.", "1.2")
    fix(project, document, "I didn’t", "I did not")
    speaker = now(project, document).turns[1].speaker
    assert speaker is not None
    project.make(ChangeSpeaker(speaker, True))
    (excerpt,) = excerpts(project.conn)
    assert excerpt.participant_id is None


CAPTIONS = "How are you?\nTired.\nWhy?\nI do not sleep.\nI sit up.\n"


def who_speaks(project: Project, document: str) -> list[str]:
    opened = now(project, document)
    return [opened.speakers[turn.speaker].shown if turn.speaker else "" for turn in opened.turns]


def test_all_turns_of_nobody_are_given_to_two_in_turn_and_one_undo_takes_that_back(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in(CAPTIONS)
    code_it(document, "Tired.", "3.1.1")
    before = standing(project.conn)
    numbers = without_speaker(now(project, document).turns)
    assert numbers == [1, 2, 3, 4, 5]
    made = project.make(GiveTurns(document, numbers, [Speaks(None, "Interviewer"), Speaks(None, "P-7")]))
    assert made.label.startswith("Speaker of 5 turns, “")
    assert who_speaks(project, document) == ["INT", "P07", "INT", "P07", "INT"]
    assert without_speaker(now(project, document).turns) == []
    assert excerpts(project.conn)[0].participant_id is not None
    sound(project.conn)
    project.undo()
    assert standing(project.conn) == before


def test_some_turns_are_given_to_a_speaker_of_the_document_and_the_others_stay(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in(CAPTIONS)
    project.make(GiveTurns(document, [4, 2, 2], [Speaks(None, "P-7")]))
    assert who_speaks(project, document) == ["", "P07", "", "P07", ""]
    (speaker,) = now(project, document).speakers
    turns = now(project, document).turns
    assert without_speaker(turns, turns[1].span.joined(turns[2].span)) == [3]
    project.make(GiveTurns(document, without_speaker(turns)[1:], [Speaks(speaker)]))
    assert who_speaks(project, document) == ["", "P07", "P07", "P07", "P07"]


@pytest.mark.parametrize(
    ("numbers", "speakers", "says"),
    [
        ([], [Speaks(None, "P07")], "no such turns"),
        ([6], [Speaks(None, "P07")], "no turn 6"),
        ([1], [], "Who speaks"),
        ([1, 2], [Speaks(None, "P07"), Speaks(None, " ")], "Who speaks"),
        ([1], [Speaks("nobody")], "no longer"),
    ],
)
def test_many_turns_are_not_given_where_nobody_or_nothing_is_named(
    project: Project, bring_in: BringIn, numbers: list[int], speakers: list[Speaks], says: str
) -> None:
    document = bring_in(CAPTIONS)
    before = standing(project.conn)
    with pytest.raises(Problem, match=says):
        project.make(GiveTurns(document, numbers, speakers))
    assert standing(project.conn) == before
