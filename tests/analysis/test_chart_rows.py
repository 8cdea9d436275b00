"""Which rows a chart has: narrowed by kind and question, people without words, numbers and days in bands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.cell_pages import cell_page
from qualcode.analysis.cells import CellState, Rows, Said, Subject
from qualcode.analysis.counts.asked import Bands, Cut
from qualcode.analysis.framework import Chart, ChartChoice, chart
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.edits.attributes import ChangeAttribute
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.edits.summaries import ClearCell, SayOfCell, WriteSummary
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

Codes = dict[str, str]
CARD = "It was a card on the board"


def drawn(project: Project, codes: Codes, **choice: object) -> Chart:
    return chart(project.conn, ChartChoice(codes["1"], **choice))  # type: ignore[arg-type]  # what a test asks for


def names(one: Chart) -> list[str]:
    return [row.name for row in one.rows]


def give(project: Project, kind: str, name: str, **values: str) -> str:
    """Give participants a fact of a kind, adding who is not there yet, without words; gives the fact's id."""
    for who, value in values.items():
        known = {one.pseudonym: one.id for one in participants(project.conn)}
        if who not in known:
            added = AddParticipant(who)
            project.make(added)
            known[who] = added.id
        project.make(ChangeParticipant(known[who], attributes={name: value}))
    (fact,) = [one for one in attributes(project.conn) if one.name == name]
    if fact.kind != kind:
        project.make(ChangeAttribute(fact.id, {"kind": kind}))
    return fact.id


@pytest.fixture
def spoken(bring_in: Callable[..., str]) -> dict[str, str]:
    """P03 speaks in an interview and a focus group, P04 in the focus group alone."""
    both = "P03: It was a card on the board.\n\nP04: I never saw it, nobody told me.\n"
    return {
        "interview": bring_in(),
        "group": bring_in(both, "group", Kind.FOCUS_GROUP),
    }


def test_rows_are_narrowed_to_a_kind_of_document(project: Project, codes: Codes, spoken: dict[str, str]) -> None:
    assert names(drawn(project, codes)) == ["P03", "P04"]
    narrowed = drawn(project, codes, kinds=frozenset([Kind.INTERVIEW.value]))
    assert (names(narrowed), narrowed.out_of) == (["P03"], 2)
    by_document = drawn(project, codes, rows=Rows.DOCUMENTS, kinds=frozenset([Kind.FOCUS_GROUP.value]))
    assert [row.subject.id for row in by_document.rows] == [spoken["group"]] and by_document.out_of == 2


def test_rows_are_narrowed_to_whom_or_what_a_question_finds(
    project: Project, codes: Codes, spoken: dict[str, str]
) -> None:
    give(project, "text", "role", P03="nurse", P04="carer")
    narrowed = drawn(project, codes, question="attr:role=nurse")
    assert (names(narrowed), narrowed.question, narrowed.out_of) == (["P03"], "attr:role=nurse", 2)
    kind = frozenset([Kind.INTERVIEW.value])
    assert names(drawn(project, codes, question="attr:role=carer", kinds=kind)) == []
    by_document = drawn(project, codes, rows=Rows.DOCUMENTS, question="kind:interview")
    assert [row.subject.id for row in by_document.rows] == [spoken["interview"]]
    with pytest.raises(QuestionProblem):
        drawn(project, codes, question="attr:(role")


def test_narrowing_leaves_what_stands_in_a_cell_alone(
    project: Project, codes: Codes, spoken: dict[str, str], code_it: Callable[..., str]
) -> None:
    for document in spoken.values():
        code_it(document, CARD, "1.1")
    whole, narrowed = drawn(project, codes), drawn(project, codes, kinds=frozenset([Kind.INTERVIEW.value]))
    assert [row.cells for row in narrowed.rows] == [whole.rows[0].cells]
    assert whole.rows[0].cells[0].excerpts == 2, "else a summary would seem to have lost what it rests on"


def test_a_group_stands_where_one_of_its_members_is_found(
    project: Project, codes: Codes, spoken: dict[str, str]
) -> None:
    role = give(project, "text", "role", P03="nurse", P04="carer")
    give(project, "text", "town", P03="Bude", P04="Looe")
    groups = {"rows": Rows.GROUPS, "attribute_id": role}
    assert names(drawn(project, codes, **groups)) == ["carer", "nurse"]
    assert names(drawn(project, codes, **groups, question="attr:town=Bude")) == ["nurse"]
    assert names(drawn(project, codes, **groups, kinds=frozenset([Kind.INTERVIEW.value]))) == ["nurse"]


def test_who_spoke_no_words_is_marked_so_and_is_not_taken_for_not_asked(
    project: Project, codes: Codes, spoken: dict[str, str]
) -> None:
    give(project, "text", "role", P09="nurse")
    whole = drawn(project, codes)
    silent = whole.rows[-1]
    assert (silent.name, silent.speaks, [row.speaks for row in whole.rows]) == ("P09", False, [True, True, False])
    assert {cell.state for cell in silent.cells} == {CellState.NO_WORDS}
    assert (whole.legend[CellState.NO_WORDS], whole.legend[CellState.NOT_ASKED]) == (2, 0)
    assert cell_page(project.conn, silent.subject, codes["1.1"]).cell.state is CellState.NO_WORDS
    project.make(SayOfCell(silent.subject, codes["1.1"], Said.NOT_ASKED))
    assert drawn(project, codes).rows[-1].cells[0].state is CellState.NOT_ASKED, "what somebody says holds"


def test_who_spoke_no_words_is_left_out_on_request_unless_something_is_written_of_them(
    project: Project, codes: Codes, spoken: dict[str, str]
) -> None:
    give(project, "text", "role", P08="nurse", P09="nurse")
    left = drawn(project, codes, speaking=True)
    assert (names(left), left.silent) == (["P03", "P04"], 2)
    (eighth,) = [row.subject for row in drawn(project, codes).rows if row.name == "P08"]
    project.make(WriteSummary(eighth, None, "Only came once."))
    kept = drawn(project, codes, speaking=True)
    assert (names(kept), kept.silent) == (["P03", "P04", "P08"], 1)


def test_rows_by_a_number_are_bands_and_not_one_for_each_value(
    project: Project, codes: Codes, spoken: dict[str, str], code_it: Callable[..., str]
) -> None:
    code_it(spoken["interview"], CARD, "1.1")
    age = give(project, "number", "age", P03="41", P04="37", P05="19", P06="70", P07="")
    groups = {"rows": Rows.GROUPS, "attribute_id": age}
    usual = drawn(project, codes, **groups)
    assert names(usual) == ["19 to under 32", "32 to under 45", "58 to 70"]
    assert [row.cells[0].excerpts for row in usual.rows] == [0, 1, 0]
    assert [row.speaks for row in usual.rows] == [False, True, False]
    cut = drawn(project, codes, **groups, bands=Bands(Cut.OWN, at=("40", "65")))
    assert names(cut) == ["under 40", "40 to under 65", "65 and over"]
    assert names(drawn(project, codes, **groups, descending=True)) == names(usual)[::-1]
    with pytest.raises(Problem, match="no place to cut"):
        drawn(project, codes, **groups, bands=Bands(Cut.OWN, at=("old",)))


def test_what_is_written_of_a_band_stays_with_those_its_name_tells_when_the_bands_move(
    project: Project, codes: Codes, spoken: dict[str, str], code_it: Callable[..., str]
) -> None:
    code_it(spoken["interview"], CARD, "1.1")
    age = give(project, "number", "age", P03="41", P04="37", P05="19", P06="70")
    band = Subject(Rows.GROUPS, age, "32 to under 45")
    project.make(WriteSummary(band, codes["1.1"], "By a card."))
    give(project, "number", "age", P10="95")
    groups = {"rows": Rows.GROUPS, "attribute_id": age}
    later = drawn(project, codes, **groups)
    assert names(later) == ["19 to under 38", "32 to under 45", "38 to under 57", "57 to under 76", "76 to 95"]
    (row,) = [row for row in later.rows if row.subject == band]
    assert (row.cells[0].state, row.cells[0].excerpts, row.cells[0].rests_on) == (CellState.SUMMARISED, 1, 1)
    assert cell_page(project.conn, band, codes["1.1"]).excerpts[0].rests
    project.make(ClearCell(band, codes["1.1"]))
    assert "32 to under 45" not in names(drawn(project, codes, **groups))


def test_what_was_written_of_one_value_of_a_number_is_still_a_row(
    project: Project, codes: Codes, spoken: dict[str, str], code_it: Callable[..., str]
) -> None:
    code_it(spoken["interview"], CARD, "1.1")
    age = give(project, "number", "age", P03="41", P04="37")
    project.make(WriteSummary(Subject(Rows.GROUPS, age, "41"), codes["1.1"], "By a card."))
    one = drawn(project, codes, rows=Rows.GROUPS, attribute_id=age)
    assert "41" in names(one)
    (row,) = [row for row in one.rows if row.name == "41"]
    assert (row.cells[0].excerpts, row.speaks) == (1, True)


def test_days_are_put_in_bands_and_what_is_no_day_is_told(
    project: Project, codes: Codes, spoken: dict[str, str]
) -> None:
    day = give(project, "date", "joined", P03="2026-01-03", P04="2026-03-04", P05="2026-05-01", P06="long ago")
    found = names(drawn(project, codes, rows=Rows.GROUPS, attribute_id=day, bands=Bands(Cut.WIDTH, 2)))
    assert found == ["2026-01-03 to under 2026-03-03", "2026-03-03 to 2026-05-01", "no date"]


def test_rows_kept_together_by_a_number_stand_in_bands_with_who_has_none_last(
    project: Project, codes: Codes, spoken: dict[str, str]
) -> None:
    age = give(project, "number", "age", P03="41", P04="37", P05="19", P06="70", P07="")
    kept = drawn(project, codes, group_by=age, bands=Bands(Cut.WIDTH, 2))
    assert [(row.group, row.name) for row in kept.rows] == [
        ("19 to under 45", "P03"),
        ("19 to under 45", "P04"),
        ("19 to under 45", "P05"),
        ("45 to 70", "P06"),
        ("", "P07"),
    ]


def test_the_words_of_a_study_are_not_narrowed_by_what_is_empty(
    project: Project, codes: Codes, spoken: dict[str, str]
) -> None:
    assert not ChartChoice(None, question="  ").is_narrowed
    assert names(drawn(project, codes, question="  ")) == ["P03", "P04"]


def test_who_withdrew_has_no_row_and_is_told(project: Project, codes: Codes, spoken: dict[str, str]) -> None:
    (fourth,) = [one.id for one in participants(project.conn) if one.pseudonym == "P04"]
    project.make(ChangeParticipant(fourth, {"consent": "withdrawn"}))
    left = drawn(project, codes)
    assert (names(left), left.out_of, left.withdrawn) == (["P03"], 1, frozenset([fourth]))
    project.make(ChangeDocument(spoken["interview"], {"consent": "withdrawn"}))
    by_document = drawn(project, codes, rows=Rows.DOCUMENTS)
    assert [row.subject.id for row in by_document.rows] == [spoken["group"]]
    assert by_document.withdrawn == {spoken["interview"]}
