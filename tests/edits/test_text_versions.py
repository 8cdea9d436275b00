"""Through every version of a text, all that is tied to words finds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from qualcode.analysis.documents import codings_of, pages_of
from qualcode.analysis.excerpt_rows import excerpt_rows
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.notes import memos_on, quotes_of, resting
from qualcode.edits.codings import MoveCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.store import Store
from qualcode.edits.texts import SplitTurn
from qualcode.problem import Problem
from qualcode.project.journal import history
from qualcode.project.places import last_place, remember_place
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, PageMark, Transcript, Turn
from tests.conftest import WORDS, span_of
from tests.edits.texts_seen import coded, fix, now, sound

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


@dataclass(frozen=True)
class FromAnotherCopy:
    """A coding as it arrives from somebody who had an older text."""

    document_id: str
    version_id: str
    span: Span
    code_id: str

    def apply(self, store: Store) -> str:
        row: dict[str, object] = {
            "document_id": self.document_id,
            "version_id": self.version_id,
            "code_id": self.code_id,
        }
        row |= {"start": self.span.start, "stop": self.span.end, "coder_id": store.writer.coder_id}
        store.add("coding", [{**row, "wording_id": "as it was", "created_at": store.now}])
        return "Brought in"


def test_codings_made_on_the_first_text_by_another_copy_land_right_on_the_third(
    project: Project, bring_in: BringIn, codes: dict[str, str]
) -> None:
    document = bring_in()
    first = now(project, document).version_id
    fix(project, document, "I didn’t, not for years.", "I didn’t.")
    fix(project, document, "a card on the board", "a postcard on a board")
    for words in ("So I sent myself.", "a card on the board", ", not for years"):
        project.make(FromAnotherCopy(document, first, span_of(WORDS, words), codes["1.2"]))
    assert sorted(coded(project, document).values()) == ["So I sent myself.", "a postcard on a board"]
    assert [rests.words for rests in resting(project.conn)] == [", not for years"]


def test_a_coding_of_a_text_that_never_arrived_is_laid_on_no_words(
    project: Project, bring_in: BringIn, codes: dict[str, str]
) -> None:
    document = bring_in()
    project.make(FromAnotherCopy(document, "a version nobody has", Span(30, 60), codes["1.2"]))
    assert coded(project, document) == {}


def test_a_coding_made_on_a_text_that_was_taken_back_finds_its_words_in_the_one_before(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    fix(project, document, "I didn’t, not for years. It", "No. It")
    edit = history(project.conn, latest=1)[0]
    kept = code_it(document, "So I sent myself.", "1.2")
    new = code_it(document, "No.", "1.1")
    project.undo_action(edit)
    text = now(project, document).text
    assert text == WORDS
    words = coded(project, document)
    assert words.pop(kept) == "So I sent myself."
    assert words == {new: "I didn’t, not for years."}
    sound(project.conn)


def test_only_sentences_near_the_change_are_found_anew(project: Project) -> None:
    text = "P01: One went. Two came. Three sat. Four stood. Five ran. Six fell. Seven rose.\n"
    turns = (Turn(5, len(text) - 1, "P01"),)
    # Boundaries that no rule would give, so that one sees which are kept.
    odd = [Span(5, 24), Span(25, 35)] + [span_of(text, f"{word}.") for word in ("Four stood", "Five ran", "Six fell")]
    odd.append(span_of(text, "Seven rose."))
    edit = ImportDocuments([Incoming(Transcript("odd", text, turns), Kind.INTERVIEW, tuple(odd))])
    project.make(edit)
    (document,) = edit.imported
    fix(project, document, "Six fell.", "Six fell, then")
    after = now(project, document)
    words = [sentence.of(after.text) for sentence in after.sentences]
    assert words[:2] == ["One went. Two came.", "Three sat."]
    assert words[-1] == "Six fell, then Seven rose."
    sound(project.conn)


def test_pages_begin_where_their_words_are_now(project: Project) -> None:
    text = "First page. Second page. Third page."
    marks = tuple(
        PageMark(text.index(word), page) for word, page in (("First", "i"), ("Second", "1"), ("Third", "2"))
    )
    edit = ImportDocuments(
        [Incoming(Transcript("paper", text, (Turn(0, len(text)),), pages=marks), Kind.EVIDENCE, ())]
    )
    project.make(edit)
    (document,) = edit.imported
    fix(project, document, "First", "The very first")
    fix(project, document, "Second page.", "")
    text = now(project, document).text
    assert [(text[mark.start :][:5], mark.page) for mark in pages_of(project.conn, document)] == [
        ("The v", "i"), ("Third", "1"), ("Third", "2"),
    ]  # fmt: skip


def test_who_is_found_by_search_is_found_by_the_words_of_now(project: Project, bring_in: BringIn) -> None:
    document = bring_in()

    def found(word: str) -> list[int]:
        return [
            row[0]
            for row in project.conn.execute(
                "SELECT turn.number FROM turn_search JOIN turn ON turn.num = turn_search.rowid "
                "WHERE turn_search MATCH ? ORDER BY turn.number",
                (f'"{word}"',),
            )
        ]

    assert found("chemist") == [2]
    fix(project, document, "chemist’s", "baker’s")
    project.make(SplitTurn(document, 2, now(project, document).text.index("It was")))
    assert (found("chemist"), found("baker"), found("sleep")) == ([], [3], [5])
    project.undo()
    project.undo()
    assert (found("chemist"), found("baker"), found("sleep")) == ([2], [], [4])


def test_quotes_memos_and_remembered_places_find_their_words(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    sleep, card = span_of(WORDS, "I sleep."), span_of(WORDS, "a card on the board")
    project.make(KeepQuote(document, sleep))
    project.make(KeepQuote(document, card))
    project.make(WriteMemo("Sleep again", about=MemoTarget("document", document, sleep)))
    code_it(document, "I sleep.", "3.1.1")
    assert project.coder_id is not None
    remember_place(project.conn, project.coder_id, document, sleep)
    fix(project, document, "a card on the board", "a very small card on a board")
    text = now(project, document).text
    assert [(quote.span.of(text), quote.changed) for quote in quotes_of(project.conn, document)] == [
        ("a very small card on a board", True),
        ("I sleep.", False),
    ]
    (memo,) = memos_on(project.conn, document)
    place = last_place(project.conn, project.coder_id, document)
    assert memo.span is not None
    assert place is not None
    assert (memo.span.of(text), place.of(text)) == ("I sleep.", "I sleep.")
    assert [row.kept for row in excerpt_rows(project.conn, excerpts(project.conn))] == [True]
    with pytest.raises(Problem, match="kept already"):
        project.make(KeepQuote(document, place))
    fix(project, document, "I sleep.", "")
    assert [quote.changed for quote in quotes_of(project.conn, document)] == [True]
    assert all(not memo.span for memo in memos_on(project.conn, document))


def test_a_coding_whose_words_changed_since_says_so_until_it_is_set_down_anew(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    changed = code_it(document, "a card on the board", "1.1")
    same = code_it(document, "So I sent myself.", "1.2")
    fix(project, document, "the board", "a board")
    flags = {mark.id: mark.changed for mark in codings_of(project.conn, document)}
    assert flags == {changed: True, same: False}
    project.make(MoveCoding(changed, span_of(now(project, document).text, "a card on a board")))
    assert not any(mark.changed for mark in codings_of(project.conn, document))
