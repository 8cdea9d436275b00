"""Codings given in words land on exactly those words, or a sentence says why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.documents import open_document
from qualcode.analysis.passages import find_words
from qualcode.edits.codebook import AddCode, RetireCode
from qualcode.edits.documents import ChangeDocument
from qualcode.problem import Problem
from qualcode.project.placing import Placement, find_code, find_document, place, read_placements
from qualcode.project.project import Project
from qualcode.transcripts.span import Span

TEXT = "P03: I didn’t, not for\nyears.  “Not for me”, I said. I didn’t — then I did.\n"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I didn't, not for years.", "I didn’t, not for\nyears."),
        ("not  for\tyears.", "not for\nyears."),
        ('"Not for me"', "“Not for me”"),
        ("“Not for me”", "“Not for me”"),
        ("I didn’t - then", "I didn’t — then"),
    ],
)
def test_words_are_found_whatever_their_quotes_and_spaces(words: str, found: str) -> None:
    assert find_words(TEXT, words).of(TEXT) == found


def test_the_nth_occurrence_is_the_nth() -> None:
    first, second = find_words(TEXT, "I didn't"), find_words(TEXT, "I didn't", 2)
    assert (first.start, second.start) == (5, TEXT.rindex("I didn’t"))
    with pytest.raises(Problem, match="2 times, not 3"):
        find_words(TEXT, "I didn't", 3)
    with pytest.raises(Problem, match="2 times, not 0"):
        find_words(TEXT, "I didn't", 0)


def test_letters_must_be_the_same_and_the_nearest_is_shown() -> None:
    with pytest.raises(Problem, match="do not stand in the document") as told:
        find_words(TEXT, "i DIDN'T, not for years")
    assert "I didn’t, not for" in told.value.detail
    with pytest.raises(Problem, match="No words"):
        find_words(TEXT, " \n ")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40), st.data())
def test_any_words_of_a_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    if words.split():
        assert find_words(text, words).of(text).split()


@pytest.fixture
def group(project: Project, bring_in: Callable[..., str], codes: dict[str, str]) -> str:
    bring_in("P07: Another voice. So I sent myself.\n", "The garden group")
    return bring_in()


def placed(project: Project, placement: Placement) -> str:
    (coding,) = place(project.conn, [placement], {})
    document = open_document(project.conn, coding.document_id)
    assert document is not None
    return coding.span.of(document.text)


def test_a_turn_stands_for_all_its_words_and_words_may_be_sought_in_it(project: Project, group: str) -> None:
    assert placed(project, Placement("P03 interview", "1.2", turn=4)) == "I sleep. That’s the short of it."
    assert placed(project, Placement("P03 interview", "1.2", "I", turn=4)) == "I"
    (coding,) = place(project.conn, [Placement("P03 interview", "1.2", "I", turn=4)], {})
    whole = place(project.conn, [Placement("P03 interview", "1.2", turn=4)], {})[0].span
    assert coding.span == Span(whole.start, whole.start + 1)


@pytest.mark.parametrize(
    ("placement", "sentence"),
    [
        (Placement("P03 interview", "1.2", turn=9), "no turn 9"),
        (Placement("P03 interview", "1.2"), "Which passage"),
        (Placement("P03 interview", "9.9", turn=1), "No code is called “9.9”"),
        (Placement("P03 interview", "Access", turn=1), "is an area, not a code"),
        (Placement("gone", "1.2", turn=1), "No document is called “gone”"),
        (Placement("", "1.2", turn=1), "No document is called"),
        (Placement("interview", "1.2", "I sleeps", line=7), "Line 7: These words do not stand"),
    ],
)
def test_what_cannot_be_placed_says_why(project: Project, group: str, placement: Placement, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        place(project.conn, [placement], {})


def test_documents_are_meant_by_part_of_their_name_and_never_guessed(
    project: Project, group: str, bring_in: Callable[..., str]
) -> None:
    assert find_document(project.conn, "garden").name == "The garden group"
    assert find_document(project.conn, "P03 interview.txt").id == group
    project.make(ChangeDocument(group, {"title": "A morning in the garden shed"}))
    assert find_document(project.conn, "a MORNING in the garden shed").id == group
    with pytest.raises(Problem, match="Several documents fit “garden”"):
        find_document(project.conn, "garden")
    bring_in("P08: More.\n", "P03 interview, second")
    assert find_document(project.conn, "p03 INTERVIEW").id == group
    with pytest.raises(Problem, match="Several documents fit"):
        find_document(project.conn, "interv")


def test_codes_are_meant_by_index_or_name_and_never_guessed(project: Project, codes: dict[str, str]) -> None:
    from qualcode.analysis.codes import codebook

    def found(named: str) -> str:
        return find_code(codebook(project.conn), named).index

    assert [found(named) for named in ("1.2", "[1.2]", "routes IN", "1.2 Routes in", "sleep")] == [
        "1.2", "1.2", "1.2", "1.2", "3.1.1",
    ]  # fmt: skip
    project.make(AddCode("Sleeping rough", codes["1"], index="1.3"))
    with pytest.raises(Problem, match="Several codes fit “leep”") as told:
        find_code(codebook(project.conn), "leep")
    assert "3.1.1 Sleep" in told.value.detail


def test_a_retired_code_takes_no_more_codings(project: Project, group: str, codes: dict[str, str]) -> None:
    project.make(RetireCode(codes["1.2"]))
    with pytest.raises(Problem, match="“Routes in” is retired"):
        place(project.conn, [Placement("P03 interview", "1.2", turn=1)], {})


def test_a_table_of_placements_is_read_as_a_spreadsheet_saved_it(tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_bytes('\ufeffDocument;Words;Code;Against\r\na;"say “no”\nor not";1.10;yes\r\n\r\n;;;\r\n'.encode())
    (first,) = read_placements(path)
    assert (first.document, first.words, first.code, first.against, first.line) == (
        "a", "say “no”\nor not", "1.10", True, 3,
    )  # fmt: skip
    path.write_text("document,words\n", encoding="utf-8")
    with pytest.raises(Problem, match="no column “code”"):
        read_placements(path)
    path.write_text("document,words,code,occurrence\na,b,c,two\n", encoding="utf-8")
    with pytest.raises(Problem, match="Line 2: “two” is not a number"):
        read_placements(path)
