"""Essays are outlines of headings, notes and quotes, in an order that people may add to apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.notes import quotes_of
from qualcode.edits.essays import (
    AddPart,
    ChangeEssay,
    ChangePart,
    CiteEvidence,
    MoveEssay,
    MoveParts,
    NewEssay,
    RemoveEssay,
    RemoveParts,
    StopCiting,
)
from qualcode.edits.outlines import FIRST
from qualcode.edits.quotes import (
    DropQuote,
    ForgetUse,
    KeepQuote,
    RecordUse,
    ToKept,
    TrimQuote,
    UseAgain,
)
from qualcode.edits.store import Edit, Store
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import EssayKind, EssayState, PartKind
from qualcode.essays.essays import essay_called, essays, words_printed
from qualcode.essays.outline import outline
from qualcode.essays.parts import WrittenPart
from qualcode.essays.places import between
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.journal import history
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Trim
from tests.conftest import WORDS, span_of
from tests.edits.essay_study import CARD, SENT, SLEEP, TODAY, told
from tests.living import living


def test_an_outline_stands_in_the_order_it_was_written_in(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    assert told(project, essay) == ["Card", "“It", "Rest", "“I", "Then"]
    (line,) = essays(project.conn).essays
    assert (line.quotes, line.parts) == (2, 3)
    assert words_printed(project.conn) == {essay: 10 + 7}
    assert (line.kind, line.state, line.audience) == (EssayKind.ESSAY, EssayState.OUTLINE, Audience.OUTSIDE)


def test_a_part_goes_after_any_other_or_first(project: Project, essay: str, parts: dict[str, str]) -> None:
    project.make(AddPart(essay, PartKind.NOTE, "Open words", FIRST))
    project.make(AddPart(essay, PartKind.NOTE, "Between", parts["“It"]))
    assert told(project, essay) == ["Open", "Card", "“It", "Between", "Rest", "“I", "Then"]
    project.make(KeepQuote(parts["document"], SENT, essay_id=essay, after=parts["Card"]))
    assert told(project, essay)[2] == "“So"


def test_parts_move_together_and_nothing_else_is_written(project: Project, essay: str, parts: dict[str, str]) -> None:
    section = outline(project.conn, essay, TODAY).section(parts["Rest"])
    assert section == (parts["Rest"], parts["“I"], parts["Then"])
    made = project.make(MoveParts(section, essay, FIRST))
    assert told(project, essay) == ["Rest", "“I", "Then", "Card", "“It"]
    assert {change.row_id for change in made.changes} == set(section)
    project.make(MoveParts([parts["Then"]], essay, parts["Rest"]))
    assert told(project, essay) == ["Rest", "Then", "“I", "Card", "“It"]
    project.make(MoveParts([parts["Rest"]], essay))
    assert told(project, essay) == ["Then", "“I", "Card", "“It", "Rest"]
    project.undo()
    assert told(project, essay) == ["Rest", "Then", "“I", "Card", "“It"]


def test_a_quote_moves_to_another_essay_and_to_kept(project: Project, essay: str, parts: dict[str, str]) -> None:
    other = NewEssay("Access", EssayKind.BRIEFING)
    project.make(other)
    made = project.make(MoveParts([parts["“I"]], other.id))
    assert made.label == "Quote moved to “Access”"
    assert (told(project, essay), told(project, other.id)) == (["Card", "“It", "Rest", "Then"], ["“I"])
    assert project.make(ToKept([parts["“I"]])).label == "1 quote moved to Kept"
    assert (told(project, other.id), told(project, None)) == ([], ["“I"])
    project.undo()
    assert told(project, other.id) == ["“I"]


def test_the_same_words_stand_in_two_essays_but_not_twice_in_one(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    other = NewEssay("Access")
    project.make(other)
    project.make(TrimQuote(parts["“It"], Trim().leave_out(WORDS, span_of(WORDS, "on the board"))))
    project.make(UseAgain(parts["“It"], other.id))
    (again,) = outline(project.conn, other.id, TODAY).quotes
    assert again.words == "It was a card […] in the chemist’s."
    assert [one.title for one in again.also_in] == ["Finding a way in"]
    project.make(KeepQuote(parts["document"], CARD))
    for twice in (
        UseAgain(parts["“It"], essay),
        KeepQuote(parts["document"], CARD, essay_id=essay),
        KeepQuote(parts["document"], CARD),
    ):
        with pytest.raises(Problem, match="already"):
            project.make(twice)
    assert len(quotes_of(project.conn, parts["document"])) == 4


def test_removing_an_essay_puts_its_quotes_into_kept_and_says_so(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    before = living(project.conn)
    made = project.make(RemoveEssay(essay))
    assert made.label == "Removal of the essay “Finding a way in”; 2 quotes went to Kept"
    assert sorted(told(project, None)) == ["“I", "“It"]
    assert essays(project.conn).kept == 2
    with pytest.raises(Problem, match="no longer there"):
        outline(project.conn, essay, TODAY)
    project.undo()
    assert living(project.conn) == before
    assert told(project, essay) == ["Card", "“It", "Rest", "“I", "Then"]


def test_an_essay_is_retold_and_told_how_far_and_for_whom(project: Project, essay: str) -> None:
    labels = [
        project.make(edit).label
        for edit in (
            ChangeEssay(essay, title=" Ways  in "),
            ChangeEssay(essay, state=EssayState.REVIEW),
            ChangeEssay(essay, audience=Audience.TEAM),
            ChangeEssay(essay, kind=EssayKind.BRIEFING, about="How people came."),
        )
    ]
    assert labels == [
        "“Finding a way in” is called “Ways in” now",
        "State of the essay “Ways in”: with reviewers",
        "Audience of the essay “Ways in”: for the study team",
        "The briefing paper “Ways in”",
    ]
    (line,) = essays(project.conn).essays
    assert (line.title, line.state, line.audience, line.about) == (
        "Ways in",
        EssayState.REVIEW,
        Audience.TEAM,
        "How people came.",
    )
    assert essay_called(project.conn, "WAYS") == line


def test_headings_and_notes_are_changed_and_removed(project: Project, essay: str, parts: dict[str, str]) -> None:
    assert project.make(ChangePart(parts["Card"], "Window  card")).label == "Heading “Window card”"
    project.make(ChangePart(parts["Then"], kind=PartKind.HEADING))
    assert project.make(RemoveParts([parts["Rest"]])).label == "Removal of the heading “Rest”"
    shown = outline(project.conn, essay, TODAY).parts
    assert [part.words for part in shown if isinstance(part, WrittenPart)] == ["Window card", "Then what it cost."]
    project.make(RemoveParts([parts["Card"], parts["Then"]]))
    assert told(project, essay) == ["“It", "“I"]


def test_essays_stand_in_an_order(project: Project, essay: str) -> None:
    other, third = NewEssay("Access"), NewEssay("Workforce")
    for edit in (other, third, MoveEssay(third.id), MoveEssay(essay, other.id)):
        project.make(edit)
    assert [line.title for line in essays(project.conn).essays] == ["Workforce", "Access", "Finding a way in"]


def test_what_cannot_be_done_to_an_essay_is_told(project: Project, essay: str, parts: dict[str, str]) -> None:
    gone = NewEssay("Gone")
    project.make(gone)
    project.make(RemoveEssay(gone.id))
    refused: list[Edit] = [
        NewEssay(" "),
        ChangeEssay(gone.id, "A"),
        ChangeEssay(essay, title=""),
        RemoveEssay("none"),
        MoveEssay(essay, gone.id),
        AddPart(essay, PartKind.HEADING, " "),
        AddPart(gone.id, PartKind.NOTE, "A"),
        AddPart(essay, PartKind.NOTE, "A", "none"),
        ChangePart("none", "A"),
        ChangePart(parts["Card"], " "),
        RemoveParts(["none"]),
        MoveParts([parts["Card"]], essay, parts["Card"]),
        MoveParts(["none"], essay),
        KeepQuote(parts["document"], SENT, essay_id=gone.id),
        KeepQuote(parts["document"], SENT, essay_id=essay, after="none"),
        CiteEvidence(essay, parts["document"]),
        StopCiting(essay, parts["document"]),
        DropQuote("none"),
        ToKept(["none"]),
        TrimQuote("none", Trim()),
        RecordUse([parts["“I"]], " "),
        ForgetUse("none"),
    ]
    before = living(project.conn)
    for edit in refused:
        with pytest.raises(Problem):
            project.make(edit)
    assert living(project.conn) == before


def test_an_essay_in_use_is_not_taken_back(project: Project, essay: str, parts: dict[str, str]) -> None:
    begun = next(one for one in history(project.conn) if one.label.startswith("New essay"))
    with pytest.raises(Problem, match="in use"):
        project.undo_action(begun)
    for _ in range(7):  # the document was brought in between
        project.undo()
    assert essays(project.conn).essays == ()


def test_one_persons_part_is_taken_back_while_others_go_on(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    first = next(one for one in history(project.conn) if one.label.startswith("Heading “Card"))
    project.undo_action(first)
    assert told(project, essay) == ["“It", "Rest", "“I", "Then"]


def test_what_was_dropped_does_not_come_back_into_an_essay_that_is_gone(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    project.make(DropQuote(parts["“I"]))
    dropped = history(project.conn, latest=1)[0]
    project.make(RemoveEssay(essay))
    with pytest.raises(Problem, match="“Finding a way in”"):
        project.undo_action(dropped)


def test_evidence_is_cited_once_and_no_longer(project: Project, essay: str, bring_in: Callable[..., str]) -> None:
    document = bring_in("Peer support works.", "A review", Kind.EVIDENCE)
    assert project.make(CiteEvidence(essay, document)).label == "“Finding a way in” cites “A review”"
    with pytest.raises(Problem, match="already"):
        project.make(CiteEvidence(essay, document))
    assert [one.document for one in outline(project.conn, essay, TODAY).evidence] == ["A review"]
    project.make(StopCiting(essay, document))
    assert outline(project.conn, essay, TODAY).evidence == ()


@dataclass(frozen=True)
class InOnePlace:
    """Two parts in one place, as two people may put them there apart."""

    ids: tuple[str, str]

    def apply(self, store: Store) -> str:
        for one in self.ids:
            store.set("essay_part", one, place="5")
        return "Places"


def test_parts_that_two_people_put_in_one_place_keep_an_order_and_take_others_after_both(
    project: Project, essay: str
) -> None:
    first, second = (AddPart(essay, PartKind.NOTE, words) for words in ("One", "Two"))
    project.make(first)
    project.make(second)
    project.make(InOnePlace((first.id, second.id)))
    assert told(project, essay) == ["One", "Two"]
    project.make(AddPart(essay, PartKind.NOTE, "Three", first.id))
    project.make(AddPart(essay, PartKind.NOTE, "Zero", FIRST))
    assert told(project, essay) == ["Zero", "One", "Two", "Three"]


def test_an_essay_is_found_by_how_its_title_begins_and_doubts_are_told(project: Project, essay: str) -> None:
    project.make(NewEssay("Finding words"))
    assert essay_called(project.conn, "finding a").id == essay
    with pytest.raises(Problem, match="Several essays"):
        essay_called(project.conn, "find")
    with pytest.raises(Problem, match="No essay"):
        essay_called(project.conn, "way")


def test_no_two_essays_have_the_same_title(project: Project, essay: str) -> None:
    other = NewEssay("Finding words")
    project.make(other)
    with pytest.raises(Problem, match="There is an essay called “finding words” already"):
        project.make(NewEssay(" finding  words"))
    with pytest.raises(Problem, match="There is an essay called"):
        project.make(ChangeEssay(essay, title="Finding words"))
    project.make(ChangeEssay(other.id, title="Finding Words"))


def test_a_quote_whose_words_were_taken_out_is_told_as_missing_and_used_nowhere_else(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    other = NewEssay("Access")
    project.make(other)
    project.make(ReplaceWords(parts["document"], SLEEP, ""))
    found = outline(project.conn, essay, TODAY)
    assert (len(found.emptied), [quote.id for quote in found.quotes]) == (1, [parts["“It"]])
    for edit in (UseAgain(parts["“I"], other.id), TrimQuote(parts["“I"], Trim())):
        with pytest.raises(Problem, match="no longer in the document"):
            project.make(edit)
    project.undo()
    assert outline(project.conn, essay, TODAY).emptied == ()


@given(st.lists(st.integers(0, 30), max_size=60))
def test_there_is_always_a_place_between_two_whatever_was_put_in_before(wanted: list[int]) -> None:
    order: list[str] = []
    for number in wanted:
        at = number % (len(order) + 1)
        before = order[at - 1] if at else None
        order.insert(at, between(before, order[at] if at < len(order) else None))
        assert order == sorted(set(order))
        assert not order[at].endswith("0")


def test_a_thousand_parts_put_in_one_place_still_have_short_places() -> None:
    first, last = between(None, None), between("9" * 12, None)
    assert first < last
    for _ in range(1000):
        last = between(first, last)
    assert len(last) < 1000
