"""Essays are outlines of headings, notes and quotes, in an order that people may add to apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.notes import quotes_of
from qualcode.edits.clock import FixedClock
from qualcode.edits.documents import RemoveDocument
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
    AgreeToText,
    DropQuote,
    ForgetUse,
    KeepQuote,
    RecordAnswer,
    RecordUse,
    ToKept,
    TrimQuote,
    UseAgain,
)
from qualcode.edits.store import Edit, Store
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer, EssayKind, EssayState, PartKind
from qualcode.essays.essays import essay_called, essays, words_printed
from qualcode.essays.outline import outline
from qualcode.essays.parts import QuotePart, WrittenPart
from qualcode.essays.places import between
from qualcode.essays.quotes import Checked
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.for_good import replace_for_good
from qualcode.project.journal import history
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Trim
from tests.conftest import WORDS, span_of
from tests.living import living

TODAY = date(2026, 3, 12)
CARD = span_of(WORDS, "It was a card on the board in the chemist’s.")
SLEEP = span_of(WORDS, "I sleep. That’s the short of it.")
SENT = span_of(WORDS, "So I sent myself.")


def told(project: Project, essay_id: str | None) -> list[str]:
    """An outline in a word or so for each part."""
    return [
        part.words.split()[0] if isinstance(part, WrittenPart) else f"“{part.words.split()[0]}"
        for part in outline(project.conn, essay_id, TODAY, Audience.TEAM).parts
    ]


REFUSED = "refused by the person when asked on"


@pytest.fixture
def essay(project: Project) -> str:
    made = NewEssay("Finding a way in")
    project.make(made)
    return made.id


@pytest.fixture
def parts(project: Project, essay: str, bring_in: Callable[..., str]) -> dict[str, str]:
    """An essay with two headings, a note and two quotes, by their first words."""
    document = bring_in()
    edits: dict[str, AddPart | KeepQuote] = {
        "Card": AddPart(essay, PartKind.HEADING, "Card in the window"),
        "“It": KeepQuote(document, CARD, essay_id=essay),
        "Rest": AddPart(essay, PartKind.HEADING, "Rest"),
        "“I": KeepQuote(document, SLEEP, essay_id=essay),
        "Then": AddPart(essay, PartKind.NOTE, "Then what it cost."),
    }
    for edit in edits.values():
        project.make(edit)
    return {name: edit.id for name, edit in edits.items()} | {"document": document}


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


def test_a_trim_is_kept_and_taken_back_and_follows_the_text(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    def quote() -> QuotePart:
        (found,) = [one for one in outline(project.conn, essay, TODAY).quotes if one.id == parts["“It"]]
        return found

    trim = quote().trim.leave_out(WORDS, span_of(WORDS, "on the board")).turn_letter(WORDS, CARD.start)
    project.make(TrimQuote(parts["“It"], trim))
    assert quote().words == "[i]t was a card […] in the chemist’s."
    assert quote().trim.version_id
    project.make(ReplaceWords(parts["document"], span_of(WORDS, "not for years"), "not for many years"))
    assert (quote().words, quote().changed) == ("[i]t was a card […] in the chemist’s.", False)
    with pytest.raises(Problem, match="changed meanwhile"):
        project.make(TrimQuote(parts["“It"], trim))
    later = "It was a card on the board in the chemist’s."
    text = project.conn.execute("SELECT words FROM text ORDER BY length(words) DESC").fetchone()[0]
    project.make(ReplaceWords(parts["document"], span_of(text, "the board"), "a notice board"))
    assert (quote().words, quote().changed) == ("[i]t was a card […] in the chemist’s.", True)
    placed = "SELECT id, version_id, start, stop, trim FROM quote ORDER BY id"
    before = project.conn.execute(placed).fetchall()
    made = project.make(AgreeToText([quote().id]))
    assert made.label == "1 quote is right as the text is now"
    assert (quote().words, quote().changed) == ("[i]t was a card […] in the chemist’s.", False)
    assert not project.make(AgreeToText([quote().id])).changes
    project.undo()
    assert project.conn.execute(placed).fetchall() == before
    assert quote().state in ("see", "held")
    project.make(TrimQuote(parts["“It"], Trim()))
    assert quote().words == later.replace("the board", "a notice board")


def test_a_trim_that_prints_nothing_that_was_said_is_refused(project: Project, parts: dict[str, str]) -> None:
    with pytest.raises(Problem, match="Nothing of what was said"):
        project.make(TrimQuote(parts["“It"], Trim().leave_out(WORDS, CARD)))


def test_where_all_words_would_be_other_words_it_says_how_to_print_them(
    project: Project, parts: dict[str, str]
) -> None:
    with pytest.raises(Problem, match="Nothing of what was said") as told:
        project.make(TrimQuote(parts["“It"], Trim().put_in(WORDS, CARD, "I read of it in a shop")))
    assert told.value.remedy is not None
    assert "in your own text what they want said, without quotation marks" in told.value.remedy
    assert "take the quote out of the essay" in told.value.remedy


def test_the_answer_of_the_person_is_recorded_and_a_refusal_holds_the_quote_back(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    def quote() -> QuotePart:
        (found,) = [
            one for one in outline(project.conn, essay, TODAY, Audience.TEAM).quotes if one.id == parts["“It"]
        ]
        return found

    asked = project.make(RecordAnswer(parts["“It"], Answer.ASKED, date(2026, 3, 1)))
    assert asked.label == "Quote sent to the person to check"
    assert quote().look == ("The person was asked on 1 March 2026 and has not answered.",)
    project.make(RecordAnswer(parts["“It"], Answer.APPROVED, printed=quote().words))
    assert (quote().look, quote().state) == ((), "ok")
    project.make(TrimQuote(parts["“It"], Trim().leave_out(WORDS, span_of(WORDS, "on the board"))))
    assert "approved other words" in quote().look[0]
    project.make(RecordAnswer(parts["“It"], Answer.REFUSED, words="Not that one, please."))
    assert (quote().printed, quote().held, quote().state) == (None, f"{REFUSED} 12 March 2026", "held")
    assert quote().checked.words == "Not that one, please."
    project.make(RecordAnswer(parts["“It"], Answer.NONE, although=True))
    assert (quote().held, quote().checked.on) == ("", None)


def test_no_answer_of_a_day_to_come_is_recorded(project: Project, parts: dict[str, str]) -> None:
    with pytest.raises(Problem, match="13 March 2026 is still to come"):
        project.make(RecordAnswer(parts["“It"], Answer.REFUSED, date(2026, 3, 13)))


@pytest.mark.parametrize("said", [Answer.REFUSED, Answer.CHANGED])
def test_a_yes_of_no_later_day_takes_a_no_back_only_where_that_is_said_expressly(
    project: Project, essay: str, parts: dict[str, str], said: Answer
) -> None:
    def checked() -> Checked:
        return next(one.checked for one in outline(project.conn, essay, TODAY).quotes if one.id == parts["“It"])

    project.make(RecordAnswer(parts["“It"], said, date(2026, 3, 10), "Not so, by telephone."))
    for day in (date(2020, 1, 1), date(2026, 3, 10)):
        yes = RecordAnswer(parts["“It"], Answer.APPROVED, day, "Not so, by telephone.")
        with pytest.raises(Problem, match=r"P03 .* on 10 March 2026"):
            project.make(yes)
        assert (checked().answer, checked().words) == (said, "Not so, by telephone.")
        project.make(replace(yes, although=True))
        assert (checked().answer, checked().words) == (Answer.APPROVED, "")
        project.undo()
    project.make(RecordAnswer(parts["“It"], Answer.APPROVED, date(2026, 3, 11)))
    assert checked().answer is Answer.APPROVED


def test_asked_or_not_asked_takes_no_refusal_back_by_itself(project: Project, parts: dict[str, str]) -> None:
    project.make(RecordAnswer(parts["“It"], Answer.REFUSED, date(2026, 3, 10)))
    for answer in (Answer.ASKED, Answer.NONE):
        with pytest.raises(Problem, match="refused on 10 March 2026"):
            project.make(RecordAnswer(parts["“It"], answer))
    project.make(RecordAnswer(parts["“It"], Answer.ASKED, although=True))
    for answer in (Answer.APPROVED, Answer.NONE):
        with pytest.raises(Problem, match="refused on 10 March 2026"):
            project.make(RecordAnswer(parts["“It"], answer, date(2026, 3, 9)))


def test_a_yes_to_the_same_words_in_another_quote_takes_no_refusal_of_that_day_back(
    project: Project, parts: dict[str, str]
) -> None:
    again = KeepQuote(parts["document"], CARD)
    project.make(again)
    project.make(RecordAnswer(parts["“It"], Answer.REFUSED))
    project.make(DropQuote(parts["“It"]))
    with pytest.raises(Problem, match="refused on 12 March 2026"):
        project.make(RecordAnswer(again.id, Answer.APPROVED))


def test_words_that_were_refused_are_held_back_in_every_other_quote_that_prints_them(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    wide = KeepQuote(parts["document"], span_of(WORDS, "I didn’t, not for years. It was a card on the board"))
    project.make(wide)
    project.make(RecordAnswer(parts["“It"], Answer.REFUSED))
    (kept,) = outline(project.conn, None, TODAY, Audience.TEAM).quotes
    assert (kept.printed, kept.held) == (None, f"{REFUSED} 12 March 2026")
    project.make(TrimQuote(wide.id, Trim().leave_out(WORDS, span_of(WORDS, "It was a card on the board"))))
    (kept,) = outline(project.conn, None, TODAY, Audience.TEAM).quotes
    assert kept.held == ""


def test_a_finished_text_that_uses_quotes_is_in_the_ledger_once(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    both = [parts["“It"], parts["“I"]]
    made = project.make(RecordUse(both, "Finding a way in", "essay.docx", date(2026, 5, 1)))
    assert made.label == "2 quotes used in “Finding a way in”"
    assert project.make(RecordUse(both, "Finding a way in", "essay.docx")).label.startswith("0 quotes")
    first, _ = outline(project.conn, essay, TODAY).quotes
    assert [(use.title, use.file, use.on) for use in first.uses] == [
        ("Finding a way in", "essay.docx", date(2026, 5, 1))
    ]
    project.make(ForgetUse(first.uses[0].id))
    assert outline(project.conn, essay, TODAY).quotes[0].uses == ()


def test_a_quote_of_a_document_that_is_gone_comes_back_with_it(
    project: Project, essay: str, parts: dict[str, str]
) -> None:
    project.make(RemoveDocument(parts["document"]))
    assert told(project, essay) == ["Card", "Rest", "Then"]
    project.undo()
    assert told(project, essay) == ["Card", "“It", "Rest", "“I", "Then"]


def test_names_replaced_for_good_leave_no_name_in_own_words_and_the_trim_in_its_place(
    tmp_path: Path, clock: FixedClock, project: Project, essay: str, bring_in: Callable[..., str]
) -> None:
    said = "P03: Oh, Quarrington came by and Quarrington stayed till noon."
    document = bring_in(said)
    kept = KeepQuote(
        document, span_of(said, "Oh, Quarrington came by and Quarrington stayed till noon."), essay_id=essay
    )
    project.make(kept)
    trim = Trim().turn_letter(said, said.index("Oh")).leave_out(said, span_of(said, "Quarrington stayed"))
    project.make(TrimQuote(kept.id, trim.put_in(said, span_of(said, "noon"), "Quarrington’s noon")))
    project.close()
    replace_for_good(project.path, [Name("Quarrington", "Zed")], clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as opened:
        (quote,) = outline(opened.conn, essay, TODAY).quotes
        assert quote.words == "[o]h, Zed came by and […] till [Zed’s noon]."
        assert "Quarrington" not in "".join(str(row) for row in opened.conn.execute("SELECT * FROM quote"))


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
