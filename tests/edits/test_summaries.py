"""Cells of a chart are written by people, dated, undone whole, and follow codes and people that are made one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.cells import Basis, Rows, Said, Subject, participant, written, written_in
from qualcode.analysis.people import participants
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import RemoveCode
from qualcode.edits.merging import MergeCodes
from qualcode.edits.participants import AddParticipant
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.summaries import ClearCell, LookedAgain, RestOn, SayOfCell, WriteSummary
from qualcode.edits.themes import NewTheme
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.for_good import replace_for_good
from qualcode.project.journal import differences, history
from qualcode.project.project import Project
from qualcode.project.without_names import cells
from tests.conftest import WORDS
from tests.living import living

Codes = dict[str, str]
SLEEP = "I sleep. That’s the short of it."
CARD = "It was a card on the board"


def p03(project: Project) -> Subject:
    (person,) = [one for one in participants(project.conn) if one.pseudonym == "P03"]
    return participant(person.id)


def body(project: Project, subject: Subject, code_id: str | None) -> str:
    found = written_in(project.conn, subject, code_id)
    return "" if found is None else found.body


def test_a_cell_is_written_dated_and_signed(project: Project, codes: Codes, bring_in: Callable[..., str]) -> None:
    bring_in()
    made = project.make(WriteSummary(p03(project), codes["1.1"], "  Found a card. \n"))
    cell = written_in(project.conn, p03(project), codes["1.1"])
    assert cell is not None
    assert (cell.body, cell.said, cell.coder_id) == ("Found a card.", Said.SUMMARISED, project.coder_id)
    assert cell.at.startswith("2026-03-12T12:00")
    assert made.label == "Summary of P03 under “Knowing what exists”"


def test_a_cell_can_be_written_where_nothing_is_coded_and_nobody_has_words(project: Project, codes: Codes) -> None:
    person = AddParticipant("P09")
    project.make(person)
    project.make(WriteSummary(participant(person.id), codes["1.1"], "Said in passing that nobody told her."))
    assert body(project, participant(person.id), codes["1.1"]) == "Said in passing that nobody told her."


def test_writing_the_same_words_again_changes_nothing(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    assert not project.make(WriteSummary(p03(project), codes["1.1"], "A card. ")).changes


def test_empty_words_take_a_summary_out_and_undo_brings_it_back(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    made = project.make(WriteSummary(p03(project), codes["1.1"], "  "))
    assert made.label == "Summary of P03 under “Knowing what exists” taken out"
    assert written(project.conn) == []
    project.undo()
    assert body(project, p03(project), codes["1.1"]) == "A card."


def test_a_summary_written_anew_after_one_was_taken_out_is_the_new_writers(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(ClearCell(p03(project), codes["1.1"]))
    project.sign_in("Bem")
    before = living(project.conn)
    project.make(WriteSummary(p03(project), codes["1.1"], "The chemist’s."))
    cell = written_in(project.conn, p03(project), codes["1.1"])
    assert cell is not None and cell.coder_id == project.coder_id
    project.undo()
    assert living(project.conn) == before


def test_all_that_is_typed_in_one_opening_of_the_box_is_one_step_to_undo(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    first = project.make(WriteSummary(p03(project), codes["1.1"], "A"))
    for words in ("A card", "A card on", "A card on a board."):
        project.make(WriteSummary(p03(project), codes["1.1"], words), goes_on=first.action_id)
    assert project.undo().label == "Summary of P03 under “Knowing what exists”"
    assert written(project.conn) == []
    project.redo()
    assert body(project, p03(project), codes["1.1"]) == "A card on a board."


def test_nothing_said_and_not_asked_are_said_by_a_person_and_words_stay(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    made = project.make(SayOfCell(p03(project), codes["1.1"], Said.NOT_ASKED))
    assert made.label == "P03 was not asked of “Knowing what exists”"
    with pytest.raises(Problem, match="Nothing is written"):
        project.make(SayOfCell(p03(project), codes["1.1"], Said.SUMMARISED))
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(SayOfCell(p03(project), codes["1.1"], Said.NOTHING))
    cell = written_in(project.conn, p03(project), codes["1.1"])
    assert cell is not None and (cell.said, cell.body) == (Said.NOTHING, "A card.")
    project.make(SayOfCell(p03(project), codes["1.1"], Said.SUMMARISED))
    assert [action.label for action in history(project.conn, latest=1)] == [
        "P03 summarised under “Knowing what exists”"
    ]


def test_a_portrait_is_of_no_code(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in()
    made = project.make(WriteSummary(p03(project), None, "Sixty, keeps to himself."))
    assert made.label == "Portrait of P03"
    assert body(project, p03(project), None) == "Sixty, keeps to himself."
    assert project.make(ClearCell(p03(project), None)).label == "Portrait of P03 taken out"


def test_a_document_and_a_group_have_cells_of_their_own(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    document = Subject(Rows.DOCUMENTS, bring_in())
    made = project.make(WriteSummary(document, codes["1.1"], "One card."))
    assert made.label == "Summary of “P03 interview” under “Knowing what exists”"
    assert body(project, p03(project), codes["1.1"]) == ""
    with pytest.raises(Problem, match="This attribute is no longer"):
        project.make(WriteSummary(Subject(Rows.GROUPS, "gone", "peer"), codes["1.1"], "One card."))


def test_an_area_has_no_cells_and_a_code_that_is_gone_none_any_more(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    with pytest.raises(Problem, match="is an area"):
        project.make(WriteSummary(p03(project), codes["1"], "Words."))
    with pytest.raises(Problem, match="no longer"):
        project.make(WriteSummary(participant("nobody"), codes["1.1"], "Words."))
    project.make(RemoveCode(codes["1.1"]))
    with pytest.raises(Problem):
        project.make(WriteSummary(p03(project), codes["1.1"], "Words."))


def test_a_code_with_summaries_is_retired_not_removed(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    with pytest.raises(Problem, match="Summaries are written under"):
        project.make(RemoveCode(codes["1.1"]))


def test_a_summary_rests_on_the_passages_that_somebody_marks(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card, sleep = code_it(document, CARD, "1.1"), code_it(document, SLEEP, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "A card, and sleep."))
    cell = written_in(project.conn, p03(project), codes["1.1"])
    assert cell is not None and cell.excerpts == {card, sleep}
    made = project.make(RestOn(p03(project), codes["1.1"], [sleep], rests=False))
    assert made.label == "What the summary of P03 under “Knowing what exists” rests on"
    cell = written_in(project.conn, p03(project), codes["1.1"])
    assert cell is not None and cell.excerpts == {card}
    assert sorted(one.rests for one in Basis.of(cell.basis).passages) == [False, True]
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    cell = written_in(project.conn, p03(project), codes["1.1"])
    assert cell is not None and cell.excerpts == {card}, "words that are changed rest on what they did"
    with pytest.raises(Problem, match="not in the cell"):
        project.make(RestOn(p03(project), codes["1.1"], ["gone"], rests=True))


def test_summaries_of_codes_that_are_merged_are_joined_and_one_undo_takes_them_apart(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(WriteSummary(p03(project), codes["1.2"], "Came alone."))
    before = living(project.conn)
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]]))
    assert body(project, p03(project), codes["1.1"]) == "A card.\n\nCame alone."
    assert [one.code_id for one in written(project.conn)] == [codes["1.1"]]
    project.undo()
    assert living(project.conn) == before
    project.redo()
    assert body(project, p03(project), codes["1.1"]) == "A card.\n\nCame alone."


def test_a_summary_moves_with_a_merged_code_where_the_other_has_none(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.2"], "Came alone."))
    project.make(SayOfCell(p03(project), codes["1.1"], Said.NOT_ASKED))
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]]))
    cell = written_in(project.conn, p03(project), codes["1.1"])
    assert cell is not None and (cell.body, cell.said) == ("Came alone.", Said.SUMMARISED)
    project.undo()
    project.make(MergeCodes(codes["3.1"], [codes["1.2"]]))
    assert body(project, p03(project), codes["3.1"]) == "Came alone."


def test_an_undone_code_keeps_those_who_wrote_under_it_from_losing_words(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.2"], "Came alone."))
    clear = project.make(ClearCell(p03(project), codes["1.2"]))
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]]))
    action = next(one for one in history(project.conn) if one.id == clear.action_id)
    with pytest.raises(Problem, match="needs “Routes in”"):
        project.undo_action(action)


def test_what_was_written_of_a_person_follows_them_where_they_turn_out_to_be_another(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    first = bring_in()
    second = bring_in(WORDS.replace("P03", "P04").replace("card", "poster"), "P04 interview")
    people = {one.pseudonym: participant(one.id) for one in participants(project.conn)}
    project.make(WriteSummary(people["P03"], codes["1.1"], "A card."))
    project.make(WriteSummary(people["P04"], codes["1.1"], "A poster."))
    project.make(WriteSummary(people["P04"], None, "Reads notices."))
    before = living(project.conn)
    (speaker,) = project.conn.execute(
        "SELECT id FROM speaker WHERE document_id = ? AND label = 'P04'", (second,)
    ).fetchone()
    project.make(ReviewSpeakers([Decision(speaker, person="P03")]))
    assert body(project, people["P03"], codes["1.1"]) == "A card.\n\nA poster."
    assert body(project, people["P03"], None) == "Reads notices."
    assert [one.pseudonym for one in participants(project.conn)] == ["P03"]
    assert first
    project.undo()
    assert living(project.conn) == before


def test_names_replaced_for_good_are_gone_from_summaries_and_portraits_and_history(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str], clock: FixedClock
) -> None:
    document = bring_in(WORDS.replace("It was a card", "Marisol said: it was a card"))
    code_it(document, "it was a card on the board", "1.1")
    subject = p03(project)
    project.make(WriteSummary(subject, codes["1.1"], "Marisol showed her a card."))
    project.make(WriteSummary(subject, None, "Lives with Marisol."))
    theme = NewTheme("Marisol knew.", "Ask Marisol.")
    project.make(theme)
    project.make(SaveQuestion("About Marisol", "text:Marisol"))
    project.close()
    replace_for_good(project.path, [Name("Marisol", "a friend of mine")], "Ana", clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert body(again, subject, codes["1.1"]) == "a friend of mine showed her a card."
        assert body(again, subject, None) == "Lives with a friend of mine."
        assert not [words for words in cells(again.conn) if "marisol" in words.casefold()]
        assert differences(again.conn) == []
        cell = written_in(again.conn, subject, codes["1.1"])
        assert cell is not None
        (passage,) = Basis.of(cell.basis).passages
        coded = again.conn.execute("SELECT current_start, current_stop FROM coding").fetchone()
        assert (passage.start, passage.stop) == coded


def test_looking_again_needs_something_to_look_at(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    with pytest.raises(Problem, match="Nothing is written"):
        project.make(LookedAgain([(p03(project), codes["1.1"])]))
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    assert not project.make(LookedAgain([(p03(project), codes["1.1"])])).changes


_deeds = st.lists(
    st.tuples(
        st.sampled_from(["write", "say", "clear", "portrait", "undo", "redo"]),
        st.sampled_from(["1.1", "1.2", "3.1"]),
        st.text(max_size=12),
        st.sampled_from(list(Said)),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(deeds=_deeds)
def test_whatever_is_written_said_and_taken_back_the_history_gives_the_cells(
    project: Project, codes: Codes, bring_in: Callable[..., str], deeds: list[tuple[str, str, str, Said]]
) -> None:
    if not participants(project.conn):
        bring_in()
    subject = p03(project)
    for deed, index, words, said in deeds:
        edits: dict[str, Any] = {
            "write": WriteSummary(subject, codes[index], words),
            "say": SayOfCell(subject, codes[index], said),
            "clear": ClearCell(subject, codes[index]),
            "portrait": WriteSummary(subject, None, words),
        }
        try:
            if deed in edits:
                before = living(project.conn)
                project.make(edits[deed])
                after = living(project.conn)
                if after != before:
                    project.undo()
                    assert living(project.conn) == before
                    project.redo()
                    assert living(project.conn) == after
            else:
                (project.undo if deed == "undo" else project.redo)()
        except Problem:
            continue
        cells = [(one.subject, one.code_id) for one in written(project.conn)]
        assert len(set(cells)) == len(cells), "no cell is written twice"
    assert differences(project.conn) == []
