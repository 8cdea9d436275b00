"""A chart shows what people wrote, what is still to be read, and what changed under a summary since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from qualcode.analysis.cells import CellState, Rows, Said, Subject, participant
from qualcode.analysis.chart_cells import state_of
from qualcode.analysis.documents import open_document
from qualcode.analysis.framework import Chart, ChartChoice, Order, chart
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.tallies import tallies
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ChangeCode, RetireCode
from qualcode.edits.codings import MarkAgainst, RemoveCoding
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.participants import AddParticipant, ChangeAttribute, ChangeParticipant
from qualcode.edits.study import ChangeStudy
from qualcode.edits.summaries import LookedAgain, RestOn, SayOfCell, WriteSummary
from qualcode.edits.texts import ReplaceWords
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import WORDS, span_of

Codes = dict[str, str]
SLEEP = "I sleep. That’s the short of it."
CARD = "It was a card on the board"


def p03(project: Project) -> Subject:
    (person,) = [one for one in participants(project.conn) if one.pseudonym == "P03"]
    return participant(person.id)


def access(project: Project, codes: Codes, **choice: object) -> Chart:
    return chart(project.conn, ChartChoice(codes["1"], **choice))  # type: ignore[arg-type]  # what a test asks for


def state(project: Project, codes: Codes, index: str = "1.1") -> tuple[CellState, tuple[str, ...]]:
    cell = access(project, codes).cell(p03(project), codes[index])
    assert cell is not None
    return cell.state, cell.changed


def correct(project: Project, document_id: str, words: str, by: str) -> None:
    document = open_document(project.conn, document_id)
    assert document is not None
    project.make(ReplaceWords(document_id, span_of(document.text, words), by))


def test_a_cell_says_whether_it_is_unread_empty_coded_or_summarised(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    assert state(project, codes) == (CellState.UNREAD, ())
    project.make(ChangeDocument(document, {"reading_state": "coded"}))
    assert state(project, codes) == (CellState.EMPTY, ())
    code_it(document, CARD, "1.1")
    assert state(project, codes) == (CellState.CODED, ())
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    assert state(project, codes) == (CellState.SUMMARISED, ())
    project.make(SayOfCell(p03(project), codes["1.2"], Said.NOTHING))
    assert state(project, codes, "1.2") == (CellState.NOTHING, ())
    project.make(SayOfCell(p03(project), codes["1.2"], Said.NOT_ASKED))
    assert state(project, codes, "1.2") == (CellState.NOT_ASKED, ())


def test_the_legend_counts_every_cell_once(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    bring_in(WORDS.replace("P03", "P04") + " ", "P04 interview")
    code_it(document, CARD, "1.1")
    project.make(WriteSummary(p03(project), codes["1.2"], "A card."))
    drawn = access(project, codes)
    assert {name: number for name, number in drawn.legend.items() if number} == {
        CellState.SUMMARISED: 1,
        CellState.CODED: 1,
        CellState.UNREAD: 2,
    }
    assert sum(drawn.legend.values()) == len(drawn.rows) * len(drawn.codes) == 4


def test_the_excerpts_of_the_cells_are_those_that_the_codebook_counts(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    code_it(document, "a card on the board", "1.1", "Bem")
    code_it(document, SLEEP, "1.1")
    code_it(document, "How did you come to hear about the group?", "1.1")
    cell = access(project, codes).cell(p03(project), codes["1.1"])
    assert cell is not None and cell.excerpts == 2, "codings that overlap are one; a question is nobody’s"
    assert tallies(project.conn)[codes["1.1"]].own == 3
    by_document = access(project, codes, rows=Rows.DOCUMENTS).rows[0].cells[0]
    assert by_document.excerpts == 3


def test_what_is_coded_below_a_code_counts_once_where_it_is_asked_for(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    for index in ("3.1", "3.1.1"):
        code_it(document, SLEEP, index)
    code_it(document, CARD, "3.1.1")
    evidence = chart(project.conn, ChartChoice(codes["3"]))
    assert [cell.excerpts for cell in evidence.rows[0].cells] == [1, 2]
    nested = chart(project.conn, ChartChoice(codes["3"], nested=True))
    assert [cell.excerpts for cell in nested.rows[0].cells] == [2, 2]
    assert tallies(project.conn)[codes["3.1"]].with_nested == 2


def test_a_passage_coded_since_asks_to_look_again(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    code_it(document, SLEEP, "1.1")
    code_it(document, "So I sent myself.", "1.1")
    assert state(project, codes) == (CellState.LOOK_AGAIN, ("2 passages were coded since",))
    project.make(LookedAgain([(p03(project), codes["1.1"])]))
    assert state(project, codes) == (CellState.SUMMARISED, ())
    project.undo()
    assert state(project, codes)[0] is CellState.LOOK_AGAIN


def test_a_second_coder_on_the_same_words_is_no_reason_to_look_again(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    code_it(document, CARD, "1.1", "Bem")
    assert state(project, codes) == (CellState.SUMMARISED, ())


def test_a_passage_taken_out_or_turned_asks_to_look_again(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    coding, other = code_it(document, CARD, "1.1"), code_it(document, SLEEP, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(RemoveCoding(coding))
    project.make(MarkAgainst(other, True))
    assert state(project, codes)[1] == (
        "1 passage it rests on is no longer in this cell",
        "1 passage goes another way: for or against the code",
    )


def test_a_wording_that_changed_asks_to_look_again_and_says_when(
    project: Project, codes: Codes, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    clock.moment += timedelta(days=2)
    project.make(ChangeCode(codes["1.1"], {"name": "Knowing"}))
    assert state(project, codes)[0] is CellState.SUMMARISED, "a code that is called otherwise means the same"
    project.make(ChangeCode(codes["1.1"], {"definition": "Whether they ever hear of it."}))
    assert state(project, codes)[1] == ("the wording of the code changed on 14 March 2026",)


def test_a_transcript_corrected_in_a_passage_asks_to_look_again_and_elsewhere_not(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    correct(project, document, "not for years", "not for eleven long years")
    assert state(project, codes) == (CellState.SUMMARISED, ())
    correct(project, document, "card", "leaflet")
    assert state(project, codes)[1] == ("the transcript was corrected in a passage it rests on",)
    project.undo()
    assert state(project, codes) == (CellState.SUMMARISED, ())


def test_what_a_summary_does_not_rest_on_may_change(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card = code_it(document, CARD, "1.1")
    code_it(document, SLEEP, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "Sleeps."))
    project.make(RestOn(p03(project), codes["1.1"], [card], rests=False))
    cell = access(project, codes).cell(p03(project), codes["1.1"])
    assert cell is not None and (cell.rests_on, cell.excerpts) == (1, 2)
    correct(project, document, "card", "leaflet")
    assert state(project, codes) == (CellState.SUMMARISED, ())
    project.make(RemoveCoding(card))
    assert state(project, codes) == (CellState.SUMMARISED, ())


def test_asked_and_nothing_said_is_doubted_once_something_is_coded(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    project.make(SayOfCell(p03(project), codes["1.1"], Said.NOTHING))
    code_it(document, CARD, "1.1")
    assert state(project, codes) == (CellState.LOOK_AGAIN, ("1 passage was coded since",))


def test_a_document_taken_out_asks_to_look_again_and_bringing_it_back_does_not(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(RemoveDocument(document))
    assert state(project, codes)[1] == ("1 passage it rests on is no longer in this cell",)
    project.undo()
    assert state(project, codes) == (CellState.SUMMARISED, ())


def three_people(project: Project) -> dict[str, str]:
    """P01 a peer of 40, P02 a carer of 9, P10 of whom nothing is known; gives ids."""
    ids = {}
    for name in ("P10", "P02", "P01"):
        person = AddParticipant(name)
        project.make(person)
        ids[name] = person.id
    project.make(ChangeParticipant(ids["P01"], attributes={"role": "peer", "age": "40"}))
    project.make(ChangeParticipant(ids["P02"], attributes={"role": "carer", "age": "9"}))
    (age,) = [one for one in attributes(project.conn) if one.name == "age"]
    project.make(ChangeAttribute(age.id, {"kind": "number"}))
    return ids


def names(drawn: Chart) -> list[str]:
    return [row.name for row in drawn.rows]


def test_rows_stand_by_name_by_an_attribute_or_by_how_much_is_filled(project: Project, codes: Codes) -> None:
    ids = three_people(project)
    by_name = {one.name: one.id for one in attributes(project.conn)}
    project.make(WriteSummary(participant(ids["P10"]), codes["1.1"], "Much."))
    assert names(access(project, codes)) == ["P01", "P02", "P10"]
    assert names(access(project, codes, descending=True)) == ["P10", "P02", "P01"]
    assert names(access(project, codes, order=Order.FILLED)) == ["P01", "P02", "P10"]
    assert names(access(project, codes, order=Order.FILLED, descending=True)) == ["P10", "P01", "P02"]
    assert names(access(project, codes, order=by_name["age"])) == ["P02", "P01", "P10"]
    assert names(access(project, codes, order=by_name["age"], descending=True)) == ["P01", "P02", "P10"]
    grouped = access(project, codes, group_by=by_name["role"], facts=(by_name["age"],))
    assert [(row.group, row.name, row.facts) for row in grouped.rows] == [
        ("carer", "P02", ("9",)),
        ("peer", "P01", ("40",)),
        ("", "P10", ("",)),
    ]
    assert names(access(project, codes, subjects=frozenset({ids["P02"]}))) == ["P02"]


def test_groups_by_an_attribute_hold_what_their_members_said(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    project.make(ChangeParticipant(p03(project).id, attributes={"role": "peer"}))
    (role,) = attributes(project.conn)
    peers = Subject(Rows.GROUPS, role.id, "peer")
    project.make(WriteSummary(peers, codes["1.1"], "All found a card."))
    drawn = access(project, codes, rows=Rows.GROUPS, attribute_id=role.id)
    assert [(row.name, row.cells[0].excerpts, row.cells[0].body) for row in drawn.rows] == [
        ("peer", 1, "All found a card.")
    ]
    code_it(document, SLEEP, "1.1")
    again = access(project, codes, rows=Rows.GROUPS, attribute_id=role.id).cell(peers, codes["1.1"])
    assert again is not None and again.changed == ("1 passage was coded since",)
    project.make(ChangeParticipant(p03(project).id, attributes={"role": "peer supporter"}))
    renamed = access(project, codes, rows=Rows.GROUPS, attribute_id=role.id)
    assert [(row.name, row.cells[0].excerpts, row.cells[0].body) for row in renamed.rows] == [
        ("peer", 0, "All found a card."),
        ("peer supporter", 2, ""),
    ]
    with pytest.raises(Problem, match="attribute is no longer"):
        access(project, codes, rows=Rows.GROUPS, attribute_id="gone")


def test_documents_as_rows_can_be_of_one_kind_alone(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    bring_in("A note on the room.\n", "Room", Kind.FIELD_NOTE)
    every = access(project, codes, rows=Rows.DOCUMENTS)
    assert names(every) == ["P03 interview", "Room"]
    notes = access(project, codes, rows=Rows.DOCUMENTS, kinds=frozenset({Kind.FIELD_NOTE}))
    assert names(notes) == ["Room"]


def test_portraits_stand_with_their_rows_and_authors(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), None, "Sixty, keeps to himself."))
    portrait = access(project, codes).rows[0].portrait
    assert portrait is not None and (portrait.body, portrait.author) == ("Sixty, keeps to himself.", "Ana")


def test_names_of_the_list_are_replaced_in_every_cell(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "Marisol showed him."))
    project.make(WriteSummary(p03(project), None, "Married to Marisol."))
    project.keep_names([Name("Marisol", "his wife")])
    row = access(project, codes).rows[0]
    assert row.portrait is not None
    assert (row.cells[0].body, row.portrait.body) == ("his wife showed him.", "Married to his wife.")


def test_a_retired_code_has_a_column_only_where_something_stands_under_it(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(RetireCode(codes["1.2"]))
    assert [code.id for code in access(project, codes).codes] == [codes["1.1"]]
    project.make(WriteSummary(p03(project), codes["1.2"], "By bus."))
    assert [code.id for code in access(project, codes).codes] == [codes["1.1"], codes["1.2"]]


def test_codes_outside_areas_have_a_chart_of_their_own(project: Project, codes: Codes) -> None:
    three_people(project)
    assert chart(project.conn, ChartChoice(None)).codes == ()
    with pytest.raises(Problem, match="area is no longer"):
        chart(project.conn, ChartChoice("gone"))


def test_an_empty_study_has_an_empty_chart(project: Project, codes: Codes) -> None:
    drawn = access(project, codes)
    assert (drawn.rows, sum(drawn.legend.values()), drawn.counted) == ((), 0, "no codings")
    project.make(ChangeStudy({"question": "What helps?"}))


def test_where_each_cell_stands_is_known_by_person_and_code(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    code_it(document, SLEEP, "3.1")
    person = p03(project)
    project.make(WriteSummary(person, codes["3.1"], "Sleeps."))
    code_it(document, "So I sent myself.", "3.1")
    project.make(SayOfCell(person, codes["1.2"], Said.NOT_ASKED))
    assert state_of(project.conn) == {
        (person.id, codes["1.1"]): CellState.CODED,
        (person.id, codes["3.1"]): CellState.LOOK_AGAIN,
        (person.id, codes["1.2"]): CellState.NOT_ASKED,
    }
