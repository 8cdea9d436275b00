"""Which codes meet: counted by hand, and as slowly as one likes with the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import open_document
from qualcode.analysis.excerpts import Excerpt, excerpts
from qualcode.analysis.occurring import MOST_WORDS, Meeting, MeetingTable, Near, codes_met, occurring
from qualcode.analysis.tallies import Share, occurs_with, tallies
from qualcode.edits.codebook import RemoveCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.texts import ReplaceWords
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.conftest import WORDS, span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]

CARD = "It was a card on the board in the chemist’s."


def table(project: Project, meeting: Meeting | None = None, *, nested: bool = False) -> MeetingTable:
    (found,) = occurring(project.conn, meeting, nested=nested).tables
    return found


def cell(found: MeetingTable, row: str, column: str) -> int:
    places = [code.index for code in found.codes]
    return found.numbers[places.index(row)][places.index(column)]


def test_a_cell_counts_the_excerpts_of_its_row_and_the_diagonal_all_of_them(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    code_it(document, "a card", "3.1")
    code_it(document, "the chemist’s", "3.1")
    code_it(document, "I sleep.", "3.1")
    found = table(project)
    assert [code.index for code in found.codes] == ["1.1", "3.1"]
    assert found.numbers == ((1, 1), (2, 3)), "one of 1.1 meets two of 3.1, which meet one"
    assert [found.base(row) for row in (0, 1)] == [1, 3]
    assert found.sentence(1, 0, Meeting()) == (
        "2 of the 3 excerpts of 3.1 Benefit share words with one of 1.1 Knowing what exists."
    )


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        (Meeting(), "1 of the 1 excerpt of 1.1 Knowing what exists shares words with one of 3.1 Benefit."),
        (Meeting(Near.TURN), "1 of the 1 excerpt of 1.1 Knowing what exists has words in the same turn as one of"),
        (Meeting(Near.WORDS, 1), "1 of the 1 excerpt of 1.1 Knowing what exists stands within 1 word of one of"),
    ],
)
def test_a_cell_says_what_it_counts(
    project: Project, bring_in: BringIn, code_it: CodeIt, meeting: Meeting, words: str
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    code_it(document, "a card", "3.1")
    found = table(project, meeting)
    assert found.sentence(0, 1, meeting).startswith(words)
    assert found.sentence(0, 0, meeting) == "1.1 Knowing what exists has 1 excerpt."


def test_a_number_opens_into_exactly_its_excerpts(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    inside = [code_it(document, words, "3.1") for words in ("a card", "the chemist’s")]
    code_it(document, "I sleep.", "3.1")
    found = table(project)
    opened = found.cell_excerpts(1, 0)
    assert [one.coding_ids for one in opened] == [(coding,) for coding in inside]
    assert len(found.cell_excerpts(1, 1)) == found.numbers[1][1] == 3


def test_excerpts_that_only_touch_do_not_share_words(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    document = bring_in()
    code_it(document, "It was a card", "1.1")
    code_it(document, " on the board", "1.2")
    assert table(project).numbers == ((1, 0), (0, 1))
    assert table(project, Meeting(Near.WORDS, 0)).numbers == ((1, 1), (1, 1)), "no word stands between them"


def test_codes_meet_in_a_turn_and_not_in_the_next(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    document = bring_in()
    code_it(document, "not for years", "1.1")
    code_it(document, "So I sent myself.", "1.2")
    code_it(document, "I sleep.", "3.1")
    found = table(project, Meeting(Near.TURN))
    assert (cell(found, "1.1", "1.2"), cell(found, "1.2", "1.1"), cell(found, "1.1", "3.1")) == (1, 1, 0)


def test_words_between_are_those_of_the_turns_and_not_the_names_of_who_speaks(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "So I sent myself.", "1.2")
    code_it(document, "I sleep.", "3.1")  # “And has it changed anything?” stands between them: five words
    for words, number in ((4, 0), (5, 1)):
        found = table(project, Meeting(Near.WORDS, words))
        assert (cell(found, "1.2", "3.1"), cell(found, "3.1", "1.2")) == (number, number)


def test_documents_are_never_crossed(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in(), "I sleep.", "1.1")
    code_it(bring_in("P04: I sleep.\n", "P04 interview"), "I sleep.", "1.2")
    assert table(project, Meeting(Near.WORDS, MOST_WORDS)).numbers == ((1, 0), (0, 1))


def test_what_several_coders_marked_in_one_place_is_one_excerpt(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    code_it(document, "a card on the board", "1.1", coder="Bem")
    code_it(document, "on the board", "3.1", coder="Bem")
    assert table(project).numbers == ((1, 1), (1, 1))
    assert occurs_with(project.conn, table(project).codes[0].id, codebook(project.conn)) == [Share("3.1 Benefit", 1)]


def test_only_counted_codings_meet(project: Project, bring_in: BringIn, code_it: CodeIt, codes: Codes) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    code_it(document, "a card", "3.1", coder="Bem")
    project.make(ChangeDocument(document, {"lead_coder": project.coder_id or ""}))
    found = occurring(project.conn)
    assert [one.numbers for one in found.tables] == [((1,),)]
    assert found.counted == "the lead coder’s codings"
    assert occurs_with(project.conn, codes["1.1"], codebook(project.conn)) == []


def test_kinds_of_document_stand_side_by_side(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    interview, note = bring_in(), bring_in("Observer: A card on the board again.\n", "Note", Kind.FIELD_NOTE)
    for document in (interview, note):
        code_it(document, "card on the board", "1.1")
    code_it(note, "on the board", "1.2")
    one, other = occurring(project.conn).tables
    assert (one.kind, one.numbers) == (Kind.INTERVIEW, ((1, 0), (0, 0)))
    assert (other.kind, other.numbers) == (Kind.FIELD_NOTE, ((1, 1), (1, 1)))
    assert (one.extent.people, other.extent.documents) == (1, 1)


def test_with_what_lies_below_a_passage_counts_once_and_meets_other_codes_only(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: Codes
) -> None:
    document = bring_in()
    code_it(document, "I sleep.", "3.1")
    code_it(document, "I sleep.", "3.1.1")
    code_it(document, CARD, "3.1.1")
    code_it(document, "a card", "1.1")
    own = table(project)
    assert (cell(own, "3.1", "3.1"), cell(own, "3.1", "1.1"), cell(own, "3.1.1", "3.1")) == (1, 0, 1)
    whole = table(project, nested=True)
    assert (cell(whole, "3.1", "3.1"), cell(whole, "3.1", "1.1"), cell(whole, "1.1", "3.1")) == (2, 1, 1)
    assert (cell(whole, "3.1", "3.1.1"), cell(whole, "3.1.1", "3.1")) == (1, 1), "CARD has no other code of its row"
    areas = occurring(project.conn, chosen=[codes["3"], codes["1"]], nested=True).tables[0]
    assert areas.numbers == ((2, 1), (1, 1))


def test_words_taken_out_of_the_text_meet_nothing(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: Codes
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    code_it(document, "a card", "3.1")
    place = span_of(WORDS, "a card ")
    project.make(ReplaceWords(document, place, ""))
    assert table(project).numbers == ((1,),)
    assert occurs_with(project.conn, codes["1.1"], codebook(project.conn)) == []


def test_a_study_without_codings_has_no_table_and_a_code_that_went_is_in_none(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: Codes
) -> None:
    assert occurring(project.conn).tables == ()
    code_it(bring_in(), "I sleep.", "1.1")
    project.make(RemoveCode(codes["1.2"]))
    (found,) = occurring(project.conn, chosen=[codes["1.2"], codes["1.1"], codes["3.1"]]).tables
    assert found.numbers == ((1, 0), (0, 0))


@pytest.mark.parametrize("words", [-1, MOST_WORDS + 1])
def test_a_distance_that_cannot_be_is_refused(words: int) -> None:
    with pytest.raises(Problem):
        Meeting(Near.WORDS, words)


STRETCHES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12), st.integers(0, 4)).map(
        lambda one: (Span(one[0], one[0] + one[1]), 1 << one[2])
    ),
    max_size=14,
)


@given(STRETCHES)
def test_the_codes_met_are_those_of_every_pair(stretches: list[tuple[Span, int]]) -> None:
    slowly = []
    for span, _ in stretches:
        whole = 0
        for other, code in stretches:
            whole |= code if span.overlaps(other) else 0
        slowly.append(whole)
    assert codes_met([span for span, _ in stretches], [code for _, code in stretches]) == slowly


CODINGS = st.lists(
    st.tuples(st.integers(0, len(WORDS) - 2), st.integers(1, 60), st.sampled_from(("1.1", "1.2", "3.1", "3.1.1"))),
    min_size=2,
    max_size=9,
)
MEETINGS = st.sampled_from([Meeting(), Meeting(Near.TURN), *(Meeting(Near.WORDS, words) for words in (0, 2, 6))])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CODINGS, MEETINGS, st.booleans())
def test_however_codings_lie_the_numbers_are_those_of_a_slow_count(
    project: Project,
    bring_in: BringIn,
    codes: Codes,
    places: list[tuple[int, int, str]],
    meeting: Meeting,
    nested: bool,
) -> None:
    document = bring_in()
    spans = [(Span(start, min(start + length, len(WORDS) - 1)), codes[index]) for start, length, index in places]
    project.make(AddCodings([NewCoding(document, span, code) for span, code in spans]))
    found = excerpts(project.conn)
    for one in occurring(project.conn, meeting, nested=nested).tables:
        book = codebook(project.conn)
        groups = [book.with_descendants(code.id) if nested else {code.id} for code in one.codes]
        for (row, mine), (column, theirs) in product(enumerate(groups), repeat=2):
            slowly = {
                (excerpt.start, excerpt.stop)
                for excerpt in found
                if excerpt.code_id in mine
                and (
                    row == column
                    or any(_meets(project, excerpt, other, meeting) for other in found if other.code_id in theirs)
                )
            }
            opened = one.cell_excerpts(row, column)
            assert one.numbers[row][column] == len(opened) == len(slowly)
            assert {(excerpt.start, excerpt.stop) for excerpt in opened} == slowly
        for row, code in enumerate(one.codes):
            tally = tallies(project.conn)[code.id]
            assert one.base(row) == (tally.with_nested if nested else tally.own)
        if meeting == Meeting() and not nested:
            _same_beside(project, one)
    project.undo()
    project.undo()


def _same_beside(project: Project, found: MeetingTable) -> None:
    """What stands beside one code are the numbers of its row."""
    for row, code in enumerate(found.codes):
        others = [
            Share(other.title, number)
            for column, (other, number) in enumerate(zip(found.codes, found.numbers[row], strict=True))
            if column != row and number
        ]
        expected = sorted(others, key=lambda share: (-share.excerpts, share.name))
        assert occurs_with(project.conn, code.id, codebook(project.conn)) == expected


def _meets(project: Project, one: Excerpt, other: Excerpt, meeting: Meeting) -> bool:
    """Whether two excerpts of one document meet, letter by letter."""
    if one.code_id == other.code_id:
        return False
    mine, theirs = Span(one.start, one.stop), Span(other.start, other.stop)
    if meeting.near is Near.OVERLAP:
        return mine.overlaps(theirs)
    opened = open_document(project.conn, one.document_id)
    assert opened is not None
    turns = [turn.span for turn in opened.turns]
    if meeting.near is Near.TURN:
        return bool(_touched(turns, mine) & _touched(turns, theirs))
    if mine.overlaps(theirs):
        return True
    first, last = sorted((mine, theirs))
    between = [
        opened.text[max(first.end, turn.start) : min(last.start, turn.end)]
        for turn in turns
        if turn.start < last.start and turn.end > first.end
    ]
    return sum(map(count_words, between)) <= meeting.words


def _touched(turns: list[Span], span: Span) -> set[int]:
    """The turns that a span has words in; between two turns, the one that follows."""
    found = {place for place, turn in enumerate(turns) if turn.overlaps(span)}
    return found or {sum(turn.end <= span.start for turn in turns)}
