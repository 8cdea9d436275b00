"""Answers on a checking sheet: only what is plain is recorded, a no stands, and a yes holds for the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.document import Document as WordDocument

from qualcode.edits.essays import NewEssay
from qualcode.edits.quotes import KeepQuote, RecordAnswer, TrimQuote, UseAgain
from qualcode.edits.texts import ChangeTurnSpeaker
from qualcode.essays.essay import Answer
from qualcode.essays.essays import essays
from qualcode.essays.outline import QuotePart, outline
from qualcode.essays.returned import IF_CONFIRMED, answers_on, to_record
from qualcode.essays.sheet_file import read_sheet
from qualcode.exports.checking import SheetChoices, checking_sheets, release_sheets
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.transcripts.trim import Trim
from tests.conftest import span_of
from tests.exports.sheets.checking_study import (
    BOTH,
    CARD,
    CHANGE,
    GROUP,
    NO,
    SLEEP,
    TODAY,
    YES,
    Study,
    edited,
    fill,
    write,
)


def test_a_yes_on_the_sheet_of_somebody_whose_words_they_are_no_more_is_only_taken_once_confirmed(
    study: Study, sheet: Path
) -> None:
    fill_yes = edited(sheet, lambda one: write(one.tables[0], YES, 1, "x"))
    study.project.make(ChangeTurnSpeaker(study.document, 2, label="P02", because="Misheard."))
    first, _ = study.read_back(fill_yes)
    assert (first.said, first.recorded, first.confirmed) == ("approved", False, True)
    assert first.note == f"The sheet is for P01, and these are words of P02 now. {IF_CONFIRMED}"


def test_a_no_on_the_sheet_of_somebody_whose_words_they_are_no_more_is_a_no(study: Study, sheet: Path) -> None:
    refused = edited(sheet, lambda one: write(one.tables[0], NO, 1, "x"))
    study.project.make(ChangeTurnSpeaker(study.document, 2, label="P02", because="Misheard."))
    first, _ = study.read_back(refused)
    assert (first.said, first.recorded) == ("refused", True)


# A cross


@pytest.mark.parametrize("cross", ["x", "X", "xx", "✓", "☒", "✗", "√", "v", "[x]", "yes", "Ja", "ok", "agreed", "👍"])
def test_a_mark_or_a_yes_in_the_cross_column_is_a_yes(study: Study, sheet: Path, cross: str) -> None:
    first, _ = study.read_back(edited(sheet, lambda one: write(one.tables[0], YES, 1, cross)))
    assert (first.said, first.recorded, first.words) == ("approved", True, "")


@pytest.mark.parametrize("words", ["not sure", "?", "later", "ask my boss", "N/A", "KM", "x?", "yes?", "1", "no"])
def test_anything_else_in_the_cross_column_is_not_clear_and_shown(study: Study, sheet: Path, words: str) -> None:
    first, _ = study.read_back(edited(sheet, lambda one: write(one.tables[0], YES, 1, words)))
    assert (first.said, first.words, first.recorded, first.confirmed) == ("not clear", words, False, False)
    assert first.note == "Words beside “Yes” without a cross: ask, and record it yourself."
    assert study.part(study.quotes[CARD]).held == "must be asked first"


@pytest.mark.parametrize("row", [CHANGE, NO])
def test_doubts_beside_the_other_answers_are_no_answer_either(study: Study, sheet: Path, row: int) -> None:
    first, _ = study.read_back(edited(sheet, lambda one: write(one.tables[0], row, 1, "not sure")))
    assert (first.said, first.words, first.recorded) == ("not clear", "not sure", False)


def test_a_doubt_beside_yes_makes_a_crossed_change_unclear_and_a_crossed_no_stays_a_no(
    study: Study, sheet: Path
) -> None:
    def both(document: WordDocument) -> None:
        for table, row in zip(document.tables, (CHANGE, NO), strict=False):
            write(table, YES, 1, "perhaps")
            write(table, row, 1, "x")

    first, second = study.read_back(edited(sheet, both))
    assert [one.said for one in (first, second)] == ["not clear", "refused"]
    assert second.words == "perhaps" and study.answer(study.quotes[SLEEP])[0] is Answer.REFUSED


# A no that stands


def test_an_older_sheet_takes_back_no_refusal_whatever_it_says(study: Study, sheet: Path) -> None:
    card = study.quotes[CARD]
    study.project.make(TrimQuote(card, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    study.project.make(RecordAnswer(card, Answer.REFUSED, date(2026, 3, 10), "no, by telephone"))
    for on in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12)):
        first, _ = study.read_back(fill(sheet, (YES, ""), into=sheet.with_name("yes.docx")), on=on)
        assert (first.recorded, first.confirmed) == (False, False), on
        assert first.note == "Refused on 10 March 2026, which stands: ask them."
    assert study.answer(card) == (Answer.REFUSED, date(2026, 3, 10), "no, by telephone")
    with pytest.raises(Problem, match="nothing to confirm"):
        study.read_back(sheet.with_name("yes.docx"), although=(first.short_id,))


def test_a_refusal_stands_against_a_sheet_though_it_is_recorded_since_that_they_were_asked(
    study: Study, sheet: Path
) -> None:
    card = study.quotes[CARD]
    study.project.make(RecordAnswer(card, Answer.REFUSED, date(2026, 3, 10), printed=CARD))
    study.project.make(RecordAnswer(card, Answer.ASKED, date(2026, 3, 10), printed=CARD, although=True))
    fill(sheet, (YES, ""))
    for on in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12)):
        first, _ = study.read_back(sheet, on=on)
        assert first.note.startswith("Refused on 10 March 2026, which stands: ask them."), on
        assert (first.recorded, study.answer(card)[0]) == (False, Answer.ASKED)


def test_of_several_people_the_yes_of_one_takes_no_refusal_back_on_a_later_day_either(study: Study) -> None:
    both = KeepQuote(study.document, span_of(GROUP, BOTH), essay_id=study.essay)
    study.project.make(both)
    study.project.make(RecordAnswer(both.id, Answer.REFUSED, date(2026, 3, 10)))
    yes = RecordAnswer(both.id, Answer.APPROVED, date(2026, 3, 12))
    with pytest.raises(Problem, match="One of P01 and P02 refused on 10 March 2026"):
        study.project.make(yes)
    study.project.make(replace(yes, although=True))
    assert study.answer(both.id)[0] is Answer.APPROVED


@pytest.mark.parametrize("held", [Answer.REFUSED, Answer.CHANGED])
def test_a_later_yes_to_the_same_words_takes_back_a_no_only_where_somebody_confirms_it(
    study: Study, sheet: Path, held: Answer
) -> None:
    card = study.quotes[CARD]
    study.project.make(RecordAnswer(card, held, date(2026, 3, 10), "It was a poster.", CARD))
    fill(sheet, (YES, ""))
    for on in (date(2026, 3, 9), date(2026, 3, 10)):
        assert not study.read_back(sheet, on=on)[0].confirmed
    first, _ = study.read_back(sheet, on=date(2026, 3, 12))
    said = "Refused" if held is Answer.REFUSED else "Other words wanted"
    assert first.note == f"{said} on 10 March 2026, which stands: ask them. {IF_CONFIRMED}"
    assert (first.recorded, study.answer(card)[0]) == (False, held)
    study.read_back(sheet, on=date(2026, 3, 12), although=(first.short_id,))
    assert study.answer(card)[0] is Answer.APPROVED


def test_other_words_take_back_no_refusal_and_an_older_wish_no_later_one(study: Study, sheet: Path) -> None:
    card, sleep = study.quotes[CARD], study.quotes[SLEEP]
    study.project.make(RecordAnswer(card, Answer.REFUSED, date(2026, 3, 10), printed=CARD))
    study.project.make(RecordAnswer(sleep, Answer.CHANGED, date(2026, 3, 10), "I sleep.", SLEEP))
    fill(sheet, (CHANGE, "A card."), (CHANGE, "I sleep now."))
    older = study.read_back(sheet, on=date(2026, 3, 9))
    assert not any(one.recorded or one.confirmed for one in older)
    later = study.read_back(sheet, on=date(2026, 3, 11))
    assert [(one.recorded, one.confirmed) for one in later] == [(False, True), (True, False)]
    assert study.answer(sleep) == (Answer.CHANGED, date(2026, 3, 11), "I sleep now.")


def test_a_no_is_recorded_though_they_said_yes_before(study: Study, sheet: Path) -> None:
    card = study.quotes[CARD]
    study.project.make(RecordAnswer(card, Answer.APPROVED, date(2026, 3, 10), printed=CARD))
    fill(sheet, (NO, ""))
    earlier, _ = study.read_back(sheet, on=date(2026, 3, 9))
    assert (earlier.recorded, earlier.confirmed) == (False, True)
    assert earlier.note.startswith("Approved on 10 March 2026, which is later than this answer")
    assert study.read_back(sheet, on=date(2026, 3, 10))[0].recorded
    assert study.answer(card)[0] is Answer.REFUSED


def test_an_older_yes_to_other_words_does_not_unsettle_the_yes_to_those_that_are_printed(
    study: Study, sheet: Path
) -> None:
    card = study.quotes[CARD]
    study.project.make(TrimQuote(card, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    now = study.part(card).words
    study.project.make(RecordAnswer(card, Answer.APPROVED, date(2026, 3, 10), printed=now))
    first, _ = study.read_back(fill(sheet, (YES, "")))
    assert (first.recorded, first.note) == (False, "Approved as it is printed now already on 10 March 2026.")
    assert study.answer(card)[0] is Answer.APPROVED


def test_of_several_sheets_that_are_read_together_a_no_stands_in_whatever_order(study: Study, tmp_path: Path) -> None:
    yes = fill(study.written(tmp_path)["P01"], (YES, ""), into=tmp_path / "yes.docx")
    no = fill(study.written(tmp_path)["P01"], (NO, ""), into=tmp_path / "no.docx")
    for files in ((yes, no), (no, yes)):
        sheets = [one for path in files for one in read_sheet(path)]
        found = study.project.read_copy(answers_on, sheets, TODAY.date())
        assert [one.said for one in to_record(found)] == ["refused"]
        (told,) = [one for one in found if one.said == "approved"]
        assert told.note == "Another of these sheets answers “refused”, which stands."


def test_a_yes_to_the_words_that_were_wanted_takes_nothing_back(study: Study, tmp_path: Path) -> None:
    card = study.quotes[CARD]
    study.project.make(RecordAnswer(card, Answer.CHANGED, date(2026, 3, 10), "It was a card in the chemist’s.", CARD))
    study.project.make(TrimQuote(card, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    sheets = study.sheets(again=True)
    path = tmp_path / "again.docx"
    release_sheets(study.project.names, sheets, [path, tmp_path / "other.docx"])
    first, _ = study.read_back(fill(path, (YES, "")))
    assert (first.said, first.recorded) == ("approved", True)


# The same words in another quote


def used_again(study: Study, words: str) -> tuple[str, str]:
    """Another essay that uses a quote, by its id and the new quote's."""
    number = len(essays(study.project.conn).essays)
    other = NewEssay(f"Another way, {number}", audience=Audience.OUTSIDE)
    study.project.make(other)
    again = UseAgain(study.quotes[words], other.id)
    study.project.make(again)
    return other.id, again.id


def quote_of(study: Study, essay: str) -> QuotePart:
    (part,) = outline(study.project.conn, essay, TODAY.date()).quotes
    return part


def test_words_that_were_approved_are_approved_wherever_they_are_used_and_asked_about_once(
    study: Study, sheet: Path
) -> None:
    study.read_back(fill(sheet, (YES, "")))
    essay, again = used_again(study, CARD)
    part = quote_of(study, essay)
    assert (part.held, part.answer, part.checked.on, part.look) == ("", Answer.APPROVED, TODAY.date(), ())
    asked = study.project.read_copy(checking_sheets, SheetChoices(None), TODAY)
    assert again not in {quote for person, _ in asked.pages for one in person.quotes for quote in one.quotes}
    assert "2 quotes left out: approved as they are printed." in asked.sentences
    study.project.make(TrimQuote(again, Trim().leave_out(GROUP, span_of(GROUP, "on the board"))))
    part = quote_of(study, essay)
    assert (part.held, part.answer) == ("must be asked first", Answer.NONE)


@pytest.mark.parametrize("said", [Answer.REFUSED, Answer.CHANGED])
@pytest.mark.parametrize(
    ("day", "answer"),
    [(date(2026, 3, 8), Answer.APPROVED), (date(2026, 3, 9), Answer.NONE), (date(2026, 3, 10), Answer.NONE)],
)
def test_a_yes_elsewhere_ends_with_a_no_of_that_day_or_later(
    study: Study, said: Answer, day: date, answer: Answer
) -> None:
    study.project.make(RecordAnswer(study.quotes[CARD], Answer.APPROVED, date(2026, 3, 9), printed=CARD))
    (first, again), (second, _) = used_again(study, CARD), used_again(study, CARD)
    assert [quote_of(study, one).answer for one in (first, second)] == [Answer.APPROVED] * 2
    study.project.make(RecordAnswer(again, said, day, "Not so.", CARD))
    assert [quote_of(study, one).answer for one in (first, second)] == [said, answer]
    assert all(quote_of(study, one).held for one in (first, second))


def test_a_refusal_in_another_quote_is_told_beside_a_yes_and_stands(study: Study, tmp_path: Path) -> None:
    essay, again = used_again(study, CARD)
    path = fill(study.written(tmp_path)["P01"], (YES, ""))
    study.project.make(RecordAnswer(again, Answer.REFUSED, date(2026, 3, 12), printed=CARD))
    first, _ = study.read_back(path)
    assert (first.recorded, first.confirmed) == (False, False)
    assert first.note == "Refused on 12 March 2026, which stands: ask them."
    assert quote_of(study, essay).held.startswith("refused by the person")
