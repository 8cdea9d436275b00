"""Tables of codes: out of how many each number is, and what stands aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.rows import ALL_AREAS, NO_AREA
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.edits.codebook import AddCode, ChangeCode, RetireCode
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.merging import MergeCodes
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.study import AddCoder
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.analysis.counts_study import TALK, heads, nested, only, own, person

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]


@pytest.fixture
def talk(bring_in: BringIn) -> str:
    return bring_in(TALK, "Talk")


def test_every_column_says_out_of_how_many(project: Project, talk: str, bring_in: BringIn, codes: Codes) -> None:
    bring_in("P01: Once more. And again.\n", "Second talk")
    part = only(project)
    assert [(c.name, c.base.participants, c.base.documents) for c in part.columns] == [("P01", 1, 2), ("P02", 1, 1)]
    assert (part.base.participants, part.base.documents, part.base.words) == (2, 2, None)
    assert part.sentence == "Of 2 participants in 2 interviews."
    assert [c.base.words for c in only(project, Asked(with_words=True)).columns] == [14, 4]
    by_document = only(project, Asked(by=By.DOCUMENT))
    assert [(c.base.participants, c.base.documents) for c in by_document.columns] == [(2, 1), (1, 1)]


def test_only_areas_in_totals_are_in_the_row_of_all_areas(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    project.make(ChangeCode(codes["3"], {"in_totals": 0}))
    loose = AddCode("Laughter")
    project.make(loose)
    code_it(talk, "The kettle", "1.1")
    code_it(talk, "I came back", "3.1")
    codes["loose"] = loose.id
    code_it(talk, "Nobody asked", "loose")
    part = only(project)
    assert part.total.code_id == ALL_AREAS
    assert part.total.nested.cells == (1, 0)
    assert [row.title for row in part.aside] == ["3 Evidence", "3.1 Benefit", "3.1.1 Sleep"]
    assert [row.code_id for row in part.rows][-2:] == [NO_AREA, loose.id]
    assert nested(part, NO_AREA) == (0, 1)
    assert [row.title for row in part.lines][-4:] == ["All areas", "3 Evidence", "3.1 Benefit", "3.1.1 Sleep"]
    assert not any(row.in_totals for row in (*part.aside, part.rows[-1]))


def test_retired_codes_are_shown_where_they_have_excerpts_and_merged_ones_in_what_they_went_into(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle", "1.1")
    code_it(talk, "I came back", "3.1.1")
    for index in ("1.1", "1.2"):
        project.make(RetireCode(codes[index]))
    project.make(MergeCodes(codes["3.1"], [codes["3.1.1"]]))
    part = only(project)
    assert [(row.index, row.is_retired) for row in part.rows] == [
        ("1", False),
        ("1.1", True),
        ("3", False),
        ("3.1", False),
    ]
    assert own(part, codes["3.1"]) == (1, 0)


def test_kinds_of_document_stand_apart_and_are_added_only_when_asked(
    project: Project, talk: str, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    note = bring_in("Nine chairs, one empty.\n", "Hall", Kind.FIELD_NOTE)
    code_it(talk, "The kettle", "1.1")
    code_it(note, "one empty", "1.1")
    interviews, notes = table(project.conn, Asked(by=By.DOCUMENT)).parts
    assert (interviews.kind, notes.kind) == (Kind.INTERVIEW, Kind.FIELD_NOTE)
    assert (own(interviews, codes["1.1"]), own(notes, codes["1.1"])) == ((1,), (1,))
    assert notes.sentence == "Of 1 field note."
    by_kind = only(project, Asked(by=By.KIND))
    row = by_kind.row(codes["1.1"])
    assert row is not None
    assert (heads(by_kind), row.own.cells) == (["Interviews", "Field notes"], (1, 1))
    assert (row.own.total, row.own.excerpts, row.own.participants) == (None, None, None)
    together = only(project, Asked(by=By.DOCUMENT, together=True))
    assert together.total.nested.total == 2
    assert only(project, Asked(by=By.KIND, together=True)).total.nested.total == 2
    assert only(project, Asked(by=By.DOCUMENT, kinds=["field note"])).total.nested.cells == (1,)


def test_which_codings_are_counted_is_said_with_the_table(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle", "1.1")
    code_it(talk, "I came back", "1.1", "Bem")
    found = table(project.conn, Asked())
    assert found.sentences == ("Of 2 participants in 1 interview.", "Counted: everybody’s codings, merged.")
    project.make(ChangeDocument(talk, {"lead_coder": AddCoder("Bem", project.study_id).id}))
    led = table(project.conn, Asked())
    assert led.counted == "the lead coder’s codings"
    assert own(led.parts[0], codes["1.1"]) == (1, 0)


def test_only_some_people_documents_or_excerpts_are_counted_and_they_are_the_base(
    project: Project, talk: str, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    other = bring_in("P03: A card on the board.\n", "Other")
    code_it(talk, "The kettle", "1.1")
    code_it(talk, "Nobody asked", "1.1")
    code_it(other, "A card", "1.1")
    some = only(project, Asked(by=By.DOCUMENT, people=[person(project, "P02")], measure=Measure.WORDS))
    assert (heads(some), own(some, codes["1.1"]), some.base.words) == (["Talk"], (2,), 4)
    assert some.base.participants == 1
    assert heads(only(project, Asked(documents=[other]))) == ["P03"]
    found = tuple(excerpts(project.conn, Choice(documents=[talk])))
    questioned = only(project, Asked(found=found))
    assert (heads(questioned), own(questioned, codes["1.1"])) == (["P01", "P02", "P03"], (1, 1, 0))


def test_a_field_note_in_which_participants_speak_says_out_of_how_many(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    project.make(ChangeDocument(talk, {"kind": Kind.FIELD_NOTE}))
    said = project.conn.execute("SELECT id, label FROM speaker WHERE label IN ('P01', 'P02')").fetchall()
    project.make(ReviewSpeakers([Decision(speaker, person=label) for speaker, label in said]))
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project)
    assert part.base.participants == 2
    assert part.sentence.startswith("Of 2 participants in 1 field note.")


@pytest.mark.parametrize("by", [by for by in By if by is not By.ATTRIBUTE])
@pytest.mark.parametrize("measure", Measure)
def test_an_empty_study_has_an_empty_table(project: Project, by: By, measure: Measure) -> None:
    found = table(project.conn, Asked(by=by, measure=measure))
    assert found.sentences == ("No documents.", "Counted: no codings.")
    assert found.parts[0].rows == ()


@pytest.mark.parametrize("by", [by for by in By if by is not By.ATTRIBUTE])
@pytest.mark.parametrize("measure", Measure)
def test_a_study_without_codings_has_noughts(
    project: Project, talk: str, codes: Codes, by: By, measure: Measure
) -> None:
    part = only(project, Asked(by=by, measure=measure))
    assert {number for row in part.lines for number in row.nested.cells} <= {0, None}
    assert not any(row.is_used for row in part.lines)


def test_names_are_what_they_are(project: Project, talk: str, codes: Codes, code_it: CodeIt) -> None:
    odd = '=SUM(A1), "Jo" 👩‍👩‍👧'
    project.make(ChangeParticipant(person(project, "P02"), {"pseudonym": odd}))
    project.make(ChangeCode(codes["1.1"], {"name": odd}))
    part = only(project)
    assert heads(part) == ["P01", odd]
    row = part.row(codes["1.1"])
    assert row is not None
    assert row.title == f"1.1 {odd}"


def test_what_is_removed_is_in_no_number(project: Project, talk: str, codes: Codes, code_it: CodeIt) -> None:
    code_it(talk, "The kettle", "1.1")
    project.make(RemoveDocument(talk))
    part = only(project)
    assert (part.columns, part.total.nested.total) == ((), 0)
