"""Quotes are trimmed, answered about, used in finished texts, and follow their documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.edits.documents import RemoveDocument
from qualcode.edits.quotes import (
    AgreeToText,
    DropQuote,
    ForgetUse,
    KeepQuote,
    RecordAnswer,
    RecordUse,
    TrimQuote,
)
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer
from qualcode.essays.outline import outline
from qualcode.essays.parts import QuotePart
from qualcode.essays.quotes import Checked
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.for_good import replace_for_good
from qualcode.project.project import Project
from qualcode.transcripts.trim import Trim
from tests.conftest import WORDS, span_of
from tests.edits.essay_study import CARD, REFUSED, TODAY, told


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
