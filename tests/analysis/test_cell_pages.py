"""A cell opens with its excerpts, what was asked before each, and its quotations held against what was said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.cell_pages import cell_page, excerpts_of_cell
from qualcode.analysis.cells import CellState, Subject, participant
from qualcode.analysis.documents import open_document
from qualcode.analysis.excerpts import Choice, excerpts, short_id
from qualcode.analysis.linked_quotations import Standing, check, quotation_of, quotations, quoted
from qualcode.analysis.people import participants
from qualcode.edits.codings import RemoveCoding
from qualcode.edits.quotes import DropQuote, KeepQuote
from qualcode.edits.summaries import RestOn, WriteSummary
from qualcode.edits.texts import ReplaceWords
from qualcode.participants.names import Name
from qualcode.project.project import Project
from tests.conftest import WORDS, span_of

Codes = dict[str, str]
SLEEP = "I sleep. That’s the short of it."
CARD = "It was a card on the board"


def p03(project: Project) -> Subject:
    (person,) = [one for one in participants(project.conn) if one.pseudonym == "P03"]
    return participant(person.id)


def linked(project: Project, codes: Codes, index: str) -> str:
    (excerpt,) = excerpts(project.conn, Choice(codes=[codes[index]]))
    return quotation_of(project.conn, excerpt)


def test_a_cell_opens_with_its_excerpts_and_the_question_before_each(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, CARD, "1.1")
    sleep = code_it(document, SLEEP, "1.1")
    found = excerpts_of_cell(project.conn, p03(project), codes["1.1"])
    assert [(one.row.words, one.question, one.rests) for one in found] == [
        (CARD, "How did you come to hear about the group?", False),
        (SLEEP, "And has it changed anything?", False),
    ]
    project.make(WriteSummary(p03(project), codes["1.1"], "A card; sleeps."))
    project.make(RestOn(p03(project), codes["1.1"], [sleep], rests=False))
    page = cell_page(project.conn, p03(project), codes["1.1"])
    assert (page.name, page.code, page.cell.state, page.words) == (
        "P03",
        "1.1 Knowing what exists",
        CellState.SUMMARISED,
        "A card; sleeps.",
    )
    assert [one.rests for one in page.excerpts] == [True, False]


def test_a_portrait_opens_and_so_does_a_cell_in_which_nothing_is(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    assert cell_page(project.conn, p03(project), None).cell.state is CellState.EMPTY
    project.make(WriteSummary(p03(project), None, "Sixty."))
    page = cell_page(project.conn, p03(project), None)
    assert (page.words, page.code, page.excerpts, page.cell.body) == ("Sixty.", "", (), "Sixty.")
    assert cell_page(project.conn, p03(project), codes["1.1"]).cell.state is CellState.UNREAD


def test_what_is_written_on_is_as_it_was_kept_and_what_is_shown_is_without_names(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "Marisol told him."))
    project.keep_names([Name("Marisol", "his wife")])
    page = cell_page(project.conn, p03(project), codes["1.1"])
    assert (page.words, page.cell.body) == ("Marisol told him.", "his wife told him.")


def test_a_linked_quotation_is_found_again_and_says_whether_it_is_as_it_was_said(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    coding = code_it(document, SLEEP, "1.1")
    words = f"Rests now: {linked(project, codes, '1.1')}, he says."
    assert words.startswith("Rests now: “I sleep. That’s the short of it.” [x")
    (found,) = check(project.conn, words)
    assert found.standing is Standing.AS_SAID and found.passage is not None
    assert found.quotation.span.of(words) == linked(project, codes, "1.1")
    shorter = words.replace("I sleep. That’s", "i sleep … that's")
    assert [one.standing for one in check(project.conn, shorter)] == [Standing.AS_SAID]
    assert [one.standing for one in check(project.conn, words.replace("sleep", "rest"))] == [Standing.CHANGED]
    opened = open_document(project.conn, document)
    assert opened is not None
    project.make(ReplaceWords(document, span_of(opened.text, "I sleep"), "I doze"))
    assert [one.standing for one in check(project.conn, words)] == [Standing.CHANGED]
    project.make(RemoveCoding(coding))
    assert [(one.standing, one.passage) for one in check(project.conn, words)] == [(Standing.GONE, None)]


def test_a_quotation_may_be_linked_by_the_id_of_a_quote_and_in_capitals(
    project: Project, bring_in: Callable[..., str]
) -> None:
    quote = KeepQuote(bring_in(), span_of(WORDS, SLEEP))
    project.make(quote)
    words = f"Rests now: “{SLEEP}” [{short_id(quote.id).upper()}]"
    (found,) = check(project.conn, words)
    assert found.standing is Standing.AS_SAID and found.passage is not None
    assert found.passage.span.of(WORDS) == SLEEP
    project.make(DropQuote(quote.id))
    assert [one.standing for one in check(project.conn, words)] == [Standing.GONE]


def test_a_quotation_goes_in_without_names_and_still_says_what_was_said(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in("P03: Marisol took me there.\n")
    code_it(document, "Marisol took me there.", "1.1")
    project.keep_names([Name("Marisol", "my wife")])
    words = linked(project, codes, "1.1")
    assert words.startswith("“my wife took me there.” [x")
    assert [one.standing for one in check(project.conn, words)] == [Standing.AS_SAID]
    real = words.replace("my wife", "Marisol")
    assert [one.standing for one in check(project.conn, real)] == [Standing.AS_SAID]


def test_quotation_marks_inside_a_quotation_become_single_ones(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in("P03: She said “you again?” and I laughed.\n")
    code_it(document, "She said “you again?” and I laughed.", "1.1")
    words = linked(project, codes, "1.1")
    assert words.startswith("“She said ‘you again?’ and I laughed.” [x")
    assert [one.standing for one in check(project.conn, words)] == [Standing.AS_SAID]


def test_quotations_without_a_link_are_found_too_and_open_marks_are_none() -> None:
    text = 'He “goes” and "comes" [x1abc234k] but “never'
    found = quotations(text)
    assert [(one.words, one.id, one.span.of(text)) for one in found] == [
        ("goes", "", "“goes”"),
        ("comes", "x1abc234k", '"comes" [x1abc234k]'),
    ]
    assert [one.words for one in quotations("“She said “you again” and left” [x1abc234k]")] == [
        "She said “you again” and left"
    ]
    assert quotations("“" * 30_000) == [], "a chart that comes back may hold anything, and is read all the same"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Er sagt „ich schlafe“, dann „nie” [x1abc234k].", ["ich schlafe", "nie"]),
        ("Sie sagt »ich schlafe« und ‚nie‘.", ["ich schlafe", "nie"]),
        ("Il dit « je dors » et ‹ rien ›.", [" je dors ", " rien "]),
        ("He said ‘I don’t sleep’, as the patients’ notes had it.", ["I don’t sleep"]),
        ("He said 'I don't sleep' in the patients' room, and 'never'.", ["I don't sleep", "never"]),
        ("彼は「眠れない」と", ["眠れない"]),
        ("It’s the carers’ view, and the ’90s. Don't. 5' by 6'.", []),
        ("In the '90s “I slept” [x1abc234k], in the carers' view.", ["I slept"]),
    ],
)
def test_quotations_are_known_by_the_marks_of_other_languages_and_by_single_ones(text: str, words: list[str]) -> None:
    assert [one.words for one in quotations(text)] == words


@given(words=st.text(max_size=40), before=st.text(alphabet="ab “”\"‘’'„«»", max_size=6))
def test_any_words_quoted_are_found_with_their_link(words: str, before: str) -> None:
    made = quoted(words, "x1abc234k")
    (found,) = quotations(made)
    assert (found.id, found.span.of(made)) == ("x1abc234k", made)
    for one in quotations(before + made):
        assert one.span.of(before + made)
