"""How often a code is used, and what it was called before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.codes import codebook, uses
from qualcode.analysis.excerpt_rows import excerpt_rows, holding, surroundings
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.tallies import CodeTally, Extent, Share, by_coder, by_participant, extent, occurs_with, tallies
from qualcode.analysis.verbatims import verbatim
from qualcode.analysis.wordings import wording_history
from qualcode.edits.codebook import AddCode, ChangeCode, MoveCode
from qualcode.edits.codings import AddCodings, NewCoding, RemoveCoding
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.together import Together
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.conftest import WORDS, span_of

CARD = "It was a card on the board in the chemist’s."


def apply(project: Project, document: str, words: str, code: str) -> str:
    """Code words; gives the coding's id."""
    coding = NewCoding(document, span_of(WORDS, words), code)
    project.make(AddCodings([coding]))
    return coding.id


def test_a_passage_under_a_code_and_one_below_it_counts_once_in_all(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    apply(project, document, "I sleep.", codes["3.1"])
    apply(project, document, "I sleep.", codes["3.1.1"])
    apply(project, document, CARD, codes["3.1.1"])
    found = tallies(project.conn)
    assert (found[codes["3.1"]].own, found[codes["3.1"]].with_nested) == (1, 2)
    assert (found[codes["3"]].own, found[codes["3"]].with_nested, found[codes["3"]].people) == (0, 2, 1)
    assert found[codes["1.1"]].with_nested == 0


def test_two_coders_on_one_passage_are_one_excerpt_and_both_are_named(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    apply(project, document, CARD, codes["1.1"])
    project.sign_in("Bem")
    apply(project, document, "a card on the board", codes["1.1"])
    found = excerpts(project.conn)
    assert tallies(project.conn)[codes["1.1"]].own == len(found) == 1
    assert by_coder(project.conn, found) == [Share("Ana", 1), Share("Bem", 1)]
    assert by_participant(project.conn, found) == [Share("P03", 1)]


def test_the_base_of_every_number_leaves_out_what_was_removed(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in()
    before = extent(project.conn)
    assert before == Extent(1, 1, (("interview", Extent(1, 1)),))
    assert before.kinds_apart == ()


def test_codes_that_share_words_occur_with_each_other(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    apply(project, document, CARD, codes["1.1"])
    apply(project, document, "a card", codes["3.1"])
    apply(project, document, "I sleep.", codes["1.2"])
    assert occurs_with(project.conn, codes["1.1"], codebook(project.conn)) == [Share("3.1 Benefit", 1)]


def test_the_history_of_a_wording_tells_what_stood_there_before(project: Project, codes: dict[str, str]) -> None:
    project.make(ChangeCode(codes["1.1"], {"definition": "Whether and how."}))
    project.make(MoveCode(codes["1.1"], codes["3"]))
    changed, added = wording_history(project.conn, codes["1.1"])
    assert changed.was == (("definition", "Whether people find out."),)
    assert changed.coder == "Ana"
    assert added.was == ()


def test_rows_have_the_words_on_one_line_with_who_and_where(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    apply(project, document, CARD, codes["1.1"])
    project.make(KeepQuote(document, span_of(WORDS, "a card")))
    (row,) = excerpt_rows(project.conn, excerpts(project.conn))
    assert (row.who, row.turn, row.words, row.kept, row.against) == ("P03", 2, CARD, True, False)


@pytest.mark.parametrize(("wanted", "there"), [("CHEMIST'S", 1), ("card  on\nthe", 1), ("cards", 0)])
def test_words_are_looked_for_as_a_reader_would(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], wanted: str, there: int
) -> None:
    apply(project, bring_in(), CARD, codes["1.1"])
    assert len(holding(project.conn, excerpts(project.conn, Choice()), wanted)) == there


def test_an_excerpt_over_two_turns_is_bright_in_both(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    start, stop = WORDS.index("So I sent"), WORDS.index("I sleep.") + len("I sleep.")
    project.make(AddCodings([NewCoding(document, type(span_of(WORDS, "I"))(start, stop), codes["1.2"])]))
    (excerpt,) = excerpts(project.conn)
    around = surroundings(project.conn, excerpt)
    assert around is not None
    bright = [line.inside.of(line.words) for line in around.said if line.inside is not None]
    assert bright == ["So I sent myself.", "And has it changed anything?", "I sleep."]
    assert [line.asks for line in around.said] == [True, False, True, False]


def test_what_stands_between_turns_is_in_no_row_and_is_not_found(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    start, stop = WORDS.index("So I sent"), WORDS.index("I sleep.") + len("I sleep.")
    project.make(AddCodings([NewCoding(document, Span(start, stop), codes["1.2"])]))
    found = excerpts(project.conn)
    (row,) = excerpt_rows(project.conn, found)
    assert row.words == "So I sent myself. INT: And has it changed anything? P03: I sleep."
    assert holding(project.conn, found, "Interviewer:") == []
    assert holding(project.conn, found, "myself. And has it") == found
    said = verbatim(project.conn, document, Span(start, stop))
    assert [(line.who, line.words) for line in said.lines] == [
        ("P03", "So I sent myself."),
        ("Interviewer", "And has it changed anything?"),
        ("P03", "I sleep."),
    ]


def test_edits_made_together_are_one_step_and_are_made_all_or_none(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    first = apply(project, document, CARD, codes["1.1"])
    second = apply(project, document, "I sleep.", codes["1.1"])
    project.make(Together([RemoveCoding(first), RemoveCoding(second)], "Removal of 2 excerpts"))
    assert excerpts(project.conn) == []
    assert project.undo().label == "Removal of 2 excerpts"
    assert len(excerpts(project.conn)) == 2
    with pytest.raises(Problem):
        project.make(Together([RemoveCoding(first), AddCode("")]))
    assert len(excerpts(project.conn)) == 2


def test_kinds_of_document_stand_side_by_side_in_a_tally(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], code_it: Callable[..., str]
) -> None:
    interview = bring_in()
    note = bring_in("Observer: A card on the board again.\n", "Note", Kind.FIELD_NOTE)
    code_it(interview, "So I sent myself.", "1.2")
    code_it(interview, "I sleep.", "1.1")
    code_it(note, "A card on the board again.", "1.1")
    found = tallies(project.conn)
    note_of = CodeTally(own=1, with_nested=1, people=0, documents=1)
    assert found[codes["1.1"]].kinds == (("interview", CodeTally(1, 1, 1, 1)), ("field note", note_of))
    assert found[codes["1"]].of_kind("interview") == CodeTally(own=0, with_nested=2, people=1, documents=1)
    assert found[codes["1.2"]].of_kind("field note") == CodeTally()


def test_the_base_of_each_kind_of_document_is_its_own(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in()
    bring_in("A card on the board.\n", "Report", Kind.EVIDENCE)
    base = extent(project.conn)
    assert base.kinds_apart == ("interview", "evidence")
    assert base.of_kind("interview") == Extent(1, 1)
    assert base.of_kind("evidence") == Extent(0, 1), "evidence has no participants"
    assert base.of_kind("survey answer") == Extent()


def test_a_code_is_used_so_often_in_each_kind_of_document(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], code_it: Callable[..., str]
) -> None:
    code_it(bring_in(), "I sleep.", "1.1")
    note = bring_in("Observer: A card on the board again.\n", "Note", Kind.FIELD_NOTE)
    code_it(note, "A card on the board again.", "1.1")
    code_it(note, "A card", "1.2")
    assert uses(project.conn)[codes["1.1"]].codings == 2
    assert {code: use.codings for code, use in uses(project.conn, "interview").items()} == {codes["1.1"]: 1}
    assert sum(use.codings for use in uses(project.conn, "field note").values()) == 2
    assert uses(project.conn, "evidence") == {}


def test_codes_occur_with_each_other_in_one_kind_of_document_and_not_in_another(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], code_it: Callable[..., str]
) -> None:
    interview = bring_in()
    note = bring_in("Observer: A card on the board again.\n", "Note", Kind.FIELD_NOTE)
    for document in (interview, note):
        code_it(document, "card on the board", "1.1")
    code_it(interview, "on the board", "3.1")
    book = codebook(project.conn)
    assert occurs_with(project.conn, codes["1.1"], book, "interview") == [Share("3.1 Benefit", 1)]
    assert occurs_with(project.conn, codes["1.1"], book, "field note") == []
