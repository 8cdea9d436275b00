"""Codings, quotes and memos: what is stored is exactly what was selected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.documents import codings_of, open_document
from qualcode.edits.codings import AddCodings, MarkAgainst, MoveCoding, NewCoding, Recode, RecodeMany
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.ids import HybridClock, new_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import DropQuote, KeepQuote
from qualcode.edits.study import AddCoder, ChangeStudy
from qualcode.problem import Problem
from qualcode.project.project import Made, Project
from qualcode.transcripts.span import Span
from tests.conftest import WORDS, span_of

BringIn = Callable[..., str]
Codes = dict[str, str]


@pytest.mark.parametrize(
    "words", ["I didn’t, not for years.", "👩‍👩‍👧", "the chemist’s. 👩‍👩‍👧 So", "\nInterviewer: And"]
)
def test_the_words_of_a_coding_are_exactly_those_selected(
    project: Project, bring_in: BringIn, codes: Codes, words: str
) -> None:
    document = bring_in()
    project.make(AddCodings([NewCoding(document, span_of(WORDS, words), codes["1.2"])]))
    (mark,) = codings_of(project.conn, document)
    opened = open_document(project.conn, document)
    assert opened is not None
    assert opened.text == WORDS
    assert opened.text[mark.start : mark.stop] == words


def test_coding_the_same_words_alike_twice_makes_one_coding(
    project: Project, bring_in: BringIn, codes: Codes
) -> None:
    document = bring_in()

    def made() -> int:
        same = [NewCoding(document, span_of(WORDS, "I sleep."), codes["3.1.1"]) for _ in range(2)]
        return len(project.make(AddCodings(same)).changes)

    assert (made(), made()) == (1, 0)
    project.sign_in("Bem")
    assert (made(), made()) == (1, 0)


def said(project: Project) -> list[tuple[object, ...]]:
    """Every living coding: words, code, coder, whether against."""
    return project.conn.execute(
        "SELECT substr(?, current_start + 1, current_stop - current_start), code.idx, coder.name, c.against "
        "FROM coding c JOIN code ON code.id = c.code_id JOIN coder ON coder.id = c.coder_id "
        "WHERE c.deleted_at IS NULL ORDER BY c.id",
        (WORDS,),
    ).fetchall()


@pytest.mark.parametrize("moved", ["first", "second"])
def test_a_coding_whose_ends_come_to_be_anothers_of_its_coder_is_joined_with_it(
    project: Project, bring_in: BringIn, code_it: Callable[..., str], moved: str
) -> None:
    document = bring_in()
    wanted = "I sleep." if moved == "second" else "I sleep. That’s the short of it."
    first, second = code_it(document, "I sleep.", "1.2"), code_it(document, "I sleep. That’s the short of it.", "1.2")
    code_it(document, wanted, "1.2", "Bem")
    code_it(document, wanted, "1.1")
    project.sign_in("Ana")
    project.make(MarkAgainst(second, True))
    project.make(WriteMemo("Why?", about=MemoTarget("coding", second)))
    before, others = said(project), [(wanted, "1.2", "Bem", 0), (wanted, "1.1", "Ana", 0)]
    made = project.make(MoveCoding(first if moved == "first" else second, span_of(WORDS, wanted)))
    assert made.label == "Ends of “Routes in”, joined with the same there"
    assert said(project) == [(wanted, "1.2", "Ana", 1), *others], "the mark is kept"
    assert project.conn.execute("SELECT on_id FROM memo_link WHERE deleted_at IS NULL").fetchall() == [(first,)]
    project.undo()
    assert said(project) == before
    assert project.conn.execute("SELECT on_id FROM memo_link WHERE deleted_at IS NULL").fetchall() == [(second,)]


def test_a_recoded_coding_is_joined_with_its_coders_own_and_with_nobody_elses(
    project: Project, codes: Codes, bring_in: BringIn, code_it: Callable[..., str]
) -> None:
    document = bring_in()
    there, coding = code_it(document, "I sleep.", "1.1"), code_it(document, "I sleep.", "1.2")
    code_it(document, "I sleep.", "1.1", "Bem")
    project.sign_in("Ana")
    project.make(MarkAgainst(coding, True))
    project.make(WriteMemo("Why?", about=MemoTarget("coding", coding)))
    before = said(project)
    project.make(Recode(coding, codes["1.1"]))
    assert said(project) == [("I sleep.", "1.1", "Ana", 1), ("I sleep.", "1.1", "Bem", 0)]
    assert project.conn.execute("SELECT on_id FROM memo_link WHERE deleted_at IS NULL").fetchall() == [(there,)]
    project.undo()
    assert said(project) == before


def test_many_recoded_at_once_never_say_one_thing_twice(
    project: Project, codes: Codes, bring_in: BringIn, code_it: Callable[..., str]
) -> None:
    document = bring_in()
    several = [code_it(document, "I sleep.", index) for index in ("1.1", "1.2", "3.1")]
    before = said(project)
    made = project.make(RecodeMany(several, codes["3.1.1"]))
    assert made.label == "3 codings recoded as “Sleep”"
    assert said(project) == [("I sleep.", "3.1.1", "Ana", 0)]
    project.undo()
    assert said(project) == before


@pytest.mark.parametrize("span", [Span(5, 5), Span(0, len(WORDS) + 1), Span(len(WORDS), len(WORDS) + 5)])
def test_a_span_that_holds_nothing_or_lies_outside_is_refused(
    project: Project, bring_in: BringIn, codes: Codes, code_it: Callable[..., str], span: Span
) -> None:
    document = bring_in()
    coding = code_it(document, "I sleep.", "3.1.1")
    for edit in (
        AddCodings([NewCoding(document, span, codes["1.2"])]),
        MoveCoding(coding, span),
        KeepQuote(document, span),
    ):
        with pytest.raises(Problem, match="No words are selected"):
            project.make(edit)


def test_a_document_that_is_gone_cannot_be_coded_or_quoted(
    project: Project, bring_in: BringIn, codes: Codes, code_it: Callable[..., str]
) -> None:
    document = bring_in()
    coding = code_it(document, "I sleep.", "3.1.1")
    project.make(RemoveDocument(document))
    for edit in (
        AddCodings([NewCoding(document, Span(0, 5), codes["1.2"])]),
        MoveCoding(coding, Span(0, 5)),
        KeepQuote(document, Span(0, 5)),
        RemoveDocument(document),
    ):
        with pytest.raises(Problem, match="no longer in the study"):
            project.make(edit)
    project.undo()
    assert [mark.id for mark in codings_of(project.conn, document)] == [coding]


def test_a_quote_is_kept_once_and_dropped_once(project: Project, bring_in: BringIn) -> None:
    quote = KeepQuote(bring_in(), span_of(WORDS, "I sleep."))
    project.make(quote)
    with pytest.raises(Problem, match="kept already"):
        project.make(KeepQuote(quote.document_id, quote.span))
    project.make(DropQuote(quote.id))
    for gone in (quote.id, "never"):
        with pytest.raises(Problem, match="no longer kept"):
            project.make(DropQuote(gone))


def test_a_memo_undone_and_written_again_is_still_about_its_coding(
    project: Project, bring_in: BringIn, code_it: Callable[..., str]
) -> None:
    coding = code_it(bring_in(), "I sleep.", "3.1.1")
    memo = WriteMemo("Short, and final.", about=MemoTarget("coding", coding))
    project.make(memo)
    project.undo()
    project.make(memo)
    links = "SELECT l.on_id FROM memo_link l JOIN memo m ON m.id = l.memo_id WHERE l.deleted_at IS NULL"
    assert project.conn.execute(links).fetchall() == [(coding,)]


@pytest.mark.parametrize("wrong", ["next year", "2030-13-01", "31.12.2030"])
def test_a_day_that_is_none_is_refused_wherever_one_is_asked_for(
    project: Project, bring_in: BringIn, wrong: str
) -> None:
    document = bring_in()
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    for edit in (
        ChangeStudy({"destroy_by": wrong}),
        ChangeDocument(document, {"consent": "quote", "consent_until": wrong}),
        ChangeParticipant(person, {"consent_until": wrong}),
    ):
        with pytest.raises(Problem, match="is not a date"):
            project.make(edit)


@pytest.mark.parametrize("fields", [{"kind": "opera"}, {"consent": "maybe"}, {"reading_state": "skimmed"}])
def test_a_document_takes_only_what_the_program_knows(
    project: Project, bring_in: BringIn, fields: dict[str, str]
) -> None:
    document = bring_in()
    with pytest.raises(Problem, match="is not a"):
        project.make(ChangeDocument(document, fields))


def test_a_pseudonym_belongs_to_one_person(project: Project, bring_in: BringIn) -> None:
    bring_in("P01: One.\nP02: Two.\n")
    first, second = (row[0] for row in project.conn.execute("SELECT id FROM participant ORDER BY pseudonym"))
    for taken in ("P02", "p02 ", " "):
        with pytest.raises(Problem, match=r"already|needs a pseudonym"):
            project.make(ChangeParticipant(first, {"pseudonym": taken}))
    project.make(ChangeParticipant(second, {"pseudonym": "p02"}))


def test_one_name_is_one_coder_however_it_is_typed(project: Project) -> None:
    first = project.sign_in("Ana B")
    assert project.sign_in("  ana   b ") == first
    assert AddCoder("ANA B", project.study_id).id == first
    with pytest.raises(Problem, match="needs a name"):
        project.sign_in("  ")


def test_listeners_hear_of_an_action_once_it_is_on_disk(project: Project) -> None:
    heard: list[Made] = []
    project.subscribe(heard.append)
    made = project.make(ChangeStudy({"question": "Why?"}))
    project.make(ChangeStudy({"question": "Why?"}))
    with pytest.raises(Problem):
        project.make(ChangeStudy({"title": ""}))
    assert heard == [made]


def test_ids_and_stamps_only_rise() -> None:
    ids = [new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    clock = HybridClock()
    stamps = [clock.tick(millis) for millis in (5, 5, 4, 10**12, 0, 0)]
    stamps.append(HybridClock(stamps[-1]).tick(1))
    assert stamps == sorted(set(stamps))
