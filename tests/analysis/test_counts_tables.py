"""Tables of codes: what each number counts and out of how many, and that it is the number shown elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, Bands, By, Cut, Measure, Role
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.rows import ALL_AREAS, NO_AREA, Number, Part
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.people import participants
from qualcode.analysis.tallies import extent, tallies
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, ChangeCode, RetireCode
from qualcode.edits.document_details import SetDocumentFact
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.merging import MergeCodes
from qualcode.edits.participants import ChangeParticipant, SetFact
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.study import AddCoder
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.participants.attributes import AppliesTo, AttributeKind
from qualcode.problem import Problem
from qualcode.project.beginning import begin_demo
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import NOON
from tests.study_of_names import NAME, SHOWN, make

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]

# 5 words of the interviewer's; P01 says 5 and 5, P02 says 4.
TALK = (
    "Interviewer: What helped you the most?\n"
    "P01: The kettle was always on. I came back for it.\n"
    "P02: Nobody asked my name.\n"
)


@pytest.fixture
def talk(bring_in: BringIn) -> str:
    return bring_in(TALK, "Talk")


def only(project: Project, asked: Asked | None = None) -> Part:
    (part,) = table(project.conn, asked or Asked()).parts
    return part


def own(part: Part, code_id: str) -> tuple[Number, ...]:
    row = part.row(code_id)
    assert row is not None
    return row.own.cells


def nested(part: Part, code_id: str) -> tuple[Number, ...]:
    row = part.row(code_id)
    assert row is not None
    return row.nested.cells


def heads(part: Part) -> list[str]:
    return [column.name for column in part.columns]


def person(project: Project, pseudonym: str) -> str:
    return next(one.id for one in participants(project.conn) if one.pseudonym == pseudonym)


# What a cell counts


def test_excerpts_stand_with_the_participant_and_an_area_counts_a_passage_under_two_codes_once(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle was always on.", "1.1")
    code_it(talk, "The kettle was always on.", "1.2")
    code_it(talk, "I came back for it.", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project)
    assert heads(part) == ["P01", "P02"]
    assert own(part, codes["1.1"]) == (2, 1)
    assert own(part, codes["1"]) == (0, 0)
    assert nested(part, codes["1"]) == (2, 1), "three codings of P01's are two passages"
    row = part.row(codes["1"])
    assert row is not None
    assert (row.nested.total, row.nested.participants, row.nested.documents) == (3, 2, 1)


def test_codes_below_a_code_count_with_it_and_apart_from_it(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle was always on.", "3.1")
    code_it(talk, "I came back for it.", "3.1.1")
    part = only(project)
    assert (own(part, codes["3.1"]), nested(part, codes["3.1"])) == ((1, 0), (2, 0))
    assert [row.index for row in part.rows] == ["1", "1.1", "1.2", "3", "3.1", "3.1.1"]
    assert [row.depth for row in part.rows] == [0, 1, 1, 0, 1, 2]
    assert [row.has_nested for row in part.rows] == [True, False, False, True, True, False]


def test_a_passage_that_two_coded_counts_once_and_for_both_coders(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle was always on.", "1.1")
    code_it(talk, "kettle was always on. I came", "1.1", "Bem")
    code_it(talk, "Nobody asked my name.", "1.1", "Bem")
    assert own(only(project), codes["1.1"]) == (1, 1)
    by_coder = only(project, Asked(by=By.CODER))
    assert heads(by_coder) == ["Ana", "Bem"]
    assert own(by_coder, codes["1.1"]) == (1, 2)
    row = by_coder.row(codes["1.1"])
    assert row is not None
    assert row.own.total == 2, "in all each excerpt counts once"
    assert "One excerpt may stand in several columns" in by_coder.sentence


def test_an_interviewers_words_are_never_a_participants(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "What helped you the most?", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project)
    assert own(part, codes["1.1"]) == (0, 1)
    assert part.nobodys == 1
    assert "1 excerpt is no participant’s and stands in no column." in part.sentence
    by_role = only(project, Asked(by=By.ROLE))
    assert heads(by_role) == ["Participants", "Interviewers", "Nobody named"]
    assert own(by_role, codes["1.1"]) == (1, 1, 0)


def test_words_belong_to_who_says_them_and_none_counts_twice(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "always on. I came back for it.\nP02: Nobody asked", "1.1")
    code_it(talk, "I came back for it.", "1.2")
    part = only(project, Asked(measure=Measure.WORDS))
    assert own(part, codes["1.1"]) == (7, 2), "always on I came back for it; Nobody asked"
    assert nested(part, codes["1"]) == (7, 2), "what 1.2 holds is in 1.1 already"
    assert [column.base.words for column in part.columns] == [10, 4]
    assert part.base.words == 14
    shares = only(project, Asked(measure=Measure.SHARE))
    assert own(shares, codes["1.1"]) == (0.7, 0.5)
    assert shares.total.nested.total == pytest.approx(9 / 14)


def test_a_word_that_a_coding_cuts_in_two_is_not_counted(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "ettle was alway", "1.1")
    assert own(only(project, Asked(measure=Measure.WORDS)), codes["1.1"]) == (1, 0)


def test_a_word_that_two_excerpts_hold_together_opens_both(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The ket", "1.1")
    code_it(talk, "tle was", "1.2")
    asked = Asked(measure=Measure.WORDS)
    part = only(project, asked)
    assert (own(part, codes["1.1"]), own(part, codes["1.2"]), nested(part, codes["1"])) == ((1, 0), (1, 0), (3, 0))
    opened = cell_excerpts(project.conn, asked, codes["1"], part.columns[0].key, nested=True)
    assert [TALK[one.start : one.stop] for one in opened] == ["The ket", "tle was"]


def test_excerpts_per_thousand_words_are_of_the_words_each_said(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle", "1.1")
    code_it(talk, "I came back", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project, Asked(measure=Measure.PER_THOUSAND))
    assert own(part, codes["1.1"]) == (200.0, 250.0)
    row = part.row(codes["1.1"])
    assert row is not None
    assert row.own.total == pytest.approx(3000 / 14)


def test_the_share_of_somebody_who_said_nothing_is_no_number(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    document = bring_in("P01: …\nP02: Nobody asked my name.\n", "Silence")
    code_it(document, "Nobody asked", "1.1")
    for measure in (Measure.SHARE, Measure.PER_THOUSAND):
        assert own(only(project, Asked(measure=measure)), codes["1.1"])[0] is None
    assert own(only(project, Asked(measure=Measure.WORDS)), codes["1.1"]) == (0, 2)


def test_by_role_words_of_interviewers_are_added_to_nobodys(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "the most?\nP01: The kettle", "1.1")
    part = only(project, Asked(by=By.ROLE, measure=Measure.WORDS))
    assert own(part, codes["1.1"]) == (2, 2, 0)
    row = part.row(codes["1.1"])
    assert row is not None
    assert row.own.total is None
    assert [column.base.words for column in part.columns] == [14, 5, 0]


@pytest.mark.parametrize(("measure", "expected"), [(Measure.PARTICIPANTS, (2, 1)), (Measure.DOCUMENTS, (1, 1))])
def test_participants_and_documents_count_once_however_often_they_are_coded(
    project: Project,
    talk: str,
    bring_in: BringIn,
    codes: Codes,
    code_it: CodeIt,
    measure: Measure,
    expected: tuple[int, ...],
) -> None:
    other = bring_in("P03: A card on the board. And tea.\n", "Other")
    for words in ("The kettle", "I came back", "Nobody asked"):
        code_it(talk, words, "1.1")
    code_it(other, "A card", "1.2")
    code_it(other, "And tea.", "1.1")
    part = only(project, Asked(by=By.DOCUMENT, measure=measure))
    assert heads(part) == ["Talk", "Other"]
    assert own(part, codes["1.1"]) == expected
    assert nested(part, codes["1"]) == expected


# Bases, totals and what stands aside


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


# By attribute


@pytest.fixture
def known(project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt) -> Callable[..., Asked]:
    """Four people with one excerpt each; gives what is asked by an attribute with these values of theirs."""
    document = bring_in("".join(f"P0{n}: Word number {n} here.\n" for n in range(1, 5)), "Four")
    for n in range(1, 5):
        code_it(document, f"Word number {n}", "1.1")

    def ask(kind: AttributeKind, values: tuple[str, ...], *choices: str, bands: Bands | None = None) -> Asked:
        edit = AddAttribute(NewAttribute("Fact, “=1+1” 👩‍👩‍👧", kind, choices))
        project.make(edit)
        for n, value in enumerate(values, start=1):
            project.make(SetFact(person(project, f"P0{n}"), edit.id, value))
        return Asked(by=By.ATTRIBUTE, attribute_id=edit.id, bands=bands or Bands())

    return ask


def groups(project: Project, asked: Asked) -> dict[str, tuple[int, Number]]:
    """Of each column how many people are in it, and its excerpts of all areas."""
    part = only(project, asked)
    return {
        column.name: (column.base.participants, number)
        for column, number in zip(part.columns, part.total.nested.cells, strict=True)
    }


def test_people_stand_by_choice_and_those_of_whom_it_is_not_given_apart(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.CHOICE, ("North", "south", "North", ""), "South", "North", "East")
    assert groups(project, asked) == {"South": (1, 1), "North": (2, 2), "not given": (1, 1)}


def test_a_scale_keeps_its_order_and_what_is_none_of_it_comes_after(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.SCALE, ("often", "never", "now and then", "n/a"), "never", "sometimes", "often")
    assert list(groups(project, asked)) == ["never", "often", "now and then", "not given"]


def test_somebody_with_several_choices_stands_in_each_and_counts_once_in_all(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.SEVERAL, ("a; b", "b", "", ""), "a", "b")
    assert groups(project, asked) == {"a": (1, 1), "b": (2, 2), "not given": (2, 2)}
    part = only(project, asked)
    assert part.overlap
    assert part.total.nested.total == 4
    assert "One person or document may stand in several columns, and is counted once in all." in part.sentence


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (Bands(number=2), {"18 to under 54": (2, 2), "54 to 90": (1, 1)}),
        (Bands(Cut.QUANTILE, 3), {"18 to under 20": (1, 1), "20 to under 90": (1, 1), "90": (1, 1)}),
        (Bands(Cut.OWN, at=("65", "20")), {"under 20": (1, 1), "20 to under 65": (1, 1), "65 and over": (1, 1)}),
    ],
)
def test_numbers_stand_in_bands_that_say_where_they_end(
    project: Project, known: Callable[..., Asked], bands: Bands, expected: dict[str, tuple[int, int]]
) -> None:
    asked = known(AttributeKind.NUMBER, ("18", "20", "90", ""), bands=bands)
    assert groups(project, asked) == {**expected, "not given": (1, 1)}


def test_days_stand_in_bands_by_the_calendar(project: Project, known: Callable[..., Asked]) -> None:
    bands = Bands(Cut.OWN, at=("2026-03-01",))
    asked = known(AttributeKind.DATE, ("2026-02-28", "2026-03-01", "2026", ""), bands=bands)
    assert groups(project, asked) == {
        "under 2026-03-01": (2, 2),
        "2026-03-01 and over": (1, 1),
        "not given": (1, 1),
    }


def test_a_cut_point_that_is_no_number_is_refused_with_a_sentence(
    project: Project, known: Callable[..., Asked]
) -> None:
    asked = known(AttributeKind.NUMBER, ("18", "20"), bands=Bands(Cut.OWN, at=("young",)))
    with pytest.raises(Problem, match="“young” is no place to cut"):
        table(project.conn, asked)


def test_documents_stand_by_their_own_attributes(
    project: Project, talk: str, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    other = bring_in("P03: A card on the board.\n", "Other")
    edit = AddAttribute(NewAttribute("Site", AttributeKind.CHOICE, ("Hall",)), AppliesTo.DOCUMENT)
    project.make(edit)
    project.make(SetDocumentFact(other, edit.id, "Hall"))
    code_it(talk, "The kettle", "1.1")
    part = only(project, Asked(by=By.ATTRIBUTE, attribute_id=edit.id))
    assert [(c.name, c.base.participants, c.base.documents) for c in part.columns] == [
        ("Hall", 1, 1),
        ("not given", 2, 1),
    ]
    assert own(part, codes["1.1"]) == (0, 1)


def test_an_attribute_that_is_gone_is_refused_with_a_sentence(project: Project, talk: str) -> None:
    with pytest.raises(Problem, match="no longer in the study"):
        table(project.conn, Asked(by=By.ATTRIBUTE, attribute_id="gone"))


# What there may be to stand up to


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


# Numbers shown elsewhere


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with Project.open(begin_demo(tmp_path_factory.mktemp("demo")), back_up=False) as opened:
        yield opened


def test_the_numbers_of_every_code_are_those_of_its_tally(demo: Project) -> None:
    told, bases = tallies(demo.conn), extent(demo.conn)
    parts = {str(part.kind): part for part in table(demo.conn, Asked(by=By.DOCUMENT)).parts}
    assert set(parts) == set(bases.kinds_apart)
    for kind, part in parts.items():
        assert (part.base.participants, part.base.documents) == (
            bases.of_kind(kind).people,
            bases.of_kind(kind).documents,
        )
        for row in (*part.rows, *part.aside):
            tally = told[row.code_id].of_kind(kind)
            assert row.own.total == tally.own, row.title
            assert (row.nested.total, row.nested.participants, row.nested.documents) == (
                tally.with_nested,
                tally.people,
                tally.documents,
            ), row.title
            assert sum(number or 0 for number in row.own.cells) == tally.own
    together = only(demo, Asked(by=By.DOCUMENT, together=True))
    for row in (*together.rows, *together.aside):
        assert (row.own.total, row.nested.total) == (told[row.code_id].own, told[row.code_id].with_nested)


def test_the_numbers_by_participant_are_those_of_a_report(demo: Project) -> None:
    printed = report(demo.conn, ReportChoices(counts=True), datetime(2026, 3, 12, tzinfo=UTC)).counts
    parts = {part.kind: part for part in table(demo.conn, Asked()).parts}
    assert printed
    for counts in printed:
        part = parts[counts.kind]
        assert tuple(heads(part)) == counts.columns
        rows = {row.title: row for row in (*part.rows, *part.aside) if not row.is_area}
        for line in counts.rows:
            row = rows[line.title]
            assert row.own.cells == line.numbers, line.title
            assert (row.own.excerpts, row.own.participants, row.own.documents) == line.totals, line.title
        assert {row.title for row in rows.values() if row.own.excerpts} == {line.title for line in counts.rows}


@pytest.mark.parametrize("by", [By.PARTICIPANT, By.DOCUMENT, By.KIND, By.ROLE, By.CODER])
@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("measure", [Measure.EXCERPTS, Measure.PARTICIPANTS, Measure.WORDS])
def test_every_number_opens_the_excerpts_it_counts(demo: Project, by: By, deep: bool, measure: Measure) -> None:
    asked = Asked(by=by, measure=measure)
    book = codebook(demo.conn)
    for part in table(demo.conn, asked).parts:
        for row in [*part.lines[:: 1 if deep else 4], part.total]:
            numbers = row.nested if deep else row.own
            columns = [(column.key, number) for column, number in zip(part.columns, numbers.cells, strict=True)]
            for key, number in [*columns[:3], (None, numbers.total)]:
                opened = cell_excerpts(demo.conn, asked, row.code_id, key, kind=part.kind, nested=deep)
                places = {(one.document_id, one.start, one.stop) for one in opened}
                if number is None:
                    continue
                if measure is Measure.EXCERPTS:
                    assert len(places) == number, (row.title, key)
                    assert deep or len(opened) == number
                elif measure is Measure.PARTICIPANTS:
                    assert len({one.participant_id for one in opened} - {None}) == number
                else:
                    assert bool(opened) == bool(number)
                assert all(book.get(one.code_id) for one in opened)


def test_by_role_an_interviewers_words_alone_are_those_of_the_report(demo: Project) -> None:
    value = report(demo.conn, ReportChoices(), datetime(2026, 3, 12, tzinfo=UTC))
    told = {kind.kind: kind.interviewers for kind in value.sources.documents}
    for part in table(demo.conn, Asked(by=By.ROLE)).parts:
        assert part.kind is not None
        place = [column.key for column in part.columns].index(Role.INTERVIEWER)
        own_numbers = [row.own.cells[place] for row in (*part.rows, *part.aside)]
        assert sum(number or 0 for number in own_numbers) == told[part.kind]


def test_no_name_of_the_list_stands_in_any_table(tmp_path: Path) -> None:
    with Project.open(make(tmp_path, FixedClock(NOON)), back_up=False) as named:
        attributes = named.conn.execute("SELECT id FROM attribute WHERE deleted_at IS NULL").fetchall()
        asked = [Asked(by=by) for by in By if by is not By.ATTRIBUTE]
        asked += [Asked(by=By.ATTRIBUTE, attribute_id=row[0]) for row in attributes]
        words = []
        for one in asked:
            for part in table(named.conn, one).parts:
                words += [column.name for column in part.columns] + [row.title for row in part.lines]
        words += [step.name for found in saturation(named.conn) for step in found.steps]
        for reaches in code_reaches(named.conn).values():
            words += [name for part in reaches.parts for name in part.people.values()]
    assert any(SHOWN in each for each in words)
    assert [each for each in words if NAME.casefold() in each.casefold()] == []


def test_excerpts_in_an_interviewers_words_are_told_by_document_and_no_part_of_a_rate(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "What helped you the most?", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project, Asked(by=By.DOCUMENT))
    assert own(part, codes["1.1"]) == (2,)
    assert "1 excerpt in interviewers’ words alone is counted, too." in part.sentence
    asked = Asked(by=By.DOCUMENT, measure=Measure.PER_THOUSAND)
    rate = only(project, asked)
    assert own(rate, codes["1.1"])[0] == pytest.approx(1000 / 14), "1 excerpt in the 14 words of participants"
    assert "1 excerpt in interviewers’ words alone is left out." in rate.sentence
    opened = cell_excerpts(project.conn, asked, codes["1.1"], talk)
    assert [TALK[one.start : one.stop] for one in opened] == ["Nobody asked my name."]
    people = only(project, Asked(by=By.DOCUMENT, measure=Measure.PARTICIPANTS))
    assert "interviewers’ words alone" not in people.sentence


def test_the_columns_of_an_attribute_are_called_by_its_name(project: Project, talk: str) -> None:
    made = AddAttribute(NewAttribute("role"))
    project.make(made)
    assert table(project.conn, Asked(By.ATTRIBUTE, attribute_id=made.id)).across == "role"
    assert table(project.conn, Asked()).across == "participant"


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
