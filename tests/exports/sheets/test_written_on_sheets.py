"""What people write on a checking sheet beside its answers: it is shown word for word, and no yes is plain then."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from qualcode.edits.essays import ChangePart
from qualcode.edits.quotes import TrimQuote
from qualcode.essays.essay import Answer
from qualcode.essays.returned import IF_CONFIRMED, answers_on
from qualcode.essays.sheet_file import read_sheet
from qualcode.transcripts.trim import Trim
from tests.conftest import span_of
from tests.exports.sheets.checking_study import (
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
    line_of,
    taken_away,
    tracked,
    write,
)

_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def below_the_table(document: WordDocument) -> None:
    line_of(document, "Passage 2 of 2").insert_paragraph_before("No, please do not print this.")


def after_the_label(document: WordDocument) -> None:
    document.tables[0].rows[YES].cells[0].paragraphs[0].add_run(" No, please do not print this.")


def in_the_head(document: WordDocument) -> None:
    write(document.tables[0], 0, 1, " No, please do not print this.")


def before_the_id(document: WordDocument) -> None:
    document.tables[0].rows[0].cells[0].paragraphs[0].insert_paragraph_before("No, please do not print this.")


def in_a_comment(document: WordDocument) -> None:
    document.add_comment(line_of(document, CARD).runs, "No, please do not print this.", author="K")


def above_the_words(document: WordDocument) -> None:
    line_of(document, CARD).insert_paragraph_before("No, please do not print this.")


def under_the_words(document: WordDocument) -> None:
    line_of(document, "(x").insert_paragraph_before("No, please do not print this.")


def in_a_new_row(document: WordDocument) -> None:
    table: Any = document.tables[0]  # the call has no types
    table.add_row().cells[2].text = "No, please do not print this."


def in_the_point(document: WordDocument) -> None:
    line_of(document, "supports this point").add_run(" No, please do not print this.")


PLACES = [
    below_the_table,
    after_the_label,
    in_the_head,
    before_the_id,
    in_a_comment,
    above_the_words,
    under_the_words,
    in_a_new_row,
    in_the_point,
]


@pytest.mark.parametrize("place", PLACES)
def test_a_refusal_written_elsewhere_is_shown_and_is_not_no_answer_yet(
    study: Study, sheet: Path, place: Callable[[WordDocument], object]
) -> None:
    first, second = study.read_back(edited(sheet, place))
    assert first.said == "not clear"
    assert "No, please do not print this." in first.sentence
    assert (second.said, second.note) == ("none", "No answer yet.")


@pytest.mark.parametrize("place", PLACES)
def test_a_refusal_written_elsewhere_keeps_a_crossed_yes_from_being_recorded(
    study: Study, sheet: Path, place: Callable[[WordDocument], object]
) -> None:
    edited(sheet, place)
    first, second = study.read_back(fill(sheet, (YES, ""), (YES, "")))
    assert not first.recorded
    assert "No, please do not print this." in first.sentence
    assert study.answer(study.quotes[CARD])[0] is Answer.NONE
    assert second.recorded and study.answer(study.quotes[SLEEP])[0] is Answer.APPROVED


def printed_places(document: WordDocument) -> list[Paragraph]:
    """Every paragraph of a sheet, and every cell of it, but those in which one answers or signs."""
    cells = [
        cell.paragraphs[0]
        for table in document.tables
        for number, row in enumerate(table.rows)
        for place, cell in enumerate(row.cells)
        if number == 0 or (place == 0 and table is not document.tables[-1] and len(table.rows) > CHANGE)
    ]
    return [*document.paragraphs, *cells]


def test_words_added_to_any_line_of_a_sheet_are_shown_and_keep_a_yes_from_being_plain(
    study: Study, sheet: Path
) -> None:
    fill(sheet, (YES, ""), (YES, ""))
    whole = sheet.read_bytes()
    number = len(printed_places(Document(str(sheet))))
    assert number > 30
    for at in range(number):
        sheet.write_bytes(whole)
        document = Document(str(sheet))
        place = printed_places(document)[at]
        words = f"{place.text} Leave me out!".strip()
        place.add_run(" Leave me out!")
        document.save(str(sheet))
        found = study.project.read_copy(answers_on, read_sheet(sheet), TODAY.date())
        plain = [one for one in found if one.recorded and one.answer is Answer.APPROVED]
        told = " ".join(one.sentence for one in found)
        assert "Leave me out!" in told or "reads otherwise" in told, words
        assert len(plain) < 2, words


def at_the_end(document: WordDocument) -> None:
    document.add_paragraph("I take back what I said: do not print any of it.")


def at_the_beginning(document: WordDocument) -> None:
    document.paragraphs[0].insert_paragraph_before("I take back what I said: do not print any of it.")


def in_a_signature(document: WordDocument) -> None:
    write(document.tables[-1], 1, 0, "I take back what I said: do not print any of it.")


def in_a_new_table(document: WordDocument) -> None:
    document.add_table(1, 1).rows[0].cells[0].text = "I take back what I said: do not print any of it."


@pytest.mark.parametrize("place", [at_the_end, at_the_beginning, in_a_signature, in_a_new_table])
def test_what_is_written_about_the_whole_sheet_is_shown_with_every_answer_and_none_is_plain(
    study: Study, sheet: Path, place: Callable[[WordDocument], object]
) -> None:
    edited(sheet, place)
    first, second = study.read_back(fill(sheet, (YES, "")))
    assert (first.said, first.recorded, first.confirmed) == ("approved", False, True)
    assert second.said == "not clear"
    for one in (first, second):
        assert "Read this on the sheet: “I take back what I said: do not print any of it.”." in one.note
    assert study.read_back(fill(sheet, (NO, "")))[0].said == "not clear"  # yes and no


def test_a_no_is_recorded_whatever_else_is_written(study: Study, sheet: Path) -> None:
    first, _ = study.read_back(fill(edited(sheet, at_the_end), (NO, "")))
    assert first.recorded and "I take back" in first.note
    assert study.answer(study.quotes[CARD])[0] is Answer.REFUSED


def test_no_after_the_label_of_no_is_a_no(study: Study, sheet: Path) -> None:
    first, _ = study.read_back(edited(sheet, lambda one: one.tables[0].rows[NO].cells[0].paragraphs[0].add_run(" X")))
    assert (first.said, first.recorded) == ("refused", True)


def test_a_no_in_the_head_row_is_shown(study: Study, sheet: Path) -> None:
    first, _ = study.read_back(edited(sheet, lambda one: write(one.tables[0], 0, 2, " NO")))
    assert (first.said, first.recorded) == ("not clear", False)
    assert first.note == (
        "Something is written here that is no answer: read the sheet, and record it yourself. "
        "Read this on the sheet: “NO”."
    )


@pytest.mark.parametrize("how", ["struck out", "taken out", "deleted rows"])
def test_answers_that_were_struck_or_taken_out_are_told(study: Study, sheet: Path, how: str) -> None:
    def alter(document: WordDocument) -> None:
        for row in document.tables[0].rows[YES : CHANGE + 1]:
            if how == "struck out":
                for run in row.cells[0].paragraphs[0].runs:
                    run.font.strike = True
            elif how == "taken out":
                tracked(row.cells[0].paragraphs[0], "del")
            else:
                taken_away(row._tr)

    first, second = study.read_back(edited(sheet, alter))
    assert (first.said, second.said) == ("not clear", "none")
    assert "“Yes, print it so”" in first.note and "“Change it so:”" in first.note


@pytest.mark.parametrize("look", ["highlight_color", "underline"])
def test_an_answer_that_was_marked_instead_of_crossed_is_shown(study: Study, sheet: Path, look: str) -> None:
    def alter(document: WordDocument) -> None:
        for run in document.tables[0].rows[NO].cells[0].paragraphs[0].runs:
            setattr(run.font, look, WD_COLOR_INDEX.YELLOW if look == "highlight_color" else True)

    first, second = study.read_back(edited(sheet, alter))
    assert (first.said, second.said) == ("not clear", "none")
    assert "marked: “No, do not print it”" in first.note


def test_an_answer_whose_cell_was_coloured_is_shown_beside_a_yes(study: Study, sheet: Path) -> None:
    def alter(document: WordDocument) -> None:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "FF0000")
        document.tables[0].rows[NO].cells[0]._tc.get_or_add_tcPr().append(shade)

    first, _ = study.read_back(edited(fill(sheet, (YES, "")), alter))
    assert (first.said, first.recorded, first.confirmed) == ("approved", False, True)
    assert "marked: “No, do not print it”" in first.note


@pytest.mark.parametrize("place", ["header", "footer"])
def test_words_put_into_the_line_at_the_head_or_foot_of_a_page_are_told(
    study: Study, sheet: Path, place: str
) -> None:
    def alter(document: WordDocument) -> None:
        getattr(document.sections[0], place).paragraphs[0].add_run(" do not print any of it")

    first, _ = study.read_back(edited(fill(sheet, (YES, "")), alter))
    assert (first.said, first.recorded, first.confirmed) == ("approved", False, True)
    assert "do not print any of it" in first.note


def test_what_is_drawn_on_a_sheet_is_told_but_not_a_signature(study: Study, sheet: Path) -> None:
    picture = io.BytesIO(_PNG)

    def draw(document: WordDocument, place: Table) -> None:
        place.rows[1].cells[0].paragraphs[0].add_run().add_picture(picture)

    edited(fill(sheet, (YES, ""), (YES, "")), lambda one: draw(one, one.tables[-1]))
    assert [one.note for one in study.read_back(sheet)] == ["", ""]
    study.project.undo()
    first, second = study.read_back(edited(sheet, lambda one: draw(one, one.tables[0])))
    assert "Read this on the sheet: a picture or a drawing." in first.note
    assert (first.recorded, second.recorded) == (False, True)


def test_a_comment_a_note_and_a_line_at_the_foot_of_a_page_belong_to_the_whole_sheet(
    study: Study, sheet: Path
) -> None:
    def alter(document: WordDocument) -> None:
        document.add_comment(document.paragraphs[0].runs, "Do not print any of it.", author="K")
        document.sections[0].footer.add_paragraph("Nor name me.")

    for one in study.read_back(edited(sheet, alter)):
        assert one.said == "not clear"
        assert "a comment: “Do not print any of it.”; a footer: “Nor name me.”." in one.note


def test_a_passage_whose_answers_are_gone_is_told_by_its_id(study: Study, sheet: Path) -> None:
    first, second = study.read_back(edited(sheet, lambda one: taken_away(one.tables[0]._tbl)))
    assert (first.quote_id, first.said) == (study.quotes[CARD], "not clear")
    assert "its answers were taken out" in first.note and second.said in ("none", "not clear")


# What is nothing to look at


@pytest.mark.parametrize("signed", ["", "KM", "P01", "K. M.", "x"])
def test_a_signature_and_a_day_are_nothing_to_look_at(study: Study, sheet: Path, signed: str) -> None:
    def sign(document: WordDocument) -> None:
        write(document.tables[-1], 1, 0, signed)
        write(document.tables[-1], 1, 1, "12 March 2026")

    first, second = study.read_back(fill(edited(sheet, sign), (YES, ""), (NO, "")))
    assert [(one.said, one.recorded, one.note) for one in (first, second)] == [
        ("approved", True, ""),
        ("refused", True, ""),
    ]


def test_a_hyphen_that_word_writes_in_its_own_way_is_no_other_word(study: Study, tmp_path: Path) -> None:
    trim = Trim().put_in(GROUP, span_of(GROUP, "chemist’s"), "walk\u2011in")
    study.project.make(TrimQuote(study.quotes[CARD], trim))
    path = study.written(tmp_path)["P01"]

    def as_word_does(document: WordDocument) -> None:
        paragraph = line_of(document, "walk\u2011in")
        before, after = paragraph.runs[-1].text.split("\u2011")
        paragraph.runs[-1].text = before
        paragraph.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
        paragraph.add_run(after)
        document.tables[-1].rows[0].cells[0].paragraphs[0].runs[0].text = "Signed"

    first, _ = study.read_back(fill(edited(path, as_word_does), (YES, "")))
    assert (first.said, first.recorded, first.note) == ("approved", True, "")


def test_a_sheet_is_plain_though_its_essay_says_something_else_by_now(study: Study, tmp_path: Path) -> None:
    path = fill(study.written(tmp_path)["P01"], (YES, ""), (YES, ""))
    (heading,) = study.project.conn.execute("SELECT id FROM essay_part").fetchone()
    study.project.make(ChangePart(heading, "By chance, then"))
    assert [one.recorded for one in study.read_back(path)] == [True, True]


def test_a_line_that_reads_otherwise_is_told_where_nothing_else_tells_it(study: Study, tmp_path: Path) -> None:
    path = study.written(tmp_path)["P01"]

    def alter(document: WordDocument) -> None:
        run = line_of(document, "You took part in").runs[0]
        run.text = run.text.replace(". 2 passages", " and now want all of it gone. 2 passages")

    for one in study.read_back(fill(edited(path, alter), (YES, ""), (YES, ""))):
        assert (one.recorded, one.confirmed) == (False, True)
        assert one.note == (
            f"Read this on the sheet: something that it printed is gone, or reads otherwise. {IF_CONFIRMED}"
        )
