"""The words of a passage that were changed on a checking sheet are offered as those that are wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement

from qualcode.edits.quotes import KeepQuote
from qualcode.essays.essay import Answer
from qualcode.essays.returned import IF_CONFIRMED
from qualcode.transcripts.span import Span
from tests.conftest import span_of
from tests.exports.sheets.checking_study import (
    BOTH,
    CARD,
    GROUP,
    SLEEP,
    TODAY,
    YES,
    Study,
    edited,
    fill,
    line_of,
    of_an_earlier_version,
    tracked,
    write,
)


def test_words_changed_in_the_passage_are_offered_as_the_words_that_are_wanted(study: Study, sheet: Path) -> None:
    def alter(document: WordDocument) -> None:
        run = line_of(document, CARD).runs[-1]
        run.text = run.text.replace("on the board in the chemist’s", "in a shop")
        write(document.tables[0], YES, 1, "x")

    first, second = study.read_back(edited(sheet, alter))
    assert (first.said, first.words) == ("changed", "It was a card in a shop.")
    assert first.note == f"The passage itself was changed on the sheet, and reads so now. {IF_CONFIRMED}"
    assert (first.recorded, first.confirmed, second.said) == (False, True, "none")
    assert study.answer(study.quotes[CARD])[0] is Answer.NONE
    study.read_back(sheet, although=(first.short_id,))
    assert study.answer(study.quotes[CARD]) == (Answer.CHANGED, TODAY.date(), "It was a card in a shop.")


@pytest.mark.parametrize("row", [YES, None])
def test_words_struck_out_or_deleted_in_the_passage_are_a_change_and_shown(
    study: Study, sheet: Path, row: int | None
) -> None:
    def alter(document: WordDocument) -> None:
        for words in (CARD, SLEEP):
            paragraph = line_of(document, words)
            run = paragraph.runs[-1]
            run.text, rest = run.text.rsplit(" ", 1)
            gone = paragraph.add_run(" " + rest)
            gone.font.strike = words == CARD
            if words != CARD:
                taken = OxmlElement("w:del")
                gone._r.addprevious(taken)
                taken.append(gone._r)
        if row is not None:
            for table in document.tables[:2]:
                write(table, row, 1, "x")

    first, second = study.read_back(edited(sheet, alter))
    assert [(one.said, one.confirmed) for one in (first, second)] == [("changed", True)] * 2
    assert first.words == "It was a card on the board in the"
    assert "Read this on the sheet: struck out: “chemist’s.”." in first.note
    assert "taken out: “night.”" in second.note
    assert study.answer(study.quotes[CARD])[0] is Answer.NONE


def test_words_put_into_the_passage_in_a_tracked_change_are_a_change(study: Study, sheet: Path) -> None:
    def alter(document: WordDocument) -> None:
        paragraph = line_of(document, SLEEP)
        new = OxmlElement("w:ins")
        new.append(paragraph.add_run(" Most nights.")._r)
        paragraph._p.append(new)
        write(document.tables[1], YES, 1, "x")

    _, second = study.read_back(edited(sheet, alter))
    assert (second.said, second.words, second.confirmed) == ("changed", f"{SLEEP} Most nights.", True)


def test_a_passage_that_was_deleted_is_no_yes(study: Study, sheet: Path) -> None:
    def alter(document: WordDocument) -> None:
        tracked(line_of(document, CARD), "del")
        write(document.tables[0], YES, 1, "x")

    first, _ = study.read_back(edited(sheet, alter))
    assert (first.said, first.recorded, first.confirmed) == ("not clear", False, False)
    assert "The passage itself was taken out of the sheet" in first.note and CARD in first.note


def test_a_passage_of_several_people_is_held_against_the_persons_own_words(study: Study, tmp_path: Path) -> None:
    wide = KeepQuote(study.document, span_of(GROUP, BOTH), essay_id=study.essay)
    study.project.make(wide)
    path = study.written(tmp_path)["P02"]

    def earlier(document: WordDocument) -> None:
        document.tables[-1].rows[0].cells[0].paragraphs[0].runs[0].text = "Signed"
        for table in document.tables[:2]:
            write(table, YES, 1, "x")

    def alter(document: WordDocument) -> None:
        line_of(document, "Nobody told me").runs[-1].text = "Nobody told me much."

    found = {one.quote_id: one for one in study.read_back(edited(path, earlier))}
    assert (found[wide.id].said, found[wide.id].recorded) == ("approved", True)
    study.project.undo()
    found = {one.quote_id: one for one in study.read_back(edited(path, alter))}
    assert (found[wide.id].said, found[wide.id].words) == ("changed", "Nobody told me much.")
    assert found[wide.id].confirmed and not found[wide.id].recorded


@pytest.mark.parametrize("who", ["P01", "P02"])
@pytest.mark.parametrize("earlier", [True, False])
def test_a_passage_with_questions_and_several_people_comes_back_as_it_was_sent(
    study: Study, tmp_path: Path, who: str, earlier: bool
) -> None:
    start, end = GROUP.index("It was a card"), GROUP.index("I sleep") + len(SLEEP)
    wide = KeepQuote(study.document, Span(start, end), essay_id=study.essay)
    study.project.make(wide)
    path = study.written(tmp_path)[who]
    if earlier:
        edited(path, of_an_earlier_version)
    fill(path, (YES, ""), (YES, ""), (YES, ""))
    (found,) = [one for one in study.read_back(path) if one.quote_id == wide.id]
    assert (found.said, found.recorded, found.note) == ("approved", True, "")
