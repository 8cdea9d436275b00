"""Memos linked with many things, put in order, taken out; what is written in one opening as one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.memo_choice import MemoChoice, MemoOrder, chosen, ordered
from qualcode.analysis.memos import linked_words, memos, memos_there, things, wider
from qualcode.edits.clock import FixedClock
from qualcode.edits.essays import NewEssay, RemoveEssay
from qualcode.edits.memos import (
    KINDS,
    ChangeMemoKind,
    LinkMemos,
    MemoTarget,
    OrderMemos,
    RemoveMemos,
    TurnMemo,
    UnlinkMemo,
    WriteMemo,
)
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.store import Edit
from qualcode.exports.memo_words import thing_words
from qualcode.problem import Problem
from qualcode.project.journal import history
from qualcode.project.project import Project
from tests.conftest import NOON, WORDS, span_of
from tests.edits.texts_seen import fix

LIVING = "SELECT id, kind, body, position FROM memo WHERE deleted_at IS NULL ORDER BY num"
LINKS = "SELECT memo_id, on_table, on_id, start, stop FROM memo_link WHERE deleted_at IS NULL ORDER BY num"


def state(project: Project) -> list[tuple[object, ...]]:
    return project.conn.execute(LIVING).fetchall() + project.conn.execute(LINKS).fetchall()


@pytest.fixture
def bodies(project: Project) -> Callable[[], list[str]]:
    return lambda: [entry.body for entry in memos(project.conn)]


def test_a_memo_is_about_many_things_of_every_kind_and_each_shows_it(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE participant_id IS NOT NULL").fetchone()
    quote = KeepQuote(document, span_of(WORDS, "I sleep."))
    essay = NewEssay("Finding a way in")
    project.make(quote)
    project.make(essay)
    other = WriteMemo("Another thought")
    project.make(other)
    memo = WriteMemo("Turns it all", "tension", MemoTarget("coding", coding))
    project.make(memo)
    for target in (
        MemoTarget("document", document, span_of(WORDS, "a card on the board")),
        MemoTarget("document", document, span_of(WORDS, "I sleep.")),
        MemoTarget("document", document),
        MemoTarget("participant", person),
        MemoTarget("code", codes["1.2"]),
        MemoTarget("code", codes["1"]),
        MemoTarget("study", project.study_id),
        MemoTarget("memo", other.id),
        MemoTarget("quote", quote.id),
        MemoTarget("essay", essay.id),
    ):
        project.make(LinkMemos([memo.id], target))
    first, second = memos(project.conn)
    assert first.linked_by == ((memo.id, "Turns it all"),)
    assert [thing.what for thing in second.about] == [
        "coding", "passage", "passage", "document", "participant", "code", "area", "study", "memo", "quote",
        "essay",
    ]  # fmt: skip
    assert [(thing.who, thing.turn) for thing in second.about[:3]] == [("P03", 2), ("P03", 2), ("P03", 4)]
    words = linked_words(project.conn, second.about, NOON.date())
    assert list(words.values()) == ["So I sent myself.", "a card on the board", "I sleep.", "I sleep."]


def test_what_lies_around_a_quote_is_named_with_its_essay(project: Project, bring_in: Callable[..., str]) -> None:
    document, essay = bring_in(), NewEssay("Finding a way in")
    quote = KeepQuote(document, span_of(WORDS, "I sleep."), essay_id=essay.id)
    project.make(essay)
    project.make(quote)
    around = [thing.what for thing in wider(project.conn, "quote", quote.id)]
    assert around == ["quote", "passage", "participant", "document", "essay", "study"]
    assert ("essay", "Finding a way in") in [(thing.what, thing.name) for thing in things(project.conn)]
    memo = WriteMemo("The whole of it", about=MemoTarget("essay", essay.id))
    project.make(memo)
    project.make(RemoveEssay(essay.id))
    ((thing,),) = [entry.about for entry in memos(project.conn)]
    assert thing.gone
    assert thing_words(thing) == "an essay that was taken out"


def test_linking_twice_with_the_same_thing_keeps_one_link(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    target = MemoTarget("document", document, span_of(WORDS, "I sleep."))
    memo = WriteMemo("Again", about=target)
    project.make(memo)
    assert not project.make(LinkMemos([memo.id], target)).changes
    assert len(project.conn.execute(LINKS).fetchall()) == 1


def test_a_passage_is_the_same_after_the_text_before_it_was_corrected(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    memo = WriteMemo("Again", about=MemoTarget("document", document, span_of(WORDS, "I sleep.")))
    project.make(memo)
    fix(project, document, "for years", "for many years")
    now = span_of(WORDS.replace("for years", "for many years"), "I sleep.")
    ((thing,),) = [entry.about for entry in memos(project.conn)]
    assert thing.span == now
    assert not project.make(LinkMemos([memo.id], MemoTarget("document", document, now))).changes
    passage = wider(project.conn, "document", document, now)[0]
    assert [one.id for one in memos_there(project.conn, passage)] == [memo.id]


def test_what_lies_around_a_coding_is_named_from_the_narrowest_to_the_study(
    project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    coding = code_it(bring_in(), "So I sent myself.", "1.2")
    found = wider(project.conn, "coding", coding)
    assert [thing.what for thing in found] == ["coding", "passage", "participant", "document", "code", "study"]
    assert [thing.name for thing in found[2:5]] == ["P03", "P03 interview", "1.2 Routes in"]


def test_a_memo_cannot_be_about_itself_or_about_what_is_gone(project: Project) -> None:
    memo = WriteMemo("Me")
    project.make(memo)
    for target in (MemoTarget("memo", memo.id), MemoTarget("code", "gone"), MemoTarget("pin", "gone")):
        with pytest.raises(Problem):
            project.make(LinkMemos([memo.id], target))


def test_turning_a_memo_to_something_wider_leaves_no_link_with_the_narrower(
    project: Project, codes: dict[str, str]
) -> None:
    narrow, wide = MemoTarget("code", codes["1.2"]), MemoTarget("code", codes["1"])
    memo = WriteMemo("Wider", about=narrow)
    project.make(memo)
    project.make(TurnMemo(memo.id, narrow, wide))
    assert [row[2] for row in project.conn.execute(LINKS)] == [codes["1"]]
    project.undo()
    assert [row[2] for row in project.conn.execute(LINKS)] == [codes["1.2"]]


def test_removing_a_memo_takes_its_links_from_both_ends_and_undo_brings_them_back(
    project: Project, bodies: Callable[[], list[str]]
) -> None:
    first = WriteMemo("First", about=MemoTarget("study", project.study_id))
    project.make(first)
    project.make(WriteMemo("On the first", about=MemoTarget("memo", first.id)))
    before = state(project)
    project.make(RemoveMemos([first.id]))
    assert bodies() == ["On the first"]
    assert project.conn.execute(LINKS).fetchall() == []
    project.undo()
    assert state(project) == before


def test_memos_keep_the_order_they_were_put_in_and_new_ones_come_last(
    project: Project, bodies: Callable[[], list[str]]
) -> None:
    written = [WriteMemo(words) for words in ("one", "two", "three")]
    for memo in written:
        project.make(memo)
    assert bodies() == ["one", "two", "three"]
    project.make(OrderMemos([written[2].id, written[0].id, written[1].id]))
    project.make(WriteMemo("four"))
    assert bodies() == ["three", "one", "two", "four"]


def test_saving_again_in_one_opening_is_one_line_of_history_and_one_undo(
    project: Project, bodies: Callable[[], list[str]]
) -> None:
    memo = WriteMemo("Al", id="0190aaaa-0000-7000-8000-000000000001")
    first = project.make(memo)
    lines = len(history(project.conn))
    for words in ("Always", "Always a card"):
        assert project.make(WriteMemo(words, id=memo.id), goes_on=first.action_id).action_id == first.action_id
    assert len(history(project.conn)) == lines
    project.undo()
    assert bodies() == []
    project.redo()
    assert bodies() == ["Always a card"]


def test_an_opening_goes_on_only_where_nothing_was_done_since(
    project: Project, bodies: Callable[[], list[str]]
) -> None:
    memo = WriteMemo("Al")
    first = project.make(memo)
    project.make(WriteMemo("Meanwhile"))
    second = project.make(WriteMemo("Always", id=memo.id), goes_on=first.action_id)
    assert second.action_id != first.action_id
    project.undo()
    assert bodies() == ["Al", "Meanwhile"]


def test_memos_are_narrowed_by_kind_author_thing_and_words(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    project.make(WriteMemo("On the code", "tension", MemoTarget("code", codes["1.2"])))
    project.make(WriteMemo("On a coding", about=MemoTarget("coding", coding)))
    project.sign_in("Bem")
    project.make(WriteMemo("On nothing", "method"))
    every = memos(project.conn)

    def shown(choice: MemoChoice) -> list[str]:
        return [entry.body for entry in chosen(every, choice)]

    assert shown(MemoChoice(kind="tension")) == ["On the code"]
    assert shown(MemoChoice(author="Bem")) == ["On nothing"]
    assert shown(MemoChoice(about=("code", codes["1.2"], None))) == ["On the code", "On a coding"]
    assert shown(MemoChoice(about=("document", document, None))) == ["On a coding"]
    assert shown(MemoChoice(unlinked=True)) == ["On nothing"]
    assert shown(MemoChoice(words="ROUTES in")) == ["On the code", "On a coding"]
    assert [heading for heading, _ in ordered(every, MemoOrder.KIND)] == ["idea", "tension", "method"]
    assert [heading for heading, _ in ordered(every, MemoOrder.AUTHOR)] == ["Ana", "Bem"]
    assert ordered(every, MemoOrder.THING)[-1][0] == ""


def test_the_words_of_who_has_withdrawn_are_not_shown_beside_a_memo(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    project.make(WriteMemo("Here", about=MemoTarget("document", document, span_of(WORDS, "I sleep."))))
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE participant_id IS NOT NULL").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    (entry,) = memos(project.conn)
    assert list(linked_words(project.conn, entry.about, NOON.date()).values()) == ["(held back: has withdrawn)"]


def test_a_memo_can_be_linked_with_whatever_has_a_name(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str]
) -> None:
    bring_in()
    project.make(WriteMemo("Always\na card"))
    found = [(thing.what, thing.name) for thing in things(project.conn)]
    assert found[0] == ("study", "the study")
    assert ("area", "1 Access") in found and ("code", "3.1.1 Sleep") in found
    assert found[-3:] == [("document", "P03 interview"), ("participant", "P03"), ("memo", "Always")]


steps = st.lists(
    st.tuples(st.sampled_from(["write", "rewrite", "link", "unlink", "turn", "order", "kind", "remove"]),
              st.integers(0, 3), st.integers(0, 3)),
    max_size=12,
)  # fmt: skip


@given(steps)
def test_whatever_is_done_with_memos_undo_gives_back_exactly_what_was_before(
    wanted: list[tuple[str, int, int]],
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        with Project.create(folder / "s.qualcode", "Study", clock=FixedClock(NOON)) as project:
            project.sign_in("Ana")
            for what, one, other in wanted:
                _do(project, what, one, other)
    finally:
        shutil.rmtree(folder)


def _do(project: Project, what: str, one: int, other: int) -> None:
    ids = [row[0] for row in project.conn.execute("SELECT id FROM memo ORDER BY num")] or ["none"]
    links = [row[0] for row in project.conn.execute("SELECT id FROM memo_link ORDER BY num")] or ["none"]
    memo, target = ids[one % len(ids)], MemoTarget("memo", ids[other % len(ids)])
    edits: dict[str, Edit] = {
        "write": WriteMemo("words", KINDS[one], target if ids != ["none"] and other % 2 else None),
        "rewrite": WriteMemo("other words" if other else "", "method", id=memo),
        "link": LinkMemos([memo], target),
        "unlink": UnlinkMemo(links[one % len(links)]),
        "turn": TurnMemo(memo, target, MemoTarget("study", project.study_id)),
        "order": OrderMemos([entry.id for entry in memos(project.conn)][::-1]),
        "kind": ChangeMemoKind([memo], KINDS[other]),
        "remove": RemoveMemos([memo]),
    }
    before = state(project)
    try:
        made = project.make(edits[what])
    except Problem:
        assert state(project) == before
        return
    after = state(project)
    if made.changes:
        project.undo()
        assert state(project) == before
        project.redo()
    assert state(project) == after
