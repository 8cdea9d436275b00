"""What a change of a text does to what is tied to its words, told before it is made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.documents import open_document
from qualcode.analysis.text_changes import Effect, effect, tied_to
from qualcode.edits.codings import AddCodings, MoveCoding, NewCoding
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.texts import JoinTurn, ReplaceWords, TextEdit
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.conftest import WORDS, span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


def told(project: Project, edit: TextEdit, show: Callable[[str], str] = str) -> Effect:
    """What an edit would do."""
    document = open_document(project.conn, edit.document_id)
    assert document is not None
    change = edit.change_of(document.text, document.turns)
    return effect(document.text, document.turns, change, tied_to(project.conn, document.id), show)


def test_all_that_is_tied_to_words_is_told_the_worst_first(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "chemist’s", "1.1")
    code_it(document, "a card on the board in the chemist’s", "1.2")
    code_it(document, "I sleep.", "3.1.1")
    code_it(document, "How did you", "1.1")
    project.make(KeepQuote(document, span_of(WORDS, "I sleep.")))
    project.make(WriteMemo("Where?", about=MemoTarget("document", document, span_of(WORDS, "board"))))
    edit = ReplaceWords(document, span_of(WORDS, "the board in the chemist’s"), "the notice board")
    assert told(project, edit).sentences() == [
        "1 coding has no words left; with undo it comes back:",
        "  1.1 Knowing what exists (Ana) rests after “on the notice board”",
        "1 coding has other words then:",
        "  1.2 Routes in (Ana): gains “notice”, loses “in the chemist’s”",
        "1 coding, 1 quote and 1 memo further on keep their words.",
    ]


def test_a_change_that_touches_nothing_says_so(project: Project, bring_in: BringIn) -> None:
    edit = ReplaceWords(bring_in(), span_of(WORDS, "chemist’s"), "shop")
    assert told(project, edit).sentences() == ["No coding, quote or memo is touched."]


def test_a_label_that_goes_from_between_two_turns_is_no_loss_of_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "anything?\nP03: I sleep.", "1.1")
    assert told(project, JoinTurn(document, 4)).sentences() == ["1 coding further on keeps its words."]


def test_of_many_codings_the_first_are_named_and_the_rest_counted(
    project: Project, bring_in: BringIn, codes: dict[str, str]
) -> None:
    document = bring_in()
    span = span_of(WORDS, "I sleep.")
    for index in ("1.1", "1.2", "3.1", "3.1.1"):
        project.make(AddCodings([NewCoding(document, span, codes[index])]))
    project.sign_in("Bem")
    for index in ("1.1", "1.2", "3.1", "3.1.1"):
        project.make(AddCodings([NewCoding(document, span, codes[index])]))
    sentences = told(project, ReplaceWords(document, span, "I slept.")).sentences()
    assert sentences[0] == "8 codings have other words then:"
    assert sentences[1].endswith("“sleep” becomes “slept”")
    assert sentences[-1] == "  and 3 more"


def test_a_name_that_is_replaced_is_replaced_in_what_is_told_before_it_is_cut(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    text = "P03: I saw Margaretha Elisabeth Wilhelmina van Oranje-Nassau herself there.\n"
    document = bring_in(text)
    code_it(document, text[5:-1], "1.1")
    edit = ReplaceWords(document, span_of(text, "Margaretha Elisabeth Wilhelmina van Oranje-Nassau"), "her")
    name = "Margaretha Elisabeth Wilhelmina van Oranje-Nassau"
    said = "\n".join(told(project, edit, lambda words: words.replace(name, "[name]")).sentences())
    assert "[name]" in said
    assert "Margaretha" not in said


def test_a_passage_seen_in_an_older_text_is_never_laid_on_other_words(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: dict[str, str]
) -> None:
    document = bring_in()
    coding = code_it(document, "I sleep.", "3.1.1")
    seen = open_document(project.conn, document)
    assert seen is not None
    span = span_of(WORDS, "So I sent myself.")
    project.make(ReplaceWords(document, span_of(WORDS, "for years"), "for a great many years"))
    for edit in (
        AddCodings([NewCoding(document, span, codes["1.2"], version_id=seen.version_id)]),
        MoveCoding(coding, span, seen.version_id),
        KeepQuote(document, span, version_id=seen.version_id),
    ):
        with pytest.raises(Problem, match="changed meanwhile"):
            project.make(edit)
