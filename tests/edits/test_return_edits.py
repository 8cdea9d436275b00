"""Returns become workshop notes that are tied to what they answer, in one step, and count with nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.documents import documents
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.memo_state import answers_to
from qualcode.analysis.memos import memos
from qualcode.analysis.people import participants
from qualcode.analysis.returns.arriving import Second, arriving
from qualcode.analysis.returns.listed import Returned, lines_returned
from qualcode.analysis.returns.typed import typed_text
from qualcode.analysis.returns.votes import PassageVotes
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.memos import WriteMemo
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.returns import TakeReturns
from qualcode.edits.texts import ReplaceWords
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.erase_rows import rows_of
from qualcode.project.erase_whose import whose
from qualcode.project.for_good import replace_for_good
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import WORDS, span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


def take(project: Project, text: str, session: str = "", date: str = "") -> TakeReturns:
    edit = TakeReturns(arriving(project.conn, typed_text(text), session, date).new, date)
    project.make(edit)
    return edit


@pytest.fixture
def opportunity(project: Project) -> str:
    memo = WriteMemo("A peer in the first week", "opportunity")
    project.make(memo)
    return memo.id


def kinds(project: Project) -> list[tuple[str, str]]:
    return [(line.name, line.kind) for line in documents(project.conn)]


def test_each_group_is_a_workshop_note_with_its_words_in_turns_that_are_nobodys(
    project: Project, opportunity: str
) -> None:
    card = short_id(opportunity)
    take(
        project, f"Table 1:\n{card}: yes, 4 votes\nmore of it\nTable 2:\n{card}: no, 1 vote\n", "Leeds", "2026-05-12"
    )
    assert kinds(project) == [("Leeds: Table 1", Kind.WORKSHOP_NOTE), ("Leeds: Table 2", Kind.WORKSHOP_NOTE)]
    assert participants(project.conn) == []
    (text,) = project.conn.execute("SELECT words FROM text WHERE words LIKE '%more of it%'").fetchone()
    assert text == f"Leeds: Table 1, 2026-05-12\n\n{card}, 4 votes: yes\n\nmore of it\n"
    said = project.conn.execute(
        "SELECT substr(x.words, t.start + 1, t.stop - t.start) FROM turn t "
        "JOIN text_version v ON v.id = t.version_id JOIN text x ON x.sha256 = v.sha256 ORDER BY t.num"
    ).fetchall()
    assert said == [("yes",), ("more of it",), ("no",)]
    assert {line.date for line in documents(project.conn)} == {"2026-05-12"}


def test_a_line_is_tied_to_the_quote_the_excerpt_or_the_memo_it_answers(
    project: Project, bring_in: BringIn, code_it: CodeIt, opportunity: str
) -> None:
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    quote = KeepQuote(document, span_of(WORDS, "I sleep."))
    project.make(quote)
    text = "".join(f"{short_id(one)}: said {n}, {n} votes\n" for n, one in enumerate((coding, quote.id, opportunity)))
    (note,) = take(project, text + "x00000000: to nothing\n").taken
    found = [(one.table, one.row_id, one.votes, one.words, one.document_id) for one in lines_returned(project.conn)]
    assert found == [
        ("coding", coding, 0, "said 0", note),
        ("quote", quote.id, 1, "said 1", note),
        ("memo", opportunity, 2, "said 2", note),
        ("", "", None, "to nothing", note),
    ]
    (memo,) = memos(project.conn)
    assert [(thing.what, thing.document_id) for thing in memo.about] == [("passage", note)]


def test_one_undo_takes_a_whole_return_back_and_redo_brings_it(project: Project, opportunity: str) -> None:
    card = short_id(opportunity)
    take(project, f"T1:\n{card}: yes, 4 votes\nT2:\n{card}: no\n")
    before = lines_returned(project.conn)
    project.undo()
    assert (lines_returned(project.conn), kinds(project), memos(project.conn)[0].about) == ([], [], ())
    assert answers_to(project.conn, "memo") == {}
    assert differences(project.conn) == []
    project.redo()
    assert lines_returned(project.conn) == before and len(before) == 2


def test_votes_beside_an_opportunity_are_a_sum_that_says_of_how_many_groups(
    project: Project, opportunity: str
) -> None:
    card = short_id(opportunity)
    take(project, f"T1:\n{card}: yes, 4 votes\n{card}: again, 1 vote\nT2:\n{card}: no, 0 votes\nT3:\n{card}: hm\n")
    (memo,) = memos(project.conn)
    assert memo.answers.words == "5 votes of 2 groups, 1 more group wrote on it"
    assert memo.became == f"raised; {memo.answers.words}"
    (last,) = [line.id for line in documents(project.conn) if line.name == "T1"]
    project.make(ChangeDocument(last, {"consent": "withdrawn"}))
    assert memos(project.conn)[0].answers.words == "0 votes of 1 group, 1 more group wrote on it"
    assert all(one.document_id != last for one in lines_returned(project.conn))


def test_the_same_return_twice_brings_nothing_and_says_so(project: Project, opportunity: str) -> None:
    text = f"T1:\n{short_id(opportunity)}: yes, 4 votes\nwords alone\n"
    take(project, text, "Leeds")
    again = arriving(project.conn, typed_text(text), "Leeds")
    assert again.new == () and "There is nothing new in this return." in again.told
    with pytest.raises(Problem, match="nothing new"):
        project.make(TakeReturns(again.new))
    more = arriving(project.conn, typed_text(text + "and this\n"), "Leeds")
    project.make(TakeReturns(more.new))
    third = arriving(project.conn, typed_text(text + "and this\n"), "Leeds")
    assert [one.words for one in more.new] == ["and this"] and third.new == ()


def test_a_second_return_of_a_group_replaces_the_first_in_one_step(project: Project, opportunity: str) -> None:
    card = short_id(opportunity)
    take(project, f"T1:\n{card}: yes, 4 votes\nT2:\n{card}: 2 votes\n", "Leeds")
    text = typed_text(f"t1:\n{card}: yes, 4 votes\n{card}: no, 1 vote\n")
    asked = arriving(project.conn, text, "leeds")
    assert asked.unsettled and [one.group for one in asked.earlier] == ["Leeds: T1"]
    found = arriving(project.conn, text, "leeds", second=Second.REPLACES)
    assert not found.unsettled and [one.votes for one in found.new] == [4, 1], "what goes comes in anew"
    project.make(TakeReturns(found.new, replaced=found.replaced))
    assert memos(project.conn)[0].answers.words == "7 votes of 2 groups"
    project.undo()
    assert memos(project.conn)[0].answers.words == "6 votes of 2 groups"


def test_a_second_return_that_is_added_is_of_the_same_group(project: Project, opportunity: str) -> None:
    card = short_id(opportunity)
    take(project, f"T1:\n{card}: yes, 4 votes\n", "Leeds")
    take(project, f"T1:\n{card}: and more, 1 vote\n", "Leeds")
    take(project, f"T1:\n{card}: yes, 4 votes\n", "York")
    assert memos(project.conn)[0].answers.words == "9 votes of 2 groups"


def test_what_came_back_without_a_workshops_name_is_known_again_by_its_day(
    project: Project, opportunity: str
) -> None:
    text = f"{short_id(opportunity)}: yes, 4 votes, Table 2\n"
    project.make(TakeReturns(arriving(project.conn, typed_text(text)).new, "2026-05-12"))
    assert [name for name, _ in kinds(project)] == ["Table 2"]
    assert arriving(project.conn, typed_text(text), day="2026-05-12").new == ()
    assert len(arriving(project.conn, typed_text(text), day="2026-05-13").new) == 1


def test_votes_on_a_card_are_told_by_the_passage_and_of_another_card_its_id(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    quote, other = (KeepQuote(document, span_of(WORDS, words)) for words in ("sent myself", "I sleep."))
    project.make(quote)
    project.make(other)
    card = short_id(quote.id)
    take(project, f"T1:\n{card}: yes, 4 votes\nT2:\n{card}: 3 votes\n", "Leeds", "2026-05-03")
    take(project, f"{card}: yes\n", date="2026-05-02")
    votes = PassageVotes(project.conn)
    said = ("Workshop of 2 May 2026: 1 group wrote on it", "Leeds, 3 May 2026: 7 votes of 2 groups")
    assert votes.on(document, span_of(WORDS, "sent myself"), [quote.id]) == said
    shared = f" (on the card {card}, which shares words)"
    assert votes.on(document, span_of(WORDS, "So I sent"), [coding]) == tuple(one + shared for one in said)
    assert votes.on(document, span_of(WORDS, "I sleep."), [other.id]) == ()


def test_two_groups_may_say_just_the_same(project: Project, opportunity: str) -> None:
    card = short_id(opportunity)
    take(project, f"T1:\n{card}: yes, 4 votes\nT2:\n{card}: yes, 4 votes\n")
    assert memos(project.conn)[0].answers.words == "8 votes of 2 groups"


def test_a_return_changes_no_number_of_the_interviews(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    coding = code_it(bring_in(), "So I sent myself.", "1.2")
    asked = Asked(kinds=[str(Kind.INTERVIEW)])
    before = code_reaches(project.conn, asked)
    take(project, f"{short_id(coding)}: as I did, 9 votes\n")
    assert code_reaches(project.conn, asked) == before
    assert [(line.kind, line.codings) for line in documents(project.conn)] == [
        (Kind.INTERVIEW, 1),
        (Kind.WORKSHOP_NOTE, 0),
    ]


def test_what_was_said_is_listed_as_it_was_corrected(project: Project, opportunity: str) -> None:
    (note,) = take(project, f"{short_id(opportunity)}: ask Mrs Zed, 1 vote\n").taken
    (text,) = project.conn.execute("SELECT words FROM text WHERE words LIKE '%Zed%'").fetchone()
    project.make(ReplaceWords(note, span_of(text, "Mrs Zed"), "somebody"))
    (line,) = lines_returned(project.conn)
    assert isinstance(line, Returned) and line.words == "ask somebody"


def test_what_answers_a_quote_of_somebody_who_is_erased_goes_with_the_quote(
    project: Project, bring_in: BringIn
) -> None:
    document = bring_in()
    quote = KeepQuote(document, span_of(WORDS, "I sleep."))
    project.make(quote)
    take(project, f"{short_id(quote.id)}: so do I, 1 vote\n")
    (person,) = participants(project.conn)
    rows = rows_of(project.conn, whose(project.conn, person.id))
    assert len(rows["returned"]) == 1


def test_a_day_that_is_none_is_refused_and_nothing_comes_in(project: Project, opportunity: str) -> None:
    with pytest.raises(Problem, match="not a date"):
        take(project, f"{short_id(opportunity)}: yes\n", date="the 12th")
    assert kinds(project) == []


def test_words_of_several_lines_stay_whole(project: Project, opportunity: str) -> None:
    take(project, f'card,words,votes\n{short_id(opportunity)},"one\ntwo, three",2\n')
    assert [one.words for one in lines_returned(project.conn)] == ["one\ntwo, three"]


def test_a_name_replaced_for_good_leaves_each_line_tied_to_its_words(project: Project, opportunity: str) -> None:
    card = short_id(opportunity)
    take(project, f"Quarrington house:\n{card}: Quarrington and I agree, 2 votes\n{card}: so do we\n")
    project.close()
    replace_for_good(project.path, [Name("Quarrington", "Zed")], clock=project.clock)
    with Project.open(project.path, clock=project.clock, back_up=False) as again:
        found = [(one.words, one.votes, one.document) for one in lines_returned(again.conn)]
        assert found == [("Zed and I agree", 2, "Zed house"), ("so do we", None, "Zed house")]
        assert differences(again.conn) == []
