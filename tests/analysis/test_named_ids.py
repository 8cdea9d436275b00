"""Short ids as somebody holds them: read however they are typed, and leading to the passage for life."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.excerpts import CROCKFORD, excerpts, short_id
from qualcode.analysis.named_ids import (
    IdKind,
    all_named,
    coding_named,
    excerpt_named,
    passage_named,
    quote_named,
    quotes_named,
    read_id,
)
from qualcode.edits.codings import AddCodings, MoveCoding, NewCoding, RemoveCoding
from qualcode.edits.essays import NewEssay
from qualcode.edits.ids import new_id
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.merging import MergeCodes
from qualcode.edits.quotes import DropQuote, KeepQuote
from qualcode.edits.texts import ReplaceWords
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.conftest import WORDS, span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]

_TAKEN_FOR = {"0": "0oO", "1": "1iIlL", "v": "vVuU"}
PRINTED = st.text(CROCKFORD, min_size=8, max_size=26).map(lambda letters: f"x{letters}")


def typed_as(short: str) -> st.SearchStrategy[str]:
    """Ways in which people type an id: capitals, letters that look alike, spaces and signs between."""
    letters = [st.sampled_from(_TAKEN_FOR.get(one, one + one.upper())) for one in short]
    between = st.sampled_from(["", "", "", " ", "-", "\u00a0", "\u200b"])
    around = st.sampled_from(
        [("", ""), ("[", "]"), ("(", ")."), ("  ", "\n"), ("Quote ", ""), ("card: ", ","), ("#", "")]
    )
    return st.tuples(around, st.tuples(*(st.tuples(between, one) for one in letters))).map(
        lambda parts: parts[0][0] + "".join(sign + letter for sign, letter in parts[1]).strip() + parts[0][1]
    )


@given(PRINTED.flatmap(lambda short: st.tuples(st.just(short), typed_as(short))))
def test_an_id_is_read_however_it_is_typed(printed_and_typed: tuple[str, str]) -> None:
    printed, typed = printed_and_typed
    assert read_id(typed) == printed


@given(st.text())
def test_whatever_is_typed_is_read_as_an_id_that_could_be_printed_or_as_none(typed: str) -> None:
    found = read_id(typed)
    assert found == "" or (found[0] == "x" and 8 <= len(found) - 1 <= 26 and set(found[1:]) <= set(CROCKFORD))
    assert read_id(found) == found


@given(st.uuids(), st.integers(8, 26))
def test_what_is_printed_is_read_as_it_is_printed(row: object, letters: int) -> None:
    assert read_id(short_id(str(row), letters)) == short_id(str(row), letters)


def test_an_id_without_its_x_is_read_too() -> None:
    assert read_id("1abc 2345") == "x1abc2345"
    assert read_id("x123 4567") == "xx1234567", "eight letters are all there can be of it"


def test_any_coding_of_an_excerpt_leads_to_it(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    document = bring_in()
    first = code_it(document, "I sleep.", "3.1.1")
    second = code_it(document, "That’s the short of it.", "3.1.1", "Bem")
    assert excerpt_named(project.conn, short_id(second)).coding_ids == (second,)
    project.make(MoveCoding(second, span_of(WORDS, "sleep. That’s the short of it.")))
    for coding in (first, second):
        found = excerpt_named(project.conn, short_id(coding))
        assert (found.id, set(found.coding_ids)) == (short_id(first), {first, second})


def test_an_excerpts_id_stays_good_when_its_earliest_coding_is_taken_away(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    first = code_it(document, "I sleep.", "3.1.1")
    second = code_it(document, "sleep. That’s the short of it.", "3.1.1", "Bem")
    (excerpt,) = excerpts(project.conn)
    assert excerpt.id == short_id(first)
    project.make(RemoveCoding(first))
    now = excerpt_named(project.conn, excerpt.id)
    assert (now.id, now.coding_ids) == (short_id(second), (second,))
    assert coding_named(project.conn, excerpt.id) == second
    project.make(RemoveCoding(second))
    for held in (first, second):
        gone = passage_named(project.conn, short_id(held))
        assert gone.gone and gone.document_id == document
        assert "leep." in gone.span.of(WORDS), "the passage is there, whatever was taken away from it"
        with pytest.raises(Problem, match="was taken away"):
            excerpt_named(project.conn, short_id(held))


ENDS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda ends: Span(ends[0], ends[0] + ends[1]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ENDS, st.booleans()), min_size=1, max_size=6, unique_by=lambda one: one[0]))
def test_whatever_codings_are_taken_away_every_id_leads_to_what_holds_its_words(
    project: Project, bring_in: BringIn, codes: Codes, made: list[tuple[Span, bool]]
) -> None:
    found = project.conn.execute("SELECT id FROM document").fetchone()
    document = found[0] if found else bring_in()
    codings = [NewCoding(document, span, codes["1.2"]) for span, _ in made]
    project.make(AddCodings(codings))
    gone = [one.id for one, (_, goes) in zip(codings, made, strict=True) if goes]
    for coding_id in gone:
        project.make(RemoveCoding(coding_id))
    left = [one for one, (_, goes) in zip(codings, made, strict=True) if not goes]
    for coding in codings:
        passage = passage_named(project.conn, short_id(coding.id))
        assert passage.document_id == document and passage.span.overlaps(coding.span)
        there = any(one.span.overlaps(coding.span) for one in left)
        assert (passage.gone, passage.excerpt is not None) == (not there, there)
    for one in left:
        project.make(RemoveCoding(one.id))


def test_an_excerpts_id_stays_good_when_its_code_goes_into_another(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    document = bring_in()
    there = code_it(document, "I sleep.", "3.1")
    joined, alone = code_it(document, "I sleep.", "3.1.1"), code_it(document, "So I sent myself.", "3.1.1")
    project.make(MergeCodes(codes["3.1"], [codes["3.1.1"]], {"definition": "What is better now."}))
    for held, stands in ((joined, there), (alone, alone), (there, there)):
        found = excerpt_named(project.conn, short_id(held))
        assert (found.code_id, found.coding_ids) == (codes["3.1"], (stands,))
    project.make(MergeCodes(codes["1.1"], [codes["3.1"]]))
    assert excerpt_named(project.conn, short_id(joined)).code_id == codes["1.1"]


def test_an_id_stays_good_when_words_before_the_passage_change(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    first = code_it(document, "I sleep.", "3.1.1")
    second = code_it(document, "I sleep.", "3.1.1", "Bem")
    quote = KeepQuote(document, span_of(WORDS, "I sleep."))
    project.make(quote)
    project.make(RemoveCoding(first))
    project.make(ReplaceWords(document, span_of(WORDS, "a card"), "a small card"))
    for held in (first, second, quote.id):
        assert passage_named(project.conn, short_id(held)).span.start == WORDS.index("I sleep.") + len("small ")


def test_a_quotes_id_leads_to_the_excerpt_and_an_excerpts_to_the_quote(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    coding = code_it(document, "I sleep.", "3.1.1")
    quote = KeepQuote(document, span_of(WORDS, "I sleep."))
    project.make(quote)
    for held in (short_id(coding), short_id(quote.id)):
        assert excerpt_named(project.conn, held).coding_ids == (coding,)
        assert coding_named(project.conn, held) == coding
        assert quote_named(project.conn, held) == quote.id
        assert passage_named(project.conn, held).span.of(WORDS) == "I sleep."


def test_where_words_have_several_codes_a_quotes_id_is_asked_about(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    codings = [code_it(document, "I sleep.", index) for index in ("3.1.1", "1.1")]
    quote = KeepQuote(document, span_of(WORDS, "I sleep."))
    project.make(quote)
    with pytest.raises(Problem, match="several excerpts") as told:
        excerpt_named(project.conn, short_id(quote.id))
    assert all(short_id(one) in told.value.detail for one in codings)
    assert passage_named(project.conn, short_id(quote.id)).span.of(WORDS) == "I sleep."


def test_where_several_quotes_are_kept_of_an_excerpt_each_is_named_with_its_essay(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    coding = code_it(document, "I sleep.", "3.1.1")
    essay = NewEssay("Ways in")
    project.make(essay)
    quotes = [KeepQuote(document, span_of(WORDS, "I sleep."), essay_id=one) for one in (None, essay.id)]
    for quote in quotes:
        project.make(quote)
    project.make(KeepQuote(document, span_of(WORDS, "I sleep. That’s")))
    with pytest.raises(Problem, match="Several quotes") as told:
        quote_named(project.conn, short_id(coding))
    kept, used = (short_id(one.id) for one in quotes)
    assert told.value.detail == f"They are {kept} in Kept, {used} in “Ways in”."
    assert quotes_named(project.conn, kept) == (quotes[0].id,)


def test_a_quote_of_other_words_is_told_and_not_taken_for_that_of_an_excerpt(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    coding = code_it(document, "I sleep.", "3.1.1")
    wider = KeepQuote(document, span_of(WORDS, "I sleep. That’s"))
    project.make(wider)
    with pytest.raises(Problem, match="No quote is kept of exactly the words") as told:
        quote_named(project.conn, short_id(coding))
    assert told.value.detail == f"Some of them are in {short_id(wider.id)} in Kept."
    assert quotes_named(project.conn, short_id(coding)) == (wider.id,)
    assert quotes_named(project.conn, short_id(coding), exactly=True) == ()


def test_a_quote_that_is_no_longer_kept_leads_to_its_passage_and_to_no_other_quote(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in()
    gone, other = (KeepQuote(document, span_of(WORDS, words)) for words in ("I sleep.", "I sleep. That’s"))
    project.make(gone)
    project.make(other)
    project.make(DropQuote(gone.id))
    assert passage_named(project.conn, short_id(gone.id)).span.of(WORDS) == "I sleep."
    with pytest.raises(Problem, match="No quote is kept"):
        quote_named(project.conn, short_id(gone.id))


def test_the_id_of_a_memo_names_the_memo_and_no_passage(project: Project) -> None:
    memo = WriteMemo("Why at night?", "question", MemoTarget("study", project.study_id))
    project.make(memo)
    held = f"Card {short_id(memo.id)}"
    assert [(one.kind, one.row_id) for one in all_named(project.conn, held)] == [(IdKind.MEMO, memo.id)]
    with pytest.raises(Problem, match="is the id of a memo"):
        passage_named(project.conn, held)


@pytest.mark.parametrize("typed", ["", "x", "xyz", "x1234567", "x%%%%%%%%", "x00000000", "what people say"])
def test_what_is_no_id_of_the_study_is_a_sentence(project: Project, typed: str) -> None:
    for find in (coding_named, excerpt_named, passage_named):
        with pytest.raises(Problem, match="Nothing in the study has the id"):
            find(project.conn, typed)


def test_a_short_id_is_read_as_people_type_it(project: Project, bring_in: BringIn, codes: Codes) -> None:
    coding = "01a20485-0000-7000-8000-000000000c21"
    project.make(AddCodings([NewCoding(bring_in(), Span(15, 20), codes["1.2"], id=coding)]))
    assert short_id(coding) == "x00000311"
    for typed in (" XOOooo3Il ", "x0000 0311", "[x00000311]", "00000311", "Excerpt x00000311."):
        assert coding_named(project.conn, typed) == coding


def test_where_two_short_ids_agree_both_print_more_letters_and_find_their_own(
    project: Project, bring_in: BringIn, codes: Codes
) -> None:
    document = bring_in()
    twins = ["01a20485-0000-7000-8aaa-11cdef012345", "01a20485-0000-7000-8aaa-22cdef012345"]
    spans = [span_of(WORDS, "I sleep."), span_of(WORDS, "So I sent myself.")]
    first, second = (
        AddCodings([NewCoding(document, span, codes["1.2"], id=twin)])
        for twin, span in zip(twins, spans, strict=True)
    )
    project.make(first)
    (alone,) = excerpts(project.conn)
    assert alone.id == short_id(twins[0])
    project.make(second)
    shown = {one.coding_ids[0]: one.id for one in excerpts(project.conn)}
    assert shown[twins[0]] != shown[twins[1]]
    assert all(len(shown[twin]) > 9 and shown[twin].endswith(alone.id[1:]) for twin in twins)
    for twin in twins:
        assert coding_named(project.conn, shown[twin]) == twin
    for find in (coding_named, passage_named):
        with pytest.raises(Problem, match="Several passages") as told:
            find(project.conn, alone.id)
        assert all(one in told.value.detail for one in shown.values())
    project.make(RemoveCoding(twins[1]))
    (left,) = excerpts(project.conn)
    assert left.id == shown[twins[0]], "an id that was printed once holds for life"


def test_a_quote_has_the_id_that_was_printed_when_it_was_kept(project: Project, bring_in: BringIn) -> None:
    document = bring_in()
    quote = KeepQuote(document, span_of(WORDS, "I sleep."), id=new_id())
    project.make(quote)
    assert all_named(project.conn, short_id(quote.id).upper())[0].row_id == quote.id
